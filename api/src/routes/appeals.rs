//! Appeals, as far as the caller may see them: lists, details, the timeline.

use actix_web::http::header::ETAG;
use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::{DateTime, Utc};
use domain::appeal::StateName;
use domain::sla::Lamp;
use serde::Deserialize;
use service::queries::appeals::{self, EventView, ListFilter};
use service::view::{AppealSummary, AppealView};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::shared::{PageOf, PageQuery, held};
use crate::http::call::etag_version;
use crate::http::query::text;
use crate::http::{Answered, Id, Problem, Query, Signed, json};
use crate::state::AppState;

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list).service(detail).service(events);
}

/// Which of one's own appeals.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    /// Stored state.
    #[param(value_type = Option<String>)]
    state: Option<StateName>,
    /// `green`, `yellow` or `red`.
    #[param(value_type = Option<String>)]
    lamp: Option<Lamp>,
    /// Category code.
    category: Option<String>,
    /// In title, content or number.
    #[param(max_length = 60)]
    q: Option<String>,
    /// Filed at or after, RFC 3339.
    from: Option<DateTime<Utc>>,
    /// Filed before, RFC 3339.
    to: Option<DateTime<Utc>>,
    /// 1 to 100; 20 when absent.
    #[serde(default, deserialize_with = "text")]
    limit: Option<u64>,
    /// From the page before.
    cursor: Option<String>,
}

/// The caller's appeals, newest first.
#[utoipa::path(
    operation_id = "list_appeals",
    tag = "firm",
    params(ListQuery),
    responses((status = 200, description = "a page", body = PageOf<AppealSummary>))
)]
#[get("/appeals")]
pub(crate) async fn list(
    state: web::Data<AppState>,
    call: Signed,
    Query(query): Query<ListQuery>,
) -> Answered {
    let Signed(call) = call;
    let filter = ListFilter {
        state: query.state,
        lamp: query.lamp,
        category: query.category,
        q: super::shared::search(query.q)?,
        from: query.from,
        to: query.to,
        page: super::shared::page(query.limit, query.cursor),
    };
    let page = appeals::list(&state.store, &call.caller, call.now, &filter).await?;
    json(&PageOf::from(page))
}

/// An appeal with its clocks and what the caller may do now.
#[utoipa::path(
    operation_id = "get_appeal",
    tag = "firm",
    params(
        ("id" = Uuid, Path, description = "the appeal"),
        ("If-None-Match" = Option<String>, Header, description = "the version already held"),
    ),
    responses(
        (status = 200, description = "the appeal", body = AppealView),
        (status = 304, description = "still the version already held"),
    )
)]
#[get("/appeals/{id}")]
pub(crate) async fn detail(
    state: web::Data<AppState>,
    http: HttpRequest,
    call: Signed,
    Id(id): Id,
) -> Answered {
    let Signed(call) = call;
    let view = appeals::detail(&state.store, &call.caller, call.now, id).await?;
    let etag = format!("\"{}\"", view.version);
    if held(&http, |tag| etag_version(tag) == Some(view.version)) {
        return Ok(HttpResponse::NotModified().insert_header((ETAG, etag)).finish());
    }
    let mut answer = json(&view)?;
    let value = actix_web::http::header::HeaderValue::from_str(&etag);
    answer.headers_mut().insert(ETAG, value.map_err(Problem::internal)?);
    Ok(answer)
}

/// The timeline, as much of it as the caller may see.
#[utoipa::path(
    operation_id = "list_events",
    tag = "firm",
    params(("id" = Uuid, Path, description = "the appeal"), PageQuery),
    responses((status = 200, description = "a page, oldest first", body = PageOf<EventView>))
)]
#[get("/appeals/{id}/events")]
pub(crate) async fn events(
    state: web::Data<AppState>,
    call: Signed,
    Id(id): Id,
    Query(query): Query<PageQuery>,
) -> Answered {
    let Signed(call) = call;
    let page = appeals::events(&state.store, &call.caller, call.now, id, &query.into()).await?;
    json(&PageOf::from(page))
}
