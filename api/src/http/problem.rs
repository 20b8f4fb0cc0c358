//! Refusals and failures as problem documents (RFC 9457).
//!
//! A [`Problem`] is made anywhere below and rendered in one place, [`Problem::render`], where language and
//! request id are known. Nothing of the inside reaches the caller: what went wrong inside is logged
//! under the request id.

use std::borrow::Cow;

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, ResponseError};
use domain::appeal::Refusal;
use domain::notice::Language;
use domain::sla::profile::ExtensionRefusal;
use platform::cache::RateVerdict;
use serde::Serialize;
use service::changes::Outdated;
use service::{FieldFault, ServiceError, Standing};
use utoipa::ToSchema;

use super::codes::{self, Code, INTERNAL};
use super::{language, limits, messages};

/// Seconds after which to try again when nothing better is known.
const RETRY_AFTER: u64 = 2;

/// A problem document.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemBody {
    /// Where the problem is described.
    #[schema(example = "/problems/invalid_fields")]
    pub r#type: String,
    /// Short, in the language asked for.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// Stable code from a closed set; programs go by it.
    pub code: String,
    /// What went wrong and what to do next, in the language asked for.
    pub detail: String,
    /// For questions to the operator.
    pub request_id: String,
    /// The fields at fault, all at once.
    pub errors: Vec<FieldProblem>,
    /// Where the appeal stands now, when somebody else was faster (409, 412).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current: Option<Standing>,
    /// The preview to decide on instead, when the one that was to be applied holds no more (409).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outdated: Option<Outdated>,
}

/// One field at fault.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldProblem {
    /// As the client named it; a path such as `departments[0].id` inside something larger.
    pub field: String,
    /// Stable code.
    pub code: String,
    /// In the language asked for.
    pub message: String,
}

/// Why a request is not answered as asked. Boxed: it is the rare half of every result.
#[derive(Clone, Debug)]
pub struct Problem(Box<Facts>);

#[derive(Clone, Debug)]
struct Facts {
    code: Code,
    errors: Vec<FieldFault>,
    params: Vec<(&'static str, String)>,
    /// Kept apart from `params`: their words depend on the language.
    refusal: Option<Refusal>,
    current: Option<Standing>,
    outdated: Option<Outdated>,
    retry_after: Option<u64>,
    limit: Option<RateVerdict>,
    allow: Option<String>,
    /// For the log alone.
    inside: Option<String>,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.code.code)
    }
}

impl Problem {
    /// The problem with this code. A code outside the table is a fault of ours and answered as one.
    #[must_use]
    pub fn new(code: &str) -> Self {
        let known = codes::find(code);
        let inside = known.is_none().then(|| format!("unknown problem code {code}"));
        Self(Box::new(Facts {
            code: known.unwrap_or(INTERNAL),
            errors: Vec::new(),
            params: Vec::new(),
            refusal: None,
            current: None,
            outdated: None,
            retry_after: None,
            limit: None,
            allow: None,
            inside,
        }))
    }

    /// Fields at fault.
    #[must_use]
    pub fn fields(errors: Vec<FieldFault>) -> Self {
        let mut problem = Self::new("invalid_fields");
        problem.0.errors = errors;
        problem
    }

    /// One field at fault.
    #[must_use]
    pub fn field(field: &str, code: &'static str) -> Self {
        Self::fields(vec![FieldFault::new(field, code)])
    }

    /// One field at fault, with what is wrong with it in its own words.
    #[must_use]
    pub fn field_because(field: &str, code: &'static str, why: String) -> Self {
        let params = vec![("why", why)];
        Self::fields(vec![FieldFault { field: field.to_owned(), code, params }])
    }

    /// A fault of ours; the text is for the log.
    pub fn internal(what: impl std::fmt::Display) -> Self {
        Self::new(INTERNAL.code).because(&what)
    }

    /// Something the platform depends on does not answer; the text is for the log.
    pub fn unavailable(what: impl std::fmt::Display) -> Self {
        Self::new("unavailable").because(&what).after(RETRY_AFTER)
    }

    fn because(mut self, inside: &impl std::fmt::Display) -> Self {
        self.0.inside = Some(inside.to_string());
        self
    }

    /// Says when to try again, in seconds.
    #[must_use]
    pub fn after(mut self, seconds: u64) -> Self {
        self.0.retry_after = Some(seconds.max(1));
        self.with("seconds", seconds.max(1))
    }

    /// Over a rate: says when to try again, and tells the rate.
    #[must_use]
    pub fn limited(self, verdict: RateVerdict) -> Self {
        let mut problem = self.after(limits::whole_seconds(verdict.reset_after));
        problem.0.limit = Some(verdict);
        problem
    }

    /// A number or name that the sentence needs.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.0.params.push((name, value.to_string()));
        self
    }

    /// Names a field beside a code of its own.
    #[must_use]
    pub fn and(mut self, fault: FieldFault) -> Self {
        self.0.errors.push(fault);
        self
    }

    /// The methods that a path does know.
    #[must_use]
    pub fn allowing(mut self, methods: String) -> Self {
        self.0.allow = Some(methods);
        self
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.0.code.code
    }

    fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.0.code.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// What happened inside, into the log; never into the answer.
    fn log(&self, request_id: &str) {
        let inside = self.0.inside.as_deref();
        match (inside, self.0.code.status) {
            (Some(inside), 500) => {
                tracing::error!(request_id, code = self.0.code.code, inside, "a request failed");
            }
            (Some(inside), _) => {
                tracing::warn!(request_id, code = self.0.code.code, inside, "a request failed");
            }
            (None, _) => {}
        }
    }

    /// The document in a language.
    #[must_use]
    pub fn body(&self, language: Language, request_id: &str) -> ProblemBody {
        let words = messages::of(language);
        let params = self.params(words);
        let (title, detail) = match words.codes.get(self.0.code.code) {
            Some(found) => (found.title.clone(), messages::fill(&found.detail, &params)),
            None => (self.0.code.code.to_owned(), String::new()),
        };
        let errors = self.0.errors.iter().map(|fault| FieldProblem {
            field: fault.field.clone(),
            code: fault.code.to_owned(),
            message: words
                .fields
                .get(fault.code)
                .map_or_else(|| fault.code.to_owned(), |text| messages::fill(text, &fault.params)),
        });
        ProblemBody {
            r#type: format!("/problems/{}", self.0.code.code),
            title,
            status: self.0.code.status,
            code: self.0.code.code.to_owned(),
            detail,
            request_id: request_id.to_owned(),
            errors: errors.collect(),
            current: self.0.current.clone(),
            outdated: self.0.outdated.clone(),
        }
    }

    fn params<'p>(&'p self, words: &messages::Messages) -> Cow<'p, [(&'static str, String)]> {
        let mut params = Cow::Borrowed(self.0.params.as_slice());
        let mut state = self.0.current.as_ref().map(|current| current.state.as_str());
        match &self.0.refusal {
            Some(Refusal::WrongState { action, state: refused }) => {
                state = Some(refused.as_str());
                params.to_mut().push(("action", words.action(*action)));
            }
            Some(Refusal::NotPermitted { action }) => {
                params.to_mut().push(("action", words.action(*action)));
            }
            Some(Refusal::Extension(ExtensionRefusal::TooMuch(left))) => {
                params.to_mut().push(("left", left.to_string()));
            }
            _ => {}
        }
        if let Some(state) = state {
            let named = words.states.get(state).map_or(state, String::as_str);
            params.to_mut().push(("state", named.to_owned()));
        }
        params
    }

    /// The answer, for a caller of this language.
    #[must_use]
    pub fn render(&self, language: Language, request_id: &str) -> HttpResponse {
        self.log(request_id);
        let mut answer = HttpResponse::build(self.status());
        answer
            .insert_header((header::CONTENT_TYPE, "application/problem+json"))
            .insert_header((header::CONTENT_LANGUAGE, language::tag(language)))
            .insert_header((header::VARY, "Accept-Language"));
        if let Some(seconds) = self.0.retry_after {
            answer.insert_header((header::RETRY_AFTER, seconds));
        }
        if let Some(methods) =
            self.0.allow.as_ref().and_then(|text| HeaderValue::from_str(text).ok())
        {
            answer.insert_header((header::ALLOW, methods));
        }
        if self.0.code.status == 401 {
            answer.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        let body = serde_json::to_string(&self.body(language, request_id)).unwrap_or_default();
        let mut answer = answer.body(body);
        if let Some(verdict) = &self.0.limit {
            limits::tell(answer.headers_mut(), verdict);
        }
        answer
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.status()
    }

    /// Only what no middleware saw comes out as it is made here: in Chinese and without a request id.
    fn error_response(&self) -> HttpResponse<BoxBody> {
        let mut answer = HttpResponse::new(self.status());
        answer.extensions_mut().insert(self.clone());
        answer
    }
}

impl From<ServiceError> for Problem {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::NotFound => Self::new("not_found"),
            // Only when the twin's saved answer could not be read either.
            ServiceError::Conflict("idempotency_race") => Self::new("request_in_progress").after(1),
            ServiceError::Unauthenticated(code)
            | ServiceError::Forbidden(code)
            | ServiceError::Conflict(code) => Self::new(code),
            ServiceError::Refused(Refusal::ScoreOutOfRange) => Self::field("score", "out_of_range"),
            ServiceError::Refused(refusal) => {
                let mut problem = Self::new(refusal.code());
                problem.0.refusal = Some(refusal);
                problem
            }
            ServiceError::RefusedAt { refusal, current, again } => {
                let mut problem = Self::from(ServiceError::Refused(refusal));
                problem.0.current = Some(current);
                match again {
                    Some((until, seconds)) => problem.with("until", until).after(seconds),
                    None => problem,
                }
            }
            ServiceError::Stale { current } => {
                let mut problem = Self::new("stale_version").with("version", current.version);
                problem.0.current = Some(current);
                problem
            }
            ServiceError::Outdated(told) => {
                let mut problem =
                    Self::new("preview_outdated").with("count", told.differences.count());
                problem.0.outdated = Some(*told);
                problem
            }
            ServiceError::Invalid(errors) => Self::fields(errors),
            ServiceError::KeyReused => Self::new("idempotency_key_reused"),
            ServiceError::InProgress => Self::new("request_in_progress").after(1),
            ServiceError::TooMany { retry_after } => {
                Self::new("too_many_attempts").after(retry_after)
            }
            ServiceError::Unavailable(inside) => Self::unavailable(inside),
            ServiceError::Internal(inside) => Self::internal(inside),
        }
    }
}
