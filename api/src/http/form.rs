//! Fields of a body that are parsed one by one, so that all faults are told at once.

use std::marker::PhantomData;
use std::ops::RangeInclusive;

use domain::text::{TextFault, parse_line, parse_text};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use service::FieldFault;

use super::body;
use super::problem::Problem;

/// A field as it was sent: absent (or null), of the wrong type, or given.
#[derive(Clone, Debug)]
pub struct Field<T> {
    sent: Option<Value>,
    of: PhantomData<fn() -> T>,
}

impl<T> Default for Field<T> {
    fn default() -> Self {
        Self { sent: None, of: PhantomData }
    }
}

impl<'de, T> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let sent = Option::<Value>::deserialize(deserializer)?;
        Ok(Self { sent, of: PhantomData })
    }
}

/// Collects faults while fields are parsed.
#[derive(Debug, Default)]
pub struct Form {
    faults: Vec<FieldFault>,
}

impl Form {
    /// Notes a fault.
    pub fn fault(&mut self, field: &str, code: &'static str) {
        self.faults.push(FieldFault::new(field, code));
    }

    /// A field that may be absent.
    pub fn optional<T: DeserializeOwned>(&mut self, name: &str, field: Field<T>) -> Option<T> {
        match serde_path_to_error::deserialize(field.sent?) {
            Ok(value) => Some(value),
            Err(error) => {
                let inside = error.path().to_string();
                self.faults.push(body::fault(&under(name, &inside), error.inner()));
                None
            }
        }
    }

    /// A field that must be there.
    pub fn required<T: DeserializeOwned>(&mut self, name: &str, field: Field<T>) -> Option<T> {
        if field.sent.is_none() {
            self.fault(name, "required");
            return None;
        }
        self.optional(name, field)
    }

    /// Parses a text that was given.
    pub fn text<T>(
        &mut self,
        name: &str,
        text: Option<String>,
        parse: impl FnOnce(&str) -> Result<T, TextFault>,
    ) -> Option<T> {
        match parse(&text?) {
            Ok(value) => Some(value),
            Err(fault) => {
                self.faults.push(text_fault(name, &fault));
                None
            }
        }
    }

    /// As [`Form::text`], but a text of white space is the same as none.
    pub fn text_if_any<T>(
        &mut self,
        name: &str,
        text: Option<String>,
        parse: impl FnOnce(&str) -> Result<T, TextFault>,
    ) -> Option<T> {
        self.text(name, text.filter(|text| !text.trim().is_empty()), parse)
    }

    /// A text that must be there, of so many characters.
    pub fn words(
        &mut self,
        name: &'static str,
        field: Field<String>,
        long: &RangeInclusive<usize>,
    ) -> Option<String> {
        let text = self.required(name, field);
        self.text(name, text, |text| parse_text(name, text, *long.start(), *long.end()))
    }

    /// As [`Form::words`], for a text of one line.
    pub fn line(
        &mut self,
        name: &'static str,
        field: Field<String>,
        long: &RangeInclusive<usize>,
    ) -> Option<String> {
        let text = self.required(name, field);
        self.text(name, text, |text| parse_line(name, text, *long.start(), *long.end()))
    }

    /// A text that may be absent; white space is the same as none.
    pub fn words_if_any(
        &mut self,
        name: &'static str,
        field: Field<String>,
        long: &RangeInclusive<usize>,
    ) -> Option<String> {
        let text = self.optional(name, field);
        self.text_if_any(name, text, |text| parse_text(name, text, *long.start(), *long.end()))
    }

    /// A number that must be there, within bounds.
    pub fn within<T: DeserializeOwned + PartialOrd>(
        &mut self,
        name: &str,
        field: Field<T>,
        bounds: &RangeInclusive<T>,
    ) -> Option<T> {
        let number = self.required(name, field)?;
        if !bounds.contains(&number) {
            self.fault(name, "out_of_range");
            return None;
        }
        Some(number)
    }

    /// A list that must be there, of at least one and at most so many.
    pub fn list<T: DeserializeOwned>(
        &mut self,
        name: &str,
        field: Field<Vec<T>>,
        most: usize,
    ) -> Vec<T> {
        let Some(list) = self.required(name, field) else { return Vec::new() };
        match list.len() {
            0 => self.fault(name, "required"),
            n if n > most => self.fault(name, "too_many"),
            _ => return list,
        }
        Vec::new()
    }

    /// Ends the form with the fields that must be there: all of them, or every fault.
    ///
    /// # Errors
    /// 422 with every fault that was noted.
    pub fn all<T: Wanted>(self, fields: T) -> Result<T::Found, Problem> {
        self.finish()?;
        fields.found().ok_or_else(|| Problem::internal("a required field was lost"))
    }

    /// Ends the form.
    ///
    /// # Errors
    /// 422 with every fault that was noted.
    pub fn finish(self) -> Result<(), Problem> {
        if self.faults.is_empty() { Ok(()) } else { Err(Problem::fields(self.faults)) }
    }
}

/// Fields that must all be there.
pub trait Wanted {
    /// Them, without the doubt.
    type Found;

    /// All of them, or nothing.
    fn found(self) -> Option<Self::Found>;
}

macro_rules! wanted {
    ($($field:ident),+) => {
        impl<$($field),+> Wanted for ($(Option<$field>,)+) {
            type Found = ($($field,)+);

            #[expect(non_snake_case, reason = "named as their types are")]
            fn found(self) -> Option<Self::Found> {
                let ($($field,)+) = self;
                Some(($($field?,)+))
            }
        }
    };
}
wanted!(A);
wanted!(A, B);
wanted!(A, B, C);
wanted!(A, B, C, D);

/// The name of something inside a field: `departments[0].id`.
fn under(name: &str, inside: &str) -> String {
    match inside {
        "." => name.to_owned(),
        inside if inside.starts_with('[') => format!("{name}{inside}"),
        inside => format!("{name}.{inside}"),
    }
}

/// A fault of a text, under the name that the client used.
#[must_use]
pub fn text_fault(name: &str, fault: &TextFault) -> FieldFault {
    let (code, params) = match fault {
        TextFault::TooShort { min, got, .. } => {
            ("too_short", vec![("min", min.to_string()), ("got", got.to_string())])
        }
        TextFault::TooLong { max, .. } => ("too_long", vec![("max", max.to_string())]),
        TextFault::Forbidden { code, .. } => {
            ("forbidden_character", vec![("code", format!("U+{code:04X}"))])
        }
        TextFault::LineBreak { .. } => ("line_break", Vec::new()),
        TextFault::NotAPhone { .. } => ("not_a_phone", Vec::new()),
    };
    FieldFault { field: name.to_owned(), code, params }
}

/// Parses one text of a body that has no other field to fault.
///
/// # Errors
/// 422 naming the field.
pub fn one<T>(
    name: &str,
    text: &str,
    parse: impl FnOnce(&str) -> Result<T, TextFault>,
) -> Result<T, Problem> {
    parse(text).map_err(|fault| Problem::fields(vec![text_fault(name, &fault)]))
}
