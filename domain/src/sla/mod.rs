//! Clocks (时限): when an appeal's stage is due, how its lamp stands, how much is left, and why.
//!
//! Everything here is computed from three values: a compiled calendar, the clock's terms, a moment.
//! Nothing is stored but those. To add a unit: add it to [`Unit`] and say in `engine.rs` how much of it
//! is left at a moment and where a given rest of it ends; due, pauses, lamps and explanations follow.

mod applies;
mod engine;
mod explain;
mod ladder;
mod lamp;
pub mod profile;
mod remaining;

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

pub use self::applies::{Applies, Facts, Specificity};
pub(crate) use self::applies::{newest_of, strongest_of};
pub use self::engine::{ClockState, Due, Settled, due, settle, state};
pub use self::explain::{Explanation, Measure, Span, Why, explain};
pub use self::ladder::{rung_moments, workday_close_after, workday_close_before};
pub use self::lamp::{Lamp, lamp_at, yellow_at};
pub use self::remaining::{Remaining, RemainingParts, remaining};
use crate::calendar::CalendarFault;
use crate::time::Timestamp;

/// What a clock counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Working days (工作日); due at closing time.
    Workday,
    /// Calendar days (自然日); due at closing time, a last day off moves to the next working day
    /// (民法典 art. 203).
    Day,
    /// Hours of opening time.
    Workhour,
    /// Minutes of opening time.
    Workminute,
    /// Elapsed hours, 24 × 7.
    Hour,
    /// Elapsed minutes, 24 × 7.
    Minute,
}

impl Unit {
    /// Length in microseconds of a unit of time; `None` for units of days.
    #[must_use]
    pub const fn micros(self) -> Option<i64> {
        match self {
            Self::Workday | Self::Day => None,
            Self::Workhour | Self::Hour => Some(3_600_000_000),
            Self::Workminute | Self::Minute => Some(60_000_000),
        }
    }

    /// Whether the unit runs by the calendar; elapsed time does not.
    #[must_use]
    pub const fn needs_calendar(self) -> bool {
        !matches!(self, Self::Hour | Self::Minute)
    }

    /// The word used in data and over the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Workday => "workday",
            Self::Day => "day",
            Self::Workhour => "workhour",
            Self::Workminute => "workminute",
            Self::Hour => "hour",
            Self::Minute => "minute",
        }
    }

    /// Reads a word written by [`Unit::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Workday, Self::Day, Self::Workhour, Self::Workminute, Self::Hour, Self::Minute]
            .into_iter()
            .find(|unit| unit.as_str() == word)
    }
}

/// How many units a clock runs: a whole number from 1 to [`Amount::MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Amount(NonZeroU32);

impl Amount {
    /// The most that a single clock may run: a million units, almost two years of minutes.
    pub const MAX: u32 = 1_000_000;

    /// Parses a number of units; `None` for zero and for more than [`Amount::MAX`].
    #[must_use]
    pub const fn new(units: u32) -> Option<Self> {
        match NonZeroU32::new(units) {
            Some(units) if units.get() <= Self::MAX => Some(Self(units)),
            _ => None,
        }
    }

    /// The number of units.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0.get()
    }
}

impl TryFrom<u32> for Amount {
    type Error = ClockFault;

    fn try_from(units: u32) -> Result<Self, Self::Error> {
        Self::new(units).ok_or(ClockFault::BadAmount)
    }
}

impl From<Amount> for u32 {
    fn from(amount: Amount) -> Self {
        amount.get()
    }
}

/// A time in which a clock stands still: waiting for the firm (待补充) or parked (挂账).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    /// First moment of the pause.
    pub from: Timestamp,
    /// Moment of resumption; `None` while the pause lasts.
    #[serde(default)]
    pub to: Option<Timestamp>,
}

/// All that a clock's due moment depends on, besides the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockTerms {
    /// What is counted.
    pub unit: Unit,
    /// How many units, before extensions.
    pub amount: Amount,
    /// Units added by each extension (延期) granted. An extension adds to the amount, and the due
    /// moment is recalculated from the start.
    #[serde(default)]
    pub extensions: Vec<u32>,
    /// The starting event.
    pub started_at: Timestamp,
    /// Pauses, in any order; overlapping ones count once.
    #[serde(default)]
    pub pauses: Vec<Pause>,
}

impl ClockTerms {
    /// Terms without extensions or pauses.
    #[must_use]
    pub const fn new(unit: Unit, amount: Amount, started_at: Timestamp) -> Self {
        Self { unit, amount, extensions: Vec::new(), started_at, pauses: Vec::new() }
    }

    /// Units in all: amount and extensions.
    ///
    /// # Errors
    /// [`ClockFault::BadAmount`] when the sum exceeds [`Amount::MAX`].
    pub fn total(&self) -> Result<u32, ClockFault> {
        let sum = self.extensions.iter().try_fold(self.amount.get(), |sum, &x| sum.checked_add(x));
        sum.filter(|&sum| sum <= Amount::MAX).ok_or(ClockFault::BadAmount)
    }
}

/// Why a clock cannot be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClockFault {
    /// The calendar cannot answer.
    #[error(transparent)]
    Calendar(#[from] CalendarFault),
    /// The amount is zero, or more than [`Amount::MAX`] with its extensions.
    #[error("an amount is a whole number from 1 to {}, extensions included", Amount::MAX)]
    BadAmount,
    /// A pause ends before it begins.
    #[error("a pause ends before it begins")]
    PauseBackwards,
    /// The clock stands still, so that it has no due moment; ask [`state`] for what is left.
    #[error("the clock is paused and has no due moment")]
    Paused,
}
