//! Messages that could not be processed (死信): kept with the reason, never dropped. An administrator sends
//! one again when its cause is mended, or dismisses it with a reason; either is an entry of the audit
//! trail.

use chrono::{DateTime, Utc};
use domain::appeal::Role;
use domain::text::redact;
use domain::time::Timestamp;
use entity::{dead_letters, outbox};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::audit::Draft;
use crate::call::{Answer, Call, Caller};
use crate::error::ServiceError;
use crate::queries::page::{Page, PageRequest, cut};
use crate::scope;
use crate::store::Store;
use crate::tx::Tx;

/// A message that a queue has given up.
#[derive(Clone, Debug)]
pub struct DeadLetter {
    /// Which queue.
    pub queue: String,
    /// The message's id.
    pub message_id: Uuid,
    /// Its routing key.
    pub routing_key: String,
    /// Its body.
    pub payload: Value,
    /// Its headers.
    pub headers: Value,
    /// Why.
    pub reason: String,
    /// How often it was tried.
    pub attempts: i32,
}

/// Keeps a dead letter. One that was sent again and died again is open again, with its new reason.
///
/// # Errors
/// When the database does not answer; the message must then stay in the queue.
pub async fn keep(store: &Store, letter: DeadLetter, now: Timestamp) -> Result<(), ServiceError> {
    let id = store.ids().next();
    store
        .transact(move |tx| {
            Box::pin(async move {
                let row = dead_letters::ActiveModel {
                    id: Set(id),
                    queue: Set(letter.queue),
                    message_id: Set(letter.message_id),
                    routing_key: Set(letter.routing_key),
                    payload: Set(letter.payload),
                    headers: Set(letter.headers),
                    reason: Set(letter.reason),
                    attempts: Set(letter.attempts),
                    created_at: Set(now),
                    resolved_at: Set(None),
                    resolution: Set(None),
                    resolved_by: Set(None),
                };
                let once = OnConflict::columns([
                    dead_letters::Column::Queue,
                    dead_letters::Column::MessageId,
                ])
                .update_columns([
                    dead_letters::Column::Reason,
                    dead_letters::Column::Attempts,
                    dead_letters::Column::ResolvedAt,
                    dead_letters::Column::Resolution,
                    dead_letters::Column::ResolvedBy,
                ])
                .to_owned();
                dead_letters::Entity::insert(row)
                    .on_conflict(once)
                    .exec_without_returning(tx)
                    .await?;
                Ok(())
            })
        })
        .await
}

/// A dead letter as administrators see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeadLetterView {
    /// The id.
    pub id: Uuid,
    /// Which queue has given it up.
    pub queue: String,
    /// The message.
    pub message_id: Uuid,
    /// Its routing key.
    pub routing_key: String,
    /// Ids and kinds; a message carries no personal data.
    #[schema(value_type = Object)]
    pub payload: Value,
    /// Why it could not be processed.
    pub reason: String,
    /// How often it was tried.
    pub attempts: i32,
    /// Since when it lies here.
    pub at: DateTime<Utc>,
    /// When it was decided.
    pub resolved_at: Option<DateTime<Utc>>,
    /// `retried`, or `dismissed: …` with the reason.
    pub resolution: Option<String>,
}

impl From<dead_letters::Model> for DeadLetterView {
    fn from(mut row: dead_letters::Model) -> Self {
        // Whose an appeal is is not the administration's to know.
        hide_firm(&mut row.payload);
        if let Some(changes) = row.payload.get_mut("changes").and_then(Value::as_array_mut) {
            changes.iter_mut().for_each(hide_firm);
        }
        Self {
            id: row.id,
            queue: row.queue,
            message_id: row.message_id,
            routing_key: row.routing_key,
            payload: row.payload,
            reason: row.reason,
            attempts: row.attempts,
            at: row.created_at,
            resolved_at: row.resolved_at,
            resolution: row.resolution,
        }
    }
}

fn hide_firm(change: &mut Value) {
    if let Some(change) = change.as_object_mut() {
        change.remove("enterprise_id");
    }
}

/// Dead letters, oldest first: those that wait, or those that were decided.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but administrators.
pub async fn list(
    store: &Store,
    caller: &Caller,
    resolved: bool,
    page: &PageRequest,
) -> Result<Page<DeadLetterView>, ServiceError> {
    caller.require(&[Role::Administrator])?;
    let limit = page.limit()?;
    let decided = dead_letters::Column::ResolvedAt;
    let mut query = dead_letters::Entity::find()
        .filter(if resolved { decided.is_not_null() } else { decided.is_null() })
        .order_by_asc(dead_letters::Column::Id);
    if let Some(after) = page.after_id()? {
        query = query.filter(dead_letters::Column::Id.gt(after));
    }
    let rows = query.limit(limit + 1).all(store.read()).await?;
    let (rows, next_cursor) = cut(rows, limit, |row| row.id.to_string());
    Ok(Page { items: rows.into_iter().map(DeadLetterView::from).collect(), next_cursor })
}

/// Sends it again under its old name, so that a consumer that has processed it already does nothing.
///
/// # Errors
/// [`ServiceError::Conflict`] `letter_resolved` or `letter_unreadable`; [`ServiceError::NotFound`].
pub async fn retry(store: &Store, call: &Call, id: Uuid) -> Result<Answer, ServiceError> {
    decide(store, call, id, None).await
}

/// Lets it lie, with a reason.
///
/// # Errors
/// As [`retry`].
pub async fn dismiss(
    store: &Store,
    call: &Call,
    id: Uuid,
    reason: String,
) -> Result<Answer, ServiceError> {
    decide(store, call, id, Some(reason)).await
}

async fn decide(
    store: &Store,
    call: &Call,
    id: Uuid,
    dismissed: Option<String>,
) -> Result<Answer, ServiceError> {
    call.caller.require(&[Role::Administrator])?;
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                scope::acting(tx, &call.caller, call.now).await?;
                let row = dead_letters::Entity::find_by_id(id).lock_exclusive().one(tx).await?;
                let mut row = row.ok_or(ServiceError::NotFound)?;
                if row.resolved_at.is_some() {
                    return Err(ServiceError::Conflict("letter_resolved"));
                }
                let action = match &dismissed {
                    None => {
                        send_again(tx, &row, &call).await?;
                        "dead_letter.retried"
                    }
                    Some(_) => "dead_letter.dismissed",
                };
                let why = dismissed.as_deref().map(|why| redact::redacted(why, &[]));
                let details =
                    json!({ "queue": row.queue, "message": row.message_id, "reason": why });
                row.resolved_at = Some(call.now);
                row.resolved_by = call.caller.id();
                row.resolution =
                    Some(dismissed.map_or("retried".to_owned(), |why| format!("dismissed: {why}")));
                let active = row.clone().into_active_model().reset_all();
                dead_letters::Entity::update(active).exec(tx).await?;
                tx.audit(Draft::of(&call, action, ("dead_letter", Some(id)), &details));
                Answer::json(200, &DeadLetterView::from(row))
            })
        })
        .await
}

/// Puts the message back into the outbox.
async fn send_again(tx: &Tx, row: &dead_letters::Model, call: &Call) -> Result<(), ServiceError> {
    if row.payload.get("unreadable").is_some() {
        return Err(ServiceError::Conflict("letter_unreadable"));
    }
    let mut headers = row.headers.clone();
    if let Some(headers) = headers.as_object_mut() {
        // What the broker has added on the way to the dead is not the message's own.
        headers.retain(|name, _| matches!(name.as_str(), "request_id" | "traceparent"));
    }
    let again = outbox::Model {
        id: row.message_id,
        routing_key: row.routing_key.clone(),
        payload: row.payload.clone(),
        headers,
        created_at: call.now,
        available_at: call.now,
        leased_until: None,
        lease_id: None,
        attempts: 0,
    };
    let once = OnConflict::column(outbox::Column::Id).do_nothing().to_owned();
    outbox::Entity::insert(again.into_active_model().reset_all())
        .on_conflict(once)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// How many wait for a decision; for metrics.
///
/// # Errors
/// When the database does not answer.
pub async fn open_count(store: &Store) -> Result<u64, ServiceError> {
    let open = dead_letters::Entity::find().filter(dead_letters::Column::ResolvedAt.is_null());
    Ok(open.count(store.read()).await?)
}
