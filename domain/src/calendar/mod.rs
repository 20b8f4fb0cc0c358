//! Working calendars (工作日历): opening hours by season, days off and make-up workdays (调休), closures.
//!
//! A [`Calendar`] is a versioned value, edited by people and stored. A [`CompiledCalendar`] answers
//! questions about it in constant or logarithmic time over any distance. To add a kind of exception,
//! give it a field in [`Calendar`], apply it in `compile.rs`, and name it in [`DayKind`] so that an
//! explanation can say why a day did not count.

mod compile;
mod fault;
mod hours;
mod index;
mod notice;
mod questions;
mod zone;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

pub use self::compile::CompiledCalendar;
pub(crate) use self::compile::union_of;
pub use self::fault::CalendarFault;
pub use self::hours::{BadClockText, Interval, MonthDay, SeasonHours, TimeOfDay};
pub use self::notice::{Notice, NoticeDay};
pub use self::questions::DayKind;
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
    /// The first civil date on which new clocks use this version.
    pub effective_from: NaiveDate,
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
    /// First closed moment.
    pub from: Timestamp,
    /// First moment after the closure.
    pub to: Timestamp,
    /// Why, e.g. 台风停工.
    pub name: String,
}

impl Calendar {
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
            zone,
            hours: Vec::new(),
            overrides: BTreeMap::new(),
            notice_years: BTreeSet::new(),
            closures: Vec::new(),
            always_open: true,
            after_hours: AfterHours::Ignore,
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
        let mut calendar = Self::weekly("city", chrono_tz::Asia::Shanghai, intervals);
        for notice in Notice::shipped()? {
            calendar.apply_notice(&notice);
        }
        Ok(calendar)
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

    /// Precomputes the answers for the years 2000 to 2050. Takes some milliseconds: keep the result.
    ///
    /// # Errors
    /// A calendar that never opens, or has a silence of ten years or broken hours, is refused.
    pub fn compile(&self) -> Result<CompiledCalendar, CalendarFault> {
        CompiledCalendar::for_years(self, 2000, 2050)
    }
}
