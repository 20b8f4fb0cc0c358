//! The routes, by who uses them. Each file ends with a `configure` that [`configure`] calls.
//!
//! To add a route: a handler with its `utoipa::path`, a line in its file's `configure`, and its row in the
//! refusal test; a route that the refusal test does not know fails it.

pub mod health;

use utoipa_actix_web::service_config::ServiceConfig;

/// Everything under `/api/v1`.
pub fn configure(_config: &mut ServiceConfig<'_>) {}

/// What stands outside `/api/v1`.
pub fn operations(_config: &mut ServiceConfig<'_>) {}
