//! Time as an argument.

use chrono::{DateTime, SubsecRound, Utc};

/// A moment in UTC. Truncated to microseconds, because PostgreSQL keeps no more: what is read back
/// equals what was written.
pub type Timestamp = DateTime<Utc>;

/// Who may say what time it is. Implemented once for the machine's clock (in `platform`) and once for
/// tests that move it by hand.
pub trait TimeSource: Send + Sync {
    /// The present moment, truncated to microseconds.
    fn now(&self) -> Timestamp;
}

/// Cuts a moment to what every database keeps.
#[must_use]
pub fn to_micros(at: Timestamp) -> Timestamp {
    at.trunc_subsecs(6)
}
