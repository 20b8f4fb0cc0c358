//! Changes of calendars and profiles (时限变更): what was proposed, what each moves, and applying exactly that.

use actix_web::{get, post};
use serde::Deserialize;
use service::changes::read::{self, ChangeView, MoveView};
use service::changes::{apply, preview};
use service::people::parks::{self, NewPark, ParkView};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::acting::State;
use super::shared::{PageOf, PageQuery, page};
use crate::http::form::{Field, Form};
use crate::http::query::text;
use crate::http::{
    Answered, Bare, Id, Problem, ProblemBody, Query, Request, Signed, json, respond,
};

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_changes)
        .service(get_change)
        .service(list_moves)
        .service(apply_change)
        .service(discard_change)
        .service(list_parks)
        .service(create_park)
        .service(place_in_park);
}

/// Which changes.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ChangeQuery {
    /// `previewed`, `applying`, `done` or `discarded`.
    state: Option<String>,
    /// 1 to 100; 20 when absent.
    #[serde(default, deserialize_with = "text")]
    limit: Option<u64>,
    /// From the page before.
    cursor: Option<String>,
}

/// Changes, newest first.
#[utoipa::path(
    operation_id = "list_clock_changes", tag = "administration", params(ChangeQuery),
    responses((status = 200, description = "a page", body = PageOf<ChangeView>))
)]
#[get("/admin/clock-changes")]
pub(crate) async fn list_changes(
    state: State,
    Signed(call): Signed,
    Query(query): Query<ChangeQuery>,
) -> Answered {
    let wanted = page(query.limit, query.cursor);
    let known = ["previewed", "applying", "done", "discarded"];
    if query.state.as_deref().is_some_and(|state| !known.contains(&state)) {
        return Err(Problem::field("state", "unknown"));
    }
    let found = read::list(&state.store, &call.caller, query.state.as_deref(), &wanted).await?;
    json(&PageOf::from(found))
}

/// One change.
#[utoipa::path(
    operation_id = "get_clock_change", tag = "administration",
    params(("id" = Uuid, Path, description = "the change")),
    responses((status = 200, description = "the change", body = ChangeView))
)]
#[get("/admin/clock-changes/{id}")]
pub(crate) async fn get_change(state: State, Signed(call): Signed, Id(id): Id) -> Answered {
    json(&read::one(&state.store, &call.caller, id).await?)
}

/// The appeals and clocks that a change moves, with the old and the new moment of each.
#[utoipa::path(
    operation_id = "list_clock_moves", tag = "administration",
    params(("id" = Uuid, Path, description = "the change"), PageQuery),
    responses((status = 200, description = "a page", body = PageOf<MoveView>))
)]
#[get("/admin/clock-changes/{id}/moves")]
pub(crate) async fn list_moves(
    state: State,
    Signed(call): Signed,
    Id(id): Id,
    Query(query): Query<PageQuery>,
) -> Answered {
    json(&PageOf::from(read::moves(&state.store, &call.caller, id, &query.into()).await?))
}

/// How exactly.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApplyBody {
    /// How many clocks may have come, gone or changed since it was shown: none when absent. A city that
    /// files all day says a number here.
    #[serde(default)]
    #[schema(value_type = Option<u64>, minimum = 0, maximum = 1_000_000)]
    accept_differences: Field<u64>,
}

/// Applies a change: exactly what was shown, in one recorded step. When the world has moved meanwhile, 409
/// `preview_outdated` names a fresh preview and what is new in it.
#[utoipa::path(
    operation_id = "apply_clock_change", tag = "administration", request_body = ApplyBody,
    params(("id" = Uuid, Path, description = "the change")),
    responses(
        (status = 202, description = "published; open clocks follow", body = ChangeView),
        (status = 409, description = "outdated, or decided already", body = ProblemBody),
    )
)]
#[post("/admin/clock-changes/{id}/apply")]
pub(crate) async fn apply_change(
    state: State,
    Request { call, body }: Request<ApplyBody>,
    Id(id): Id,
) -> Answered {
    let mut form = Form::default();
    let accept = form.optional("accept_differences", body.accept_differences).unwrap_or(0);
    if accept > 1_000_000 {
        form.fault("accept_differences", "out_of_range");
    }
    form.finish()?;
    Ok(respond(apply::apply(&state.store, &call, id, accept).await?))
}

/// Gives a preview up.
#[utoipa::path(
    operation_id = "discard_clock_change", tag = "administration",
    params(("id" = Uuid, Path, description = "the change")),
    responses((status = 204, description = "done"))
)]
#[post("/admin/clock-changes/{id}/discard")]
pub(crate) async fn discard_change(state: State, Bare(call): Bare, Id(id): Id) -> Answered {
    Ok(respond(preview::discard(&state.store, &call, id).await?))
}

/// The parks (园区) that closure notices can name.
#[utoipa::path(
    operation_id = "list_parks", tag = "reference",
    responses((status = 200, description = "the parks", body = Vec<ParkView>))
)]
#[get("/parks")]
pub(crate) async fn list_parks(state: State, Signed(_call): Signed) -> Answered {
    json(&parks::list(&state.store).await?)
}

/// A park.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ParkBody {
    /// 1 to 40 small letters, digits, `-` and `_`.
    #[serde(default)]
    #[schema(value_type = String, required = true)]
    code: Field<String>,
    /// One line of 2 to 60 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true)]
    name: Field<String>,
    /// The county it lies in.
    #[serde(default)]
    #[schema(value_type = String, required = true)]
    county: Field<String>,
}

/// Enters a park.
#[utoipa::path(
    operation_id = "create_park", tag = "administration", request_body = ParkBody,
    responses((status = 201, description = "the park", body = ParkView))
)]
#[post("/admin/parks")]
pub(crate) async fn create_park(
    state: State,
    Request { call, body }: Request<ParkBody>,
) -> Answered {
    let mut form = Form::default();
    let code = form.required("code", body.code);
    let name = form.line("name", body.name, &(2..=60));
    let county = form.required("county", body.county);
    let (code, name, county) = form.all((code, name, county))?;
    Ok(respond(parks::create(&state.store, &call, NewPark { code, name, county }).await?))
}

/// Where a firm is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceBody {
    /// The park's code; null: in none.
    park: Option<String>,
}

/// Says in which park a firm is. Appeals that it files from then on go by it.
#[utoipa::path(
    operation_id = "set_enterprise_park", tag = "administration", request_body = PlaceBody,
    params(("id" = Uuid, Path, description = "the firm")),
    responses((status = 204, description = "done"))
)]
#[post("/admin/enterprises/{id}/park")]
pub(crate) async fn place_in_park(
    state: State,
    Request { call, body }: Request<PlaceBody>,
    Id(id): Id,
) -> Answered {
    Ok(respond(parks::place(&state.store, &call, id, body.park).await?))
}
