//! The clocks of an appeal, and why each is due when it is.

use actix_web::{HttpRequest, get};
use serde::Serialize;
use service::queries::clocks::{self, ClockExplanation};
use service::view::ClockView;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::acting::State;
use crate::http::path::ClockId;
use crate::http::{Answered, Id, Signed, json, language};

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list).service(explain);
}

/// The clocks of an appeal.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClockList {
    /// In order of their start.
    items: Vec<ClockView>,
    /// Never: there is one page.
    next_cursor: Option<String>,
}

/// All clocks of an appeal with their lamps, those that have stopped included.
#[utoipa::path(
    operation_id = "list_appeal_clocks",
    tag = "firm",
    params(("id" = Uuid, Path, description = "the appeal")),
    responses((status = 200, description = "all of them", body = ClockList))
)]
#[get("/appeals/{id}/clocks")]
pub(crate) async fn list(state: State, Signed(call): Signed, Id(id): Id) -> Answered {
    let items = clocks::list(&state.store, &call.caller, call.now, id).await?;
    json(&ClockList { items, next_cursor: None })
}

/// A clock taken apart: its terms, its ladder, and span by span what counted, what did not, and why.
#[utoipa::path(
    operation_id = "explain_clock",
    tag = "firm",
    params(
        ("id" = Uuid, Path, description = "the appeal"),
        ("clock_id" = Uuid, Path, description = "its clock"),
    ),
    responses((status = 200, description = "the explanation", body = ClockExplanation))
)]
#[get("/appeals/{id}/clocks/{clock_id}/explain")]
pub(crate) async fn explain(
    state: State,
    http: HttpRequest,
    Signed(call): Signed,
    Id(id): Id,
    ClockId(clock): ClockId,
) -> Answered {
    let language = language::of(http.headers());
    let of = (id, clock);
    json(&clocks::explain(&state.store, &call.caller, call.now, of, language).await?)
}
