//! A department returns an order (退单), perhaps naming who should have it.

use domain::appeal::{Action, Command, DisputeReason};
use uuid::Uuid;

use crate::act::act_with;
use crate::call::{Answer, Call};
use crate::error::ServiceError;
use crate::store::Store;

/// Returns the order.
///
/// # Errors
/// [`ServiceError::Invalid`] when the department named does not exist or is closed.
pub async fn dispute(
    store: &Store,
    call: &Call,
    appeal: Uuid,
    reason_code: DisputeReason,
    reason: String,
    suggested: Option<Uuid>,
) -> Result<Answer, ServiceError> {
    let reference = store.reference().get(store).await?;
    act_with(store, call, appeal, move |desk| {
        Box::pin(async move {
            desk.may(Action::Dispute)?;
            if suggested.is_some_and(|id| !reference.takes_orders(id)) {
                return Err(ServiceError::field("suggested_department", "unknown"));
            }
            Ok(Command::Dispute { reason_code, reason, suggested })
        })
    })
    .await
}
