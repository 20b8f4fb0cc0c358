//! The department replies (答复); the reply waits for the head's approval.

use domain::appeal::{Action, Command, ReplyOutcome};
use uuid::Uuid;

use super::attach;
use crate::act::act_with;
use crate::call::{Answer, Call};
use crate::error::ServiceError;
use crate::store::Store;

/// A reply as its author sends it.
#[derive(Clone, Debug)]
pub struct NewReply {
    /// Its text.
    pub text: String,
    /// What it achieves.
    pub outcome: ReplyOutcome,
    /// Files that the author has uploaded.
    pub attachments: Vec<Uuid>,
    /// Why it does not wait for a helper that it must wait for.
    pub without_helpers: Option<String>,
}

/// Writes a reply.
///
/// # Errors
/// [`ServiceError::Invalid`] when a file is not the author's or already used.
pub async fn reply(
    store: &Store,
    call: &Call,
    appeal: Uuid,
    new: NewReply,
) -> Result<Answer, ServiceError> {
    act_with(store, call, appeal, move |desk| {
        Box::pin(async move {
            desk.may(Action::Reply)?;
            let NewReply { text, outcome, attachments, without_helpers } = new;
            attach::link(desk.tx, &desk.call.caller, appeal, &attachments).await?;
            Ok(Command::Reply { text, outcome, attachments, without_helpers })
        })
    })
    .await
}
