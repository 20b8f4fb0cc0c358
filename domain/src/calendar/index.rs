//! The inner language of the clock engine: microseconds since 1970, day numbers, working-day numbers.
//! Each look-up takes constant time or one binary search.

use chrono::{DateTime, Days, NaiveDate};

use super::{AfterHours, CalendarFault, CompiledCalendar};
use crate::time::Timestamp;

impl CompiledCalendar {
    pub(crate) fn outside(&self) -> CalendarFault {
        let (first, last) = self.years;
        CalendarFault::OutsideRange { code: self.calendar().code.clone(), first, last }
    }

    pub(crate) fn moment(&self, at: i64) -> Result<Timestamp, CalendarFault> {
        DateTime::from_timestamp_micros(at).ok_or_else(|| self.outside())
    }

    pub(crate) fn date(&self, day: usize) -> NaiveDate {
        self.first_date + Days::new(day as u64)
    }

    pub(crate) fn index_of(&self, date: NaiveDate) -> Result<usize, CalendarFault> {
        usize::try_from((date - self.first_date).num_days())
            .ok()
            .filter(|&day| day + 1 < self.day_start.len())
            .ok_or_else(|| self.outside())
    }

    /// The moments at which a day begins and ends.
    pub(crate) fn day_span(&self, day: usize) -> (i64, i64) {
        (self.day_start[day], self.day_start[day + 1])
    }

    /// The opening intervals of a day.
    pub(crate) fn open_spans(&self, day: usize) -> impl Iterator<Item = (i64, i64)> + '_ {
        (self.day_interval[day] as usize..self.day_interval[day + 1] as usize)
            .map(|i| (self.open_from[i], self.open_to[i]))
    }

    /// The closure notices that touch a span, in order of their beginning.
    pub(crate) fn closures_in(
        &self,
        from: i64,
        to: i64,
    ) -> impl Iterator<Item = (i64, i64, &str)> + '_ {
        self.sections.closures.touching(from, to)
    }

    /// The day that a moment lies in. A guess by division is never more than a few days off, because
    /// civil days are 24 hours but for the clock changes.
    pub(crate) fn day_of(&self, at: i64) -> Result<usize, CalendarFault> {
        const DAY: i64 = 86_400_000_000;
        let (first, end) = (self.day_start[0], self.day_start[self.day_start.len() - 1]);
        if at < first || at >= end {
            return Err(self.outside());
        }
        let guess = usize::try_from((at - first) / DAY).unwrap_or(0);
        let mut day = guess.min(self.day_start.len() - 2);
        while self.day_start[day] > at {
            day -= 1;
        }
        while self.day_start[day + 1] <= at {
            day += 1;
        }
        Ok(day)
    }

    /// Opening time from the start of the calendar up to a moment.
    pub(crate) fn opened_at(&self, at: i64) -> Result<i64, CalendarFault> {
        let day = self.day_of(at)?;
        let mut next = self.day_interval[day] as usize;
        let end = self.day_interval[day + 1] as usize;
        while next < end && self.open_to[next] <= at {
            next += 1;
        }
        let inside = if next < end { (at - self.open_from[next]).max(0) } else { 0 };
        Ok(self.opened[next] + inside)
    }

    /// The first moment at which this much opening time has run: the end of an interval, not the next
    /// opening, when it runs out there.
    pub(crate) fn when_opened(&self, opened: i64) -> Result<i64, CalendarFault> {
        let after = self.opened.partition_point(|&before| before < opened);
        let interval = after.checked_sub(1).filter(|&i| i < self.open_from.len());
        interval
            .map(|i| self.open_from[i] + (opened - self.opened[i]))
            .ok_or_else(|| self.outside())
    }

    pub(crate) fn next_open(&self, at: i64) -> Result<i64, CalendarFault> {
        let day = self.day_of(at)?;
        let mut next = self.day_interval[day] as usize;
        while next < self.open_to.len() && self.open_to[next] <= at {
            next += 1;
        }
        self.open_from.get(next).map(|&from| from.max(at)).ok_or_else(|| self.outside())
    }

    /// Working days after one day up to and including another.
    pub(crate) fn workdays_in(&self, after: usize, to: usize) -> u32 {
        self.workdays_before[to + 1].saturating_sub(self.workdays_before[after + 1])
    }

    /// The n-th civil day after a day.
    pub(crate) fn day_after(&self, day: usize, n: u64) -> Result<usize, CalendarFault> {
        usize::try_from(n)
            .ok()
            .and_then(|n| day.checked_add(n))
            .filter(|&day| day + 1 < self.day_start.len())
            .ok_or_else(|| self.outside())
    }

    /// The n-th working day after a day, `n` ≥ 1: its day and its closing time.
    pub(crate) fn workday_after(&self, day: usize, n: u64) -> Result<(usize, i64), CalendarFault> {
        let number = u64::from(self.workdays_before[day + 1]) + n - 1;
        self.numbered(usize::try_from(number).unwrap_or(usize::MAX))
    }

    /// The n-th working day before a day, `n` ≥ 1.
    pub(crate) fn workday_before(&self, day: usize, n: u64) -> Result<(usize, i64), CalendarFault> {
        let number = u64::from(self.workdays_before[day]).checked_sub(n);
        self.numbered(number.and_then(|n| usize::try_from(n).ok()).unwrap_or(usize::MAX))
    }

    /// A day if it is a working day, else the next one.
    pub(crate) fn workday_from(&self, day: usize) -> Result<(usize, i64), CalendarFault> {
        self.numbered(self.workdays_before[day] as usize)
    }

    /// The first closing time at or after a moment, and its day. At a closing time that is midnight
    /// (24 × 7), the moment belongs to the day that begins then.
    pub(crate) fn closing_from(&self, at: i64) -> Result<(usize, i64), CalendarFault> {
        let (day, close) = self.workday_from(self.day_of(at)?)?;
        if close >= at { Ok((day, close)) } else { self.workday_after(day, 1) }
    }

    fn numbered(&self, number: usize) -> Result<(usize, i64), CalendarFault> {
        match (self.workday.get(number), self.close.get(number)) {
            (Some(&day), Some(&close)) => Ok((day as usize, close)),
            _ => Err(self.outside()),
        }
    }

    /// Whether any day from one moment to another (the end of a span: not counted itself) lies in a
    /// year without a notice.
    pub(crate) fn unannounced(&self, from: i64, to: i64) -> Result<bool, CalendarFault> {
        let (from, to) = (self.day_of(from)?, self.day_of((to - 1).max(from))?);
        Ok(self.unannounced_before[to + 1] > self.unannounced_before[from])
    }

    /// The moment that a `workday` clock counts from.
    pub(crate) fn workday_start(&self, at: i64) -> Result<i64, CalendarFault> {
        if !self.moves_events {
            return Ok(at);
        }
        match self.sections.on(self.day_of(at)?).after_hours {
            AfterHours::Ignore => Ok(at),
            AfterHours::NextOpening => self.next_open(at),
        }
    }
}
