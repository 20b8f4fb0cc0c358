//! Stuck work (积压) and dead letters (死信), for administrators: what could not be processed, why, and the
//! two things that can be done about it.

use actix_web::{get, post};
use serde::Deserialize;
use service::dead_letters::{self, DeadLetterView};
use service::stuck::{self, DeliveryView, Stuck};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::acting::{ReasonBody, State};
use super::shared::{DecidedQuery, PageOf, page};
use crate::http::query::text;
use crate::http::{Answered, Bare, Id, Query, Request, Signed, json, respond};

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(stock)
        .service(list_letters)
        .service(retry_letter)
        .service(dismiss_letter)
        .service(list_deliveries)
        .service(retry_delivery)
        .service(dismiss_delivery);
}

/// What is stuck, how much of it, and since when.
#[utoipa::path(
    operation_id = "stuck_work", tag = "administration",
    responses((status = 200, description = "by kind", body = Stuck))
)]
#[get("/admin/stuck")]
pub(crate) async fn stock(state: State, Signed(call): Signed) -> Answered {
    json(&stuck::stock(&state.store, &call.caller, call.now).await?)
}

/// Messages that could not be processed, oldest first.
#[utoipa::path(
    operation_id = "list_dead_letters", tag = "administration", params(DecidedQuery),
    responses((status = 200, description = "a page", body = PageOf<DeadLetterView>))
)]
#[get("/admin/dead-letters")]
pub(crate) async fn list_letters(
    state: State,
    Signed(call): Signed,
    Query(query): Query<DecidedQuery>,
) -> Answered {
    let (resolved, wanted) = query.parts();
    let found = dead_letters::list(&state.store, &call.caller, resolved, &wanted).await?;
    json(&PageOf::from(found))
}

/// Sends it again.
#[utoipa::path(
    operation_id = "retry_dead_letter", tag = "administration",
    params(("id" = Uuid, Path, description = "the letter")),
    responses((status = 200, description = "the letter", body = DeadLetterView))
)]
#[post("/admin/dead-letters/{id}/retry")]
pub(crate) async fn retry_letter(state: State, Bare(call): Bare, Id(id): Id) -> Answered {
    Ok(respond(dead_letters::retry(&state.store, &call, id).await?))
}

/// Lets it lie, with a reason.
#[utoipa::path(
    operation_id = "dismiss_dead_letter", tag = "administration", request_body = ReasonBody,
    params(("id" = Uuid, Path, description = "the letter")),
    responses((status = 200, description = "the letter", body = DeadLetterView))
)]
#[post("/admin/dead-letters/{id}/dismiss")]
pub(crate) async fn dismiss_letter(
    state: State,
    Request { call, body }: Request<ReasonBody>,
    Id(id): Id,
) -> Answered {
    Ok(respond(dead_letters::dismiss(&state.store, &call, id, body.parse()?).await?))
}

/// Which deliveries.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DeliveryQuery {
    /// `failed`, `unknown`, `refused` or `dismissed`; the first two when absent.
    #[param(max_length = 20)]
    state: Option<String>,
    /// 1 to 100; 20 when absent.
    #[serde(default, deserialize_with = "text")]
    limit: Option<u64>,
    /// From the page before.
    cursor: Option<String>,
}

/// Deliveries that came to nothing, oldest first.
#[utoipa::path(
    operation_id = "list_failed_deliveries", tag = "administration", params(DeliveryQuery),
    responses((status = 200, description = "a page", body = PageOf<DeliveryView>))
)]
#[get("/admin/deliveries")]
pub(crate) async fn list_deliveries(
    state: State,
    Signed(call): Signed,
    Query(query): Query<DeliveryQuery>,
) -> Answered {
    let wanted = page(query.limit, query.cursor);
    let of = query.state.as_deref();
    json(&PageOf::from(stuck::deliveries(&state.store, &call.caller, of, &wanted).await?))
}

/// Has a delivery tried again from the beginning. One whose fate is unknown may then arrive twice.
#[utoipa::path(
    operation_id = "retry_delivery", tag = "administration",
    params(("id" = Uuid, Path, description = "the delivery")),
    responses((status = 200, description = "the delivery", body = DeliveryView))
)]
#[post("/admin/deliveries/{id}/retry")]
pub(crate) async fn retry_delivery(state: State, Bare(call): Bare, Id(id): Id) -> Answered {
    Ok(respond(stuck::decide_delivery(&state.store, &call, id, None).await?))
}

/// Lets a delivery lie, with a reason.
#[utoipa::path(
    operation_id = "dismiss_delivery", tag = "administration", request_body = ReasonBody,
    params(("id" = Uuid, Path, description = "the delivery")),
    responses((status = 200, description = "the delivery", body = DeliveryView))
)]
#[post("/admin/deliveries/{id}/dismiss")]
pub(crate) async fn dismiss_delivery(
    state: State,
    Request { call, body }: Request<ReasonBody>,
    Id(id): Id,
) -> Answered {
    let reason = Some(body.parse()?);
    Ok(respond(stuck::decide_delivery(&state.store, &call, id, reason).await?))
}
