//! Which days two compiled calendars see differently: the clocks that lie elsewhere need not be looked
//! at when a calendar changes.

use chrono::{Days, NaiveDate};

use super::{AfterHours, CompiledCalendar};

/// What a day means to a clock.
#[derive(PartialEq, Eq)]
struct Meaning<'a> {
    open: (&'a [i64], &'a [i64]),
    closes: Option<i64>,
    announced: bool,
    after_hours: AfterHours,
}

impl CompiledCalendar {
    /// The first and the last civil day that differ in opening intervals, in being a working day, in
    /// closing time, in whether the year's notice is known, or in what an event after hours means.
    /// `None` when no clock can tell the two apart. Days that only one was compiled for are left out.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Option<(NaiveDate, NaiveDate)> {
        let first = self.first_date.max(other.first_date);
        let end = self.end_date().min(other.end_date());
        let days = usize::try_from((end - first).num_days()).unwrap_or(0);
        let (mine, theirs) = (self.index_of(first).ok()?, other.index_of(first).ok()?);
        let differs = |&day: &usize| self.meaning(mine + day) != other.meaning(theirs + day);
        let from = (0..days).find(differs)?;
        let to = (from..days).rev().find(differs)?;
        Some((first + Days::new(from as u64), first + Days::new(to as u64)))
    }

    /// The day after the last one compiled.
    fn end_date(&self) -> NaiveDate {
        self.date(self.day_start.len() - 1)
    }

    fn meaning(&self, day: usize) -> Meaning<'_> {
        let intervals = self.day_interval[day] as usize..self.day_interval[day + 1] as usize;
        let number = self.workdays_before[day] as usize;
        let works = self.workdays_before[day + 1] as usize > number;
        Meaning {
            open: (&self.open_from[intervals.clone()], &self.open_to[intervals]),
            closes: self.close.get(number).copied().filter(|_| works),
            announced: self.unannounced_before[day + 1] == self.unannounced_before[day],
            after_hours: self.sections.on(day).after_hours,
        }
    }
}
