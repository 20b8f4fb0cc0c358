//! What can go wrong with a command or a query, as the caller needs to know it.

use domain::appeal::Refusal;
use sea_orm::{DbErr, RuntimeErr, SqlErr};

use crate::changes::Outdated;

/// One fault of one field of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldFault {
    /// The field as the client named it.
    pub field: String,
    /// Stable code, e.g. `too_long`; the sentence for people is in the message files.
    pub code: &'static str,
    /// Numbers and names that the sentence needs, e.g. `[("max", "60")]`.
    pub params: Vec<(&'static str, String)>,
}

impl FieldFault {
    /// A fault whose sentence needs no numbers.
    #[must_use]
    pub fn new(field: &str, code: &'static str) -> Self {
        Self { field: field.to_owned(), code, params: Vec::new() }
    }
}

/// Where an appeal stands, for whoever came too late.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Standing {
    /// The present version, for `If-Match`.
    pub version: i64,
    /// The stored state.
    pub state: String,
}

/// Why a command was not carried out. Nothing has been written then.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// There is no such thing, or the caller may not know of it.
    #[error("not found")]
    NotFound,
    /// Not signed in, or the proof does not hold. The code says which.
    #[error("unauthenticated: {0}")]
    Unauthenticated(&'static str),
    /// Signed in, but this is not theirs to do.
    #[error("forbidden: {0}")]
    Forbidden(&'static str),
    /// The rules refuse the command in the present state.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// The same, of an appeal: with where it stands, so that a console can show it at once.
    #[error("refused: {refusal}")]
    RefusedAt {
        /// Why.
        refusal: Refusal,
        /// Where the appeal stands.
        current: Standing,
        /// When it is possible again: in the city's time, for people, and in seconds from now.
        again: Option<(String, u64)>,
    },
    /// `If-Match` names a version that is no longer current.
    #[error("stale version; current is {}", .current.version)]
    Stale {
        /// Where the appeal stands.
        current: Standing,
    },
    /// A preview that was to be applied does not hold any more.
    #[error("the preview is outdated")]
    Outdated(Box<Outdated>),
    /// The state of something else stands in the way.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// Fields of the input are at fault; all of them are named.
    #[error("{} invalid fields", .0.len())]
    Invalid(Vec<FieldFault>),
    /// The idempotency key was used before with another body.
    #[error("idempotency key reused")]
    KeyReused,
    /// The same request is being carried out at this moment.
    #[error("request in progress")]
    InProgress,
    /// Too many attempts; try again after so many seconds.
    #[error("too many attempts")]
    TooMany {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// Something the service depends on does not answer. Nothing was written.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// A fault of the platform itself; the text is for the log, never for people.
    #[error("internal: {0}")]
    Internal(String),
}

impl ServiceError {
    /// One field at fault.
    #[must_use]
    pub fn field(field: &str, code: &'static str) -> Self {
        Self::Invalid(vec![FieldFault::new(field, code)])
    }

    /// A fault that should not happen, described for the log.
    pub fn internal(what: impl std::fmt::Display) -> Self {
        Self::Internal(what.to_string())
    }

    /// Whether trying again later can help.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::InProgress | Self::TooMany { .. })
    }
}

impl From<serde_json::Error> for ServiceError {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(format!("stored JSON: {error}"))
    }
}

impl From<DbErr> for ServiceError {
    fn from(error: DbErr) -> Self {
        if is_unavailable(&error) {
            Self::Unavailable(error.to_string())
        } else {
            Self::Internal(error.to_string())
        }
    }
}

/// Whether a unique key stood in the way.
#[must_use]
pub fn is_unique_violation(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

/// Whether the database did not answer, as opposed to answering with a fault. SQLSTATE classes 08
/// (connection), 53 (resources), 57 (operator intervention: shutdown, statement timeout), 40
/// (serialization, deadlock) and 25P03 (idle in transaction) pass with time; SQLite says busy or locked.
fn is_unavailable(error: &DbErr) -> bool {
    let runtime = match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => return true,
        DbErr::Exec(runtime) | DbErr::Query(runtime) => runtime,
        _ => return false,
    };
    let RuntimeErr::SqlxError(error) = runtime else { return false };
    match &**error {
        sea_orm::SqlxError::Io(_)
        | sea_orm::SqlxError::Tls(_)
        | sea_orm::SqlxError::Protocol(_)
        | sea_orm::SqlxError::PoolTimedOut
        | sea_orm::SqlxError::PoolClosed
        | sea_orm::SqlxError::WorkerCrashed => true,
        sea_orm::SqlxError::Database(database) => database.code().is_some_and(|code| {
            ["08", "53", "57", "40"].iter().any(|class| code.starts_with(class) && code.len() == 5)
                || ["25P03", "5", "6", "517", "261"].contains(&code.as_ref())
        }),
        _ => false,
    }
}
