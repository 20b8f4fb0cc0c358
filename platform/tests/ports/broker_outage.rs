//! What RabbitMQ may do to us.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use platform::broker::{self, BrokerOptions, Delivery, PublishError, Settlement};
use tokio_util::sync::CancellationToken;

use crate::broker::{Recorder, consume, message, ready, topology};
use crate::proxy::{Proxy, Weather};
use crate::support::{amqp_url, eventually};

#[tokio::test(flavor = "multi_thread")]
async fn the_process_starts_without_the_broker_and_finds_it_when_it_comes() {
    let proxy = Proxy::before(&amqp_url(), 5672).await;
    proxy.set(Weather::Cut);
    let url = proxy.url(&amqp_url());
    let broker = broker::connect(&url, topology(5), BrokerOptions::default()).await.unwrap();
    let stop = CancellationToken::new();
    let handler = Recorder::new(|_: &Delivery| Settlement::Ack);
    consume(&broker, "index", 4, handler.clone(), &stop);
    assert!(broker.health().await.is_err());
    let asked = Instant::now();
    let answer = broker.publish(vec![message("firm.registered", "x")]).await;
    assert_eq!(answer, [Err(PublishError::Unavailable)]);
    assert!(asked.elapsed() < Duration::from_secs(1), "a broker that is away costs no time");
    proxy.set(Weather::Fair);
    ready(&broker).await;
    assert_eq!(broker.publish(vec![message("firm.registered", "x")]).await, [Ok(())]);
    eventually("it is handled", async || handler.seen().len() == 1).await;
    stop.cancel();
    broker.delete_topology().await.unwrap();
    broker.close().await;
}

/// Publishes batches, and publishes again what was not confirmed, as the relay does, while the weather
/// changes; then everything must have been handled at least once.
async fn nothing_is_lost_through(bad: Weather, outages: u32) {
    let proxy = Proxy::before(&amqp_url(), 5672).await;
    let url = proxy.url(&amqp_url());
    // A lost connection counts as a delivery: enough of them for all outages.
    let broker = broker::connect(&url, topology(50), BrokerOptions::default()).await.unwrap();
    ready(&broker).await;
    let stop = CancellationToken::new();
    let handler = Recorder::new(|_: &Delivery| Settlement::Ack);
    consume(&broker, "index", 16, handler.clone(), &stop);
    let over = Arc::new(AtomicBool::new(false));
    let relay = tokio::spawn({
        let (broker, over) = (broker.clone(), over.clone());
        async move {
            let (mut confirmed, mut owed) = (HashSet::new(), Vec::new());
            while !(over.load(Ordering::SeqCst) && owed.is_empty()) {
                if !over.load(Ordering::SeqCst) {
                    owed.extend((0..64).map(|_| message("firm.registered", "x")));
                    // The owed must not grow without end while the broker is away.
                    owed.truncate(1_000);
                }
                let answers = broker.publish(owed.clone()).await;
                let mut answers = answers.into_iter();
                owed.retain(|message| {
                    let taken = matches!(answers.next(), Some(Ok(())));
                    if taken {
                        confirmed.insert(message.id);
                    }
                    !taken
                });
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            confirmed
        }
    });
    for _ in 0..outages {
        tokio::time::sleep(Duration::from_secs(1)).await;
        proxy.set(bad);
        tokio::time::sleep(Duration::from_secs(2)).await;
        proxy.set(Weather::Fair);
        ready(&broker).await;
    }
    over.store(true, Ordering::SeqCst);
    let confirmed = tokio::time::timeout(Duration::from_secs(60), relay).await.unwrap().unwrap();
    assert!(confirmed.len() > 100);
    eventually("all that was confirmed is handled", async || {
        let seen: HashSet<_> = handler.seen().iter().map(|delivery| delivery.id).collect();
        confirmed.is_subset(&seen)
    })
    .await;
    stop.cancel();
    broker.delete_topology().await.unwrap();
    broker.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_confirmed_is_handled_although_the_connection_breaks_again_and_again() {
    nothing_is_lost_through(Weather::Cut, 3).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_confirmed_is_handled_although_the_broker_stops_answering_for_a_while() {
    nothing_is_lost_through(Weather::Frozen, 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queue_deleted_behind_our_back_is_declared_again() {
    let topology = topology(5);
    let open = async || {
        broker::connect(&amqp_url(), topology.clone(), BrokerOptions::default()).await.unwrap()
    };
    let (broker, vandal) = (open().await, open().await);
    ready(&broker).await;
    ready(&vandal).await;
    let stop = CancellationToken::new();
    let handler = Recorder::new(|_: &Delivery| Settlement::Ack);
    consume(&broker, "index", 4, handler.clone(), &stop);
    tokio::time::sleep(Duration::from_millis(300)).await;
    vandal.delete_topology().await.unwrap();
    vandal.close().await;
    eventually("it is published and handled again", async || {
        let answers = broker.publish(vec![message("firm.registered", "x")]).await;
        tokio::time::sleep(Duration::from_millis(100)).await;
        answers == [Ok(())] && !handler.seen().is_empty()
    })
    .await;
    stop.cancel();
    broker.delete_topology().await.unwrap();
    broker.close().await;
}

/// Not an assertion but a measurement: `cargo test -p platform --test ports how_fast -- --ignored --nocapture`.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures"]
async fn how_fast_a_batch_is_confirmed() {
    let broker = broker::connect(&amqp_url(), topology(5), BrokerOptions::default()).await.unwrap();
    ready(&broker).await;
    let body = "x".repeat(1_024);
    for window in [1_usize, 16, 64, 256] {
        let batches = (4_000 / window).clamp(16, 1_000);
        let started = Instant::now();
        for _ in 0..batches {
            let batch = (0..window).map(|_| message("firm.registered", &body)).collect();
            assert!(broker.publish(batch).await.iter().all(Result::is_ok));
        }
        let rate = (window * batches) as f64 / started.elapsed().as_secs_f64();
        println!("window {window:>3}: {rate:>7.0} confirmed/s");
    }
    broker.delete_topology().await.unwrap();
    broker.close().await;
}
