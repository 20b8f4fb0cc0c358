//! Whether what is stored of every appeal is the sum of its events: the state can be rebuilt from them alone,
//! and is, appeal by appeal.

use domain::appeal::{Appeal, Event};
use domain::time::Timestamp;
use entity::{appeal_events, appeals, cards, clocks};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

use crate::commands::file_appeal::digest;
use crate::error::ServiceError;
use crate::ledger::profile_code;
use crate::marks;
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
        let Some(last) = rows.last() else { return orphan(store).await };
        after = last.id;
        let mut histories = histories(store, rows.iter().map(|row| row.id).collect()).await?;
        let breaches = recorded(store, rows.iter().map(|row| row.id).collect()).await?;
        for row in rows {
            let history = histories.remove(&row.id).unwrap_or_default();
            let breaches = breaches.get(&row.id).cloned().unwrap_or_default();
            let sound = fits(&row, &history) && breached(&history) == breaches;
            if !sound && !fits_now(store, row.id).await? {
                return Ok(Some(row.id));
            }
        }
    }
}

/// An appeal whose row is gone although its events are there.
async fn orphan(store: &Store) -> Result<Option<Uuid>, ServiceError> {
    let there = Query::select()
        .expr(Expr::val(1))
        .from(appeals::Entity)
        .and_where(
            Expr::col((appeals::Entity, appeals::Column::Id))
                .equals((appeal_events::Entity, appeal_events::Column::AppealId)),
        )
        .to_owned();
    let found = appeal_events::Entity::find().filter(Expr::exists(there).not());
    Ok(found.one(store.read()).await?.map(|event| event.appeal_id))
}

/// The same with everything read again: somebody may have acted between the two reads.
async fn fits_now(store: &Store, id: Uuid) -> Result<bool, ServiceError> {
    for _ in 0..3 {
        let row = appeals::Entity::find_by_id(id).one(store.read()).await?;
        let history = histories(store, vec![id]).await?.remove(&id).unwrap_or_default();
        let breaches = recorded(store, vec![id]).await?.remove(&id).unwrap_or_default();
        if row.is_none_or(|row| fits(&row, &history)) && breached(&history) == breaches {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What figures of lateness are read from: breaches in the clocks, and cards, by appeal.
async fn recorded(
    store: &Store,
    ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, BTreeSet<String>>, ServiceError> {
    let mut late = HashMap::<Uuid, (Vec<clocks::Model>, Vec<cards::Model>)>::new();
    let found = clocks::Entity::find()
        .filter(clocks::Column::AppealId.is_in(ids.iter().copied()))
        .filter(clocks::Column::BreachedAt.is_not_null());
    for row in found.all(store.read()).await? {
        late.entry(row.appeal_id).or_default().0.push(row);
    }
    let given = cards::Entity::find()
        .filter(cards::Column::AppealId.is_in(ids))
        .filter(cards::Column::MootAt.is_null());
    for row in given.all(store.read()).await? {
        late.entry(row.appeal_id).or_default().1.push(row);
    }
    Ok(late.into_iter().map(|(id, (clocks, cards))| (id, recorded_in(&clocks, &cards))).collect())
}

/// The marks of one appeal's clocks, and of its cards that stand.
pub(crate) fn recorded_in(clocks: &[clocks::Model], cards: &[cards::Model]) -> BTreeSet<String> {
    let late = clocks.iter().filter(|row| row.breached_at.is_some());
    let late = late.map(|row| breach_mark(&row.stage, row.breached_at));
    late.chain(cards.iter().map(|row| card_mark(&row.rung, row.due_at))).collect()
}

/// The same from the events: what was recorded, less what was corrected since.
pub(crate) fn breached(history: &[appeal_events::Model]) -> BTreeSet<String> {
    let mut marks = BTreeSet::new();
    for row in history {
        match Event::from_parts(&row.kind, &row.data) {
            Ok(Event::ClockBreached { stage, due_at, .. }) => {
                marks.insert(breach_mark(stage.as_str(), Some(due_at)));
            }
            Ok(Event::RungFired { rung, due_at, .. }) => {
                marks.insert(card_mark(&rung, due_at));
            }
            Ok(Event::CardsCorrected { stage, void, breach, .. }) => {
                for rung in void {
                    marks.remove(&card_mark(&rung.rung, rung.due_at));
                }
                if let Some(breach) = breach {
                    marks.remove(&breach_mark(stage.as_str(), Some(breach.was)));
                    marks.extend(breach.now.map(|now| breach_mark(stage.as_str(), Some(now))));
                }
            }
            _ => {}
        }
    }
    marks
}

fn breach_mark(stage: &str, at: Option<Timestamp>) -> String {
    format!("{stage} {}", at.map(|at| at.timestamp_micros()).unwrap_or_default())
}

fn card_mark(rung: &str, at: Timestamp) -> String {
    format!("card {rung} {}", at.timestamp_micros())
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

/// Whether the row is what its events say: state, what lists and figures read, and what was filed.
fn fits(row: &appeals::Model, history: &[appeal_events::Model]) -> bool {
    let gapless = history.iter().zip(1..).all(|(event, place)| event.seq == place);
    let events: Option<Vec<Event>> =
        history.iter().map(|event| Event::from_parts(&event.kind, &event.data).ok()).collect();
    let stored: Option<Appeal> = serde_json::from_value(row.facts.clone()).ok();
    let (Some(events), Some(stored)) = (events, stored) else { return false };
    gapless
        && i64::try_from(history.len()).ok() == Some(row.last_seq)
        && stored.state.name().as_str() == row.state
        && stored.state.department() == row.department_id
        && stored.handler == row.handler_id
        && stored.custodian().as_str() == row.holder
        && Appeal::from_events(&events).as_ref() == Some(&stored)
        && as_filed(row, &events)
        && as_marked(row, history, &events)
}

/// Code and version of the profile that an appeal was filed under; `None` for any event but the first.
pub(crate) fn filed_under(event: &Event) -> Option<(&str, i32)> {
    match event {
        Event::Submitted { profile, level, profile_version, .. } => {
            Some((profile.as_ref().unwrap_or(level), *profile_version))
        }
        _ => None,
    }
}

/// Title and text, and what decides who may see it and how it is counted.
fn as_filed(row: &appeals::Model, events: &[Event]) -> bool {
    let Some(first) = events.first() else { return false };
    let Event::Submitted {
        enterprise,
        category,
        level,
        confidential,
        content_sha256,
        split_from,
        ..
    } = first
    else {
        return false;
    };
    let written = digest(&row.title, &row.content);
    let corrected = events.iter().rev().find_map(|event| match event {
        Event::LevelCorrected { to, .. } => Some(to),
        _ => None,
    });
    let counted = events.iter().rev().find_map(|event| match event {
        Event::ClocksRecalculated { profile: Some(now), .. } => {
            Some((now.code.as_str(), now.version))
        }
        _ => None,
    });
    *enterprise == row.enterprise_id
        && *category == row.category
        && *corrected.unwrap_or(level) == row.level
        && counted.or(filed_under(first)) == Some((profile_code(row), row.profile_version))
        && *confidential == row.confidential
        && *split_from == row.split_from
        && *content_sha256 == written
        && row.content_sha256 == written
}

fn as_marked(row: &appeals::Model, history: &[appeal_events::Model], events: &[Event]) -> bool {
    let mut marked = appeals::Model {
        closed_at: None,
        outcome: None,
        rating: None,
        merged_into: None,
        ..row.clone()
    };
    for (record, event) in history.iter().zip(events) {
        marks::note(&mut marked, event, record.at);
    }
    marked == *row
}
