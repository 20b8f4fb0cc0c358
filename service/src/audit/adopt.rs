//! Taking over what happened before there was a trail: once, when the trail is still empty.

use std::collections::HashMap;

use domain::appeal::{Appeal, Event};
use entity::{appeal_events, appeals, audit_entries};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{Draft, chain};
use crate::error::ServiceError;
use crate::store::Store;
use crate::tx::Tx;

/// Chains every event there is, oldest first, if the trail has no entry yet, and rebuilds every stored state
/// from its events; answers how many events. After the first entry nothing is ever taken over: an event
/// without an entry is then a fault.
///
/// # Errors
/// When the database does not answer; nothing is taken over then.
pub async fn adopt(store: &Store) -> Result<usize, ServiceError> {
    store
        .transact(move |tx| {
            Box::pin(async move {
                let fresh = chain::lock(tx).await?.is_some_and(|row| row.position == 0);
                if !fresh || audit_entries::Entity::find().one(tx).await?.is_some() {
                    return Ok(0);
                }
                let events = appeal_events::Entity::find()
                    .order_by_asc(appeal_events::Column::Id)
                    .all(tx)
                    .await?;
                let mut histories = HashMap::<Uuid, Vec<Event>>::new();
                for event in &events {
                    tx.audit(Draft::of_event(event));
                    let happened = Event::from_parts(&event.kind, &event.data)?;
                    histories.entry(event.appeal_id).or_default().push(happened);
                }
                for (appeal, history) in histories {
                    rebuild(tx, appeal, &history).await?;
                }
                Ok(events.len())
            })
        })
        .await
}

/// What an older version has stored knows less than the events tell today.
async fn rebuild(tx: &Tx, appeal: Uuid, history: &[Event]) -> Result<(), ServiceError> {
    let Some(state) = Appeal::from_events(history) else { return Ok(()) };
    appeals::Entity::update_many()
        .col_expr(appeals::Column::Facts, Expr::value(serde_json::to_value(&state)?))
        .filter(appeals::Column::Id.eq(appeal))
        .exec(tx)
        .await?;
    Ok(())
}
