//! Changes of calendars and profiles (时限变更): proposed, previewed, applied in one recorded step.
//!
//! A proposal is a value: the next version of a calendar or profile. [`preview`] counts every open clock by
//! it and keeps the list of what would move. [`apply`] does the same again, refuses when the list has become
//! another one, and publishes the version in one transaction; from that moment every transaction counts by
//! it (`Dossier::follow_changes`), and [`carry`] walks through the open clocks so that none has to wait until
//! somebody touches it.
//!
//! To add something that a change may move: a field in `Recount` (`service/src/clocks/recount.rs`), a number
//! in [`ChangeSummary`], a place in the record of [`moves`].

pub mod apply;
pub mod carry;
pub mod moves;
pub mod preview;
pub mod read;
pub mod rules;
mod scan;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A change of a calendar.
pub const CALENDAR: &str = "calendar";
/// A change of a profile.
pub const PROFILE: &str = "profile";

/// Shown, and waiting for a decision.
pub const PREVIEWED: &str = "previewed";
/// Published; the open clocks are being counted anew.
pub const APPLYING: &str = "applying";
/// Every open clock is counted by it.
pub const DONE: &str = "done";
/// Given up, or overtaken by a fresh preview.
pub const DISCARDED: &str = "discarded";

/// How many of each kind of card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CardCount {
    /// Yellow cards.
    pub yellow: u64,
    /// Red cards.
    pub red: u64,
    /// Orders, interviews, escalations.
    pub other: u64,
}

impl CardCount {
    fn add(&mut self, more: Self) {
        self.yellow += more.yellow;
        self.red += more.red;
        self.other += more.other;
    }
}

/// What a change would move, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChangeSummary {
    /// First civil day that is counted otherwise; none for a profile.
    pub first_day: Option<NaiveDate>,
    /// Last such day.
    pub last_day: Option<NaiveDate>,
    /// Open clocks that were counted.
    pub counted: u64,
    /// Open clocks with another due moment, another remainder or another card.
    pub moved: u64,
    /// Appeals that they belong to.
    pub appeals: u64,
    /// Moved to a later moment.
    pub later: u64,
    /// Moved to an earlier moment.
    pub earlier: u64,
    /// Standing still, with another remainder.
    pub standing_still: u64,
    /// Due moments that are no longer provisional (待定).
    pub confirmed: u64,
    /// Due moments that are provisional afterwards.
    pub provisional: u64,
    /// Moved clocks by stage.
    pub by_stage: BTreeMap<String, u64>,
    /// The largest move, in seconds of the wall clock.
    pub largest_move_s: u64,
    /// Cards that would be given at once.
    pub cards_appear: CardCount,
    /// Cards that have been given and would become moot.
    pub cards_void: CardCount,
    /// Clocks that would be late at once.
    pub late_now: u64,
    /// Breaches that would be none.
    pub breaches_withdrawn: u64,
}

/// How two lists of moves differ.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Differences {
    /// Clocks that have come into the list.
    pub added: u64,
    /// Clocks that have gone from it.
    pub gone: u64,
    /// Clocks that move otherwise.
    pub different: u64,
    /// Some of their appeals.
    pub appeals: Vec<Uuid>,
}

impl Differences {
    /// All of them together.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.added + self.gone + self.different
    }
}

/// A preview that the world has moved away from: the one to decide on now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Outdated {
    /// The fresh preview.
    pub preview: Uuid,
    /// What is new in it.
    pub differences: Differences,
}
