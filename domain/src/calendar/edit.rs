//! What an administrator may do to a calendar, as data: each list of edits makes the next version.
//!
//! To add an edit: give it a variant, say in `touches` which day it changes first, and apply it. One
//! without a date of its own is a rule: say in [`Calendar::edited`] from which day on it holds.

use std::borrow::Borrow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    AfterHours, Calendar, CalendarFault, Closure, DayOverride, Interval, Notice, OverrideKind,
    SeasonHours,
};
use crate::sla::Applies;
use crate::time::Timestamp;

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum CalendarEdit {
    /// Takes over a yearly notice (放假通知), and drops what an earlier one for its year said.
    ApplyNotice {
        /// The notice.
        notice: Notice,
    },
    /// Makes a date a day off or a working day by hand; stands above every notice.
    SetDay {
        /// The date.
        date: NaiveDate,
        /// What it becomes.
        day: OverrideKind,
        /// Why.
        name: String,
        /// Its own hours; empty for those of the season.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        intervals: Vec<Interval>,
    },
    /// Makes a date an ordinary one again.
    ClearDay {
        /// The date.
        date: NaiveDate,
    },
    /// Adds a closure notice (停工通知), under a key of its own.
    AddClosure {
        /// The closure.
        closure: Closure,
    },
    /// Takes a closure back as a whole.
    WithdrawClosure {
        /// Its key, or its name where it has none.
        key: String,
    },
    /// Lifts a closure early.
    EndClosure {
        /// Its key, or its name where it has none.
        key: String,
        /// The first open moment, within the closure.
        at: Timestamp,
    },
    /// Sets all seasons anew.
    SetHours {
        /// The seasons.
        hours: Vec<SeasonHours>,
    },
    /// Sets where a clock begins when its event falls outside opening hours.
    SetAfterHours {
        /// The rule.
        after_hours: AfterHours,
    },
    /// Sets whose appeals run by this calendar.
    SetApplies {
        /// The claims.
        applies: Vec<Applies>,
    },
}

impl CalendarEdit {
    /// The first civil day that the edit changes in a calendar; `None` when it has no date of its own.
    fn touches(&self, calendar: &Calendar) -> Result<Option<NaiveDate>, CalendarFault> {
        let day_of = |at: Timestamp| at.with_timezone(&calendar.zone).date_naive();
        Ok(match self {
            Self::ApplyNotice { notice } => {
                notice.check()?;
                if !notice.is_announced() {
                    return Err(CalendarFault::BadNotice("it names no day".to_owned()));
                }
                let dropped = calendar
                    .overrides
                    .iter()
                    .filter(|(_, day)| day.notice_year == Some(notice.year))
                    .map(|(&date, _)| date);
                notice.days.iter().map(|day| day.date).chain(dropped).min()
            }
            Self::SetDay { date, .. } => Some(*date),
            Self::ClearDay { date } if !calendar.overrides.contains_key(date) => {
                return Err(CalendarFault::NoSuchDay { date: *date });
            }
            Self::ClearDay { date } => Some(*date),
            Self::AddClosure { closure } => Some(day_of(closure.from)),
            Self::WithdrawClosure { key } => {
                Some(day_of(calendar.closures[calendar.closure(key)?].from))
            }
            Self::EndClosure { key, at } => {
                let closure = &calendar.closures[calendar.closure(key)?];
                if !(closure.from < *at && *at < closure.to) {
                    return Err(CalendarFault::NotWithinClosure { key: key.clone() });
                }
                Some(day_of(*at))
            }
            Self::SetHours { .. } | Self::SetAfterHours { .. } | Self::SetApplies { .. } => None,
        })
    }

    fn apply(&self, calendar: &mut Calendar) -> Result<(), CalendarFault> {
        match self.clone() {
            Self::ApplyNotice { notice } => calendar.apply_notice(&notice),
            Self::SetDay { date, day, name, intervals } => {
                let entry = DayOverride { kind: day, name, notice_year: None, intervals };
                calendar.overrides.insert(date, entry);
            }
            Self::ClearDay { date } => {
                calendar.overrides.remove(&date);
            }
            Self::AddClosure { closure } => {
                if closure.key.is_empty() {
                    return Err(CalendarFault::BadCode { text: closure.key });
                }
                if calendar.closure(&closure.key).is_ok() {
                    return Err(CalendarFault::SameClosure { key: closure.key });
                }
                calendar.closures.push(closure);
            }
            Self::WithdrawClosure { key } => {
                let place = calendar.closure(&key)?;
                calendar.closures.remove(place);
            }
            Self::EndClosure { key, at } => {
                let place = calendar.closure(&key)?;
                calendar.closures[place].to = at;
            }
            Self::SetHours { hours } => calendar.hours = hours,
            Self::SetAfterHours { after_hours } => calendar.after_hours = after_hours,
            Self::SetApplies { applies } => calendar.applies = applies,
        }
        Ok(())
    }
}

impl Calendar {
    /// Where a closure stands, by its key, or by its name where it was stored before there were keys.
    fn closure(&self, key: &str) -> Result<usize, CalendarFault> {
        let known = |closure: &Closure| match closure.key.as_str() {
            "" => closure.name == key,
            own => own == key,
        };
        let place = self.closures.iter().position(known);
        place.ok_or_else(|| CalendarFault::NoSuchClosure { key: key.to_owned() })
    }

    /// The next version: this one with the edits applied in order.
    ///
    /// What has no date of its own (hours, after hours, claims) holds from the day that is given. What
    /// has one is meant for its date, past or future, and leaves the days on which this version's hours
    /// and claims begin where they are. The version is effective from the earliest day of all these.
    ///
    /// # Errors
    /// [`CalendarFault::NeedsDate`] when a day must be given; [`CalendarFault::TouchesEarlier`] when an
    /// edit touches a day before the one that is given, and there is nothing that the day could be given
    /// for. Otherwise what is wrong with an edit, or with what comes out of them.
    pub fn edited(
        &self,
        edits: &[CalendarEdit],
        effective_from: Option<NaiveDate>,
    ) -> Result<Self, CalendarFault> {
        let mut next = self.clone();
        let mut earliest: Option<NaiveDate> = None;
        for edit in edits {
            match edit.touches(&next)? {
                Some(day) => earliest = Some(earliest.map_or(day, |known| known.min(day))),
                None if effective_from.is_none() => return Err(CalendarFault::NeedsDate),
                None => {}
            }
            edit.apply(&mut next)?;
        }
        let sets_hours = edits.iter().any(|edit| {
            matches!(edit, CalendarEdit::SetHours { .. } | CalendarEdit::SetAfterHours { .. })
        });
        let sets_claims = edits.iter().any(|edit| matches!(edit, CalendarEdit::SetApplies { .. }));
        next.effective_from = match (effective_from, earliest) {
            (Some(from), Some(day)) if day < from => {
                if sets_hours || sets_claims {
                    day
                } else {
                    return Err(CalendarFault::TouchesEarlier { day, effective_from: from });
                }
            }
            (Some(from), _) => from,
            (None, Some(day)) => day,
            (None, None) => return Err(CalendarFault::NeedsDate),
        };
        let hours_from = effective_from.filter(|_| sets_hours).unwrap_or_else(|| self.hours_from());
        next.hours_from = Some(hours_from).filter(|&from| from != next.effective_from);
        let applies_from =
            effective_from.filter(|_| sets_claims).unwrap_or_else(|| self.applies_from());
        next.applies_from = Some(applies_from).filter(|&from| from != next.effective_from);
        next.version = self.version.saturating_add(1);
        next.check()?;
        Ok(next)
    }

    /// Whether this version may follow the versions before it.
    ///
    /// Hours that are set for an earlier day than others that have been published replace those from that
    /// day on: whoever sets them says so. But hours and `after_hours` begin together, so that setting one
    /// of them alone for an earlier day would move the other, of which nobody spoke. That is refused; set
    /// both, or choose a day on which the other has begun.
    ///
    /// # Errors
    /// [`CalendarFault::MixedVersions`], [`CalendarFault::CarriesBack`].
    pub fn may_follow<C: Borrow<Self>>(&self, versions: &[C]) -> Result<(), CalendarFault> {
        let versions = versions.iter().map(Borrow::borrow);
        let Some(newest) = versions.clone().max_by_key(|calendar| calendar.version) else {
            return Ok(());
        };
        if newest.code != self.code || newest.zone != self.zone || newest.version >= self.version {
            let (code, version) = (newest.code.clone(), self.version);
            return Err(CalendarFault::MixedVersions { code, version });
        }
        // What this version leaves as the newest has it, while it sets the other.
        let carried = match (self.opens_like(newest), self.after_hours == newest.after_hours) {
            (true, false) => |ruling: &Self, next: &Self| !ruling.opens_like(next),
            (false, true) => |ruling: &Self, next: &Self| ruling.after_hours != next.after_hours,
            _ => return Ok(()),
        };
        let hours_from = newest.hours_from();
        let begins = versions.clone().map(Self::hours_from).filter(|&day| day > self.hours_from());
        for day in begins.chain([self.hours_from()]).filter(|&day| day < hours_from) {
            let ruling = versions
                .clone()
                .filter(|calendar| calendar.hours_from() <= day)
                .max_by_key(|calendar| calendar.version)
                .or_else(|| versions.clone().min_by_key(|calendar| calendar.version));
            if ruling.is_some_and(|ruling| carried(ruling, self)) {
                return Err(CalendarFault::CarriesBack { day, hours_from });
            }
        }
        Ok(())
    }

    fn opens_like(&self, other: &Self) -> bool {
        self.hours == other.hours && self.always_open == other.always_open
    }
}
