//! Texts that people type: parsed once at the door, carried as values afterwards.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// Why a text is refused. `field` is the name of the field as the caller knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    /// Fewer characters than allowed, surrounding white space left out.
    #[error("{field}: at least {min} characters, not {got}")]
    TooShort {
        /// The field.
        field: &'static str,
        /// Fewest characters.
        min: usize,
        /// Characters given.
        got: usize,
    },
    /// More characters than allowed. The excess is not counted.
    #[error("{field}: at most {max} characters")]
    TooLong {
        /// The field.
        field: &'static str,
        /// Most characters.
        max: usize,
    },
    /// NUL or another control character, a noncharacter, or a character that turns the direction of
    /// writing around, and with it what a reader sees.
    #[error("{field}: character U+{code:04X} is not allowed")]
    Forbidden {
        /// The field.
        field: &'static str,
        /// Its code point.
        code: u32,
    },
    /// A line break in a text of one line.
    #[error("{field}: one line only")]
    LineBreak {
        /// The field.
        field: &'static str,
    },
    /// Not a telephone number of mainland China.
    #[error("{field}: not a telephone number of mainland China")]
    NotAPhone {
        /// The field.
        field: &'static str,
    },
}

/// Parses a text: CR LF and CR become LF, white space at the ends is dropped, the rest is put into
/// Unicode normal form C (so that equal texts are equal), and its length is counted in Unicode scalar
/// values. Emoji and rare Han characters pass.
///
/// # Errors
/// [`TextFault`], naming the field; never the text.
pub fn parse_text(
    field: &'static str,
    text: &str,
    min: usize,
    max: usize,
) -> Result<String, TextFault> {
    // Normal form C makes no text of `max` characters out of more than 4 × 18 × `max` bytes that
    // anybody typed; beyond, the text is not even looked at.
    if text.len() > max.saturating_mul(72).saturating_add(1_024) {
        return Err(TextFault::TooLong { field, max });
    }
    if let Some(bad) = text.chars().find(|&c| is_forbidden(c)) {
        return Err(TextFault::Forbidden { field, code: u32::from(bad) });
    }
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let parsed: String = lines.trim_matches(is_blank).nfc().collect();
    let got = parsed.chars().count();
    match got {
        _ if got > max => Err(TextFault::TooLong { field, max }),
        _ if got < min => Err(TextFault::TooShort { field, min, got }),
        _ => Ok(parsed),
    }
}

/// As [`parse_text`], for a text of one line: a tab becomes a space, a line break is refused.
///
/// # Errors
/// [`TextFault`].
pub fn parse_line(
    field: &'static str,
    text: &str,
    min: usize,
    max: usize,
) -> Result<String, TextFault> {
    let parsed = parse_text(field, text, min, max)?;
    if parsed.contains(['\n', '\u{2028}', '\u{2029}']) {
        return Err(TextFault::LineBreak { field });
    }
    Ok(parsed.replace('\t', " "))
}

/// Invisible at an end: white space, zero-width space, word joiner, byte order mark, so that a text of
/// nothing but these is empty.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

fn is_forbidden(c: char) -> bool {
    let code = u32::from(c);
    match c {
        '\n' | '\r' | '\t' => false,
        // Embeddings, overrides and isolates (Unicode annex 9): what is read is not what is stored.
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        // Noncharacters and interlinear annotation; tags, but for the flags that emoji make of them.
        '\u{FDD0}'..='\u{FDEF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0001}' => true,
        _ => c.is_control() || code & 0xFFFE == 0xFFFE,
    }
}

macro_rules! text_type {
    ($(#[$doc:meta])* $name:ident, $field:literal, $min:literal, $max:literal, $parse:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Fewest characters.
            pub const MIN: usize = $min;
            /// Most characters.
            pub const MAX: usize = $max;

            /// Parses the text.
            ///
            /// # Errors
            /// [`TextFault`].
            pub fn parse(text: &str) -> Result<Self, TextFault> {
                $parse($field, text, Self::MIN, Self::MAX).map(Self)
            }
        }

        value_traits!($name);
    };
}

macro_rules! value_traits {
    ($name:ident) => {
        impl $name {
            /// The parsed text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = TextFault;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}

text_type! {
    /// The title of an appeal (标题): one line of 4 to 60 characters.
    Title, "title", 4, 60, parse_line
}
text_type! {
    /// The text of an appeal (内容): 10 to 5,000 characters.
    Content, "content", 10, 5_000, parse_text
}
text_type! {
    /// A person's name: one line of 1 to 50 characters, the dot of minority names included.
    PersonName, "name", 1, 50, parse_line
}
text_type! {
    /// Why somebody did something (理由): 2 to 1,000 characters.
    Reason, "reason", 2, 1_000, parse_text
}

/// A telephone number of mainland China in its national form: a mobile number of 11 digits, or a
/// landline number with its area code, `0534-2345678`, and perhaps an extension, `0534-2345678-801`.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

impl Phone {
    /// Parses a number: `+86`, `0086` or `86` in front of it is dropped; spaces, brackets and dashes
    /// are read over.
    ///
    /// # Errors
    /// [`TextFault::NotAPhone`].
    pub fn parse(text: &str) -> Result<Self, TextFault> {
        let fault = TextFault::NotAPhone { field: "phone" };
        if text.len() > 40 {
            return Err(fault);
        }
        let text = text.trim();
        let text = text.strip_prefix("+86").or_else(|| text.strip_prefix("0086")).unwrap_or(text);
        // Only a dash after the full number is an extension; the others are punctuation.
        let mut digits = String::with_capacity(16);
        let mut dashes = Vec::new();
        for c in text.chars() {
            match c {
                '0'..='9' => digits.push(c),
                '-' => dashes.push(digits.len()),
                ' ' | '(' | ')' | '（' | '）' => {}
                _ => return Err(fault),
            }
        }
        if let Some(mobile) = mobile(&digits) {
            return Ok(Self(mobile.to_owned()));
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

/// Area code (010, 02x, or four digits), then seven or eight digits that begin with 2 to 8, then
/// perhaps an extension of up to six digits behind a dash.
fn landline(digits: &str, dashes: &[usize]) -> Option<String> {
    // "+86 534 …" is written without the trunk prefix.
    let shift = usize::from(!digits.starts_with('0'));
    let full = if shift == 1 { format!("0{digits}") } else { digits.to_owned() };
    let area = match full.as_bytes().get(1)? {
        b'1' | b'2' => 3,
        _ => 4,
    };
    let extension =
        dashes.iter().map(|at| at + shift).find(|&at| at >= area + 7).unwrap_or(full.len());
    let number = full.get(area..extension)?;
    let tail = full.get(extension..)?;
    let known_area = full[..area].starts_with("02")
        || full[..area] != *"000" && area == 4
        || full[..area] == *"010";
    let good = known_area
        && (7..=8).contains(&number.len())
        && (b'2'..=b'8').contains(&number.as_bytes()[0])
        && tail.len() <= 6;
    if !good {
        return None;
    }
    let area = &full[..area];
    Some(if tail.is_empty() {
        format!("{area}-{number}")
    } else {
        format!("{area}-{number}-{tail}")
    })
}
