//! What can be wrong with a calendar, or with a question put to it.

use chrono::NaiveDate;

/// A calendar that cannot be used, or a question it cannot answer. Never a deadline equal to the
/// start: whoever asks is told at once.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarFault {
    /// The calendar opens at no moment of the years it was compiled for.
    #[error("calendar {code} has no opening hours")]
    NoOpeningHours {
        /// The calendar's code.
        code: String,
    },
    /// The calendar stays shut for more than ten years on end.
    #[error("calendar {code} does not open within ten years after {after}")]
    NoOpeningWithinTenYears {
        /// The calendar's code.
        code: String,
        /// The last day before the long silence.
        after: NaiveDate,
    },
    /// The question, or its answer, lies outside the years the calendar was compiled for.
    #[error("outside the years {first} to {last} that calendar {code} was compiled for")]
    OutsideRange {
        /// The calendar's code.
        code: String,
        /// First compiled year.
        first: i32,
        /// Last compiled year, inclusive.
        last: i32,
    },
    /// The years to compile for are reversed, more than 400, or not within 1 to 9999.
    #[error("years {first} to {last} cannot be compiled")]
    BadYears {
        /// First year asked for.
        first: i32,
        /// Last year asked for.
        last: i32,
    },
    /// An opening interval ends before it begins, or overlaps the one before it on the same day.
    /// Hours across midnight are written as two intervals, up to `24:00` and from `00:00`.
    #[error("opening interval {from}-{to} is empty, reversed or overlaps another of its day")]
    BadInterval {
        /// Start, local time.
        from: String,
        /// End, local time.
        to: String,
    },
    /// A closure ends at or before its start.
    #[error("closure {name} ends before it begins")]
    BadClosure {
        /// What the closure is called.
        name: String,
    },
    /// A yearly notice is not of the published JSON form, or contradicts itself.
    #[error("holiday notice refused: {0}")]
    BadNotice(String),
    /// A calendar without any version.
    #[error("a calendar has at least one version")]
    NoVersions,
    /// Versions that are not of one calendar.
    #[error(
        "version {version} has another code or zone than the oldest version of calendar {code}"
    )]
    MixedVersions {
        /// The code of the oldest version.
        code: String,
        /// The version that does not belong to it.
        version: u32,
    },
    /// More than a calendar may hold.
    #[error("a calendar holds at most {limit} {what}")]
    TooMany {
        /// What there are too many of.
        what: &'static str,
        /// How many there may be.
        limit: usize,
    },
    /// A name that is empty, longer than 60 characters, or not one line.
    #[error("{name:?} is no name of 1 to 60 characters")]
    BadName {
        /// The name.
        name: String,
    },
    /// A code, county, park or key that is not of their form.
    #[error("{text:?} is no code: a-z, 0-9, _ and -, at most 40; of a county six digits")]
    BadCode {
        /// The text.
        text: String,
    },
    /// A single date beyond 2000 to 2050, or a day off with opening hours.
    #[error("{date} lies beyond 2000 to 2050, or is a day off with opening hours")]
    BadDay {
        /// The date.
        date: NaiveDate,
    },
    /// A season that names no day of the week, or one twice.
    #[error("the season from {from} to {to} names no day of the week, or one twice")]
    BadSeason {
        /// Its first day.
        from: String,
        /// Its last day.
        to: String,
    },
    /// A closure of more than 366 days.
    #[error("closure {name} lasts more than 366 days")]
    ClosureTooLong {
        /// What the closure is called.
        name: String,
    },
    /// Two closures with one key.
    #[error("there is a closure {key} already")]
    SameClosure {
        /// The key.
        key: String,
    },
    /// No closure has this key.
    #[error("there is no closure {key}")]
    NoSuchClosure {
        /// The key.
        key: String,
    },
    /// A closure is to end at a moment that does not lie within it.
    #[error("the moment does not lie within closure {key}: withdraw it, or leave it")]
    NotWithinClosure {
        /// The key.
        key: String,
    },
    /// A date to be cleared is an ordinary one.
    #[error("{date} is an ordinary day already")]
    NoSuchDay {
        /// The date.
        date: NaiveDate,
    },
    /// Hours, after hours and claims have no date of their own, so that one must be given.
    #[error("the day from which this takes effect must be given")]
    NeedsDate,
    /// The version would take effect after a day that its edits touch, which would silently stay as it
    /// was.
    #[error("{day} is changed, but the version takes effect only from {effective_from}")]
    TouchesEarlier {
        /// The earliest day touched.
        day: NaiveDate,
        /// The day that was given.
        effective_from: NaiveDate,
    },
    /// The version would carry hours that begin later back to days on which other hours hold.
    #[error("on {day} other hours hold than those that begin on {effective_from}")]
    CarriesBack {
        /// A day whose hours would change.
        day: NaiveDate,
        /// When the newest version begins.
        effective_from: NaiveDate,
    },
}
