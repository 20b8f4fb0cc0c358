//! Rates: per address at the door, per caller behind it, and stricter ones where something costs more.
//! What is left is told in `RateLimit-*` headers.

use std::time::Duration;

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::{HttpMessage, HttpRequest};
use platform::cache::RateVerdict;
use platform::telemetry::names::RATE_LIMITED_TOTAL;
use service::Caller;

use super::problem::Problem;
use crate::state::AppState;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);
/// Exports are for sending upwards, not for looking: one every two minutes is plenty.
const EXPORTS_PER_HOUR: u32 = 30;
/// A person binds a handful of firms and mistypes some.
const LOOK_UPS_PER_HOUR: u32 = 60;

/// One from the rate of an address; zero is without limit.
///
/// # Errors
/// 429 over the rate.
pub async fn address(state: &AppState, key: &str) -> Result<Option<RateVerdict>, Problem> {
    let limit = state.config.limits.per_address_per_minute;
    take(state, "address", key, limit, MINUTE).await
}

/// One from the sign-in attempts of an address.
///
/// # Errors
/// 429 over the rate.
pub async fn sign_in(state: &AppState, key: &str) -> Result<Option<RateVerdict>, Problem> {
    let limit = state.config.limits.logins_per_address_per_minute;
    take(state, "sign_in", key, limit, MINUTE).await
}

/// One from the rate of a signed-in caller.
///
/// # Errors
/// 429 over the rate.
pub async fn caller(
    request: &HttpRequest,
    state: &AppState,
    caller: &Caller,
) -> Result<(), Problem> {
    let limit = state.config.limits.per_caller_per_minute;
    keep(request, take(state, "caller", &caller.label(), limit, MINUTE).await?);
    Ok(())
}

/// One from the appeals that a caller may file in an hour.
///
/// # Errors
/// 429 over the rate.
pub async fn filing(
    request: &HttpRequest,
    state: &AppState,
    caller: &Caller,
) -> Result<(), Problem> {
    let limit = state.config.limits.filings_per_hour;
    keep(request, take(state, "filing", &caller.label(), limit, HOUR).await?);
    Ok(())
}

/// One from the files that a caller may upload in an hour.
///
/// # Errors
/// 429 over the rate.
pub async fn upload(
    request: &HttpRequest,
    state: &AppState,
    caller: &Caller,
) -> Result<(), Problem> {
    let limit = state.config.limits.uploads_per_hour;
    keep(request, take(state, "upload", &caller.label(), limit, HOUR).await?);
    Ok(())
}

/// One from the exports that a caller may take in an hour.
///
/// # Errors
/// 429 over the rate.
pub async fn export(
    request: &HttpRequest,
    state: &AppState,
    caller: &Caller,
) -> Result<(), Problem> {
    keep(request, take(state, "export", &caller.label(), EXPORTS_PER_HOUR, HOUR).await?);
    Ok(())
}

/// One from the codes that a caller may look up in an hour: enough for whoever types, too few for whoever
/// wants the register.
///
/// # Errors
/// 429 over the rate.
pub async fn look_up(
    request: &HttpRequest,
    state: &AppState,
    caller: &Caller,
) -> Result<(), Problem> {
    keep(request, take(state, "look_up", &caller.label(), LOOK_UPS_PER_HOUR, HOUR).await?);
    Ok(())
}

/// One from a limit under a key of one's own, e.g. SMS codes to one phone.
///
/// # Errors
/// 429 over the rate.
pub async fn take(
    state: &AppState,
    name: &'static str,
    key: &str,
    limit: u32,
    window: Duration,
) -> Result<Option<RateVerdict>, Problem> {
    if limit == 0 {
        return Ok(None);
    }
    let verdict = state.limiter.take(&format!("rate:{name}:{key}"), limit, window).await;
    let verdict = verdict.map_err(Problem::internal)?;
    if verdict.allowed {
        return Ok(Some(verdict));
    }
    metrics::counter!(RATE_LIMITED_TOTAL, "limit" => name).increment(1);
    Err(Problem::new("rate_limited").with("limit", limit).limited(verdict))
}

/// Keeps the verdict for the headers of the answer; the last one taken is the tightest.
pub fn keep(request: &HttpRequest, verdict: Option<RateVerdict>) {
    if let Some(verdict) = verdict {
        request.extensions_mut().insert(Told(verdict));
    }
}

/// The verdict that the answer tells of.
#[derive(Clone, Copy, Debug)]
pub struct Told(pub RateVerdict);

/// Writes `RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset` (seconds).
pub fn tell(headers: &mut HeaderMap, verdict: &RateVerdict) {
    let reset = whole_seconds(verdict.reset_after);
    for (name, value) in [
        ("ratelimit-limit", u64::from(verdict.limit)),
        ("ratelimit-remaining", u64::from(verdict.remaining)),
        ("ratelimit-reset", reset),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from(value));
    }
}

/// Rounded up: who waits so long, waits long enough.
#[must_use]
pub fn whole_seconds(time: Duration) -> u64 {
    time.as_millis().div_ceil(1_000).try_into().unwrap_or(u64::MAX)
}
