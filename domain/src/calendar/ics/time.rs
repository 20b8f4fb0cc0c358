//! Dates, times, zones and lengths as RFC 5545 writes them.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use icalendar::parser::Property;

/// A point in time, as far as the text fixes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Point {
    /// A civil date.
    Day(NaiveDate),
    /// A wall-clock reading wherever one is.
    Wall(NaiveDateTime),
    /// A wall-clock reading in a zone.
    Zoned(NaiveDateTime, Tz),
}

impl Point {
    /// Reads one value of a property; `None` when it is no time, or its zone is unknown.
    pub(super) fn read(value: &str, property: &Property<'_>) -> Option<Self> {
        let value = value.trim();
        if value.len() == 8 {
            return date(value).map(Self::Day);
        }
        let zone = match parameter(property, "TZID") {
            Some(name) => Some(zone_named(name)?),
            None => None,
        };
        Self::date_time(value, zone)
    }

    /// A date or a time without parameters, as the rules of recurrence have it.
    pub(super) fn plain(value: &str) -> Option<Self> {
        if value.len() == 8 { date(value).map(Self::Day) } else { Self::date_time(value, None) }
    }

    fn date_time(value: &str, zone: Option<Tz>) -> Option<Self> {
        let (local, utc) = value.strip_suffix(['Z', 'z']).map_or((value, false), |v| (v, true));
        let (day, time) = local.split_once(['T', 't'])?;
        let reading = date(day)?.and_time(time_of(time)?);
        Some(match zone {
            _ if utc => Self::Zoned(reading, Tz::UTC),
            Some(zone) => Self::Zoned(reading, zone),
            None => Self::Wall(reading),
        })
    }

    /// The same kind of point at another reading.
    pub(super) fn at(self, reading: NaiveDateTime) -> Self {
        match self {
            Self::Day(_) => Self::Day(reading.date()),
            Self::Wall(_) => Self::Wall(reading),
            Self::Zoned(_, zone) => Self::Zoned(reading, zone),
        }
    }

    /// Its own reading.
    pub(super) fn reading(self) -> NaiveDateTime {
        match self {
            Self::Day(date) => date.and_time(NaiveTime::MIN),
            Self::Wall(reading) | Self::Zoned(reading, _) => reading,
        }
    }

    /// What the wall clock of a zone shows then; `None` for a reading that its own zone skips.
    pub(super) fn here(self, zone: Tz) -> Option<NaiveDateTime> {
        match self {
            Self::Zoned(reading, own) => {
                let moment = own.from_local_datetime(&reading).earliest()?;
                Some(moment.with_timezone(&zone).naive_local())
            }
            other => Some(other.reading()),
        }
    }

    /// Days later by the wall clock, then seconds by the stop watch.
    pub(super) fn plus(self, (days, seconds): (u32, i64)) -> Option<Self> {
        let reading = self.reading().checked_add_days(Days::new(days.into()))?;
        if matches!(self, Self::Day(_)) && seconds % 86_400 != 0 {
            return None;
        }
        let seconds = TimeDelta::try_seconds(seconds)?;
        let Self::Zoned(_, zone) = self else {
            return reading.checked_add_signed(seconds).map(|reading| self.at(reading));
        };
        let moment = zone.from_local_datetime(&reading).earliest()?.with_timezone(&Utc);
        let moment = moment.checked_add_signed(seconds)?.with_timezone(&zone);
        Some(self.at(moment.naive_local()))
    }
}

/// A parameter of a property.
pub(super) fn parameter<'a>(property: &'a Property<'_>, name: &str) -> Option<&'a str> {
    let found = property.params.iter().find(|p| p.key.as_str().eq_ignore_ascii_case(name))?;
    found.val.as_ref().map(|value| value.as_str().trim_matches('"'))
}

fn digits(text: &str) -> Option<u32> {
    let all = !text.is_empty() && text.len() <= 8 && text.bytes().all(|b| b.is_ascii_digit());
    if all { text.parse().ok() } else { None }
}

fn date(text: &str) -> Option<NaiveDate> {
    let number = (text.len() == 8).then(|| digits(text)).flatten()?;
    let year = i32::try_from(number / 10_000).ok()?;
    NaiveDate::from_ymd_opt(year, number / 100 % 100, number % 100)
}

fn time_of(text: &str) -> Option<NaiveTime> {
    let number = (text.len() == 6).then(|| digits(text)).flatten()?;
    NaiveTime::from_hms_opt(number / 10_000, number / 100 % 100, number % 100)
}

/// A zone by its name in the time zone database, with or without a maker's prefix, or by the name that
/// Windows gives it in China.
fn zone_named(name: &str) -> Option<Tz> {
    let name = name.trim();
    if let Ok(zone) = name.parse() {
        return Some(zone);
    }
    if ["China Standard Time", "(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi"].contains(&name)
    {
        return Some(Tz::Asia__Shanghai);
    }
    let mut parts = name.rsplitn(3, '/');
    let (city, area) = (parts.next()?, parts.next()?);
    format!("{area}/{city}").parse().ok()
}

/// A length (`P1D`, `P1W`, `PT24H`, `P1DT12H`): days, and seconds beyond them.
pub(super) fn length(text: &str) -> Option<(u32, i64)> {
    let rest = text.trim().trim_start_matches('+').strip_prefix('P')?;
    let (day_part, time_part) = rest.split_once('T').unwrap_or((rest, ""));
    let (mut days, mut seconds) = (0_u32, 0_i64);
    for (part, units) in [(day_part, "WD"), (time_part, "HMS")] {
        let mut number = String::new();
        for letter in part.chars() {
            if letter.is_ascii_digit() {
                number.push(letter);
                continue;
            }
            let amount = digits(&number).filter(|_| units.contains(letter))?;
            number.clear();
            match letter {
                'W' => days = days.checked_add(amount.checked_mul(7)?)?,
                'D' => days = days.checked_add(amount)?,
                'H' => seconds += i64::from(amount) * 3_600,
                'M' => seconds += i64::from(amount) * 60,
                _ => seconds += i64::from(amount),
            }
        }
        if !number.is_empty() {
            return None;
        }
    }
    (!rest.is_empty()).then_some((days, seconds))
}
