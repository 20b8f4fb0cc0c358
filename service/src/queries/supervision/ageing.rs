//! Classes of age of what is overdue (超期分档): by working days of the city's calendar, not by the wall
//! clock, so that nobody is a week late over Spring Festival.

use chrono::{NaiveDate, NaiveTime, TimeZone};
use domain::calendar::{CalendarFault, CompiledCalendar};
use domain::time::Timestamp;
use entity::clocks;
use sea_orm::ColumnTrait;
use sea_orm::sea_query::{CaseStatement, Expr, SimpleExpr};
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::ServiceError;

/// How many of each age. A promise that ran out on a working day is one working day overdue until the
/// next working day is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct AgeCounts {
    /// Up to 1 working day.
    pub within_1: i64,
    /// More than 1, up to 3.
    pub within_3: i64,
    /// More than 3, up to 5.
    pub within_5: i64,
    /// More than 5.
    pub over_5: i64,
}

impl AgeCounts {
    /// Counts some of a class.
    pub(super) fn add(&mut self, class: &str, count: i64) {
        match class {
            "within_1" => self.within_1 += count,
            "within_3" => self.within_3 += count,
            "within_5" => self.within_5 += count,
            "over_5" => self.over_5 += count,
            _ => {}
        }
    }

    /// The classes by name, the youngest first.
    #[must_use]
    pub const fn named(&self) -> [(&'static str, i64); 4] {
        [
            ("within_1", self.within_1),
            ("within_3", self.within_3),
            ("within_5", self.within_5),
            ("over_5", self.over_5),
        ]
    }
}

/// Where the classes meet: whatever ran out at or after the moment is of the class.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ages {
    from: [(Timestamp, &'static str); 3],
}

impl Ages {
    /// The classes as they are at a moment.
    pub(crate) fn at(calendar: &CompiledCalendar, now: Timestamp) -> Result<Self, ServiceError> {
        let today = calendar.date_of(now).map_err(ServiceError::internal)?;
        let mut day = today;
        let mut from = [(now, "within_1"), (now, "within_3"), (now, "within_5")];
        for (place, most) in [1, 3, 5].into_iter().enumerate() {
            day = earliest(calendar, day, today, most).map_err(ServiceError::internal)?;
            let midnight = calendar.zone().from_local_datetime(&day.and_time(NaiveTime::MIN));
            from[place].0 = midnight.earliest().map_or(now, |at| at.to_utc());
        }
        Ok(Self { from })
    }

    /// The class of what ran out at a moment.
    #[cfg(test)]
    fn of(&self, due: Timestamp) -> &'static str {
        self.from.iter().find(|(from, _)| due >= *from).map_or("over_5", |(_, name)| name)
    }

    /// The same, as an expression.
    pub(super) fn class(&self) -> SimpleExpr {
        let mut case = CaseStatement::new();
        for (from, name) in self.from {
            case = case.case(clocks::Column::DueAt.gte(from), Expr::value(name));
        }
        case.finally(Expr::value("over_5")).into()
    }
}

/// The first day from which no more than so many working days have passed.
fn earliest(
    calendar: &CompiledCalendar,
    mut day: NaiveDate,
    today: NaiveDate,
    most: u32,
) -> Result<NaiveDate, CalendarFault> {
    while let Some(before) = day.pred_opt() {
        if calendar.working_days_between(before, today)? > most {
            break;
        }
        day = before;
    }
    Ok(day)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests say what they expect")]
    use domain::calendar::Calendar;

    use super::*;

    #[test]
    fn a_class_is_what_counting_the_working_days_one_by_one_says() {
        let calendar = Calendar::default_city().unwrap().compile().unwrap();
        // Spring Festival 2026: off from 15 to 23 February, made up for on the 14th and the 28th.
        let now: Timestamp = "2026-02-26T02:00:00Z".parse().unwrap();
        let ages = Ages::at(&calendar, now).unwrap();
        for hours in 1..1_000 {
            let due = now - chrono::Duration::hours(hours);
            let (from, to) = (calendar.date_of(due).unwrap(), calendar.date_of(now).unwrap());
            let days = from.iter_days().skip(1).take_while(|day| *day <= to);
            let worked = days.filter(|day| calendar.is_working_day(*day).unwrap()).count();
            let expected = match worked {
                0..=1 => "within_1",
                2..=3 => "within_3",
                4..=5 => "within_5",
                _ => "over_5",
            };
            assert_eq!(ages.of(due), expected, "{due}");
        }
    }
}
