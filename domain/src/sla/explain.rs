//! Why a clock is due when it is: span by span, what was counted and what was not.

use serde::{Deserialize, Serialize};

use super::engine::{Run, Target};
use super::{ClockFault, ClockTerms, Unit};
use crate::calendar::{CompiledCalendar, DayKind};
use crate::time::Timestamp;

/// What the counted amounts of an [`Explanation`] are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Whole days, for `workday` and `day`.
    Days,
    /// Microseconds, for all other units.
    Microseconds,
}

/// Why a span counts or does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "name", rename_all = "snake_case")]
pub enum Why {
    /// Counted: opening time.
    Open,
    /// Counted: elapsed time, 24 × 7.
    Elapsed,
    /// Counted: a working day.
    Workday,
    /// Counted: a make-up workday (调休), by name.
    MakeupWorkday(String),
    /// Counted: a civil day.
    CalendarDay,
    /// Not counted: the day of the starting event (民法典 art. 201).
    DayOfEvent,
    /// Not counted: the day on which a pause ended.
    DayOfResumption,
    /// Not counted: from an event outside opening hours to the next opening.
    AfterHours,
    /// Not counted: a working day outside its opening hours.
    OutsideHours,
    /// Not counted: a day of the week without opening hours.
    Weekend,
    /// Not counted: a day off, by name.
    Holiday(String),
    /// Not counted: a closure notice, by name.
    Closure(String),
    /// Not counted: the clock stood still.
    Paused,
    /// Not counted: the last day was no working day, the next one is the due day (民法典 art. 203).
    MovedOffHoliday,
    /// Not counted: no day was left on resumption, the first closing time is due.
    NothingLeft,
}

/// A stretch of a clock's life. Consecutive spans touch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// First moment.
    pub from: Timestamp,
    /// First moment after it. Equal to `from` only for a day that was used up by a pause which began
    /// with it.
    pub to: Timestamp,
    /// How much of the amount it used up, in the explanation's measure.
    pub counted: i64,
    /// Why.
    pub why: Why,
}

/// A clock taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// What `amount`, `left` and every `counted` are in.
    pub measure: Measure,
    /// The whole amount, extensions included. The counted spans and `left` add up to it exactly.
    pub amount: i64,
    /// What is frozen while the clock stands still; zero when it has a due moment.
    pub left: i64,
    /// From the starting event to the due moment, or to the beginning of the pause that lasts.
    pub spans: Vec<Span>,
}

/// Explains a clock from its start to its due moment, or to the pause that it stands in.
///
/// # Errors
/// A fault of the terms or the calendar.
pub fn explain(calendar: &CompiledCalendar, terms: &ClockTerms) -> Result<Explanation, ClockFault> {
    let run = Run::of(calendar, terms)?;
    let mut story = Story { calendar, unit: terms.unit, left: run.whole, spans: Vec::new() };
    story.push((run.started, run.counted_from), 0, Why::AfterHours)?;
    let mut at = run.counted_from;
    let mut first = Why::DayOfEvent;
    for &(from, to) in &run.pauses {
        let target = Target::place(calendar, terms.unit, story.left, at)?;
        story.tell((at, from), calendar_day(calendar, terms.unit, from)?, target.nominal, first)?;
        story.push((from, to), 0, Why::Paused)?;
        (at, first) = (to, Why::DayOfResumption);
    }
    let target = Target::place(calendar, terms.unit, story.left, at)?;
    let (end, last) = match run.stopped {
        Some(since) => (since, calendar_day(calendar, terms.unit, since)?),
        None => (run.target.at, run.target.day),
    };
    story.tell((at, end), last, target.nominal, first)?;
    let measure = if terms.unit.micros().is_some() { Measure::Microseconds } else { Measure::Days };
    Ok(Explanation { measure, amount: run.whole, left: story.left, spans: story.spans })
}

/// The day of a moment, for the units that have days.
fn calendar_day(calendar: &CompiledCalendar, unit: Unit, at: i64) -> Result<usize, ClockFault> {
    Ok(if unit.micros().is_some() { 0 } else { calendar.day_of(at)? })
}

struct Story<'a> {
    calendar: &'a CompiledCalendar,
    unit: Unit,
    /// What has not been counted yet.
    left: i64,
    spans: Vec<Span>,
}

impl Story<'_> {
    fn push(&mut self, span: (i64, i64), counted: i64, why: Why) -> Result<(), ClockFault> {
        if span.0 >= span.1 && counted == 0 {
            return Ok(());
        }
        let (from, to) = (self.calendar.moment(span.0)?, self.calendar.moment(span.1)?);
        self.left -= counted;
        match self.spans.last_mut() {
            Some(last) if counted == 0 && last.counted == 0 && last.why == why => last.to = to,
            _ => self.spans.push(Span { from, to, counted, why }),
        }
        Ok(())
    }

    /// One stretch without pauses. `last` and `nominal` are days, for the units that have them.
    fn tell(
        &mut self,
        span: (i64, i64),
        last: usize,
        nominal: usize,
        first: Why,
    ) -> Result<(), ClockFault> {
        match self.unit {
            Unit::Hour | Unit::Minute => self.push(span, span.1 - span.0, Why::Elapsed),
            Unit::Workhour | Unit::Workminute => self.tell_opening(span),
            Unit::Workday | Unit::Day if self.left == 0 => self.push(span, 0, Why::NothingLeft),
            Unit::Workday | Unit::Day => self.tell_days(span, last, nominal, first),
        }
    }

    fn tell_days(
        &mut self,
        (from, to): (i64, i64),
        last: usize,
        nominal: usize,
        first: Why,
    ) -> Result<(), ClockFault> {
        let day = self.calendar.day_of(from)?;
        let end = self.calendar.day_span(day).1;
        self.push((from, end.min(to)), 0, first)?;
        for day in day + 1..=last {
            let (begin, end) = self.calendar.day_span(day);
            let span = (begin.min(to), end.min(to));
            let kind = self.calendar.day_kind(self.calendar.date(day))?;
            let (counted, why) = match self.unit {
                Unit::Day if day <= nominal => (1, Why::CalendarDay),
                Unit::Day => (0, Why::MovedOffHoliday),
                _ => (i64::from(kind.is_working()), of_kind(kind)),
            };
            self.push(span, counted.min(self.left), why)?;
        }
        Ok(())
    }

    fn tell_opening(&mut self, (from, to): (i64, i64)) -> Result<(), ClockFault> {
        let calendar = self.calendar;
        let mut at = from;
        let mut day = calendar.day_of(from)?;
        while at < to {
            let end = calendar.day_span(day).1.min(to);
            let kind = calendar.day_kind(calendar.date(day))?;
            let shut = if kind.is_working() { Why::OutsideHours } else { of_kind(kind) };
            for (open, close) in calendar.open_spans(day) {
                let (open, close) = (open.max(at), close.min(to));
                if open < close {
                    self.push_shut((at, open), &shut)?;
                    self.push((open, close), close - open, Why::Open)?;
                    at = close;
                }
            }
            self.push_shut((at, end), &shut)?;
            at = end.max(at);
            day += 1;
        }
        Ok(())
    }

    /// A stretch without opening time, cut where a closure notice takes over from the plain hours.
    fn push_shut(&mut self, (from, to): (i64, i64), shut: &Why) -> Result<(), ClockFault> {
        if *shut != Why::OutsideHours {
            return self.push((from, to), 0, shut.clone());
        }
        let calendar = self.calendar;
        let mut at = from;
        for (begin, end, name) in calendar.closures_in(from, to) {
            let (begin, end) = (begin.max(at), end.min(to));
            if begin < end {
                self.push((at, begin), 0, shut.clone())?;
                self.push((begin, end), 0, Why::Closure(name.to_owned()))?;
                at = end;
            }
        }
        self.push((at, to), 0, shut.clone())
    }
}

fn of_kind(kind: DayKind) -> Why {
    match kind {
        DayKind::Workday => Why::Workday,
        DayKind::MakeupWorkday(name) => Why::MakeupWorkday(name),
        DayKind::Weekend => Why::Weekend,
        DayKind::Holiday(name) => Why::Holiday(name),
        DayKind::Closure(name) => Why::Closure(name),
    }
}
