//! Attachments: recorded when uploaded, linked when the appeal or reply that they belong to is written.

use entity::attachments;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::call::{Answer, Call, Caller};
use crate::error::ServiceError;
use crate::store::Store;
use crate::tx::Tx;
use crate::view::AttachmentView;

/// The most files of one appeal or reply.
pub const MOST_FILES: usize = 9;

/// What is known of an uploaded file whose bytes are already in the object store.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The id, which is also part of the storage key.
    pub id: Uuid,
    /// As the sender named it, cleaned.
    pub file_name: String,
    /// By content.
    pub media_type: String,
    /// In bytes.
    pub size: i64,
    /// SHA-256, in hex.
    pub sha256: String,
    /// Where the bytes lie.
    pub storage_key: String,
}

/// Records an uploaded file as the caller's.
///
/// # Errors
/// When the database does not answer; the bytes are then pruned later.
pub async fn record(store: &Store, call: &Call, upload: Upload) -> Result<Answer, ServiceError> {
    let owner = call.caller.id().ok_or(ServiceError::Unauthenticated("token_missing"))?;
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                let row = attachments::ActiveModel {
                    id: Set(upload.id),
                    owner_kind: Set(call.caller.kind().to_owned()),
                    owner_id: Set(owner),
                    appeal_id: Set(None),
                    event_id: Set(None),
                    file_name: Set(upload.file_name),
                    media_type: Set(upload.media_type),
                    size: Set(upload.size),
                    sha256: Set(upload.sha256),
                    storage_key: Set(upload.storage_key),
                    created_at: Set(call.now),
                };
                let row = row.insert(tx).await?;
                let location = format!("/api/v1/attachments/{}", row.id);
                Ok(Answer::json(201, &AttachmentView::from(row))?.at(location))
            })
        })
        .await
}

/// Links the caller's own, yet unused files to an appeal.
///
/// # Errors
/// [`ServiceError::Invalid`] when one is not theirs, does not exist or is in use.
pub async fn link(
    tx: &Tx,
    caller: &Caller,
    appeal: Uuid,
    files: &[Uuid],
) -> Result<(), ServiceError> {
    if files.is_empty() {
        return Ok(());
    }
    let Some(owner) = caller.id() else {
        return Err(ServiceError::Unauthenticated("token_missing"));
    };
    let linked = attachments::Entity::update_many()
        .col_expr(attachments::Column::AppealId, Expr::value(Some(appeal)))
        .filter(attachments::Column::Id.is_in(files.iter().copied()))
        .filter(attachments::Column::OwnerKind.eq(caller.kind()))
        .filter(attachments::Column::OwnerId.eq(owner))
        .filter(attachments::Column::AppealId.is_null())
        .exec(tx)
        .await?;
    if linked.rows_affected == files.len() as u64 {
        Ok(())
    } else {
        Err(ServiceError::field("attachment_ids", "not_yours_or_used"))
    }
}
