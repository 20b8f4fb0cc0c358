//! What Redis may do to us: be away, be silent, come back.

use std::time::{Duration, Instant};

use bytes::Bytes;
use futures::StreamExt as _;
use platform::cache::{self, CacheError, Update};
use platform::limits::RateLimiter;

use crate::proxy::{Proxy, Weather};
use crate::support::{eventually, prefix, redis_url};

/// What one call may take when the cache is away: the promise is 150 ms; the machine may be busy.
const BEARABLE: Duration = Duration::from_millis(600);

async fn an_outage_costs_little_and_ends_by_itself(bad: Weather) {
    let proxy = Proxy::before(&redis_url(), 6379).await;
    let cache = cache::connect(&proxy.url(&redis_url()), &prefix()).await.unwrap();
    let key = "a";
    let value = Bytes::from_static(b"1");
    cache.set(key, value.clone(), Duration::from_secs(60)).await.unwrap();
    proxy.set(bad);
    let asked = Instant::now();
    assert_eq!(cache.get(key).await, Err(CacheError::Unavailable));
    assert!(asked.elapsed() < BEARABLE);
    // Known to be away: the next thousand cost nothing worth mentioning.
    let asked = Instant::now();
    for _ in 0..1_000 {
        assert_eq!(cache.get(key).await, Err(CacheError::Unavailable));
    }
    assert!(asked.elapsed() < BEARABLE);
    assert!(cache.health().await.is_err());
    proxy.set(Weather::Fair);
    eventually("the cache answers again", async || cache.get(key).await == Ok(Some(value.clone())))
        .await;
}

#[tokio::test]
async fn a_cache_that_is_away_costs_little_and_comes_back_by_itself() {
    an_outage_costs_little_and_ends_by_itself(Weather::Cut).await;
}

#[tokio::test]
async fn a_cache_that_is_silent_costs_little_and_comes_back_by_itself() {
    an_outage_costs_little_and_ends_by_itself(Weather::Frozen).await;
}

#[tokio::test]
async fn a_cache_that_is_away_at_the_start_is_found_when_it_comes() {
    let proxy = Proxy::before(&redis_url(), 6379).await;
    proxy.set(Weather::Cut);
    let cache = cache::connect(&proxy.url(&redis_url()), &prefix()).await.unwrap();
    assert_eq!(cache.get("a").await, Err(CacheError::Unavailable));
    let mut news = cache.subscribe("news").await;
    assert_eq!(news.next().await, Some(Update::Gap));
    proxy.set(Weather::Fair);
    eventually("the cache answers", async || cache.get("a").await == Ok(None)).await;
    assert_eq!(news.next().await, Some(Update::Gap));
    cache.publish("news", Bytes::from_static(b"1")).await.unwrap();
    assert_eq!(news.next().await, Some(Update::Message(Bytes::from_static(b"1"))));
}

#[tokio::test]
async fn a_subscriber_is_told_of_the_gap_when_its_connection_was_lost() {
    let proxy = Proxy::before(&redis_url(), 6379).await;
    let prefix = prefix();
    let cache = cache::connect(&proxy.url(&redis_url()), &prefix).await.unwrap();
    let direct = cache::connect(&redis_url(), &prefix).await.unwrap();
    let mut news = cache.subscribe("news").await;
    direct.publish("news", Bytes::from_static(b"1")).await.unwrap();
    assert_eq!(news.next().await, Some(Update::Message(Bytes::from_static(b"1"))));
    proxy.set(Weather::Cut);
    tokio::time::sleep(Duration::from_millis(500)).await;
    direct.publish("news", Bytes::from_static(b"missed")).await.unwrap();
    proxy.set(Weather::Fair);
    let wait = Duration::from_secs(20);
    assert_eq!(tokio::time::timeout(wait, news.next()).await, Ok(Some(Update::Gap)));
    direct.publish("news", Bytes::from_static(b"2")).await.unwrap();
    assert_eq!(news.next().await, Some(Update::Message(Bytes::from_static(b"2"))));
}

#[tokio::test]
async fn limits_hold_and_are_relaxed_while_the_cache_is_away() {
    let proxy = Proxy::before(&redis_url(), 6379).await;
    let cache = cache::connect(&proxy.url(&redis_url()), &prefix()).await.unwrap();
    let limiter = RateLimiter::new(cache.clone());
    let window = Duration::from_secs(3_600);
    let allowed = async |count: u32| {
        let mut allowed = 0;
        for _ in 0..count {
            allowed += u32::from(limiter.take("phone", 5, window).await.unwrap().allowed);
        }
        allowed
    };
    assert_eq!(allowed(8).await, 5);
    proxy.set(Weather::Cut);
    assert_eq!(allowed(30).await, 10);
    proxy.set(Weather::Fair);
    eventually("the cache answers again", async || cache.health().await.is_ok()).await;
    // The shared count has not been forgotten.
    assert_eq!(allowed(3).await, 0);
    assert!(matches!(limiter.take("phone", 0, window).await, Err(CacheError::Invalid(_))));
}
