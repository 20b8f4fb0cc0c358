//! A head gives a task to a handler of the own department.

use domain::appeal::{Action, Command, Role};
use entity::{staff, staff_roles};
use sea_orm::{EntityTrait, QuerySelect};
use uuid::Uuid;

use crate::act::act_with;
use crate::call::{Answer, Call};
use crate::error::ServiceError;
use crate::store::Store;

/// Assigns the appeal to `handler`.
///
/// # Errors
/// [`ServiceError::Invalid`] when `handler` is not an active handler of the appeal's department.
pub async fn assign(
    store: &Store,
    call: &Call,
    appeal: Uuid,
    handler: Uuid,
) -> Result<Answer, ServiceError> {
    act_with(store, call, appeal, move |desk| {
        Box::pin(async move {
            desk.may(Action::Assign)?;
            let row = staff::Entity::find_by_id(handler).lock_shared().one(desk.tx).await?;
            let role = (handler, Role::Handler.as_str().to_owned());
            let handles = staff_roles::Entity::find_by_id(role).one(desk.tx).await?.is_some();
            let department = desk.dossier.appeal.state.department();
            let fits = row.is_some_and(|row| row.active && row.department_id == department);
            if handles && fits {
                Ok(Command::Assign { handler })
            } else {
                Err(ServiceError::field("handler_id", "not_a_handler_here"))
            }
        })
    })
    .await
}
