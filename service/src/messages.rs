//! What the rest of the platform is told: which appeals changed, with ids and kinds, and no personal data.
//! Written into the outbox by whoever saves an appeal; read by the consumers and the live streams.
//!
//! A transaction that changes one appeal writes one change; one that changes many writes them together, as
//! `{"changes": […]}`, so that neither broker nor consumers need a transaction for each.

use domain::appeal::State;
use entity::outbox;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::call::Call;
use crate::dead_letters::DeadLetter;
use crate::error::ServiceError;
use crate::ledger::Dossier;
use crate::store::Store;
use crate::{bulk, inbox};

/// The routing key of a message after which the router looks at the appeal.
pub const KEY_SUBMITTED: &str = "appeal.submitted";
/// The routing key of every later message.
pub const KEY_CHANGED: &str = "appeal.changed";
/// The most changes of one message: a consumer does it in one transaction, and a broker carries it.
pub const MOST_CHANGES: usize = 200;
/// The most events of one message, where the changes are large.
pub const MOST_EVENTS: usize = 1_000;
/// The events after which the router looks, where they leave the appeal on the way to a department. What a
/// dispatcher has taken back to the desk stays there.
const ROUTED_AFTER: [&str; 6] =
    ["submitted", "supplemented", "reopened", "decline_appealed", "accepted", "unmerged"];

/// The body of a message: one change, or several.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Body<C> {
    /// What was saved together.
    Many {
        /// The changes, each as if it were alone.
        changes: Vec<C>,
    },
    /// One appeal's change.
    One(C),
}

impl<C> Body<C> {
    /// The changes, however many.
    #[must_use]
    pub fn into_changes(self) -> Vec<C> {
        match self {
            Self::Many { changes } => changes,
            Self::One(change) => vec![change],
        }
    }
}

/// A change as consumers read it: they look up the rest.
#[derive(Clone, Debug, Deserialize)]
pub struct Change {
    /// The appeal.
    pub appeal_id: Uuid,
    /// What happened to it.
    pub events: Vec<EventRef>,
}

impl Change {
    /// The change of one appeal by its events.
    #[must_use]
    pub fn of(appeal_id: Uuid, events: impl IntoIterator<Item = Uuid>) -> Self {
        Self { appeal_id, events: events.into_iter().map(|id| EventRef { id }).collect() }
    }
}

/// One event of a change.
#[derive(Clone, Debug, Deserialize)]
pub struct EventRef {
    /// The id.
    pub id: Uuid,
}

/// Takes a message of several changes apart, where one of them cannot be worked on: each then comes alone,
/// and only the one at fault becomes a dead letter. Answers `false` for a message of one change.
///
/// The message itself counts as processed by the consumer, so that it is taken apart once.
///
/// # Errors
/// When the database does not answer; the message must then stay in the queue.
pub async fn take_apart(
    store: &Store,
    call: &Call,
    consumer: &'static str,
    letter: &DeadLetter,
) -> Result<bool, ServiceError> {
    let Some(changes) = letter.payload.get("changes").and_then(Value::as_array) else {
        return Ok(false);
    };
    let (key, id) = (letter.routing_key.clone(), letter.message_id);
    let rows: Vec<_> =
        changes.iter().map(|change| message(store, call, &key, change.clone())).collect();
    let now = call.now;
    store
        .transact(move |tx| {
            Box::pin(async move {
                if inbox::mark(tx, consumer, id, now).await? {
                    bulk::insert::<outbox::Entity>(tx, rows, false).await?;
                }
                Ok(true)
            })
        })
        .await
}

/// The messages for appeals that are saved together. What the router has to look at goes alone, since its
/// work is a transaction of its own.
pub(crate) fn of_all<'d>(
    store: &Store,
    call: &Call,
    dossiers: impl IntoIterator<Item = &'d Dossier>,
) -> Vec<outbox::Model> {
    let mut messages = Vec::new();
    let mut together: Vec<Value> = Vec::new();
    let mut events = 0;
    for dossier in dossiers {
        if is_to_route(dossier) {
            messages.push(message(store, call, KEY_SUBMITTED, change(dossier)));
            continue;
        }
        let more = dossier.recorded().len();
        if together.len() == MOST_CHANGES || (events > 0 && events + more > MOST_EVENTS) {
            messages.push(joined(store, call, &mut together));
            events = 0;
        }
        together.push(change(dossier));
        events += more;
    }
    if !together.is_empty() {
        messages.push(joined(store, call, &mut together));
    }
    messages
}

/// The message for one appeal.
pub(crate) fn of_one(store: &Store, call: &Call, dossier: &Dossier) -> outbox::Model {
    let key = if is_to_route(dossier) { KEY_SUBMITTED } else { KEY_CHANGED };
    message(store, call, key, change(dossier))
}

fn joined(store: &Store, call: &Call, changes: &mut Vec<Value>) -> outbox::Model {
    let mut changes = std::mem::take(changes);
    let payload = match (changes.len(), changes.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            changes.extend(last);
            json!({ "changes": changes })
        }
    };
    message(store, call, KEY_CHANGED, payload)
}

fn is_to_route(dossier: &Dossier) -> bool {
    dossier.recorded().iter().any(|event| ROUTED_AFTER.contains(&event.kind.as_str()))
        && matches!(dossier.appeal.state, State::Submitted | State::Accepted)
}

fn change(dossier: &Dossier) -> Value {
    let (row, appeal) = (&dossier.row, &dossier.appeal);
    let events: Vec<_> = dossier
        .recorded()
        .iter()
        .map(|event| json!({ "id": event.id, "seq": event.seq, "kind": event.kind }))
        .collect();
    json!({
        "appeal_id": row.id,
        "enterprise_id": row.enterprise_id,
        "department_id": row.department_id,
        "helpers": appeal.co_departments(),
        "members": appeal.task_force.as_ref().map(|force| &force.members),
        "confidential": row.confidential,
        "desk_asked": appeal.orders.iter().any(|order| order.department.is_none()),
        "state": row.state,
        "version": row.version,
        "events": events,
    })
}

fn message(store: &Store, call: &Call, key: &str, payload: Value) -> outbox::Model {
    let mut headers = serde_json::Map::new();
    headers.insert("request_id".into(), call.request_id.clone().into());
    if let Some(traceparent) = &call.traceparent {
        headers.insert("traceparent".into(), traceparent.clone().into());
    }
    outbox::Model {
        id: store.ids().next(),
        routing_key: key.to_owned(),
        payload,
        headers: headers.into(),
        created_at: call.now,
        available_at: call.now,
        leased_until: None,
        lease_id: None,
        attempts: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_change_and_many_are_read_alike() -> Result<(), serde_json::Error> {
        let one = json!({ "appeal_id": Uuid::from_u128(1), "events": [{ "id": Uuid::from_u128(2), "seq": 1 }] });
        for (payload, count) in [(one.clone(), 1), (json!({ "changes": [one.clone(), one] }), 2)] {
            let changes = serde_json::from_value::<Body<Change>>(payload)?.into_changes();
            assert_eq!(changes.len(), count);
            assert!(changes.iter().all(|change| change.events[0].id == Uuid::from_u128(2)));
        }
        Ok(())
    }

    #[test]
    fn what_is_no_change_is_an_error() {
        for payload in [json!({}), json!({ "changes": [{}] }), json!({ "unreadable": "?" })] {
            assert!(serde_json::from_value::<Body<Change>>(payload).is_err());
        }
    }
}
