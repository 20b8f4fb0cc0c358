//! A dispatcher sends an appeal to a department (派单).

use domain::appeal::{Action, Command};
use uuid::Uuid;

use crate::act::act_with;
use crate::call::{Answer, Call};
use crate::error::ServiceError;
use crate::store::Store;

/// Dispatches the appeal; with `is_final` the department may not return it (指定承办).
///
/// # Errors
/// [`ServiceError::Invalid`] when the department does not exist or is closed.
pub async fn dispatch(
    store: &Store,
    call: &Call,
    appeal: Uuid,
    department: Uuid,
    is_final: bool,
) -> Result<Answer, ServiceError> {
    let reference = store.reference().get(store).await?;
    act_with(store, call, appeal, move |desk| {
        Box::pin(async move {
            desk.may(Action::Dispatch)?;
            if !reference.takes_orders(department) {
                return Err(ServiceError::field("department_id", "unknown"));
            }
            Ok(Command::Dispatch { department, is_final })
        })
    })
    .await
}
