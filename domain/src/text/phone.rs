//! Telephone numbers of mainland China.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{TextFault, half_width, value_traits};

/// A telephone number of mainland China in its national form: a mobile number of 11 digits, or a
/// landline number with its area code, `0534-2345678`, and perhaps an extension, `0534-2345678-801`.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

impl Phone {
    /// Parses a number: `+86`, `0086` or `86` in front of it is dropped; spaces, brackets and dashes
    /// are read over, full-width forms taken for plain ones.
    ///
    /// # Errors
    /// [`TextFault::NotAPhone`].
    pub fn parse(text: &str) -> Result<Self, TextFault> {
        let fault = TextFault::NotAPhone { field: "phone" };
        if text.len() > 80 {
            return Err(fault);
        }
        let text: String = text.trim().chars().map(half_width).collect();
        let abroad = text.strip_prefix("+86").or_else(|| text.strip_prefix("0086"));
        let mut digits = String::with_capacity(16);
        let mut dashes = Vec::new();
        for c in abroad.unwrap_or(&text).chars() {
            match c {
                '0'..='9' => digits.push(c),
                '-' => dashes.push(digits.len()),
                ' ' | '(' | ')' => {}
                _ => return Err(fault),
            }
        }
        if let Some(mobile) = mobile(&digits) {
            return Ok(Self(mobile.to_owned()));
        }
        // The trunk prefix is left out behind the country code.
        if abroad.is_some() && !digits.starts_with('0') {
            digits.insert(0, '0');
            dashes.iter_mut().for_each(|at| *at += 1);
        }
        landline(&digits, &dashes).map(Self).ok_or(fault)
    }

    /// Whether it is a mobile number, which can receive SMS.
    #[must_use]
    pub fn is_mobile(&self) -> bool {
        mobile(&self.0).is_some()
    }

    /// With the middle hidden, for people who need not call: `138****1234`, `0534-****678`.
    #[must_use]
    pub fn masked(&self) -> String {
        if self.is_mobile() {
            return format!("{}****{}", &self.0[..3], &self.0[7..]);
        }
        let mut parts = self.0.split('-');
        let area = parts.next().unwrap_or_default();
        let number = parts.next().unwrap_or_default();
        format!("{area}-****{}", number.get(4..).unwrap_or_default())
    }
}

value_traits!(Phone);

/// A number must not reach a log by accident.
impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}

/// Eleven digits, 13x to 19x; a country code without a plus sign makes it thirteen.
fn mobile(digits: &str) -> Option<&str> {
    let number = match digits.len() {
        13 => digits.strip_prefix("86")?,
        _ => digits,
    };
    let is_mobile = number.len() == 11
        && number.bytes().all(|b| b.is_ascii_digit())
        && number.starts_with('1')
        && number.as_bytes()[1] >= b'3';
    is_mobile.then_some(number)
}

/// Area code (010, 02x, or 0xxx), then seven or eight digits that begin with 2 to 8, then perhaps an
/// extension of up to six digits behind a dash.
fn landline(digits: &str, dashes: &[usize]) -> Option<String> {
    let area = match digits.as_bytes() {
        [b'0', b'1', b'0', ..] | [b'0', b'2', ..] => 3,
        [b'0', b'3'..=b'9', ..] => 4,
        _ => return None,
    };
    // Only a dash behind a full number is an extension; the others are punctuation.
    let end = dashes.iter().copied().find(|&at| at >= area + 7).unwrap_or(digits.len());
    let (area, number, tail) = (digits.get(..area)?, digits.get(area..end)?, digits.get(end..)?);
    let good = (7..=8).contains(&number.len())
        && number.starts_with(|c| ('2'..='8').contains(&c))
        && tail.len() <= 6;
    let extension = if tail.is_empty() { String::new() } else { format!("-{tail}") };
    good.then(|| format!("{area}-{number}{extension}"))
}
