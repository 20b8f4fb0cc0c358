//! Other departments are called to help (吹哨).

use domain::appeal::{Action, CoCall, Command};
use uuid::Uuid;

use crate::act::act_with;
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
    act_with(store, call, appeal, move |desk| {
        Box::pin(async move {
            desk.may(Action::Whistle)?;
            let mut faults = Vec::new();
            if calls.len() > MOST_CALLED {
                faults.push(FieldFault::new("departments", "too_many"));
            }
            for (place, one) in calls.iter().enumerate() {
                if !reference.takes_orders(one.department) {
                    faults.push(FieldFault::new(&format!("departments[{place}].id"), "unknown"));
                }
            }
            if faults.is_empty() {
                Ok(Command::Whistle { calls })
            } else {
                Err(ServiceError::Invalid(faults))
            }
        })
    })
    .await
}
