//! What saves work and is allowed to be lost: a cache, rate limits, single-flight marks, and the
//! fan-out of live updates. No correctness rests on it.
//!
//! `redis:`/`rediss:` is shared by all processes; `memory:` is the twin inside one process.

mod gcra;
pub(crate) mod memory;
mod redis;
mod subscription;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures::stream::BoxStream;

/// The longest key, in bytes, without the prefix.
pub const MAX_KEY: usize = 512;
/// The largest value or payload, in bytes.
pub const MAX_VALUE: usize = 1024 * 1024;

/// Why the cache gave no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CacheError {
    /// It is down or too slow: go on without it. While it is known to be down this costs nothing.
    #[error("the cache cannot be reached")]
    Unavailable,
    /// A key, a value, or a limit is out of bounds.
    #[error("the cache cannot take this: {0}")]
    Invalid(&'static str),
}

/// The answer of a rate limiter: so many takes per window, as in a sliding log approximated by a
/// token bucket (GCRA), so that a burst of `limit` is possible and refills evenly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateVerdict {
    /// Whether this take was within the limit.
    pub allowed: bool,
    /// Takes per window.
    pub limit: u32,
    /// Takes that would be allowed right now.
    pub remaining: u32,
    /// Allowed: how long until the full limit is there again. Refused: how long until one take would be
    /// allowed.
    pub reset_after: Duration,
}

/// What a subscriber sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Update {
    /// A payload that was published.
    Message(Bytes),
    /// Something may have been missed (the connection was lost, or this subscriber was too slow): read
    /// the state again from its source.
    Gap,
}

/// The cache.
#[async_trait]
pub trait Cache: Send + Sync {
    /// The value of a key, if it is there and has not expired.
    ///
    /// # Errors
    /// [`CacheError`].
    async fn get(&self, key: &str) -> Result<Option<Bytes>, CacheError>;

    /// Sets a key for `ttl` (at least 1 ms).
    ///
    /// # Errors
    /// [`CacheError`].
    async fn set(&self, key: &str, value: Bytes, ttl: Duration) -> Result<(), CacheError>;

    /// Removes a key; says whether it was there.
    ///
    /// # Errors
    /// [`CacheError`].
    async fn delete(&self, key: &str) -> Result<bool, CacheError>;

    /// Removes a key only if it has this value; says whether it was removed. This is how a holder lets
    /// go of a mark without taking away another's.
    ///
    /// # Errors
    /// [`CacheError`].
    async fn compare_and_delete(&self, key: &str, value: &Bytes) -> Result<bool, CacheError>;

    /// Sets a key for `ttl` only if it is not there; says whether it was set.
    ///
    /// # Errors
    /// [`CacheError`].
    async fn set_if_absent(
        &self,
        key: &str,
        value: Bytes,
        ttl: Duration,
    ) -> Result<bool, CacheError>;

    /// Takes one from `limit` per `window` under this key.
    ///
    /// # Errors
    /// [`CacheError`]; a limit of 0 or a window outside 1 ms to 1 day is [`CacheError::Invalid`].
    async fn take(
        &self,
        key: &str,
        limit: u32,
        window: Duration,
    ) -> Result<RateVerdict, CacheError>;

    /// Sends a payload to everybody who is subscribed to the channel at this moment.
    ///
    /// # Errors
    /// [`CacheError`].
    async fn publish(&self, channel: &str, payload: Bytes) -> Result<(), CacheError>;

    /// Everything published on a channel from now on; subscribes again by itself after a loss and then
    /// gives [`Update::Gap`]. Never ends; drop it to unsubscribe. Returns when the subscription stands,
    /// or at once with a stream that begins with a gap when the cache is down.
    async fn subscribe(&self, channel: &str) -> BoxStream<'static, Update>;

    /// Whether it answers; the text says why not.
    async fn health(&self) -> Result<(), String>;
}

/// Why a cache could not be set up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    /// Neither `memory:` nor `redis:` nor `rediss:`. The URL is not repeated: it may carry a password.
    #[error("the cache's URL must begin with memory:, redis: or rediss:")]
    UnknownScheme,
    /// The URL cannot be read.
    #[error("the cache's URL cannot be read: {0}")]
    Url(String),
}

/// Sets up the cache for a URL. Redis need not be there: it is reached when first asked. `prefix` is put
/// before every key and channel. Two `memory:` caches are strangers to each other; share the `Arc`.
///
/// # Errors
/// When the URL is not one of a cache.
#[expect(clippy::unused_async, reason = "the connection is made on the runtime of the caller")]
pub async fn connect(url: &str, prefix: &str) -> Result<Arc<dyn Cache>, ConnectError> {
    match url.split_once(':').map(|(scheme, _)| scheme) {
        Some("memory") => Ok(Arc::new(memory::MemoryCache::new())),
        Some("redis" | "rediss") => Ok(Arc::new(redis::RedisCache::new(url, prefix)?)),
        _ => Err(ConnectError::UnknownScheme),
    }
}

fn check_key(key: &str) -> Result<(), CacheError> {
    if key.is_empty() || key.len() > MAX_KEY {
        return Err(CacheError::Invalid("a key must have 1 to 512 bytes"));
    }
    Ok(())
}

fn check_value(value: &Bytes) -> Result<(), CacheError> {
    if value.len() > MAX_VALUE {
        return Err(CacheError::Invalid("a value may have 1 MiB"));
    }
    Ok(())
}

fn check_ttl(ttl: Duration) -> Result<(), CacheError> {
    if ttl.as_millis() == 0 || ttl > Duration::from_secs(366 * 86_400) {
        return Err(CacheError::Invalid("a time to live must be 1 ms to 366 days"));
    }
    Ok(())
}

fn check_rate(limit: u32, window: Duration) -> Result<(), CacheError> {
    if limit == 0 || limit > 1_000_000 {
        return Err(CacheError::Invalid("a limit must be 1 to 1,000,000"));
    }
    if window < Duration::from_millis(1) || window > Duration::from_secs(86_400) {
        return Err(CacheError::Invalid("a window must be 1 ms to 1 day"));
    }
    Ok(())
}
