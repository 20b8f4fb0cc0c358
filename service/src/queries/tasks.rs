//! The tasks of a department (部门任务), by due time.

use domain::appeal::{Role, StateName};
use domain::sla::Lamp;
use domain::time::Timestamp;
use entity::appeals;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

use super::appeals::{ListFilter, narrow, summaries};
use super::page::{Page, PageRequest, cut, moment_cursor, or_never};
use crate::call::Caller;
use crate::error::ServiceError;
use crate::people::absences;
use crate::scope;
use crate::store::Store;
use crate::view::AppealSummary;

/// States in which a department has nothing more to do.
const DONE: [&str; 4] = ["closed", "merged", "declined", "withdrawn"];

/// What the list is narrowed by.
#[derive(Clone, Debug, Default)]
pub struct TaskFilter {
    /// Only what the caller handles.
    pub mine: bool,
    /// Stored state; without it everything that is not over.
    pub state: Option<StateName>,
    /// The worst running lamp.
    pub lamp: Option<Lamp>,
    /// In title, content or number.
    pub q: Option<String>,
    /// Which page.
    pub page: PageRequest,
}

fn of_department(caller: &Caller) -> Result<(Uuid, Uuid), ServiceError> {
    caller.require(&[Role::Handler, Role::DepartmentHead])?;
    match caller {
        Caller::Staff { id, department: Some(department), .. } => Ok((*id, *department)),
        _ => Err(ServiceError::Forbidden("no_department")),
    }
}

fn tasks(caller: &Caller, now: Timestamp) -> Result<Select<appeals::Entity>, ServiceError> {
    let (_, department) = of_department(caller)?;
    Ok(scope::visible(caller, now).filter(appeals::Column::DepartmentId.eq(department)))
}

/// Whose tasks are the caller's: their own, and those of the colleagues they stand in for.
async fn mine(store: &Store, me: Uuid, now: Timestamp) -> Result<Vec<Uuid>, ServiceError> {
    let mut whose = absences::stands_in_for(store.read(), me, now).await?;
    whose.push(me);
    Ok(whose)
}

/// The department's tasks, the one due first on top.
///
/// # Errors
/// [`ServiceError::Forbidden`] for callers without a department.
pub async fn list(
    store: &Store,
    caller: &Caller,
    now: Timestamp,
    filter: &TaskFilter,
) -> Result<Page<AppealSummary>, ServiceError> {
    let (me, _) = of_department(caller)?;
    let limit = filter.page.limit()?;
    let shared = ListFilter {
        state: filter.state,
        lamp: filter.lamp,
        q: filter.q.clone(),
        ..ListFilter::default()
    };
    let mut query = narrow(tasks(caller, now)?, caller, now, &shared)?;
    if filter.state.is_none() {
        query = query.filter(appeals::Column::State.is_not_in(DONE));
    }
    if filter.mine {
        query = query.filter(appeals::Column::HandlerId.is_in(mine(store, me, now).await?));
    }
    let due = || or_never((appeals::Entity, appeals::Column::NextDueAt));
    if let Some((at, id)) = filter.page.after_moment()? {
        let later = Expr::expr(due()).gt(at);
        let same = Expr::expr(due()).eq(at).and(appeals::Column::Id.gt(id));
        query = query.filter(Condition::any().add(later).add(same));
    }
    let query =
        query.order_by_asc(Expr::expr(due())).order_by_asc(appeals::Column::Id).limit(limit + 1);
    let rows = query.all(store.read()).await?;
    let (rows, next_cursor) = cut(rows, limit, |row| moment_cursor(row.next_due_at, row.id));
    Ok(Page { items: summaries(store, caller, now, &rows).await?, next_cursor })
}

/// How many tasks there are.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct TaskCounts {
    /// By state, without those that are over.
    pub states: BTreeMap<String, i64>,
    /// What the caller handles, not yet over.
    pub mine: u64,
    /// What nobody has claimed, waiting for signature or in progress.
    pub unclaimed: u64,
    /// Whose worst lamp is red.
    pub red: u64,
    /// Whose worst lamp is yellow.
    pub yellow: u64,
}

#[derive(FromQueryResult)]
struct StateCount {
    state: String,
    count: i64,
}

/// Counts for the head of the list.
///
/// # Errors
/// [`ServiceError::Forbidden`] for callers without a department.
pub async fn counts(
    store: &Store,
    caller: &Caller,
    now: Timestamp,
) -> Result<TaskCounts, ServiceError> {
    let (me, _) = of_department(caller)?;
    let db = store.read();
    let open = || {
        Ok::<_, ServiceError>(tasks(caller, now)?.filter(appeals::Column::State.is_not_in(DONE)))
    };
    let states: Vec<StateCount> = open()?
        .select_only()
        .column(appeals::Column::State)
        .column_as(appeals::Column::Id.count(), "count")
        .group_by(appeals::Column::State)
        .into_model()
        .all(db)
        .await?;
    let lamp = |lamp| ListFilter { lamp: Some(lamp), ..ListFilter::default() };
    let unclaimed = open()?
        .filter(appeals::Column::HandlerId.is_null())
        .filter(appeals::Column::State.is_in(["dispatched", "in_progress", "rework"]));
    Ok(TaskCounts {
        states: states.into_iter().map(|row| (row.state, row.count)).collect(),
        mine: open()?
            .filter(appeals::Column::HandlerId.is_in(mine(store, me, now).await?))
            .count(db)
            .await?,
        unclaimed: unclaimed.count(db).await?,
        red: narrow(open()?, caller, now, &lamp(Lamp::Red))?.count(db).await?,
        yellow: narrow(open()?, caller, now, &lamp(Lamp::Yellow))?.count(db).await?,
    })
}

/// The handlers of a department, for assigning.
///
/// # Errors
/// [`ServiceError::Forbidden`] for callers without a department.
pub async fn handlers(
    store: &Store,
    caller: &Caller,
) -> Result<Vec<crate::view::NamedView>, ServiceError> {
    use entity::{staff, staff_roles};
    let (_, department) = of_department(caller)?;
    let rows = staff::Entity::find()
        .filter(staff::Column::DepartmentId.eq(department))
        .filter(staff::Column::Active.eq(true))
        .filter(
            staff::Column::Id.in_subquery(
                sea_orm::sea_query::Query::select()
                    .column(staff_roles::Column::StaffId)
                    .from(staff_roles::Entity)
                    .and_where(staff_roles::Column::Role.eq(Role::Handler.as_str()))
                    .to_owned(),
            ),
        )
        .order_by_asc(staff::Column::Id)
        .all(store.read())
        .await?;
    Ok(rows.into_iter().map(|row| crate::view::NamedView { id: row.id, name: row.name }).collect())
}
