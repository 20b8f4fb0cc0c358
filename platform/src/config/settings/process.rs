//! The process itself: listeners, rates, the worker's pace, telemetry.

use std::{net::SocketAddr, time::Duration};

use domain::calendar::TimeOfDay;
use serde::Deserialize;

use super::{milliseconds, present, seconds};
use crate::config::{endpoint::Endpoint, network::Network};

/// The API's listener and its bounds.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerSettings {
    /// Address and port of the API.
    pub bind: SocketAddr,
    /// Number of HTTP worker threads.
    pub workers: usize,
    /// Connections held at once, per worker thread.
    pub max_connections: usize,
    /// Largest JSON body, in bytes.
    pub json_body_bytes: usize,
    /// Largest attachment, in bytes.
    pub attachment_bytes: usize,
    /// Networks whose `Forwarded`/`X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// Longest time one request may take before it is answered 503.
    #[serde(rename = "request_timeout_s", deserialize_with = "seconds")]
    pub request_timeout: Duration,
    /// How long an idle connection is kept.
    #[serde(rename = "keep_alive_s", deserialize_with = "seconds")]
    pub keep_alive: Duration,
    /// How long requests in flight may take to finish at shutdown.
    #[serde(rename = "shutdown_timeout_s", deserialize_with = "seconds")]
    pub shutdown_timeout: Duration,
}

/// The listener for `/metrics` and the worker's `/healthz`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetricsSettings {
    /// Address and port; never one that the internet reaches.
    pub bind: SocketAddr,
}

/// Rates per caller and address. Zero switches a limit off.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitSettings {
    /// Requests per minute from one address.
    pub per_address_per_minute: u32,
    /// Requests per minute of one signed-in caller.
    pub per_caller_per_minute: u32,
    /// Appeals per hour of one caller.
    pub filings_per_hour: u32,
    /// Attachments per hour of one caller.
    pub uploads_per_hour: u32,
    /// Sign-in attempts per minute from one address.
    pub logins_per_address_per_minute: u32,
    /// SMS codes per hour to one phone.
    pub sms_codes_per_phone_per_hour: u32,
    /// SMS codes per hour asked from one address.
    pub sms_codes_per_address_per_hour: u32,
    /// Live streams open at once per caller.
    pub streams_per_caller: u32,
    /// How long after an urge the next one is possible.
    #[serde(rename = "urge_interval_s", deserialize_with = "seconds")]
    pub urge_interval: Duration,
}

/// Relay, consumers and timers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkerSettings {
    /// Outbox rows leased at once.
    pub relay_batch: u32,
    /// How often the relay looks when nobody wakes it.
    #[serde(rename = "relay_interval_ms", deserialize_with = "milliseconds")]
    pub relay_interval: Duration,
    /// How long a leased row is another's.
    #[serde(rename = "lease_s", deserialize_with = "seconds")]
    pub lease: Duration,
    /// Messages worked on at once, per queue.
    pub concurrency: usize,
    /// How often the clock sweep looks for what is due.
    #[serde(rename = "sweep_interval_ms", deserialize_with = "milliseconds")]
    pub sweep_interval: Duration,
    /// Due clocks leased at once.
    pub sweep_batch: u32,
    /// How often the deliverer looks for notices.
    #[serde(rename = "delivery_interval_ms", deserialize_with = "milliseconds")]
    pub delivery_interval: Duration,
    /// Deliveries leased at once.
    pub delivery_batch: u32,
    /// Provider calls in flight at once.
    pub delivery_concurrency: usize,
    /// When bulletins go out on working days (Asia/Shanghai); never when absent.
    #[serde(deserialize_with = "present")]
    pub digest_at: Option<TimeOfDay>,
    /// From when on the self-check of a night is made (Asia/Shanghai); never when absent.
    #[serde(deserialize_with = "present")]
    pub self_check_at: Option<TimeOfDay>,
    /// How often what is spent is pruned.
    #[serde(rename = "prune_interval_s", deserialize_with = "seconds")]
    pub prune_interval: Duration,
    /// How long running work may take to finish at shutdown.
    #[serde(rename = "shutdown_timeout_s", deserialize_with = "seconds")]
    pub shutdown_timeout: Duration,
}

/// Logs and traces.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TelemetrySettings {
    /// One JSON object a line, or lines for a person.
    pub log_format: LogFormat,
    /// Directives of `tracing_subscriber::EnvFilter`.
    pub log_filter: String,
    /// Base address of an OTLP/HTTP collector; absent exports nothing.
    #[serde(deserialize_with = "present")]
    pub otlp_endpoint: Option<Endpoint>,
    /// `service.name` of the traces.
    pub service_name: String,
    /// Traces sampled, per 10,000.
    pub sample_per_10000: u32,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// One JSON object a line.
    Json,
    /// Lines for a person.
    Pretty,
}

/// Stand-ins of the providers (development and tests).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SimulatorSettings {
    /// Address and port of the stand-ins.
    pub bind: SocketAddr,
}
