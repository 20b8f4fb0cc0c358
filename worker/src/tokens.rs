//! The providers' access tokens kept in the cache, so that all processes share one.

use std::sync::Arc;
use std::time::Duration;

use platform::cache::{Cache, CacheError};
use platform::providers::{TokenCache, TokenCacheError};

/// The cache as a token store.
pub struct CachedTokens(pub Arc<dyn Cache>);

fn away(_: CacheError) -> TokenCacheError {
    TokenCacheError
}

#[async_trait::async_trait]
impl TokenCache for CachedTokens {
    async fn get(&self, key: &str) -> Result<Option<String>, TokenCacheError> {
        let value = self.0.get(key).await.map_err(away)?;
        Ok(value.and_then(|bytes| String::from_utf8(bytes.to_vec()).ok()))
    }

    async fn set(&self, key: &str, value: &str, ttl: Duration) -> Result<(), TokenCacheError> {
        self.0.set(key, value.to_owned().into(), ttl).await.map_err(away)
    }

    async fn compare_and_delete(&self, key: &str, value: &str) -> Result<bool, TokenCacheError> {
        self.0.compare_and_delete(key, &value.to_owned().into()).await.map_err(away)
    }

    async fn try_lock(
        &self,
        key: &str,
        owner: &str,
        ttl: Duration,
    ) -> Result<bool, TokenCacheError> {
        self.0.set_if_absent(key, owner.to_owned().into(), ttl).await.map_err(away)
    }
}
