//! The routes, by who uses them. Each file has a `configure` that [`configure`] calls.
//!
//! To add a route: a handler with its `utoipa::path`, a line in its file's `configure`, and its row in the
//! refusal test; a route that the refusal test does not know fails it.

mod accounts;
mod acting;
mod appeals;
mod assignments;
mod attachments;
mod audit;
mod auth;
mod clock_changes;
mod clock_rules;
mod clocks;
mod colleagues;
mod consoles;
mod department;
mod desk;
mod feeds;
mod filing;
mod firm;
mod handling;
pub mod health;
mod helping;
mod incidents;
mod me;
mod operations;
mod oversight;
mod previews;
mod public;
mod reference;
mod repairs;
pub(crate) mod shared;
mod stream;
mod supervision;

use utoipa_actix_web::service_config::ServiceConfig;

/// Everything under `/api/v1`.
pub fn configure(config: &mut ServiceConfig<'_>) {
    auth::configure(config);
    me::configure(config);
    attachments::configure(config);
    filing::configure(config);
    appeals::configure(config);
    clocks::configure(config);
    firm::configure(config);
    desk::configure(config);
    handling::configure(config);
    department::configure(config);
    helping::configure(config);
    supervision::configure(config);
    colleagues::configure(config);
    audit::configure(config);
    accounts::configure(config);
    assignments::configure(config);
    repairs::configure(config);
    incidents::configure(config);
    clock_rules::configure(config);
    clock_changes::configure(config);
    consoles::configure(config);
    oversight::configure(config);
    feeds::configure(config);
    reference::configure(config);
    previews::configure(config);
    public::configure(config);
    stream::configure(config);
}

/// What stands outside `/api/v1`.
pub fn operations(config: &mut ServiceConfig<'_>) {
    config.service(health::healthz).service(health::readyz);
    operations::configure(config);
}
