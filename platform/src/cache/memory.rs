//! The cache inside the process.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use bytes::Bytes;
use futures::stream::{BoxStream, StreamExt};
use tokio::sync::broadcast;
use tokio_stream::wrappers::BroadcastStream;

use super::{
    Cache, CacheError, RateVerdict, Update, check_key, check_rate, check_ttl, check_value, gcra,
};

/// Above so many keys the expired ones are swept, and if that does not help the cache is emptied: it is
/// allowed to forget.
const MAX_KEYS: usize = 100_000;
/// How many updates a slow subscriber may lag behind before it is told of a gap.
const BACKLOG: usize = 1_024;

#[derive(Default)]
struct State {
    values: HashMap<String, (Bytes, Instant)>,
    rates: HashMap<String, u64>,
    channels: HashMap<String, broadcast::Sender<Bytes>>,
}

impl State {
    fn live(&self, key: &str, now: Instant) -> Option<&Bytes> {
        self.values.get(key).filter(|(_, until)| *until > now).map(|(value, _)| value)
    }

    fn insert(&mut self, key: &str, value: Bytes, until: Instant, now: Instant) {
        if self.values.len() >= MAX_KEYS {
            self.values.retain(|_, (_, until)| *until > now);
            if self.values.len() >= MAX_KEYS {
                self.values.clear();
            }
        }
        self.values.insert(key.to_owned(), (value, until));
    }
}

pub(crate) struct MemoryCache {
    state: Mutex<State>,
    started: Instant,
}

impl MemoryCache {
    pub(crate) fn new() -> Self {
        Self { state: Mutex::default(), started: Instant::now() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The rate limiter without the trait's `async`, shared with the fallback of `limits`.
    pub(crate) fn take_now(
        &self,
        key: &str,
        limit: u32,
        window: Duration,
    ) -> Result<RateVerdict, CacheError> {
        check_key(key)?;
        check_rate(limit, window)?;
        let now = u64::try_from(self.started.elapsed().as_micros()).unwrap_or(u64::MAX);
        let mut state = self.state();
        if state.rates.len() >= MAX_KEYS {
            state.rates.retain(|_, tat| *tat > now);
            if state.rates.len() >= MAX_KEYS {
                state.rates.clear();
            }
        }
        let (verdict, next) = gcra::take(state.rates.get(key).copied(), now, limit, window);
        if let Some(next) = next {
            state.rates.insert(key.to_owned(), next);
        }
        Ok(verdict)
    }
}

#[async_trait]
impl Cache for MemoryCache {
    async fn get(&self, key: &str) -> Result<Option<Bytes>, CacheError> {
        check_key(key)?;
        Ok(self.state().live(key, Instant::now()).cloned())
    }

    async fn set(&self, key: &str, value: Bytes, ttl: Duration) -> Result<(), CacheError> {
        check_key(key)?;
        check_value(&value)?;
        check_ttl(ttl)?;
        let now = Instant::now();
        self.state().insert(key, value, now + ttl, now);
        Ok(())
    }

    async fn delete(&self, key: &str) -> Result<bool, CacheError> {
        check_key(key)?;
        let removed = self.state().values.remove(key);
        Ok(removed.is_some_and(|(_, until)| until > Instant::now()))
    }

    async fn compare_and_delete(&self, key: &str, value: &Bytes) -> Result<bool, CacheError> {
        check_key(key)?;
        let mut state = self.state();
        let same = state.live(key, Instant::now()) == Some(value);
        if same {
            state.values.remove(key);
        }
        Ok(same)
    }

    async fn set_if_absent(
        &self,
        key: &str,
        value: Bytes,
        ttl: Duration,
    ) -> Result<bool, CacheError> {
        check_key(key)?;
        check_value(&value)?;
        check_ttl(ttl)?;
        let now = Instant::now();
        let mut state = self.state();
        let absent = state.live(key, now).is_none();
        if absent {
            state.insert(key, value, now + ttl, now);
        }
        Ok(absent)
    }

    async fn take(
        &self,
        key: &str,
        limit: u32,
        window: Duration,
    ) -> Result<RateVerdict, CacheError> {
        self.take_now(key, limit, window)
    }

    async fn publish(&self, channel: &str, payload: Bytes) -> Result<(), CacheError> {
        check_key(channel)?;
        check_value(&payload)?;
        let mut state = self.state();
        // A channel whose last subscriber has gone is forgotten when it is next published to.
        if state.channels.get(channel).is_some_and(|sender| sender.send(payload).is_err()) {
            state.channels.remove(channel);
        }
        Ok(())
    }

    async fn subscribe(&self, channel: &str) -> BoxStream<'static, Update> {
        let mut state = self.state();
        let receiver = state
            .channels
            .entry(channel.to_owned())
            .or_insert_with(|| broadcast::channel(BACKLOG).0)
            .subscribe();
        BroadcastStream::new(receiver)
            .map(|update| update.map_or(Update::Gap, Update::Message))
            // Never ends, even when the cache itself is dropped.
            .chain(futures::stream::pending())
            .boxed()
    }

    async fn health(&self) -> Result<(), String> {
        Ok(())
    }
}
