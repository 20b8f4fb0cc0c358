//! The inbox: what a consumer has processed. The mark is written in the transaction that does the work,
//! so a message delivered twice acts once.

use domain::time::Timestamp;
use entity::inbox;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};
use uuid::Uuid;

use crate::error::ServiceError;
use crate::tx::Tx;

/// Marks a message as processed by a consumer; `false` when it already was.
///
/// # Errors
/// When the database does not answer.
pub async fn mark(
    tx: &Tx,
    consumer: &str,
    message: Uuid,
    now: Timestamp,
) -> Result<bool, ServiceError> {
    let row = inbox::ActiveModel {
        consumer: Set(consumer.to_owned()),
        message_id: Set(message),
        processed_at: Set(now),
    };
    let key = OnConflict::columns([inbox::Column::Consumer, inbox::Column::MessageId])
        .do_nothing()
        .to_owned();
    let inserted = inbox::Entity::insert(row).on_conflict(key).exec_without_returning(tx).await?;
    Ok(inserted == 1)
}
