//! Access tokens: fetched once for all processes, kept where all can see them, thrown away by the one
//! who saw them refused. The rules and the complaints they answer are in the wire document (sections
//! 1 and 11): no stampede, no race between instances, no endless refresh.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep};

use super::LoginFault;

/// The shared store cannot be reached. Tokens are then fetched and kept per process: slower, not wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the token store cannot be reached")]
pub struct TokenCacheError;

/// Where tokens live. Values are secrets of up to 1,024 characters; keys are plain.
#[async_trait]
pub trait TokenCache: Send + Sync {
    /// The value, unless it has expired.
    async fn get(&self, key: &str) -> Result<Option<String>, TokenCacheError>;
    /// Stores the value for `ttl`, replacing another.
    async fn set(&self, key: &str, value: &str, ttl: Duration) -> Result<(), TokenCacheError>;
    /// Deletes the key only while it still holds `value`; true when it did. One atomic step.
    async fn compare_and_delete(&self, key: &str, value: &str) -> Result<bool, TokenCacheError>;
    /// Stores `owner` for `ttl` only where nothing is stored; true when it did. Given back by
    /// [`TokenCache::compare_and_delete`] with the same owner.
    async fn try_lock(
        &self,
        key: &str,
        owner: &str,
        ttl: Duration,
    ) -> Result<bool, TokenCacheError>;
}

/// The embedded twin: one process, gone with it.
#[derive(Debug, Default)]
pub struct MemoryTokens {
    entries: std::sync::Mutex<HashMap<String, (String, Instant)>>,
}

impl MemoryTokens {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn with<T>(&self, f: impl FnOnce(&mut HashMap<String, (String, Instant)>) -> T) -> T {
        // A panic while holding the lock cannot leave a half-written entry.
        let mut entries = self.entries.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let now = Instant::now();
        entries.retain(|_, (_, until)| *until > now);
        f(&mut entries)
    }
}

#[async_trait]
impl TokenCache for MemoryTokens {
    async fn get(&self, key: &str) -> Result<Option<String>, TokenCacheError> {
        Ok(self.with(|e| e.get(key).map(|(value, _)| value.clone())))
    }

    async fn set(&self, key: &str, value: &str, ttl: Duration) -> Result<(), TokenCacheError> {
        let until = Instant::now() + ttl;
        self.with(|e| e.insert(key.to_owned(), (value.to_owned(), until)));
        Ok(())
    }

    async fn compare_and_delete(&self, key: &str, value: &str) -> Result<bool, TokenCacheError> {
        Ok(self.with(|e| {
            let same = e.get(key).is_some_and(|(held, _)| held == value);
            if same {
                e.remove(key);
            }
            same
        }))
    }

    async fn try_lock(
        &self,
        key: &str,
        owner: &str,
        ttl: Duration,
    ) -> Result<bool, TokenCacheError> {
        let until = Instant::now() + ttl;
        Ok(self.with(|e| {
            let free = !e.contains_key(key);
            if free {
                e.insert(key.to_owned(), (owner.to_owned(), until));
            }
            free
        }))
    }
}

/// A token as the provider gave it.
pub(crate) struct Fetched {
    pub(crate) token: String,
    pub(crate) expires_in: Duration,
}

/// Asks the provider for a token.
#[async_trait]
pub(crate) trait TokenSource: Send + Sync {
    async fn fetch(&self) -> Result<Fetched, LoginFault>;
}

/// A token stops being used this long before it ends: the old and the new one overlap for 5 minutes.
const MARGIN: Duration = Duration::from_secs(300);
/// Longer than a fetch can take (10 s), so that a lock is lost only when its holder died.
const LOCK_TTL: Duration = Duration::from_secs(15);
/// After this long behind another's lock, fetch all the same: asking twice does no harm.
const PATIENCE: Duration = Duration::from_secs(12);
const POLL: Duration = Duration::from_millis(40);

/// What this process remembers by itself: only for the time in which the shared store is away, and
/// so that those who waited for a fetch that failed share its failure.
#[derive(Default)]
struct Local {
    token: Option<(SecretString, Instant)>,
    failed: Option<(LoginFault, Instant)>,
}

/// Keeps one token per provider application.
pub(crate) struct TokenKeeper {
    key: String,
    cache: Arc<dyn TokenCache>,
    local: Mutex<Local>,
}

impl TokenKeeper {
    /// `key` names provider and application; it holds no secret.
    pub(crate) fn new(key: String, cache: Arc<dyn TokenCache>) -> Self {
        Self { key, cache, local: Mutex::new(Local::default()) }
    }

    /// A token that is believed good. At most one fetch is under way in this process, and in all
    /// processes that share the store.
    pub(crate) async fn get(&self, source: &dyn TokenSource) -> Result<SecretString, LoginFault> {
        let asked = Instant::now();
        if let Ok(Some(token)) = self.cache.get(&self.key).await {
            return Ok(token.into());
        }
        let mut local = self.local.lock().await;
        if let Some((fault, at)) = &local.failed
            && *at >= asked
        {
            return Err(fault.clone());
        }
        let result = self.shared_or_fetch(&mut local, source).await;
        if let Err(fault) = &result {
            local.failed = Some((fault.clone(), Instant::now()));
        }
        result
    }

    async fn shared_or_fetch(
        &self,
        local: &mut Local,
        source: &dyn TokenSource,
    ) -> Result<SecretString, LoginFault> {
        let lock = format!("{}:lock", self.key);
        let owner = hex::encode(rand::random::<[u8; 16]>());
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.cache.get(&self.key).await {
                Ok(Some(token)) => return Ok(token.into()),
                Ok(None) => {}
                Err(TokenCacheError) => return Self::alone(local, source).await,
            }
            match self.cache.try_lock(&lock, &owner, LOCK_TTL).await {
                Ok(true) => break,
                Ok(false) if Instant::now() < deadline => sleep(POLL).await,
                Ok(false) => break,
                Err(TokenCacheError) => return Self::alone(local, source).await,
            }
        }
        let fetched = self.fetch_and_store(local, source).await;
        // A failed release only costs the others LOCK_TTL.
        let _ = self.cache.compare_and_delete(&lock, &owner).await;
        fetched
    }

    async fn fetch_and_store(
        &self,
        local: &mut Local,
        source: &dyn TokenSource,
    ) -> Result<SecretString, LoginFault> {
        // Between the look and the lock another process may have finished.
        if let Ok(Some(token)) = self.cache.get(&self.key).await {
            return Ok(token.into());
        }
        let (token, ttl) = Self::fetch(source).await?;
        if !ttl.is_zero() && self.cache.set(&self.key, token.expose_secret(), ttl).await.is_err() {
            local.token = Some((token.clone(), Instant::now() + ttl));
        }
        Ok(token)
    }

    /// Without the shared store: this process's own token.
    async fn alone(
        local: &mut Local,
        source: &dyn TokenSource,
    ) -> Result<SecretString, LoginFault> {
        if let Some((token, until)) = &local.token
            && *until > Instant::now()
        {
            return Ok(token.clone());
        }
        let (token, ttl) = Self::fetch(source).await?;
        local.token = Some((token.clone(), Instant::now() + ttl));
        Ok(token)
    }

    async fn fetch(source: &dyn TokenSource) -> Result<(SecretString, Duration), LoginFault> {
        let Fetched { token, expires_in } = source.fetch().await?;
        if token.is_empty() || token.len() > 1024 {
            return Err(LoginFault::Unavailable { reason: "the token is malformed".into() });
        }
        // A token that ends within the margin serves this call and is not kept.
        Ok((token.into(), expires_in.saturating_sub(MARGIN)))
    }

    /// The provider refused this very token: forget it, but not a newer one that another has stored.
    pub(crate) async fn refused(&self, token: &SecretString) {
        let mut local = self.local.lock().await;
        if local.token.as_ref().is_some_and(|(t, _)| t.expose_secret() == token.expose_secret()) {
            local.token = None;
        }
        drop(local);
        let _ = self.cache.compare_and_delete(&self.key, token.expose_secret()).await;
    }
}
