//! Officers (红色CGO) and the firms assigned to them, for a period. Outside the period an officer knows
//! nothing of the firm.

use chrono::{DateTime, Utc};
use domain::appeal::Role;
use domain::time::Timestamp;
use entity::officer_assignments::{Column, Entity, Model};
use entity::{enterprises, staff, staff_roles};
use sea_orm::sea_query::{Expr, Query, SelectStatement};
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
use crate::queries::page::{Page, PageRequest, cut};
use crate::scope;
use crate::store::Store;
use crate::tx::Tx;
use crate::view::NamedView;

/// An assignment as administrators and officers see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AssignmentView {
    /// The id.
    pub id: Uuid,
    /// The officer.
    pub officer: NamedView,
    /// The firm.
    pub enterprise: NamedView,
    /// From when, inclusive.
    pub starts_at: DateTime<Utc>,
    /// Until when, exclusive; open when absent.
    pub ends_at: Option<DateTime<Utc>>,
}

/// What assigns a firm.
#[derive(Clone, Debug)]
pub struct NewAssignment {
    /// The officer.
    pub officer: Uuid,
    /// The firm.
    pub enterprise: Uuid,
    /// From when; now when absent.
    pub starts_at: Option<Timestamp>,
    /// Until when.
    pub ends_at: Option<Timestamp>,
}

/// The condition that an assignment holds at a moment.
pub(crate) fn current(now: Timestamp) -> Condition {
    Condition::all()
        .add(Column::StartsAt.lte(now))
        .add(Condition::any().add(Column::EndsAt.is_null()).add(Column::EndsAt.gt(now)))
}

/// The firms of an officer at a moment, as a sub-select for scopes.
pub(crate) fn firms_of(officer: Uuid, now: Timestamp) -> SelectStatement {
    Query::select()
        .column(Column::EnterpriseId)
        .from(Entity)
        .and_where(Column::StaffId.eq(officer))
        .cond_where(current(now))
        .to_owned()
}

/// The same, read.
pub(crate) async fn assigned(
    db: &impl ConnectionTrait,
    officer: Uuid,
    now: Timestamp,
) -> Result<Vec<Uuid>, ServiceError> {
    Ok(Entity::find()
        .select_only()
        .column(Column::EnterpriseId)
        .filter(Column::StaffId.eq(officer))
        .filter(current(now))
        .into_tuple()
        .all(db)
        .await?)
}

/// Assigns a firm to an officer.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but administrators; [`ServiceError::Invalid`] when the
/// officer holds no such role, the firm does not exist, or the period ends before it begins;
/// [`ServiceError::Conflict`] `already_assigned` where periods overlap.
pub async fn assign(
    store: &Store,
    call: &Call,
    new: NewAssignment,
) -> Result<Answer, ServiceError> {
    call.caller.require(&[Role::Administrator])?;
    let starts_at = new.starts_at.unwrap_or(call.now);
    if new.ends_at.is_some_and(|end| end <= starts_at) {
        return Err(ServiceError::field("ends_at", "backwards"));
    }
    let id = store.ids().next();
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                scope::acting(tx, &call.caller, call.now).await?;
                check(tx, &new, starts_at).await?;
                let row = Model {
                    id,
                    staff_id: new.officer,
                    enterprise_id: new.enterprise,
                    starts_at,
                    ends_at: new.ends_at,
                    created_by: call.caller.id(),
                    created_at: call.now,
                };
                let active = row.clone().into_active_model().reset_all();
                Entity::insert(active).exec_without_returning(tx).await?;
                let details = json!({ "officer": row.staff_id, "enterprise": row.enterprise_id,
                    "starts_at": row.starts_at, "ends_at": row.ends_at });
                let subject = ("officer_assignment", Some(id));
                tx.audit(Draft::of(&call, "officer.assigned", subject, &details));
                let view = views(tx, vec![row]).await?.pop();
                Answer::json(201, &view.ok_or(ServiceError::NotFound)?)
            })
        })
        .await
}

async fn check(tx: &Tx, new: &NewAssignment, starts_at: Timestamp) -> Result<(), ServiceError> {
    let role = (new.officer, Role::Officer.as_str().to_owned());
    let account = staff::Entity::find_by_id(new.officer).lock_exclusive().one(tx).await?;
    let is_officer = staff_roles::Entity::find_by_id(role).one(tx).await?.is_some();
    if !is_officer || account.is_none_or(|row| !row.active) {
        return Err(ServiceError::field("officer_id", "not_an_officer"));
    }
    if enterprises::Entity::find_by_id(new.enterprise).one(tx).await?.is_none() {
        return Err(ServiceError::field("enterprise_id", "unknown"));
    }
    let mut overlap = Condition::all()
        .add(Column::StaffId.eq(new.officer))
        .add(Column::EnterpriseId.eq(new.enterprise))
        .add(Condition::any().add(Column::EndsAt.is_null()).add(Column::EndsAt.gt(starts_at)));
    if let Some(end) = new.ends_at {
        overlap = overlap.add(Column::StartsAt.lt(end));
    }
    if Entity::find().filter(overlap).one(tx).await?.is_some() {
        return Err(ServiceError::Conflict("already_assigned"));
    }
    Ok(())
}

/// Ends an assignment now.
///
/// # Errors
/// [`ServiceError::Forbidden`], [`ServiceError::NotFound`].
pub async fn end(store: &Store, call: &Call, id: Uuid) -> Result<Answer, ServiceError> {
    call.caller.require(&[Role::Administrator])?;
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                scope::acting(tx, &call.caller, call.now).await?;
                let row = Entity::find_by_id(id).lock_exclusive().one(tx).await?;
                let mut row = row.ok_or(ServiceError::NotFound)?;
                if row.ends_at.is_none_or(|end| end > call.now) {
                    row.ends_at = Some(call.now.max(row.starts_at));
                    let active = row.clone().into_active_model().reset_all();
                    Entity::update(active).exec(tx).await?;
                    let subject = ("officer_assignment", Some(id));
                    tx.audit(Draft::of(&call, "officer.ended", subject, &json!({})));
                }
                let view = views(tx, vec![row]).await?.pop();
                Answer::json(200, &view.ok_or(ServiceError::NotFound)?)
            })
        })
        .await
}

/// Ends everything that an officer has, because they leave.
pub(crate) async fn end_all(tx: &Tx, officer: Uuid, now: Timestamp) -> Result<u64, ServiceError> {
    let ended = Entity::update_many()
        .col_expr(Column::EndsAt, Expr::value(Some(now)))
        .filter(Column::StaffId.eq(officer))
        .filter(Condition::any().add(Column::EndsAt.is_null()).add(Column::EndsAt.gt(now)))
        .exec(tx)
        .await?;
    Ok(ended.rows_affected)
}

/// All assignments, newest first; of one officer or firm where named.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but administrators.
pub async fn list(
    store: &Store,
    caller: &Caller,
    officer: Option<Uuid>,
    enterprise: Option<Uuid>,
    page: &PageRequest,
) -> Result<Page<AssignmentView>, ServiceError> {
    caller.require(&[Role::Administrator])?;
    let limit = page.limit()?;
    let mut query = Entity::find().order_by_desc(Column::Id);
    if let Some(officer) = officer {
        query = query.filter(Column::StaffId.eq(officer));
    }
    if let Some(enterprise) = enterprise {
        query = query.filter(Column::EnterpriseId.eq(enterprise));
    }
    if let Some(after) = page.after_id()? {
        query = query.filter(Column::Id.lt(after));
    }
    let rows = query.limit(limit + 1).all(store.read()).await?;
    let (rows, next_cursor) = cut(rows, limit, |row| row.id.to_string());
    Ok(Page { items: views(store.read(), rows).await?, next_cursor })
}

/// The firms that the caller looks after now.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but officers.
pub async fn mine(
    store: &Store,
    caller: &Caller,
    now: Timestamp,
) -> Result<Vec<AssignmentView>, ServiceError> {
    caller.require(&[Role::Officer])?;
    let me = caller.id().ok_or(ServiceError::Unauthenticated("token_missing"))?;
    let rows = Entity::find()
        .filter(Column::StaffId.eq(me))
        .filter(current(now))
        .order_by_asc(Column::EnterpriseId)
        .all(store.read())
        .await?;
    views(store.read(), rows).await
}

async fn views(
    db: &impl ConnectionTrait,
    rows: Vec<Model>,
) -> Result<Vec<AssignmentView>, ServiceError> {
    let officers = staff::Entity::find()
        .filter(staff::Column::Id.is_in(rows.iter().map(|row| row.staff_id)))
        .all(db)
        .await?;
    let firms = enterprises::Entity::find()
        .filter(enterprises::Column::Id.is_in(rows.iter().map(|row| row.enterprise_id)))
        .all(db)
        .await?;
    let officer = |id| officers.iter().find(|row| row.id == id).map(|row| row.name.clone());
    let firm = |id| firms.iter().find(|row| row.id == id).map(|row| row.name.clone());
    let views = rows.into_iter().map(|row| AssignmentView {
        id: row.id,
        officer: NamedView { id: row.staff_id, name: officer(row.staff_id).unwrap_or_default() },
        enterprise: NamedView {
            id: row.enterprise_id,
            name: firm(row.enterprise_id).unwrap_or_default(),
        },
        starts_at: row.starts_at,
        ends_at: row.ends_at,
    });
    Ok(views.collect())
}
