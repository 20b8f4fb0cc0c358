//! Carrying a change that was published to the open clocks, batch by batch, by whichever worker comes first.
//! Nothing depends on how fast: every transaction that opens an appeal counts by the new version anyway.

use std::sync::Arc;

use chrono::Duration;
use domain::time::Timestamp;
use entity::{clock_changes, clocks};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement,
};
use serde_json::json;
use uuid::Uuid;

use super::preview::close;
use super::{APPLYING, CALENDAR, DONE};
use crate::audit::Draft;
use crate::batch;
use crate::call::Call;
use crate::clocks::by_calendar;
use crate::error::ServiceError;
use crate::reference::Reference;
use crate::store::{Store, skip_locked};
use crate::tx::Tx;

/// Takes the oldest change that is under way, for so long. Another worker takes it when this one dies.
///
/// # Errors
/// When the database does not answer.
pub async fn lease(
    store: &Store,
    now: Timestamp,
    lease: Duration,
) -> Result<Option<clock_changes::Model>, ServiceError> {
    let backend = store.backend();
    let sql = format!(
        "UPDATE clock_changes SET leased_until = $1 WHERE id IN \
         (SELECT id FROM clock_changes WHERE state = 'applying' \
          AND (leased_until IS NULL OR leased_until <= $2) ORDER BY applied_at LIMIT 1{}) \
         RETURNING id",
        skip_locked(backend)
    );
    let values = [(now + lease).into(), now.into()];
    let rows = store.write_loosely(Statement::from_sql_and_values(backend, sql, values)).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let id: Uuid = row.try_get_by_index(0)?;
    Ok(clock_changes::Entity::find_by_id(id).one(store.read()).await?)
}

/// Counts up to `limit` open clocks anew that the change has not reached yet; answers how many are counted
/// by it now, or `None` when there are no more and the change is done.
///
/// # Errors
/// When the database does not answer.
pub async fn step(
    store: &Store,
    call: &Call,
    change: &clock_changes::Model,
    limit: u64,
) -> Result<Option<u64>, ServiceError> {
    let mut appeals = behind(store, change, limit).await?;
    if appeals.is_empty() {
        finish(store, call, change.id).await?;
        return Ok(None);
    }
    appeals.sort_unstable();
    appeals.dedup();
    let reference = known(store, change).await?;
    let (service, call, id) = (store.clone(), call.clone(), change.id);
    let counted = store
        .transact(move |tx| {
            Box::pin(async move {
                let counted = recount(tx, &service, &call, &reference, &appeals).await?;
                progress(tx, id, counted).await?;
                Ok(counted)
            })
        })
        .await?;
    Ok(Some(counted))
}

/// Counts the open clocks of these appeals by what is known now; answers how many. Who is held by somebody
/// else is passed over: their transaction counts anew by itself.
async fn recount(
    tx: &Tx,
    store: &Store,
    call: &Call,
    reference: &Arc<Reference>,
    appeals: &[Uuid],
) -> Result<u64, ServiceError> {
    let mut opened = batch::open_many(tx, store, reference, appeals).await?;
    for (appeal, error) in &opened.unreadable {
        tracing::error!(%appeal, %error, "its clocks cannot be counted anew");
    }
    let mut counted = 0;
    for dossier in &mut opened.dossiers {
        let clocks = &dossier.clocks.clocks;
        counted += clocks.iter().filter(|clock| clock.is_running()).count() as u64;
        dossier.follow_changes(store, call)?;
    }
    batch::save_many(tx, store, call, &mut opened.dossiers).await?;
    Ok(counted)
}

/// Up to `limit` clocks after `after` that are counted by an earlier version although no change is under
/// way: started by a process that had not heard of the version when the change had already passed. Counts
/// them anew; answers the last one seen, or `None` when there are no more.
///
/// # Errors
/// When the database does not answer.
pub async fn stragglers(
    store: &Store,
    call: &Call,
    after: Uuid,
    limit: u64,
) -> Result<Option<Uuid>, ServiceError> {
    let reference = store.reference().get(store).await?;
    let mut behind = Condition::any();
    for calendar in reference.all_calendars() {
        let version = i32::try_from(calendar.version).map_err(ServiceError::internal)?;
        let of = Condition::all().add(by_calendar(&calendar.code));
        behind = behind.add(of.add(clocks::Column::CalendarVersion.lt(version)));
    }
    for (code, version) in reference.all_followed() {
        let of = Condition::all().add(clocks::Column::Profile.eq(code));
        behind = behind.add(of.add(clocks::Column::ProfileVersion.lt(version)));
    }
    let found: Vec<(Uuid, Uuid)> = clocks::Entity::find()
        .select_only()
        .column(clocks::Column::Id)
        .column(clocks::Column::AppealId)
        .filter(clocks::Column::StoppedAt.is_null())
        .filter(clocks::Column::Id.gt(after))
        .filter(behind)
        .order_by_asc(clocks::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(store.read())
        .await?;
    let Some((last, _)) = found.last().copied() else { return Ok(None) };
    let mut appeals: Vec<Uuid> = found.into_iter().map(|(_, appeal)| appeal).collect();
    appeals.sort_unstable();
    appeals.dedup();
    let (service, call) = (store.clone(), call.clone());
    let counted = store
        .transact(move |tx| {
            Box::pin(async move { recount(tx, &service, &call, &reference, &appeals).await })
        })
        .await?;
    tracing::info!(counted, "clocks that a change had passed by were counted anew");
    Ok(Some(last))
}

/// The reference data with the new version in it: another process may have published it.
async fn known(
    store: &Store,
    change: &clock_changes::Model,
) -> Result<Arc<Reference>, ServiceError> {
    for _ in 0..2 {
        let reference = store.reference().get(store).await?;
        let newest = if change.kind == CALENDAR {
            reference.calendar_versions(&change.code).last().map(|one| one.version)
        } else {
            reference.newest_profile(&change.code).map(|one| one.version)
        };
        let wanted = u32::try_from(change.to_version).map_err(ServiceError::internal)?;
        if newest.is_some_and(|newest| newest >= wanted) {
            return Ok(reference);
        }
        store.reference().forget().await;
    }
    Err(ServiceError::Unavailable("the new version is not there yet".to_owned()))
}

/// Keeps the lease; `false` when the change is no longer under way.
///
/// # Errors
/// When the database does not answer.
pub async fn keep(store: &Store, id: Uuid, until: Timestamp) -> Result<bool, ServiceError> {
    let sql = "UPDATE clock_changes SET leased_until = $1 WHERE id = $2 AND state = 'applying' \
               RETURNING id";
    let values = [until.into(), id.into()];
    let statement = Statement::from_sql_and_values(store.backend(), sql, values);
    Ok(!store.write_loosely(statement).await?.is_empty())
}

/// Appeals with an open clock that is counted by an earlier version.
async fn behind(
    store: &Store,
    change: &clock_changes::Model,
    limit: u64,
) -> Result<Vec<Uuid>, ServiceError> {
    let of = if change.kind == CALENDAR {
        Condition::all()
            .add(by_calendar(&change.code))
            .add(clocks::Column::CalendarVersion.lt(change.to_version))
    } else if change.reaches_open {
        Condition::all()
            .add(clocks::Column::Profile.eq(&change.code))
            .add(clocks::Column::ProfileVersion.lt(change.to_version))
    } else {
        return Ok(Vec::new());
    };
    Ok(clocks::Entity::find()
        .select_only()
        .column(clocks::Column::AppealId)
        .filter(clocks::Column::StoppedAt.is_null())
        .filter(of)
        .order_by_asc(clocks::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(store.read())
        .await?)
}

async fn progress(tx: &Tx, id: Uuid, counted: u64) -> Result<(), ServiceError> {
    let counted = i64::try_from(counted).map_err(ServiceError::internal)?;
    let done = Expr::col(clock_changes::Column::Done).add(counted);
    clock_changes::Entity::update_many()
        .col_expr(clock_changes::Column::Done, done)
        .filter(clock_changes::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

async fn finish(store: &Store, call: &Call, id: Uuid) -> Result<(), ServiceError> {
    let call = call.clone();
    store
        .transact(move |tx| {
            Box::pin(async move {
                let row = clock_changes::Entity::find_by_id(id).one(tx).await?;
                if row.is_some_and(|row| row.state == APPLYING) {
                    close(tx, id, DONE, call.now).await?;
                    let subject = ("clock_change", Some(id));
                    tx.audit(Draft::of(&call, "clock_change.done", subject, &json!({})));
                }
                Ok(())
            })
        })
        .await
}
