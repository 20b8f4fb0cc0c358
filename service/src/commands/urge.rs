//! The firm, or its officer, urges (催办): heard at once, but not every minute.

use chrono::Duration;
use domain::appeal::Command;
use uuid::Uuid;

use crate::act::act;
use crate::call::{Answer, Call};
use crate::error::ServiceError;
use crate::store::Store;

/// Urges; the next time is possible after `rest`.
///
/// # Errors
/// The refusals of the rules, among them that it was urged lately, with the moment from which it may be
/// urged again.
pub async fn urge(
    store: &Store,
    call: &Call,
    appeal: Uuid,
    message: Option<String>,
    rest: Duration,
) -> Result<Answer, ServiceError> {
    act(store, call, appeal, Command::Urge { message, rest_until: call.now + rest }).await
}
