//! Opening hours as people write them: times of day, days of the year, seasons.

use std::{fmt, str::FromStr};

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// A local time of day in whole seconds after midnight, `00:00` to `24:00`. `24:00` exists because an
/// interval is half-open and may end with the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(u32);

/// A text that is not a time of day (`HH:MM` or `HH:MM:SS`) or not a day of the year (`MM-DD`).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is neither HH:MM, HH:MM:SS nor MM-DD")]
pub struct BadClockText(pub String);

impl TimeOfDay {
    /// The first moment of a day.
    pub const MIDNIGHT: Self = Self(0);
    /// The first moment of the next day.
    pub const END_OF_DAY: Self = Self(86_400);

    /// `hour` and `minute` of a day; `None` beyond `24:00`.
    #[must_use]
    pub const fn hm(hour: u32, minute: u32) -> Option<Self> {
        if (hour < 24 && minute < 60) || (hour == 24 && minute == 0) {
            Some(Self(hour * 3600 + minute * 60))
        } else {
            None
        }
    }

    /// Seconds after local midnight, 0 to 86,400, as a wall clock shows them.
    #[must_use]
    pub const fn seconds(self) -> u32 {
        self.0
    }
}

/// Digits only, exactly `width` of them: `u32::from_str` alone would also take `+8`.
fn digits(text: &str, width: usize) -> Option<u32> {
    (text.len() == width && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

impl FromStr for TimeOfDay {
    type Err = BadClockText;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = || {
            let mut parts = text.split(':');
            let hour = digits(parts.next()?, 2)?;
            let minute = digits(parts.next()?, 2)?;
            let second = parts.next().map_or(Some(0), |s| digits(s, 2))?;
            let at = Self::hm(hour, minute)?.0 + second;
            (parts.next().is_none() && second < 60 && at <= 86_400).then_some(Self(at))
        };
        read().ok_or_else(|| BadClockText(text.to_owned()))
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (h, m, s) = (self.0 / 3600, self.0 / 60 % 60, self.0 % 60);
        if s == 0 { write!(f, "{h:02}:{m:02}") } else { write!(f, "{h:02}:{m:02}:{s:02}") }
    }
}

/// A day of any year, such as `10-01`. The 29th of February exists only in leap years and then lies
/// between its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MonthDay {
    month: u32,
    day: u32,
}

impl MonthDay {
    /// The first of January.
    pub const NEW_YEAR: Self = Self { month: 1, day: 1 };
    /// The 31st of December.
    pub const YEAR_END: Self = Self { month: 12, day: 31 };

    /// A month and a day that exist together in a leap year.
    #[must_use]
    pub fn new(month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(2000, month, day).map(|_| Self { month, day })
    }

    fn of(date: NaiveDate) -> Self {
        Self { month: date.month(), day: date.day() }
    }
}

impl FromStr for MonthDay {
    type Err = BadClockText;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.split_once('-')
            .and_then(|(month, day)| Self::new(digits(month, 2)?, digits(day, 2)?))
            .ok_or_else(|| BadClockText(text.to_owned()))
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

macro_rules! text_serde {
    ($($name:ty),+) => {$(
        impl TryFrom<String> for $name {
            type Error = BadClockText;
            fn try_from(text: String) -> Result<Self, Self::Error> { text.parse() }
        }
        impl From<$name> for String {
            fn from(value: $name) -> Self { value.to_string() }
        }
    )+};
}
text_serde!(TimeOfDay, MonthDay);

/// Opening time of one day, half-open: at `to` sharp the office is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// First open moment, local time.
    pub from: TimeOfDay,
    /// First closed moment, local time.
    pub to: TimeOfDay,
}

/// Opening hours of a season. The first entry of a calendar that covers a date and weekday counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeasonHours {
    /// First day of the season.
    pub from: MonthDay,
    /// Last day of the season, inclusive; before `from` when the season spans the new year.
    pub to: MonthDay,
    /// The days of the week that are working days by themselves.
    pub weekdays: Vec<Weekday>,
    /// The opening intervals of such a day, in order.
    pub intervals: Vec<Interval>,
}

impl SeasonHours {
    /// Whether the date lies in the season, whatever its weekday.
    #[must_use]
    pub fn in_season(&self, date: NaiveDate) -> bool {
        let day = MonthDay::of(date);
        if self.from <= self.to {
            (self.from..=self.to).contains(&day)
        } else {
            day >= self.from || day <= self.to
        }
    }

    /// Whether the date is a working day of the season by its weekday alone.
    #[must_use]
    pub fn covers(&self, date: NaiveDate) -> bool {
        self.in_season(date) && self.weekdays.contains(&date.weekday())
    }
}
