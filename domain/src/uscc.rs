//! The unified social credit code (统一社会信用代码): GB 32100-2015, with the organisation code of
//! GB 11714-1997 inside.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::half_width;

/// The 31 characters, in order of value: digits and capitals without I, O, S, V and Z.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// GB 32100: powers of 3 modulo 31.
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/// GB 11714, for the organisation code in places 9 to 16.
const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// A code whose shape and both check characters are right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Uscc([u8; 18]);

/// What is wrong with a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UsccFault {
    /// Not 18 characters.
    #[error("a unified social credit code has 18 characters, not {0}")]
    Length(usize),
    /// A character that no code contains; place counted from 1.
    #[error("character {0} cannot stand in a unified social credit code")]
    Character(usize),
    /// The administrative division in places 3 to 8 is not six digits; place counted from 1.
    #[error("character {0} of the administrative division is not a digit")]
    Division(usize),
    /// The last character does not match the rest (GB 32100).
    #[error("the check character of the unified social credit code is wrong")]
    Checksum,
    /// Character 17 does not match the organisation code (GB 11714).
    #[error("the check character of the organisation code is wrong")]
    OrganisationChecksum,
}

impl UsccFault {
    /// Whether a person may insist on the code, with a reason: some codes in use fail a check. A
    /// wrong shape may not be insisted on.
    #[must_use]
    pub const fn may_be_overridden(self) -> bool {
        matches!(self, Self::Checksum | Self::OrganisationChecksum)
    }
}

impl Uscc {
    /// Parses a code: surrounding white space is dropped, small letters and full-width forms (as
    /// Chinese input methods produce them) are taken for capitals and digits.
    ///
    /// # Errors
    /// [`UsccFault`]: shape first, then the check of the code, then that of the organisation code.
    pub fn parse(text: &str) -> Result<Self, UsccFault> {
        let code = Self::parse_shape(text)?;
        code.check().map(|()| code)
    }

    /// Parses the shape alone, for a code that a person insists on and that is then verified by hand.
    ///
    /// # Errors
    /// A [`UsccFault`] that may not be overridden.
    pub fn parse_shape(text: &str) -> Result<Self, UsccFault> {
        let text = text.trim();
        // Counting stops early: the text may be of any length.
        let length = text.chars().take(100).count();
        if length != 18 {
            return Err(UsccFault::Length(length));
        }
        let mut code = [0_u8; 18];
        for (i, (place, char)) in code.iter_mut().zip(text.chars()).enumerate() {
            let char = half_width(char).to_ascii_uppercase();
            *place = u8::try_from(char).map_err(|_| UsccFault::Character(i + 1))?;
            if value(*place).is_none() {
                return Err(UsccFault::Character(i + 1));
            }
            if (2..8).contains(&i) && !place.is_ascii_digit() {
                return Err(UsccFault::Division(i + 1));
            }
        }
        Ok(Self(code))
    }

    /// Whether both check characters match.
    ///
    /// # Errors
    /// [`UsccFault::Checksum`] or [`UsccFault::OrganisationChecksum`].
    pub fn check(&self) -> Result<(), UsccFault> {
        let sum = weighted(&self.0[..17], &WEIGHTS);
        let expected = (31 - sum % 31) % 31;
        if value(self.0[17]) != Some(expected) {
            return Err(UsccFault::Checksum);
        }
        // In GB 11714 the letters are worth 10 to 35, the five that GB 32100 leaves out included.
        let sum: u32 = self.0[8..16]
            .iter()
            .zip(ORGANISATION_WEIGHTS)
            .map(|(&c, weight)| char::from(c).to_digit(36).unwrap_or(0) * weight)
            .sum();
        let expected = match 11 - sum % 11 {
            10 => b'X',
            11 => b'0',
            digit => b'0' + u8::try_from(digit).unwrap_or(0),
        };
        if self.0[16] == expected { Ok(()) } else { Err(UsccFault::OrganisationChecksum) }
    }

    /// The 18 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The administrative division (GB/T 2260) of the registering authority, six digits.
    #[must_use]
    pub fn division(&self) -> &str {
        &self.as_str()[2..8]
    }
}

fn value(char: u8) -> Option<u32> {
    ALPHABET.iter().position(|&c| c == char).and_then(|i| u32::try_from(i).ok())
}

fn weighted(chars: &[u8], weights: &[u32]) -> u32 {
    chars.iter().zip(weights).map(|(&c, weight)| value(c).unwrap_or(0) * weight).sum()
}

impl fmt::Display for Uscc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for Uscc {
    type Error = UsccFault;

    /// Shape only: a stored code may be one that a person insisted on.
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse_shape(&text)
    }
}

impl From<Uscc> for String {
    fn from(code: Uscc) -> Self {
        code.to_string()
    }
}
