//! From the parts of a process to the state of the API.

use std::sync::Arc;
use std::time::Instant;

use platform::config::Config;
use platform::limits::RateLimiter;
use service::auth::Hashing;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use worker::wiring::Wired;

use crate::auth::Tokens;
use crate::live::Live;
use crate::state::AppState;

/// Uploads that are held in memory at once, at most 10 MB each.
const UPLOADS: usize = 8;

/// Puts the state together. Nothing is asked yet: a process starts while what it depends on is down.
///
/// # Errors
/// Nothing yet: what can fail has been wired before.
pub fn state(
    wired: &Wired,
    tokens: Arc<Tokens>,
    stop: CancellationToken,
) -> anyhow::Result<AppState> {
    Ok(AppState {
        store: wired.store.clone(),
        tokens,
        time: wired.time.clone(),
        wechat: wired.senders.wechat.clone(),
        sms: wired.senders.sms.clone(),
        limiter: Arc::new(RateLimiter::new(wired.cache.clone())),
        cache: wired.cache.clone(),
        broker: wired.broker.clone(),
        objects: wired.objects.clone(),
        config: wired.config.clone(),
        live: Live::default(),
        uploads: Arc::new(Semaphore::new(UPLOADS)),
        exports: Arc::new(Semaphore::new(1)),
        proofs: Arc::new(Semaphore::new(1)),
        stop,
        since: Instant::now(),
    })
}

/// What a password costs, as configured.
#[must_use]
pub fn hashing(config: &Config) -> Hashing {
    Hashing {
        memory_kib: config.auth.password_memory_kib,
        iterations: config.auth.password_iterations,
    }
}
