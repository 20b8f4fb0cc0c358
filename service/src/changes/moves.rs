//! The list of what a change moves: one record of fixed length per clock, in order of the clocks' ids. It is
//! kept as bytes because it may be long, is written once and read in pages, and is compared as a whole.

use domain::time::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{CardCount, ChangeSummary, Differences};
use crate::clocks::{Clock, Recount};
use crate::error::ServiceError;

/// Bytes per record: two ids, two moments, flags, six numbers of cards.
const LENGTH: usize = 16 + 16 + 8 + 8 + 1 + 6;
/// No moment: the clock stands still.
const NEVER: i64 = i64::MIN;
/// Appeals named in a difference.
const NAMED: usize = 20;

const REMAINDER: u8 = 1;
const LATE_NOW: u8 = 2;
const WITHDRAWN: u8 = 4;

/// What a change does to one clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The clock.
    pub clock: Uuid,
    /// Its appeal.
    pub appeal: Uuid,
    /// When it was due; `None` while it stands still.
    pub old_due: Option<Timestamp>,
    /// When it would be due.
    pub new_due: Option<Timestamp>,
    /// It stands still, and what is left has changed.
    pub remainder: bool,
    /// It would be late at once.
    pub late_now: bool,
    /// It counts as late, and would not.
    pub withdrawn: bool,
    /// Cards that would be given at once.
    pub appear: CardCount,
    /// Cards that would become moot.
    pub void: CardCount,
}

impl Move {
    /// From what counting anew has done. `clock` is as it is afterwards.
    #[must_use]
    pub fn of(clock: &Clock, recount: &Recount) -> Self {
        Self {
            clock: recount.moved.clock,
            appeal: clock.row.appeal_id,
            old_due: recount.moved.old_due,
            new_due: recount.moved.new_due,
            remainder: recount.remainder,
            late_now: recount.late_now,
            withdrawn: recount.breach.is_some_and(|breach| breach.now.is_none()),
            appear: clock.count_cards(recount.appear.iter().map(String::as_str)),
            void: clock.count_cards(recount.void.iter().map(|rung| rung.rung.as_str())),
        }
    }

    fn write(&self, into: &mut Vec<u8>) {
        let moment = |at: Option<Timestamp>| at.map_or(NEVER, |at| at.timestamp_micros());
        into.extend_from_slice(self.clock.as_bytes());
        into.extend_from_slice(self.appeal.as_bytes());
        into.extend_from_slice(&moment(self.old_due).to_be_bytes());
        into.extend_from_slice(&moment(self.new_due).to_be_bytes());
        let flag = |set: bool, bit: u8| if set { bit } else { 0 };
        into.push(
            flag(self.remainder, REMAINDER)
                | flag(self.late_now, LATE_NOW)
                | flag(self.withdrawn, WITHDRAWN),
        );
        for count in [self.appear, self.void] {
            let small = |count: u64| u8::try_from(count).unwrap_or(u8::MAX);
            into.extend([small(count.yellow), small(count.red), small(count.other)]);
        }
    }

    fn read(record: &[u8]) -> Option<Self> {
        let id = |from: usize| Uuid::from_slice(record.get(from..from + 16)?).ok();
        let moment = |from: usize| {
            let micros = i64::from_be_bytes(record.get(from..from + 8)?.try_into().ok()?);
            Some((micros != NEVER).then_some(Timestamp::from_timestamp_micros(micros)?))
        };
        let flags = *record.get(48)?;
        let cards = |from: usize| {
            let of = |place: usize| record.get(place).copied().map(u64::from);
            Some(CardCount { yellow: of(from)?, red: of(from + 1)?, other: of(from + 2)? })
        };
        Some(Self {
            clock: id(0)?,
            appeal: id(16)?,
            old_due: moment(32).unwrap_or(None),
            new_due: moment(40).unwrap_or(None),
            remainder: flags & REMAINDER != 0,
            late_now: flags & LATE_NOW != 0,
            withdrawn: flags & WITHDRAWN != 0,
            appear: cards(49)?,
            void: cards(52)?,
        })
    }
}

/// The whole list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// In order of the clocks' ids.
    pub list: Vec<Move>,
}

impl Moves {
    /// As it is kept.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.list.len() * LENGTH);
        self.list.iter().for_each(|one| one.write(&mut bytes));
        bytes
    }

    /// Reads what [`Moves::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when it was damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ServiceError> {
        let damaged = || ServiceError::internal("a list of moves is damaged");
        if !bytes.len().is_multiple_of(LENGTH) {
            return Err(damaged());
        }
        let list: Option<Vec<Move>> = bytes.chunks_exact(LENGTH).map(Move::read).collect();
        Ok(Self { list: list.ok_or_else(damaged)? })
    }

    /// One page of a kept list, without reading the rest.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when it was damaged.
    pub fn page(bytes: &[u8], from: usize, limit: usize) -> Result<Vec<Move>, ServiceError> {
        let some = bytes.chunks_exact(LENGTH).skip(from).take(limit);
        let list: Option<Vec<Move>> = some.map(Move::read).collect();
        list.ok_or_else(|| ServiceError::internal("a list of moves is damaged"))
    }

    /// SHA-256 of a kept list, in hex: what a person has agreed to.
    #[must_use]
    pub fn digest(bytes: &[u8]) -> String {
        hex::encode(Sha256::digest(bytes))
    }

    /// Puts the list into order, and its numbers into a summary.
    pub(super) fn finish(&mut self, summary: &mut ChangeSummary) {
        self.list.sort_unstable_by_key(|one| one.clock);
        let mut appeals: Vec<Uuid> = self.list.iter().map(|one| one.appeal).collect();
        appeals.sort_unstable();
        appeals.dedup();
        summary.appeals = appeals.len() as u64;
        summary.moved = self.list.len() as u64;
        for one in &self.list {
            if let (Some(old), Some(new)) = (one.old_due, one.new_due) {
                summary.later += u64::from(new > old);
                summary.earlier += u64::from(new < old);
                let by = (new - old).num_seconds().unsigned_abs();
                summary.largest_move_s = summary.largest_move_s.max(by);
            }
            summary.standing_still += u64::from(one.remainder);
            summary.late_now += u64::from(one.late_now);
            summary.breaches_withdrawn += u64::from(one.withdrawn);
            summary.cards_appear.add(one.appear);
            summary.cards_void.add(one.void);
        }
    }

    /// How this list differs from an earlier one.
    #[must_use]
    pub fn differences(&self, earlier: &Self) -> Differences {
        let mut found = Differences::default();
        let name = |found: &mut Differences, appeal: Uuid| {
            if found.appeals.len() < NAMED && !found.appeals.contains(&appeal) {
                found.appeals.push(appeal);
            }
        };
        let (mut new, mut old) = (self.list.iter().peekable(), earlier.list.iter().peekable());
        loop {
            match (new.peek(), old.peek()) {
                (None, None) => return found,
                (Some(one), was) if was.is_none_or(|was| one.clock < was.clock) => {
                    found.added += 1;
                    name(&mut found, one.appeal);
                    new.next();
                }
                (one, Some(was)) if one.is_none_or(|one| one.clock > was.clock) => {
                    found.gone += 1;
                    name(&mut found, was.appeal);
                    old.next();
                }
                (Some(one), Some(was)) => {
                    if one != was {
                        found.different += 1;
                        name(&mut found, one.appeal);
                    }
                    new.next();
                    old.next();
                }
                (None, Some(_)) | (Some(_), None) => return found,
            }
        }
    }
}
