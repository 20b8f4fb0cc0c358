//! Carrying a change that was published to the open clocks, batch by batch, by whichever worker comes first.
//! Nothing depends on how fast: every transaction that opens an appeal counts by the new version anyway.

use std::sync::Arc;

use chrono::Duration;
use domain::time::Timestamp;
use entity::{clock_changes, clocks};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select,
    Statement,
};
use serde_json::json;
use uuid::Uuid;

use super::preview::close;
use super::{APPLYING, CALENDAR, ChangeSummary, DONE};
use crate::audit::Draft;
use crate::batch;
use crate::call::Call;
use crate::clocks::{Clock, by_calendar};
use crate::error::ServiceError;
use crate::reference::Reference;
use crate::store::{Store, skip_locked};
use crate::tx::Tx;

/// Clocks that are counted anew in a second, roughly and on a small machine.
const COUNTED_A_SECOND: u64 = 3_000;
/// How long people wait to be told at most.
const HELD_BACK: Duration = Duration::minutes(5);

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

/// A walk through the open clocks: what lies behind it is not looked at again. Two may go towards each
/// other, from the oldest and from the newest.
#[derive(Clone, Copy, Debug)]
pub struct Walk {
    newest_first: bool,
    at: Option<Uuid>,
}

impl Walk {
    /// From the clocks that were started first.
    #[must_use]
    pub const fn from_oldest() -> Self {
        Self { newest_first: false, at: None }
    }

    /// From the clocks that were started last.
    #[must_use]
    pub const fn from_newest() -> Self {
        Self { newest_first: true, at: None }
    }

    /// The next clocks of a query, and their appeals.
    async fn next(
        &mut self,
        store: &Store,
        query: Select<clocks::Entity>,
        limit: u64,
    ) -> Result<Vec<Uuid>, ServiceError> {
        let id = clocks::Column::Id;
        let query = match self.at {
            Some(at) if self.newest_first => query.filter(id.lt(at)),
            Some(at) => query.filter(id.gt(at)),
            None => query,
        };
        let order = if self.newest_first { Order::Desc } else { Order::Asc };
        let found: Vec<(Uuid, Uuid)> = query
            .select_only()
            .column(id)
            .column(clocks::Column::AppealId)
            .filter(clocks::Column::StoppedAt.is_null())
            .order_by(id, order)
            .limit(limit)
            .into_tuple()
            .all(store.read())
            .await?;
        self.at = found.last().map(|last| last.0);
        let mut appeals: Vec<Uuid> = found.into_iter().map(|(_, appeal)| appeal).collect();
        appeals.sort_unstable();
        appeals.dedup();
        Ok(appeals)
    }
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
    walk: &mut Walk,
    limit: u64,
) -> Result<Option<u64>, ServiceError> {
    let Some(behind) = behind(change) else {
        finish(store, call, change.id).await?;
        return Ok(None);
    };
    let began = walk.at.is_none();
    let mut appeals = walk.next(store, behind.clone(), limit).await?;
    if appeals.is_empty() && !began {
        // Whoever was in others' hands when the walk came by.
        appeals = walk.next(store, behind, limit).await?;
    }
    if appeals.is_empty() {
        finish(store, call, change.id).await?;
        return Ok(None);
    }
    let reference = known(store, change).await?;
    let (service, call, id) = (store.clone(), call.clone(), change.id);
    let tell_from = std::cmp::max(call.now, tell_from(change)?);
    let counted = store
        .transact(move |tx| {
            Box::pin(async move {
                let of = (&reference, tell_from);
                let counted = recount(tx, &service, &call, of, &appeals).await?;
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
    (reference, tell_from): (&Arc<Reference>, Timestamp),
    appeals: &[Uuid],
) -> Result<u64, ServiceError> {
    let mut opened = batch::open_many(tx, store, reference, appeals).await?;
    for (appeal, error) in &opened.unreadable {
        tracing::error!(%appeal, %error, "its clocks cannot be counted anew");
    }
    let mut counted = 0;
    let version = |clock: &Clock| (clock.row.calendar_version, clock.row.profile_version);
    for dossier in &mut opened.dossiers {
        let before: Vec<_> = dossier.clocks.clocks.iter().map(version).collect();
        dossier.follow_changes(store, call)?;
        let after = dossier.clocks.clocks.iter().map(version);
        counted += after.zip(before).filter(|(after, before)| after != before).count() as u64;
    }
    batch::save_and_tell_from(tx, store, call, &mut opened.dossiers, tell_from).await?;
    Ok(counted)
}

/// From when on people are told. First everything is counted anew, then the phones ring: telling two hundred
/// thousand is as much work as counting, and whoever looks things up at once should find all of it moved.
fn tell_from(change: &clock_changes::Model) -> Result<Timestamp, ServiceError> {
    let summary: ChangeSummary = serde_json::from_value(change.summary.clone())?;
    let counting = Duration::seconds(i64::try_from(summary.moved / COUNTED_A_SECOND).unwrap_or(0));
    Ok(change.applied_at.unwrap_or(change.made_at) + counting.min(HELD_BACK))
}

/// Counts the next clocks anew, up to `limit`, that are counted by an earlier version although no change is
/// under way: started by a process that had not heard of the version when the change had already passed.
/// Answers `false` when the walk is over.
///
/// # Errors
/// When the database does not answer.
pub async fn stragglers(
    store: &Store,
    call: &Call,
    walk: &mut Walk,
    limit: u64,
) -> Result<bool, ServiceError> {
    let reference = store.reference().get(store).await?;
    let mut behind = Condition::any();
    for calendar in reference.all_calendars() {
        let version = i32::try_from(calendar.version).map_err(ServiceError::internal)?;
        behind = behind.add(by_earlier_calendar(&calendar.code, version));
    }
    for (code, version) in reference.all_followed() {
        behind = behind.add(by_earlier_profile(code, version));
    }
    let appeals = walk.next(store, clocks::Entity::find().filter(behind), limit).await?;
    if appeals.is_empty() {
        return Ok(false);
    }
    let (service, call) = (store.clone(), call.clone());
    let counted = store
        .transact(move |tx| {
            Box::pin(
                async move { recount(tx, &service, &call, (&reference, call.now), &appeals).await },
            )
        })
        .await?;
    tracing::info!(counted, "clocks that a change had passed by were counted anew");
    Ok(true)
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

/// The clocks that are counted by an earlier version; `None` where the change reaches no open appeal.
fn behind(change: &clock_changes::Model) -> Option<Select<clocks::Entity>> {
    let of = if change.kind == CALENDAR {
        by_earlier_calendar(&change.code, change.to_version)
    } else if change.reaches_open {
        by_earlier_profile(&change.code, change.to_version)
    } else {
        return None;
    };
    Some(clocks::Entity::find().filter(of))
}

fn by_earlier_calendar(code: &str, version: i32) -> Condition {
    Condition::all().add(by_calendar(code)).add(clocks::Column::CalendarVersion.lt(version))
}

fn by_earlier_profile(code: &str, version: i32) -> Condition {
    let of = Condition::all().add(clocks::Column::Profile.eq(code));
    of.add(clocks::Column::ProfileVersion.lt(version))
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
