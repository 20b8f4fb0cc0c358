//! Logs, traces and metrics.
//!
//! One call at start, [`init`], whose [`Guard`] flushes when it is dropped. Log lines go to
//! standard error, so that what a command prints on standard output stays clean. Names and labels
//! of metrics are in [`names`]; to add one, add it there.

mod export;
mod logs;
mod metrics;
pub mod names;
mod ops;
mod trace;

pub use self::{
    logs::{Guard, TelemetryError, init},
    metrics::{MetricsHandle, metrics_recorder},
    ops::{PartHealth, Readiness, serve_ops},
    trace::{continue_trace, current_traceparent, trace_id, traceparent_of},
};
