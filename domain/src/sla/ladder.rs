//! When the rungs of an escalation ladder fire.

use super::engine::Run;
use super::lamp::yellow_of;
use super::profile::{Rung, When};
use super::{ClockFault, ClockTerms, Unit};
use crate::calendar::{CalendarFault, CompiledCalendar};
use crate::time::Timestamp;

/// The closing time of the n-th working day after a moment's civil date; for `n` = 0 the first closing
/// time at or after the moment.
///
/// # Errors
/// [`CalendarFault::OutsideRange`].
pub fn workday_close_after(
    calendar: &CompiledCalendar,
    at: Timestamp,
    n: u32,
) -> Result<Timestamp, CalendarFault> {
    let at = at.timestamp_micros();
    let (_, close) = match n {
        0 => calendar.closing_from(at)?,
        n => calendar.workday_after(calendar.day_of(at)?, u64::from(n))?,
    };
    calendar.moment(close)
}

/// The closing time of the n-th working day before a moment's civil date, `n` ≥ 1; 0 counts as 1.
///
/// # Errors
/// [`CalendarFault::OutsideRange`].
pub fn workday_close_before(
    calendar: &CompiledCalendar,
    at: Timestamp,
    n: u32,
) -> Result<Timestamp, CalendarFault> {
    let day = calendar.day_of(at.timestamp_micros())?;
    calendar.moment(calendar.workday_before(day, u64::from(n.max(1)))?.1)
}

/// The moments at which the rungs of a ladder fire, with each rung's place in the ladder, in firing
/// order: by moment, and in the ladder's own order (yellow, red, supervision, …) at the same moment.
/// No rung fires before the start. While the clock stands still, only the rungs that came before it
/// was stopped.
///
/// # Errors
/// A fault of the terms or the calendar.
pub fn rung_moments(
    calendar: &CompiledCalendar,
    ladder: &[Rung],
    terms: &ClockTerms,
) -> Result<Vec<(usize, Timestamp)>, ClockFault> {
    let run = Run::of(calendar, terms)?;
    let due = calendar.moment(run.target.at)?;
    // Business that stops at midnight stops on the day before.
    let day = match terms.unit {
        Unit::Workday | Unit::Day => run.target.day,
        _ => calendar.day_of(run.target.at)?,
    };
    let mut moments = Vec::with_capacity(ladder.len());
    for (place, rung) in ladder.iter().enumerate() {
        let at = match rung.when {
            When::Warn => calendar.moment(yellow_of(calendar, terms.unit, &run)?)?,
            When::DueOffset { workdays: 0 } => due,
            When::DueOffset { workdays } => {
                let n = u64::from(workdays.unsigned_abs());
                let close = if workdays > 0 {
                    calendar.workday_after(day, n)?.1
                } else {
                    calendar.workday_before(day, n)?.1
                };
                calendar.moment(close)?
            }
        };
        moments.push((place, at.max(terms.started_at)));
    }
    if let Some(since) = run.stopped {
        moments.retain(|&(_, at)| at.timestamp_micros() <= since);
    }
    moments.sort_by_key(|&(place, at)| (at, place));
    Ok(moments)
}
