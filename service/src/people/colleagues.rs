//! Colleagues by name, for whoever puts people together.

use std::collections::HashMap;

use domain::appeal::Role;
use entity::staff;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::call::Caller;
use crate::error::ServiceError;
use crate::reference::Official;
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
    let works = |one: &&Official| one.roles.iter().any(|role| *role != Role::Administrator);
    let known: HashMap<Uuid, Option<Uuid>> =
        reference.staff.iter().filter(works).map(|one| (one.id, one.department)).collect();
    let rows = staff::Entity::find().filter(staff::Column::Active.eq(true));
    let rows = rows.all(store.read()).await?.into_iter();
    let mut all: Vec<_> = rows
        .filter_map(|row| {
            let department = known.get(&row.id)?.map(|id| reference.department_name(id));
            Some(ColleagueView { id: row.id, name: row.name, department })
        })
        .collect();
    all.sort_by(|a, b| (&a.department, &a.name, a.id).cmp(&(&b.department, &b.name, b.id)));
    Ok(all)
}
