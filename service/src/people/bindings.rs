//! Bindings that a person must verify: a code whose check characters fail, or another name than the firm
//! has.

use chrono::{DateTime, Utc};
use domain::appeal::Role;
use domain::text::redact;
use entity::bindings::{Column, Entity};
use entity::enterprises;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::enterprises::{VERIFICATION_PENDING, VERIFIED};
use crate::audit::Draft;
use crate::call::{Answer, Call, Caller};
use crate::error::ServiceError;
use crate::scope::{self, BINDING_ACTIVE, BINDING_PENDING};
use crate::store::Store;

/// The most that are shown at once; the oldest come first.
const MOST: u64 = 100;

/// A binding that waits.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PendingBinding {
    /// The person.
    pub entrepreneur_id: Uuid,
    /// The firm.
    pub enterprise_id: Uuid,
    /// Its name, as the platform has it.
    pub enterprise: String,
    /// Its code.
    pub uscc: String,
    /// Whether the firm itself must be verified too.
    pub enterprise_pending: bool,
    /// What the person is there.
    pub position: String,
    /// Why they insist on the code.
    pub override_reason: Option<String>,
    /// Since when it waits.
    pub since: DateTime<Utc>,
}

/// What waits, oldest first.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but administrators.
pub async fn pending(store: &Store, caller: &Caller) -> Result<Vec<PendingBinding>, ServiceError> {
    caller.require(&[Role::Administrator])?;
    let rows = Entity::find()
        .filter(Column::Status.eq(BINDING_PENDING))
        .order_by_asc(Column::CreatedAt)
        .limit(MOST)
        .all(store.read())
        .await?;
    let firms = enterprises::Entity::find()
        .filter(enterprises::Column::Id.is_in(rows.iter().map(|row| row.enterprise_id)))
        .all(store.read())
        .await?;
    let views = rows.into_iter().filter_map(|row| {
        let firm = firms.iter().find(|firm| firm.id == row.enterprise_id)?;
        Some(PendingBinding {
            entrepreneur_id: row.entrepreneur_id,
            enterprise_id: row.enterprise_id,
            enterprise: firm.name.clone(),
            uscc: firm.uscc.clone(),
            enterprise_pending: firm.verification == VERIFICATION_PENDING,
            position: row.position,
            override_reason: row.override_reason,
            since: row.created_at,
        })
    });
    Ok(views.collect())
}

/// Lets a binding through, or removes it.
///
/// # Errors
/// [`ServiceError::Forbidden`]; [`ServiceError::NotFound`] when nothing waits there.
pub async fn decide(
    store: &Store,
    call: &Call,
    (entrepreneur, enterprise): (Uuid, Uuid),
    approved: bool,
    reason: String,
) -> Result<Answer, ServiceError> {
    call.caller.require(&[Role::Administrator])?;
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                scope::acting(tx, &call.caller, call.now).await?;
                let waiting = Entity::find_by_id((entrepreneur, enterprise))
                    .filter(Column::Status.eq(BINDING_PENDING))
                    .lock_exclusive()
                    .one(tx)
                    .await?;
                waiting.ok_or(ServiceError::NotFound)?;
                if approved {
                    Entity::update_many()
                        .col_expr(Column::Status, Expr::value(BINDING_ACTIVE))
                        .filter(Column::EntrepreneurId.eq(entrepreneur))
                        .filter(Column::EnterpriseId.eq(enterprise))
                        .exec(tx)
                        .await?;
                    enterprises::Entity::update_many()
                        .col_expr(enterprises::Column::Verification, Expr::value(VERIFIED))
                        .filter(enterprises::Column::Id.eq(enterprise))
                        .exec(tx)
                        .await?;
                } else {
                    Entity::delete_by_id((entrepreneur, enterprise)).exec(tx).await?;
                }
                let details = json!({ "enterprise": enterprise, "approved": approved,
                    "reason": redact::redacted(&reason, &[]) });
                let subject = ("entrepreneur", Some(entrepreneur));
                tx.audit(Draft::of(&call, "binding.decided", subject, &details));
                Ok(Answer::empty(204))
            })
        })
        .await
}
