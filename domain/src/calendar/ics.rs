//! Yearly notices as other programs export them: iCalendar (RFC 5545). Parsing is `icalendar`'s and
//! recurrence `rrule`'s; what a day means, and that nothing is guessed, is decided here.
//!
//! To read one more program's dialect: its zone names go into `ics/time.rs`, its words into
//! `ics/words.rs`.

mod event;
mod series;
mod source;
mod time;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use self::event::Event;
use self::series::{Budget, Replaced};
use super::{CalendarFault, Notice, NoticeDay};

/// A notice that was read, and what of the text was not taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcsNotice {
    /// The days off and make-up workdays, in order.
    pub notice: Notice,
    /// The events that say nothing for it, in the order of the text.
    pub ignored: Vec<IcsIgnored>,
}

/// An event that was not taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcsIgnored {
    /// Its title, cut to 60 characters.
    pub summary: String,
    /// Why.
    pub reason: IcsReason,
}

/// Why an event says nothing for a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IcsReason {
    /// It was cancelled.
    Cancelled,
    /// It has no start, or a time, zone or length that cannot be read.
    BadTime,
    /// It recurs by a rule that cannot be read, never happens, or is finer than days.
    BadRule,
    /// It does not cover whole days of the calendar's zone.
    NotWholeDays,
    /// It lies outside the year, the end of December before it and the beginning of January after it.
    OutsideYear,
    /// It says neither that the day is off nor that it is worked.
    Unclear,
}

/// A text that no notice can be read from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IcsFault {
    /// More than a megabyte.
    #[error("the text is longer than {} bytes", source::LONGEST)]
    TooLong,
    /// Not iCalendar.
    #[error("not a calendar of the form of RFC 5545: {0}")]
    NotACalendar(String),
    /// More than 5,000 events.
    #[error("more than {} events", source::MOST_EVENTS)]
    TooManyEvents,
    /// The rules of the events make more occurrences than anybody's holidays.
    #[error("the events recur too often")]
    TooManyOccurrences,
    /// One date is both off and worked.
    #[error("{date} is a day off by {off:?} and a workday by {working:?}")]
    TwoMeanings {
        /// The date.
        date: NaiveDate,
        /// Title of the event by which it is off.
        off: String,
        /// Title of the event by which it is worked.
        working: String,
    },
    /// What was read is no notice.
    #[error(transparent)]
    Notice(#[from] CalendarFault),
}

/// Reads the notice of a year. Times without a zone are read in `zone`.
///
/// # Errors
/// [`IcsFault`].
pub fn read_ics(text: &str, year: i32, zone: Tz) -> Result<IcsNotice, IcsFault> {
    let window = window_of(year)?;
    let events = source::events(text)?;
    let replaced = Replaced::of(&events, zone);
    let mut budget = Budget::default();
    let mut found = Found::default();
    let mut ignored = Vec::new();
    for event in &events {
        let reason = match days_of(event, window, zone, &replaced, &mut budget)? {
            Ok(days) => match words::meaning(event) {
                Some(is_off_day) => {
                    found.add(event, is_off_day, &days)?;
                    continue;
                }
                None => IcsReason::Unclear,
            },
            Err(reason) => reason,
        };
        ignored.push(IcsIgnored { summary: event.title(), reason });
    }
    let notice = Notice::of_days(year, found.0.into_values().map(|(_, day)| day).collect())?;
    Ok(IcsNotice { notice, ignored })
}

/// The days that the notice of a year may hold: from 21 December before it to 10 January after it.
fn window_of(year: i32) -> Result<(NaiveDate, NaiveDate), IcsFault> {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
    match (year, day(year - 1, 12, 21), day(year + 1, 1, 10)) {
        (1900..=2200, Some(first), Some(last)) => Ok((first, last)),
        _ => Err(CalendarFault::BadYears { first: year, last: year }.into()),
    }
}

/// The days of an event that lie in the window, of all its occurrences.
fn days_of(
    event: &Event,
    (first, last): (NaiveDate, NaiveDate),
    zone: Tz,
    replaced: &Replaced,
    budget: &mut Budget,
) -> Result<Result<BTreeSet<NaiveDate>, IcsReason>, IcsFault> {
    if event.cancelled {
        return Ok(Err(IcsReason::Cancelled));
    }
    let length = match event.whole_days(zone) {
        Ok(length) => length,
        Err(reason) => return Ok(Err(reason)),
    };
    let starts = match series::starts(event, (first, last), zone, budget)? {
        Ok(starts) => starts,
        Err(reason) => return Ok(Err(reason)),
    };
    if replaced.is_unreadable(event) {
        return Ok(Err(IcsReason::BadRule));
    }
    let mut days = BTreeSet::new();
    for start in starts {
        if event.excludes(start, zone) || replaced.holds(event, start) {
            continue;
        }
        if start.time() != chrono::NaiveTime::MIN {
            return Ok(Err(IcsReason::NotWholeDays));
        }
        let mut day = start.date().max(first);
        let end = start.date().checked_add_days(Days::new(length)).unwrap_or(NaiveDate::MAX);
        while day < end && day <= last {
            days.insert(day);
            day = day + Days::new(1);
        }
    }
    Ok(if days.is_empty() { Err(IcsReason::OutsideYear) } else { Ok(days) })
}

/// What has been found so far: per date the title and the day.
#[derive(Default)]
struct Found(BTreeMap<NaiveDate, (String, NoticeDay)>);

impl Found {
    fn add(
        &mut self,
        event: &Event,
        is_off_day: bool,
        days: &BTreeSet<NaiveDate>,
    ) -> Result<(), IcsFault> {
        let name = words::name(&event.summary, is_off_day);
        for &date in days {
            match self.0.get(&date) {
                Some((title, known)) if known.is_off_day != is_off_day => {
                    let (off, working) = if is_off_day {
                        (event.title(), title.clone())
                    } else {
                        (title.clone(), event.title())
                    };
                    return Err(IcsFault::TwoMeanings { date, off, working });
                }
                Some(_) => {}
                None => {
                    let day = NoticeDay { name: name.clone(), date, is_off_day };
                    self.0.insert(date, (event.title(), day));
                }
            }
        }
        Ok(())
    }
}
