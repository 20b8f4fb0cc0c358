//! The bulletins: looks now and then whether the digest of the day, or a reminder, is due. Several workers
//! share the one of a day: the database says who was first.

use std::convert::Infallible;
use std::time::Duration;

use service::ServiceError;
use service::bulletins::{self, Hours, Posted};
use tokio_util::sync::CancellationToken;

use crate::parts::{Parts, pause};

/// How often the timer looks.
const LOOK: Duration = Duration::from_secs(20);

/// Runs until told to stop; not at all where no hour is configured.
///
/// # Errors
/// Never: what goes wrong is logged and tried again.
pub async fn run(parts: Parts, stop: CancellationToken) -> Result<(), Infallible> {
    while !stop.is_cancelled() {
        if let Err(error) = pass(&parts).await {
            tracing::warn!(%error, "bulletins pause");
        }
        pause(&stop, LOOK).await;
    }
    Ok(())
}

/// Posts what is due; answers what was posted.
///
/// # Errors
/// When the database does not answer; it is then posted the next time.
pub async fn pass(parts: &Parts) -> Result<Vec<Posted>, ServiceError> {
    let Some(at) = parts.settings.digest_at else { return Ok(Vec::new()) };
    let hours = Hours { at, quiet: parts.quiet_hours };
    let now = parts.time.now();
    let digest = bulletins::digest(&parts.store, now, hours).await?;
    let reminder = bulletins::notice_missing(&parts.store, now, hours).await?;
    let posted: Vec<Posted> = digest.into_iter().chain(reminder).collect();
    for one in &posted {
        tracing::info!(bulletin = %one.id, told = one.told, "a bulletin was posted");
    }
    Ok(posted)
}
