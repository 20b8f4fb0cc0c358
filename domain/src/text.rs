//! Texts that people type: parsed once at the door, carried as values afterwards.

mod phone;
pub mod redact;
pub mod similar;

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

pub use self::phone::Phone;

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
    // Decomposed letters take a few scalars for one, white space is dropped; but a hostile text is
    // measured before it is normalised.
    if text.len() > max.saturating_mul(64).saturating_add(1_024) {
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
use value_traits;

macro_rules! text_type {
    ($(#[$doc:meta])* $name:ident, $field:literal, $min:literal, $max:literal, $parse:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        /// The length alone: what people write must not reach a log by accident.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({} characters)"), self.0.chars().count())
            }
        }

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

/// Letters, digits and punctuation as Chinese input methods produce them (U+FF01 to U+FF5E), in their
/// plain form.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}
