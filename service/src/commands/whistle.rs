//! Other departments come in: called to help (吹哨), or named by a department that returns an order.

use domain::appeal::{CoCall, Command, DisputeReason};
use uuid::Uuid;

use crate::act::act;
use crate::call::{Answer, Call};
use crate::error::{FieldFault, ServiceError};
use crate::store::Store;

/// The most departments that one whistle calls.
pub const MOST_CALLED: usize = 10;

/// Calls departments to help.
///
/// # Errors
/// [`ServiceError::Invalid`] with every department that does not exist or is closed.
pub async fn whistle(
    store: &Store,
    call: &Call,
    appeal: Uuid,
    calls: Vec<CoCall>,
) -> Result<Answer, ServiceError> {
    let reference = store.reference().get(store).await?;
    let mut faults = Vec::new();
    if calls.len() > MOST_CALLED {
        faults.push(FieldFault::new("departments", "too_many"));
    }
    for (place, one) in calls.iter().enumerate() {
        if !reference.takes_orders(one.department) {
            faults.push(FieldFault::new(&format!("departments[{place}].id"), "unknown"));
        }
    }
    if !faults.is_empty() {
        return Err(ServiceError::Invalid(faults));
    }
    act(store, call, appeal, Command::Whistle { calls }).await
}

/// Returns the order (退单), perhaps naming who should have it.
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
    if suggested.is_some_and(|id| !reference.takes_orders(id)) {
        return Err(ServiceError::field("suggested_department", "unknown"));
    }
    act(store, call, appeal, Command::Dispute { reason_code, reason, suggested }).await
}
