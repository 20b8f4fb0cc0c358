//! The nightly self-check (自检): the clocks of every open appeal are worked out again from its events, and
//! compared with what is stored. Whatever differs becomes an incident ([`crate::incidents`]); nothing is
//! mended by itself, since which of the two is right is a person's to say.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use domain::appeal::{Event, StateName};
use domain::time::Timestamp;
use entity::{appeal_events, appeals, cards, clocks};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::audit::states;
use crate::bulk;
use crate::call::Call;
use crate::clocks::{ClockSet, ClockSource, Difference};
use crate::error::ServiceError;
use crate::incidents::{self, CLOCKS_DIFFER, CLOCKS_UNREADABLE, Fault};
use crate::ledger::{clock_source, profile_code};
use crate::reference::Reference;
use crate::store::Store;

/// Appeals read at once.
const BATCH: u64 = 500;
/// How often an appeal that differs is read again before it is believed: versions of calendars and profiles
/// may have been published since they were read.
const AGAIN: u32 = 2;

/// What the check has found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Open appeals.
    pub appeals: u64,
    /// Their clocks.
    pub clocks: u64,
    /// Appeals with something wrong.
    pub faults: u64,
    /// Incidents that were not known before.
    pub new: u64,
}

/// Checks every open appeal; `progress` hears how many of how many are done.
///
/// # Errors
/// When the database does not answer; what was found before is kept.
pub async fn run(
    store: &Store,
    call: &Call,
    mut progress: impl FnMut(u64, u64),
) -> Result<Checked, ServiceError> {
    let all = appeals::Entity::find().filter(open()).count(store.read()).await?;
    let mut checked = Checked::default();
    let mut after = Uuid::nil();
    loop {
        let reference = store.reference().get(store).await?;
        let Some(batch) = next(store, &reference, after).await? else { return Ok(checked) };
        after = batch.last;
        checked.appeals += batch.appeals;
        checked.clocks += batch.clocks;
        let faults = believed(store, batch.faults).await?;
        for fault in &faults {
            tracing::error!(
                appeal = %fault.appeal, kind = fault.kind, differences = ?fault.differences,
                reason = fault.reason, "the clocks of an appeal are not what its events say"
            );
        }
        checked.faults += faults.len() as u64;
        checked.new += incidents::keep(store, call, faults).await?;
        progress(checked.appeals, all);
    }
}

/// Appeals that are under way, or have a clock that runs.
fn open() -> Condition {
    let ended = StateName::ALL.iter().filter(|state| state.is_final()).map(|state| state.as_str());
    let runs = Query::select()
        .expr(Expr::val(1))
        .from(clocks::Entity)
        .and_where(
            Expr::col((clocks::Entity, clocks::Column::AppealId))
                .equals((appeals::Entity, appeals::Column::Id)),
        )
        .and_where(clocks::Column::StoppedAt.is_null())
        .to_owned();
    Condition::any().add(appeals::Column::State.is_not_in(ended)).add(Expr::exists(runs))
}

struct Batch {
    last: Uuid,
    appeals: u64,
    clocks: u64,
    faults: Vec<Fault>,
}

/// Everything of one appeal, as of one moment.
struct Filed {
    row: appeals::Model,
    events: Vec<appeal_events::Model>,
    clocks: Vec<clocks::Model>,
    cards: Vec<cards::Model>,
}

async fn next(
    store: &Store,
    reference: &Arc<Reference>,
    after: Uuid,
) -> Result<Option<Batch>, ServiceError> {
    let files = store
        .snapshot(move |tx| {
            Box::pin(async move {
                let rows = appeals::Entity::find()
                    .filter(appeals::Column::Id.gt(after))
                    .filter(open())
                    .order_by_asc(appeals::Column::Id)
                    .limit(BATCH)
                    .all(tx)
                    .await?;
                read(tx, rows).await
            })
        })
        .await?;
    let Some(last) = files.last().map(|file| file.row.id) else { return Ok(None) };
    let (appeals, mut faults) = (files.len() as u64, Vec::new());
    let clocks = files.iter().map(|file| file.clocks.len() as u64).sum();
    for file in files {
        faults.extend(check(store, reference, file));
    }
    Ok(Some(Batch { last, appeals, clocks, faults }))
}

async fn read(
    tx: &DatabaseTransaction,
    rows: Vec<appeals::Model>,
) -> Result<Vec<Filed>, ServiceError> {
    let backend = tx.get_database_backend();
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut events = HashMap::<Uuid, Vec<_>>::new();
    let among = bulk::among(backend, appeal_events::Column::AppealId, ids.iter().copied());
    let found = appeal_events::Entity::find().filter(among);
    for row in found.order_by_asc(appeal_events::Column::Seq).all(tx).await? {
        events.entry(row.appeal_id).or_default().push(row);
    }
    let mut known = HashMap::<Uuid, Vec<_>>::new();
    let among = bulk::among(backend, clocks::Column::AppealId, ids.iter().copied());
    let found = clocks::Entity::find().filter(among);
    for row in found.order_by_asc(clocks::Column::Id).all(tx).await? {
        known.entry(row.appeal_id).or_default().push(row);
    }
    let mut given = HashMap::<Uuid, Vec<_>>::new();
    let among = bulk::among(backend, cards::Column::AppealId, ids.iter().copied());
    let found = cards::Entity::find().filter(among).filter(cards::Column::MootAt.is_null());
    for row in found.all(tx).await? {
        given.entry(row.appeal_id).or_default().push(row);
    }
    let file = |row: appeals::Model| Filed {
        events: events.remove(&row.id).unwrap_or_default(),
        clocks: known.remove(&row.id).unwrap_or_default(),
        cards: given.remove(&row.id).unwrap_or_default(),
        row,
    };
    Ok(rows.into_iter().map(file).collect())
}

/// What is wrong with an appeal's clocks, if anything.
fn check(store: &Store, reference: &Reference, file: Filed) -> Option<Fault> {
    let appeal = file.row.id;
    match differences(store, reference, file) {
        Ok(differences) if differences.is_empty() => None,
        Ok(differences) => Some(Fault { appeal, kind: CLOCKS_DIFFER, differences, reason: None }),
        Err(error) => {
            let (differences, reason) = (Vec::new(), Some(error.to_string()));
            Some(Fault { appeal, kind: CLOCKS_UNREADABLE, differences, reason })
        }
    }
}

fn differences(
    store: &Store,
    reference: &Reference,
    file: Filed,
) -> Result<Vec<Difference>, ServiceError> {
    let Filed { row, events, clocks, cards } = file;
    let history = events
        .iter()
        .map(|event| Ok((Event::from_parts(&event.kind, &event.data)?, event.at)))
        .collect::<Result<Vec<_>, ServiceError>>()?;
    let late = states::recorded_in(&clocks, &cards);
    let source = clock_source(&row, reference)?;
    let filed = history.first().and_then(|(event, _)| states::filed_under(event));
    let (code, version) = filed.unwrap_or((profile_code(&row), row.profile_version));
    let profile = reference.profile(code, version)?;
    let begun = ClockSource { profile, follows: None, ..source.clone() };
    let rebuilt = ClockSet::of_events(store, begun, &history, reference)?;
    let stored = ClockSet::read(clocks, source, reference)?;
    let given: BTreeSet<_> = cards.into_iter().map(|card| (card.clock_id, card.rung)).collect();
    let mut found = stored.differences(&rebuilt, &given)?;
    let whole = |field: &str, stored: Option<String>, recomputed: Option<String>| Difference {
        clock: None,
        stage: String::new(),
        round: 0,
        field: field.to_owned(),
        stored,
        recomputed,
    };
    let told = states::breached(&events);
    if late != told {
        let words =
            |set: &BTreeSet<String>| Some(set.iter().cloned().collect::<Vec<_>>().join("; "));
        found.push(whole("late", words(&late), words(&told)));
    }
    let next = stored.next_due();
    if next != row.next_due_at {
        let shown = |at: Option<Timestamp>| at.map(|at| at.to_rfc3339());
        found.push(whole("next_due_at", shown(row.next_due_at), shown(next)));
    }
    Ok(found)
}

/// The same appeals looked at again with what is known now; those where the reading was at fault are left out.
async fn believed(store: &Store, mut faults: Vec<Fault>) -> Result<Vec<Fault>, ServiceError> {
    for _ in 0..AGAIN {
        if faults.is_empty() {
            break;
        }
        store.reference().forget().await;
        let reference = store.reference().get(store).await?;
        let ids: Vec<Uuid> = faults.iter().map(|fault| fault.appeal).collect();
        let files = store
            .snapshot(move |tx| {
                Box::pin(async move {
                    let among = bulk::among(tx.get_database_backend(), appeals::Column::Id, ids);
                    let rows = appeals::Entity::find().filter(among);
                    read(tx, rows.order_by_asc(appeals::Column::Id).all(tx).await?).await
                })
            })
            .await?;
        faults = files.into_iter().filter_map(|file| check(store, &reference, file)).collect();
    }
    Ok(faults)
}
