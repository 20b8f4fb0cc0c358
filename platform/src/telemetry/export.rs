//! Export of traces by OTLP over HTTP, which may fail without anybody noticing but the log.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use opentelemetry_otlp::WithExportConfig;
use opentelemetry_sdk::{
    Resource,
    error::OTelSdkResult,
    trace::{SpanData, SpanExporter},
};

use super::{logs::TelemetryError, names};
use crate::config::Endpoint;

/// Longest time of one export.
const EXPORT_TIMEOUT: Duration = Duration::from_secs(5);

/// The exporter for a collector's base address; `/v1/traces` is added where it is missing.
pub(super) fn exporter(endpoint: &Endpoint) -> Result<Logged, TelemetryError> {
    // The exporter's client finds no TLS provider otherwise; that one is already there is well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let base = endpoint.as_str().trim_end_matches('/');
    let url = match base.strip_suffix("/v1/traces") {
        Some(_) => base.to_owned(),
        None => format!("{base}/v1/traces"),
    };
    let inner = opentelemetry_otlp::SpanExporter::builder()
        .with_http()
        .with_endpoint(url)
        .with_timeout(EXPORT_TIMEOUT)
        .build()
        .map_err(|error| TelemetryError::Exporter(error.to_string()))?;
    Ok(Logged { inner, failing: AtomicBool::new(false) })
}

/// Counts failures and logs the first of each row.
#[derive(Debug)]
pub(super) struct Logged {
    inner: opentelemetry_otlp::SpanExporter,
    failing: AtomicBool,
}

impl SpanExporter for Logged {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let spans = batch.len();
        let result = self.inner.export(batch).await;
        match &result {
            Ok(()) => {
                if self.failing.swap(false, Ordering::Relaxed) {
                    tracing::info!("traces are exported again");
                }
            }
            Err(error) => {
                metrics::counter!(names::TRACE_EXPORT_FAILURES_TOTAL).increment(1);
                if !self.failing.swap(true, Ordering::Relaxed) {
                    tracing::warn!(%error, spans, "traces cannot be exported; they are dropped");
                }
            }
        }
        result
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.inner.shutdown_with_timeout(timeout)
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.inner.force_flush()
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.inner.set_resource(resource);
    }
}
