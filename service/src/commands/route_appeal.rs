//! The router takes a submitted appeal: accepts it, decides by the dispatch catalogue, and sends it to a
//! department when it is sure. The decision is stored with its reasons either way (PIPL art. 24).

use domain::appeal::{Actor, Command, State};
use domain::routing::RoutingInput;
use uuid::Uuid;

use crate::call::Call;
use crate::error::ServiceError;
use crate::inbox;
use crate::ledger::Dossier;
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
                if dossier.appeal.state != State::Submitted {
                    return Ok(Routed::AlreadyDone);
                }
                dossier.catch_up(&service, &call)?;
                let decision = reference.catalogue.decide(&input(&dossier));
                let department = decision
                    .department
                    .as_ref()
                    .filter(|_| decision.automatic)
                    .and_then(|code| reference.department_ids.get(code))
                    .copied();
                let command = Command::Route { decision: Box::new(decision), department };
                dossier.command(&service, &call, &Actor::System, &command)?;
                dossier.save(tx, &service, &call).await?;
                Ok(if department.is_some() { Routed::Dispatched } else { Routed::Waiting })
            })
        })
        .await
}

fn input(dossier: &Dossier) -> RoutingInput {
    let row = &dossier.row;
    RoutingInput {
        title: row.title.clone(),
        content: row.content.clone(),
        category: row.category.clone(),
        county: row.county.clone(),
        chain: row.chain.clone(),
        about_department: None,
    }
}
