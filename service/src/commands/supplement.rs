//! The firm says more: it answers a question (补充), or brings new facts to a closed appeal (重新提出).

use domain::appeal::{Action, Command};
use uuid::Uuid;

use super::attach;
use crate::act::act_with;
use crate::call::{Answer, Call};
use crate::error::ServiceError;
use crate::store::Store;

/// Answers the desk's question, with files.
///
/// # Errors
/// [`ServiceError::Invalid`] when a file is not the caller's or already used; the refusals of the rules.
pub async fn supplement(
    store: &Store,
    call: &Call,
    appeal: Uuid,
    text: String,
    attachments: Vec<Uuid>,
) -> Result<Answer, ServiceError> {
    act_with(store, call, appeal, move |desk| {
        Box::pin(async move {
            desk.may(Action::Supplement)?;
            attach::link(desk.tx, &desk.call.caller, appeal, &attachments).await?;
            Ok(Command::Supplement { text, attachments })
        })
    })
    .await
}

/// Reopens a closed appeal on new facts, with files.
///
/// # Errors
/// As [`supplement`].
pub async fn reopen(
    store: &Store,
    call: &Call,
    appeal: Uuid,
    reason: String,
    attachments: Vec<Uuid>,
) -> Result<Answer, ServiceError> {
    act_with(store, call, appeal, move |desk| {
        Box::pin(async move {
            desk.may(Action::Reopen)?;
            attach::link(desk.tx, &desk.call.caller, appeal, &attachments).await?;
            Ok(Command::Reopen { reason, attachments })
        })
    })
    .await
}
