//! Signed heads of the audit trail, put into the object store at intervals: outside the database, so that
//! whoever cuts off the end of the trail there is found by what lies here.

use std::convert::Infallible;
use std::time::Duration;

use anyhow::Context;
use domain::audit::{Head, SignedHead};
use domain::time::Timestamp;
use futures::{StreamExt, TryStreamExt};
use platform::objects::{ObjectKey, Objects};
use service::Store;
use service::audit::heads;
use tokio_util::sync::CancellationToken;

use crate::parts::{Parts, pause};

/// How often the timer looks whether it is time; several workers share the interval.
const LOOK: Duration = Duration::from_secs(30);
/// Files read at once.
const AT_ONCE: usize = 16;

/// Runs until told to stop.
///
/// # Errors
/// Never: what goes wrong is logged and tried again.
pub async fn run(parts: Parts, stop: CancellationToken) -> Result<(), Infallible> {
    while pause(&stop, LOOK.min(parts.head_interval)).await {
        if let Err(error) = pass(&parts).await {
            tracing::warn!(error = %format!("{error:#}"), "no head of the audit trail was put away");
        }
    }
    Ok(())
}

/// Takes a head when the last one is older than the interval; answers whether it did.
///
/// # Errors
/// When database or object store do not answer; the head is then taken the next time.
pub async fn pass(parts: &Parts) -> anyhow::Result<bool> {
    let now = parts.time.now();
    let interval = chrono::Duration::from_std(parts.head_interval)?;
    let last = heads::last_taken(&parts.store).await?;
    if last.is_some_and(|at| now - at < interval) {
        return Ok(false);
    }
    export(&parts.store, &parts.objects, now).await?;
    Ok(true)
}

/// Takes a head, signs it and puts it into the object store.
///
/// # Errors
/// When database or object store do not answer.
pub async fn export(
    store: &Store,
    objects: &Objects,
    now: Timestamp,
) -> anyhow::Result<SignedHead> {
    let head = heads::take(store, now).await?;
    let place = heads::place(&head);
    let key: ObjectKey = place.parse().context("the key of a head")?;
    objects.put(&key, serde_json::to_vec_pretty(&head)?.into()).await?;
    heads::keep(store, &head, place).await?;
    Ok(head)
}

/// Every head that lies in the object store, oldest first. A file there that is no head comes back as one
/// whose signature cannot hold, so that the proof names it.
///
/// # Errors
/// When the store does not answer.
pub async fn kept(objects: &Objects) -> anyhow::Result<Vec<SignedHead>> {
    let keys = objects.list(&heads::FOLDER.parse().context("the folder of heads")?).await?;
    let reads = futures::stream::iter(keys).map(|key| async move { objects.get(&key).await });
    let found: Vec<_> = reads.buffered(AT_ONCE).try_collect().await?;
    Ok(found
        .iter()
        .map(|bytes| serde_json::from_slice(bytes).unwrap_or_else(|_| no_head()))
        .collect())
}

fn no_head() -> SignedHead {
    let head = Head { position: 0, mac: String::new(), at: Timestamp::UNIX_EPOCH };
    SignedHead { head, key_id: String::new(), signature: String::new() }
}
