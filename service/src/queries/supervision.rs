//! Supervision (督查): what is late, who holds it, since when, and who used up the time.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use domain::appeal::custody::{self, Custody};
use domain::appeal::{Custodian, Event, EventRecord, Role};
use domain::calendar::CompiledCalendar;
use domain::sla::profile::Stage;
use domain::time::Timestamp;
use entity::{appeal_events, appeals, cards, clocks};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::appeals::{summaries, windows};
use super::page::{Page, PageRequest, cut, moment_cursor};
use crate::call::Caller;
use crate::clocks::Clock;
use crate::error::ServiceError;
use crate::reference::Reference;
use crate::store::Store;
use crate::view::{self, AppealSummary, ClockView};

/// What the list is narrowed by.
#[derive(Clone, Debug, Default)]
pub struct OverdueFilter {
    /// Which clock.
    pub stage: Option<Stage>,
    /// Department id.
    pub department: Option<Uuid>,
    /// County code.
    pub county: Option<String>,
    /// Chain code.
    pub chain: Option<String>,
    /// Profile code.
    pub level: Option<String>,
    /// Overdue by at least so many seconds.
    pub min_age_s: Option<i64>,
    /// Which page.
    pub page: PageRequest,
}

/// A promise that is broken and still open.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OverdueItem {
    /// The appeal.
    pub appeal: AppealSummary,
    /// The clock that ran out.
    pub clock: ClockView,
    /// How long ago it ran out, in seconds of the wall clock.
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
}

/// One party's share of the working time.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ShareView {
    /// `dispatch_desk`, `department`, `task_force`, `firm` or `supervisor`.
    pub holder: String,
    /// The department.
    pub department_id: Option<Uuid>,
    /// Its short name, or the task force's.
    pub name: Option<String>,
    /// Working time, in seconds.
    pub working_s: i64,
}

/// What is overdue now, the longest overdue first.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but supervisors.
pub async fn overdue(
    store: &Store,
    caller: &Caller,
    now: Timestamp,
    filter: &OverdueFilter,
) -> Result<Page<OverdueItem>, ServiceError> {
    caller.require(&[Role::Supervisor])?;
    let limit = filter.page.limit()?;
    let reference = store.reference().get(store).await?;
    let mut query = clocks::Entity::find()
        .filter(late(filter, now))
        .order_by_asc(clocks::Column::DueAt)
        .order_by_asc(clocks::Column::Id)
        .limit(limit + 1);
    if let Some((at, id)) = filter.page.after_moment()? {
        let same = clocks::Column::DueAt.eq(at).and(clocks::Column::Id.gt(id));
        query = query.filter(Condition::any().add(clocks::Column::DueAt.gt(at)).add(same));
    }
    let rows = query.all(store.read()).await?;
    let (rows, next_cursor) = cut(rows, limit, |row| moment_cursor(Some(row.due_at), row.id));
    let items = items(store, caller, &reference, now, rows).await?;
    Ok(Page { items, next_cursor })
}

/// Running promises whose due moment has passed, of the appeals that the filter lets through.
fn late(filter: &OverdueFilter, now: Timestamp) -> Condition {
    let mut late = Condition::all()
        .add(clocks::Column::StoppedAt.is_null())
        .add(clocks::Column::Stage.is_not_in(windows()))
        .add(clocks::Column::PausedAt.is_null())
        .add(clocks::Column::DueAt.lte(now));
    if let Some(stage) = filter.stage {
        late = late.add(clocks::Column::Stage.eq(stage.as_str()));
    }
    if let Some(age) = filter.min_age_s {
        late = late.add(
            clocks::Column::DueAt
                .lte(now - chrono::Duration::try_seconds(age).unwrap_or(chrono::Duration::MAX)),
        );
    }
    let mut of = Condition::all();
    let mut narrowed = false;
    let mut add = |condition| {
        narrowed = true;
        of = of.clone().add(condition);
    };
    if let Some(id) = filter.department {
        add(appeals::Column::DepartmentId.eq(id));
    }
    if let Some(code) = &filter.county {
        add(appeals::Column::County.eq(code));
    }
    if let Some(code) = &filter.chain {
        add(appeals::Column::Chain.eq(code));
    }
    if let Some(code) = &filter.level {
        add(appeals::Column::Level.eq(code));
    }
    if narrowed {
        let ids = sea_orm::sea_query::Query::select()
            .column(appeals::Column::Id)
            .from(appeals::Entity)
            .cond_where(of)
            .to_owned();
        late = late.add(clocks::Column::AppealId.in_subquery(ids));
    }
    late
}

async fn items(
    store: &Store,
    caller: &Caller,
    reference: &Reference,
    now: Timestamp,
    late: Vec<clocks::Model>,
) -> Result<Vec<OverdueItem>, ServiceError> {
    let ids: Vec<Uuid> = late.iter().map(|clock| clock.appeal_id).collect();
    let db = store.read();
    let rows =
        appeals::Entity::find().filter(appeals::Column::Id.is_in(ids.clone())).all(db).await?;
    let zones: HashMap<Uuid, String> =
        rows.iter().map(|row| (row.id, row.calendar.clone())).collect();
    let lines: HashMap<Uuid, AppealSummary> = summaries(store, caller, now, &rows)
        .await?
        .into_iter()
        .map(|line| (line.id, line))
        .collect();
    let mut histories = histories(store, ids.clone()).await?;
    let fired = cards::Entity::find()
        .filter(cards::Column::ClockId.is_in(late.iter().map(|clock| clock.id)))
        .order_by_asc(cards::Column::DueAt)
        .all(db)
        .await?;
    let mut items = Vec::with_capacity(late.len());
    for row in late {
        let Some(appeal) = lines.get(&row.appeal_id).cloned() else { continue };
        let calendar = reference.calendar(&zones[&row.appeal_id])?;
        let history = histories.entry(row.appeal_id).or_default();
        let shares = shares(reference, &calendar, history, &custody::spans(history, now))?;
        let cards = fired.iter().filter(|card| card.clock_id == row.id).map(card).collect();
        items.push(OverdueItem {
            appeal,
            overdue_s: (now - row.due_at).num_seconds(),
            clock: view::clock(&Clock::read(row, reference)?, now)?,
            cards,
            working_s: shares.iter().map(|share| share.working_s).sum(),
            shares,
        });
    }
    Ok(items)
}

fn card(row: &cards::Model) -> CardView {
    CardView {
        rung: row.rung.clone(),
        action: row.action.clone(),
        colour: row.colour.clone(),
        due_at: row.due_at,
        recorded_at: row.recorded_at,
    }
}

async fn histories(
    store: &Store,
    ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, Vec<EventRecord>>, ServiceError> {
    let rows = appeal_events::Entity::find()
        .filter(appeal_events::Column::AppealId.is_in(ids))
        .order_by_asc(appeal_events::Column::AppealId)
        .order_by_asc(appeal_events::Column::Seq)
        .all(store.read())
        .await?;
    let mut histories = HashMap::<Uuid, Vec<EventRecord>>::new();
    for row in rows {
        let event = Event::from_parts(&row.kind, &row.data)?;
        let record = EventRecord { seq: row.seq, at: row.at, event };
        histories.entry(row.appeal_id).or_default().push(record);
    }
    Ok(histories)
}

/// Working seconds per party, in order of first custody.
fn shares(
    reference: &Reference,
    calendar: &CompiledCalendar,
    history: &[EventRecord],
    spans: &[Custody],
) -> Result<Vec<ShareView>, ServiceError> {
    let mut shares: Vec<(Custodian, chrono::Duration)> = Vec::new();
    for span in spans {
        let worked =
            calendar.opening_between(span.from, span.until).map_err(ServiceError::internal)?;
        match shares.iter_mut().find(|(custodian, _)| *custodian == span.custodian) {
            Some((_, sum)) => *sum += worked,
            None => shares.push((span.custodian, worked)),
        }
    }
    let mut sum = chrono::Duration::zero();
    Ok(shares
        .into_iter()
        .map(|(custodian, worked)| {
            // Rounded so that whole seconds add up to the whole: what a share loses the next one has.
            let before = sum.num_seconds();
            sum += worked;
            let department_id = match custodian {
                Custodian::Department { id } => Some(id),
                _ => None,
            };
            let name = match custodian {
                Custodian::TaskForce { id } => force_name(history, id),
                _ => department_id.map(|id| reference.department_name(id)),
            };
            ShareView {
                holder: custodian.as_str().to_owned(),
                department_id,
                name,
                working_s: sum.num_seconds() - before,
            }
        })
        .collect())
}

/// What a task force was called when it was formed.
fn force_name(history: &[EventRecord], force: Uuid) -> Option<String> {
    history.iter().find_map(|record| match &record.event {
        Event::TaskForceFormed { id, name, .. } if *id == force => Some(name.clone()),
        _ => None,
    })
}

/// The city at a glance.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Summary {
    /// Appeals by state.
    pub states: BTreeMap<String, i64>,
    /// Overdue promises by stage.
    pub overdue: BTreeMap<String, i64>,
    /// Overdue promises by the department that holds the appeal; the dispatch desk has no department.
    pub overdue_by_department: Vec<DepartmentCount>,
    /// What waits at the dispatch desk.
    pub waiting_for_dispatch: u64,
}

/// How many of a department.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DepartmentCount {
    /// Absent: the dispatch desk.
    pub department_id: Option<Uuid>,
    /// Short name.
    pub name: Option<String>,
    /// How many.
    pub count: i64,
}

#[derive(FromQueryResult)]
struct Counted {
    name: String,
    count: i64,
}

#[derive(FromQueryResult)]
struct CountedDepartment {
    department_id: Option<Uuid>,
    count: i64,
}

/// Counts by state, stage and department.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but supervisors.
pub async fn summary(
    store: &Store,
    caller: &Caller,
    now: Timestamp,
) -> Result<Summary, ServiceError> {
    caller.require(&[Role::Supervisor])?;
    let db = store.read();
    let reference = store.reference().get(store).await?;
    let late = late(&OverdueFilter::default(), now);
    let states: Vec<Counted> = appeals::Entity::find()
        .select_only()
        .column_as(appeals::Column::State, "name")
        .column_as(appeals::Column::Id.count(), "count")
        .group_by(appeals::Column::State)
        .into_model()
        .all(db)
        .await?;
    let stages: Vec<Counted> = clocks::Entity::find()
        .select_only()
        .column_as(clocks::Column::Stage, "name")
        .column_as(clocks::Column::Id.count(), "count")
        .filter(late.clone())
        .group_by(clocks::Column::Stage)
        .into_model()
        .all(db)
        .await?;
    let by_department: Vec<CountedDepartment> = clocks::Entity::find()
        .select_only()
        .column_as(appeals::Column::DepartmentId, "department_id")
        .column_as(clocks::Column::Id.count(), "count")
        .join(
            sea_orm::JoinType::InnerJoin,
            clocks::Entity::belongs_to(appeals::Entity)
                .from(clocks::Column::AppealId)
                .to(appeals::Column::Id)
                .into(),
        )
        .filter(late)
        .group_by(appeals::Column::DepartmentId)
        .into_model()
        .all(db)
        .await?;
    let waiting =
        appeals::Entity::find().filter(appeals::Column::State.is_in(crate::scope::DESK_STATES));
    let counts = |rows: Vec<Counted>| rows.into_iter().map(|row| (row.name, row.count)).collect();
    Ok(Summary {
        states: counts(states),
        overdue: counts(stages),
        overdue_by_department: by_department
            .into_iter()
            .map(|row| DepartmentCount {
                department_id: row.department_id,
                name: row.department_id.map(|id| reference.department_name(id)),
                count: row.count,
            })
            .collect(),
        waiting_for_dispatch: waiting.count(db).await?,
    })
}
