//! Which calendar a clock runs by: a code, and the place whose closures are counted.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Where something happens, as far as a closure notice can tell places apart.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Division code of the county (县市区), six digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub county: Option<String>,
    /// Code of the industrial park (园区).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub park: Option<String>,
}

/// A calendar at a place, as appeals and clocks keep it: `city`, `city@371402`,
/// `city@371402/park-x`, `city@/park-x`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CalendarKey {
    /// The calendar's code.
    pub code: String,
    /// The place; [`Place::default`] for closures that apply everywhere only.
    pub place: Place,
}

/// A text that is not a [`CalendarKey`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a calendar: code, code@county, code@county/park or code@/park")]
pub struct BadCalendarKey(pub String);

/// Whether a text is a code: 1 to 40 small letters, digits, `_` and `-`.
pub(crate) fn is_code(text: &str) -> bool {
    let letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-';
    (1..=40).contains(&text.len()) && text.bytes().all(letter)
}

/// Whether a text is the code of a county: six digits.
pub(crate) fn is_county(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit())
}

impl Place {
    /// A county, and a park in it or next to it.
    #[must_use]
    pub fn new(county: Option<&str>, park: Option<&str>) -> Self {
        Self { county: county.map(str::to_owned), park: park.map(str::to_owned) }
    }

    /// Whether nothing is known of the place: then only what applies everywhere applies.
    #[must_use]
    pub const fn is_anywhere(&self) -> bool {
        self.county.is_none() && self.park.is_none()
    }
}

impl CalendarKey {
    /// A calendar at a place.
    ///
    /// # Errors
    /// [`BadCalendarKey`] when the code, the county or the park could not be read back.
    pub fn new(code: &str, place: Place) -> Result<Self, BadCalendarKey> {
        let key = Self { code: code.to_owned(), place };
        let county = key.place.county.as_deref().is_none_or(is_county);
        let park = key.place.park.as_deref().is_none_or(is_code);
        let good = is_code(code) && county && park;
        if good { Ok(key) } else { Err(BadCalendarKey(key.to_string())) }
    }
}

impl fmt::Display for CalendarKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)?;
        if !self.place.is_anywhere() {
            write!(f, "@{}", self.place.county.as_deref().unwrap_or_default())?;
        }
        self.place.park.as_ref().map_or(Ok(()), |park| write!(f, "/{park}"))
    }
}

impl FromStr for CalendarKey {
    type Err = BadCalendarKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (code, place) = match text.split_once('@') {
            None => (text, Place::default()),
            Some((code, place)) => match place.split_once('/') {
                None => (code, Place::new(Some(place), None)),
                Some(("", park)) => (code, Place::new(None, Some(park))),
                Some((county, park)) => (code, Place::new(Some(county), Some(park))),
            },
        };
        Self::new(code, place).map_err(|_| BadCalendarKey(text.to_owned()))
    }
}

impl TryFrom<String> for CalendarKey {
    type Error = BadCalendarKey;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<CalendarKey> for String {
    fn from(key: CalendarKey) -> Self {
        key.to_string()
    }
}
