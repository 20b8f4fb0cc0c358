//! The router takes a submitted appeal: accepts it, decides by the dispatch catalogue, and sends it to a
//! department when it is sure. The decision is stored with its reasons either way (PIPL art. 24).

use domain::appeal::{Actor, Command, Event, State};
use domain::routing::RoutingInput;
use entity::appeal_events;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::call::Call;
use crate::error::ServiceError;
use crate::inbox;
use crate::ledger::Dossier;
use crate::reference::Reference;
use crate::store::Store;

/// The name of this consumer in the inbox.
pub const CONSUMER: &str = "route";

/// What came of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Routed {
    /// Sent to a department.
    Dispatched,
    /// Left on the dispatch desk.
    Waiting,
    /// Done before; nothing was changed.
    AlreadyDone,
}

/// Routes the appeal that a message tells of. May be called any number of times for one message and acts
/// once: the inbox mark is written in the same transaction.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is no such appeal.
pub async fn route_appeal(
    store: &Store,
    call: &Call,
    message: Uuid,
    appeal: Uuid,
) -> Result<Routed, ServiceError> {
    let reference = store.reference().get(store).await?;
    let (service, call) = (store.clone(), call.clone());
    store
        .transact(move |tx| {
            Box::pin(async move {
                if !inbox::mark(tx, CONSUMER, message, call.now).await? {
                    return Ok(Routed::AlreadyDone);
                }
                let mut dossier = Dossier::open(tx, &service, &reference, appeal).await?;
                // What a person has taken in goes the way of the rest; what waits on the desk waits.
                let taken_in = dossier.appeal.state == State::Accepted && dossier.appeal.manual;
                if dossier.appeal.state != State::Submitted && !taken_in {
                    return Ok(Routed::AlreadyDone);
                }
                dossier.catch_up(&service, &call)?;
                let input = input(tx, &reference, &dossier).await?;
                let decision = reference.catalogue.decide(&input);
                let department = decision
                    .department
                    .as_ref()
                    .filter(|_| decision.automatic)
                    .and_then(|code| reference.department_ids.get(code))
                    .copied();
                let command = Command::Route { decision: Box::new(decision), department };
                dossier.command(&service, &call, &Actor::System, &command)?;
                dossier.save(tx, &service, &call).await?;
                let gone = dossier.appeal.state.department().is_some();
                Ok(if gone { Routed::Dispatched } else { Routed::Waiting })
            })
        })
        .await
}

/// What the firm has said so far: the appeal, and what it added later.
async fn input(
    tx: &crate::tx::Tx,
    reference: &Reference,
    dossier: &Dossier,
) -> Result<RoutingInput, ServiceError> {
    let row = &dossier.row;
    let later = appeal_events::Entity::find()
        .filter(appeal_events::Column::AppealId.eq(row.id))
        .filter(appeal_events::Column::Kind.is_in(["supplemented", "reopened"]))
        .order_by_asc(appeal_events::Column::Seq)
        .all(tx)
        .await?;
    let mut content = row.content.clone();
    for record in later {
        let (Event::Supplemented { text, .. } | Event::Reopened { reason: text, .. }) =
            Event::from_parts(&record.kind, &record.data)?
        else {
            continue;
        };
        content.push('\n');
        content.push_str(&text);
    }
    let about = dossier.appeal.conflicts.first();
    Ok(RoutingInput {
        title: row.title.clone(),
        content,
        category: row.category.clone(),
        county: row.county.clone(),
        chain: row.chain.clone(),
        about_department: about.and_then(|id| Some(reference.departments.get(id)?.code.clone())),
    })
}
