//! Failed sign-ins in a row, by the hash of the name as typed: a name that belongs to nobody is locked
//! like any other, so that a lock tells nothing.

use sea_orm::entity::prelude::*;

use domain::time::Timestamp;

/// One row of `login_strikes`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "login_strikes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name_hash: String,
    pub failures: i32,
    pub locked_until: Option<Timestamp>,
    pub last_at: Timestamp,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
