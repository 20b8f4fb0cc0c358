//! The cache in Redis (6.2 or later) or Valkey.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use bytes::Bytes;
use futures::stream::{BoxStream, StreamExt};
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, ErrorKind, FromRedisValue, RedisError, Script, cmd};

use super::{
    Cache, CacheError, ConnectError, RateVerdict, Update, check_key, check_rate, check_ttl,
    check_value, subscription,
};

/// What one call may cost, a reconnection and a retry included.
const CALL: Duration = Duration::from_millis(150);
/// After a failure nobody asks again for so long; then one call at a time tries.
const PAUSE: Duration = Duration::from_millis(500);

/// The algorithm of `gcra.rs`, on the clock of the server, so that all processes share one.
const TAKE: &str = r"
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local limit = tonumber(ARGV[1])
local window = tonumber(ARGV[2])
local step = math.max(math.floor(window / limit), 1)
local burst = step * limit
local tat = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
local next = tat + step
if next - now > burst then
  return {0, 0, next - now - burst}
end
redis.call('SET', KEYS[1], string.format('%.0f', next), 'PX', math.ceil((next - now) / 1000))
return {1, math.floor((burst - (next - now)) / step), next - now}
";

const COMPARE_AND_DELETE: &str = r"
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
";

/// Keeps callers from a server that is known to be down.
struct Breaker {
    started: Instant,
    /// Milliseconds after `started` until which calls are refused at once; 0 when whole.
    closed_until: AtomicU64,
}

impl Breaker {
    fn new() -> Self {
        Self { started: Instant::now(), closed_until: AtomicU64::new(0) }
    }

    fn now(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX - 10_000)
    }

    /// Whether this call may go. When the pause is over, the caller who moves the mark is the one who
    /// tries; the others wait for its outcome outside.
    fn may_pass(&self) -> bool {
        let until = self.closed_until.load(Ordering::Acquire);
        if until == 0 {
            return true;
        }
        let now = self.now();
        now >= until
            && self
                .closed_until
                .compare_exchange(until, now + pause(), Ordering::AcqRel, Ordering::Acquire)
                .is_ok()
    }

    fn failed(&self) {
        self.closed_until.store(self.now() + pause(), Ordering::Release);
    }

    fn worked(&self) {
        self.closed_until.store(0, Ordering::Release);
    }
}

fn pause() -> u64 {
    u64::try_from(PAUSE.as_millis()).unwrap_or(500)
}

pub(super) struct RedisCache {
    client: Client,
    manager: ConnectionManager,
    prefix: String,
    breaker: Arc<Breaker>,
    take: Script,
    compare_and_delete: Script,
}

impl RedisCache {
    pub(super) fn new(url: &str, prefix: &str) -> Result<Self, ConnectError> {
        let refuse = |error: RedisError| ConnectError::Url(error.kind_text());
        let client = Client::open(url).map_err(refuse)?;
        let config = ConnectionManagerConfig::new()
            .set_number_of_retries(1)
            .set_min_delay(Duration::from_millis(10))
            .set_max_delay(Duration::from_millis(100))
            .set_connection_timeout(Some(CALL))
            .set_response_timeout(Some(CALL));
        let manager =
            ConnectionManager::new_lazy_with_config(client.clone(), config).map_err(refuse)?;
        Ok(Self {
            client,
            manager,
            prefix: prefix.to_owned(),
            breaker: Arc::new(Breaker::new()),
            take: Script::new(TAKE),
            compare_and_delete: Script::new(COMPARE_AND_DELETE),
        })
    }

    fn key(&self, key: &str) -> String {
        format!("{}{key}", self.prefix)
    }

    /// Asks once, and once more when the connection turns out to be broken; all within [`CALL`].
    async fn ask<T, F>(&self, ask: impl Fn(ConnectionManager) -> F) -> Result<T, CacheError>
    where
        F: Future<Output = Result<T, RedisError>>,
    {
        if !self.breaker.may_pass() {
            return Err(CacheError::Unavailable);
        }
        let attempts = async {
            match ask(self.manager.clone()).await {
                Err(error) if error.is_io_error() || error.is_connection_dropped() => {
                    ask(self.manager.clone()).await
                }
                answer => answer,
            }
        };
        match tokio::time::timeout(CALL, attempts).await {
            Ok(Ok(value)) => {
                self.breaker.worked();
                Ok(value)
            }
            Ok(Err(error)) => {
                // A server that refuses one command is there: the others need not suffer.
                if matches!(error.kind(), ErrorKind::Server(_)) {
                    self.breaker.worked();
                } else {
                    self.breaker.failed();
                }
                tracing::debug!(kind = error.kind_text(), "the cache failed");
                Err(CacheError::Unavailable)
            }
            Err(_) => {
                self.breaker.failed();
                Err(CacheError::Unavailable)
            }
        }
    }

    async fn run<T: FromRedisValue>(&self, command: redis::Cmd) -> Result<T, CacheError> {
        let command = &command;
        self.ask(|mut manager| async move { command.query_async(&mut manager).await }).await
    }
}

/// An error's kind without its details, which may quote an address or a key.
trait KindText {
    fn kind_text(&self) -> String;
}

impl KindText for RedisError {
    fn kind_text(&self) -> String {
        format!("{:?}", self.kind())
    }
}

fn millis(ttl: Duration) -> u64 {
    u64::try_from(ttl.as_millis()).unwrap_or(u64::MAX)
}

#[async_trait]
impl Cache for RedisCache {
    async fn get(&self, key: &str) -> Result<Option<Bytes>, CacheError> {
        check_key(key)?;
        let value: Option<Vec<u8>> = self.run(cmd("GET").arg(self.key(key)).take()).await?;
        Ok(value.map(Bytes::from))
    }

    async fn set(&self, key: &str, value: Bytes, ttl: Duration) -> Result<(), CacheError> {
        check_key(key)?;
        check_value(&value)?;
        check_ttl(ttl)?;
        let set = cmd("SET").arg(self.key(key)).arg(&value[..]).arg("PX").arg(millis(ttl)).take();
        self.run(set).await
    }

    async fn delete(&self, key: &str) -> Result<bool, CacheError> {
        check_key(key)?;
        self.run(cmd("DEL").arg(self.key(key)).take()).await
    }

    async fn compare_and_delete(&self, key: &str, value: &Bytes) -> Result<bool, CacheError> {
        check_key(key)?;
        let mut script = self.compare_and_delete.prepare_invoke();
        script.key(self.key(key)).arg(&value[..]);
        let script = &script;
        self.ask(|mut manager| async move { script.invoke_async(&mut manager).await }).await
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
        let mut set = cmd("SET");
        set.arg(self.key(key)).arg(&value[..]).arg("PX").arg(millis(ttl)).arg("NX");
        let answer: Option<String> = self.run(set).await?;
        Ok(answer.is_some())
    }

    async fn take(
        &self,
        key: &str,
        limit: u32,
        window: Duration,
    ) -> Result<RateVerdict, CacheError> {
        check_key(key)?;
        check_rate(limit, window)?;
        let micros = u64::try_from(window.as_micros()).unwrap_or(u64::MAX);
        let mut script = self.take.prepare_invoke();
        // A key space of its own: a limit and a value of the same name must not meet.
        script.key(format!("{}rate:{key}", self.prefix)).arg(limit).arg(micros);
        let script = &script;
        let (allowed, remaining, wait): (bool, u32, u64) =
            self.ask(|mut manager| async move { script.invoke_async(&mut manager).await }).await?;
        Ok(RateVerdict { allowed, limit, remaining, reset_after: Duration::from_micros(wait) })
    }

    async fn publish(&self, channel: &str, payload: Bytes) -> Result<(), CacheError> {
        check_key(channel)?;
        check_value(&payload)?;
        self.run(cmd("PUBLISH").arg(self.key(channel)).arg(&payload[..]).take()).await
    }

    async fn subscribe(&self, channel: &str) -> BoxStream<'static, Update> {
        subscription::open(self.client.clone(), self.key(channel)).await.boxed()
    }

    async fn health(&self) -> Result<(), String> {
        let pong: Result<String, _> = self.run(cmd("PING")).await;
        pong.map(|_| ()).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_failure_one_caller_at_a_time_tries_again() {
        let breaker = Breaker::new();
        assert!(breaker.may_pass());
        breaker.failed();
        assert!(!breaker.may_pass());
        // The pause is over.
        breaker.closed_until.store(1, Ordering::Release);
        std::thread::sleep(Duration::from_millis(2));
        assert!(breaker.may_pass());
        assert!(!breaker.may_pass());
        breaker.worked();
        assert!(breaker.may_pass());
    }
}
