//! What has happened to an appeal. Events are never changed or removed.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::command::{ContactMethod, ReplyOutcome};
use super::state::Outcome;
use crate::routing::Decision;
use crate::sla::profile::Stage;
use crate::time::Timestamp;

/// Who decided where an appeal goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DispatchedBy {
    /// The router was sure.
    Router,
    /// A dispatcher decided.
    Dispatcher,
}

/// Who may see an event on the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The firm and everybody below.
    Firm,
    /// Departments, dispatchers and supervisors.
    Staff,
}

impl Audience {
    /// The name used in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Firm => "firm",
            Self::Staff => "staff",
        }
    }
}

/// One event. Texts that the firm wrote when filing stay with the appeal; everything that happens later
/// is here in full.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum Event {
    /// Filed (提交). The clocks start here.
    Submitted {
        /// For which firm.
        enterprise: Uuid,
        /// Category code.
        category: String,
        /// Profile code, and so the clocks.
        level: String,
        /// Version of that profile.
        profile_version: i32,
        /// Whether departments may not learn who filed it.
        confidential: bool,
        /// SHA-256 of title and content, in hex.
        content_sha256: String,
    },
    /// Taken in (受理).
    Accepted {
        /// Whether without a person.
        automatic: bool,
    },
    /// The router has looked at it; the decision carries its reasons (PIPL art. 24).
    Routed {
        /// In full.
        decision: Box<Decision>,
    },
    /// Sent to a department (派单).
    Dispatched {
        /// Where to.
        department: Uuid,
        /// Who decided.
        by: DispatchedBy,
        /// Whether it may not be returned.
        is_final: bool,
    },
    /// Taken by a handler, or given to one.
    Assigned {
        /// Who handles it now.
        handler: Uuid,
        /// Whether by their own claim.
        claimed: bool,
    },
    /// Signed for (签收).
    Signed {
        /// After the deadline.
        late: bool,
        /// By the clock, not by a person.
        automatic: bool,
    },
    /// The firm was contacted (联系).
    Contacted {
        /// How.
        method: ContactMethod,
        /// What was said.
        note: String,
        /// Whether this was the first contact, which stops its clock.
        first: bool,
    },
    /// An internal note.
    Noted {
        /// Its text.
        text: String,
    },
    /// A reply was written (答复), not yet approved.
    Replied {
        /// Its text.
        text: String,
        /// What it achieves.
        outcome: ReplyOutcome,
        /// Files that go with it.
        attachments: Vec<Uuid>,
        /// Who wrote it; may not approve it.
        author: Uuid,
    },
    /// The reply was approved and is now before the firm.
    ReplyApproved {
        /// Its text, so that the firm's timeline is whole without internal events.
        text: String,
        /// What it achieves.
        outcome: ReplyOutcome,
        /// Files that go with it.
        attachments: Vec<Uuid>,
    },
    /// The reply was sent back to the handler.
    ReplyReturned {
        /// Why.
        reason: String,
    },
    /// The firm rated (评价).
    Rated {
        /// 1 to 5.
        score: u8,
        /// In the firm's words.
        comment: Option<String>,
        /// 4 and 5.
        satisfied: bool,
    },
    /// Sent back for another round (重办).
    ReworkStarted {
        /// 1 or 2.
        round: u8,
    },
    /// Both rounds are used up: the supervisors take over.
    ReworkExhausted,
    /// Closed (办结).
    Closed {
        /// How.
        outcome: Outcome,
        /// Whether the firm rated; unrated is not satisfied.
        rated: bool,
    },
    /// A clock ran out. The moment is the computed one, not when it was noticed.
    ClockBreached {
        /// Which clock.
        stage: Stage,
        /// When it ran out.
        due_at: Timestamp,
        /// Who held the appeal.
        department: Option<Uuid>,
    },
    /// A rung of the ladder fired: a card, an order, an interview, an escalation.
    RungFired {
        /// Which clock.
        stage: Stage,
        /// Which rung of its ladder.
        rung: String,
        /// `card`, `supervision_order`, `interview` or `escalate`.
        action: String,
        /// `yellow` or `red`, for cards.
        colour: Option<String>,
        /// When the rung was due.
        due_at: Timestamp,
        /// Who held the appeal.
        department: Option<Uuid>,
    },
}

impl Event {
    /// The name used on the wire, in the database and, after `appeal.`, as routing key.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Submitted { .. } => "submitted",
            Self::Accepted { .. } => "accepted",
            Self::Routed { .. } => "routed",
            Self::Dispatched { .. } => "dispatched",
            Self::Assigned { .. } => "assigned",
            Self::Signed { .. } => "signed",
            Self::Contacted { .. } => "contacted",
            Self::Noted { .. } => "noted",
            Self::Replied { .. } => "replied",
            Self::ReplyApproved { .. } => "reply_approved",
            Self::ReplyReturned { .. } => "reply_returned",
            Self::Rated { .. } => "rated",
            Self::ReworkStarted { .. } => "rework_started",
            Self::ReworkExhausted => "rework_exhausted",
            Self::Closed { .. } => "closed",
            Self::ClockBreached { .. } => "clock_breached",
            Self::RungFired { .. } => "rung_fired",
        }
    }

    /// Who may see it.
    #[must_use]
    pub const fn audience(&self) -> Audience {
        match self {
            Self::Submitted { .. }
            | Self::Accepted { .. }
            | Self::Dispatched { .. }
            | Self::Signed { .. }
            | Self::Contacted { .. }
            | Self::ReplyApproved { .. }
            | Self::Rated { .. }
            | Self::ReworkStarted { .. }
            | Self::ReworkExhausted
            | Self::Closed { .. } => Audience::Firm,
            Self::Routed { .. }
            | Self::Assigned { .. }
            | Self::Noted { .. }
            | Self::Replied { .. }
            | Self::ReplyReturned { .. }
            | Self::ClockBreached { .. }
            | Self::RungFired { .. } => Audience::Staff,
        }
    }

    /// The `data` part alone, as stored.
    ///
    /// # Errors
    /// Only if serialisation itself fails, which plain data does not.
    pub fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        let mut whole = serde_json::to_value(self)?;
        Ok(whole.get_mut("data").map_or(serde_json::Value::Null, serde_json::Value::take))
    }

    /// Reads an event back from its kind and data.
    ///
    /// # Errors
    /// When the pair was not written by this version or an earlier one.
    pub fn from_parts(kind: &str, data: &serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(if data.is_null() {
            serde_json::json!({ "kind": kind })
        } else {
            serde_json::json!({ "kind": kind, "data": data })
        })
    }
}

/// An event with its place in the history.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRecord {
    /// From 1, without gaps.
    pub seq: i64,
    /// When it happened.
    pub at: Timestamp,
    /// What.
    pub event: Event,
}
