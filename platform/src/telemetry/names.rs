//! Every metric there is, with its labels: the one place that dashboards and alerts rely on.
//!
//! Labels hold words of closed sets only: never an id, a person, a path with ids in it. Durations
//! are in seconds, sizes in bytes, as Prometheus has it. To add a metric, add its name and its row
//! in [`ALL`].

/// HTTP requests answered. Labels: `method`, `route` (the pattern), `status`.
pub const HTTP_REQUESTS_TOTAL: &str = "http_requests_total";
/// Time from the first byte of a request to its answer. Labels: `method`, `route`.
pub const HTTP_REQUEST_SECONDS: &str = "http_request_seconds";
/// Requests being worked on.
pub const HTTP_REQUESTS_IN_FLIGHT: &str = "http_requests_in_flight";
/// Requests refused by a rate limit. Label: `limit`.
pub const RATE_LIMITED_TOTAL: &str = "rate_limited_total";
/// Appeals filed. Label: `channel`.
pub const APPEALS_FILED_TOTAL: &str = "appeals_filed_total";
/// Routing decisions. Label: `outcome` (`dispatched`, `desk`).
pub const ROUTED_TOTAL: &str = "routed_total";
/// Messages waiting. Labels: `queue`, `kind` (`ready`, `unacked`, `dead`).
pub const QUEUE_DEPTH: &str = "queue_depth";
/// Age of the oldest outbox row that is still owed.
pub const OUTBOX_AGE_SECONDS: &str = "outbox_age_seconds";
/// Outbox rows that are still owed.
pub const OUTBOX_PENDING: &str = "outbox_pending";
/// How late the oldest clock is that is due and not yet handled.
pub const CLOCK_LAG_SECONDS: &str = "clock_lag_seconds";
/// Clocks fired. Label: `mark` (`warn`, `breach`, `rung`).
pub const CLOCKS_FIRED_TOTAL: &str = "clocks_fired_total";
/// Appeals whose clocks could not be brought up to date, each time that one was put off.
pub const CLOCKS_PUT_OFF_TOTAL: &str = "clocks_put_off_total";
/// Deliveries of notices. Labels: `channel`, `outcome` (`sent`, `refused`, `later`, `unknown`).
pub const DELIVERIES_TOTAL: &str = "deliveries_total";
/// Deliveries that wait. Label: `channel`.
pub const DELIVERIES_PENDING: &str = "deliveries_pending";
/// Messages that the broker confirmed.
pub const RELAY_PUBLISHED_TOTAL: &str = "relay_published_total";
/// Publishes that failed or were not confirmed in time.
pub const RELAY_FAILED_TOTAL: &str = "relay_failed_total";
/// Messages consumed. Labels: `queue`, `outcome` (`done`, `requeued`, `dead`, `apart`).
pub const CONSUMER_MESSAGES_TOTAL: &str = "consumer_messages_total";
/// Time to work on one message. Label: `queue`.
pub const CONSUMER_MESSAGE_SECONDS: &str = "consumer_message_seconds";
/// Messages that were given up and wait for a decision.
pub const DEAD_LETTERS_OPEN: &str = "dead_letters_open";
/// What the self-check has found and nobody has dealt with.
pub const INCIDENTS_OPEN: &str = "incidents_open";
/// 1 where an outside part answers, else 0. Label: `part`.
pub const DEPENDENCY_UP: &str = "dependency_up";
/// Live streams that are open.
pub const STREAMS_OPEN: &str = "streams_open";
/// Exports of traces that failed.
pub const TRACE_EXPORT_FAILURES_TOTAL: &str = "trace_export_failures_total";
/// Tasks of the process that panicked. Label: `task`.
pub const TASK_PANICS_TOTAL: &str = "task_panics_total";

/// What a metric counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MetricKind {
    /// Only grows.
    Counter,
    /// Goes up and down.
    Gauge,
    /// A distribution.
    Histogram,
}

/// One metric.
#[derive(Debug, Clone, Copy)]
pub struct Metric {
    /// Its name.
    pub name: &'static str,
    /// What it counts.
    pub kind: MetricKind,
    /// Its labels, all of them always given.
    pub labels: &'static [&'static str],
    /// What `/metrics` says beside it.
    pub help: &'static str,
}

const fn row(
    name: &'static str,
    kind: MetricKind,
    labels: &'static [&'static str],
    help: &'static str,
) -> Metric {
    Metric { name, kind, labels, help }
}

use MetricKind::{Counter, Gauge, Histogram};

/// Every metric.
#[rustfmt::skip]
pub const ALL: &[Metric] = &[
    row(HTTP_REQUESTS_TOTAL, Counter, &["method", "route", "status"], "HTTP requests answered."),
    row(HTTP_REQUEST_SECONDS, Histogram, &["method", "route"], "Time of one HTTP request."),
    row(HTTP_REQUESTS_IN_FLIGHT, Gauge, &[], "HTTP requests being worked on."),
    row(RATE_LIMITED_TOTAL, Counter, &["limit"], "Requests refused by a rate limit."),
    row(APPEALS_FILED_TOTAL, Counter, &["channel"], "Appeals filed."),
    row(ROUTED_TOTAL, Counter, &["outcome"], "Routing decisions."),
    row(QUEUE_DEPTH, Gauge, &["queue", "kind"], "Messages waiting in a queue."),
    row(OUTBOX_AGE_SECONDS, Gauge, &[], "Age of the oldest outbox row still owed."),
    row(OUTBOX_PENDING, Gauge, &[], "Outbox rows still owed."),
    row(CLOCK_LAG_SECONDS, Gauge, &[], "How late the oldest due clock is."),
    row(CLOCKS_FIRED_TOTAL, Counter, &[], "Events recorded by the clock sweep."),
    row(CLOCKS_PUT_OFF_TOTAL, Counter, &[], "Appeals whose clocks could not be brought up to date."),
    row(DELIVERIES_TOTAL, Counter, &["channel", "outcome"], "Deliveries of notices."),
    row(DELIVERIES_PENDING, Gauge, &["channel"], "Deliveries that wait."),
    row(RELAY_PUBLISHED_TOTAL, Counter, &[], "Messages that the broker confirmed."),
    row(RELAY_FAILED_TOTAL, Counter, &[], "Publishes that failed or were not confirmed in time."),
    row(CONSUMER_MESSAGES_TOTAL, Counter, &["queue", "outcome"], "Messages consumed."),
    row(CONSUMER_MESSAGE_SECONDS, Histogram, &["queue"], "Time to work on one message."),
    row(DEAD_LETTERS_OPEN, Gauge, &[], "Messages that were given up and wait for a decision."),
    row(INCIDENTS_OPEN, Gauge, &[], "What the self-check has found and nobody has dealt with."),
    row(DEPENDENCY_UP, Gauge, &["part"], "1 where an outside part answers, else 0."),
    row(STREAMS_OPEN, Gauge, &[], "Live streams that are open."),
    row(TRACE_EXPORT_FAILURES_TOTAL, Counter, &[], "Exports of traces that failed."),
    row(TASK_PANICS_TOTAL, Counter, &["task"], "Tasks that panicked."),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_follow_the_customs_of_prometheus() {
        let mut seen = BTreeSet::new();
        for metric in ALL {
            assert!(seen.insert(metric.name), "{} twice", metric.name);
            assert_eq!(metric.name.ends_with("_total"), metric.kind == Counter, "{}", metric.name);
            if metric.kind == Histogram {
                assert!(metric.name.ends_with("_seconds"), "{}", metric.name);
            }
            assert!(metric.name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
        }
    }
}
