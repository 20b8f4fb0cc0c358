//! What both brokers promise.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use platform::broker::{
    self, Broker, BrokerOptions, ConsumeError, DEATH_REASON, DIED_IN, Delivery, Handler,
    OutMessage, PublishError, QueueDepth, QueueSpec, Settlement, Topology,
};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::support::{amqp_url, eventually, new_id, prefix};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Twin {
    Memory,
    RabbitMq,
}

pub(crate) fn topology(limit: u32) -> Topology {
    let queue = |name: &str, bindings: &[&str]| QueueSpec {
        name: name.to_owned(),
        bindings: bindings.iter().map(|&pattern| pattern.to_owned()).collect(),
        delivery_limit: limit,
    };
    Topology {
        exchange: "events".to_owned(),
        queues: vec![queue("route", &["appeal.filed"]), queue("index", &["appeal.#", "firm.*"])],
        prefix: prefix(),
    }
}

pub(crate) async fn ready(broker: &Arc<dyn Broker>) {
    eventually("the broker is connected", async || broker.health().await.is_ok()).await;
}

async fn open(twin: Twin, limit: u32) -> Arc<dyn Broker> {
    let url = match twin {
        Twin::Memory => "memory:".to_owned(),
        Twin::RabbitMq => amqp_url(),
    };
    let broker = broker::connect(&url, topology(limit), BrokerOptions::default()).await.unwrap();
    ready(&broker).await;
    broker
}

async fn end(broker: Arc<dyn Broker>) {
    broker.delete_topology().await.unwrap();
    broker.close().await;
}

pub(crate) fn message(key: &str, body: &str) -> OutMessage {
    OutMessage {
        id: new_id(),
        routing_key: key.to_owned(),
        body: Bytes::copy_from_slice(body.as_bytes()),
        headers: BTreeMap::new(),
    }
}

/// Answers by a function and remembers what it saw.
pub(crate) struct Recorder<F> {
    seen: Mutex<Vec<Delivery>>,
    answer: F,
}

impl<F: Fn(&Delivery) -> Settlement + Send + Sync + 'static> Recorder<F> {
    pub(crate) fn new(answer: F) -> Arc<Self> {
        Arc::new(Self { seen: Mutex::default(), answer })
    }

    pub(crate) fn seen(&self) -> Vec<Delivery> {
        self.seen.lock().unwrap().clone()
    }
}

#[async_trait]
impl<F: Fn(&Delivery) -> Settlement + Send + Sync + 'static> Handler for Recorder<F> {
    async fn handle(&self, delivery: Delivery) -> Settlement {
        let answer = (self.answer)(&delivery);
        self.seen.lock().unwrap().push(delivery);
        answer
    }
}

pub(crate) fn consume(
    broker: &Arc<dyn Broker>,
    queue: &str,
    concurrency: usize,
    handler: Arc<dyn Handler>,
    stop: &CancellationToken,
) -> JoinHandle<Result<(), ConsumeError>> {
    let (broker, queue, stop) = (broker.clone(), queue.to_owned(), stop.clone());
    tokio::spawn(async move { broker.consume(&queue, 64, concurrency, handler, stop).await })
}

fn publish(
    broker: &Arc<dyn Broker>,
    messages: Vec<OutMessage>,
) -> JoinHandle<Vec<Result<(), PublishError>>> {
    let broker = broker.clone();
    tokio::spawn(async move { broker.publish(messages).await })
}

async fn a_confirmed_message_arrives_with_everything_it_carries(twin: Twin) {
    let broker = open(twin, 5).await;
    let stop = CancellationToken::new();
    let handler = Recorder::new(|_: &Delivery| Settlement::Ack);
    let consumer = consume(&broker, "index", 4, handler.clone(), &stop);
    let mut sent = message("firm.registered", "{\"name\":\"虚构科技\"}");
    sent.headers.insert("traceparent".to_owned(), "00-1-2-03".to_owned());
    sent.headers.insert("x-own".to_owned(), "not sent".to_owned());
    assert_eq!(broker.publish(vec![sent.clone()]).await, [Ok(())]);
    eventually("it is handled", async || handler.seen().len() == 1).await;
    let expected = Delivery {
        id: sent.id,
        routing_key: sent.routing_key,
        body: sent.body,
        headers: BTreeMap::from([("traceparent".to_owned(), "00-1-2-03".to_owned())]),
        attempt: 1,
    };
    assert_eq!(handler.seen(), [expected]);
    stop.cancel();
    assert_eq!(consumer.await.unwrap(), Ok(()));
    end(broker).await;
}

async fn every_queue_whose_binding_matches_gets_its_copy(twin: Twin) {
    let broker = open(twin, 5).await;
    let stop = CancellationToken::new();
    let route = Recorder::new(|_: &Delivery| Settlement::Ack);
    let index = Recorder::new(|_: &Delivery| Settlement::Ack);
    consume(&broker, "route", 4, route.clone(), &stop);
    consume(&broker, "index", 4, index.clone(), &stop);
    let batch = vec![message("appeal.filed", "1"), message("appeal.closed.late", "2")];
    assert_eq!(broker.publish(batch).await, [Ok(()), Ok(())]);
    eventually("all copies are handled", async || {
        route.seen().len() == 1 && index.seen().len() == 2
    })
    .await;
    stop.cancel();
    end(broker).await;
}

async fn only_the_unroutable_ones_of_a_batch_are_refused(twin: Twin) {
    let broker = open(twin, 5).await;
    let stop = CancellationToken::new();
    let handler = Recorder::new(|_: &Delivery| Settlement::Ack);
    consume(&broker, "index", 16, handler.clone(), &stop);
    for _ in 0..5 {
        let keys = (0..100).map(|n| if n % 7 == 3 { "nobody.takes.this" } else { "appeal.x" });
        let batch = keys.clone().map(|key| message(key, "")).collect();
        let expected: Vec<_> = keys
            .map(|key| match key {
                "appeal.x" => Ok(()),
                lost => Err(PublishError::Unroutable(lost.to_owned())),
            })
            .collect();
        assert_eq!(broker.publish(batch).await, expected);
    }
    stop.cancel();
    end(broker).await;
}

async fn what_is_requeued_comes_back_counted_until_the_limit_and_is_then_dead(twin: Twin) {
    let broker = open(twin, 3).await;
    let stop = CancellationToken::new();
    let failing = Recorder::new(|_: &Delivery| Settlement::Requeue);
    let dead = Recorder::new(|_: &Delivery| Settlement::Ack);
    consume(&broker, "index", 1, failing.clone(), &stop);
    let sent = message("firm.registered", "x");
    let published = publish(&broker, vec![sent.clone()]);
    eventually("it is dead", async || {
        broker.depths().await.unwrap().iter().any(|depth| depth.dead == 1)
    })
    .await;
    consume(&broker, "index.dead", 1, dead.clone(), &stop);
    eventually("the dead is handled", async || dead.seen().len() == 1).await;
    assert_eq!(published.await.unwrap(), [Ok(())]);
    let attempts: Vec<_> = failing.seen().iter().map(|delivery| delivery.attempt).collect();
    assert_eq!(attempts, [1, 2, 3]);
    let found = &dead.seen()[0];
    assert_eq!(
        (found.id, &*found.routing_key, &found.body),
        (sent.id, "firm.registered", &sent.body)
    );
    assert_eq!(found.headers[DIED_IN], "index");
    assert_eq!(found.headers[DEATH_REASON], "delivery_limit");
    assert_eq!(found.attempt, 1);
    stop.cancel();
    end(broker).await;
}

async fn with_a_limit_of_one_the_first_failure_is_the_last(twin: Twin) {
    let broker = open(twin, 1).await;
    let stop = CancellationToken::new();
    let failing = Recorder::new(|_: &Delivery| Settlement::Requeue);
    let dead = Recorder::new(|_: &Delivery| Settlement::Ack);
    consume(&broker, "index", 1, failing.clone(), &stop);
    consume(&broker, "index.dead", 1, dead.clone(), &stop);
    assert_eq!(broker.publish(vec![message("firm.registered", "x")]).await, [Ok(())]);
    eventually("the dead is handled", async || dead.seen().len() == 1).await;
    assert_eq!(failing.seen().len(), 1);
    stop.cancel();
    end(broker).await;
}

async fn what_is_rejected_is_dead_at_once(twin: Twin) {
    let broker = open(twin, 3).await;
    let stop = CancellationToken::new();
    let failing = Recorder::new(|_: &Delivery| Settlement::Reject);
    let dead =
        Recorder::new(
            |delivery: &Delivery| {
                if delivery.attempt < 5 { Settlement::Requeue } else { Settlement::Reject }
            },
        );
    consume(&broker, "index", 1, failing.clone(), &stop);
    consume(&broker, "index.dead", 1, dead.clone(), &stop);
    assert_eq!(broker.publish(vec![message("firm.registered", "x")]).await, [Ok(())]);
    eventually("it was put back beyond the limit of its queue", async || dead.seen().len() == 5)
        .await;
    assert_eq!(failing.seen().len(), 1);
    assert_eq!(dead.seen()[0].headers[DEATH_REASON], "rejected");
    eventually("nothing is left", async || {
        broker.depths().await.unwrap().iter().all(|depth| depth.ready + depth.dead == 0)
    })
    .await;
    stop.cancel();
    end(broker).await;
}

async fn a_handler_that_panics_is_tried_again(twin: Twin) {
    let broker = open(twin, 3).await;
    let stop = CancellationToken::new();
    let tries = Arc::new(AtomicUsize::new(0));
    let counted = tries.clone();
    let handler = Recorder::new(move |_: &Delivery| {
        assert!(counted.fetch_add(1, Ordering::SeqCst) > 0, "the first try breaks");
        Settlement::Ack
    });
    consume(&broker, "index", 1, handler.clone(), &stop);
    assert_eq!(broker.publish(vec![message("firm.registered", "x")]).await, [Ok(())]);
    eventually("the second try works", async || handler.seen().len() == 1).await;
    assert_eq!(handler.seen()[0].attempt, 2);
    stop.cancel();
    end(broker).await;
}

/// Counts how many handlers run at once.
#[derive(Default)]
struct Crowd {
    now: AtomicUsize,
    most: AtomicUsize,
    done: AtomicUsize,
}

#[async_trait]
impl Handler for Crowd {
    async fn handle(&self, _: Delivery) -> Settlement {
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(30)).await;
        self.now.fetch_sub(1, Ordering::SeqCst);
        self.done.fetch_add(1, Ordering::SeqCst);
        Settlement::Ack
    }
}

async fn handlers_run_side_by_side_up_to_the_concurrency(twin: Twin) {
    let broker = open(twin, 3).await;
    let stop = CancellationToken::new();
    let crowd = Arc::new(Crowd::default());
    consume(&broker, "index", 8, crowd.clone(), &stop);
    let batch = (0..64).map(|_| message("firm.registered", "x")).collect();
    assert!(broker.publish(batch).await.iter().all(Result::is_ok));
    eventually("all are handled", async || crowd.done.load(Ordering::SeqCst) == 64).await;
    assert_eq!(crowd.most.load(Ordering::SeqCst), 8);
    stop.cancel();
    end(broker).await;
}

async fn a_consumer_that_is_stopped_first_lets_its_handlers_finish(twin: Twin) {
    let broker = open(twin, 3).await;
    let stop = CancellationToken::new();
    let crowd = Arc::new(Crowd::default());
    let consumer = consume(&broker, "index", 4, crowd.clone(), &stop);
    let published = publish(&broker, vec![message("firm.registered", "x")]);
    eventually("one is under way", async || crowd.now.load(Ordering::SeqCst) == 1).await;
    stop.cancel();
    assert_eq!(consumer.await.unwrap(), Ok(()));
    assert_eq!(crowd.done.load(Ordering::SeqCst), 1);
    assert_eq!(published.await.unwrap(), [Ok(())]);
    end(broker).await;
}

async fn what_a_stopped_consumer_leaves_is_handled_by_the_next(twin: Twin) {
    let broker = open(twin, 10).await;
    let (stop, later) = (CancellationToken::new(), CancellationToken::new());
    let (first, second) = (Arc::new(Crowd::default()), Arc::new(Crowd::default()));
    let consumer = consume(&broker, "index", 2, first.clone(), &stop);
    let published = publish(&broker, (0..40).map(|_| message("firm.registered", "x")).collect());
    eventually("some are handled", async || first.done.load(Ordering::SeqCst) >= 4).await;
    stop.cancel();
    assert_eq!(consumer.await.unwrap(), Ok(()));
    let done = first.done.load(Ordering::SeqCst);
    assert!(done < 40);
    consume(&broker, "index", 16, second.clone(), &later);
    eventually("the rest is handled, and once", async || {
        done + second.done.load(Ordering::SeqCst) == 40
    })
    .await;
    assert_eq!(first.done.load(Ordering::SeqCst), done);
    assert!(published.await.unwrap().iter().all(Result::is_ok));
    later.cancel();
    end(broker).await;
}

async fn what_is_out_of_bounds_is_refused_and_the_rest_goes_on(twin: Twin) {
    let broker = open(twin, 3).await;
    let stop = CancellationToken::new();
    let handler = Recorder::new(|_: &Delivery| Settlement::Ack);
    consume(&broker, "index", 4, handler.clone(), &stop);
    let mut large = message("firm.registered", "");
    large.body = Bytes::from(vec![0; broker::MAX_BODY + 1]);
    let batch = vec![large, message("", "no key"), message("firm.registered", "good")];
    let answers = broker.publish(batch).await;
    assert!(matches!(answers[0], Err(PublishError::Invalid(_))));
    assert!(matches!(answers[1], Err(PublishError::Invalid(_))));
    assert_eq!(answers[2], Ok(()));
    let unknown = consume(&broker, "nothing", 1, handler, &stop).await.unwrap();
    assert_eq!(unknown, Err(ConsumeError::UnknownQueue("nothing".to_owned())));
    stop.cancel();
    end(broker).await;
}

async fn a_closed_broker_takes_nothing_and_its_consumers_have_ended(twin: Twin) {
    let broker = open(twin, 3).await;
    let handler = Recorder::new(|_: &Delivery| Settlement::Ack);
    let consumer = consume(&broker, "index", 4, handler, &CancellationToken::new());
    broker.delete_topology().await.unwrap();
    broker.close().await;
    assert_eq!(consumer.await.unwrap(), Ok(()));
    let answer = broker.publish(vec![message("firm.registered", "x")]).await;
    assert_eq!(answer, [Err(PublishError::Unavailable)]);
    assert!(broker.health().await.is_err());
}

macro_rules! for_both {
    ($($name:ident),* $(,)?) => {
        mod memory {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() { super::$name(super::Twin::Memory).await; })*
        }
        mod rabbitmq {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() { super::$name(super::Twin::RabbitMq).await; })*
        }
    };
}

for_both! {
    a_confirmed_message_arrives_with_everything_it_carries,
    every_queue_whose_binding_matches_gets_its_copy,
    only_the_unroutable_ones_of_a_batch_are_refused,
    what_is_requeued_comes_back_counted_until_the_limit_and_is_then_dead,
    with_a_limit_of_one_the_first_failure_is_the_last,
    what_is_rejected_is_dead_at_once,
    a_handler_that_panics_is_tried_again,
    handlers_run_side_by_side_up_to_the_concurrency,
    a_consumer_that_is_stopped_first_lets_its_handlers_finish,
    what_a_stopped_consumer_leaves_is_handled_by_the_next,
    what_is_out_of_bounds_is_refused_and_the_rest_goes_on,
    a_closed_broker_takes_nothing_and_its_consumers_have_ended,
}

#[tokio::test]
async fn in_memory_nothing_is_confirmed_before_every_copy_is_handled() {
    let options =
        BrokerOptions { confirm_timeout: Some(Duration::from_millis(100)), ..Default::default() };
    let broker = broker::connect("memory:", topology(3), options).await.unwrap();
    let stop = CancellationToken::new();
    let route = Recorder::new(|_: &Delivery| Settlement::Ack);
    let index = Recorder::new(|_: &Delivery| Settlement::Ack);
    consume(&broker, "route", 1, route.clone(), &stop);
    // Nobody handles the copy of `index`: the publisher is told, and its copy is taken back.
    let sent = message("appeal.filed", "x");
    let answer = broker.publish(vec![sent.clone()]).await;
    assert_eq!(answer, [Err(PublishError::Timeout)]);
    assert_eq!(route.seen().len(), 1);
    let empty = |queue: &str| QueueDepth { queue: queue.to_owned(), ready: 0, dead: 0 };
    assert_eq!(broker.depths().await, Ok(vec![empty("index"), empty("route")]));
    // Published again it is handled once by the one, and again by the other.
    consume(&broker, "index", 1, index.clone(), &stop);
    assert_eq!(broker.publish(vec![sent]).await, [Ok(())]);
    assert_eq!((route.seen().len(), index.seen().len()), (2, 1));
}

#[tokio::test]
async fn a_url_of_no_broker_is_refused_without_repeating_it() {
    let error = broker::connect("kafka://user:secret@host", topology(3), BrokerOptions::default());
    assert!(!error.await.err().unwrap().to_string().contains("secret"));
}
