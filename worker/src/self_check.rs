//! The nightly self-check of the clocks. Any worker may make it; a mark in the cache keeps two from doing
//! the same work at once, and a second run does no harm.

use std::convert::Infallible;
use std::time::Duration;

use bytes::Bytes;
use domain::calendar::TimeOfDay;
use service::bulletins::{self, Hours};
use service::self_check::{self, Checked};
use service::{Call, ServiceError};
use tokio_util::sync::CancellationToken;

use crate::parts::{Parts, pause};

/// How often the timer looks whether it is time.
const LOOK: Duration = Duration::from_secs(60);
/// How long a check is somebody's; when they have died meanwhile, another makes it.
const OURS: Duration = Duration::from_secs(3_600);

/// Runs until told to stop; not at all where no hour is configured.
///
/// # Errors
/// Never: what goes wrong is logged and tried again.
pub async fn run(parts: Parts, stop: CancellationToken) -> Result<(), Infallible> {
    let Some(at) = parts.settings.self_check_at else { return Ok(()) };
    while pause(&stop, LOOK).await {
        tokio::select! {
            () = stop.cancelled() => return Ok(()),
            done = pass(&parts, at) => if let Err(error) = done {
                tracing::warn!(%error, "the self-check waits");
            }
        }
    }
    Ok(())
}

/// Makes the check of the day if it is due and nobody has made it.
///
/// # Errors
/// When the database does not answer; it is then made the next time.
pub async fn pass(parts: &Parts, at: TimeOfDay) -> Result<Option<Checked>, ServiceError> {
    let (store, now) = (&parts.store, parts.time.now());
    let Some(day) = bulletins::self_check_due(store, now, at).await? else { return Ok(None) };
    let mark = format!("self-check:{day}");
    let free = parts.cache.set_if_absent(&mark, Bytes::from_static(b"1"), OURS).await;
    if matches!(free, Ok(false)) {
        return Ok(None);
    }
    let checked = check(parts, day.to_string()).await;
    if checked.is_err() {
        parts.cache.delete(&mark).await.ok();
    }
    let checked = checked?;
    let hours = Hours { at, quiet: parts.quiet_hours };
    bulletins::self_check(store, now, hours, day, &checked).await?;
    Ok(Some(checked))
}

async fn check(parts: &Parts, name: String) -> Result<Checked, ServiceError> {
    let call = Call::system(parts.time.now(), format!("self-check-{name}"));
    // A clock that a change has passed by is carried, not reported: nothing is lost by it.
    crate::changes::stragglers(parts, &call).await?;
    let checked = self_check::run(&parts.store, &call, |_, _| {}).await?;
    tracing::info!(
        appeals = checked.appeals,
        clocks = checked.clocks,
        faults = checked.faults,
        "the clocks of every open appeal were worked out again"
    );
    Ok(checked)
}
