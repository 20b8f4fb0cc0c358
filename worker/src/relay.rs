//! The relay: leases outbox rows, publishes them with confirms, settles what was confirmed. No
//! transaction is open while it publishes. A crash anywhere leaves the row owed; a message sent twice is
//! made harmless by the consumers' inbox.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::time::Duration;

use entity::outbox;
use platform::broker::OutMessage;
use platform::telemetry::names;
use service::ServiceError;
use service::outbox as owed;
use tokio_util::sync::CancellationToken;

use crate::parts::{Parts, pause};

/// How long to wait after the database or the broker did not answer.
const WAIT_AFTER_FAULT: Duration = Duration::from_millis(500);

/// How long a pass may still take when the process stops.
const WAIT_AT_END: Duration = Duration::from_secs(2);

/// Runs until told to stop.
///
/// # Errors
/// Never: what goes wrong is logged and tried again.
pub async fn run(parts: Parts, stop: CancellationToken) -> Result<(), Infallible> {
    while !stop.is_cancelled() {
        let Some(result) = finish(&stop, pass(&parts)).await else { break };
        let wait = match result {
            Ok(0) => {
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = parts.store.committed() => {}
                    () = tokio::time::sleep(parts.settings.relay_interval) => {}
                }
                None
            }
            Ok(_) => None,
            Err(error) => {
                tracing::warn!(%error, "the relay pauses");
                Some(WAIT_AFTER_FAULT)
            }
        };
        if let Some(wait) = wait {
            pause(&stop, wait).await;
        }
    }
    Ok(())
}

/// Waits for a pass; at the end of the process only a little while, because the consumers that an
/// in-process confirm waits for are stopping too. What was not settled stays owed.
async fn finish<T>(stop: &CancellationToken, pass: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        result = pass => Some(result),
        () = async {
            stop.cancelled().await;
            tokio::time::sleep(WAIT_AT_END).await;
        } => None,
    }
}

/// One pass; answers how many rows it confirmed.
///
/// # Errors
/// When the database does not answer, or nothing could be published.
pub async fn pass(parts: &Parts) -> Result<usize, ServiceError> {
    let now = parts.time.now();
    let batch = u64::from(parts.settings.relay_batch);
    let rows = owed::lease(&parts.store, now, parts.lease(), batch).await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let messages = rows.iter().map(message).collect::<Result<Vec<_>, _>>()?;
    let results = parts.broker.publish(messages).await;
    interrupt(parts, "publish.after").await?;
    let mut confirmed = Vec::with_capacity(rows.len());
    let mut failed = Vec::new();
    let mut reason = None;
    for (row, result) in rows.into_iter().zip(results) {
        match result {
            Ok(()) => confirmed.push(row.id),
            Err(error) => {
                reason = Some(error.to_string());
                failed.push(row);
            }
        }
    }
    let (sent, unsent) = (confirmed.len(), failed.len());
    metrics::counter!(names::RELAY_PUBLISHED_TOTAL).increment(sent as u64);
    interrupt(parts, "settle.before").await?;
    if sent > 0 {
        owed::settle(&parts.store, confirmed).await?;
    }
    if let Some(reason) = reason {
        metrics::counter!(names::RELAY_FAILED_TOTAL).increment(unsent as u64);
        tracing::warn!(unsent, reason, "messages were not confirmed; they stay owed");
        owed::put_off(&parts.store, failed, parts.time.now()).await?;
        if sent == 0 {
            return Err(ServiceError::Unavailable(reason));
        }
    }
    Ok(sent)
}

async fn interrupt(parts: &Parts, point: &str) -> Result<(), ServiceError> {
    let tripped = parts.faults.trip(point).await;
    tripped.map_err(|crash| ServiceError::Unavailable(crash.to_string()))
}

fn message(row: &outbox::Model) -> Result<OutMessage, ServiceError> {
    let headers: BTreeMap<String, String> = serde_json::from_value(row.headers.clone())?;
    Ok(OutMessage {
        id: row.id,
        routing_key: row.routing_key.clone(),
        body: serde_json::to_vec(&row.payload)?.into(),
        headers,
    })
}
