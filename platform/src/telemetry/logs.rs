//! The subscriber: filter, log lines, traces.

use std::time::Duration;

use opentelemetry::{global, trace::TracerProvider as _};
use opentelemetry_sdk::{
    Resource,
    propagation::TraceContextPropagator,
    trace::{Sampler, SdkTracerProvider},
};
use tracing::Subscriber;
use tracing_subscriber::{
    EnvFilter, Layer, fmt::MakeWriter, layer::SubscriberExt, registry::LookupSpan,
    util::SubscriberInitExt,
};

use super::export;
use crate::config::{LogFormat, TelemetrySettings};

/// How long the last traces may take to leave at the end.
const FLUSH_TIMEOUT: Duration = Duration::from_secs(5);

/// Why telemetry could not start.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter's directives cannot be read; the configuration checks them before.
    #[error("log filter: {0}")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    /// The exporter refused its address.
    #[error("trace exporter: {0}")]
    Exporter(String),
    /// Another subscriber is already there.
    #[error("telemetry was started twice")]
    Twice,
    /// The metrics recorder could not be built or another one is already there.
    #[error("metrics recorder: {0}")]
    Metrics(String),
}

/// Keeps telemetry alive; dropping it sends what is still to be sent, for at most five seconds.
#[derive(Debug)]
#[must_use = "dropping the guard ends the export of traces"]
pub struct Guard {
    provider: SdkTracerProvider,
}

impl Drop for Guard {
    fn drop(&mut self) {
        let provider = self.provider.clone();
        // The exporter's client is a blocking one, which must not run on a runtime's thread.
        let flushed = std::thread::spawn(move || provider.shutdown_with_timeout(FLUSH_TIMEOUT));
        match flushed.join() {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the last traces were not exported"),
            Err(_) => tracing::warn!("the last traces were not exported"),
        }
    }
}

/// Starts logs and, where a collector is configured, the export of traces, for the whole process.
///
/// # Errors
/// See [`TelemetryError`]. A collector that does not answer is no error, now or later.
pub fn init(settings: &TelemetrySettings) -> Result<Guard, TelemetryError> {
    let (subscriber, provider) = build(settings, std::io::stderr)?;
    subscriber.try_init().map_err(|_| TelemetryError::Twice)?;
    global::set_text_map_propagator(TraceContextPropagator::new());
    global::set_tracer_provider(provider.clone());
    Ok(Guard { provider })
}

/// The subscriber with its writer as an argument.
pub(super) fn build<W>(
    settings: &TelemetrySettings,
    writer: W,
) -> Result<(Box<dyn Subscriber + Send + Sync>, SdkTracerProvider), TelemetryError>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let filter = EnvFilter::builder().parse(&settings.log_filter)?;
    let provider = provider(settings)?;
    let tracer = provider.tracer("qiye-youhuashuo");
    let subscriber = tracing_subscriber::registry()
        .with(filter)
        .with(tracing_opentelemetry::layer().with_tracer(tracer))
        .with(lines(settings.log_format, writer));
    Ok((Box::new(subscriber), provider))
}

fn lines<S, W>(format: LogFormat, writer: W) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'s> LookupSpan<'s>,
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let layer = tracing_subscriber::fmt::layer().with_writer(writer).with_target(true);
    match format {
        // The whole list of spans, since the request id stands on the outermost one.
        LogFormat::Json => layer
            .json()
            .flatten_event(true)
            .with_current_span(false)
            .with_span_list(true)
            .with_ansi(false)
            .boxed(),
        LogFormat::Pretty => {
            layer.compact().with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr())).boxed()
        }
    }
}

/// Without a collector spans still get their ids, so that log lines of one request, here and
/// behind the queue, can be joined; nothing is recorded.
fn provider(settings: &TelemetrySettings) -> Result<SdkTracerProvider, TelemetryError> {
    let resource = Resource::builder().with_service_name(settings.service_name.clone()).build();
    let builder = SdkTracerProvider::builder().with_resource(resource);
    Ok(match &settings.otlp_endpoint {
        None => builder.with_sampler(Sampler::AlwaysOff).build(),
        Some(endpoint) => {
            let share = f64::from(settings.sample_per_10000) / 10_000.0;
            builder
                .with_sampler(Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(share))))
                .with_batch_exporter(export::exporter(endpoint)?)
                .build()
        }
    })
}

#[cfg(test)]
mod tests {
    use std::{
        io::Write,
        sync::{Arc, Mutex},
    };

    use secrecy::SecretString;

    use super::*;
    use crate::config::{Config, Endpoint};

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    impl Lines {
        fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    fn settings() -> TelemetrySettings {
        Config::defaults().unwrap().telemetry
    }

    #[test]
    fn a_json_line_carries_the_spans_with_the_request_id() {
        let written = Lines::default();
        let writer = written.clone();
        let (subscriber, _provider) = build(&settings(), move || writer.clone()).unwrap();
        tracing::subscriber::with_default(subscriber, || {
            let request = tracing::info_span!("request", request_id = "r-1").entered();
            let inner = tracing::info_span!("route").entered();
            tracing::info!(appeal = "a-1", "routed\nagain");
            tracing::debug!("not shown at info");
            drop((inner, request));
        });
        let text = written.text();
        assert_eq!(text.lines().count(), 1, "{text}");
        let line: serde_json::Value = serde_json::from_str(text.trim()).unwrap();
        assert_eq!(line["appeal"], "a-1");
        assert_eq!(line["spans"][0]["request_id"], "r-1");
        assert_eq!(line["level"], "INFO");
    }

    #[test]
    fn a_secret_that_is_logged_by_mistake_is_not_shown() {
        let written = Lines::default();
        let writer = written.clone();
        let (subscriber, _provider) = build(&settings(), move || writer.clone()).unwrap();
        tracing::subscriber::with_default(subscriber, || {
            let secret = SecretString::from("hunter2");
            let url = Endpoint::new("postgres://yh:hunter2@db/yh");
            tracing::info!(?secret, ?url, %url, "oops");
        });
        assert!(written.text().contains("oops") && !written.text().contains("hunter2"));
    }

    #[test]
    fn a_collector_that_does_not_answer_harms_nobody() {
        let mut settings = settings();
        // A port that was free a moment ago: connecting is refused.
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        settings.otlp_endpoint = Some(Endpoint::new(format!("http://127.0.0.1:{port}")));
        let (subscriber, provider) = build(&settings, std::io::sink).unwrap();
        tracing::subscriber::with_default(subscriber, || {
            tracing::info_span!("lost").in_scope(|| tracing::info!("lost"));
        });
        drop(Guard { provider });
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_collector_receives_the_spans_when_the_guard_is_dropped() {
        let server = wiremock::MockServer::start().await;
        wiremock::Mock::given(wiremock::matchers::path("/v1/traces"))
            .respond_with(wiremock::ResponseTemplate::new(200))
            .mount(&server)
            .await;
        let mut settings = settings();
        settings.otlp_endpoint = Some(Endpoint::new(server.uri()));
        let (subscriber, provider) = build(&settings, std::io::sink).unwrap();
        tracing::subscriber::with_default(subscriber, || {
            tracing::info_span!("an appeal is filed").in_scope(|| tracing::info!("filed"));
        });
        drop(Guard { provider });
        let requests = server.received_requests().await.unwrap();
        let found = requests
            .iter()
            .any(|request| String::from_utf8_lossy(&request.body).contains("an appeal is filed"));
        assert!(found, "{} requests", requests.len());
    }
}
