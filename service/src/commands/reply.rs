//! The department replies (答复); the reply waits for the head's approval.

use domain::appeal::{Command, ReplyOutcome};
use uuid::Uuid;

use super::attach;
use crate::act::act_with;
use crate::call::{Answer, Call};
use crate::error::ServiceError;
use crate::store::Store;

/// Writes a reply with files that the author has uploaded; `without_helpers` says why it does not wait
/// for a helper that it must wait for.
///
/// # Errors
/// [`ServiceError::Invalid`] when a file is not the author's or already used.
pub async fn reply(
    store: &Store,
    call: &Call,
    appeal: Uuid,
    text: String,
    outcome: ReplyOutcome,
    attachments: Vec<Uuid>,
    without_helpers: Option<String>,
) -> Result<Answer, ServiceError> {
    act_with(store, call, appeal, move |desk| {
        Box::pin(async move {
            attach::link(desk.tx, &desk.call.caller, appeal, &attachments).await?;
            Ok(Command::Reply { text, outcome, attachments, without_helpers })
        })
    })
    .await
}
