//! From the parts of a process to the state of the API.

use std::sync::Arc;
use std::time::Instant;

use anyhow::Context;
use platform::config::Config;
use platform::limits::RateLimiter;
use platform::objects::{Objects, S3Settings};
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
/// When the configuration names something that cannot be made.
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
        objects: objects(&wired.config).context("objects")?,
        config: wired.config.clone(),
        live: Live::default(),
        uploads: Arc::new(Semaphore::new(UPLOADS)),
        stop,
        since: Instant::now(),
    })
}

/// The object store as configured.
///
/// # Errors
/// When its folder cannot be made or its settings do not make a store.
pub fn objects(config: &Config) -> anyhow::Result<Objects> {
    let settings = &config.objects;
    let endpoint = settings.endpoint.clone();
    let s3 = S3Settings {
        virtual_hosted_style: endpoint.is_none(),
        allow_http: endpoint.as_deref().is_some_and(|url| url.starts_with("http://")),
        endpoint,
        region: Some(settings.region.clone()),
        access_key_id: settings.access_key_id.clone(),
        secret_access_key: settings.secret_access_key.clone(),
    };
    Ok(Objects::connect(settings.url.as_str(), &s3)?)
}
