//! The machine's clock and the machine's ids: the one owner of the calls that `clippy.toml` bans.
//!
//! Everything else asks a [`TimeSource`] or an [`IdSource`], so that it can be replayed and tested.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::{TimeDelta, Utc};
use domain::ids::IdSource;
use domain::time::{TimeSource, Timestamp, to_micros};
use uuid::Uuid;

/// The machine's clock, in UTC, cut to microseconds.
#[derive(Debug, Clone, Copy, Default)]
pub struct MachineTime;

impl TimeSource for MachineTime {
    #[expect(clippy::disallowed_methods, reason = "the one owner of the machine's clock")]
    fn now(&self) -> Timestamp {
        to_micros(Utc::now())
    }
}

/// A clock that only moves when told: for tests and for replaying a day.
#[derive(Debug)]
pub struct ManualTime {
    at: Mutex<Timestamp>,
}

impl ManualTime {
    /// A clock that stands at `at` (cut to microseconds).
    #[must_use]
    pub fn starting_at(at: Timestamp) -> Self {
        Self { at: Mutex::new(to_micros(at)) }
    }

    /// Puts the clock at `at`, forwards or backwards.
    pub fn set(&self, at: Timestamp) {
        *self.at.lock().unwrap_or_else(PoisonError::into_inner) = to_micros(at);
    }

    /// Moves the clock forward. A step beyond what a date can hold leaves it where it is.
    pub fn advance(&self, by: Duration) {
        let mut at = self.at.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(later) =
            TimeDelta::from_std(by).ok().and_then(|delta| at.checked_add_signed(delta))
        {
            *at = to_micros(later);
        }
    }
}

impl TimeSource for ManualTime {
    fn now(&self) -> Timestamp {
        *self.at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// New ids of version 7 (RFC 9562): they sort by the millisecond in which they were made.
#[derive(Debug, Clone, Copy, Default)]
pub struct MachineIds;

impl IdSource for MachineIds {
    #[expect(clippy::disallowed_methods, reason = "the one owner of new ids")]
    fn next(&self) -> Uuid {
        Uuid::now_v7()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machine_gives_whole_microseconds() {
        assert_eq!(MachineTime.now().timestamp_subsec_nanos() % 1_000, 0);
    }

    #[test]
    fn a_manual_clock_moves_only_when_told() {
        let start = Timestamp::UNIX_EPOCH;
        let clock = ManualTime::starting_at(start);
        assert_eq!(clock.now(), start);
        clock.advance(Duration::from_nanos(1_500));
        assert_eq!(clock.now() - start, TimeDelta::microseconds(1));
        clock.set(start);
        assert_eq!(clock.now(), start);
        clock.advance(Duration::MAX);
        assert_eq!(clock.now(), start);
    }

    #[test]
    fn ids_are_of_version_seven_and_never_repeat() {
        let ids: std::collections::BTreeSet<_> = (0..1_000).map(|_| MachineIds.next()).collect();
        assert_eq!(ids.len(), 1_000);
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
    }
}
