//! The hours in which only what is critical may wake anybody.

use std::{fmt, str::FromStr};

use chrono::NaiveTime;
use serde::{Deserialize, Deserializer, de::Error};

/// A daily span of wall-clock time in Asia/Shanghai, from inclusive, to exclusive; it may pass
/// midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    /// First quiet minute.
    pub from: NaiveTime,
    /// First minute that is no longer quiet.
    pub to: NaiveTime,
}

impl QuietHours {
    /// Whether a wall-clock time (Asia/Shanghai) is quiet.
    pub fn contains(&self, time: NaiveTime) -> bool {
        if self.from < self.to {
            self.from <= time && time < self.to
        } else {
            time >= self.from || time < self.to
        }
    }
}

/// Not two different times of day as `21:00-08:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not two different times of day as 21:00-08:00")]
pub struct NotQuietHours;

impl FromStr for QuietHours {
    type Err = NotQuietHours;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (from, to) = text.split_once('-').ok_or(NotQuietHours)?;
        let parse =
            |part: &str| NaiveTime::parse_from_str(part.trim(), "%H:%M").map_err(|_| NotQuietHours);
        let (from, to) = (parse(from)?, parse(to)?);
        if from == to { Err(NotQuietHours) } else { Ok(Self { from, to }) }
    }
}

impl fmt::Display for QuietHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from.format("%H:%M"), self.to.format("%H:%M"))
    }
}

impl<'de> Deserialize<'de> for QuietHours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: u32, minute: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
    }

    #[test]
    fn a_span_over_midnight_is_quiet_on_both_sides_of_it() {
        let quiet: QuietHours = "21:00-08:00".parse().unwrap();
        assert!(quiet.contains(at(21, 0)) && quiet.contains(at(0, 0)) && quiet.contains(at(7, 59)));
        assert!(!quiet.contains(at(8, 0)) && !quiet.contains(at(20, 59)));
        assert_eq!(quiet.to_string(), "21:00-08:00");
    }

    #[test]
    fn a_span_within_a_day_and_what_is_no_span() {
        let lunch: QuietHours = "12:00-13:30".parse().unwrap();
        assert!(lunch.contains(at(13, 29)) && !lunch.contains(at(13, 30)));
        for wrong in ["", "21:00", "24:00-08:00", "08:00-08:00", "nine-ten", "21:00-08:00-09:00"] {
            assert!(wrong.parse::<QuietHours>().is_err(), "{wrong}");
        }
    }
}
