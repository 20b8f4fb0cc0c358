//! Who may fetch which file.

use entity::attachments;
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::appeals;
use crate::call::Caller;
use crate::error::ServiceError;
use crate::store::Store;

/// The record of a file that the caller may fetch: their own while it is unused, else what belongs to
/// an appeal that they may see.
///
/// # Errors
/// [`ServiceError::NotFound`] otherwise.
pub async fn visible(
    store: &Store,
    caller: &Caller,
    id: Uuid,
) -> Result<attachments::Model, ServiceError> {
    let row = attachments::Entity::find_by_id(id).one(store.read()).await?;
    let row = row.ok_or(ServiceError::NotFound)?;
    match row.appeal_id {
        None if Some(row.owner_id) == caller.id() && row.owner_kind == caller.kind() => Ok(row),
        None => Err(ServiceError::NotFound),
        Some(appeal) => {
            let appeal = appeals::find(store, caller, appeal).await?;
            // A reply that is not approved yet is not the firm's to read, and neither are its files.
            let of_staff = row.owner_kind == "staff";
            let firm = matches!(caller, Caller::Entrepreneur { .. });
            let unapproved = matches!(appeal.state.as_str(), "in_progress" | "replied" | "rework");
            if firm && of_staff && unapproved { Err(ServiceError::NotFound) } else { Ok(row) }
        }
    }
}
