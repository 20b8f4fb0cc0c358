//! What stands beside the API proper: the public keys, and what the problem codes mean.

use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpResponse, get, web};
use domain::notice::Language;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::http::codes::{CODES, find};
use crate::http::{Answered, Problem, json, messages};
use crate::state::AppState;

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(jwks).service(problems).service(problem);
}

/// The public keys that access tokens are signed with (RFC 7517).
#[utoipa::path(
    operation_id = "jwks",
    tag = "operations",
    responses((status = 200, description = "a JWK set", body = Object)),
    security(())
)]
#[get("/.well-known/jwks.json")]
pub(crate) async fn jwks(state: web::Data<AppState>) -> Answered {
    let body = serde_json::to_string(&state.tokens.jwks()).map_err(Problem::internal)?;
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((CACHE_CONTROL, "public, max-age=300"))
        .body(body))
}

/// One problem code.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CodeDescription {
    /// Stable code.
    code: &'static str,
    /// HTTP status.
    status: u16,
    /// In Chinese.
    title_zh: &'static str,
    /// What to do, in Chinese.
    detail_zh: &'static str,
    /// In English.
    title_en: &'static str,
    /// What to do, in English.
    detail_en: &'static str,
}

fn describe(row: crate::http::codes::Code) -> Option<CodeDescription> {
    let zh = messages::of(Language::Chinese).codes.get(row.code)?;
    let en = messages::of(Language::English).codes.get(row.code)?;
    Some(CodeDescription {
        code: row.code,
        status: row.status,
        title_zh: &zh.title,
        detail_zh: &zh.detail,
        title_en: &en.title,
        detail_en: &en.detail,
    })
}

/// Every problem code there is.
#[utoipa::path(
    operation_id = "list_problems",
    tag = "operations",
    responses((status = 200, description = "all of them", body = [CodeDescription])),
    security(())
)]
#[get("/problems")]
pub(crate) async fn problems() -> Answered {
    json(&CODES.iter().copied().filter_map(describe).collect::<Vec<_>>())
}

/// One problem code: what the `type` of a problem document leads to.
#[utoipa::path(
    operation_id = "get_problem",
    tag = "operations",
    params(("code" = String, Path, description = "the code")),
    responses(
        (status = 200, description = "what it means", body = CodeDescription),
        (status = 404, description = "no such code", body = crate::http::ProblemBody),
    ),
    security(())
)]
#[get("/problems/{code}")]
pub(crate) async fn problem(code: web::Path<String>) -> Answered {
    let found = find(&code).and_then(describe);
    json(&found.ok_or_else(|| Problem::new("not_found"))?)
}
