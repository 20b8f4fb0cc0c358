//! Taking over what happened before there was a trail: once, when the trail is still empty.

use entity::{appeal_events, audit_entries};
use sea_orm::{EntityTrait, QueryOrder};

use super::Draft;
use crate::error::ServiceError;
use crate::store::Store;

/// Chains every event there is, oldest first, if the trail has no entry yet; answers how many. After the
/// first entry nothing is ever taken over: an event without an entry is then a fault.
///
/// # Errors
/// When the database does not answer; nothing is taken over then.
pub async fn adopt(store: &Store) -> Result<usize, ServiceError> {
    if audit_entries::Entity::find().one(store.read()).await?.is_some() {
        return Ok(0);
    }
    store
        .transact(move |tx| {
            Box::pin(async move {
                let events = appeal_events::Entity::find()
                    .order_by_asc(appeal_events::Column::Id)
                    .all(tx)
                    .await?;
                for event in &events {
                    tx.audit(Draft::of_event(event));
                }
                Ok(events.len())
            })
        })
        .await
}
