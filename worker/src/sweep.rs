//! The clock sweep: oldest moment first, until nothing is due, then again after a short while.

use std::convert::Infallible;

use futures::StreamExt;
use platform::telemetry::names;
use service::{Call, ServiceError, sweep};
use tokio_util::sync::CancellationToken;

use crate::parts::{Parts, pause};

/// Runs until told to stop.
///
/// # Errors
/// Never: what goes wrong is logged and tried again.
pub async fn run(parts: Parts, stop: CancellationToken) -> Result<(), Infallible> {
    while !stop.is_cancelled() {
        match pass(&parts).await {
            Ok(0) => {}
            Ok(_) => continue,
            Err(error) => tracing::warn!(%error, "the clock sweep pauses"),
        }
        pause(&stop, parts.settings.sweep_interval).await;
    }
    Ok(())
}

/// One pass; answers how many appeals it looked at.
///
/// # Errors
/// When the database does not answer.
pub async fn pass(parts: &Parts) -> Result<usize, ServiceError> {
    let now = parts.time.now();
    let batch = u64::from(parts.settings.sweep_batch);
    let appeals = sweep::lease(&parts.store, now, parts.lease(), batch).await?;
    let count = appeals.len();
    let results: Vec<_> = futures::stream::iter(appeals)
        .map(|appeal| async move {
            let request_id = format!("sweep-{}", now.timestamp_millis());
            sweep::catch_up(&parts.store, &Call::system(now, request_id), appeal).await
        })
        .buffered(parts.settings.concurrency)
        .collect()
        .await;
    let mut fired = 0;
    let mut first_fault = None;
    for result in results {
        match result {
            Ok(events) => fired += events,
            Err(error) => {
                tracing::error!(%error, "the clocks of an appeal could not be brought up to date");
                first_fault.get_or_insert(error);
            }
        }
    }
    metrics::counter!(names::CLOCKS_FIRED_TOTAL).increment(fired as u64);
    match first_fault {
        Some(error) if error.is_transient() => Err(error),
        _ => Ok(count),
    }
}
