//! Percentiles of durations.

use std::time::Duration;

use serde::Serialize;

/// How long something took, in milliseconds, over all that was measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Spread {
    /// How many were measured.
    pub count: usize,
    /// Half took no longer.
    pub p50_ms: f64,
    /// 95 % took no longer.
    pub p95_ms: f64,
    /// 99 % took no longer.
    pub p99_ms: f64,
    /// The longest.
    pub max_ms: f64,
}

impl Spread {
    /// Of these, in any order; all zero when there are none.
    #[must_use]
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let at =
            |percent| nearest_rank(&times, percent).map_or(0.0, |time| time.as_secs_f64() * 1e3);
        Self { count: times.len(), p50_ms: at(50), p95_ms: at(95), p99_ms: at(99), max_ms: at(100) }
    }
}

impl std::fmt::Display for Spread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { p50_ms, p95_ms, p99_ms, max_ms, .. } = self;
        write!(f, "p50 {p50_ms:.0} · p95 {p95_ms:.0} · p99 {p99_ms:.0} · max {max_ms:.0} ms")
    }
}

/// The smallest value that at least `percent` % of the sorted values do not exceed (nearest rank).
fn nearest_rank(sorted: &[Duration], percent: usize) -> Option<Duration> {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let times: Vec<_> = (1..=200).rev().map(Duration::from_millis).collect();
        let spread = Spread::of(times);
        assert_eq!((spread.p50_ms, spread.p95_ms, spread.p99_ms), (100.0, 190.0, 198.0));
        assert_eq!((spread.max_ms, spread.count), (200.0, 200));
    }

    #[test]
    fn as_many_as_the_percentage_says_do_not_exceed_it_and_no_smaller_value_will_do() {
        for length in 1..60_u64 {
            let times: Vec<_> = (0..length).map(|n| Duration::from_millis(n * n % 17)).collect();
            let mut sorted = times.clone();
            sorted.sort_unstable();
            for percent in 1..=100 {
                let found = nearest_rank(&sorted, percent).unwrap();
                let within = |limit| times.iter().filter(|time| **time <= limit).count() * 100;
                assert!(within(found) >= percent * times.len());
                let smaller = times.iter().filter(|time| **time < found).max();
                assert!(smaller.is_none_or(|time| within(*time) < percent * times.len()));
            }
        }
    }

    #[test]
    fn of_nothing_is_all_zero() {
        assert_eq!(Spread::of(Vec::new()), Spread::default());
    }
}
