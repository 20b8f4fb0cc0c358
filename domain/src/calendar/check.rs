//! What must hold of a calendar before it is stored: sizes, names, scopes, hours. Whether it opens at
//! all is told by compiling it.

use std::collections::BTreeSet;

use chrono::{Datelike, TimeDelta};

use super::compile::check_intervals;
use super::key::{is_code, is_county};
use super::{Calendar, CalendarFault, Closure, OverrideKind, SeasonHours};

/// Single dates that a calendar may hold.
pub(super) const MOST_OVERRIDES: usize = 2_000;
/// Closures that a calendar may hold.
pub(super) const MOST_CLOSURES: usize = 500;
/// Seasons, and claims, that a calendar may hold.
const MOST_SEASONS: usize = 50;
/// The longest closure, in days.
const LONGEST_CLOSURE: i64 = 366;

/// Whether a name is one that people can read in a list: 1 to 60 characters, none of them a control
/// character, not only blanks.
pub(crate) fn is_name(text: &str) -> bool {
    let length = text.chars().count();
    (1..=60).contains(&length) && !text.trim().is_empty() && !text.contains(char::is_control)
}

impl Calendar {
    /// Whether the calendar may be stored.
    ///
    /// # Errors
    /// [`CalendarFault`], naming what is wrong.
    pub fn check(&self) -> Result<(), CalendarFault> {
        for (what, size, limit) in [
            ("days", self.overrides.len(), MOST_OVERRIDES),
            ("closures", self.closures.len(), MOST_CLOSURES),
            ("seasons", self.hours.len(), MOST_SEASONS),
            ("claims", self.applies.len(), MOST_SEASONS),
        ] {
            if size > limit {
                return Err(CalendarFault::TooMany { what, limit });
            }
        }
        if !is_code(&self.code) {
            return Err(CalendarFault::BadCode { text: self.code.clone() });
        }
        check_intervals(self)?;
        self.hours.iter().try_for_each(check_season)?;
        for (&date, day) in &self.overrides {
            check_name(&day.name)?;
            let off_with_hours = day.kind == OverrideKind::Off && !day.intervals.is_empty();
            if off_with_hours || !(2000..=2050).contains(&date.year()) {
                return Err(CalendarFault::BadDay { date });
            }
        }
        let mut keys = BTreeSet::new();
        for closure in &self.closures {
            check_closure(closure)?;
            if !closure.key.is_empty() && !keys.insert(&closure.key) {
                return Err(CalendarFault::SameClosure { key: closure.key.clone() });
            }
        }
        let bad = self.applies.iter().find_map(|applies| applies.bad_value());
        bad.map_or(Ok(()), |text| Err(CalendarFault::BadCode { text: text.to_owned() }))
    }
}

fn check_name(name: &str) -> Result<(), CalendarFault> {
    if is_name(name) { Ok(()) } else { Err(CalendarFault::BadName { name: name.to_owned() }) }
}

fn check_season(season: &SeasonHours) -> Result<(), CalendarFault> {
    let unlike = |(place, day)| !season.weekdays[..place].contains(day);
    if season.weekdays.is_empty() || !season.weekdays.iter().enumerate().all(unlike) {
        let (from, to) = (season.from.to_string(), season.to.to_string());
        return Err(CalendarFault::BadSeason { from, to });
    }
    Ok(())
}

fn check_closure(closure: &Closure) -> Result<(), CalendarFault> {
    check_name(&closure.name)?;
    let name = || closure.name.clone();
    if closure.to <= closure.from {
        return Err(CalendarFault::BadClosure { name: name() });
    }
    if closure.to - closure.from > TimeDelta::days(LONGEST_CLOSURE) {
        return Err(CalendarFault::ClosureTooLong { name: name() });
    }
    let key = (!closure.key.is_empty()).then_some(&closure.key);
    let codes = key.into_iter().chain(&closure.parks).filter(|code| !is_code(code));
    let bad = codes.chain(closure.counties.iter().filter(|code| !is_county(code))).next();
    bad.map_or(Ok(()), |text| Err(CalendarFault::BadCode { text: text.clone() }))
}
