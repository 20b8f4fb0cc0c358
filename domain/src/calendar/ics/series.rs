//! The occurrences of an event: rules of recurrence, bounded in number and to the days of a notice.

use std::collections::{HashMap, HashSet};

use chrono::{NaiveDate, NaiveDateTime, TimeZone};
use chrono_tz::Tz;
use rrule::{RRule, RRuleSet, Unvalidated};

use super::event::Event;
use super::time::Point;
use super::{IcsFault, IcsReason};

/// Occurrences that are looked at for one text, and rules in it that never happen.
pub(super) struct Budget {
    occurrences: u32,
    never: u32,
}

impl Default for Budget {
    fn default() -> Self {
        Self { occurrences: 200_000, never: 5 }
    }
}

/// The occurrences that other events stand in for, by the series' name.
pub(super) struct Replaced {
    starts: HashMap<String, HashSet<NaiveDateTime>>,
    unreadable: HashSet<String>,
}

impl Replaced {
    pub(super) fn of(events: &[Event], zone: Tz) -> Self {
        let mut replaced = Self { starts: HashMap::new(), unreadable: HashSet::new() };
        for event in events.iter().filter(|event| event.stands_for.is_some()) {
            if let Some(start) = event.stands_for.and_then(|point| point.here(zone)) {
                replaced.starts.entry(event.uid.clone()).or_default().insert(start);
            }
        }
        let unreadable = events.iter().filter(|event| event.unreadable);
        replaced.unreadable = unreadable.map(|event| event.uid.clone()).collect();
        replaced
    }

    /// Whether an occurrence of a series is told by an event of its own.
    pub(super) fn holds(&self, event: &Event, start: NaiveDateTime) -> bool {
        event.stands_for.is_none()
            && self.starts.get(&event.uid).is_some_and(|starts| starts.contains(&start))
    }

    /// Whether the event belongs to a series that is not read.
    pub(super) fn is_unreadable(&self, event: &Event) -> bool {
        event.unreadable || (!event.uid.is_empty() && self.unreadable.contains(&event.uid))
    }
}

/// The starts of an event's occurrences, on the wall clock of the zone, none later than the last day.
pub(super) fn starts(
    event: &Event,
    (first, last): (NaiveDate, NaiveDate),
    zone: Tz,
    budget: &mut Budget,
) -> Result<Result<Vec<NaiveDateTime>, IcsReason>, IcsFault> {
    let Some(start) = event.start else { return Ok(Err(IcsReason::BadTime)) };
    let mut points = event.more.clone();
    // An event that stands in for one of a series does not recur itself.
    if event.rules.is_empty() || event.stands_for.is_some() {
        points.push(start);
    }
    let mut found: Vec<_> = points.iter().filter_map(|point| point.here(zone)).collect();
    if event.stands_for.is_none() {
        for text in &event.rules {
            // Holidays do not recur since the middle ages; going through such a rule takes time.
            let era =
                start.reading().date() >= NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or(first);
            let Some(rule) = Rule::read(text).filter(|_| era) else {
                return Ok(Err(IcsReason::BadRule));
            };
            match rule.starts(start, last, zone, budget)? {
                Some(more) => found.extend(more),
                None => return Ok(Err(IcsReason::BadRule)),
            }
        }
    }
    Ok(Ok(found))
}

/// A rule of recurrence by whole days. The last occurrence is minded here: programs do not agree on
/// how to write it for events that last whole days.
struct Rule {
    rule: RRule<Unvalidated>,
    until: Option<Point>,
    counted: bool,
}

impl Rule {
    fn read(text: &str) -> Option<Self> {
        let text = text.to_ascii_uppercase();
        let (mut parts, mut until, mut counted) = (Vec::new(), None, false);
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=')?;
            match name {
                "FREQ" if !["DAILY", "WEEKLY", "MONTHLY", "YEARLY"].contains(&value) => {
                    return None;
                }
                "BYHOUR" | "BYMINUTE" | "BYSECOND" | "BYEASTER" => return None,
                "UNTIL" => until = Some(Point::plain(value)?),
                _ => {
                    counted |= name == "COUNT";
                    parts.push(part);
                }
            }
        }
        let rule = parts.join(";").parse().ok()?;
        Some(Self { rule, until, counted })
    }

    /// `None` when the rule makes no sense.
    fn starts(
        self,
        start: Point,
        last: NaiveDate,
        zone: Tz,
        budget: &mut Budget,
    ) -> Result<Option<Vec<NaiveDateTime>>, IcsFault> {
        // Days and readings without a zone recur by the calendar alone, which UTC keeps undisturbed.
        let own = match start {
            Point::Zoned(_, own) => own,
            _ => Tz::UTC,
        };
        let own = rrule::Tz::from(own);
        let Some(begin) = own.from_local_datetime(&start.reading()).earliest() else {
            return Ok(None);
        };
        let Ok(rule) = self.rule.validate(begin) else { return Ok(None) };
        let set = RRuleSet::new(begin).rrule(rule).limit();
        let mut found = Vec::new();
        for occurrence in &set {
            let left = budget.occurrences.checked_sub(1);
            budget.occurrences = left.ok_or(IcsFault::TooManyOccurrences)?;
            let reading = occurrence.naive_local();
            let Some(here) = start.at(reading).here(zone) else { continue };
            let over = self.until.is_some_and(|until| match until {
                Point::Day(date) => reading.date() > date,
                Point::Wall(until) => reading > until,
                zoned => zoned.here(zone).is_some_and(|until| here > until),
            });
            if over || here.date() > last {
                return Ok(Some(found));
            }
            found.push(here);
        }
        if self.counted && !found.is_empty() {
            return Ok(Some(found));
        }
        // An endless rule that ends never happens (30 February): looking for it takes long.
        budget.never = budget.never.checked_sub(1).ok_or(IcsFault::TooManyOccurrences)?;
        Ok(None)
    }
}
