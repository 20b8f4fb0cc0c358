//! From a calendar as people write it to prefix sums that answer at once.

use std::borrow::Borrow;

use chrono::{Datelike, Days, NaiveDate};

use super::sections::Sections;
use super::zone::{Fold, micros};
use super::{AfterHours, Calendar, CalendarFault, Interval, OverrideKind, Place, TimeOfDay};

/// No silence longer than this, in days: ten years.
const LONGEST_SILENCE: i64 = 3_653;

/// A calendar with its answers precomputed. Moments are microseconds since 1970 UTC, days are counted
/// from the first day of the first year. See `questions.rs` for what it can be asked.
#[derive(Debug, Clone)]
pub struct CompiledCalendar {
    pub(super) sections: Sections,
    pub(super) place: Place,
    /// Whether any version moves events to the next opening.
    pub(super) moves_events: bool,
    pub(super) years: (i32, i32),
    pub(super) first_date: NaiveDate,
    /// Moment at which each day begins, and one more for the end of the last.
    pub(super) day_start: Vec<i64>,
    /// Index of each day's first opening interval, and one more.
    pub(super) day_interval: Vec<u32>,
    pub(super) open_from: Vec<i64>,
    pub(super) open_to: Vec<i64>,
    /// Opening time before each interval, and one more for the total.
    pub(super) opened: Vec<i64>,
    /// Working days before each day, and one more for the total.
    pub(super) workdays_before: Vec<u32>,
    /// The day of each working day, in order.
    pub(super) workday: Vec<u32>,
    /// The closing time of each working day, in order.
    pub(super) close: Vec<i64>,
    /// Days before each day that lie in years without a notice, and one more.
    pub(super) unannounced_before: Vec<u32>,
}

impl CompiledCalendar {
    /// Precomputes the years `first` to `last`, both inclusive, of one version, with the closures that
    /// apply everywhere. About 20 bytes per day and interval.
    ///
    /// # Errors
    /// As for [`CompiledCalendar::of_versions_for_years`].
    pub fn for_years(calendar: &Calendar, first: i32, last: i32) -> Result<Self, CalendarFault> {
        let versions = std::slice::from_ref(calendar);
        Self::of_versions_for_years(versions, &Place::default(), first, last)
    }

    /// One calendar over time, at a place, for the years 2000 to 2050. On every civil day the newest
    /// version rules whose `effective_from` has come (the oldest also before its own): its hours, days
    /// off, closures and `after_hours`. Which notices are known is knowledge, not a rule, and is taken
    /// from the newest version for all days.
    ///
    /// # Errors
    /// As for [`CompiledCalendar::of_versions_for_years`].
    pub fn of_versions<C: Borrow<Calendar>>(
        versions: &[C],
        place: &Place,
    ) -> Result<Self, CalendarFault> {
        Self::of_versions_for_years(versions, place, 2000, 2050)
    }

    /// [`CompiledCalendar::of_versions`] for the years `first` to `last`, both inclusive.
    ///
    /// # Errors
    /// [`CalendarFault::NoVersions`], [`CalendarFault::MixedVersions`]; [`CalendarFault::BadYears`],
    /// [`CalendarFault::BadInterval`], [`CalendarFault::BadClosure`]; and
    /// [`CalendarFault::NoOpeningHours`] or [`CalendarFault::NoOpeningWithinTenYears`] when no deadline
    /// could be computed.
    pub fn of_versions_for_years<C: Borrow<Calendar>>(
        versions: &[C],
        place: &Place,
        first: i32,
        last: i32,
    ) -> Result<Self, CalendarFault> {
        let bad_years = || CalendarFault::BadYears { first, last };
        let first_date = NaiveDate::from_ymd_opt(first, 1, 1).ok_or_else(bad_years)?;
        let last_date = NaiveDate::from_ymd_opt(last, 12, 31).ok_or_else(bad_years)?;
        let days = (last_date - first_date).num_days() + 1;
        // Four centuries at most, in years of four digits: what people write.
        if !(1..=146_097).contains(&days) || first < 1 || last > 9_999 {
            return Err(bad_years());
        }
        versions.iter().try_for_each(|version| check_intervals(version.borrow()))?;
        let sections = Sections::of(versions, place, (first_date, last_date))?;
        let zone = sections.newest.zone;
        let mut compiled = Self::empty(sections, place.clone(), (first, last), first_date);
        let midnight = |date| micros(zone, date, 0, Fold::First);
        let mut date = first_date;
        let mut start = midnight(date);
        for index in 0..usize::try_from(days).unwrap_or(0) {
            let next = date.checked_add_days(Days::new(1)).ok_or_else(bad_years)?;
            let end = midnight(next);
            compiled.push_day(index, date, (start, end));
            (date, start) = (next, end);
        }
        compiled.finish(start);
        compiled.check_silence()?;
        Ok(compiled)
    }

    fn empty(sections: Sections, place: Place, years: (i32, i32), first_date: NaiveDate) -> Self {
        let moves = |rules: &Calendar| rules.after_hours == AfterHours::NextOpening;
        Self {
            moves_events: sections.all().iter().any(|section| moves(&section.rules)),
            sections,
            place,
            years,
            first_date,
            day_start: Vec::new(),
            day_interval: Vec::new(),
            open_from: Vec::new(),
            open_to: Vec::new(),
            opened: vec![0],
            workdays_before: vec![0],
            workday: Vec::new(),
            close: Vec::new(),
            unannounced_before: vec![0],
        }
    }

    fn push_day(&mut self, index: usize, date: NaiveDate, day: (i64, i64)) {
        self.day_start.push(day.0);
        self.day_interval.push(to_u32(self.open_from.len()));
        let section = self.sections.on(index);
        let rules = &section.rules;
        let regular = moments(rules, date, day);
        let before = self.open_from.len();
        for &span in &regular {
            for (from, to) in section.closures.cut_out_of(span) {
                self.open_from.push(from);
                self.open_to.push(to);
                let total = self.opened.last().copied().unwrap_or(0);
                self.opened.push(total + (to - from));
            }
        }
        if let (true, Some(&(_, close))) = (self.open_from.len() > before, regular.last()) {
            self.workday.push(to_u32(index));
            self.close.push(close);
        }
        self.workdays_before.push(to_u32(self.workday.len()));
        let known = &self.sections.newest.notice_years;
        let waiting = !rules.always_open && !known.contains(&date.year());
        let unannounced = self.unannounced_before.last().copied().unwrap_or(0);
        self.unannounced_before.push(unannounced + u32::from(waiting));
    }

    fn finish(&mut self, end: i64) {
        self.day_start.push(end);
        self.day_interval.push(to_u32(self.open_from.len()));
    }

    fn check_silence(&self) -> Result<(), CalendarFault> {
        let code = || self.calendar().code.clone();
        if self.workday.is_empty() {
            return Err(CalendarFault::NoOpeningHours { code: code() });
        }
        let end = i64::try_from(self.day_start.len()).unwrap_or(i64::MAX) - 1;
        let mut last = -1_i64;
        for day in self.workday.iter().map(|&d| i64::from(d)).chain([end]) {
            if day - last > LONGEST_SILENCE {
                let after = self.first_date + chrono::TimeDelta::days(last);
                return Err(CalendarFault::NoOpeningWithinTenYears { code: code(), after });
            }
            last = day;
        }
        Ok(())
    }
}

/// The vectors hold at most one entry per interval of 400 years: far below 2³².
fn to_u32(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

pub(super) fn check_intervals(calendar: &Calendar) -> Result<(), CalendarFault> {
    let lists = calendar.hours.iter().map(|season| &season.intervals);
    for list in lists.chain(calendar.overrides.values().map(|day| &day.intervals)) {
        let mut free = TimeOfDay::MIDNIGHT;
        for interval in list {
            if interval.from < free || interval.to <= interval.from {
                return Err(CalendarFault::BadInterval {
                    from: interval.from.to_string(),
                    to: interval.to.to_string(),
                });
            }
            free = interval.to;
        }
    }
    Ok(())
}

/// The regular opening hours of a date as moments, closures not yet cut out.
fn moments(calendar: &Calendar, date: NaiveDate, day: (i64, i64)) -> Vec<(i64, i64)> {
    let mut spans = Vec::with_capacity(2);
    let mut free = day.0;
    for interval in intervals_of(calendar, date) {
        let from = micros(calendar.zone, date, interval.from.seconds(), Fold::First).max(free);
        // "24:00" is where the next day begins, also when the clock is put back at midnight.
        let to = if interval.to == TimeOfDay::END_OF_DAY {
            day.1
        } else {
            micros(calendar.zone, date, interval.to.seconds(), Fold::Second)
        };
        // An interval that the clock skips when it is put forward has no length.
        if to > from {
            spans.push((from, to));
            free = to;
        }
    }
    spans
}

const WHOLE_DAY: &[Interval] = &[Interval { from: TimeOfDay::MIDNIGHT, to: TimeOfDay::END_OF_DAY }];

fn intervals_of(calendar: &Calendar, date: NaiveDate) -> &[Interval] {
    let by_weekday = || calendar.hours.iter().find(|season| season.covers(date));
    let season = || calendar.hours.iter().find(|season| season.in_season(date));
    match calendar.overrides.get(&date) {
        Some(day) if day.kind == OverrideKind::Off => &[],
        Some(day) if !day.intervals.is_empty() => &day.intervals,
        _ if calendar.always_open => WHOLE_DAY,
        // A make-up workday has the hours of its season, whatever its weekday.
        Some(_) => by_weekday().or_else(season).map_or(&[], |season| &season.intervals),
        None => by_weekday().map_or(&[], |season| &season.intervals),
    }
}
