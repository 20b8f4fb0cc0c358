//! The audit trail (审计链): who did what, to what, when; chained so that no row can be changed, removed,
//! swapped or cut off without being found. The rules are in [`domain::audit`]; here are writing
//! ([`chain`]), reading ([`entries`]), proving ([`verify`]) and giving heads away ([`heads`]).
//!
//! To record something: `tx.audit(Draft::of(…))` inside the transaction that does it. Events of appeals
//! are recorded by the dossier itself.

pub mod adopt;
pub mod chain;
pub mod entries;
pub mod heads;
pub mod states;
pub mod verify;

use domain::audit::{Record, canonical};
use domain::time::Timestamp;
use entity::appeal_events;
use serde_json::Value;
use uuid::Uuid;

use crate::call::Call;

/// An entry before it has its place in the chain.
#[derive(Clone, Debug)]
pub struct Draft {
    pub(crate) at: Timestamp,
    pub(crate) actor_kind: String,
    pub(crate) actor_id: Option<Uuid>,
    pub(crate) action: String,
    pub(crate) subject_kind: &'static str,
    pub(crate) subject_id: Option<Uuid>,
    pub(crate) details: String,
    pub(crate) request_id: String,
    pub(crate) record: Option<Box<appeal_events::Model>>,
}

impl Draft {
    /// What the caller has done to a subject. `details` may carry ids, codes and numbers, never what
    /// names or reaches a person: entries are kept for ever. What somebody wrote goes in without
    /// numbers ([`domain::text::redact`]).
    #[must_use]
    pub fn of(
        call: &Call,
        action: &'static str,
        subject: (&'static str, Option<Uuid>),
        details: &Value,
    ) -> Self {
        Self {
            at: call.now,
            actor_kind: call.caller.kind().to_owned(),
            actor_id: call.caller.id(),
            action: action.to_owned(),
            subject_kind: subject.0,
            subject_id: subject.1,
            details: canonical(details),
            request_id: call.request_id.clone(),
            record: None,
        }
    }

    /// An event of an appeal: the entry stands for it by its digest.
    #[must_use]
    pub fn of_event(event: &appeal_events::Model) -> Self {
        Self {
            at: event.at,
            actor_kind: event.actor_kind.clone(),
            actor_id: event.actor_id,
            action: format!("appeal.{}", event.kind),
            subject_kind: "appeal",
            subject_id: Some(event.appeal_id),
            details: canonical(&serde_json::json!({ "seq": event.seq })),
            request_id: event.request_id.clone().unwrap_or_default(),
            record: Some(Box::new(event.clone())),
        }
    }

    /// An event that was rewritten because something in it was erased: the entry carries the new digest.
    #[must_use]
    pub fn of_erasure(call: &Call, event: &appeal_events::Model) -> Self {
        let action = domain::audit::RECORD_ERASED;
        let subject = ("appeal", Some(event.appeal_id));
        let mut draft = Self::of(call, action, subject, &serde_json::json!({ "seq": event.seq }));
        draft.record = Some(Box::new(event.clone()));
        draft
    }
}

/// An event as the chain stands for it.
pub(crate) fn record(event: &appeal_events::Model) -> Record<'_> {
    Record {
        id: event.id,
        appeal: event.appeal_id,
        seq: event.seq,
        kind: &event.kind,
        audience: &event.audience,
        actor_kind: &event.actor_kind,
        actor_id: event.actor_id,
        at: event.at,
        data: &event.data,
    }
}
