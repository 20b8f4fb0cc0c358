//! What everybody may read without signing in: appeals that were published (晒单). Caches on the way may keep
//! it for a minute, so that a wave of readers costs little; what is taken back is gone as soon.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG};
use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::{Deserialize, Serialize};
use service::queries::publications::{self, PublicationFilter, PublicationView};
use sha2::{Digest, Sha256};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::shared::{PageOf, held, page};
use crate::http::query::text;
use crate::http::{Answered, Id, Problem, Query};
use crate::state::AppState;

/// How long a cache may keep an answer.
const KEPT: &str = "public, max-age=60";
/// How many hexadecimal digits of the digest make a tag.
const TAG_DIGITS: usize = 32;

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list).service(detail);
}

/// Which published appeals.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PublicQuery {
    /// Category code.
    category: Option<String>,
    /// County code.
    county: Option<String>,
    /// 1 to 100; 20 when absent.
    #[serde(default, deserialize_with = "text")]
    limit: Option<u64>,
    /// From the page before.
    cursor: Option<String>,
}

/// What is published, newest first.
#[utoipa::path(
    operation_id = "list_published",
    tag = "public",
    params(
        PublicQuery,
        ("If-None-Match" = Option<String>, Header, description = "the tag of the page already held"),
    ),
    responses(
        (status = 200, description = "a page", body = PageOf<PublicationView>),
        (status = 304, description = "still the page already held"),
    ),
    security(())
)]
#[get("/public/appeals")]
pub(crate) async fn list(
    state: web::Data<AppState>,
    http: HttpRequest,
    Query(query): Query<PublicQuery>,
) -> Answered {
    let filter = PublicationFilter {
        category: query.category,
        county: query.county,
        page: page(query.limit, query.cursor),
    };
    let found = publications::list(&state.store, &filter).await?;
    cached(&http, &PageOf::from(found))
}

/// One that is published.
#[utoipa::path(
    operation_id = "get_published",
    tag = "public",
    params(
        ("id" = Uuid, Path, description = "the appeal"),
        ("If-None-Match" = Option<String>, Header, description = "the tag of what is already held"),
    ),
    responses(
        (status = 200, description = "the published text", body = PublicationView),
        (status = 304, description = "still what is already held"),
    ),
    security(())
)]
#[get("/public/appeals/{id}")]
pub(crate) async fn detail(state: web::Data<AppState>, http: HttpRequest, Id(id): Id) -> Answered {
    cached(&http, &publications::detail(&state.store, id).await?)
}

/// An answer that caches may keep, or 304 when the caller holds the very same. The tag is a digest of the
/// content and a weak one: compression on the way changes the bytes, not what they say.
fn cached(http: &HttpRequest, value: &impl Serialize) -> Answered {
    let body = serde_json::to_string(value).map_err(Problem::internal)?;
    let digest = hex::encode(Sha256::digest(&body));
    let digest = &digest[..TAG_DIGITS];
    let is_it = |tag: &str| tag == "*" || tag.trim_start_matches("W/").trim_matches('"') == digest;
    let held = held(http, is_it);
    let mut answer = if held { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((ETAG, format!("W/\"{digest}\""))).insert_header((CACHE_CONTROL, KEPT));
    if held {
        return Ok(answer.finish());
    }
    Ok(answer.insert_header((CONTENT_TYPE, "application/json")).body(body))
}
