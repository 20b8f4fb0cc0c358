//! The name of a request: the caller's, when it is one that may go into a log, else our own.

use actix_web::http::header::HeaderMap;
use actix_web::{HttpMessage, HttpRequest};

/// The header that it comes and goes in.
pub const HEADER: &str = "x-request-id";

/// The name of the request under way, kept in its extensions.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// Whether a text may be a request id or an idempotency key: 8 to 64 visible ASCII characters.
#[must_use]
pub fn is_plain(text: &str) -> bool {
    (8..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// The caller's request id, when it is well formed. Another one is not worth a refusal.
#[must_use]
pub fn given(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(HEADER)?.to_str().ok()?;
    is_plain(text).then(|| text.to_owned())
}

/// The name of a request that came through the middleware.
#[must_use]
pub fn of(request: &HttpRequest) -> String {
    request.extensions().get::<RequestId>().map_or_else(String::new, |id| id.0.clone())
}
