//! What every request may reach. Made once in `wiring`, cloned into every worker thread.

use std::sync::Arc;
use std::time::Instant;

use domain::time::{TimeSource, Timestamp};
use platform::broker::Broker;
use platform::cache::Cache;
use platform::config::Config;
use platform::limits::RateLimiter;
use platform::objects::Objects;
use platform::providers::{Sms, WechatMini};
use service::Store;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::auth::Tokens;
use crate::live::Live;

/// The parts of a running API. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The database and the one way to write to it.
    pub store: Store,
    /// Issues and verifies access tokens.
    pub tokens: Arc<Tokens>,
    /// What time it is.
    pub time: Arc<dyn TimeSource>,
    /// The mini-program's server side; absent when switched off.
    pub wechat: Option<Arc<dyn WechatMini>>,
    /// Text messages; absent when switched off.
    pub sms: Option<Arc<dyn Sms>>,
    /// Rates.
    pub limiter: Arc<RateLimiter>,
    /// Saves work; nothing rests on it.
    pub cache: Arc<dyn Cache>,
    /// Asked for its health alone: requests write to the outbox, the relay publishes.
    pub broker: Arc<dyn Broker>,
    /// Files.
    pub objects: Objects,
    /// As loaded.
    pub config: Arc<Config>,
    /// The fan-out of what changed.
    pub live: Live,
    /// Bounds the uploads that are held in memory at once.
    pub uploads: Arc<Semaphore>,
    /// One export of the clocks at a time: it is held in memory whole.
    pub exports: Arc<Semaphore>,
    /// One proof of the audit trail at a time: it reads everything.
    pub proofs: Arc<Semaphore>,
    /// Cancelled when the process stops: streams end, uploads and commands finish.
    pub stop: CancellationToken,
    /// When the process began.
    pub since: Instant,
}

impl std::fmt::Debug for AppState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AppState").finish_non_exhaustive()
    }
}

impl AppState {
    /// What time it is.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.time.now()
    }
}
