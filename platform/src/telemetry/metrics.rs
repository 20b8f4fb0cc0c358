//! The recorder behind the `metrics` macros, rendered for Prometheus.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tokio_util::sync::CancellationToken;

use super::{
    logs::TelemetryError,
    names::{ALL, MetricKind},
};

/// Bounds of every histogram, in seconds: from a cached read to a request timeout.
const BUCKETS: &[f64] =
    &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];
/// How often observations are folded into the buckets when nobody asks.
const UPKEEP: Duration = Duration::from_secs(5);

/// What `/metrics` is rendered from. Cheap to clone.
#[derive(Clone)]
pub struct MetricsHandle(PrometheusHandle);

impl std::fmt::Debug for MetricsHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MetricsHandle")
    }
}

impl MetricsHandle {
    /// The whole page, in Prometheus' text format 0.0.4
    /// (`text/plain; version=0.0.4; charset=utf-8`).
    pub fn render(&self) -> String {
        self.0.render()
    }

    /// Folds observations into the buckets until the process stops; without it, histograms that
    /// nobody asks for grow.
    pub async fn upkeep(&self, stop: CancellationToken) {
        while stop.run_until_cancelled(tokio::time::sleep(UPKEEP)).await.is_some() {
            self.0.run_upkeep();
        }
    }
}

static INSTALLED: Mutex<Option<MetricsHandle>> = Mutex::new(None);

/// The process' recorder; the first call installs it, later ones return the same.
///
/// # Errors
/// [`TelemetryError::Metrics`] where another recorder is already installed.
pub fn metrics_recorder() -> Result<MetricsHandle, TelemetryError> {
    let mut installed = INSTALLED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(handle) = installed.as_ref() {
        return Ok(handle.clone());
    }
    let failed = |why: String| TelemetryError::Metrics(why);
    let recorder = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), BUCKETS)
        .map_err(|error| failed(error.to_string()))?
        .build_recorder();
    let handle = MetricsHandle(recorder.handle());
    metrics::set_global_recorder(recorder).map_err(|error| failed(error.to_string()))?;
    describe();
    *installed = Some(handle.clone());
    Ok(handle)
}

fn describe() {
    for metric in ALL {
        match metric.kind {
            MetricKind::Counter => metrics::describe_counter!(metric.name, metric.help),
            MetricKind::Gauge => metrics::describe_gauge!(metric.name, metric.help),
            MetricKind::Histogram => metrics::describe_histogram!(metric.name, metric.help),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telemetry::names;

    #[tokio::test]
    async fn what_is_counted_is_rendered() {
        let handle = metrics_recorder().unwrap();
        let again = metrics_recorder().unwrap();
        metrics::counter!(names::ROUTED_TOTAL, "outcome" => "desk").increment(2);
        metrics::gauge!(names::OUTBOX_PENDING).set(7.0);
        metrics::histogram!(names::CONSUMER_MESSAGE_SECONDS, "queue" => "route\n\"x\"")
            .record(0.02);
        let page = again.render();
        assert!(page.contains("routed_total{outcome=\"desk\"} 2"), "{page}");
        assert!(page.contains("outbox_pending 7"), "{page}");
        assert!(page.contains("# HELP outbox_pending Outbox rows still owed."), "{page}");
        assert!(page.contains("le=\"0.025\"} 1") && page.contains("route\\n\\\"x\\\""), "{page}");
        let stop = CancellationToken::new();
        stop.cancel();
        handle.upkeep(stop).await;
    }
}
