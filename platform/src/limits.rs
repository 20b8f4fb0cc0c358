//! Rate limits that outlive the cache: asked of the cache, and while it is down of this process alone.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::cache::memory::MemoryCache;
use crate::cache::{Cache, CacheError, RateVerdict};

/// How much more this process alone allows while the cache is down: a process sees only its share of
/// the traffic, but a person must not be locked out because a helper of ours is broken.
const RELAXED: u32 = 2;

/// A rate limiter shared by all processes as far as the cache carries it.
pub struct RateLimiter {
    cache: Arc<dyn Cache>,
    local: MemoryCache,
    cache_down: AtomicBool,
}

impl RateLimiter {
    /// A limiter over this cache.
    #[must_use]
    pub fn new(cache: Arc<dyn Cache>) -> Self {
        Self { cache, local: MemoryCache::new(), cache_down: AtomicBool::new(false) }
    }

    /// Takes one from `limit` per `window` under `key`. While the cache is down, this process allows
    /// twice the limit on its own count.
    ///
    /// # Errors
    /// Only [`CacheError::Invalid`]: a limit, window, or key out of bounds.
    pub async fn take(
        &self,
        key: &str,
        limit: u32,
        window: Duration,
    ) -> Result<RateVerdict, CacheError> {
        match self.cache.take(key, limit, window).await {
            Err(CacheError::Unavailable) => {
                if !self.cache_down.swap(true, Ordering::Relaxed) {
                    tracing::warn!("the cache is down; rate limits are kept by each process alone");
                }
                self.local.take_now(key, limit.saturating_mul(RELAXED).min(1_000_000), window)
            }
            answer => {
                if answer.is_ok() && self.cache_down.swap(false, Ordering::Relaxed) {
                    tracing::info!("the cache is back; rate limits are shared again");
                }
                answer
            }
        }
    }
}
