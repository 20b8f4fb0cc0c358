//! Quiet hours (免打扰时段): nobody's phone rings at night, except for what is critical.

use std::fmt;
use std::str::FromStr;

use chrono::{Duration, NaiveTime, TimeZone};
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer};

use crate::time::Timestamp;

/// A daily span of civil time, possibly across midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuietHours {
    from: NaiveTime,
    until: NaiveTime,
}

/// The text is not `HH:MM-HH:MM` with two different times.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("quiet hours must look like 21:00-08:00")]
pub struct BadQuietHours;

impl FromStr for QuietHours {
    type Err = BadQuietHours;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (from, until) = text.split_once('-').ok_or(BadQuietHours)?;
        let time = |text: &str| NaiveTime::parse_from_str(text.trim(), "%H:%M");
        match (time(from), time(until)) {
            (Ok(from), Ok(until)) if from != until => Ok(Self { from, until }),
            _ => Err(BadQuietHours),
        }
    }
}

impl fmt::Display for QuietHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from.format("%H:%M"), self.until.format("%H:%M"))
    }
}

impl<'de> Deserialize<'de> for QuietHours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl QuietHours {
    /// The first moment at or after `at` that is not quiet, in the zone's civil time.
    #[must_use]
    pub fn allowed_from(&self, at: Timestamp, zone: Tz) -> Timestamp {
        let local = at.with_timezone(&zone);
        let time = local.time();
        let quiet = if self.from < self.until {
            self.from <= time && time < self.until
        } else {
            time >= self.from || time < self.until
        };
        if !quiet {
            return at;
        }
        let mut day = local.date_naive();
        if time >= self.until {
            day += Duration::days(1);
        }
        // Where a DST change skips the hour, the one after it will do.
        let end = day.and_time(self.until);
        let end = zone
            .from_local_datetime(&end)
            .earliest()
            .or_else(|| zone.from_local_datetime(&(end + Duration::hours(1))).earliest());
        end.map_or(at, |end| end.to_utc().max(at))
    }
}
