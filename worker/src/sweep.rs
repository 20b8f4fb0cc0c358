//! The clock sweep: oldest moment first, until nothing is due, then again after a short while.

use std::convert::Infallible;

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

/// One pass; answers how many appeals it had in hand.
///
/// # Errors
/// When the database does not answer.
pub async fn pass(parts: &Parts) -> Result<usize, ServiceError> {
    let now = parts.time.now();
    let call = Call::system(now, format!("sweep-{}", now.timestamp_millis()));
    let swept = sweep::pass(&parts.store, &call, u64::from(parts.settings.sweep_batch)).await?;
    metrics::counter!(names::CLOCKS_FIRED_TOTAL).increment(swept.events as u64);
    metrics::counter!(names::CLOCKS_PUT_OFF_TOTAL).increment(swept.put_off.len() as u64);
    for (appeal, error) in &swept.put_off {
        tracing::error!(%appeal, %error, "the clocks of an appeal could not be brought up to date; put off");
    }
    Ok(swept.appeals)
}
