//! The State Council's yearly notice on days off and make-up workdays (调休), in the JSON form of
//! NateScarlet/holiday-cn (MIT, licence beside the files in `data/holidays/`).

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{CalendarFault, is_name};

/// One year's notice. Days may lie in the last days of the year before: the notice for 2023 made
/// 31 December 2022 a day off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The year the notice is titled for.
    pub year: i32,
    /// Addresses of the official papers; empty while the notice has not been published.
    #[serde(default)]
    pub papers: Vec<String>,
    /// Every date that differs from, or is confirmed against, the plain week.
    pub days: Vec<NoticeDay>,
}

/// One date of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NoticeDay {
    /// Name of the holiday that the day belongs to, e.g. 国庆节.
    pub name: String,
    /// The civil date.
    pub date: NaiveDate,
    /// `true`: a day off; `false`: a make-up workday.
    pub is_off_day: bool,
}

impl Notice {
    /// Reads the JSON form.
    ///
    /// # Errors
    /// [`CalendarFault::BadNotice`] when the text is not of that form, has more than 366 days, a date
    /// more than a year away from its title, or one date with two meanings; [`CalendarFault::BadName`]
    /// for a day without a name.
    pub fn parse(json: &str) -> Result<Self, CalendarFault> {
        let notice: Self =
            serde_json::from_str(json).map_err(|e| CalendarFault::BadNotice(e.to_string()))?;
        notice.check()?;
        Ok(notice)
    }

    /// A notice entered by hand, held to the same rules as one that is read.
    ///
    /// # Errors
    /// As for [`Notice::parse`].
    pub fn of_days(year: i32, days: Vec<NoticeDay>) -> Result<Self, CalendarFault> {
        let notice = Self { year, papers: Vec::new(), days };
        notice.check()?;
        Ok(notice)
    }

    /// Whether the notice does not contradict itself.
    ///
    /// # Errors
    /// As for [`Notice::parse`].
    pub fn check(&self) -> Result<(), CalendarFault> {
        if self.days.len() > 366 {
            return Err(CalendarFault::BadNotice("more than 366 days".to_owned()));
        }
        let mut seen = BTreeMap::new();
        for day in &self.days {
            if !is_name(&day.name) {
                return Err(CalendarFault::BadName { name: day.name.clone() });
            }
            if i64::from(day.date.year()).abs_diff(i64::from(self.year)) > 1 {
                let text = format!("{} does not belong to {}", day.date, self.year);
                return Err(CalendarFault::BadNotice(text));
            }
            if seen.insert(day.date, day.is_off_day).is_some_and(|off| off != day.is_off_day) {
                let text = format!("{} is both a day off and a workday", day.date);
                return Err(CalendarFault::BadNotice(text));
            }
        }
        Ok(())
    }

    /// Whether the notice says anything. A file for a year not announced yet has no days, and leaves
    /// every deadline in that year provisional.
    #[must_use]
    pub fn is_announced(&self) -> bool {
        !self.days.is_empty()
    }

    /// The notices that come with the product, 2007 to the last year announced, in order.
    ///
    /// # Errors
    /// [`CalendarFault::BadNotice`] if a shipped file is broken, which the tests exclude.
    pub fn shipped() -> Result<Vec<Self>, CalendarFault> {
        SHIPPED.iter().map(|json| Self::parse(json)).collect()
    }
}

macro_rules! notices {
    ($($year:literal)+) => {
        &[$(include_str!(concat!("../../data/holidays/", $year, ".json"))),+]
    };
}

/// To ship another year, put its file beside the others and its number here.
const SHIPPED: &[&str] = notices!(2007 2008 2009 2010 2011 2012 2013 2014 2015 2016 2017 2018 2019
    2020 2021 2022 2023 2024 2025 2026 2027);
