//! Carries a change of a calendar or profile to the open clocks, as fast as the database takes it, beside
//! everything else.

use std::convert::Infallible;
use std::time::Duration;

use service::changes::carry;
use service::{Call, ServiceError};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::parts::{Parts, pause};

/// How often the timer looks for a change that is under way.
const LOOK: Duration = Duration::from_secs(1);
/// How often the timer looks for clocks that a change has passed by.
const LEFT_BEHIND: Duration = Duration::from_secs(600);
/// Appeals per transaction.
const BATCH: u64 = 500;

/// Runs until told to stop.
///
/// # Errors
/// Never: what goes wrong is logged and tried again.
pub async fn run(parts: Parts, stop: CancellationToken) -> Result<(), Infallible> {
    let mut looked = tokio::time::Instant::now();
    while pause(&stop, LOOK).await {
        if let Err(error) = pass(&parts, &stop).await {
            tracing::warn!(%error, "a change of the clocks waits");
        }
        if looked.elapsed() < LEFT_BEHIND {
            continue;
        }
        looked = tokio::time::Instant::now();
        let call = Call::system(parts.time.now(), "stragglers");
        if let Err(error) = stragglers(&parts, &call).await {
            tracing::warn!(%error, "clocks that a change has passed by wait");
        }
    }
    Ok(())
}

/// Counts the clocks anew that a change has passed by.
///
/// # Errors
/// When the database does not answer; what was counted stays counted.
pub async fn stragglers(parts: &Parts, call: &Call) -> Result<(), ServiceError> {
    let mut after = Uuid::nil();
    while let Some(last) = carry::stragglers(&parts.store, call, after, BATCH).await? {
        after = last;
    }
    Ok(())
}

/// Carries the oldest change that is under way to its end; answers how many clocks it counted anew.
///
/// # Errors
/// When the database does not answer; the lease then runs out, and another worker goes on.
pub async fn pass(parts: &Parts, stop: &CancellationToken) -> Result<u64, ServiceError> {
    let store = &parts.store;
    let mut counted = 0;
    while let Some(change) = carry::lease(store, parts.time.now(), parts.lease()).await? {
        loop {
            let now = parts.time.now();
            let call = Call::system(now, format!("change-{}", change.id));
            match carry::step(store, &call, &change, BATCH).await? {
                None => break,
                // All that is left is in others' hands at this moment.
                Some(0) => _ = pause(stop, LOOK).await,
                Some(some) => counted += some,
            }
            if stop.is_cancelled() || !carry::keep(store, change.id, now + parts.lease()).await? {
                return Ok(counted);
            }
        }
        tracing::info!(change = %change.id, counted, "a change has reached every open clock");
    }
    Ok(counted)
}
