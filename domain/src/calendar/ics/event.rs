//! One event of an iCalendar text, as far as it matters to a notice.

use chrono::{NaiveDateTime, NaiveTime};
use chrono_tz::Tz;
use icalendar::parser::{Component, Property};

use super::IcsReason;
use super::time::{self, Point};

/// An event.
#[derive(Debug, Default)]
pub(super) struct Event {
    pub(super) uid: String,
    pub(super) summary: String,
    pub(super) categories: String,
    /// What Apple's calendars of holidays say outright.
    pub(super) special: Option<String>,
    pub(super) cancelled: bool,
    pub(super) start: Option<Point>,
    end: End,
    /// The rules of recurrence, as written.
    pub(super) rules: Vec<String>,
    /// Further starts.
    pub(super) more: Vec<Point>,
    except: Vec<Point>,
    /// The occurrence of a series that this event stands in for.
    pub(super) stands_for: Option<Point>,
    /// It recurs, or replaces others, in a way that is not read.
    pub(super) unreadable: bool,
    /// A time in it that cannot be read.
    bad_time: bool,
}

#[derive(Debug, Default)]
enum End {
    #[default]
    Missing,
    At(Point),
    After((u32, i64)),
}

impl Event {
    pub(super) fn of(component: &Component<'_>) -> Self {
        let mut event = Self::default();
        for property in &component.properties {
            event.take(property);
        }
        event
    }

    fn take(&mut self, property: &Property<'_>) {
        let value = property.val.as_str();
        let name = property.name.as_str().to_ascii_uppercase();
        match name.as_str() {
            "UID" => value.clone_into(&mut self.uid),
            "SUMMARY" => value.clone_into(&mut self.summary),
            "CATEGORIES" => {
                self.categories.push(' ');
                self.categories.push_str(value);
            }
            "X-APPLE-SPECIAL-DAY" => self.special = Some(value.trim().to_ascii_uppercase()),
            "STATUS" => self.cancelled = value.trim().eq_ignore_ascii_case("CANCELLED"),
            "DTSTART" => {
                self.start = Point::read(value, property);
                self.bad_time |= self.start.is_none();
            }
            "DTEND" => {
                let end = Point::read(value, property);
                self.bad_time |= end.is_none();
                self.end = end.map_or(End::Missing, End::At);
            }
            "DURATION" => {
                let length = time::length(value);
                self.bad_time |= length.is_none();
                self.end = length.map_or(End::Missing, End::After);
            }
            "RRULE" => self.rules.push(value.trim().to_owned()),
            "EXRULE" => self.unreadable = true,
            "RDATE" => self.more = self.points(value, property, &self.more),
            "EXDATE" => self.except = self.points(value, property, &self.except),
            "RECURRENCE-ID" => {
                self.stands_for = Point::read(value, property);
                self.bad_time |= self.stands_for.is_none();
                // It would stand in for all that follow, too.
                self.unreadable |= time::parameter(property, "RANGE").is_some();
            }
            _ => {}
        }
        if matches!(name.as_str(), "RDATE" | "EXDATE") {
            let good = |one: &str| Point::read(one, property).is_some();
            self.bad_time |= !value.split(',').all(good);
        }
    }

    fn points(&self, value: &str, property: &Property<'_>, known: &[Point]) -> Vec<Point> {
        let read = value.split(',').filter_map(|one| Point::read(one, property));
        known.iter().copied().chain(read).collect()
    }

    /// Its title, for people: one line, at most 60 characters.
    pub(super) fn title(&self) -> String {
        let line = self.summary.split(char::is_control).collect::<Vec<_>>().join(" ");
        line.trim().chars().take(60).collect()
    }

    /// How many whole days of the zone its first occurrence covers.
    pub(super) fn whole_days(&self, zone: Tz) -> Result<u64, IcsReason> {
        let start = self.start.filter(|_| !self.bad_time).ok_or(IcsReason::BadTime)?;
        let end = match self.end {
            End::At(end) => end,
            End::After(length) => start.plus(length).ok_or(IcsReason::BadTime)?,
            End::Missing => match start {
                Point::Day(_) => start.plus((1, 0)).ok_or(IcsReason::BadTime)?,
                _ => return Err(IcsReason::NotWholeDays),
            },
        };
        if matches!(start, Point::Day(_)) != matches!(end, Point::Day(_)) {
            return Err(IcsReason::BadTime);
        }
        let here = |point: Point| point.here(zone).ok_or(IcsReason::BadTime);
        let (from, to) = (here(start)?, here(end)?);
        if from.time() != NaiveTime::MIN || to.time() != NaiveTime::MIN {
            return Err(IcsReason::NotWholeDays);
        }
        let days = (to.date() - from.date()).num_days();
        match (start, u64::try_from(days)) {
            // Programs that end a day on itself mean that day.
            (Point::Day(_), Ok(0)) => Ok(1),
            (_, Ok(0)) => Err(IcsReason::NotWholeDays),
            (_, Ok(days)) => Ok(days),
            (_, Err(_)) => Err(IcsReason::BadTime),
        }
    }

    /// Whether an occurrence was taken out of the series.
    pub(super) fn excludes(&self, start: NaiveDateTime, zone: Tz) -> bool {
        self.except.iter().any(|point| match point {
            Point::Day(date) => *date == start.date(),
            point => point.here(zone) == Some(start),
        })
    }
}
