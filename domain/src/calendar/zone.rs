//! Local wall-clock time to moments, also on the days when the clock is put forward or back.

use chrono::{LocalResult, NaiveDate, TimeDelta, TimeZone};
use chrono_tz::{GapInfo, Tz};

/// Which of two equal readings of the wall clock is meant, when it is put back.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fold {
    /// The first: for the start of something.
    First,
    /// The second: for the end of something, so that the repeated hour counts as elapsed time.
    Second,
}

/// Microseconds since 1970 UTC of a wall-clock reading, `seconds` after the midnight of `date`. A
/// reading that the clock skips means the moment of the skip.
pub(super) fn micros(zone: Tz, date: NaiveDate, seconds: u32, fold: Fold) -> i64 {
    let local = date.and_time(chrono::NaiveTime::MIN) + TimeDelta::seconds(i64::from(seconds));
    match zone.from_local_datetime(&local) {
        LocalResult::Single(at) => at.timestamp_micros(),
        LocalResult::Ambiguous(first, second) => {
            (if fold == Fold::First { first } else { second }).timestamp_micros()
        }
        LocalResult::None => GapInfo::new(&local, &zone)
            .and_then(|gap| gap.end)
            .map_or_else(|| local.and_utc().timestamp_micros(), |end| end.timestamp_micros()),
    }
}
