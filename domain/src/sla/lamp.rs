//! Lamps (红黄绿灯): computed from the clock whenever asked, never stored as truth.

use serde::{Deserialize, Serialize};

use super::engine::{Run, Target};
use super::{ClockFault, ClockTerms, Unit};
use crate::calendar::CompiledCalendar;
use crate::time::Timestamp;

/// The colour that a clock shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lamp {
    /// Time enough.
    Green,
    /// From [`yellow_at`].
    Yellow,
    /// From the due moment on.
    Red,
}

impl Lamp {
    /// The word used in data and over the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Red => "red",
        }
    }
}

/// When the lamp turns yellow: for `workday` and `day` clocks of 2 or more, at the closing time of the
/// last working day before the due date; for all others when 80 % of the clock's own time has run
/// (for a clock of one day, of the opening time between start and due). Never before the start.
///
/// # Errors
/// [`ClockFault::Paused`] when the clock stands still and was stopped before it turned yellow;
/// otherwise a fault of the terms or the calendar.
pub fn yellow_at(calendar: &CompiledCalendar, terms: &ClockTerms) -> Result<Timestamp, ClockFault> {
    let run = Run::of(calendar, terms)?;
    let yellow = yellow_of(calendar, terms.unit, &run)?;
    if run.stopped.is_some_and(|since| yellow > since) {
        return Err(ClockFault::Paused);
    }
    Ok(calendar.moment(yellow)?)
}

/// The lamp at a moment. While the clock stands still, the lamp it was stopped with.
///
/// # Errors
/// A fault of the terms or the calendar.
pub fn lamp_at(
    calendar: &CompiledCalendar,
    terms: &ClockTerms,
    at: Timestamp,
) -> Result<Lamp, ClockFault> {
    let run = Run::of(calendar, terms)?;
    let at = at.timestamp_micros();
    let at = run.stopped.map_or(at, |since| since.min(at));
    if at >= run.target.at {
        return Ok(Lamp::Red);
    }
    let yellow = yellow_of(calendar, terms.unit, &run)?;
    Ok(if at >= yellow { Lamp::Yellow } else { Lamp::Green })
}

/// The yellow moment of a run, in microseconds; an open pause is left out of account.
pub(super) fn yellow_of(
    calendar: &CompiledCalendar,
    unit: Unit,
    run: &Run,
) -> Result<i64, ClockFault> {
    let yellow = match unit {
        Unit::Workday | Unit::Day if run.total >= 2 => {
            calendar.workday_before(run.target.day, 1)?.1
        }
        Unit::Workday | Unit::Day => {
            let mut own = opening(calendar, (run.started, run.target.at))?;
            for &pause in &run.pauses {
                own -= opening(calendar, pause)?;
            }
            after_share(calendar, Unit::Workminute, own, run)?
        }
        _ => after_share(calendar, unit, run.whole, run)?,
    };
    Ok(yellow.clamp(run.started, run.target.at))
}

fn opening(calendar: &CompiledCalendar, span: (i64, i64)) -> Result<i64, ClockFault> {
    Ok(calendar.opened_at(span.1)? - calendar.opened_at(span.0)?)
}

/// The moment when 80 % of `own` has run, pauses left out: a shorter clock with the same pauses.
fn after_share(
    calendar: &CompiledCalendar,
    unit: Unit,
    own: i64,
    run: &Run,
) -> Result<i64, ClockFault> {
    let mut target = Target::place(calendar, unit, own / 5 * 4 + own % 5 * 4 / 5, run.started)?;
    for &(from, to) in &run.pauses {
        if from >= target.at {
            break;
        }
        let left = target.left(calendar, unit, from)?;
        target = Target::place(calendar, unit, left, to)?;
    }
    Ok(target.at)
}
