//! Fields of a body that are parsed one by one, so that all faults are told at once.

use std::marker::PhantomData;

use domain::text::TextFault;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use service::FieldFault;

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
        match serde_json::from_value(field.sent?) {
            Ok(value) => Some(value),
            Err(error) => {
                let text = error.to_string();
                let code = match &text {
                    text if text.starts_with("UUID parsing failed") => "not_a_uuid",
                    text if text.starts_with("unknown variant") => "unknown",
                    _ => "wrong_type",
                };
                self.fault(name, code);
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

    /// Ends the form.
    ///
    /// # Errors
    /// 422 with every fault that was noted.
    pub fn finish(self) -> Result<(), Problem> {
        if self.faults.is_empty() { Ok(()) } else { Err(Problem::fields(self.faults)) }
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
