//! What an administrator may do to a calendar, as data: each list of edits makes the next version.
//!
//! To add an edit: give it a variant, say in `touches` which day it changes first, and apply it.

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

    /// The next version: this one with the edits applied in order. It is effective from the earliest
    /// day that an edit touches, unless an earlier day is given; what has no date of its own (hours,
    /// after hours, claims) takes effect from the day that is given.
    ///
    /// # Errors
    /// [`CalendarFault::NeedsDate`] when a day must be given; [`CalendarFault::TouchesEarlier`] when
    /// the day that is given would leave a touched day as it was; otherwise what is wrong with an edit,
    /// or with what comes out of them.
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
        next.effective_from = match (effective_from, earliest) {
            (Some(from), Some(day)) if day < from => {
                return Err(CalendarFault::TouchesEarlier { day, effective_from: from });
            }
            (Some(from), _) => from,
            (None, Some(day)) => day,
            (None, None) => return Err(CalendarFault::NeedsDate),
        };
        next.version = self.version.saturating_add(1);
        next.check()?;
        Ok(next)
    }

    /// Whether this version may follow the versions before it. One that takes effect before the newest
    /// of them carries the newest's hours back to days on which other hours hold; that is refused.
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
        // Only what has no date of its own is carried back: a day or a closure says when it is.
        let carries = |ruling: &Self| {
            (ruling.hours != self.hours && self.hours == newest.hours)
                || (ruling.after_hours != self.after_hours
                    && self.after_hours == newest.after_hours)
                || (ruling.always_open != self.always_open
                    && self.always_open == newest.always_open)
        };
        let back = |day: &NaiveDate| *day < newest.effective_from;
        let later = versions.clone().map(|c| c.effective_from).filter(|&d| d > self.effective_from);
        for day in later.chain([self.effective_from]).filter(back) {
            let ruling = versions
                .clone()
                .filter(|calendar| calendar.effective_from <= day)
                .max_by_key(|calendar| calendar.version)
                .or_else(|| versions.clone().min_by_key(|calendar| calendar.version));
            if ruling.is_some_and(carries) {
                let effective_from = newest.effective_from;
                return Err(CalendarFault::CarriesBack { day, effective_from });
            }
        }
        Ok(())
    }
}
