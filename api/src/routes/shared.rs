//! What reads share.

use actix_web::HttpRequest;
use actix_web::http::header::IF_NONE_MATCH;
use domain::text::parse_line;
use serde::{Deserialize, Serialize};
use service::queries::page::{Page, PageRequest};
use utoipa::{IntoParams, ToSchema};

use crate::http::query::text;
use crate::http::{Problem, form};

/// The longest search, in characters.
const LONGEST_SEARCH: usize = 60;

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PageOf<T> {
    /// At most as many as asked for, in a stable order.
    items: Vec<T>,
    /// For the next page; null on the last.
    next_cursor: Option<String>,
}

impl<T> From<Page<T>> for PageOf<T> {
    fn from(page: Page<T>) -> Self {
        Self { items: page.items, next_cursor: page.next_cursor }
    }
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// 1 to 100; 20 when absent.
    #[serde(default, deserialize_with = "text")]
    limit: Option<u64>,
    /// From the page before.
    cursor: Option<String>,
}

impl From<PageQuery> for PageRequest {
    fn from(query: PageQuery) -> Self {
        page(query.limit, query.cursor)
    }
}

/// What waits for a decision, or what was decided.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DecidedQuery {
    /// Those that were decided instead of those that wait.
    #[serde(default, deserialize_with = "text")]
    resolved: Option<bool>,
    /// 1 to 100; 20 when absent.
    #[serde(default, deserialize_with = "text")]
    limit: Option<u64>,
    /// From the page before.
    cursor: Option<String>,
}

impl DecidedQuery {
    /// Whether those that were decided are wanted, and which page of them.
    pub(crate) fn parts(self) -> (bool, PageRequest) {
        (self.resolved.unwrap_or_default(), page(self.limit, self.cursor))
    }
}

/// Which page.
pub(crate) fn page(limit: Option<u64>, cursor: Option<String>) -> PageRequest {
    PageRequest { limit, cursor }
}

/// A search text: one line; white space is none.
pub(crate) fn search(q: Option<String>) -> Result<Option<String>, Problem> {
    let Some(q) = q.filter(|q| !q.trim().is_empty()) else { return Ok(None) };
    form::one("q", &q, |text| parse_line("q", text, 1, LONGEST_SEARCH)).map(Some)
}

/// Whether the client says that it holds what it asks for (`If-None-Match`).
pub(crate) fn held(http: &HttpRequest, is: impl Fn(&str) -> bool) -> bool {
    let tags = http.headers().get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    tags.is_some_and(|tags| tags.split(',').any(|tag| is(tag.trim())))
}
