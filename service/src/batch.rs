//! Many appeals in one transaction: opened together, changed in memory, written together. For what the
//! platform does to thousands at once: clocks that fall due in the same minute, a calendar that moves them.
//!
//! A transaction per appeal waits for the disk, and for the head of the audit trail, once per appeal; here
//! they are waited for once. What is written is the same, row for row.
//!
//! ```ignore
//! let mut opened = batch::open_many(tx, store, &reference, ids).await?;
//! for dossier in &mut opened.dossiers {
//!     dossier.record(store, call, &Actor::System, &event)?;
//! }
//! batch::save_many(tx, store, call, &mut opened.dossiers).await?;
//! ```

use std::collections::{HashMap, HashSet};

use domain::time::Timestamp;
use entity::{appeal_events, appeals, clocks, outbox};
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{
    ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    Statement,
};
use uuid::Uuid;

use crate::audit::Draft;
use crate::call::Call;
use crate::clocks::{ClockSet, Unsaved};
use crate::error::ServiceError;
use crate::ledger::{Dossier, clock_source};
use crate::reference::Reference;
use crate::store::Store;
use crate::tx::Tx;
use crate::{bulk, cards, family, messages, registers};

/// What of a clock may change after it was started; which appeal, stage and round it is of may not.
const OF_CLOCKS: [clocks::Column; 17] = [
    clocks::Column::Unit,
    clocks::Column::Amount,
    clocks::Column::Adjustments,
    clocks::Column::Calendar,
    clocks::Column::CalendarVersion,
    clocks::Column::Profile,
    clocks::Column::ProfileVersion,
    clocks::Column::DueAt,
    clocks::Column::YellowAt,
    clocks::Column::Provisional,
    clocks::Column::StoppedAt,
    clocks::Column::BreachedAt,
    clocks::Column::NextFireAt,
    clocks::Column::NextRung,
    clocks::Column::LeasedUntil,
    clocks::Column::PartyId,
    clocks::Column::PausedAt,
];

/// Appeals that were opened together.
#[derive(Debug, Default)]
pub struct Opened {
    /// Those that can be worked on, locked until the transaction ends.
    pub dossiers: Vec<Dossier>,
    /// Those whose rows cannot be read, and why. They are locked too, and must not hold up the rest.
    pub unreadable: Vec<(Uuid, ServiceError)>,
}

/// Opens the appeals of up to `limit` clocks that are due, the oldest moment first.
///
/// No lease is needed, since nothing is called over the network: on PostgreSQL the rows are locked, and
/// rivals pass over what is locked and go on behind it. Every writer of a clock holds its appeal's lock, so
/// the clocks need none. A rival may have finished with an appeal just before it was locked here; its clocks
/// are read afterwards, and nothing of it is due then.
///
/// # Errors
/// When the database does not answer.
pub async fn open_due(
    tx: &Tx,
    store: &Store,
    reference: &Reference,
    now: Timestamp,
    limit: u64,
) -> Result<Opened, ServiceError> {
    let backend = store.backend();
    let lock =
        if backend == DbBackend::Postgres { " FOR NO KEY UPDATE OF a SKIP LOCKED" } else { "" };
    // The number stands in the text: PostgreSQL plans for the few rows that are wanted.
    let sql = format!(
        "SELECT a.* FROM clocks c JOIN appeals a ON a.id = c.appeal_id WHERE c.next_fire_at <= $1 \
         AND (c.leased_until IS NULL OR c.leased_until <= $1) ORDER BY c.next_fire_at \
         LIMIT {limit}{lock}"
    );
    let rows = tx.query_all_raw(Statement::from_sql_and_values(backend, sql, [now.into()])).await?;
    let mut seen = HashSet::with_capacity(rows.len());
    let mut due = Vec::with_capacity(rows.len());
    for row in rows {
        let row = appeals::Model::from_query_result(&row, "")?;
        if seen.insert(row.id) {
            due.push(row);
        }
    }
    open(tx, reference, due).await
}

/// Opens the appeals named, in order of their ids; those that somebody else holds at this moment are passed
/// over, and so are those that do not exist.
///
/// # Errors
/// When the database does not answer.
pub async fn open_many(
    tx: &Tx,
    store: &Store,
    reference: &Reference,
    ids: &[Uuid],
) -> Result<Opened, ServiceError> {
    let backend = store.backend();
    let mut query = appeals::Entity::find()
        .filter(bulk::among(backend, appeals::Column::Id, ids.iter().copied()))
        .order_by_asc(appeals::Column::Id);
    if backend == DbBackend::Postgres {
        query = query.lock_with_behavior(LockType::NoKeyUpdate, LockBehavior::SkipLocked);
    }
    let rows = query.all(tx).await?;
    open(tx, reference, rows).await
}

async fn open(
    tx: &Tx,
    reference: &Reference,
    rows: Vec<appeals::Model>,
) -> Result<Opened, ServiceError> {
    if rows.is_empty() {
        return Ok(Opened::default());
    }
    let ids = rows.iter().map(|row| row.id);
    let among = bulk::among(tx.get_database_backend(), clocks::Column::AppealId, ids);
    let mut clocks_of: HashMap<Uuid, Vec<clocks::Model>> = HashMap::with_capacity(rows.len());
    let found = clocks::Entity::find().filter(among).order_by_asc(clocks::Column::Id);
    for clock in found.all(tx).await? {
        clocks_of.entry(clock.appeal_id).or_default().push(clock);
    }
    let mut opened = Opened::default();
    for row in rows {
        let (id, clocks) = (row.id, clocks_of.remove(&row.id).unwrap_or_default());
        match read(row, clocks, reference) {
            Ok(dossier) => opened.dossiers.push(dossier),
            Err(error) => opened.unreadable.push((id, error)),
        }
    }
    Ok(opened)
}

fn read(
    row: appeals::Model,
    clocks: Vec<clocks::Model>,
    reference: &Reference,
) -> Result<Dossier, ServiceError> {
    let source = clock_source(&row, reference)?;
    Dossier::read_only(row, ClockSet::read(clocks, source, reference)?)
}

/// Writes everything that was recorded in appeals opened together: what [`Dossier::save`] writes of one,
/// in a handful of statements for all, and one message for many ([`crate::messages`]).
///
/// Where appeals that were merged into one of these follow it, they are locked one by one, and waited for:
/// whoever holds many others meanwhile had better save such an appeal alone
/// ([`Dossier::moves_family`]).
///
/// # Errors
/// When the database refuses; the transaction is then lost as a whole.
pub async fn save_many(
    tx: &Tx,
    store: &Store,
    call: &Call,
    dossiers: &mut [Dossier],
) -> Result<(), ServiceError> {
    save_and_tell_from(tx, store, call, dossiers, call.now).await
}

/// [`save_many`], with the messages held back until a moment.
///
/// # Errors
/// As [`save_many`].
pub(crate) async fn save_and_tell_from(
    tx: &Tx,
    store: &Store,
    call: &Call,
    dossiers: &mut [Dossier],
    tell_from: Timestamp,
) -> Result<(), ServiceError> {
    let mut told = Vec::with_capacity(dossiers.len());
    let mut of_clocks = Unsaved::default();
    let (mut given, mut void) = (Vec::new(), Vec::new());
    for dossier in &mut *dossiers {
        told.push(dossier.conclude()?);
        let Unsaved { fresh, changed } = dossier.clocks.take_unsaved()?;
        of_clocks.fresh.extend(fresh);
        of_clocks.changed.extend(changed);
        given.extend(dossier.take_cards());
        void.extend(dossier.take_void());
    }
    let mut changed = dossiers.iter_mut().zip(told).filter(|(_, told)| *told);
    let mut changed: Vec<_> = changed.by_ref().map(|(dossier, _)| dossier).collect();
    save_rows(tx, &changed).await?;
    save_events(tx, &changed).await?;
    bulk::insert::<clocks::Entity>(tx, of_clocks.fresh, false).await?;
    bulk::update::<clocks::Entity>(tx, of_clocks.changed, &OF_CLOCKS).await?;
    cards::void(tx, void).await?;
    cards::give(tx, given).await?;
    for dossier in &changed {
        registers::keep(tx, dossier).await?;
    }
    let mut messages = messages::of_all(store, call, changed.iter().map(|dossier| &**dossier));
    messages.iter_mut().for_each(|message| message.available_at = tell_from);
    bulk::insert::<outbox::Entity>(tx, messages, false).await?;
    for dossier in &mut changed {
        dossier.written();
        family::follow(tx, store, call, dossier).await?;
    }
    Ok(())
}

async fn save_rows(tx: &Tx, changed: &[&mut Dossier]) -> Result<(), ServiceError> {
    let (mut new, mut known, mut pairs) = (Vec::new(), Vec::new(), Vec::new());
    for dossier in changed {
        match dossier.loaded() {
            None => new.push(dossier.row.clone()),
            Some(loaded) => {
                known.push(dossier.row.clone());
                pairs.push((loaded, &dossier.row));
            }
        }
    }
    let columns = bulk::differing(pairs);
    bulk::insert::<appeals::Entity>(tx, new, false).await?;
    bulk::update::<appeals::Entity>(tx, known, &columns).await
}

async fn save_events(tx: &Tx, changed: &[&mut Dossier]) -> Result<(), ServiceError> {
    let mut events = Vec::new();
    for event in changed.iter().flat_map(|dossier| dossier.recorded()) {
        tx.audit(Draft::of_event(event));
        events.push(event.clone());
    }
    bulk::insert::<appeal_events::Entity>(tx, events, false).await?;
    Ok(())
}
