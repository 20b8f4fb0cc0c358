//! Incidents (异常): what the nightly self-check of the clocks has found, for supervisors and administrators.

use actix_web::{get, post};
use service::incidents::{self, IncidentView};
use utoipa_actix_web::service_config::ServiceConfig;

use super::acting::{ReasonBody, State};
use super::shared::{DecidedQuery, PageOf};
use crate::http::{Answered, Id, Query, Request, Signed, json, respond};

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list).service(resolve);
}

/// Appeals whose stored clocks are not what their events say, oldest finding first.
#[utoipa::path(
    operation_id = "list_incidents", tag = "administration", params(DecidedQuery),
    responses((status = 200, description = "a page", body = PageOf<IncidentView>))
)]
#[get("/admin/incidents")]
pub(crate) async fn list(
    state: State,
    Signed(call): Signed,
    Query(query): Query<DecidedQuery>,
) -> Answered {
    let (resolved, wanted) = query.parts();
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
