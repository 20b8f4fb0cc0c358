//! Faults on demand, at the gate of every provider.

use std::io;
use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use actix_web::{Error, HttpResponse, web};
use futures::stream;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::state::State;

/// Whether a broken connection breaks before or after the provider has acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Break {
    /// Nothing was delivered.
    Before,
    /// It was delivered and only the answer is lost.
    After,
}

/// `true` is `before`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Drop {
    Flag(bool),
    When(Break),
}

/// One ordered fault. Several effects may be combined; the first fitting fault is used.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fault {
    /// `wechat`, `wecom`, `tencent`, `aliyun`, or `sms` for both.
    pub(crate) provider: String,
    /// Only calls whose path ends so, for example `subscribe/send`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) path: Option<String>,
    /// The provider's own code instead of acting: a number, or text for SMS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) errcode: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) errmsg: Option<String>,
    /// An HTTP status instead of acting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) http_status: Option<u16>,
    /// The answer waits; the provider has acted before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) delay_ms: Option<u64>,
    /// The connection breaks instead of an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) drop: Option<Drop>,
    /// How many calls it hits; 1 when absent.
    #[serde(default = "once")]
    pub(crate) times: u32,
}

fn once() -> u32 {
    1
}

impl Fault {
    /// Why an order makes no sense.
    pub(crate) fn refuse(&self) -> Option<&'static str> {
        let known = ["wechat", "wecom", "sms", "tencent", "aliyun"];
        if !known.contains(&self.provider.as_str()) {
            return Some("provider must be wechat, wecom, sms, tencent or aliyun");
        }
        if self.times == 0 || self.delay_ms.is_some_and(|d| d > 120_000) {
            return Some("times must be at least 1, delay_ms at most 120000");
        }
        if self.http_status.is_some_and(|s| !(200..=599).contains(&s)) {
            return Some("http_status must be 200 to 599");
        }
        let nothing = self.errcode.is_none()
            && self.http_status.is_none()
            && self.delay_ms.is_none()
            && self.breaks().is_none();
        nothing.then_some("one of errcode, http_status, delay_ms, drop is needed")
    }

    fn breaks(&self) -> Option<Break> {
        match self.drop? {
            Drop::Flag(true) => Some(Break::Before),
            Drop::Flag(false) => None,
            Drop::When(when) => Some(when),
        }
    }

    fn hits(&self, provider: &str, path: &str) -> bool {
        let provider = self.provider == provider
            || (self.provider == "sms" && matches!(provider, "tencent" | "aliyun"));
        provider && self.path.as_deref().is_none_or(|end| path.ends_with(end))
    }
}

/// Which provider a path belongs to.
fn provider_of(path: &str) -> &'static str {
    ["wechat", "wecom", "sms/tencent", "sms/aliyun"]
        .into_iter()
        .find(|p| path.trim_start_matches('/').starts_with(p))
        .map_or("", |p| p.trim_start_matches("sms/"))
}

fn take(state: &State, provider: &str, path: &str) -> Option<Fault> {
    let mut inner = state.lock();
    *inner.calls.entry(path.trim_end_matches('/').to_owned()).or_default() += 1;
    let at = inner.faults.iter().position(|f| f.hits(provider, path))?;
    inner.faults[at].times -= 1;
    if inner.faults[at].times == 0 {
        Some(inner.faults.remove(at))
    } else {
        Some(inner.faults[at].clone())
    }
}

/// Stands before every provider.
pub(crate) async fn gate(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let provider = provider_of(request.path());
    let fault = request
        .app_data::<web::Data<State>>()
        .and_then(|state| take(state, provider, request.path()));
    let Some(fault) = fault else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let instead = if fault.breaks() == Some(Break::Before) {
        Some(broken())
    } else if let Some(status) = fault.http_status {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Some(HttpResponse::build(status).body("upstream fault"))
    } else {
        fault.errcode.as_ref().map(|code| refusal(provider, code, fault.errmsg.as_deref()))
    };
    let answer = match instead {
        Some(answer) => request.into_response(answer),
        None => next.call(request).await?.map_into_boxed_body(),
    };
    if let Some(delay) = fault.delay_ms {
        tokio::time::sleep(Duration::from_millis(delay)).await;
    }
    if fault.breaks() == Some(Break::After) {
        let (request, _) = answer.into_parts();
        return Ok(ServiceResponse::new(request, broken()));
    }
    Ok(answer)
}

/// A body that fails at once: the server closes the connection without a whole answer.
fn broken() -> HttpResponse {
    let failing = stream::once(async { Err::<Bytes, _>(io::Error::other("ordered fault")) });
    HttpResponse::Ok().streaming(failing)
}

/// An error in the provider's own shape.
fn refusal(provider: &str, code: &Value, words: Option<&str>) -> HttpResponse {
    let words = words.unwrap_or("ordered fault");
    let text = code.as_str().map_or_else(|| code.to_string(), str::to_owned);
    match provider {
        "tencent" => {
            let per_number = ["LimitExceeded", "FailedOperation", "InvalidParameterValue"]
                .iter()
                .any(|family| text.starts_with(family));
            HttpResponse::Ok().json(if per_number {
                crate::sms::tencent::status_answer(&text, words)
            } else {
                crate::sms::tencent::error_answer(&text, words)
            })
        }
        "aliyun" => crate::sms::aliyun::refuse(StatusCode::BAD_REQUEST, &text, words),
        _ => HttpResponse::Ok().json(json!({
            "errcode": code,
            "errmsg": format!("{words} {}", crate::wechat::rid()),
        })),
    }
}
