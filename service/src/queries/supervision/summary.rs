//! The city at a glance.

use std::collections::BTreeMap;

use domain::appeal::Role;
use domain::sla::Lamp;
use domain::time::Timestamp;
use entity::appeals;
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QuerySelect,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::counts::count;
use super::filter::ClockFilter;
use crate::call::Caller;
use crate::error::ServiceError;
use crate::store::Store;

/// The city at a glance.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Summary {
    /// Appeals by state.
    pub states: BTreeMap<String, i64>,
    /// Overdue promises by stage.
    pub overdue: BTreeMap<String, i64>,
    /// Overdue promises by the department that answers for them; the dispatch desk has no department.
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
    let red = ClockFilter { lamp: Some(Lamp::Red), ..ClockFilter::default() };
    let late = count(db, &reference, now, &red).await?;
    let states: Vec<Counted> = appeals::Entity::find()
        .select_only()
        .column_as(appeals::Column::State, "name")
        .column_as(appeals::Column::Id.count(), "count")
        .group_by(appeals::Column::State)
        .into_model()
        .all(db)
        .await?;
    let waiting =
        appeals::Entity::find().filter(appeals::Column::State.is_in(crate::scope::DESK_STATES));
    let by_department = late.departments.into_iter().map(|one| DepartmentCount {
        department_id: one.department_id,
        name: one.name,
        count: one.lamps.red,
    });
    Ok(Summary {
        states: states.into_iter().map(|row| (row.name, row.count)).collect(),
        overdue: late.stages.into_iter().map(|(stage, lamps)| (stage, lamps.red)).collect(),
        overdue_by_department: by_department.collect(),
        waiting_for_dispatch: waiting.count(db).await?,
    })
}
