//! Who sees which appeals. Every read starts here, so that a forgotten filter shows too little, never
//! too much.

use domain::appeal::{Actor, Role};
use entity::{appeals, bindings};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Select,
};
use uuid::Uuid;

use crate::call::Caller;
use crate::error::ServiceError;

/// A binding that counts.
pub const BINDING_ACTIVE: &str = "active";
/// A binding that a person must verify first.
pub const BINDING_PENDING: &str = "pending";
/// What waits for a decision at the dispatch desk.
pub const DESK_STATES: [&str; 3] = ["submitted", "accepted", "disputed"];

/// The appeals that the caller may see: a firm's people those of the enterprises they are bound to,
/// departments what was sent to them, dispatchers what waits for a human, supervisors everything,
/// administrators nothing (three-way split of duties).
pub fn visible(caller: &Caller) -> Select<appeals::Entity> {
    appeals::Entity::find().filter(condition(caller))
}

fn condition(caller: &Caller) -> Condition {
    match caller {
        Caller::System => Condition::all(),
        Caller::Anonymous => nothing(),
        Caller::Entrepreneur { id } => {
            let bound = Query::select()
                .column(bindings::Column::EnterpriseId)
                .from(bindings::Entity)
                .and_where(bindings::Column::EntrepreneurId.eq(*id))
                .and_where(bindings::Column::Status.eq(BINDING_ACTIVE))
                .to_owned();
            Condition::all().add(appeals::Column::EnterpriseId.in_subquery(bound))
        }
        Caller::Staff { department, .. } => {
            if caller.has(Role::Supervisor) {
                return Condition::all();
            }
            let mut any = nothing();
            if caller.has(Role::Dispatcher) {
                any = any.add(appeals::Column::State.is_in(DESK_STATES));
            }
            if (caller.has(Role::Handler) || caller.has(Role::DepartmentHead))
                && let Some(department) = department
            {
                any = any.add(appeals::Column::DepartmentId.eq(*department));
            }
            any
        }
    }
}

fn nothing() -> Condition {
    Condition::any().add(ExprTrait::eq(Expr::val(1), 0))
}

/// The same rule for one row that is already loaded.
#[must_use]
pub fn sees(caller: &Caller, actor: &Actor, row: &appeals::Model) -> bool {
    match caller {
        Caller::System => true,
        Caller::Anonymous => false,
        Caller::Entrepreneur { .. } => actor.speaks_for(row.enterprise_id),
        Caller::Staff { department, .. } => {
            let desk = caller.has(Role::Dispatcher) && DESK_STATES.contains(&row.state.as_str());
            let own = (caller.has(Role::Handler) || caller.has(Role::DepartmentHead))
                && department.is_some()
                && row.department_id == *department;
            caller.has(Role::Supervisor) || desk || own
        }
    }
}

/// The caller as the rules know them: with the enterprises they speak for.
///
/// # Errors
/// When the database does not answer; [`ServiceError::Unauthenticated`] for nobody.
pub async fn actor(db: &impl ConnectionTrait, caller: &Caller) -> Result<Actor, ServiceError> {
    Ok(match caller {
        Caller::Entrepreneur { id } => {
            Actor::Entrepreneur { id: *id, enterprises: bound_enterprises(db, *id).await? }
        }
        Caller::Staff { id, roles, department } => {
            Actor::Staff { id: *id, roles: roles.clone(), department: *department }
        }
        Caller::System => Actor::System,
        Caller::Anonymous => return Err(ServiceError::Unauthenticated("token_missing")),
    })
}

/// The enterprises that an entrepreneur speaks for.
///
/// # Errors
/// When the database does not answer.
pub async fn bound_enterprises(
    db: &impl ConnectionTrait,
    entrepreneur: Uuid,
) -> Result<Vec<Uuid>, ServiceError> {
    Ok(bindings::Entity::find()
        .select_only()
        .column(bindings::Column::EnterpriseId)
        .filter(bindings::Column::EntrepreneurId.eq(entrepreneur))
        .filter(bindings::Column::Status.eq(BINDING_ACTIVE))
        .into_tuple()
        .all(db)
        .await?)
}
