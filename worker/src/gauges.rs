//! The gauges: what is owed, how old it is, how late the clocks are.

use std::convert::Infallible;
use std::time::Duration;

use platform::telemetry::names;
use service::{ServiceError, outbox, sweep};
use tokio_util::sync::CancellationToken;

use crate::parts::{Parts, pause};

/// How often the gauges are read.
const INTERVAL: Duration = Duration::from_secs(5);

/// Runs until told to stop.
///
/// # Errors
/// Never: a gauge that cannot be read keeps its last value.
pub async fn run(parts: Parts, stop: CancellationToken) -> Result<(), Infallible> {
    loop {
        if let Err(error) = read(&parts).await {
            tracing::debug!(%error, "gauges not read");
        }
        if !pause(&stop, INTERVAL).await {
            return Ok(());
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "gauges are floating point; counts stay far below 2^52"
)]
async fn read(parts: &Parts) -> Result<(), ServiceError> {
    let now = parts.time.now();
    let age = |at: Option<domain::time::Timestamp>| {
        at.map_or(0.0, |at| (now - at).num_milliseconds().max(0) as f64 / 1_000.0)
    };
    if let Ok(depths) = parts.broker.depths().await {
        for depth in depths {
            let queue = depth.queue;
            metrics::gauge!(names::QUEUE_DEPTH, "queue" => queue.clone(), "kind" => "ready")
                .set(depth.ready as f64);
            metrics::gauge!(names::QUEUE_DEPTH, "queue" => queue, "kind" => "dead")
                .set(depth.dead as f64);
        }
    }
    let backlog = outbox::backlog(&parts.store).await?;
    metrics::gauge!(names::OUTBOX_PENDING).set(backlog.pending as f64);
    metrics::gauge!(names::OUTBOX_AGE_SECONDS).set(age(backlog.oldest));
    metrics::gauge!(names::DEAD_LETTERS_OPEN)
        .set(service::dead_letters::open_count(&parts.store).await? as f64);
    metrics::gauge!(names::INCIDENTS_OPEN)
        .set(service::incidents::open_count(&parts.store).await? as f64);
    let lag = sweep::next_moment(&parts.store).await?.filter(|at| *at <= now);
    metrics::gauge!(names::CLOCK_LAG_SECONDS).set(age(lag));
    for (channel, count) in service::delivery::pending(&parts.store).await? {
        metrics::gauge!(names::DELIVERIES_PENDING, "channel" => channel).set(count as f64);
    }
    Ok(())
}
