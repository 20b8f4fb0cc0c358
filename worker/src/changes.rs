//! Carries a change of a calendar or profile to the open clocks, as fast as the database takes it, beside
//! everything else.

use std::convert::Infallible;
use std::time::Duration;

use entity::clock_changes;
use service::changes::carry::{self, Walk};
use service::{Call, ServiceError};
use tokio_util::sync::CancellationToken;

use crate::parts::{Parts, pause};

/// How often the timer looks for a change that is under way.
const LOOK: Duration = Duration::from_secs(1);
/// How often the timer looks for clocks that a change has passed by.
const LEFT_BEHIND: Duration = Duration::from_secs(600);
/// Clocks per transaction.
const BATCH: u64 = 1_000;

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
    let mut walk = Walk::from_oldest();
    while carry::stragglers(&parts.store, call, &mut walk, BATCH).await? {}
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
        // While the one waits for the database the other computes.
        let (older, newer) = tokio::try_join!(
            walk(parts, stop, &change, Walk::from_oldest()),
            walk(parts, stop, &change, Walk::from_newest()),
        )?;
        counted += older + newer;
        if stop.is_cancelled() {
            return Ok(counted);
        }
        tracing::info!(change = %change.id, counted, "a change has reached every open clock");
    }
    Ok(counted)
}

/// Walks until nothing is behind, or the change is no longer this worker's.
async fn walk(
    parts: &Parts,
    stop: &CancellationToken,
    change: &clock_changes::Model,
    mut walk: Walk,
) -> Result<u64, ServiceError> {
    let mut counted = 0;
    loop {
        let now = parts.time.now();
        let call = Call::system(now, format!("change-{}", change.id));
        match carry::step(&parts.store, &call, change, &mut walk, BATCH).await? {
            None => return Ok(counted),
            // All that is left is in others' hands at this moment.
            Some(0) => _ = pause(stop, LOOK).await,
            Some(some) => counted += some,
        }
        let until = now + parts.lease();
        if stop.is_cancelled() || !carry::keep(&parts.store, change.id, until).await? {
            return Ok(counted);
        }
    }
}
