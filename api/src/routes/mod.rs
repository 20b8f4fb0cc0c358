//! The routes, by who uses them. Each file has a `configure` that [`configure`] calls.
//!
//! To add a route: a handler with its `utoipa::path`, a line in its file's `configure`, and its row in the
//! refusal test; a route that the refusal test does not know fails it.

mod appeals;
mod attachments;
mod auth;
mod commands;
mod consoles;
pub mod health;
mod me;
mod operations;
mod previews;
mod reference;
mod shared;
mod stream;

use utoipa_actix_web::service_config::ServiceConfig;

/// Everything under `/api/v1`.
pub fn configure(config: &mut ServiceConfig<'_>) {
    auth::configure(config);
    me::configure(config);
    attachments::configure(config);
    appeals::configure(config);
    commands::configure(config);
    consoles::configure(config);
    reference::configure(config);
    previews::configure(config);
    stream::configure(config);
}

/// What stands outside `/api/v1`.
pub fn operations(config: &mut ServiceConfig<'_>) {
    config.service(health::healthz).service(health::readyz);
    operations::configure(config);
}
