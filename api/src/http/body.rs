//! JSON bodies: bounded, strict, and with the place of every fault.

use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use actix_web::web::{Bytes, BytesMut};
use actix_web::{HttpMessage, HttpRequest};
use futures::StreamExt;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;
use service::FieldFault;

use super::call::state;
use super::problem::Problem;

/// The body of a write that needs none.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// Reads a body that must be JSON.
///
/// # Errors
/// 415 for another content type or an encoding, 413 over the limit.
pub async fn read(request: &HttpRequest, payload: Payload) -> Result<Bytes, Problem> {
    if !is_json(request) {
        return Err(Problem::new("content_type_not_json"));
    }
    read_any(request, payload).await
}

/// Reads a body that may be missing.
///
/// # Errors
/// 415 for an encoding, 413 over the limit.
pub async fn read_any(request: &HttpRequest, mut payload: Payload) -> Result<Bytes, Problem> {
    let limit = state(request)?.config.server.json_body_bytes;
    let too_large = || Problem::new("body_too_large").with("max", limit);
    let plain = request.headers().get(CONTENT_ENCODING).is_none_or(|value| value == "identity");
    if !plain {
        return Err(Problem::new("content_encoding_unsupported"));
    }
    let announced = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let announced = announced.and_then(|text| text.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(too_large());
    }
    let mut bytes = BytesMut::with_capacity(announced.unwrap_or(0));
    while let Some(chunk) = payload.next().await {
        // The client went away or broke the framing; nobody reads this answer.
        let chunk = chunk.map_err(|_| Problem::new("malformed_request"))?;
        if bytes.len() + chunk.len() > limit {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

fn is_json(request: &HttpRequest) -> bool {
    let Some(text) = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok())
    else {
        return false;
    };
    let charset = request.charset_is_utf8();
    let essence = text.split(';').next().unwrap_or_default().trim();
    charset && essence.eq_ignore_ascii_case("application/json")
}

/// JSON is UTF-8 (RFC 8259, 8.1); another name in the header is a mistake that would garble names.
trait Charset {
    fn charset_is_utf8(&self) -> bool;
}

impl Charset for HttpRequest {
    fn charset_is_utf8(&self) -> bool {
        self.encoding().is_ok_and(|encoding| encoding.name() == "UTF-8")
    }
}

/// Parses a body: 400 for what is no JSON (bad UTF-8 and lone surrogates included), 422 with its
/// path for a field that is unknown, missing, doubled or of another type.
///
/// # Errors
/// As said.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let parsed = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        // What is broken further on is no JSON at all, whatever its first field is.
        if let Err(broken) = serde_json::from_slice::<IgnoredAny>(bytes) {
            return malformed(&broken);
        }
        explain(&error.path().to_string(), error.inner())
    })?;
    reader.end().map_err(|error| malformed(&error))?;
    // A field of type `Option<serde_json::Value>` would let a lone surrogate pass; none has it.
    Ok(parsed)
}

fn malformed(error: &serde_json::Error) -> Problem {
    Problem::new("malformed_json").with("line", error.line()).with("column", error.column())
}

pub(super) fn explain(path: &str, error: &serde_json::Error) -> Problem {
    if error.classify() != Category::Data {
        return malformed(error);
    }
    Problem::fields(vec![fault(path, error)])
}

/// What is wrong with the data at a path, and with which field there.
pub(super) fn fault(path: &str, error: &serde_json::Error) -> FieldFault {
    let text = error.to_string();
    let (code, named) = match text.split('`').collect::<Vec<_>>()[..] {
        [said, name, ..] if said.starts_with("unknown field") => ("unknown_field", Some(name)),
        [said, name, ..] if said.starts_with("missing field") => ("required", Some(name)),
        [said, name, ..] if said.starts_with("duplicate field") => ("duplicate", Some(name)),
        [said, ..] if said.starts_with("unknown variant") => ("unknown", None),
        _ if text.starts_with("UUID parsing failed") => ("not_a_uuid", None),
        _ => ("wrong_type", None),
    };
    // The path of an unknown field ends with its name, that of a missing one does not.
    let field = match named {
        Some(name) if path == "." => name.to_owned(),
        Some(name) if path != name && !path.ends_with(&format!(".{name}")) => {
            format!("{path}.{name}")
        }
        _ => path.to_owned(),
    };
    let field = if field == "." { "body".to_owned() } else { short(&field) };
    FieldFault::new(&field, code)
}

/// A field's name comes from outside and goes back out: no longer than names are.
pub(super) fn short(field: &str) -> String {
    field.chars().take(100).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::notice::Language;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its parsing is looked at")]
    struct Sample {
        title: String,
        count: Option<u8>,
        inner: Option<Inner>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its parsing is looked at")]
    struct Inner {
        id: uuid::Uuid,
    }

    fn fault(text: &[u8]) -> (u16, String) {
        let body = parse::<Sample>(text).unwrap_err().body(Language::English, "");
        let first = body.errors.first();
        (body.status, first.map_or(String::new(), |one| format!("{}: {}", one.field, one.code)))
    }

    #[test]
    fn what_is_no_json_is_malformed() {
        let deep = "[".repeat(200_000);
        for text in [
            &b""[..],
            b"{",
            b"nonsense",
            b"{\"title\":\"\\ud800\"}",
            b"{\"title\":\"\xff\"}",
            b"{\"title\":\"a\"} x",
            b"{\"title\":\"a\nb\"}",
            deep.as_bytes(),
        ] {
            let status = fault(text).0;
            assert_eq!(status, 400, "{text:?}");
        }
    }

    #[test]
    fn a_fault_of_the_data_names_its_field() {
        for (text, expected) in [
            ("{\"title\":1}", "title: wrong_type"),
            ("{\"title\":null}", "title: wrong_type"),
            ("{}", "title: required"),
            ("{\"title\":\"a\",\"more\":1}", "more: unknown_field"),
            ("{\"title\":\"a\",\"title\":\"b\"}", "title: duplicate"),
            ("{\"title\":\"a\",\"count\":300}", "count: wrong_type"),
            ("{\"title\":\"a\",\"inner\":{\"id\":\"x\"}}", "inner.id: not_a_uuid"),
            ("{\"title\":\"a\",\"inner\":{}}", "inner.id: required"),
            ("{\"title\":\"a\",\"inner\":{\"x\":1}}", "inner.x: unknown_field"),
            ("[]", "body: wrong_type"),
            ("null", "body: wrong_type"),
        ] {
            assert_eq!(fault(text.as_bytes()), (422, expected.to_owned()), "{text}");
        }
    }
}
