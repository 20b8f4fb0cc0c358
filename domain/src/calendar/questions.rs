//! What a compiled calendar can be asked. Every answer takes constant time or one binary search.

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{Calendar, CalendarFault, CompiledCalendar, OverrideKind, Place};
use crate::time::Timestamp;

/// Why a day counts or does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "name", rename_all = "snake_case")]
pub enum DayKind {
    /// A working day by its weekday.
    Workday,
    /// A working day by notice (调休), with the notice's name for it.
    MakeupWorkday(String),
    /// A day of the week without opening hours.
    Weekend,
    /// A day off by notice or by hand, with its name.
    Holiday(String),
    /// A working day that a closure notice took away entirely, with the closure's name.
    Closure(String),
}

impl DayKind {
    /// Whether the day counts as a working day.
    #[must_use]
    pub fn is_working(&self) -> bool {
        matches!(self, Self::Workday | Self::MakeupWorkday(_))
    }
}

impl CompiledCalendar {
    /// The calendar that was compiled; of several versions the newest.
    #[must_use]
    pub fn calendar(&self) -> &Calendar {
        &self.sections.newest
    }

    /// The version whose `hours`, `always_open` and `after_hours` hold on a civil date. What is known of
    /// the date itself is in [`CompiledCalendar::calendar`].
    ///
    /// # Errors
    /// [`CalendarFault::OutsideRange`], as for every question below.
    pub fn ruling_on(&self, date: NaiveDate) -> Result<&Calendar, CalendarFault> {
        self.index_of(date).map(|day| self.sections.on(day))
    }

    /// The place whose closures are counted.
    #[must_use]
    pub const fn place(&self) -> &Place {
        &self.place
    }

    /// The zone in which civil dates are read.
    #[must_use]
    pub fn zone(&self) -> Tz {
        self.calendar().zone
    }

    /// The civil date of a moment.
    ///
    /// # Errors
    /// [`CalendarFault::OutsideRange`], as for every question below.
    pub fn date_of(&self, at: Timestamp) -> Result<NaiveDate, CalendarFault> {
        self.day_of(at.timestamp_micros()).map(|day| self.date(day))
    }

    /// Whether the office is open at a moment. At the closing time sharp it is not.
    ///
    /// # Errors
    /// [`CalendarFault::OutsideRange`].
    pub fn is_open(&self, at: Timestamp) -> Result<bool, CalendarFault> {
        let at = at.timestamp_micros();
        Ok(self.next_open(at)? == at)
    }

    /// The moment itself when the office is open, else the next opening.
    ///
    /// # Errors
    /// [`CalendarFault::OutsideRange`].
    pub fn next_opening(&self, at: Timestamp) -> Result<Timestamp, CalendarFault> {
        self.next_open(at.timestamp_micros()).and_then(|at| self.moment(at))
    }

    /// Opening time from `from` up to `to`; zero when `to` is not later.
    ///
    /// # Errors
    /// [`CalendarFault::OutsideRange`].
    pub fn opening_between(
        &self,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<TimeDelta, CalendarFault> {
        let run =
            self.opened_at(to.timestamp_micros())? - self.opened_at(from.timestamp_micros())?;
        Ok(TimeDelta::microseconds(run.max(0)))
    }

    /// Whether a civil date is a working day.
    ///
    /// # Errors
    /// [`CalendarFault::OutsideRange`].
    pub fn is_working_day(&self, date: NaiveDate) -> Result<bool, CalendarFault> {
        let day = self.index_of(date)?;
        Ok(self.workdays_before[day + 1] > self.workdays_before[day])
    }

    /// What kind of day a civil date is, with the name that people know it by.
    ///
    /// # Errors
    /// [`CalendarFault::OutsideRange`].
    pub fn day_kind(&self, date: NaiveDate) -> Result<DayKind, CalendarFault> {
        let day = self.index_of(date)?;
        let rules = self.sections.on(day);
        let entry = self.sections.newest.overrides.get(&date);
        if self.is_working_day(date)? {
            return Ok(match entry {
                Some(day) if !rules.hours.iter().any(|s| s.covers(date)) => {
                    DayKind::MakeupWorkday(day.name.clone())
                }
                _ => DayKind::Workday,
            });
        }
        if let Some(day) = entry.filter(|day| day.kind == OverrideKind::Off) {
            return Ok(DayKind::Holiday(day.name.clone()));
        }
        let (from, to) = self.day_span(day);
        let regular = entry.is_some()
            || rules.always_open
            || rules.hours.iter().any(|s| s.covers(date) && !s.intervals.is_empty());
        let closure = self.sections.closures.touching(from, to).next();
        Ok(match closure {
            Some((_, _, name)) if regular => DayKind::Closure(name.to_owned()),
            _ => DayKind::Weekend,
        })
    }

    /// Working days after `from` up to and including `to`; zero when `to` is not later.
    ///
    /// # Errors
    /// [`CalendarFault::OutsideRange`].
    pub fn working_days_between(
        &self,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<u32, CalendarFault> {
        Ok(self.workdays_in(self.index_of(from)?, self.index_of(to)?))
    }

    /// Whether the year of a moment still waits for its notice, so that deadlines in it may move.
    ///
    /// # Errors
    /// [`CalendarFault::OutsideRange`].
    pub fn is_provisional(&self, at: Timestamp) -> Result<bool, CalendarFault> {
        let at = at.timestamp_micros();
        self.unannounced(at, at)
    }
}
