//! What both caches promise.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::StreamExt as _;
use platform::cache::{self, Cache, CacheError, MAX_KEY, Update};

use crate::support::{prefix, redis_url};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Twin {
    Memory,
    Redis,
}

const LONG: Duration = Duration::from_secs(60);

async fn open(twin: Twin) -> Arc<dyn Cache> {
    let url = match twin {
        Twin::Memory => "memory:".to_owned(),
        Twin::Redis => redis_url(),
    };
    cache::connect(&url, &prefix()).await.unwrap()
}

fn bytes(text: &str) -> Bytes {
    Bytes::copy_from_slice(text.as_bytes())
}

async fn a_value_is_there_until_it_expires_or_is_deleted(twin: Twin) {
    let cache = open(twin).await;
    assert_eq!(cache.get("a").await, Ok(None));
    cache.set("a", bytes("1\0\u{ff}"), LONG).await.unwrap();
    assert_eq!(cache.get("a").await, Ok(Some(bytes("1\0\u{ff}"))));
    cache.set("a", bytes("2"), LONG).await.unwrap();
    assert_eq!(cache.get("a").await, Ok(Some(bytes("2"))));
    assert_eq!(cache.delete("a").await, Ok(true));
    assert_eq!(cache.delete("a").await, Ok(false));
    assert_eq!(cache.get("a").await, Ok(None));
    cache.set("a", bytes("3"), Duration::from_millis(30)).await.unwrap();
    tokio::time::sleep(Duration::from_millis(60)).await;
    assert_eq!(cache.get("a").await, Ok(None));
    assert_eq!(cache.delete("a").await, Ok(false));
}

async fn only_one_of_many_sets_what_is_absent(twin: Twin) {
    let cache = open(twin).await;
    let rivals = (0..32).map(|n| {
        let cache = cache.clone();
        async move { cache.set_if_absent("mark", bytes(&n.to_string()), LONG).await.unwrap() }
    });
    let won = futures::future::join_all(rivals).await;
    assert_eq!(won.iter().filter(|&&won| won).count(), 1);
    let winner = won.iter().position(|&won| won).unwrap();
    assert_eq!(cache.get("mark").await, Ok(Some(bytes(&winner.to_string()))));
}

async fn a_mark_is_let_go_only_by_its_holder(twin: Twin) {
    let cache = open(twin).await;
    assert_eq!(cache.compare_and_delete("mark", &bytes("me")).await, Ok(false));
    assert_eq!(cache.set_if_absent("mark", bytes("me"), LONG).await, Ok(true));
    assert_eq!(cache.compare_and_delete("mark", &bytes("you")).await, Ok(false));
    assert_eq!(cache.get("mark").await, Ok(Some(bytes("me"))));
    assert_eq!(cache.compare_and_delete("mark", &bytes("me")).await, Ok(true));
    assert_eq!(cache.set_if_absent("mark", bytes("you"), LONG).await, Ok(true));
}

async fn takes_are_counted_down_and_refilled_evenly(twin: Twin) {
    let cache = open(twin).await;
    let (limit, window) = (5, Duration::from_millis(1_000));
    for left in (0..limit).rev() {
        let verdict = cache.take("phone", limit, window).await.unwrap();
        assert_eq!((verdict.allowed, verdict.limit, verdict.remaining), (true, limit, left));
        assert!(verdict.reset_after <= window);
    }
    let refused = cache.take("phone", limit, window).await.unwrap();
    assert_eq!((refused.allowed, refused.remaining), (false, 0));
    assert!(refused.reset_after <= window / limit);
    // Another key has its own count, and a value of the same name is another thing.
    assert!(cache.take("other", limit, window).await.unwrap().allowed);
    assert_eq!(cache.get("phone").await, Ok(None));
    tokio::time::sleep(refused.reset_after + Duration::from_millis(5)).await;
    assert!(cache.take("phone", limit, window).await.unwrap().allowed);
}

async fn many_takers_together_get_no_more_than_the_limit(twin: Twin) {
    let cache = open(twin).await;
    let takers = (0..100).map(|_| {
        let cache = cache.clone();
        async move { cache.take("crowd", 20, Duration::from_secs(3_600)).await.unwrap().allowed }
    });
    let allowed = futures::future::join_all(takers).await;
    assert_eq!(allowed.iter().filter(|&&allowed| allowed).count(), 20);
}

async fn every_subscriber_gets_what_is_published_on_its_channel(twin: Twin) {
    let cache = open(twin).await;
    // Nobody there: no error.
    cache.publish("news", bytes("early")).await.unwrap();
    let (mut one, mut two) = (cache.subscribe("news").await, cache.subscribe("news").await);
    let mut other = cache.subscribe("other").await;
    for n in 0..3 {
        cache.publish("news", bytes(&n.to_string())).await.unwrap();
    }
    cache.publish("other", bytes("x")).await.unwrap();
    for n in 0..3 {
        assert_eq!(one.next().await, Some(Update::Message(bytes(&n.to_string()))));
        assert_eq!(two.next().await, Some(Update::Message(bytes(&n.to_string()))));
    }
    assert_eq!(other.next().await, Some(Update::Message(bytes("x"))));
}

async fn what_is_out_of_bounds_is_refused(twin: Twin) {
    let cache = open(twin).await;
    let refused = |answer: Result<(), CacheError>| matches!(answer, Err(CacheError::Invalid(_)));
    assert!(refused(cache.get("").await.map(|_| ())));
    assert!(refused(cache.get(&"k".repeat(MAX_KEY + 1)).await.map(|_| ())));
    let large = Bytes::from(vec![0; cache::MAX_VALUE + 1]);
    assert!(refused(cache.set("a", large, LONG).await));
    assert!(refused(cache.set("a", bytes("1"), Duration::ZERO).await));
    assert!(refused(cache.take("a", 0, LONG).await.map(|_| ())));
    assert!(refused(cache.take("a", 1, Duration::ZERO).await.map(|_| ())));
    assert_eq!(cache.health().await, Ok(()));
}

macro_rules! for_both {
    ($($name:ident),* $(,)?) => {
        mod memory {
            $(#[tokio::test]
            async fn $name() { super::$name(super::Twin::Memory).await; })*
        }
        mod redis {
            $(#[tokio::test]
            async fn $name() { super::$name(super::Twin::Redis).await; })*
        }
    };
}

for_both! {
    a_value_is_there_until_it_expires_or_is_deleted,
    only_one_of_many_sets_what_is_absent,
    a_mark_is_let_go_only_by_its_holder,
    takes_are_counted_down_and_refilled_evenly,
    many_takers_together_get_no_more_than_the_limit,
    every_subscriber_gets_what_is_published_on_its_channel,
    what_is_out_of_bounds_is_refused,
}

#[tokio::test]
async fn a_subscriber_that_is_too_slow_in_memory_is_told_of_the_gap() {
    let cache = open(Twin::Memory).await;
    let mut slow = cache.subscribe("news").await;
    for n in 0..2_000 {
        cache.publish("news", bytes(&n.to_string())).await.unwrap();
    }
    assert_eq!(slow.next().await, Some(Update::Gap));
    assert!(matches!(slow.next().await, Some(Update::Message(_))));
}
