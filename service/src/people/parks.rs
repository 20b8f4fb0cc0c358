//! Parks (园区) and who is in them: a closure notice may concern one park alone.

use domain::appeal::Role;
use domain::calendar::{CalendarKey, Place};
use entity::{enterprises, parks};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::audit::Draft;
use crate::call::{Answer, Call};
use crate::error::{FieldFault, ServiceError, is_unique_violation};
use crate::scope;
use crate::store::Store;

/// A park.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ParkView {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The county it lies in.
    pub county: String,
}

/// A park that is not there yet.
#[derive(Clone, Debug)]
pub struct NewPark {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The county it lies in.
    pub county: String,
}

/// Every park, by code.
///
/// # Errors
/// When the database does not answer.
pub async fn list(store: &Store) -> Result<Vec<ParkView>, ServiceError> {
    let reference = store.reference().get(store).await?;
    let mut all: Vec<ParkView> = reference
        .parks
        .values()
        .map(|row| ParkView {
            code: row.code.clone(),
            name: row.name.clone(),
            county: row.county.clone(),
        })
        .collect();
    all.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(all)
}

/// Enters a park.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but administrators; [`ServiceError::Invalid`];
/// [`ServiceError::Conflict`] when there is one of that code.
pub async fn create(store: &Store, call: &Call, new: NewPark) -> Result<Answer, ServiceError> {
    call.caller.require(&[Role::Administrator])?;
    let reference = store.reference().get(store).await?;
    let mut faults = Vec::new();
    if CalendarKey::new("city", Place::new(None, Some(&new.code))).is_err() {
        faults.push(FieldFault::new("code", "malformed"));
    }
    if !reference.counties.contains_key(&new.county) {
        faults.push(FieldFault::new("county", "unknown"));
    }
    if !faults.is_empty() {
        return Err(ServiceError::Invalid(faults));
    }
    let answer = store
        .once(call, move |tx, call| {
            Box::pin(async move {
                scope::acting(tx, &call.caller, call.now).await?;
                let view = ParkView {
                    code: new.code.clone(),
                    name: new.name.clone(),
                    county: new.county.clone(),
                };
                let row = parks::Model { code: new.code, name: new.name, county: new.county };
                let row = row.into_active_model().reset_all();
                match parks::Entity::insert(row).exec_without_returning(tx).await {
                    Err(fault) if is_unique_violation(&fault) => {
                        return Err(ServiceError::Conflict("park_exists"));
                    }
                    other => other?,
                };
                let details = json!({ "park": view.code, "county": view.county });
                tx.audit(Draft::of(&call, "park.created", ("park", None), &details));
                Answer::json(201, &view)
            })
        })
        .await?;
    store.reference().forget().await;
    Ok(answer)
}

/// Says in which park a firm is.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but administrators; [`ServiceError::NotFound`];
/// [`ServiceError::Invalid`] when there is no such park.
pub async fn place(
    store: &Store,
    call: &Call,
    enterprise: Uuid,
    park: Option<String>,
) -> Result<Answer, ServiceError> {
    call.caller.require(&[Role::Administrator])?;
    let reference = store.reference().get(store).await?;
    if park.as_ref().is_some_and(|code| !reference.parks.contains_key(code)) {
        return Err(ServiceError::field("park", "unknown"));
    }
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                scope::acting(tx, &call.caller, call.now).await?;
                let changed = enterprises::Entity::update_many()
                    .col_expr(enterprises::Column::Park, Expr::value(park.clone()))
                    .filter(enterprises::Column::Id.eq(enterprise))
                    .exec(tx)
                    .await?;
                if changed.rows_affected == 0 {
                    return Err(ServiceError::NotFound);
                }
                let details = json!({ "park": park });
                let subject = ("enterprise", Some(enterprise));
                tx.audit(Draft::of(&call, "enterprise.placed", subject, &details));
                Ok(Answer::empty(204))
            })
        })
        .await
}
