//! Visits of officers to their firms (走访日志).

use chrono::{DateTime, Utc};
use domain::appeal::Role;
use domain::time::Timestamp;
use entity::enterprises;
use entity::visits::{Column, Entity, Model};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::officers;
use crate::call::{Answer, Call, Caller};
use crate::error::ServiceError;
use crate::queries::page::{Page, PageRequest, cut};
use crate::store::Store;
use crate::view::NamedView;

/// A visit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VisitView {
    /// The id.
    pub id: Uuid,
    /// The firm.
    pub enterprise: NamedView,
    /// When.
    pub visited_at: DateTime<Utc>,
    /// What was seen and said.
    pub note: String,
    /// The appeal that came of it, or that it was about.
    pub appeal_id: Option<Uuid>,
}

/// A visit to be logged.
#[derive(Clone, Debug)]
pub struct NewVisit {
    /// The firm.
    pub enterprise: Uuid,
    /// When; now where absent.
    pub visited_at: Option<Timestamp>,
    /// What was seen and said.
    pub note: String,
    /// The appeal that it was about.
    pub appeal: Option<Uuid>,
}

/// Logs a visit to a firm that the caller looks after.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but officers; [`ServiceError::NotFound`] for firms of
/// others; [`ServiceError::Invalid`] for a visit in the future or an appeal of another firm.
pub async fn log(store: &Store, call: &Call, new: NewVisit) -> Result<Answer, ServiceError> {
    call.caller.require(&[Role::Officer])?;
    let me = call.caller.id().ok_or(ServiceError::Unauthenticated("token_missing"))?;
    let visited_at = new.visited_at.unwrap_or(call.now);
    if visited_at > call.now {
        return Err(ServiceError::field("visited_at", "in_the_future"));
    }
    let id = store.ids().next();
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                if !officers::assigned(tx, me, call.now).await?.contains(&new.enterprise) {
                    return Err(ServiceError::NotFound);
                }
                if let Some(appeal) = new.appeal {
                    let row = entity::appeals::Entity::find_by_id(appeal).one(tx).await?;
                    let fits = |row: entity::appeals::Model| {
                        row.enterprise_id == new.enterprise && !row.confidential
                    };
                    if !row.is_some_and(fits) {
                        return Err(ServiceError::field("appeal_id", "unknown"));
                    }
                }
                let row = Model {
                    id,
                    staff_id: me,
                    enterprise_id: new.enterprise,
                    visited_at,
                    note: new.note,
                    appeal_id: new.appeal,
                    created_at: call.now,
                };
                let firm = enterprises::Entity::find_by_id(row.enterprise_id).one(tx).await?;
                let active = row.clone().into_active_model().reset_all();
                Entity::insert(active).exec_without_returning(tx).await?;
                let firms: Vec<_> = firm.into_iter().collect();
                Answer::json(201, &view(row, &firms))
            })
        })
        .await
}

/// The caller's visits to the firms that they look after now, the last one first.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but officers.
pub async fn list(
    store: &Store,
    caller: &Caller,
    now: Timestamp,
    enterprise: Option<Uuid>,
    page: &PageRequest,
) -> Result<Page<VisitView>, ServiceError> {
    caller.require(&[Role::Officer])?;
    let me = caller.id().ok_or(ServiceError::Unauthenticated("token_missing"))?;
    let limit = page.limit()?;
    let mut query = Entity::find()
        .filter(Column::StaffId.eq(me))
        .filter(Column::EnterpriseId.in_subquery(officers::firms_of(me, now)))
        .order_by_desc(Column::Id);
    if let Some(enterprise) = enterprise {
        query = query.filter(Column::EnterpriseId.eq(enterprise));
    }
    if let Some(after) = page.after_id()? {
        query = query.filter(Column::Id.lt(after));
    }
    let rows = query.limit(limit + 1).all(store.read()).await?;
    let (rows, next_cursor) = cut(rows, limit, |row| row.id.to_string());
    let firms = enterprises::Entity::find()
        .filter(enterprises::Column::Id.is_in(rows.iter().map(|row| row.enterprise_id)))
        .all(store.read())
        .await?;
    Ok(Page { items: rows.into_iter().map(|row| view(row, &firms)).collect(), next_cursor })
}

fn view(row: Model, firms: &[enterprises::Model]) -> VisitView {
    let name = firms.iter().find(|firm| firm.id == row.enterprise_id).map(|firm| firm.name.clone());
    VisitView {
        id: row.id,
        enterprise: NamedView { id: row.enterprise_id, name: name.unwrap_or_default() },
        visited_at: row.visited_at,
        note: row.note,
        appeal_id: row.appeal_id,
    }
}
