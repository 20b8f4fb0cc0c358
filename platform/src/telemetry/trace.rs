//! W3C trace context as a string, for headers and messages.
//!
//! <https://www.w3.org/TR/trace-context/#traceparent-header>

use std::collections::HashMap;

use opentelemetry::{propagation::TextMapPropagator, trace::TraceContextExt};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;

const HEADER: &str = "traceparent";

/// The `traceparent` of the current span: what to put beside a message. Nothing where telemetry
/// was not started.
pub fn current_traceparent() -> Option<String> {
    traceparent_of(&Span::current())
}

/// The `traceparent` of a span.
pub fn traceparent_of(span: &Span) -> Option<String> {
    let mut carrier = HashMap::new();
    TraceContextPropagator::new().inject_context(&span.context(), &mut carrier);
    carrier.remove(HEADER)
}

/// Makes a span, which was not yet entered, a child of the trace that a header or message names.
/// Says whether it did: what is no `traceparent` is passed over, since a foreign header must not
/// harm a request.
pub fn continue_trace(span: &Span, traceparent: &str) -> bool {
    let carrier = HashMap::from([(HEADER.to_owned(), traceparent.trim().to_owned())]);
    let context = TraceContextPropagator::new().extract(&carrier);
    context.span().span_context().is_valid() && span.set_parent(context).is_ok()
}

/// The trace id of a span, 32 hexadecimal digits: what a log line is joined by.
pub fn trace_id(span: &Span) -> Option<String> {
    let context = span.context();
    let span = context.span();
    let found = span.span_context();
    found.is_valid().then(|| found.trace_id().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::Config, telemetry::logs};

    fn with_telemetry(test: impl FnOnce()) {
        let settings = Config::defaults().unwrap().telemetry;
        let (subscriber, _provider) = logs::build(&settings, std::io::sink).unwrap();
        tracing::subscriber::with_default(subscriber, test);
    }

    #[test]
    fn a_trace_goes_through_the_queue_as_a_string() {
        with_telemetry(|| {
            let filed = tracing::info_span!("file");
            let carried = traceparent_of(&filed).unwrap();
            let consumed = tracing::info_span!(parent: None, "consume");
            assert!(continue_trace(&consumed, &carried));
            assert_eq!(trace_id(&filed), trace_id(&consumed));
            let inside = consumed.in_scope(current_traceparent).unwrap();
            assert_ne!(inside, carried, "a child has a span id of its own");
            assert_eq!(inside[..35], carried[..35]);
        });
    }

    #[test]
    fn a_callers_trace_is_continued_to_the_letter() {
        with_telemetry(|| {
            let span = tracing::info_span!("request");
            let trace = "0af7651916cd43dd8448eb211c80319c";
            assert!(continue_trace(&span, &format!("00-{trace}-b7ad6b7169203331-01")));
            assert_eq!(trace_id(&span).as_deref(), Some(trace));
        });
    }

    #[test]
    fn what_is_no_traceparent_is_passed_over() {
        with_telemetry(|| {
            for wrong in [
                "",
                "garbage",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "企业有话说",
            ] {
                assert!(!continue_trace(&tracing::info_span!("request"), wrong), "{wrong}");
            }
        });
    }

    #[test]
    fn without_telemetry_there_is_no_trace_and_no_harm() {
        let span = tracing::info_span!("request");
        assert!(traceparent_of(&span).is_none() && trace_id(&span).is_none());
    }
}
