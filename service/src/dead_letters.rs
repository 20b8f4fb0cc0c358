//! Messages that could not be processed: kept with the reason, never dropped.

use domain::time::Timestamp;
use entity::dead_letters;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::Value;
use uuid::Uuid;

use crate::error::ServiceError;
use crate::store::Store;

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

/// Keeps a dead letter; a second time for the same message and queue changes nothing.
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
                .do_nothing()
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

/// How many wait for a decision; for metrics.
///
/// # Errors
/// When the database does not answer.
pub async fn open_count(store: &Store) -> Result<u64, ServiceError> {
    let open = dead_letters::Entity::find().filter(dead_letters::Column::ResolvedAt.is_null());
    Ok(open.count(store.read()).await?)
}
