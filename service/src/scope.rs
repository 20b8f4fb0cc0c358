//! Who sees which appeals. Every read starts here, so that a forgotten filter shows too little, never
//! too much.

use domain::appeal::{Actor, Appeal, Role};
use domain::time::Timestamp;
use entity::{appeal_parties, appeals, bindings, staff, staff_roles};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Select,
};
use uuid::Uuid;

use crate::call::Caller;
use crate::error::ServiceError;
use crate::people::{absences, officers};
use crate::registers;

/// A binding that counts.
pub const BINDING_ACTIVE: &str = "active";
/// A binding that a person must verify first.
pub const BINDING_PENDING: &str = "pending";
/// What waits for a decision at the dispatch desk.
pub const DESK_STATES: [&str; 3] = ["submitted", "accepted", "disputed"];
/// What dispatchers see: what waits for them, and what they have decided and may have to undo.
pub const SEEN_BY_DESK: [&str; 6] =
    ["submitted", "needs_info", "accepted", "disputed", "merged", "declined"];

/// The appeals that the caller may see: a firm's people those of the enterprises they are bound to,
/// departments what was sent to them or what they were called to help with, members of a task force
/// what it holds, officers those of the firms assigned to them at the moment unless confidential,
/// dispatchers what waits for a human, supervisors everything, administrators nothing (three-way split
/// of duties).
pub fn visible(caller: &Caller, now: Timestamp) -> Select<appeals::Entity> {
    appeals::Entity::find().filter(condition(caller, now))
}

fn condition(caller: &Caller, now: Timestamp) -> Condition {
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
        Caller::Staff { id, roles, department } => {
            if caller.has(Role::Supervisor) {
                return Condition::all();
            }
            let mut any = nothing();
            if caller.has(Role::Dispatcher) {
                any = any
                    .add(appeals::Column::State.is_in(SEEN_BY_DESK))
                    .add(takes_part(registers::DESK, registers::THE_DESK));
            }
            if (caller.has(Role::Handler) || caller.has(Role::DepartmentHead))
                && let Some(department) = department
            {
                any = any
                    .add(appeals::Column::DepartmentId.eq(*department))
                    .add(takes_part(registers::DEPARTMENT, *department));
            }
            if caller.has(Role::Officer) {
                let firms = officers::firms_of(*id, now);
                let theirs = Condition::all()
                    .add(appeals::Column::Confidential.eq(false))
                    .add(appeals::Column::EnterpriseId.in_subquery(firms));
                any = any.add(theirs);
            }
            // A member of a task force may come from any office, but not from the administration.
            if !roles.iter().all(|role| *role == Role::Administrator) {
                any = any.add(takes_part(registers::STAFF, *id));
            }
            any
        }
    }
}

pub(crate) fn takes_part(kind: &str, party: Uuid) -> sea_orm::sea_query::SimpleExpr {
    let of = Query::select()
        .column(appeal_parties::Column::AppealId)
        .from(appeal_parties::Entity)
        .and_where(appeal_parties::Column::PartyId.eq(party))
        .and_where(appeal_parties::Column::Kind.eq(kind))
        .to_owned();
    appeals::Column::Id.in_subquery(of)
}

fn nothing() -> Condition {
    Condition::any().add(ExprTrait::eq(Expr::val(1), 0))
}

/// The same rule for one appeal that is already loaded.
#[must_use]
pub fn sees(caller: &Caller, actor: &Actor, row: &appeals::Model, appeal: &Appeal) -> bool {
    match caller {
        Caller::System => true,
        Caller::Anonymous => false,
        Caller::Entrepreneur { .. } => actor.speaks_for(row.enterprise_id),
        Caller::Staff { id, roles, department } => {
            let asked = appeal.orders.iter().any(|order| order.department.is_none());
            let desk = caller.has(Role::Dispatcher)
                && (SEEN_BY_DESK.contains(&row.state.as_str()) || asked);
            let works = caller.has(Role::Handler) || caller.has(Role::DepartmentHead);
            let own = works
                && department.is_some_and(|mine| {
                    row.department_id == Some(mine) || appeal.co_departments().contains(&mine)
                });
            let member = appeal.task_force.as_ref().is_some_and(|force| {
                force.members.contains(id) && !roles.iter().all(|r| *r == Role::Administrator)
            });
            let officer = !row.confidential && actor.looks_after(row.enterprise_id);
            caller.has(Role::Supervisor) || desk || own || officer || member
        }
    }
}

/// Whether the caller sees the appeal as its firm does: the firm itself, and an officer who has no other
/// part in it. What the offices say to each other is not for them.
#[must_use]
pub fn part_of_firm(caller: &Caller, actor: &Actor, row: &appeals::Model, appeal: &Appeal) -> bool {
    match caller {
        Caller::Entrepreneur { .. } => true,
        Caller::Staff { id, roles, department } if actor.looks_after(row.enterprise_id) => {
            let roles = roles.iter().copied().filter(|role| *role != Role::Officer).collect();
            let otherwise = Caller::Staff { id: *id, roles, department: *department };
            !sees(&otherwise, &Actor::System, row, appeal)
        }
        _ => false,
    }
}

/// The caller as the rules know them: with the enterprises they speak for or look after, and the
/// colleagues they stand in for at the moment.
///
/// # Errors
/// When the database does not answer; [`ServiceError::Unauthenticated`] for nobody, and for staff whose
/// account was closed while their token still holds.
pub async fn actor(
    db: &impl ConnectionTrait,
    caller: &Caller,
    now: Timestamp,
) -> Result<Actor, ServiceError> {
    know(db, caller, now, false).await
}

/// The same, for a command: the account stays open until the transaction ends.
///
/// # Errors
/// As [`actor`].
pub async fn acting(
    tx: &crate::tx::Tx,
    caller: &Caller,
    now: Timestamp,
) -> Result<Actor, ServiceError> {
    know(tx, caller, now, true).await
}

async fn know(
    db: &impl ConnectionTrait,
    caller: &Caller,
    now: Timestamp,
    hold: bool,
) -> Result<Actor, ServiceError> {
    Ok(match caller {
        Caller::Entrepreneur { id } => {
            Actor::Entrepreneur { id: *id, enterprises: bound_enterprises(db, *id).await? }
        }
        Caller::Staff { id, roles, department } => {
            // Held until the command is done: nobody leaves in the middle of it.
            let account = staff::Entity::find_by_id(*id);
            let account = if hold { account.lock_shared() } else { account };
            let account = account.one(db).await?;
            // What the token says was true when it was made, up to a quarter of an hour ago.
            if account.is_none_or(|row| !row.active || row.department_id != *department) {
                return Err(ServiceError::Unauthenticated("account_inactive"));
            }
            let held = staff_roles::Entity::find().filter(staff_roles::Column::StaffId.eq(*id));
            let held = held.all(db).await?;
            let holds = |role: &Role| held.iter().any(|row| row.role == role.as_str());
            if !roles.iter().all(holds) {
                return Err(ServiceError::Unauthenticated("account_inactive"));
            }
            let firms = match caller.has(Role::Officer) {
                true => officers::assigned(db, *id, now).await?,
                false => Vec::new(),
            };
            let stands_in_for = absences::stands_in_for(db, *id, now).await?;
            Actor::Staff {
                id: *id,
                roles: roles.clone(),
                department: *department,
                firms,
                stands_in_for,
            }
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
