//! The span around a request: its name, its method and route, its status. No address, no path with
//! ids in it, no query: those are personal data or lead to them.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::{Error, HttpMessage};
use domain::ids::IdSource;
use platform::machine_time::MachineIds;
use platform::telemetry::continue_trace;
use tracing::{Span, field};
use tracing_actix_web::RootSpanBuilder;

use super::request_id::{self, RequestId};

/// Makes the span and names the request.
#[derive(Debug)]
pub struct Spans;

impl RootSpanBuilder for Spans {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let id = request_id::given(request.headers())
            .unwrap_or_else(|| MachineIds.next().simple().to_string());
        let span = tracing::info_span!(
            "request",
            request_id = %id,
            method = %request.method(),
            route = field::Empty,
            status = field::Empty,
        );
        let given = request.headers().get("traceparent").and_then(|value| value.to_str().ok());
        if let Some(traceparent) = given {
            continue_trace(&span, traceparent);
        }
        request.extensions_mut().insert(RequestId(id));
        span
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &Result<ServiceResponse<B>, Error>) {
        if let Ok(response) = outcome {
            span.record("status", response.status().as_u16());
            if let Some(route) = response.request().match_pattern() {
                span.record("route", route);
            }
        }
    }
}
