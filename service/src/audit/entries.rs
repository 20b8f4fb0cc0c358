//! Reading the audit trail, for supervisors.

use chrono::{DateTime, Utc};
use domain::appeal::Role;
use entity::audit_entries::{Column, Entity, Model};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::call::Caller;
use crate::error::ServiceError;
use crate::queries::page::{Page, PageRequest, cut};
use crate::store::Store;

/// What the list is narrowed by.
#[derive(Clone, Debug, Default)]
pub struct EntryFilter {
    /// An appeal, an account, a dead letter…
    pub subject: Option<Uuid>,
    /// Who did it.
    pub actor: Option<Uuid>,
    /// What was done; `appeal.` at its end stands for everything of that kind.
    pub action: Option<String>,
    /// At or after.
    pub from: Option<DateTime<Utc>>,
    /// Before.
    pub to: Option<DateTime<Utc>>,
    /// Which page.
    pub page: PageRequest,
}

/// One entry.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EntryView {
    /// From 1, without gaps.
    pub position: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// `entrepreneur`, `staff`, `anonymous`, or `system` (the platform and its command line).
    pub actor_kind: String,
    /// The account.
    pub actor_id: Option<Uuid>,
    /// What was done.
    pub action: String,
    /// Of what kind the subject is.
    pub subject_kind: String,
    /// Which.
    pub subject_id: Option<Uuid>,
    /// The event that it stands for.
    pub record_id: Option<Uuid>,
    /// More about it.
    #[schema(value_type = Object)]
    pub details: serde_json::Value,
    /// The request that brought it about.
    pub request_id: String,
    /// The keyed hash that links it.
    pub mac: String,
}

/// The trail, newest first.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but supervisors.
pub async fn list(
    store: &Store,
    caller: &Caller,
    filter: &EntryFilter,
) -> Result<Page<EntryView>, ServiceError> {
    caller.require(&[Role::Supervisor])?;
    let limit = filter.page.limit()?;
    let mut query = Entity::find().order_by_desc(Column::Position);
    if let Some(subject) = filter.subject {
        query = query.filter(Column::SubjectId.eq(subject));
    }
    if let Some(actor) = filter.actor {
        query = query.filter(Column::ActorId.eq(actor));
    }
    match filter.action.as_deref() {
        Some(kind) if kind.ends_with('.') => {
            query = query.filter(Column::Action.starts_with(kind));
        }
        Some(action) => query = query.filter(Column::Action.eq(action)),
        None => {}
    }
    if let Some(from) = filter.from {
        query = query.filter(Column::At.gte(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(Column::At.lt(to));
    }
    if let Some(cursor) = &filter.page.cursor {
        let before: i64 = cursor.parse().map_err(|_| ServiceError::field("cursor", "malformed"))?;
        query = query.filter(Column::Position.lt(before));
    }
    let rows = query.limit(limit + 1).all(store.read()).await?;
    let (rows, next_cursor) = cut(rows, limit, |row| row.position.to_string());
    Ok(Page { items: rows.into_iter().map(view).collect(), next_cursor })
}

fn view(row: Model) -> EntryView {
    EntryView {
        position: row.position,
        at: row.at,
        actor_kind: row.actor_kind,
        actor_id: row.actor_id,
        action: row.action,
        subject_kind: row.subject_kind,
        subject_id: row.subject_id,
        record_id: row.record_id,
        details: serde_json::from_str(&row.details).unwrap_or_default(),
        request_id: row.request_id,
        mac: row.mac,
    }
}
