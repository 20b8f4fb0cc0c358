//! The lists of open promises: what is due, who holds it, since when, and who used up the time.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::appeal::Role;
use domain::sla::Lamp;
use domain::time::Timestamp;
use entity::{appeals, cards, clocks};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::custody::{ShareView, histories, shares};
use super::filter::{ClockFilter, responsible_of};
use crate::call::Caller;
use crate::clocks::Clock;
use crate::error::ServiceError;
use crate::queries::appeals::summaries;
use crate::queries::page::{Page, PageRequest, cut, moment_cursor};
use crate::reference::Reference;
use crate::store::Store;
use crate::view::{self, AppealSummary, ClockView, NamedView};

/// A promise that is still open.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PromiseItem {
    /// The appeal.
    pub appeal: AppealSummary,
    /// Chain code of the appeal.
    pub chain: Option<String>,
    /// The clock.
    pub clock: ClockView,
    /// The department that answers for the clock; absent: the dispatch desk.
    pub responsible: Option<NamedView>,
    /// How long ago it ran out, in seconds of the wall clock; 0 while it has not.
    pub overdue_s: i64,
    /// Cards and orders issued for it.
    pub cards: Vec<CardView>,
    /// Who used up the working time; the seconds add up to `working_s` exactly.
    pub shares: Vec<ShareView>,
    /// Working time during which the appeal was open, in seconds; what lay between closing and
    /// reopening is nobody's.
    pub working_s: i64,
}

/// A card or another rung that has fired.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CardView {
    /// Which rung of the ladder.
    pub rung: String,
    /// `card`, `supervision_order`, `interview` or `escalate`.
    pub action: String,
    /// `yellow` or `red`.
    pub colour: Option<String>,
    /// The computed moment.
    pub due_at: DateTime<Utc>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When a later change of calendar or profile set it aside: it no longer counts.
    pub moot_at: Option<DateTime<Utc>>,
}

/// Every open promise, the one due first on top.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but supervisors; [`ServiceError::Invalid`] for a filter or a
/// page at fault.
pub async fn list(
    store: &Store,
    caller: &Caller,
    now: Timestamp,
    filter: &ClockFilter,
    page: &PageRequest,
) -> Result<Page<PromiseItem>, ServiceError> {
    caller.require(&[Role::Supervisor])?;
    let limit = page.limit()?;
    let reference = store.reference().get(store).await?;
    filter.check(&reference)?;
    let mut query = filter
        .open(now)
        .order_by_asc(clocks::Column::DueAt)
        .order_by_asc(clocks::Column::Id)
        .limit(limit + 1);
    if let Some((at, id)) = page.after_moment()? {
        let same = clocks::Column::DueAt.eq(at).and(clocks::Column::Id.gt(id));
        let after = Condition::any().add(clocks::Column::DueAt.gt(at)).add(same);
        // Said once more, so that the index on due moments is entered at the right place.
        query = query.filter(clocks::Column::DueAt.gte(at)).filter(after);
    }
    let rows = query.all(store.read()).await?;
    let (rows, next_cursor) = cut(rows, limit, |row| moment_cursor(Some(row.due_at), row.id));
    let items = items(store, caller, &reference, now, rows).await?;
    Ok(Page { items, next_cursor })
}

/// What is overdue now, the longest overdue first.
///
/// # Errors
/// As [`list`]; [`ServiceError::Invalid`] too when another lamp is asked for.
pub async fn overdue(
    store: &Store,
    caller: &Caller,
    now: Timestamp,
    filter: ClockFilter,
    page: &PageRequest,
) -> Result<Page<PromiseItem>, ServiceError> {
    list(store, caller, now, &ClockFilter { lamp: Some(Lamp::Red), ..filter }, page).await
}

/// The items of clocks, in their order; names, cards and histories are loaded once for all of them.
pub(super) async fn items(
    store: &Store,
    caller: &Caller,
    reference: &Reference,
    now: Timestamp,
    clocks: Vec<clocks::Model>,
) -> Result<Vec<PromiseItem>, ServiceError> {
    let db = store.read();
    let mut ids: Vec<Uuid> = clocks.iter().map(|clock| clock.appeal_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let of = appeals::Entity::find().filter(appeals::Column::Id.is_in(ids.iter().copied()));
    let rows = of.all(db).await?;
    let lines = summaries(store, caller, now, &rows).await?;
    let lines: HashMap<Uuid, AppealSummary> =
        lines.into_iter().map(|line| (line.id, line)).collect();
    let rows: HashMap<Uuid, appeals::Model> = rows.into_iter().map(|row| (row.id, row)).collect();
    let histories = histories(store, &ids).await?;
    let mut fired = fired(store, &clocks).await?;
    let mut items = Vec::with_capacity(clocks.len());
    for row in clocks {
        let Some(appeal) = rows.get(&row.appeal_id) else { continue };
        let Some(line) = lines.get(&row.appeal_id) else { continue };
        let history = histories.get(&row.appeal_id).map(Vec::as_slice).unwrap_or_default();
        let calendar = reference.calendar(&appeal.calendar)?;
        let shares = shares(reference, &calendar, history, now)?;
        let cards = fired.remove(&row.id).unwrap_or_default();
        let clock = Clock::read(row, reference)?;
        let responsible = responsible_of(clock.stage, &clock.row, appeal);
        items.push(PromiseItem {
            appeal: line.clone(),
            chain: appeal.chain.clone(),
            responsible: responsible
                .map(|id| NamedView { id, name: reference.department_name(id) }),
            overdue_s: overdue_s(&clock, now)?,
            clock: view::clock(&clock, now)?,
            cards,
            working_s: shares.iter().map(|share| share.working_s).sum(),
            shares,
        });
    }
    Ok(items)
}

fn overdue_s(clock: &Clock, now: Timestamp) -> Result<i64, ServiceError> {
    Ok(match clock.lamp(now)? {
        Lamp::Red => Ord::max((now - clock.row.due_at).num_seconds(), 0),
        _ => 0,
    })
}

/// The rungs that have fired, by clock, in the order of their moments.
async fn fired(
    store: &Store,
    clocks: &[clocks::Model],
) -> Result<HashMap<Uuid, Vec<CardView>>, ServiceError> {
    let rows = cards::Entity::find()
        .filter(cards::Column::ClockId.is_in(clocks.iter().map(|clock| clock.id)))
        .order_by_asc(cards::Column::DueAt)
        .all(store.read())
        .await?;
    let mut fired = HashMap::<Uuid, Vec<CardView>>::new();
    for row in rows {
        fired.entry(row.clock_id).or_default().push(CardView {
            rung: row.rung,
            action: row.action,
            colour: row.colour,
            due_at: row.due_at,
            recorded_at: row.recorded_at,
            moot_at: row.moot_at,
        });
    }
    Ok(fired)
}
