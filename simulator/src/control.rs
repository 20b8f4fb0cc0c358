//! What only the simulator has: the list of what was delivered, faults, modes.

use actix_web::error::{InternalError, JsonPayloadError};
use actix_web::web::{self, Data, Json, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::clock::now;
use crate::faults::Fault;
use crate::state::State;

pub(crate) fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/messages", web::get().to(messages))
        .route("/messages", web::delete().to(clear))
        .route("/messages/counts", web::get().to(counts))
        .route("/duplicates", web::get().to(duplicates))
        .route("/people", web::get().to(people))
        .route("/calls", web::get().to(calls))
        .route("/faults", web::get().to(list_faults))
        .route("/faults", web::post().to(order_fault))
        .route("/faults", web::delete().to(clear_faults))
        .route("/mode", web::get().to(mode))
        .route("/mode", web::post().to(set_mode))
        .route("/quota", web::post().to(grant))
        .route("/tokens/expire", web::post().to(expire_tokens));
}

/// A body that cannot be read, said plainly.
pub(crate) fn bad_json(error: JsonPayloadError, _: &HttpRequest) -> actix_web::Error {
    let answer = bad(&error.to_string());
    InternalError::from_response(error, answer).into()
}

fn bad(words: &str) -> HttpResponse {
    HttpResponse::BadRequest().json(json!({ "error": words }))
}

#[derive(Deserialize)]
struct MessagesQuery {
    to: Option<String>,
    after: Option<u64>,
    limit: Option<usize>,
}

async fn messages(state: Data<State>, query: Query<MessagesQuery>) -> HttpResponse {
    let to = query.to.as_deref().map(str::trim).filter(|t| !t.is_empty());
    let limit = query.limit.unwrap_or(100).clamp(1, 1000);
    HttpResponse::Ok().json(json!({ "items": state.messages(to, query.after, limit) }))
}

async fn clear(state: Data<State>) -> HttpResponse {
    state.lock().store.clear();
    HttpResponse::NoContent().finish()
}

async fn counts(state: Data<State>) -> HttpResponse {
    let inner = state.lock();
    let by_channel = inner.store.counts();
    let total: u64 = by_channel.values().sum();
    HttpResponse::Ok().json(json!({
        "total": total,
        "by_channel": by_channel,
        "duplicates": inner.store.duplicates().len(),
    }))
}

async fn duplicates(state: Data<State>) -> HttpResponse {
    HttpResponse::Ok().json(json!({ "items": state.lock().store.duplicates() }))
}

async fn people(state: Data<State>) -> HttpResponse {
    let inner = state.lock();
    let items: Vec<Value> = inner
        .people
        .iter()
        .map(|(word, openid)| json!({ "word": word, "openid": openid }))
        .collect();
    HttpResponse::Ok().json(json!({ "items": items }))
}

async fn calls(state: Data<State>) -> HttpResponse {
    HttpResponse::Ok().json(&state.lock().calls)
}

async fn list_faults(state: Data<State>) -> HttpResponse {
    HttpResponse::Ok().json(json!({ "items": state.lock().faults }))
}

async fn order_fault(state: Data<State>, fault: Json<Fault>) -> HttpResponse {
    if let Some(words) = fault.refuse() {
        return bad(words);
    }
    let mut inner = state.lock();
    if inner.faults.len() >= 1000 {
        return bad("too many faults are ordered already");
    }
    inner.faults.push(fault.into_inner());
    HttpResponse::Created().json(json!({ "ordered": inner.faults.len() }))
}

async fn clear_faults(state: Data<State>) -> HttpResponse {
    state.lock().faults.clear();
    HttpResponse::NoContent().finish()
}

async fn mode(state: Data<State>) -> HttpResponse {
    HttpResponse::Ok().json(state.lock().mode)
}

/// What is not named stays as it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ModeChange {
    strict_codes: Option<bool>,
    quota: Option<bool>,
}

async fn set_mode(state: Data<State>, change: Json<ModeChange>) -> HttpResponse {
    let mut inner = state.lock();
    if let Some(strict) = change.strict_codes {
        inner.mode.strict_codes = strict;
    }
    if let Some(quota) = change.quota {
        inner.mode.quota = quota;
    }
    HttpResponse::Ok().json(inner.mode)
}

/// One-time subscriptions that a person has accepted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Grant {
    openid: String,
    template_id: String,
    #[serde(default = "one")]
    accept: u32,
}

fn one() -> u32 {
    1
}

async fn grant(state: Data<State>, grant: Json<Grant>) -> HttpResponse {
    let Grant { openid, template_id, accept } = grant.into_inner();
    let mut inner = state.lock();
    let left = inner.quota.entry((openid, template_id)).or_default();
    *left = left.saturating_add(accept);
    HttpResponse::Ok().json(json!({ "left": *left }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expire {
    provider: String,
    /// Forgotten altogether (40001, 40014) instead of expired (42001).
    #[serde(default)]
    forget: bool,
}

async fn expire_tokens(state: Data<State>, order: Json<Expire>) -> HttpResponse {
    let mut inner = state.lock();
    match order.provider.as_str() {
        "wechat" => inner.wechat.end(now(), order.forget),
        "wecom" => inner.wecom.end(now(), order.forget),
        _ => return bad("provider must be wechat or wecom"),
    }
    HttpResponse::NoContent().finish()
}
