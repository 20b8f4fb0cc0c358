//! What a change of calendar or profile does to the open clocks of an appeal: the parts of
//! [`Event::ClocksRecalculated`](super::Event) and [`Event::CardsCorrected`](super::Event).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::facts::Promise;
use crate::sla::profile::Stage;
use crate::time::Timestamp;

/// The profile that counts from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileNow {
    /// Its code.
    pub code: String,
    /// Its version.
    pub version: i32,
    /// What it promises about the resolve clock.
    pub promise: Promise,
}

/// One clock that moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockMove {
    /// Which clock.
    pub clock: Uuid,
    /// Its stage.
    pub stage: Stage,
    /// Its round.
    pub round: i32,
    /// When it was due; `None` while it stood still.
    pub old_due: Option<Timestamp>,
    /// When it is due now; `None` while it stands still.
    pub new_due: Option<Timestamp>,
}

/// A rung that had fired too early.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidRung {
    /// Its key in the ladder.
    pub rung: String,
    /// The moment that was computed for it then.
    pub due_at: Timestamp,
}

/// What became of a recorded breach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreachCorrected {
    /// The moment that was recorded.
    pub was: Timestamp,
    /// The moment that counts now; `None`: there is no breach, the clock runs on.
    pub now: Option<Timestamp>,
}
