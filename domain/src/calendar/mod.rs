//! Working calendars (工作日历): opening hours by season, days off and make-up workdays (调休), closures.
//!
//! A [`Calendar`] is a versioned value, edited by people and stored. A [`CompiledCalendar`] answers
//! questions about it in constant or logarithmic time over any distance. To add a kind of exception,
//! give it a field in [`Calendar`], apply it in `compile.rs`, and name it in [`DayKind`] so that an
//! explanation can say why a day did not count.
//!
//! Versions tell two things apart. Hours are a rule: they hold from a day on, until other hours do. Days
//! off, make-up days and closures are knowledge about dates: the newest version knows them all, so that
//! a closure can be entered while hours that begin later are published already.

mod check;
mod closures;
mod compile;
mod difference;
mod edit;
mod fault;
mod hours;
mod ics;
mod index;
mod key;
mod notice;
mod questions;
mod sections;
mod zone;

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

pub(crate) use self::check::is_name;
pub(crate) use self::closures::union_of;
pub use self::compile::CompiledCalendar;
pub use self::edit::CalendarEdit;
pub use self::fault::CalendarFault;
pub use self::hours::{BadClockText, Interval, MonthDay, SeasonHours, TimeOfDay};
pub use self::ics::{IcsFault, IcsIgnored, IcsNotice, IcsReason, read_ics};
pub(crate) use self::key::is_code;
pub use self::key::{BadCalendarKey, CalendarKey, Place};
pub use self::notice::{Notice, NoticeDay};
pub use self::questions::DayKind;
use crate::sla::{Applies, Facts, newest_of, strongest_of};
use crate::time::Timestamp;

/// A working calendar, as stored and edited. Two calendars with the same code and version are the
/// same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Stable name, e.g. `city`.
    pub code: String,
    /// Counted up with every change.
    pub version: u32,
    /// The first civil date that this version changes.
    pub effective_from: NaiveDate,
    /// The first civil day on which `hours`, `always_open` and `after_hours` rule, where that is another
    /// than `effective_from`: a version that changes single dates keeps the hours of the one before, and
    /// the day on which those begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours_from: Option<NaiveDate>,
    /// The zone in which days begin and hours are read.
    pub zone: Tz,
    /// Opening hours by season; the first entry that covers a date and weekday counts.
    #[serde(default)]
    pub hours: Vec<SeasonHours>,
    /// Single dates that differ from the plain week.
    #[serde(default)]
    pub overrides: BTreeMap<NaiveDate, DayOverride>,
    /// Years whose notice has been applied. Others are counted by weekdays alone, and deadlines in
    /// them are provisional.
    #[serde(default)]
    pub notice_years: BTreeSet<i32>,
    /// Closure notices (typhoon, heating failure).
    #[serde(default)]
    pub closures: Vec<Closure>,
    /// Open 24 × 7: `hours` is not looked at, every day is a working day that closes at midnight, and
    /// no notice is waited for.
    #[serde(default)]
    pub always_open: bool,
    /// Where a `workday` clock begins when the event falls outside opening hours.
    #[serde(default)]
    pub after_hours: AfterHours,
    /// Whose appeals run by this calendar. Empty: for the code `city` whatever no other calendar
    /// claims, for any other code nothing, until somebody names it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub applies: Vec<Applies>,
    /// The first civil day on which `applies` counts, where that is another than `effective_from`, as for
    /// `hours_from`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies_from: Option<NaiveDate>,
}

/// Where a `workday` clock begins when its event falls outside opening hours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterHours {
    /// On the civil date of the event, open or not.
    #[default]
    Ignore,
    /// At the next opening moment, and so on its civil date.
    NextOpening,
}

/// What a single date is, against the plain week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayOverride {
    /// A day off or a working day.
    pub kind: OverrideKind,
    /// Why, e.g. 春节.
    pub name: String,
    /// The yearly notice it came from; `None` when entered by hand. Importing a corrected notice
    /// replaces what the earlier one said, and leaves entries by hand alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_year: Option<i32>,
    /// The hours of a working day that differ from the season's; empty for the season's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub intervals: Vec<Interval>,
}

/// Whether a single date is worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OverrideKind {
    /// A day off.
    Off,
    /// A working day, whatever its weekday.
    Working,
}

/// A closure notice: no opening time from `from` up to `to`. A day that loses all of its opening
/// time is no working day. A day that loses only a part stays one and keeps its regular closing time:
/// a closure must never make a deadline earlier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closure {
    /// Stable name, by which the closure is lifted early or withdrawn; may be empty in what was stored
    /// before there were keys.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// First closed moment.
    pub from: Timestamp,
    /// First moment after the closure.
    pub to: Timestamp,
    /// Why, e.g. 台风停工.
    pub name: String,
    /// Division codes of the counties it is limited to. It applies everywhere when neither counties
    /// nor parks are named, otherwise where the place's county or its park is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counties: Vec<String>,
    /// Codes of the industrial parks it is limited to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parks: Vec<String>,
}

impl Closure {
    /// A closure that applies everywhere.
    #[must_use]
    pub fn everywhere(from: Timestamp, to: Timestamp, name: &str) -> Self {
        let (key, name) = (String::new(), name.to_owned());
        Self { key, from, to, name, counties: Vec::new(), parks: Vec::new() }
    }

    /// Whether it counts at a place. Where nothing is known of the place, only what applies everywhere.
    #[must_use]
    pub fn applies_at(&self, place: &Place) -> bool {
        let named = |list: &[String], code: &Option<String>| {
            code.as_ref().is_some_and(|code| list.contains(code))
        };
        (self.counties.is_empty() && self.parks.is_empty())
            || named(&self.counties, &place.county)
            || named(&self.parks, &place.park)
    }
}

impl Calendar {
    /// The code of the calendar that is used where no other claims an appeal.
    pub const CITY: &str = "city";

    /// A calendar of plain weeks, Monday to Friday, with these hours all year round and no notice.
    #[must_use]
    pub fn weekly(code: &str, zone: Tz, intervals: Vec<Interval>) -> Self {
        use Weekday::{Fri, Mon, Thu, Tue, Wed};
        Self {
            hours: vec![SeasonHours {
                from: MonthDay::NEW_YEAR,
                to: MonthDay::YEAR_END,
                weekdays: vec![Mon, Tue, Wed, Thu, Fri],
                intervals,
            }],
            always_open: false,
            ..Self::around_the_clock(code, zone)
        }
    }

    /// A calendar that is open 24 × 7.
    #[must_use]
    pub fn around_the_clock(code: &str, zone: Tz) -> Self {
        Self {
            code: code.to_owned(),
            version: 1,
            effective_from: NaiveDate::from_ymd_opt(2007, 1, 1).unwrap_or_default(),
            hours_from: None,
            zone,
            hours: Vec::new(),
            overrides: BTreeMap::new(),
            notice_years: BTreeSet::new(),
            closures: Vec::new(),
            always_open: true,
            after_hours: AfterHours::Ignore,
            applies: Vec::new(),
            applies_from: None,
        }
    }

    /// The city's calendar as shipped: Asia/Shanghai, Monday to Friday, 08:30–12:00 and 13:30–17:30,
    /// with every State Council notice since 2007.
    ///
    /// # Errors
    /// [`CalendarFault::BadNotice`] if a shipped notice is broken, which the tests exclude.
    pub fn default_city() -> Result<Self, CalendarFault> {
        let at = |h, m| TimeOfDay::hm(h, m).unwrap_or(TimeOfDay::END_OF_DAY);
        let intervals = vec![
            Interval { from: at(8, 30), to: at(12, 0) },
            Interval { from: at(13, 30), to: at(17, 30) },
        ];
        let mut calendar = Self::weekly(Self::CITY, chrono_tz::Asia::Shanghai, intervals);
        for notice in Notice::shipped()? {
            calendar.apply_notice(&notice);
        }
        Ok(calendar)
    }

    /// The first civil day on which this version's `hours`, `always_open` and `after_hours` rule.
    #[must_use]
    pub fn hours_from(&self) -> NaiveDate {
        self.hours_from.unwrap_or(self.effective_from)
    }

    /// The first civil day on which this version's `applies` counts.
    #[must_use]
    pub fn applies_from(&self) -> NaiveDate {
        self.applies_from.unwrap_or(self.effective_from)
    }

    /// Next year, where its notice should be there by now and is not. The State Council mostly publishes it
    /// in November; from 1 December on somebody should look for it. Who never closes waits for none.
    #[must_use]
    pub fn missing_notice(&self, today: NaiveDate) -> Option<i32> {
        let next = today.year() + 1;
        let missing =
            today.month() == 12 && !self.always_open && !self.notice_years.contains(&next);
        missing.then_some(next)
    }

    /// Takes over a yearly notice; what an earlier notice for the same year said is dropped. A notice
    /// without days (not announced yet) changes nothing. The caller counts the version up.
    pub fn apply_notice(&mut self, notice: &Notice) {
        if !notice.is_announced() {
            return;
        }
        self.overrides.retain(|_, day| day.notice_year != Some(notice.year));
        for day in &notice.days {
            // What a person entered by hand for this city stands above the national notice, and the
            // next year's notice above this one's, for the last days of December.
            let stands = |known: &DayOverride| known.notice_year.is_none_or(|y| y > notice.year);
            if self.overrides.get(&day.date).is_some_and(stands) {
                continue;
            }
            let kind = if day.is_off_day { OverrideKind::Off } else { OverrideKind::Working };
            let entry = DayOverride {
                kind,
                name: day.name.clone(),
                notice_year: Some(notice.year),
                intervals: Vec::new(),
            };
            self.overrides.insert(day.date, entry);
        }
        self.notice_years.insert(notice.year);
    }

    /// The calendar that an appeal with these facts runs by on a civil day. Of every code only the newest
    /// version counts whose claims have begun, and the most specific claim wins; `city` is what remains.
    pub fn choose<'a, C: Borrow<Self> + 'a>(
        all: impl IntoIterator<Item = &'a C>,
        facts: &Facts<'_>,
        day: NaiveDate,
    ) -> Option<&'a C> {
        let known = all.into_iter().filter(|&c| Borrow::<Self>::borrow(c).applies_from() <= day);
        let newest = newest_of(known, |c: &Self| (c.code.as_str(), c.version));
        strongest_of(newest, |&c| {
            let calendar: &Self = c.borrow();
            match calendar.applies.as_slice() {
                [] => (calendar.code == Self::CITY).then_some(None),
                list => Applies::strongest(list, facts).map(Some),
            }
        })
    }

    /// Precomputes the answers for the years 2000 to 2050, with the closures that apply everywhere.
    /// Takes some milliseconds: keep the result.
    ///
    /// # Errors
    /// A calendar that never opens, or has a silence of ten years or broken hours, is refused.
    pub fn compile(&self) -> Result<CompiledCalendar, CalendarFault> {
        self.compile_for(&Place::default())
    }

    /// [`Calendar::compile`] for a place, with the closures that apply there.
    ///
    /// # Errors
    /// As for [`Calendar::compile`].
    pub fn compile_for(&self, place: &Place) -> Result<CompiledCalendar, CalendarFault> {
        CompiledCalendar::of_versions(std::slice::from_ref(self), place)
    }
}
