//! Failed sign-ins in a row and the lock that follows.
//!
//! An attempt is charged *before* the password is looked at and forgiven afterwards when it was right:
//! however many guesses arrive at the same moment, only as many as the rule allows are looked at.

use chrono::Duration;
use domain::time::Timestamp;
use entity::login_strikes::{ActiveModel, Column, Entity};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::names;
use crate::error::ServiceError;
use crate::tx::Tx;

/// After so long without an attempt everything is forgotten.
const FORGOTTEN_AFTER: Duration = Duration::hours(24);
const PURPOSE: &str = "staff-login";

/// What follows on wrong passwords.
#[derive(Clone, Copy, Debug)]
pub struct Lockout {
    /// Failures in a row before the first lock; at least 1.
    pub after: u32,
    /// The first lock; doubled at each further failure.
    pub base: Duration,
    /// The longest lock.
    pub max: Duration,
}

impl Default for Lockout {
    /// From the fifth failure on: 30 s, 1 min, 2 min … 15 min.
    fn default() -> Self {
        Self { after: 5, base: Duration::seconds(30), max: Duration::minutes(15) }
    }
}

impl Lockout {
    /// The lock that the n-th failure in a row brings.
    #[must_use]
    pub fn wait(&self, failures: u32) -> Option<Duration> {
        let doublings = failures.checked_sub(self.after.max(1))?;
        let factor = 1_i32.checked_shl(doublings).filter(|factor| *factor > 0);
        let wait = factor.and_then(|factor| self.base.checked_mul(factor));
        Some(wait.map_or(self.max, |wait| wait.min(self.max)))
    }
}

/// Charges one attempt, or refuses it while the name is locked.
pub(super) async fn charge(
    tx: &Tx,
    lockout: &Lockout,
    name: &str,
    now: Timestamp,
) -> Result<(), ServiceError> {
    names::lock(tx, PURPOSE, name).await?;
    Entity::delete_many().filter(Column::LastAt.lt(now - FORGOTTEN_AFTER)).exec(tx).await?;
    let name_hash = names::hash(PURPOSE, name);
    let row = Entity::find_by_id(name_hash.clone()).one(tx).await?;
    if let Some(until) = row.as_ref().and_then(|row| row.locked_until)
        && until > now
    {
        return Err(ServiceError::TooMany { retry_after: seconds_until(until, now) });
    }
    let failures = row.map_or(0, |row| row.failures).saturating_add(1);
    let wait = lockout.wait(u32::try_from(failures).unwrap_or(u32::MAX));
    let row = ActiveModel {
        name_hash: Set(name_hash),
        failures: Set(failures),
        locked_until: Set(wait.map(|wait| now + wait)),
        last_at: Set(now),
    };
    let again = OnConflict::column(Column::NameHash)
        .update_columns([Column::Failures, Column::LockedUntil, Column::LastAt])
        .to_owned();
    Entity::insert(row).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

/// The password was right: nothing is held against the name any more.
pub(super) async fn forgive(tx: &Tx, name: &str) -> Result<(), ServiceError> {
    Entity::delete_by_id(names::hash(PURPOSE, name)).exec(tx).await?;
    Ok(())
}

/// Whole seconds, rounded up, at least 1.
pub(super) fn seconds_until(until: Timestamp, now: Timestamp) -> u64 {
    let left = (until - now).num_milliseconds();
    u64::try_from(left.max(1)).unwrap_or(1).div_ceil(1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_begins_at_the_fifth_failure_doubles_and_ends_at_a_quarter_of_an_hour() {
        let lockout = Lockout::default();
        let waits: Vec<_> =
            (1..=12).map(|n| lockout.wait(n).map_or(0, |wait| wait.num_seconds())).collect();
        assert_eq!(waits, [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
        assert_eq!(lockout.wait(u32::MAX), Some(Duration::minutes(15)));
    }
}
