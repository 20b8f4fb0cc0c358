//! The middleware around every route: limits by address, a time limit, problems in the caller's
//! language, headers for safety, counts and times.

use std::time::{Duration, Instant};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, web};
use domain::notice::Language;
use platform::telemetry::names::{
    HTTP_REQUEST_SECONDS, HTTP_REQUESTS_IN_FLIGHT, HTTP_REQUESTS_TOTAL,
};

use super::problem::Problem;
use super::{address, language, limits, request_id};
use crate::state::AppState;

/// The proof of the audit trail: walks everything that has ever happened.
const PROOF: &str = "/api/v1/audit/verify";
/// How long it may take.
const PROOF_TIMEOUT: Duration = Duration::from_secs(600);

/// The export of up to fifty thousand rows.
const EXPORT: &str = "/api/v1/supervision/export.xlsx";
/// How long it may take.
const EXPORT_TIMEOUT: Duration = Duration::from_secs(180);

/// An upload over a weak mobile line takes its time.
const UPLOAD_TIMEOUT: Duration = Duration::from_secs(300);
const UPLOADS: &str = "/api/v1/attachments";
const SIGN_IN: &str = "/api/v1/auth/";
/// Nothing may be loaded, embedded or run: the API serves data. Pages say otherwise for themselves.
const POLICY: &str =
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
/// What the page that shows the API file may load: its own files, the styles that its scripts set, and
/// the small pictures inside them.
const PAGE_POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// What of a request outlives it.
struct Seen {
    began: Instant,
    method: &'static str,
    language: Language,
    request_id: String,
}

/// Runs around every request.
///
/// # Errors
/// Only when the time is over, with the answer inside.
pub async fn edge<B>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error>
where
    B: MessageBody + 'static,
{
    let seen = Seen {
        began: Instant::now(),
        method: method(request.method().as_str()),
        language: language::of(request.headers()),
        request_id: request_id::of(request.request()),
    };
    let _in_flight = InFlight::begin();
    let verdict = match admit(&request).await {
        Ok(verdict) => verdict,
        Err(problem) => {
            let answer = problem.render(seen.language, &seen.request_id);
            return Ok(seen.finish(request.into_response(answer)));
        }
    };
    if let Some(verdict) = verdict {
        request.extensions_mut().insert(limits::Told(verdict));
    }
    let patience = patience(&request);
    match tokio::time::timeout(patience, next.call(request)).await {
        Ok(response) => Ok(seen.finish(seen.render(response?.map_into_boxed_body()))),
        Err(_) => Err(seen.late()),
    }
}

impl Seen {
    /// Turns a problem, or an error of the framework, into its document.
    fn render(&self, response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
        let found = response.response().extensions().get::<Problem>().cloned();
        let status = response.status();
        let bare = response
            .headers()
            .get("content-type")
            .is_none_or(|kind| kind == "text/plain; charset=utf-8");
        let problem = match found {
            Some(problem) => problem,
            None if (status.is_client_error() || status.is_server_error()) && bare => {
                foreign(status.as_u16())
            }
            None => return response,
        };
        let answer = problem.render(self.language, &self.request_id);
        response.into_response(answer)
    }

    /// The headers of every answer, the counts and the line in the log.
    fn finish(&self, mut response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
        let told = response.request().extensions().get::<limits::Told>().copied();
        let route = response.request().match_pattern();
        let path = response.request().path().to_owned();
        let headers = response.headers_mut();
        if let Some(limits::Told(verdict)) = told
            && !headers.contains_key("ratelimit-limit")
        {
            limits::tell(headers, &verdict);
        }
        safe(headers, &self.request_id, policy(&path));
        let status = response.status().as_u16();
        self.count(route.as_deref().unwrap_or("none"), status);
        response
    }

    fn late(&self) -> Error {
        let problem = Problem::new("timed_out").after(5);
        let mut answer = problem.render(self.language, &self.request_id);
        safe(answer.headers_mut(), &self.request_id, POLICY);
        self.count("timed_out", answer.status().as_u16());
        InternalError::from_response(problem, answer).into()
    }

    fn count(&self, route: &str, status: u16) {
        let time = self.began.elapsed();
        let (method, route) = (self.method, route.to_owned());
        tracing::info!(
            request_id = %self.request_id,
            method,
            route,
            status,
            ms = u64::try_from(time.as_millis()).unwrap_or(u64::MAX),
            "answered"
        );
        metrics::histogram!(HTTP_REQUEST_SECONDS, "method" => method, "route" => route.clone())
            .record(time.as_secs_f64());
        let status = status.to_string();
        metrics::counter!(HTTP_REQUESTS_TOTAL, "method" => method, "route" => route, "status" => status)
            .increment(1);
    }
}

/// Takes one from the rates of the address; the probes of the orchestrator are free.
async fn admit(request: &ServiceRequest) -> Result<Option<platform::cache::RateVerdict>, Problem> {
    let path = request.path();
    let Some(state) = request.app_data::<web::Data<AppState>>() else { return Ok(None) };
    if matches!(path, "/healthz" | "/readyz") {
        return Ok(None);
    }
    let Some(peer) = request.peer_addr() else { return Ok(None) };
    let trusted = &state.config.server.trusted_proxies;
    let key = address::key(address::client(peer.ip(), request.headers(), trusted));
    let verdict = limits::address(state, &key).await?;
    if path.starts_with(SIGN_IN) {
        return Ok(limits::sign_in(state, &key).await?.or(verdict));
    }
    Ok(verdict)
}

fn patience(request: &ServiceRequest) -> Duration {
    let state = request.app_data::<web::Data<AppState>>();
    let usual = state.map_or(Duration::from_secs(30), |state| state.config.server.request_timeout);
    match request.path() {
        UPLOADS => usual.max(UPLOAD_TIMEOUT),
        PROOF => usual.max(PROOF_TIMEOUT),
        EXPORT => usual.max(EXPORT_TIMEOUT),
        _ => usual,
    }
}

/// An error that the framework answered by itself.
fn foreign(status: u16) -> Problem {
    Problem::new(match status {
        404 => "not_found",
        405 => "method_not_allowed",
        413 => "body_too_large",
        415 => "content_type_not_json",
        400..=499 => "malformed_request",
        503 => "unavailable",
        _ => "internal",
    })
}

/// The API's pages may load their own scripts and styles; answers load nothing.
fn policy(path: &str) -> &'static str {
    if path.starts_with("/docs/") { PAGE_POLICY } else { POLICY }
}

/// Headers for safety; a route that knows better has set its own.
fn safe(headers: &mut HeaderMap, request_id: &str, policy: &'static str) {
    let mut set = |name: HeaderName, value: &'static str| {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    set(X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(X_FRAME_OPTIONS, "DENY");
    set(REFERRER_POLICY, "no-referrer");
    set(CACHE_CONTROL, "no-store");
    set(CONTENT_SECURITY_POLICY, policy);
    if let Ok(value) = HeaderValue::from_str(request_id) {
        headers.insert(HeaderName::from_static(request_id::HEADER), value);
    }
}

/// Methods of a closed set: a label must not grow with what strangers send.
fn method(name: &str) -> &'static str {
    ["GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"]
        .into_iter()
        .find(|known| *known == name)
        .unwrap_or("OTHER")
}

/// Counts the requests under way, also those that are dropped half-way.
struct InFlight;

impl InFlight {
    fn begin() -> Self {
        metrics::gauge!(HTTP_REQUESTS_IN_FLIGHT).increment(1.0);
        Self
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        metrics::gauge!(HTTP_REQUESTS_IN_FLIGHT).decrement(1.0);
    }
}
