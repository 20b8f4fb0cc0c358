//! Query parameters: as strict as bodies. Unknown and doubled ones are refused, empty ones are absent, and
//! none has a NUL, which PostgreSQL cannot hold.

use std::fmt::Display;
use std::future::{Ready, ready};
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use service::FieldFault;

use super::body;
use super::problem::Problem;

/// The query of a request.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(parse(request.query_string()).map(Self))
    }
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    let mut fields = Map::new();
    for (name, value) in url::form_urlencoded::parse(text.as_bytes()) {
        if value.is_empty() {
            continue;
        }
        if value.contains('\0') {
            let mut fault = FieldFault::new(&body::short(&name), "forbidden_character");
            fault.params.push(("code", "U+0000".to_owned()));
            return Err(Problem::fields(vec![fault]));
        }
        let value = Value::String(value.into_owned());
        if fields.insert(name.clone().into_owned(), value).is_some() {
            return Err(Problem::field(&body::short(&name), "duplicate"));
        }
    }
    serde_path_to_error::deserialize(Value::Object(fields))
        .map_err(|error| body::explain(&error.path().to_string(), error.inner()))
}

/// Reads what serde would not take from a text: numbers and booleans.
///
/// # Errors
/// When the text is none.
pub fn text<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr,
    T::Err: Display,
{
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| text.parse().map_err(D::Error::custom)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::notice::Language;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        q: Option<String>,
        #[serde(default, deserialize_with = "text")]
        limit: Option<u64>,
        from: Option<domain::time::Timestamp>,
    }

    #[test]
    fn parameters_are_read_by_their_types() {
        let read: Sample = parse("q=%E5%A4%A7%26&limit=7&from=").unwrap();
        assert_eq!(read, Sample { q: Some("大&".into()), limit: Some(7), from: None });
    }

    #[test]
    fn what_is_unknown_doubled_or_of_another_type_is_refused_by_name() {
        for (text, expected) in [
            ("page=2", ("page", "unknown_field")),
            ("q=a&q=b", ("q", "duplicate")),
            ("limit=many", ("limit", "wrong_type")),
            ("limit=-1", ("limit", "wrong_type")),
            ("from=yesterday", ("from", "wrong_type")),
            ("q=a%00b", ("q", "forbidden_character")),
        ] {
            let problem = parse::<Sample>(text).unwrap_err();
            let body = problem.body(Language::English, "");
            let first = &body.errors[0];
            assert_eq!((first.field.as_str(), first.code.as_str()), expected, "{text}");
        }
    }
}
