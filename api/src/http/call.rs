//! From a request to a [`Call`]: who, when, under which names; and its body, parsed.
//!
//! One extractor per shape: [`Signed`] for reads, [`Request`] for writes with a body, [`Bare`] for
//! writes without one, [`Open`] for those that nobody need be signed in for. The token is looked at before
//! the body, and the body's bytes are hashed before they are parsed.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::{AUTHORIZATION, HeaderMap, IF_MATCH};
use actix_web::{FromRequest, HttpRequest, web};
use serde::de::DeserializeOwned;
use service::{Call, Caller, FieldFault, Idempotency};
use sha2::{Digest, Sha256};

use super::problem::Problem;
use super::{body, limits, request_id};
use crate::state::AppState;

type Extraction<T> = Pin<Box<dyn Future<Output = Result<T, Problem>>>>;

/// A signed-in caller's request without a body.
#[derive(Debug)]
pub struct Signed(pub Call);

/// A signed-in caller's request with a JSON body.
#[derive(Debug)]
pub struct Request<T> {
    /// Who, when, under which names.
    pub call: Call,
    /// What was sent.
    pub body: T,
}

/// A signed-in caller's write that needs no body; an empty object is as good.
#[derive(Debug)]
pub struct Bare(pub Call);

/// Anybody's request with a JSON body: sign-in. Idempotency keys do not apply, since callers without
/// a name would share them.
#[derive(Debug)]
pub struct Open<T> {
    /// Who is [`Caller::Anonymous`].
    pub call: Call,
    /// What was sent.
    pub body: T,
}

impl FromRequest for Signed {
    type Error = Problem;
    type Future = Extraction<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { signed(&request).await.map(Self) })
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Request<T> {
    type Error = Problem;
    type Future = Extraction<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let mut call = signed(&request).await?;
            let bytes = body::read(&request, payload).await?;
            seal(&mut call, &request, &bytes)?;
            let body = body::parse(&bytes)?;
            Ok(Self { call, body })
        })
    }
}

impl FromRequest for Bare {
    type Error = Problem;
    type Future = Extraction<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let mut call = signed(&request).await?;
            let bytes = body::read_any(&request, payload).await?;
            seal(&mut call, &request, &bytes)?;
            if !bytes.is_empty() {
                let body::Nothing {} = body::parse(&bytes)?;
            }
            Ok(Self(call))
        })
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Open<T> {
    type Error = Problem;
    type Future = Extraction<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let call = begin(&request, Caller::Anonymous)?;
            let bytes = body::read(&request, payload).await?;
            Ok(Self { call, body: body::parse(&bytes)? })
        })
    }
}

/// The parts of the application.
///
/// # Errors
/// When the server was built without them.
pub fn state(request: &HttpRequest) -> Result<&AppState, Problem> {
    let state = request.app_data::<web::Data<AppState>>();
    state.map(web::Data::get_ref).ok_or_else(|| Problem::internal("no state"))
}

/// The call of whoever the bearer token names; takes one from their rate.
///
/// # Errors
/// 401 without a valid token, 429 over the rate.
pub async fn signed(request: &HttpRequest) -> Result<Call, Problem> {
    let state = state(request)?;
    let now = state.now();
    let token = bearer(request.headers()).ok_or_else(|| Problem::new("token_missing"))?;
    let caller = state.tokens.verify(token, now)?;
    limits::caller(request, state, &caller).await?;
    begin(request, caller)
}

fn begin(request: &HttpRequest, caller: Caller) -> Result<Call, Problem> {
    let headers = request.headers();
    Ok(Call {
        caller,
        now: state(request)?.now(),
        request_id: request_id::of(request),
        traceparent: platform::telemetry::current_traceparent(),
        idempotency: None,
        if_match: if_match(headers)?,
    })
}

/// The token of `Authorization: Bearer`.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

/// Reads the idempotency key, and puts a keyed hash of what was asked beside it.
///
/// # Errors
/// 422 for a key of another form.
pub fn seal(call: &mut Call, request: &HttpRequest, body: &[u8]) -> Result<(), Problem> {
    let digest = Sha256::new()
        .chain_update(request.method().as_str())
        .chain_update([0])
        .chain_update(request.path())
        .chain_update([0])
        .chain_update(body)
        .finalize();
    let Some(key) = idempotency_key(request.headers())? else { return Ok(()) };
    // Keyed, so that nobody who reads the database can try out what was sent, a password for one.
    let cipher = &state(request)?.store.guards().cipher;
    let request_hash = cipher.fingerprint("request", &hex::encode(digest));
    call.idempotency = Some(Idempotency { key, request_hash });
    Ok(())
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    match value.to_str() {
        Ok(key) if request_id::is_plain(key) => Ok(Some(key.to_owned())),
        _ => Err(Problem::field("Idempotency-Key", "not_a_key")),
    }
}

/// The version in `If-Match`; `*` stands for whichever is current. A cache on the way may have made the
/// tag a weak one, which changes nothing here: versions are exact.
fn if_match(headers: &HeaderMap) -> Result<Option<i64>, Problem> {
    let Some(value) = headers.get(IF_MATCH) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    let version = etag_version(text).ok_or_else(|| Problem::field("If-Match", "not_an_etag"))?;
    Ok(Some(version))
}

/// The version that an entity tag of ours names.
#[must_use]
pub fn etag_version(text: &str) -> Option<i64> {
    let text = text.strip_prefix("W/").unwrap_or(text);
    // The bare number, as `version` stands in the body, means the same and cannot be misread.
    let quoted = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    quoted.unwrap_or(text).parse().ok().filter(|version| *version >= 0)
}

/// Demands an idempotency key: filing twice is worse than not filing.
///
/// # Errors
/// 422 `idempotency_key_missing`.
pub fn require_key(call: &Call) -> Result<(), Problem> {
    if call.idempotency.is_some() {
        return Ok(());
    }
    Err(Problem::new("idempotency_key_missing").and(FieldFault::new("Idempotency-Key", "required")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_from_every_form_of_our_tags() {
        for (text, version) in [
            ("\"3\"", Some(3)),
            ("W/\"3\"", Some(3)),
            ("3", Some(3)),
            ("\"-1\"", None),
            ("\"x\"", None),
            ("\"", None),
            ("", None),
        ] {
            assert_eq!(etag_version(text), version, "{text}");
        }
    }
}
