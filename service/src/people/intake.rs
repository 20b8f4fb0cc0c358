//! Manual intake (人工受理), switched per category by an administrator: what is filed under it waits for a
//! person instead of being taken in at once.

use domain::appeal::Role;
use entity::categories::{Column, Entity};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use crate::audit::Draft;
use crate::auth::{LONGEST_CODE, unfit_line};
use crate::call::{Answer, Call};
use crate::error::ServiceError;
use crate::scope;
use crate::store::Store;

/// Switches it. What was filed before stays as it was filed.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but administrators; [`ServiceError::NotFound`].
pub async fn set_manual(
    store: &Store,
    call: &Call,
    category: String,
    manual: bool,
) -> Result<Answer, ServiceError> {
    call.caller.require(&[Role::Administrator])?;
    if let Some(fault) = unfit_line("category", Some(&category), LONGEST_CODE) {
        return Err(ServiceError::Invalid(vec![fault]));
    }
    let answer = store
        .once(call, move |tx, call| {
            Box::pin(async move {
                scope::acting(tx, &call.caller, call.now).await?;
                let changed = Entity::update_many()
                    .col_expr(Column::ManualIntake, Expr::value(manual))
                    .filter(Column::Code.eq(&category))
                    .exec(tx)
                    .await?;
                if changed.rows_affected == 0 {
                    return Err(ServiceError::NotFound);
                }
                let details = json!({ "category": category, "manual_intake": manual });
                tx.audit(Draft::of(&call, "category.changed", ("category", None), &details));
                Ok(Answer::empty(204))
            })
        })
        .await?;
    store.reference().forget().await;
    Ok(answer)
}
