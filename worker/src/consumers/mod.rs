//! The consumers: what every one does around its own work.
//!
//! A fault of the house (a database that does not answer) is waited out with the message in hand: it
//! must not use up the broker's delivery limit. A message that cannot be processed is kept as a dead
//! letter with its reason and then acknowledged; it can be looked at and sent again. One that tells of
//! several appeals is taken apart first, so that only the one at fault stays behind. What kills the
//! process each time runs into the delivery limit and arrives on the dead queue, with the same end.

use std::sync::Arc;
use std::time::{Duration, Instant};

use platform::broker::{ConsumeError, DEAD_SUFFIX, DEATH_REASON, Delivery, Handler, Settlement};
use platform::telemetry::{self, names};
use service::dead_letters::{self, DeadLetter};
use service::messages::{self, Body, Change};
use service::{Call, ServiceError};
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use crate::live;
use crate::parts::{Parts, pause};
use crate::topology::{NOTIFY, ROUTE};

/// How often a message is tried before it becomes a dead letter.
const TRIES: u32 = 5;
/// The first wait between two tries; doubled up to [`LONGEST_WAIT`].
const FIRST_WAIT: Duration = Duration::from_millis(100);
/// The longest wait between two tries.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// Consumes a queue until told to stop.
///
/// # Errors
/// [`ConsumeError`] when there is no such queue.
pub async fn run(
    parts: Parts,
    queue: &'static str,
    stop: CancellationToken,
) -> Result<(), ConsumeError> {
    let (broker, prefetch) = (parts.broker.clone(), parts.prefetch);
    let concurrency = parts.settings.concurrency;
    let handler = Arc::new(Consumer { parts, queue, dead: false, stop: stop.clone() });
    broker.consume(queue, prefetch, concurrency, handler, stop).await
}

/// Keeps what the broker itself has given up.
///
/// # Errors
/// [`ConsumeError`] when there is no such queue.
pub async fn run_dead(
    parts: Parts,
    queue: &'static str,
    stop: CancellationToken,
) -> Result<(), ConsumeError> {
    let broker = parts.broker.clone();
    let handler = Arc::new(Consumer { parts, queue, dead: true, stop: stop.clone() });
    broker.consume(&format!("{queue}{DEAD_SUFFIX}"), 8, 1, handler, stop).await
}

struct Consumer {
    parts: Parts,
    queue: &'static str,
    dead: bool,
    stop: CancellationToken,
}

#[async_trait::async_trait]
impl Handler for Consumer {
    async fn handle(&self, delivery: Delivery) -> Settlement {
        let request_id = delivery.headers.get("request_id").cloned().unwrap_or_default();
        let span = tracing::info_span!(
            "consume",
            queue = self.queue,
            message = %delivery.id,
            request_id,
            attempt = delivery.attempt
        );
        if let Some(parent) = delivery.headers.get("traceparent") {
            telemetry::continue_trace(&span, parent);
        }
        let began = Instant::now();
        let (settlement, outcome) = self.settle(&delivery, request_id).instrument(span).await;
        metrics::counter!(names::CONSUMER_MESSAGES_TOTAL, "queue" => self.queue, "outcome" => outcome)
            .increment(1);
        metrics::histogram!(names::CONSUMER_MESSAGE_SECONDS, "queue" => self.queue)
            .record(began.elapsed().as_secs_f64());
        settlement
    }
}

impl Consumer {
    async fn settle(&self, delivery: &Delivery, request_id: String) -> (Settlement, &'static str) {
        if self.dead {
            let why = delivery.headers.get(DEATH_REASON).cloned();
            let reason = why.unwrap_or_else(|| "given up by the broker".to_owned());
            return self.bury(delivery, reason).await;
        }
        let mut tries = 0;
        let mut wait = FIRST_WAIT;
        loop {
            match self.work(delivery, &request_id).await {
                Ok(()) => break,
                Err(error) if error.is_transient() => {
                    tracing::warn!(%error, "waiting with the message in hand");
                }
                Err(error) => {
                    tries += 1;
                    tracing::error!(%error, tries, "the message could not be processed");
                    if tries >= TRIES {
                        return self.bury(delivery, error.to_string()).await;
                    }
                }
            }
            if !pause(&self.stop, wait).await {
                return (Settlement::Requeue, "requeued");
            }
            wait = (wait * 2).min(LONGEST_WAIT);
        }
        match self.parts.faults.trip("ack.before").await {
            Ok(()) => (Settlement::Ack, "done"),
            Err(crash) => {
                tracing::warn!(%crash, "not acknowledged");
                (Settlement::Requeue, "requeued")
            }
        }
    }

    async fn work(&self, delivery: &Delivery, request_id: &str) -> Result<(), ServiceError> {
        let body: Body<Change> = serde_json::from_slice(&delivery.body)?;
        let changes = body.into_changes();
        let mut call = Call::system(self.parts.time.now(), request_id);
        call.traceparent = telemetry::current_traceparent();
        let store = &self.parts.store;
        match self.queue {
            ROUTE => {
                let [Change { appeal_id, .. }] = changes[..] else {
                    return Err(ServiceError::internal("the router takes one appeal at a time"));
                };
                let routed = service::commands::route_appeal::route_appeal(
                    store,
                    &call,
                    delivery.id,
                    appeal_id,
                );
                let routed = routed.await?;
                let outcome = match routed {
                    service::commands::route_appeal::Routed::Dispatched => "dispatched",
                    service::commands::route_appeal::Routed::Waiting => "desk",
                    service::commands::route_appeal::Routed::AlreadyDone => return Ok(()),
                };
                metrics::counter!(names::ROUTED_TOTAL, "outcome" => outcome).increment(1);
            }
            NOTIFY => {
                let quiet = self.parts.quiet_hours;
                service::notices::notify(store, &call, delivery.id, changes, quiet).await?;
                live::publish(&self.parts, delivery).await;
            }
            other => return Err(ServiceError::internal(format!("no consumer for {other}"))),
        }
        Ok(())
    }

    /// Keeps the message with its reason, or takes it apart where only a part of it may be at fault; holds
    /// on to it until that has worked.
    async fn bury(&self, delivery: &Delivery, reason: String) -> (Settlement, &'static str) {
        let payload = serde_json::from_slice(&delivery.body).unwrap_or_else(
            |_| serde_json::json!({ "unreadable": String::from_utf8_lossy(&delivery.body) }),
        );
        let letter = DeadLetter {
            queue: self.queue.to_owned(),
            message_id: delivery.id,
            routing_key: delivery.routing_key.clone(),
            payload,
            headers: serde_json::json!(delivery.headers),
            reason,
            attempts: i32::try_from(delivery.attempt).unwrap_or(i32::MAX),
        };
        loop {
            match self.keep(&letter).await {
                Ok(outcome) => return (Settlement::Ack, outcome),
                Err(error) => tracing::error!(%error, "a dead letter could not be kept yet"),
            }
            if !pause(&self.stop, LONGEST_WAIT).await {
                return (Settlement::Requeue, "requeued");
            }
        }
    }

    async fn keep(&self, letter: &DeadLetter) -> Result<&'static str, ServiceError> {
        let (store, now) = (&self.parts.store, self.parts.time.now());
        let request_id = letter.headers["request_id"].as_str().unwrap_or_default();
        let call = Call::system(now, request_id);
        if messages::take_apart(store, &call, self.queue, letter).await? {
            return Ok("apart");
        }
        dead_letters::keep(store, letter.clone(), now).await?;
        Ok("dead")
    }
}
