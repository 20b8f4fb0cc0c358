//! Incidents (异常): what the nightly self-check of the clocks has found, for supervisors and administrators.

use actix_web::{get, post};
use serde::Deserialize;
use service::incidents::{self, IncidentView};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::acting::{ReasonBody, State};
use super::shared::{PageOf, page};
use crate::http::query::text;
use crate::http::{Answered, Id, Query, Request, Signed, json, respond};

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list).service(resolve);
}

/// Which incidents.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct IncidentQuery {
    /// Those that were dealt with instead of those that are open.
    #[serde(default, deserialize_with = "text")]
    resolved: Option<bool>,
    /// 1 to 100; 20 when absent.
    #[serde(default, deserialize_with = "text")]
    limit: Option<u64>,
    /// From the page before.
    cursor: Option<String>,
}

/// Appeals whose stored clocks are not what their events say, oldest finding first.
#[utoipa::path(
    operation_id = "list_incidents", tag = "administration", params(IncidentQuery),
    responses((status = 200, description = "a page", body = PageOf<IncidentView>))
)]
#[get("/admin/incidents")]
pub(crate) async fn list(
    state: State,
    Signed(call): Signed,
    Query(query): Query<IncidentQuery>,
) -> Answered {
    let wanted = page(query.limit, query.cursor);
    let resolved = query.resolved.unwrap_or_default();
    let found = incidents::list(&state.store, &call.caller, resolved, &wanted).await?;
    json(&PageOf::from(found))
}

/// Closes an incident with what it was. Nothing is mended by it: a fault that is still there is found again
/// the next night.
#[utoipa::path(
    operation_id = "resolve_incident", tag = "administration", request_body = ReasonBody,
    params(("id" = Uuid, Path, description = "the incident")),
    responses((status = 200, description = "the incident", body = IncidentView))
)]
#[post("/admin/incidents/{id}/resolve")]
pub(crate) async fn resolve(
    state: State,
    Request { call, body }: Request<ReasonBody>,
    Id(id): Id,
) -> Answered {
    Ok(respond(incidents::resolve(&state.store, &call, id, body.parse()?).await?))
}
