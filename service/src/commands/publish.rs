//! Publication (晒单): a supervisor proposes a redacted text, the firm decides, and only then is it
//! published. The platform refuses texts in which it still finds the firm or a person.

use domain::appeal::{Action, Command, PublicText};
use domain::text::redact;
use entity::enterprises;
use sea_orm::EntityTrait;
use uuid::Uuid;

use crate::act::act_with;
use crate::call::{Answer, Call};
use crate::error::{FieldFault, ServiceError};
use crate::privacy::Contact;
use crate::store::Store;

/// Proposes a text for publication.
///
/// # Errors
/// [`ServiceError::Invalid`] with every field that still names the firm, a contact or a number.
pub async fn propose(
    store: &Store,
    call: &Call,
    appeal: Uuid,
    text: PublicText,
) -> Result<Answer, ServiceError> {
    act_with(store, call, appeal, move |desk| {
        Box::pin(async move {
            desk.may(Action::ProposePublication)?;
            let row = &desk.dossier.row;
            let firm = enterprises::Entity::find_by_id(row.enterprise_id).one(desk.tx).await?;
            let contact = Contact::of(desk.store, row)?;
            let mut names: Vec<String> = contact.name.into_iter().chain(contact.phone).collect();
            names.extend(firm.into_iter().flat_map(|firm| [firm.name, firm.uscc]));
            let fields =
                [("title", &text.title), ("question", &text.question), ("answer", &text.answer)];
            let faults: Vec<_> = fields
                .into_iter()
                .filter(|(_, text)| redact::redacted(text, &names) != **text)
                .map(|(field, _)| FieldFault::new(field, "not_redacted"))
                .collect();
            if faults.is_empty() {
                Ok(Command::ProposePublication { text })
            } else {
                Err(ServiceError::Invalid(faults))
            }
        })
    })
    .await
}
