//! The rule book read aloud: a day-by-day, span-by-span reference for the clock engine, written for the
//! tests alone. It shares no arithmetic with the engine: no prefix sums, no day numbers, no
//! microseconds.

pub(crate) mod draw;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, TimeZone, Utc};
use domain::calendar::{AfterHours, Calendar, Closure, Interval, OverrideKind, Place};
use domain::sla::{ClockTerms, Unit};
use domain::time::Timestamp;

type Span = (Timestamp, Timestamp);

/// The versions of one calendar at one place.
pub(crate) struct Slow<'a>(pub(crate) &'a [Calendar], pub(crate) Place);

/// What the reference says of a clock: due, or stopped with an open pause before it was due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Due(Timestamp),
    Paused,
}

impl<'a> Slow<'a> {
    pub(crate) fn of(calendar: &'a Calendar) -> Self {
        Self(std::slice::from_ref(calendar), Place::default())
    }

    /// The newest version in effect; before any is, the oldest.
    pub(crate) fn rules(&self, date: NaiveDate) -> &'a Calendar {
        let in_effect = self.0.iter().filter(|c| c.effective_from <= date);
        let newest = in_effect.max_by_key(|c| c.version);
        newest.or(self.0.iter().min_by_key(|c| c.version)).unwrap()
    }

    /// Whether the notice of the date's year is known, to the newest version of all.
    pub(crate) fn announced(&self, date: NaiveDate) -> bool {
        let newest = self.0.iter().max_by_key(|c| c.version).unwrap();
        self.rules(date).always_open || newest.notice_years.contains(&date.year())
    }

    pub(crate) fn date(&self, at: Timestamp) -> NaiveDate {
        at.with_timezone(&self.0[0].zone).date_naive()
    }

    fn at(&self, date: NaiveDate, seconds: u32) -> Timestamp {
        let local = date.and_hms_opt(0, 0, 0).unwrap() + TimeDelta::seconds(i64::from(seconds));
        let found = self.0[0].zone.from_local_datetime(&local);
        found.single().expect("the reference keeps away from the hour of a clock change").to_utc()
    }

    fn hours(&self, date: NaiveDate) -> Vec<Interval> {
        let rules = self.rules(date);
        let regular = || {
            let season = |worked: bool| {
                let mut seasons = rules.hours.iter().filter(|s| s.in_season(date));
                seasons.find(|s| !worked || s.weekdays.contains(&date.weekday()))
            };
            (season(true), season(false))
        };
        match rules.overrides.get(&date) {
            Some(day) if day.kind == OverrideKind::Off => vec![],
            Some(day) if !day.intervals.is_empty() => day.intervals.clone(),
            Some(_) => regular().0.or(regular().1).map_or(vec![], |s| s.intervals.clone()),
            None => regular().0.map_or(vec![], |s| s.intervals.clone()),
        }
    }

    /// Opening spans of a date, closures cut out one after the other.
    pub(crate) fn open(&self, date: NaiveDate) -> Vec<Span> {
        let hours = self.hours(date);
        let mut spans: Vec<Span> = hours
            .iter()
            .map(|i| (self.at(date, i.from.seconds()), self.at(date, i.to.seconds())))
            .collect();
        for closure in &self.rules(date).closures {
            if self.concerns(closure) {
                spans = cut(&spans, (closure.from, closure.to));
            }
        }
        spans
    }

    fn concerns(&self, closure: &Closure) -> bool {
        let county = self.1.county.iter().any(|county| closure.counties.contains(county));
        let park = self.1.park.iter().any(|park| closure.parks.contains(park));
        let everywhere = closure.counties.len() + closure.parks.len() == 0;
        everywhere || county || park
    }

    pub(crate) fn works(&self, date: NaiveDate) -> bool {
        !self.open(date).is_empty()
    }

    pub(crate) fn close(&self, date: NaiveDate) -> Timestamp {
        self.at(date, self.hours(date).last().unwrap().to.seconds())
    }

    fn next_working(&self, mut date: NaiveDate) -> NaiveDate {
        while !self.works(date) {
            date = date.succ_opt().unwrap();
        }
        date
    }

    fn after(&self, mut date: NaiveDate, workdays: u32) -> NaiveDate {
        for _ in 0..workdays {
            date = self.next_working(date.succ_opt().unwrap());
        }
        date
    }

    fn first_close_from(&self, at: Timestamp) -> NaiveDate {
        let mut date = self.date(at);
        while !self.works(date) || self.close(date) < at {
            date = date.succ_opt().unwrap();
        }
        date
    }

    fn opening_moment(&self, at: Timestamp) -> Timestamp {
        let mut date = self.date(at);
        loop {
            if let Some(span) = self.open(date).into_iter().find(|span| span.1 > at) {
                return span.0.max(at);
            }
            date = date.succ_opt().unwrap();
        }
    }

    pub(crate) fn start(&self, terms: &ClockTerms) -> Timestamp {
        let after_hours = self.rules(self.date(terms.started_at)).after_hours;
        if terms.unit == Unit::Workday && after_hours == AfterHours::NextOpening {
            self.opening_moment(terms.started_at)
        } else {
            terms.started_at
        }
    }

    /// The pauses as disjoint spans from the start on; an open one has no end.
    fn pauses(&self, terms: &ClockTerms) -> Vec<(Timestamp, Option<Timestamp>)> {
        let start = self.start(terms);
        let mut list: Vec<(Timestamp, Option<Timestamp>)> = Vec::new();
        let mut given: Vec<_> = terms.pauses.iter().map(|p| (p.from.max(start), p.to)).collect();
        given.retain(|p| p.1.is_none_or(|to| to > p.0));
        given.sort_by_key(|p| p.0);
        for pause in given {
            match list.last_mut() {
                Some(last) if last.1.is_none() => {}
                Some(last) if last.1.is_some_and(|to| pause.0 <= to) => {
                    last.1 = pause.1.map(|to| to.max(last.1.unwrap()));
                }
                _ => list.push(pause),
            }
        }
        list
    }

    pub(crate) fn due(&self, terms: &ClockTerms) -> Verdict {
        match terms.unit {
            Unit::Workday => self.due_workday(terms),
            Unit::Day => self.due_day(terms),
            _ => {
                let seconds = terms.unit.micros().unwrap() / 1_000_000;
                let total = TimeDelta::seconds(i64::from(terms.total().unwrap()) * seconds);
                self.run_out(terms, total, terms.unit.needs_calendar())
            }
        }
    }

    fn due_workday(&self, terms: &ClockTerms) -> Verdict {
        let mut last = self.after(self.date(self.start(terms)), terms.total().unwrap());
        for (from, to) in self.pauses(terms) {
            if from >= self.close(last) {
                break;
            }
            let Some(to) = to else { return Verdict::Paused };
            let mut left = 0;
            let mut date = self.date(from);
            while date < last {
                date = date.succ_opt().unwrap();
                left += u32::from(self.works(date));
            }
            last = match left {
                0 => self.first_close_from(to),
                _ => self.after(self.date(to), left),
            };
        }
        Verdict::Due(self.close(last))
    }

    fn due_day(&self, terms: &ClockTerms) -> Verdict {
        let total = i64::from(terms.total().unwrap());
        let mut nominal = self.date(terms.started_at) + TimeDelta::days(total);
        let mut last = self.next_working(nominal);
        for (from, to) in self.pauses(terms) {
            if from >= self.close(last) {
                break;
            }
            let Some(to) = to else { return Verdict::Paused };
            let left = (nominal - self.date(from)).num_days().max(0);
            nominal = self.date(to) + TimeDelta::days(left);
            last = if left == 0 { self.first_close_from(to) } else { self.next_working(nominal) };
        }
        Verdict::Due(self.close(last))
    }

    /// The moment when so much time has run, day by day, pauses cut out.
    fn run_out(&self, terms: &ClockTerms, mut left: TimeDelta, by_calendar: bool) -> Verdict {
        let pauses = self.pauses(terms);
        let mut date = self.date(terms.started_at);
        loop {
            let whole = (self.at(date, 0), self.at(date.succ_opt().unwrap(), 0));
            let mut spans = if by_calendar { self.open(date) } else { vec![whole] };
            spans = cut(&spans, (DateTime::<Utc>::MIN_UTC, terms.started_at));
            let mut stopped = false;
            for &(from, to) in &pauses {
                spans = cut(&spans, (from, to.unwrap_or(DateTime::<Utc>::MAX_UTC)));
                stopped |= to.is_none() && from < whole.1;
            }
            for (from, to) in spans {
                if to - from >= left {
                    return Verdict::Due(from + left);
                }
                left -= to - from;
            }
            if stopped {
                return Verdict::Paused;
            }
            date = date.succ_opt().unwrap();
        }
    }

    pub(crate) fn opening(&self, from: Timestamp, to: Timestamp) -> TimeDelta {
        let mut sum = TimeDelta::zero();
        let mut date = self.date(from);
        while date <= self.date(to) {
            for span in self.open(date) {
                sum += (span.1.min(to) - span.0.max(from)).max(TimeDelta::zero());
            }
            date = date.succ_opt().unwrap();
        }
        sum
    }

    /// The yellow moment of a clock that is due.
    pub(crate) fn yellow(&self, terms: &ClockTerms, due: Timestamp) -> Timestamp {
        let total = terms.total().unwrap();
        let yellow = match terms.unit {
            Unit::Workday | Unit::Day if total >= 2 => {
                // Business that stops at midnight stops on the day before.
                let last = self.date(due - TimeDelta::microseconds(1));
                let mut date = last.pred_opt().unwrap();
                while !self.works(date) {
                    date = date.pred_opt().unwrap();
                }
                self.close(date)
            }
            Unit::Workday | Unit::Day => {
                let mut own = self.opening(terms.started_at, due);
                for (from, to) in self.pauses(terms).into_iter().filter(|p| p.0 < due) {
                    own -= self.opening(from, to.unwrap());
                }
                self.moment(self.run_out(terms, share(own), true))
            }
            unit => {
                let own = TimeDelta::microseconds(unit.micros().unwrap() * i64::from(total));
                self.moment(self.run_out(terms, share(own), unit.needs_calendar()))
            }
        };
        yellow.max(terms.started_at)
    }

    fn moment(&self, verdict: Verdict) -> Timestamp {
        match verdict {
            Verdict::Due(at) => at,
            Verdict::Paused => panic!("asked for the yellow moment of a paused clock"),
        }
    }
}

fn share(own: TimeDelta) -> TimeDelta {
    TimeDelta::microseconds(own.num_microseconds().unwrap() * 4 / 5)
}

fn cut(spans: &[Span], hole: Span) -> Vec<Span> {
    let pieces =
        spans.iter().flat_map(|&(from, to)| [(from, to.min(hole.0)), (from.max(hole.1), to)]);
    let mut pieces: Vec<Span> = pieces.filter(|(from, to)| from < to).collect();
    pieces.dedup();
    pieces
}
