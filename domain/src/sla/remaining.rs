//! How much of a clock is left, for people and for lists.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::engine::{Run, Target};
use super::{ClockFault, ClockTerms, Pause, Unit};
use crate::calendar::CompiledCalendar;
use crate::time::Timestamp;

/// What is left of a clock at a moment; negative once it is breached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remaining {
    /// For `workday`: working days after the moment's date up to and including the due date (zero on
    /// the due date itself). For `day`: civil days up to the last day before any
    /// move off a holiday. `None` for units of time.
    pub days: Option<i64>,
    /// Seconds up to the due moment, rounded up: opening time, or elapsed time for `hour` and
    /// `minute`.
    pub seconds: i64,
    /// The clock stood still at that moment.
    pub paused: bool,
    /// The due moment had come: the numbers say by how much it was missed.
    pub overdue: bool,
}

/// A remainder cut up for display.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemainingParts {
    /// The clock is breached, and the numbers say by how much.
    pub overdue: bool,
    /// Whole days, when the clock counts days and at least one is left; the rest is then zero.
    pub days: u64,
    /// Hours (of opening time, unless the clock counts elapsed time); may exceed 24.
    pub hours: u64,
    /// Minutes, 0 to 59.
    pub minutes: u64,
    /// Seconds, 0 to 59.
    pub seconds: u64,
}

/// What is left at a moment, as far as the pauses up to that moment go.
///
/// # Errors
/// A fault of the terms or the calendar.
pub fn remaining(
    calendar: &CompiledCalendar,
    terms: &ClockTerms,
    at: Timestamp,
) -> Result<Remaining, ClockFault> {
    // A pause that begins later was not known then; one that had not ended then froze the clock.
    let pauses = terms.pauses.iter().filter(|pause| pause.from <= at);
    let pauses = pauses.map(|&pause| Pause { to: pause.to.filter(|&to| to <= at), ..pause });
    let terms = ClockTerms { pauses: pauses.collect(), ..terms.clone() };
    let run = Run::of(calendar, &terms)?;
    match run.stopped {
        Some(since) => Remaining::of_run(calendar, terms.unit, &run, since, true),
        None => Remaining::of_run(calendar, terms.unit, &run, at.timestamp_micros(), false),
    }
}

impl Remaining {
    pub(super) fn of_run(
        calendar: &CompiledCalendar,
        unit: Unit,
        run: &Run,
        at: i64,
        paused: bool,
    ) -> Result<Self, ClockFault> {
        let at = at.max(run.counted_from);
        let target = run.target;
        let micros = if unit.needs_calendar() {
            calendar.opened_at(target.at)? - calendar.opened_at(at)?
        } else {
            target.at.saturating_sub(at)
        };
        let days = match unit {
            Unit::Workday | Unit::Day => Some(days_left(calendar, unit, target, at)?),
            _ => None,
        };
        let seconds = micros.div_euclid(1_000_000) + i64::from(micros.rem_euclid(1_000_000) > 0);
        Ok(Self { days, seconds, paused, overdue: at >= target.at })
    }

    /// Cut up for display: days when at least one is left or over, else hours, minutes, seconds.
    #[must_use]
    pub fn parts(&self) -> RemainingParts {
        let days = self.days.unwrap_or(0).unsigned_abs();
        let seconds = if days > 0 { 0 } else { self.seconds.unsigned_abs() };
        RemainingParts {
            overdue: self.overdue,
            days,
            hours: seconds / 3600,
            minutes: seconds / 60 % 60,
            seconds: seconds % 60,
        }
    }
}

fn days_left(
    calendar: &CompiledCalendar,
    unit: Unit,
    target: Target,
    at: i64,
) -> Result<i64, ClockFault> {
    let today = calendar.day_of(at)?;
    let number = |day: usize| i64::try_from(day).unwrap_or(i64::MAX);
    Ok(match (unit, today <= target.day) {
        (Unit::Day, true) => number(target.nominal.saturating_sub(today)),
        (Unit::Day, false) => number(target.day) - number(today),
        (_, true) => i64::from(calendar.workdays_in(today, target.day)),
        (_, false) => -i64::from(calendar.workdays_in(target.day, today)),
    })
}

/// ISO 8601, e.g. `P3D` or `PT2H15M`, with a leading `-` once overdue.
impl fmt::Display for Remaining {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = self.parts();
        let sign = if parts.overdue { "-" } else { "" };
        if parts.days > 0 {
            return write!(f, "{sign}P{}D", parts.days);
        }
        write!(f, "{sign}PT")?;
        for (number, letter) in [(parts.hours, 'H'), (parts.minutes, 'M')] {
            if number > 0 {
                write!(f, "{number}{letter}")?;
            }
        }
        if parts.seconds > 0 || (parts.hours == 0 && parts.minutes == 0) {
            write!(f, "{}S", parts.seconds)?;
        }
        Ok(())
    }
}
