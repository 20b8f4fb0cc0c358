//! The clock sweep: clocks whose next moment has come, oldest first, without limit of total, by as many
//! workers as run, each firing once.

use chrono::Duration;
use domain::time::Timestamp;
use entity::clocks;
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Statement,
};
use uuid::Uuid;

use crate::call::Call;
use crate::error::ServiceError;
use crate::ledger::Dossier;
use crate::store::{Store, skip_locked};

#[derive(FromQueryResult)]
struct Leased {
    appeal_id: Uuid,
    next_fire_at: Timestamp,
}

/// Leases up to `limit` clocks that are due, oldest first; answers their appeals in that order.
///
/// # Errors
/// When the database does not answer.
pub async fn lease(
    store: &Store,
    now: Timestamp,
    lease: Duration,
    limit: u64,
) -> Result<Vec<Uuid>, ServiceError> {
    let backend = store.backend();
    let sql = format!(
        "UPDATE clocks SET leased_until = $1 WHERE id IN \
         (SELECT id FROM clocks WHERE next_fire_at <= $2 \
          AND (leased_until IS NULL OR leased_until <= $2) ORDER BY next_fire_at LIMIT $3{}) \
         RETURNING appeal_id, next_fire_at",
        skip_locked(backend)
    );
    let limit = i64::try_from(limit).map_err(ServiceError::internal)?;
    let values = [(now + lease).into(), now.into(), limit.into()];
    let rows = store.write_loosely(Statement::from_sql_and_values(backend, sql, values)).await?;
    let mut rows: Vec<Leased> =
        rows.iter().map(|row| Leased::from_query_result(row, "")).collect::<Result<_, _>>()?;
    rows.sort_by_key(|row| (row.next_fire_at, row.appeal_id));
    let mut appeals: Vec<Uuid> = Vec::with_capacity(rows.len());
    for row in rows {
        if !appeals.contains(&row.appeal_id) {
            appeals.push(row.appeal_id);
        }
    }
    Ok(appeals)
}

/// Lets the clocks of one appeal do what is due: breaches, cards, rungs, signing by the clock, the end
/// of the rating window. Answers how many events were recorded. Harmless when nothing is due.
///
/// # Errors
/// When the database does not answer; the lease then runs out and another sweep does it.
pub async fn catch_up(store: &Store, call: &Call, appeal: Uuid) -> Result<usize, ServiceError> {
    let reference = store.reference().get(store).await?;
    let (service, call) = (store.clone(), call.clone());
    store
        .transact(move |tx| {
            Box::pin(async move {
                let mut dossier = Dossier::open(tx, &service, &reference, appeal).await?;
                dossier.catch_up(&service, &call)?;
                let recorded = dossier.recorded().len();
                dossier.clocks.release();
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
