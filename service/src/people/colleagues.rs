//! Colleagues by name, for whoever puts people together.

use domain::appeal::Role;
use entity::{staff, staff_roles};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::call::Caller;
use crate::error::ServiceError;
use crate::store::Store;

/// A colleague by name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ColleagueView {
    /// The id.
    pub id: Uuid,
    /// The name.
    pub name: String,
    /// Their department, by its short name.
    pub department: Option<String>,
}

/// Every active member of staff who may sit on a task force (专班), by department and name.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but supervisors.
pub async fn list(store: &Store, caller: &Caller) -> Result<Vec<ColleagueView>, ServiceError> {
    caller.require(&[Role::Supervisor])?;
    let reference = store.reference().get(store).await?;
    let works = Query::select()
        .column(staff_roles::Column::StaffId)
        .from(staff_roles::Entity)
        .and_where(staff_roles::Column::Role.ne(Role::Administrator.as_str()))
        .to_owned();
    let rows = staff::Entity::find()
        .filter(staff::Column::Active.eq(true))
        .filter(staff::Column::Id.in_subquery(works));
    let rows = rows.all(store.read()).await?.into_iter();
    let mut all: Vec<_> = rows
        .map(|row| ColleagueView {
            id: row.id,
            name: row.name,
            department: row.department_id.map(|id| reference.department_name(id)),
        })
        .collect();
    all.sort_by(|a, b| (&a.department, &a.name, a.id).cmp(&(&b.department, &b.name, b.id)));
    Ok(all)
}
