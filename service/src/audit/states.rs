//! Whether what is stored of every appeal is the sum of its events: the state can be rebuilt from them alone,
//! and is, appeal by appeal.

use domain::appeal::{Appeal, Event};
use entity::{appeal_events, appeals};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

use crate::commands::file_appeal::digest;
use crate::error::ServiceError;
use crate::store::Store;

/// Appeals read at once.
const BATCH: u64 = 200;

/// The first appeal whose stored state is not what its events say.
///
/// # Errors
/// When the database does not answer.
pub async fn first_changed(store: &Store) -> Result<Option<Uuid>, ServiceError> {
    let mut after = Uuid::nil();
    loop {
        let rows = appeals::Entity::find()
            .filter(appeals::Column::Id.gt(after))
            .order_by_asc(appeals::Column::Id)
            .limit(BATCH)
            .all(store.read())
            .await?;
        let Some(last) = rows.last() else { return Ok(None) };
        after = last.id;
        let mut histories = histories(store, rows.iter().map(|row| row.id).collect()).await?;
        for row in rows {
            let history = histories.remove(&row.id).unwrap_or_default();
            if !fits(&row, &history) && !fits_now(store, row.id).await? {
                return Ok(Some(row.id));
            }
        }
    }
}

/// The same with everything read again: somebody may have acted between the two reads.
async fn fits_now(store: &Store, id: Uuid) -> Result<bool, ServiceError> {
    for _ in 0..3 {
        let row = appeals::Entity::find_by_id(id).one(store.read()).await?;
        let history = histories(store, vec![id]).await?.remove(&id).unwrap_or_default();
        if row.is_none_or(|row| fits(&row, &history)) {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn histories(
    store: &Store,
    ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, Vec<appeal_events::Model>>, ServiceError> {
    let events = appeal_events::Entity::find()
        .filter(appeal_events::Column::AppealId.is_in(ids))
        .order_by_asc(appeal_events::Column::Seq)
        .all(store.read())
        .await?;
    let mut histories = HashMap::<Uuid, Vec<appeal_events::Model>>::new();
    for event in events {
        histories.entry(event.appeal_id).or_default().push(event);
    }
    Ok(histories)
}

fn fits(row: &appeals::Model, history: &[appeal_events::Model]) -> bool {
    let gapless = history.iter().zip(1..).all(|(event, place)| event.seq == place);
    let events: Option<Vec<Event>> =
        history.iter().map(|event| Event::from_parts(&event.kind, &event.data).ok()).collect();
    let stored: Option<Appeal> = serde_json::from_value(row.facts.clone()).ok();
    let (Some(events), Some(stored)) = (events, stored) else { return false };
    let filed = match events.first() {
        Some(Event::Submitted { content_sha256, .. }) => content_sha256.clone(),
        _ => String::new(),
    };
    let written = digest(&row.title, &row.content);
    gapless
        && filed == written
        && row.content_sha256 == written
        && i64::try_from(history.len()).ok() == Some(row.last_seq)
        && stored.state.name().as_str() == row.state
        && stored.state.department() == row.department_id
        && stored.handler == row.handler_id
        && Appeal::from_events(&events).as_ref() == Some(&stored)
}
