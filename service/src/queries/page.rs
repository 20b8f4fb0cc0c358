//! Pages by key: a cursor names the last row seen, never a number of rows to skip. And the search text that
//! narrows a list.

use domain::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, IntoColumnRef, LikeExpr, SimpleExpr};
use serde::Serialize;
use uuid::Uuid;

use crate::error::ServiceError;

/// The most items of a page.
pub const MOST: u64 = 100;
/// The items of a page that asks for no number.
pub const USUAL: u64 = 20;
/// Stands for "no due moment" in an order by due: after everything else.
const NEVER: &str = "9999-01-01T00:00:00Z";

/// One page.
#[derive(Clone, Debug, Serialize)]
pub struct Page<T> {
    /// At most as many as asked for.
    pub items: Vec<T>,
    /// For the next page; absent on the last.
    pub next_cursor: Option<String>,
}

/// What page is wanted.
#[derive(Clone, Debug, Default)]
pub struct PageRequest {
    /// 1 to 100; 20 when absent.
    pub limit: Option<u64>,
    /// From the page before.
    pub cursor: Option<String>,
}

impl PageRequest {
    /// The number of items.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] outside 1 to 100.
    pub fn limit(&self) -> Result<u64, ServiceError> {
        match self.limit {
            None => Ok(USUAL),
            Some(limit) if (1..=MOST).contains(&limit) => Ok(limit),
            Some(_) => Err(ServiceError::field("limit", "out_of_range")),
        }
    }

    /// The id after which the page begins.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when it is none of ours.
    pub fn after_id(&self) -> Result<Option<Uuid>, ServiceError> {
        let bad = || ServiceError::field("cursor", "malformed");
        self.cursor.as_deref().map(|text| Uuid::parse_str(text).map_err(|_| bad())).transpose()
    }

    /// The moment and id after which the page begins.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when it is none of ours.
    pub fn after_moment(&self) -> Result<Option<(Timestamp, Uuid)>, ServiceError> {
        let bad = || ServiceError::field("cursor", "malformed");
        let Some(text) = self.cursor.as_deref() else { return Ok(None) };
        let (micros, id) = text.split_once('.').ok_or_else(bad)?;
        let at = micros.parse().ok().and_then(Timestamp::from_timestamp_micros).ok_or_else(bad)?;
        Ok(Some((at, Uuid::parse_str(id).map_err(|_| bad())?)))
    }
}

/// A cursor of a moment and an id.
#[must_use]
pub fn moment_cursor(at: Option<Timestamp>, id: Uuid) -> String {
    format!("{}.{id}", at.unwrap_or_else(never).timestamp_micros())
}

/// The moment that sorts after all others.
#[must_use]
pub fn never() -> Timestamp {
    NEVER.parse().unwrap_or(Timestamp::MAX_UTC)
}

/// A nullable moment with null last.
pub fn or_never(column: impl IntoColumnRef) -> SimpleExpr {
    Expr::col(column).if_null(Expr::value(never()))
}

/// The text anywhere in the column, taken literally: `%` and `_` mean themselves.
pub fn contains(column: impl IntoColumnRef, text: &str) -> SimpleExpr {
    let literal = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    Expr::col(column).like(LikeExpr::new(format!("%{literal}%")).escape('\\'))
}

/// Cuts one row too many off and makes the cursor from the last row kept.
#[must_use]
pub fn cut<R>(
    mut rows: Vec<R>,
    limit: u64,
    key: impl Fn(&R) -> String,
) -> (Vec<R>, Option<String>) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let cursor = if more { rows.last().map(key) } else { None };
    (rows, cursor)
}
