//! The clock sweep: clocks whose next moment has come, oldest first, without limit of total, by as many
//! workers as run, each firing once.

use std::sync::Arc;

use chrono::Duration;
use domain::time::Timestamp;
use entity::clocks;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    Statement,
};
use uuid::Uuid;

use crate::batch;
use crate::call::Call;
use crate::error::ServiceError;
use crate::ledger::Dossier;
use crate::reference::Reference;
use crate::store::Store;
use crate::tx::Tx;

/// How long an appeal whose clocks cannot be brought up to date is left alone. Long enough that many of
/// them do not keep the sweep from the rest; short enough that what was mended is soon done.
const PUT_OFF: Duration = Duration::minutes(5);

/// What a pass of the sweep has done.
#[derive(Debug, Default)]
pub struct Swept {
    /// How many appeals it had in hand; none when nothing was due, or others had it all.
    pub appeals: usize,
    /// How many events were recorded.
    pub events: usize,
    /// Appeals that could not be brought up to date, and why; they are put off.
    pub put_off: Vec<(Uuid, ServiceError)>,
}

/// What one transaction for many has done, and what it has left to be done one by one.
#[derive(Default)]
struct Together {
    appeals: usize,
    events: usize,
    alone: Vec<Uuid>,
}

/// One pass: the clocks that are due, oldest first, up to `limit`, in one transaction. What does not go
/// together with the rest is done alone afterwards; what does not go at all is put off, so that it stands
/// in nobody's way.
///
/// # Errors
/// When the database does not answer: nothing is lost, the next pass does it.
pub async fn pass(store: &Store, call: &Call, limit: u64) -> Result<Swept, ServiceError> {
    let together = match many(store, call, limit).await {
        Err(error) if !error.is_transient() => {
            tracing::error!(%error, "clocks could not be brought up to date together; one by one");
            let alone = due(store, call.now, limit).await?;
            Together { appeals: alone.len(), events: 0, alone }
        }
        other => other?,
    };
    let mut swept = Swept { appeals: together.appeals, events: together.events, put_off: vec![] };
    for appeal in together.alone {
        match catch_up(store, call, appeal).await {
            Ok(events) => swept.events += events,
            Err(error) if error.is_transient() => return Err(error),
            Err(error) => {
                put_off(store, call.now, appeal).await?;
                swept.put_off.push((appeal, error));
            }
        }
    }
    Ok(swept)
}

async fn many(store: &Store, call: &Call, limit: u64) -> Result<Together, ServiceError> {
    let reference = store.reference().get(store).await?;
    let (service, call) = (store.clone(), call.clone());
    store
        .transact(move |tx| {
            Box::pin(async move { sweep(tx, &service, &reference, &call, limit).await })
        })
        .await
}

async fn sweep(
    tx: &Tx,
    store: &Store,
    reference: &Arc<Reference>,
    call: &Call,
    limit: u64,
) -> Result<Together, ServiceError> {
    let opened = batch::open_due(tx, store, reference, call.now, limit).await?;
    let mut alone: Vec<Uuid> = opened.unreadable.iter().map(|(appeal, _)| *appeal).collect();
    let mut dossiers = Vec::with_capacity(opened.dossiers.len());
    for mut dossier in opened.dossiers {
        // What fails here has changed nothing outside this dossier, which is dropped.
        let done = dossier.sweep(store, call);
        if done.is_err() || dossier.moves_family()? {
            alone.push(dossier.row.id);
            continue;
        }
        dossiers.push(dossier);
    }
    let events = dossiers.iter().map(|dossier| dossier.recorded().len()).sum();
    batch::save_many(tx, store, call, &mut dossiers).await?;
    Ok(Together { appeals: dossiers.len() + alone.len(), events, alone })
}

#[derive(FromQueryResult)]
struct Due {
    appeal_id: Uuid,
}

/// The appeals of up to `limit` clocks that are due and not put off, oldest first.
async fn due(store: &Store, now: Timestamp, limit: u64) -> Result<Vec<Uuid>, ServiceError> {
    let lease = clocks::Column::LeasedUntil;
    let rows: Vec<Due> = clocks::Entity::find()
        .select_only()
        .column(clocks::Column::AppealId)
        .filter(clocks::Column::NextFireAt.lte(now))
        .filter(Condition::any().add(lease.is_null()).add(lease.lte(now)))
        .order_by_asc(clocks::Column::NextFireAt)
        .limit(limit)
        .into_model()
        .all(store.read())
        .await?;
    let mut appeals = Vec::with_capacity(rows.len());
    for row in rows {
        if !appeals.contains(&row.appeal_id) {
            appeals.push(row.appeal_id);
        }
    }
    Ok(appeals)
}

/// Leaves the clocks of an appeal that are due alone for a while.
async fn put_off(store: &Store, now: Timestamp, appeal: Uuid) -> Result<(), ServiceError> {
    let backend = store.backend();
    let sql = "UPDATE clocks SET leased_until = $1 WHERE appeal_id = $2 AND next_fire_at <= $3 \
               RETURNING appeal_id";
    let values = [(now + PUT_OFF).into(), appeal.into(), now.into()];
    store.write_loosely(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(())
}

/// Lets the clocks of one appeal do what is due: breaches, cards, rungs, signing by the clock, the end
/// of the rating window. Answers how many events were recorded. Harmless when nothing is due.
///
/// # Errors
/// When the database does not answer, or the clocks cannot be computed.
pub async fn catch_up(store: &Store, call: &Call, appeal: Uuid) -> Result<usize, ServiceError> {
    let reference = store.reference().get(store).await?;
    let (service, call) = (store.clone(), call.clone());
    store
        .transact(move |tx| {
            Box::pin(async move {
                let mut dossier = Dossier::open(tx, &service, &reference, appeal).await?;
                dossier.sweep(&service, &call)?;
                let recorded = dossier.recorded().len();
                dossier.save(tx, &service, &call).await?;
                Ok(recorded)
            })
        })
        .await
}

/// The earliest moment at which any clock has something to do; for metrics (clock lag) and for sleeping
/// no longer than needed.
///
/// # Errors
/// When the database does not answer.
pub async fn next_moment(store: &Store) -> Result<Option<Timestamp>, ServiceError> {
    let next: Option<Option<Timestamp>> = clocks::Entity::find()
        .select_only()
        .column(clocks::Column::NextFireAt)
        .filter(clocks::Column::NextFireAt.is_not_null())
        .order_by_asc(clocks::Column::NextFireAt)
        .limit(1)
        .into_tuple()
        .one(store.read())
        .await?;
    Ok(next.flatten())
}
