//! The firm rates the reply (评价).

use domain::appeal::Command;
use uuid::Uuid;

use crate::act::act;
use crate::call::{Answer, Call};
use crate::error::ServiceError;
use crate::store::Store;

/// Rates: 4 and 5 close the appeal, less sends it back (重办).
///
/// # Errors
/// As [`act`]; [`ServiceError::Invalid`] for a score outside 1 to 5.
pub async fn rate(
    store: &Store,
    call: &Call,
    appeal: Uuid,
    score: u8,
    comment: Option<String>,
) -> Result<Answer, ServiceError> {
    if !(1..=5).contains(&score) {
        return Err(ServiceError::field("score", "out_of_range"));
    }
    act(store, call, appeal, Command::Rate { score, comment }).await
}
