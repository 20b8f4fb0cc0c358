//! When a provider's window opens again. The providers count whole minutes and days of Beijing.

use std::time::Duration;

use chrono::{DurationRound, FixedOffset, TimeDelta};
use domain::time::Timestamp;

/// China Standard Time: UTC+8 since 1991, without summer time.
pub(crate) fn beijing() -> FixedOffset {
    const { FixedOffset::east_opt(8 * 3600).expect("eight hours are within a day") }
}

/// Until the next full minute, and one second more.
pub(crate) fn until_next_minute(now: Timestamp) -> Duration {
    until_next(now, TimeDelta::minutes(1))
}

/// Until the next midnight in Beijing, and one second more.
pub(crate) fn until_next_day(now: Timestamp) -> Duration {
    until_next(now, TimeDelta::days(1))
}

fn until_next(now: Timestamp, step: TimeDelta) -> Duration {
    let local = now.with_timezone(&beijing());
    let gap = local
        .naive_local()
        .duration_trunc(step)
        .map_or(step, |start| step - (local.naive_local() - start));
    gap.to_std().unwrap_or_default() + Duration::from_secs(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_open_at_the_next_minute_and_at_midnight_in_beijing() {
        // 2023-11-15 06:13:20 in Beijing.
        let now = Timestamp::from_timestamp(1_700_000_000, 0).unwrap();
        assert_eq!(until_next_minute(now), Duration::from_secs(41));
        assert_eq!(until_next_day(now), Duration::from_secs(17 * 3600 + 46 * 60 + 40 + 1));
    }
}
