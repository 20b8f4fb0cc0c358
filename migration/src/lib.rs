//! The schema over time, for PostgreSQL and SQLite alike.
//!
//! To change the schema: add one file under `steps/`, named by date and purpose, and list it below.
//! Steps only ever expand first and contract in a later release, so that old and new processes can run
//! side by side during an upgrade. This room knows no entity: a step must mean the same for ever.

#![allow(
    elided_lifetimes_in_paths,
    reason = "async_trait needs the signature as the trait writes it"
)]

use sea_orm_migration::prelude::*;

/// What runs a [`Migrator`].
pub use sea_orm_migration::prelude::MigratorTrait;

mod columns;
mod steps;

/// Runs the steps in order; each one at most once per database.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(steps::m20261123_000001_people::Step),
            Box::new(steps::m20261123_000002_reference::Step),
            Box::new(steps::m20261123_000003_appeals::Step),
            Box::new(steps::m20261123_000004_delivery::Step),
            Box::new(steps::m20261123_000005_sign_in_guards::Step),
            Box::new(steps::m20261124_000009_whole_life::Step),
            Box::new(steps::m20261125_000010_proof::Step),
            Box::new(steps::m20261125_000011_parts_people_play::Step),
            Box::new(steps::m20261126_000012_changed_clocks::Step),
            Box::new(steps::m20261126_000013_open_appeals::Step),
            Box::new(steps::m20261126_000014_room_to_write::Step),
        ]
    }
}
