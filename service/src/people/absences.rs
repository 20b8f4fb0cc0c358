//! Absences: who is away, and who stands in (代班). The substitute acts as the absent handler for that time,
//! and hears what the absent one would hear.

use chrono::{DateTime, Utc};
use domain::appeal::Role;
use domain::time::Timestamp;
use entity::absences::{Column, Entity, Model};
use entity::{staff, staff_roles};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::audit::Draft;
use crate::call::{Answer, Call, Caller};
use crate::error::ServiceError;
use crate::store::Store;
use crate::tx::Tx;
use crate::view::NamedView;

/// An absence.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AbsenceView {
    /// The id.
    pub id: Uuid,
    /// Who is away.
    pub staff: NamedView,
    /// Who stands in.
    pub substitute: NamedView,
    /// From when, inclusive.
    pub starts_at: DateTime<Utc>,
    /// Until when, exclusive.
    pub ends_at: DateTime<Utc>,
    /// Why.
    pub reason: Option<String>,
}

/// An absence to be entered.
#[derive(Clone, Debug)]
pub struct NewAbsence {
    /// Who; the caller where absent.
    pub staff: Option<Uuid>,
    /// Who stands in: a handler of the same department.
    pub substitute: Uuid,
    /// From when.
    pub starts_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
    /// Why.
    pub reason: Option<String>,
}

/// The colleagues that somebody stands in for at a moment.
pub(crate) async fn stands_in_for(
    db: &impl ConnectionTrait,
    substitute: Uuid,
    now: Timestamp,
) -> Result<Vec<Uuid>, ServiceError> {
    Ok(Entity::find()
        .select_only()
        .column(Column::StaffId)
        .filter(Column::SubstituteId.eq(substitute))
        .filter(Column::StartsAt.lte(now))
        .filter(Column::EndsAt.gt(now))
        .into_tuple()
        .all(db)
        .await?)
}

/// Enters an absence: one's own, or, as head, a handler's of the own department.
///
/// # Errors
/// [`ServiceError::Forbidden`] without a department; [`ServiceError::Invalid`] when either is no handler
/// here, they are one person, the time runs backwards or is over, or the substitute is away then too.
pub async fn enter(store: &Store, call: &Call, new: NewAbsence) -> Result<Answer, ServiceError> {
    let (me, department) = works_in(&call.caller)?;
    let absent = new.staff.unwrap_or(me);
    if absent != me && !call.caller.has(Role::DepartmentHead) {
        return Err(ServiceError::Forbidden("role_missing"));
    }
    if absent == new.substitute {
        return Err(ServiceError::field("substitute_id", "itself"));
    }
    if new.ends_at <= new.starts_at || new.ends_at <= call.now {
        return Err(ServiceError::field("ends_at", "backwards"));
    }
    let id = store.ids().next();
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                for (field, who) in [("staff_id", absent), ("substitute_id", new.substitute)] {
                    if !handles_in(tx, who, department).await? {
                        return Err(ServiceError::field(field, "not_a_handler_here"));
                    }
                }
                if is_away(tx, new.substitute, new.starts_at, new.ends_at).await? {
                    return Err(ServiceError::field("substitute_id", "away"));
                }
                let row = Model {
                    id,
                    staff_id: absent,
                    substitute_id: new.substitute,
                    starts_at: new.starts_at,
                    ends_at: new.ends_at,
                    reason: new.reason,
                    created_by: me,
                    created_at: call.now,
                };
                let active = row.clone().into_active_model().reset_all();
                Entity::insert(active).exec_without_returning(tx).await?;
                let details = json!({ "staff": absent, "substitute": row.substitute_id,
                    "starts_at": row.starts_at, "ends_at": row.ends_at });
                tx.audit(Draft::of(&call, "absence.entered", ("absence", Some(id)), &details));
                let view = views(tx, vec![row]).await?.pop();
                Answer::json(201, &view.ok_or(ServiceError::NotFound)?)
            })
        })
        .await
}

/// Ends an absence early: one's own, or, as head, one of the own department.
///
/// # Errors
/// [`ServiceError::NotFound`] for those of others.
pub async fn end(store: &Store, call: &Call, id: Uuid) -> Result<Answer, ServiceError> {
    let (me, department) = works_in(&call.caller)?;
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                let row = Entity::find_by_id(id).lock_exclusive().one(tx).await?;
                let mut row = row.ok_or(ServiceError::NotFound)?;
                let head = call.caller.has(Role::DepartmentHead)
                    && handles_in(tx, row.staff_id, department).await?;
                if row.staff_id != me && !head {
                    return Err(ServiceError::NotFound);
                }
                if row.ends_at > call.now {
                    row.ends_at = call.now.max(row.starts_at);
                    let active = row.clone().into_active_model().reset_all();
                    Entity::update(active).exec(tx).await?;
                    let subject = ("absence", Some(id));
                    tx.audit(Draft::of(&call, "absence.ended", subject, &json!({})));
                }
                let view = views(tx, vec![row]).await?.pop();
                Answer::json(200, &view.ok_or(ServiceError::NotFound)?)
            })
        })
        .await
}

/// The absences of the caller's department that are not over, the next to begin first.
///
/// # Errors
/// [`ServiceError::Forbidden`] without a department.
pub async fn list(
    store: &Store,
    caller: &Caller,
    now: Timestamp,
) -> Result<Vec<AbsenceView>, ServiceError> {
    let (_, department) = works_in(caller)?;
    let here = sea_orm::sea_query::Query::select()
        .column(staff::Column::Id)
        .from(staff::Entity)
        .and_where(staff::Column::DepartmentId.eq(department))
        .to_owned();
    let rows = Entity::find()
        .filter(Column::EndsAt.gt(now))
        .filter(Column::StaffId.in_subquery(here))
        .order_by_asc(Column::StartsAt)
        .order_by_asc(Column::Id)
        .limit(200)
        .all(store.read())
        .await?;
    views(store.read(), rows).await
}

fn works_in(caller: &Caller) -> Result<(Uuid, Uuid), ServiceError> {
    caller.require(&[Role::Handler, Role::DepartmentHead])?;
    match caller {
        Caller::Staff { id, department: Some(department), .. } => Ok((*id, *department)),
        _ => Err(ServiceError::Forbidden("no_department")),
    }
}

/// Whether somebody is an active handler of the department.
pub(crate) async fn handles_in(tx: &Tx, who: Uuid, department: Uuid) -> Result<bool, ServiceError> {
    let row = staff::Entity::find_by_id(who).lock_shared().one(tx).await?;
    let role = (who, Role::Handler.as_str().to_owned());
    let handles = staff_roles::Entity::find_by_id(role).one(tx).await?.is_some();
    Ok(handles && row.is_some_and(|row| row.active && row.department_id == Some(department)))
}

/// Ends every absence that somebody has or stands in for, because they leave.
pub(crate) async fn end_all(tx: &Tx, who: Uuid, now: Timestamp) -> Result<(), ServiceError> {
    Entity::update_many()
        .col_expr(Column::EndsAt, Expr::value(now))
        .filter(Condition::any().add(Column::StaffId.eq(who)).add(Column::SubstituteId.eq(who)))
        .filter(Column::EndsAt.gt(now))
        .exec(tx)
        .await?;
    Ok(())
}

async fn is_away(
    tx: &Tx,
    who: Uuid,
    from: Timestamp,
    until: Timestamp,
) -> Result<bool, ServiceError> {
    let overlapping = Entity::find()
        .filter(Column::StaffId.eq(who))
        .filter(Column::StartsAt.lt(until))
        .filter(Column::EndsAt.gt(from));
    Ok(overlapping.one(tx).await?.is_some())
}

async fn views(
    db: &impl ConnectionTrait,
    rows: Vec<Model>,
) -> Result<Vec<AbsenceView>, ServiceError> {
    let ids = rows.iter().flat_map(|row| [row.staff_id, row.substitute_id]);
    let people = staff::Entity::find().filter(staff::Column::Id.is_in(ids)).all(db).await?;
    let named = |id: Uuid| {
        let name = people.iter().find(|row| row.id == id).map(|row| row.name.clone());
        NamedView { id, name: name.unwrap_or_default() }
    };
    let views = rows.into_iter().map(|row| AbsenceView {
        id: row.id,
        staff: named(row.staff_id),
        substitute: named(row.substitute_id),
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        reason: row.reason,
    });
    Ok(views.collect())
}
