//! The simulator's only look at the clock: it plays the providers, who have clocks of their own.

use chrono::{DateTime, SubsecRound, Utc};

/// The present moment, to the microsecond.
#[expect(clippy::disallowed_methods, reason = "the stand-in owns the providers' clock")]
pub(crate) fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}
