//! The shortest retention (PIPL art. 19): whom to ask for about an appeal is needed while it is handled
//! and may be reopened or looked into; then it goes.

use chrono::Duration;
use domain::time::Timestamp;
use entity::appeals::{Column, Entity};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use crate::audit::Draft;
use crate::call::Call;
use crate::error::ServiceError;
use crate::store::Store;

/// Appeals per batch.
const BATCH: u64 = 500;

/// Takes the contacts out of one batch of appeals that were closed before `now - kept`; answers how many.
///
/// # Errors
/// When the database does not answer.
pub async fn forget_contacts(
    store: &Store,
    now: Timestamp,
    kept: Duration,
) -> Result<u64, ServiceError> {
    let call = Call::system(now, "retention");
    store
        .transact(move |tx| {
            Box::pin(async move {
                let some = Condition::any()
                    .add(Column::ContactPhone.is_not_null())
                    .add(Column::ContactName.is_not_null());
                let ids: Vec<Uuid> = Entity::find()
                    .select_only()
                    .column(Column::Id)
                    .filter(Column::ClosedAt.lte(now - kept))
                    .filter(some)
                    .limit(BATCH)
                    .into_tuple()
                    .all(tx)
                    .await?;
                if ids.is_empty() {
                    return Ok(0);
                }
                let done = Entity::update_many()
                    .col_expr(Column::ContactName, Expr::value(Option::<String>::None))
                    .col_expr(Column::ContactPhone, Expr::value(Option::<String>::None))
                    .filter(Column::Id.is_in(ids))
                    .exec(tx)
                    .await?;
                let details =
                    json!({ "appeals": done.rows_affected, "kept_days": kept.num_days() });
                tx.audit(Draft::of(&call, "privacy.expired", ("platform", None), &details));
                Ok(done.rows_affected)
            })
        })
        .await
}
