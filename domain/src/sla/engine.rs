//! The arithmetic of clocks: where a rest of time ends, and how much of it is left at a moment. A clock
//! is its whole amount placed at its start; a pause takes the rest up and puts it down at resumption.

use serde::{Deserialize, Serialize};

use super::{ClockFault, ClockTerms, Pause, Remaining, Unit};
use crate::calendar::{CompiledCalendar, union_of};
use crate::time::Timestamp;

/// When a running clock is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The clock is breached from this moment on.
    pub due_at: Timestamp,
    /// The clock counted days of a year whose notice is not known yet: the moment may move when it is
    /// imported. Never set for elapsed time, which no notice can move.
    pub provisional: bool,
}

/// A clock either runs towards a due moment, or stands still with a rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ClockState {
    /// It runs, or has run out.
    Running(Due),
    /// It has stood still since a moment before its due moment.
    Paused {
        /// When it was stopped.
        since: Timestamp,
        /// What was left then, and is left now.
        remaining: Remaining,
    },
}

/// When a clock is due.
///
/// # Errors
/// [`ClockFault::Paused`] while a pause lasts that began before the due moment; otherwise a fault of
/// the terms or the calendar.
pub fn due(calendar: &CompiledCalendar, terms: &ClockTerms) -> Result<Due, ClockFault> {
    let run = Run::of(calendar, terms)?;
    if run.stopped.is_some() { Err(ClockFault::Paused) } else { run.due(calendar) }
}

/// How a clock stands: its due moment, or what is frozen.
///
/// # Errors
/// A fault of the terms or the calendar.
pub fn state(calendar: &CompiledCalendar, terms: &ClockTerms) -> Result<ClockState, ClockFault> {
    let run = Run::of(calendar, terms)?;
    match run.stopped {
        None => run.due(calendar).map(ClockState::Running),
        Some(since) => Ok(ClockState::Paused {
            since: calendar.moment(since)?,
            remaining: Remaining::of_run(calendar, terms.unit, &run, since, true)?,
        }),
    }
}

/// A clock that has been stopped by the event it waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// When it was due.
    pub due_at: Timestamp,
    /// As in [`Due`].
    pub provisional: bool,
    /// Stopped at or after the due moment. The breach dates from `due_at`, not from the stop.
    pub breached: bool,
}

/// Settles a clock that is stopped at a moment. A pause that still lasts ends there, and is deducted
/// first; pauses that begin later do not count.
///
/// # Errors
/// A fault of the terms or the calendar.
pub fn settle(
    calendar: &CompiledCalendar,
    terms: &ClockTerms,
    stopped_at: Timestamp,
) -> Result<Settled, ClockFault> {
    let known = terms.pauses.iter().filter(|pause| pause.from < stopped_at);
    let ended = known.map(|&pause| {
        let to = pause.to.map_or(stopped_at, |to| to.min(stopped_at));
        Pause { to: Some(to), ..pause }
    });
    let terms = ClockTerms { pauses: ended.collect(), ..terms.clone() };
    let Due { due_at, provisional } = due(calendar, &terms)?;
    Ok(Settled { due_at, provisional, breached: stopped_at >= due_at })
}

/// Where a rest of a clock ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Target {
    /// The due moment, in microseconds since 1970.
    pub(super) at: i64,
    /// The day of the due moment, for the units of days.
    pub(super) day: usize,
    /// The last day before any move off a holiday, for `day`.
    pub(super) nominal: usize,
}

impl Target {
    /// Puts a rest down at a moment: units of days, or microseconds.
    pub(super) fn place(
        calendar: &CompiledCalendar,
        unit: Unit,
        left: i64,
        at: i64,
    ) -> Result<Self, ClockFault> {
        let days = u64::try_from(left).unwrap_or(0);
        match unit {
            Unit::Workday | Unit::Day if days == 0 => {
                let nominal = calendar.day_of(at)?;
                let (day, at) = calendar.closing_from(at)?;
                Ok(Self { at, day, nominal })
            }
            Unit::Workday => {
                let (day, at) = calendar.workday_after(calendar.day_of(at)?, days)?;
                Ok(Self { at, day, nominal: day })
            }
            Unit::Day => {
                let nominal = calendar.day_after(calendar.day_of(at)?, days)?;
                let (day, at) = calendar.workday_from(nominal)?;
                Ok(Self { at, day, nominal })
            }
            Unit::Workhour | Unit::Workminute => {
                let at = calendar.when_opened(calendar.opened_at(at)? + left)?;
                Ok(Self { at, day: 0, nominal: 0 })
            }
            Unit::Hour | Unit::Minute => {
                let at = at.checked_add(left).ok_or_else(|| calendar.outside())?;
                Ok(Self { at, day: 0, nominal: 0 })
            }
        }
    }

    /// Takes up what is left at a moment before the due moment.
    pub(super) fn left(
        &self,
        calendar: &CompiledCalendar,
        unit: Unit,
        at: i64,
    ) -> Result<i64, ClockFault> {
        Ok(match unit {
            Unit::Workday => i64::from(calendar.workdays_in(calendar.day_of(at)?, self.day)),
            Unit::Day => {
                let gone = calendar.day_of(at)?;
                i64::try_from(self.nominal.saturating_sub(gone)).unwrap_or(i64::MAX)
            }
            Unit::Workhour | Unit::Workminute => {
                calendar.opened_at(self.at)? - calendar.opened_at(at)?
            }
            Unit::Hour | Unit::Minute => self.at - at,
        })
    }
}

/// A clock that has been carried through its pauses.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// The starting event.
    pub(super) started: i64,
    /// Where counting begins: later than the event only for `after_hours: next_opening`.
    pub(super) counted_from: i64,
    /// Whether the calendar has a say.
    by_calendar: bool,
    /// Units in all.
    pub(super) total: u32,
    /// The whole amount: days, or microseconds.
    pub(super) whole: i64,
    /// Where it ends; while the clock stands still, where it would have ended without that pause.
    pub(super) target: Target,
    /// The pauses that changed anything, disjoint, in order, closed.
    pub(super) pauses: Vec<(i64, i64)>,
    /// Since when the clock has stood still, if it does.
    pub(super) stopped: Option<i64>,
}

impl Run {
    pub(super) fn of(calendar: &CompiledCalendar, terms: &ClockTerms) -> Result<Self, ClockFault> {
        let unit = terms.unit;
        let started = terms.started_at.timestamp_micros();
        let counted_from = match unit {
            Unit::Workday => calendar.workday_start(started)?,
            _ => started,
        };
        let total = terms.total()?;
        let whole = i64::from(total) * unit.micros().unwrap_or(1);
        let target = Target::place(calendar, unit, whole, counted_from)?;
        let mut run = Self {
            started,
            counted_from,
            by_calendar: unit.needs_calendar(),
            total,
            whole,
            target,
            pauses: Vec::new(),
            stopped: None,
        };
        if !terms.pauses.is_empty() {
            run.carry(calendar, unit, pauses_from(terms, counted_from)?)?;
        }
        Ok(run)
    }

    fn carry(
        &mut self,
        calendar: &CompiledCalendar,
        unit: Unit,
        pauses: Vec<(i64, i64)>,
    ) -> Result<(), ClockFault> {
        for (from, to) in pauses {
            // A pause at or after the due moment does not undo the breach.
            if from >= self.target.at {
                break;
            }
            if to == i64::MAX {
                self.stopped = Some(from);
                break;
            }
            let left = self.target.left(calendar, unit, from)?;
            self.target = Target::place(calendar, unit, left, to)?;
            self.pauses.push((from, to));
        }
        Ok(())
    }

    fn due(&self, calendar: &CompiledCalendar) -> Result<Due, ClockFault> {
        Ok(Due {
            due_at: calendar.moment(self.target.at)?,
            provisional: self.by_calendar
                && calendar.unannounced(self.counted_from, self.target.at)?,
        })
    }
}

/// The terms' pauses from the start on, joined where they overlap or touch. An open one ends at
/// `i64::MAX`, an empty one is dropped.
fn pauses_from(terms: &ClockTerms, start: i64) -> Result<Vec<(i64, i64)>, ClockFault> {
    let mut spans = Vec::with_capacity(terms.pauses.len());
    for pause in &terms.pauses {
        let from = pause.from.timestamp_micros();
        let to = pause.to.map_or(i64::MAX, |to| to.timestamp_micros());
        if to < from {
            return Err(ClockFault::PauseBackwards);
        }
        let from = from.max(start);
        if from < to {
            spans.push((from, to));
        }
    }
    Ok(union_of(spans))
}
