//! The pruning timer.

use std::convert::Infallible;

use service::privacy::retention;
use tokio_util::sync::CancellationToken;

use crate::parts::{Parts, pause};

/// Runs until told to stop.
///
/// # Errors
/// Never: what goes wrong is logged and tried again.
pub async fn run(parts: Parts, stop: CancellationToken) -> Result<(), Infallible> {
    while pause(&stop, parts.settings.prune_interval).await {
        match service::prune::prune(&parts.store, parts.time.now()).await {
            Ok(0) => {}
            Ok(gone) => tracing::info!(gone, "pruned"),
            Err(error) => tracing::warn!(%error, "pruning pauses"),
        }
        if let Some(kept) = parts.contacts_kept {
            match retention::forget_contacts(&parts.store, parts.time.now(), kept).await {
                Ok(0) => {}
                Ok(gone) => tracing::info!(gone, "contacts of appeals closed long ago are gone"),
                Err(error) => tracing::warn!(%error, "the retention of contacts pauses"),
            }
        }
    }
    Ok(())
}
