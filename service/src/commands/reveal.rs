//! The department looks up who filed a confidential appeal. It gives a reason, the look is an event of
//! the appeal, and the firm is told (《济南市优化营商环境条例》 art. 32).

use domain::appeal::Command;
use entity::enterprises;
use sea_orm::EntityTrait;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::act::Scene;
use crate::call::{Answer, Call};
use crate::error::ServiceError;
use crate::privacy::Contact;
use crate::store::Store;
use crate::view::NamedView;

/// Who filed it. Shown once, in the answer; views stay as they were.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IdentityView {
    /// The enterprise.
    pub enterprise: NamedView,
    /// Whom to ask for.
    pub contact_name: Option<String>,
    /// How to reach them.
    pub contact_phone: Option<String>,
}

/// Reveals the identity and records that it was.
///
/// # Errors
/// The refusals of the rules.
pub async fn reveal(
    store: &Store,
    call: &Call,
    appeal: Uuid,
    reason: String,
) -> Result<Answer, ServiceError> {
    let reference = store.reference().get(store).await?;
    let service = store.clone();
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                let scene = Scene { tx, store: &service, reference: &reference, call: &call };
                let (mut dossier, actor) = scene.enter(appeal).await?;
                scene.command(&mut dossier, &actor, &Command::Reveal { reason })?;
                dossier.save(tx, &service, &call).await?;
                let row = &dossier.row;
                let firm = enterprises::Entity::find_by_id(row.enterprise_id).one(tx).await?;
                let firm = firm.ok_or(ServiceError::NotFound)?;
                let contact = Contact::of(&service, row)?;
                let seen = IdentityView {
                    enterprise: NamedView { id: firm.id, name: firm.name },
                    contact_name: contact.name,
                    contact_phone: contact.phone,
                };
                Ok(Answer::json(200, &seen)?.with_etag(row.version))
            })
        })
        .await
}
