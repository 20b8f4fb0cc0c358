//! Who may fetch which file.

use std::collections::HashSet;

use domain::appeal::Event;
use domain::time::Timestamp;
use entity::{appeal_events, appeals as appeal_rows, attachments};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::appeals;
use crate::call::Caller;
use crate::error::ServiceError;
use crate::store::Store;
use crate::view;

/// The record of a file that the caller may fetch: their own while it is unused, else what belongs to
/// an appeal that they may see.
///
/// # Errors
/// [`ServiceError::NotFound`] otherwise.
pub async fn visible(
    store: &Store,
    caller: &Caller,
    now: Timestamp,
    id: Uuid,
) -> Result<attachments::Model, ServiceError> {
    let row = attachments::Entity::find_by_id(id).one(store.read()).await?;
    let row = row.ok_or(ServiceError::NotFound)?;
    match row.appeal_id {
        None if Some(row.owner_id) == caller.id() && row.owner_kind == caller.kind() => Ok(row),
        None => Err(ServiceError::NotFound),
        Some(appeal) => {
            let appeal = appeals::find(store, caller, now, appeal).await?;
            let of_replies = reply_files(store.read(), appeal.id).await?;
            let of_reply = of_replies.all.contains(&row.id);
            if !of_reply && !may_see_filed(store.read(), caller, &appeal).await? {
                return Err(ServiceError::NotFound);
            }
            let firm = appeals::as_firm(store.read(), caller, now, &appeal).await?;
            let hidden = firm && of_reply && !of_replies.approved.contains(&row.id);
            if hidden { Err(ServiceError::NotFound) } else { Ok(row) }
        }
    }
}

/// The files that belong to replies.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReplyFiles {
    /// Of every reply that was written.
    pub(crate) all: HashSet<Uuid>,
    /// Of those that were approved: a reply that is not approved is not the firm's to read, and neither
    /// are its files, whatever becomes of it later.
    pub(crate) approved: HashSet<Uuid>,
}

/// Reads them from the events: who has uploaded a file says nothing of what it belongs to.
pub(crate) async fn reply_files(
    db: &impl ConnectionTrait,
    appeal: Uuid,
) -> Result<ReplyFiles, ServiceError> {
    let replies = appeal_events::Entity::find()
        .filter(appeal_events::Column::AppealId.eq(appeal))
        .filter(appeal_events::Column::Kind.is_in(["replied", "reply_approved"]));
    let mut files = ReplyFiles::default();
    for record in replies.all(db).await? {
        match Event::from_parts(&record.kind, &record.data)? {
            Event::Replied { attachments, .. } => files.all.extend(attachments),
            Event::ReplyApproved { attachments, .. } => files.approved.extend(attachments),
            _ => {}
        }
    }
    Ok(files)
}

/// Whether the caller may see the files that the firm has sent in. Those of a confidential appeal show who
/// filed it, so a department sees them only through somebody who has looked up the identity, with a
/// reason and a record.
///
/// # Errors
/// When the database does not answer.
pub async fn may_see_filed(
    db: &impl ConnectionTrait,
    caller: &Caller,
    appeal: &appeal_rows::Model,
) -> Result<bool, ServiceError> {
    if view::may_know_filer(appeal, caller) {
        return Ok(true);
    }
    let looked = appeal_events::Entity::find()
        .filter(appeal_events::Column::AppealId.eq(appeal.id))
        .filter(appeal_events::Column::Kind.eq("identity_revealed"))
        .filter(appeal_events::Column::ActorId.eq(caller.id()));
    Ok(looked.count(db).await? > 0)
}
