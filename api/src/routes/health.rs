//! Whether the process is alive, and whether it can work.

use std::future::Future;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, web};
use platform::telemetry::names::DEPENDENCY_UP;
use serde::Serialize;
use utoipa::ToSchema;

use crate::state::AppState;

/// A part that has not answered by then is down as far as anybody waiting is concerned.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whether the process can work.
#[derive(Debug, Serialize, ToSchema)]
pub struct Readiness {
    /// Whether everything that is required answers.
    pub ready: bool,
    /// Every part, by name.
    pub dependencies: Vec<Dependency>,
}

/// One part.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Dependency {
    /// `database`, `broker`, `cache` or `objects`.
    pub name: &'static str,
    /// Whether it answers.
    pub ok: bool,
    /// Whether requests fail without it. Without the others they are slower, or what they start waits.
    pub required: bool,
    /// `unavailable` or `timeout`; what exactly is wrong stands in the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<&'static str>,
}

/// Alive: the process answers. Says nothing of what it depends on.
#[utoipa::path(
    operation_id = "healthz",
    tag = "operations",
    responses((status = 200, description = "alive", body = String, content_type = "text/plain")),
    security(())
)]
#[get("/healthz")]
pub(crate) async fn healthz() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok")
}

/// Ready: every part by name. Only the database is required.
#[utoipa::path(
    operation_id = "readyz",
    tag = "operations",
    responses(
        (status = 200, description = "ready", body = Readiness),
        (status = 503, description = "a required part does not answer", body = Readiness),
    ),
    security(())
)]
#[get("/readyz")]
pub(crate) async fn readyz(state: web::Data<AppState>) -> HttpResponse {
    let dependencies = dependencies(&state).await;
    let ready = dependencies.iter().all(|part| part.ok || !part.required);
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let mut answer = HttpResponse::build(status);
    if !ready {
        answer.insert_header(("retry-after", "2"));
    }
    answer.json(Readiness { ready, dependencies })
}

/// Asks every part at once.
pub async fn dependencies(state: &AppState) -> Vec<Dependency> {
    let database = async { state.store.ping().await.map_err(|error| error.to_string()) };
    let (database, broker, cache, objects) = tokio::join!(
        ask("database", true, database),
        ask("broker", false, state.broker.health()),
        ask("cache", false, state.cache.health()),
        ask("objects", false, state.objects.health()),
    );
    vec![database, broker, cache, objects]
}

async fn ask(
    name: &'static str,
    required: bool,
    answer: impl Future<Output = Result<(), String>>,
) -> Dependency {
    let error = match tokio::time::timeout(PATIENCE, answer).await {
        Ok(Ok(())) => None,
        Ok(Err(inside)) => {
            tracing::warn!(part = name, inside, "a part does not answer");
            Some("unavailable")
        }
        Err(_) => Some("timeout"),
    };
    metrics::gauge!(DEPENDENCY_UP, "part" => name).set(if error.is_none() { 1.0 } else { 0.0 });
    Dependency { name, ok: error.is_none(), required, error }
}
