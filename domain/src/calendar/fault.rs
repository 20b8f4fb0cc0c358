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
}
