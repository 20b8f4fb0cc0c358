//! The generic cell rate algorithm (ITU-T I.371), in whole microseconds: one number per key, no timer.
//! The Lua script of the Redis twin computes the same.

use std::time::Duration;

use super::RateVerdict;

/// Takes one. `tat` is the theoretical arrival time kept for the key (`None`: never taken), `now` is on
/// the same scale of microseconds. Gives the verdict and the number to keep, if it changed.
pub(super) fn take(
    tat: Option<u64>,
    now: u64,
    limit: u32,
    window: Duration,
) -> (RateVerdict, Option<u64>) {
    let window = micros(window);
    let step = (window / u64::from(limit)).max(1);
    let burst = step * u64::from(limit);
    let tat = tat.unwrap_or(0).max(now);
    let next = tat + step;
    if next - now > burst {
        let wait = Duration::from_micros(next - now - burst);
        return (RateVerdict { allowed: false, limit, remaining: 0, reset_after: wait }, None);
    }
    let left = (burst - (next - now)) / step;
    let remaining = u32::try_from(left).unwrap_or(limit);
    let reset_after = Duration::from_micros(next - now);
    (RateVerdict { allowed: true, limit, remaining, reset_after }, Some(next))
}

fn micros(window: Duration) -> u64 {
    u64::try_from(window.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A bucket that is refilled step by step: the plain reading of the rule.
    struct Bucket {
        tokens: u64,
        step: u64,
        limit: u64,
        at: u64,
    }

    impl Bucket {
        fn take(&mut self, now: u64) -> bool {
            // Fractions are kept by moving `at` only by whole steps, except when full.
            while self.tokens < self.limit && now >= self.at + self.step {
                self.tokens += 1;
                self.at += self.step;
            }
            if self.tokens == self.limit {
                self.at = now;
            }
            if self.tokens == 0 {
                return false;
            }
            self.tokens -= 1;
            true
        }
    }

    proptest! {
        #[test]
        fn it_decides_as_a_bucket_refilled_step_by_step_would(
            limit in 1_u32..8,
            window in 8_u64..200,
            pauses in prop::collection::vec(0_u64..60, 1..80),
        ) {
            let step = (window / u64::from(limit)).max(1);
            let mut bucket =
                Bucket { tokens: u64::from(limit), step, limit: u64::from(limit), at: 0 };
            let (mut now, mut tat) = (0, None);
            for pause in pauses {
                now += pause;
                let (verdict, next) = take(tat, now, limit, Duration::from_micros(window));
                tat = next.or(tat);
                prop_assert_eq!(verdict.allowed, bucket.take(now));
                if verdict.allowed {
                    prop_assert_eq!(u64::from(verdict.remaining), bucket.tokens);
                }
            }
        }
    }
}
