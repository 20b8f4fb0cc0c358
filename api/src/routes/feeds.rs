//! Calendar feeds (日历订阅): a department's due dates, for the calendars of those who work there.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use serde::Serialize;
use service::people::feeds::{self, FeedView, NewFeed};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::acting::State;
use super::shared::held;
use crate::http::{Answered, Bare, Id, Signed, json, respond};
use crate::ics;

/// Everybody asks again: the feed is of one person, and may be revoked at any moment.
const KEPT: &str = "private, no-cache";
/// How many hexadecimal digits of the digest make a tag.
const TAG_DIGITS: usize = 32;

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(subscribe).service(mine).service(revoke).service(read);
}

/// Makes a feed of the own department. The answer shows its address, once.
#[utoipa::path(
    operation_id = "make_feed",
    tag = "departments",
    params(("Idempotency-Key" = Option<String>, Header, description = "8–64 visible ASCII characters")),
    responses(
        (status = 201, description = "the feed with its address", body = NewFeed),
        (status = 409, description = "`too_many_feeds`", body = crate::http::ProblemBody),
    )
)]
#[post("/feeds")]
pub(crate) async fn subscribe(state: State, Bare(call): Bare) -> Answered {
    Ok(respond(feeds::subscribe(&state.store, &call).await?))
}

/// The caller's feeds.
#[derive(Serialize, ToSchema)]
pub(crate) struct FeedList {
    /// At most ten.
    items: Vec<FeedView>,
    /// Never: there is one page.
    next_cursor: Option<String>,
}

/// The caller's feeds that are good, newest first.
#[utoipa::path(
    operation_id = "list_feeds",
    tag = "departments",
    responses((status = 200, description = "without their addresses", body = FeedList))
)]
#[get("/feeds")]
pub(crate) async fn mine(state: State, Signed(call): Signed) -> Answered {
    let items = feeds::mine(&state.store, &call.caller).await?;
    json(&FeedList { items, next_cursor: None })
}

/// Revokes a feed of the caller's: nobody reads it any more.
#[utoipa::path(
    operation_id = "revoke_feed",
    tag = "departments",
    params(
        ("id" = Uuid, Path, description = "the feed"),
        ("Idempotency-Key" = Option<String>, Header, description = "8–64 visible ASCII characters"),
    ),
    responses((status = 204, description = "revoked"))
)]
#[delete("/feeds/{id}")]
pub(crate) async fn revoke(state: State, Bare(call): Bare, Id(id): Id) -> Answered {
    Ok(respond(feeds::revoke(&state.store, &call, id).await?))
}

/// The due dates of a department as a calendar (RFC 5545), for whoever knows the address.
#[utoipa::path(
    operation_id = "read_feed",
    tag = "departments",
    params(
        ("token" = String, Path, description = "the random part of the address"),
        ("If-None-Match" = Option<String>, Header, description = "the tag of the feed already held"),
    ),
    responses(
        (status = 200, description = "the calendar", content_type = "text/calendar"),
        (status = 304, description = "still the feed already held"),
        (status = 404, description = "no such feed, or no longer", body = crate::http::ProblemBody),
    ),
    security(())
)]
#[get("/feeds/{token}.ics")]
pub(crate) async fn read(state: State, http: HttpRequest, token: web::Path<String>) -> Answered {
    let feed = feeds::read(&state.store, &token, state.now()).await?;
    let body = ics::calendar(&feed);
    let digest = hex::encode(Sha256::digest(&body));
    let digest = &digest[..TAG_DIGITS];
    let is_it = |tag: &str| tag == "*" || tag.trim_start_matches("W/").trim_matches('"') == digest;
    let held = held(&http, is_it);
    let mut answer = if held { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((ETAG, format!("W/\"{digest}\""))).insert_header((CACHE_CONTROL, KEPT));
    if held {
        return Ok(answer.finish());
    }
    Ok(answer.insert_header((CONTENT_TYPE, "text/calendar; charset=utf-8")).body(body))
}
