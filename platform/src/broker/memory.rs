//! The broker inside the process: nothing is kept beyond a crash, and therefore nothing is confirmed
//! before it has been handled.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::{Notify, Semaphore};
use tokio_util::sync::CancellationToken;

use super::{
    Broker, BrokerError, BrokerOptions, ConsumeError, DEAD_SUFFIX, DEATH_REASON, DIED_IN, Delivery,
    Handler, OutMessage, PublishError, QueueDepth, Settlement, Topology, check, is_own_header,
    topic,
};

const CONFIRM_TIMEOUT: Duration = Duration::from_secs(30);

/// What a publish waits for: every copy of the message settled for good.
struct Ticket {
    open: AtomicUsize,
    done: Notify,
    /// The publisher has stopped waiting and will publish again: copies that no handler has yet are void.
    void: AtomicBool,
}

struct Copy {
    delivery: Delivery,
    ticket: Arc<Ticket>,
}

struct Queue {
    name: String,
    /// `None` for a dead queue: nothing is behind it, and no limit.
    dead: Option<Arc<Queue>>,
    limit: u32,
    bindings: Vec<String>,
    waiting: Mutex<VecDeque<Copy>>,
    arrived: Notify,
}

impl Queue {
    fn new(name: String, dead: Option<Arc<Self>>, limit: u32, bindings: Vec<String>) -> Arc<Self> {
        let waiting = Mutex::new(VecDeque::new());
        Arc::new(Self { name, dead, limit, bindings, waiting, arrived: Notify::new() })
    }

    fn waiting(&self) -> MutexGuard<'_, VecDeque<Copy>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, copy: Copy) {
        self.waiting().push_back(copy);
        self.arrived.notify_one();
    }

    /// The next copy that somebody still waits for. Wakes a second consumer when more are waiting.
    fn pop(&self) -> Option<Copy> {
        let mut waiting = self.waiting();
        while let Some(copy) = waiting.pop_front() {
            if !copy.ticket.void.load(Ordering::Acquire) {
                if !waiting.is_empty() {
                    self.arrived.notify_one();
                }
                return Some(copy);
            }
        }
        None
    }

    fn ready(&self) -> u64 {
        let waiting = self.waiting();
        waiting.iter().filter(|copy| !copy.ticket.void.load(Ordering::Acquire)).count() as u64
    }

    fn settle(&self, mut copy: Copy, settlement: Settlement) {
        if copy.ticket.void.load(Ordering::Acquire) {
            return;
        }
        match (settlement, &self.dead) {
            (Settlement::Ack, _) | (Settlement::Reject, None) => {
                if copy.ticket.open.fetch_sub(1, Ordering::AcqRel) == 1 {
                    copy.ticket.done.notify_one();
                }
            }
            (Settlement::Requeue, dead) if dead.is_none() || copy.delivery.attempt < self.limit => {
                copy.delivery.attempt = copy.delivery.attempt.saturating_add(1);
                self.push(copy);
            }
            (settlement, Some(dead)) => {
                let why =
                    if settlement == Settlement::Reject { "rejected" } else { "delivery_limit" };
                copy.delivery.attempt = 1;
                copy.delivery.headers.insert(DIED_IN.to_owned(), self.name.clone());
                copy.delivery.headers.insert(DEATH_REASON.to_owned(), why.to_owned());
                dead.push(copy);
            }
            (Settlement::Requeue, None) => self.push(copy),
        }
    }
}

/// Makes a publish that ends, by time or because its caller has gone, take its copies back: they must not
/// heap up in a queue that nobody consumes while the same rows are published again and again.
struct Withdraw<'a> {
    tickets: Vec<Arc<Ticket>>,
    queues: &'a BTreeMap<String, Arc<Queue>>,
}

impl Drop for Withdraw<'_> {
    fn drop(&mut self) {
        self.tickets.retain(|ticket| ticket.open.load(Ordering::Acquire) > 0);
        for ticket in &self.tickets {
            ticket.void.store(true, Ordering::Release);
        }
        if !self.tickets.is_empty() {
            for queue in self.queues.values() {
                queue.waiting().retain(|copy| !copy.ticket.void.load(Ordering::Acquire));
            }
        }
    }
}

pub(super) struct MemoryBroker {
    queues: BTreeMap<String, Arc<Queue>>,
    confirm_timeout: Duration,
    closed: CancellationToken,
}

impl MemoryBroker {
    pub(super) fn new(topology: &Topology, options: &BrokerOptions) -> Self {
        let mut queues = BTreeMap::new();
        for spec in &topology.queues {
            let dead_name = format!("{}{DEAD_SUFFIX}", spec.name);
            let dead = Queue::new(dead_name.clone(), None, 0, Vec::new());
            let limit = spec.delivery_limit.max(1);
            let bindings = spec.bindings.clone();
            let queue = Queue::new(spec.name.clone(), Some(dead.clone()), limit, bindings);
            queues.insert(dead_name, dead);
            queues.insert(spec.name.clone(), queue);
        }
        Self {
            queues,
            confirm_timeout: options.confirm_timeout.unwrap_or(CONFIRM_TIMEOUT),
            closed: CancellationToken::new(),
        }
    }

    fn enqueue(&self, message: OutMessage) -> Result<Arc<Ticket>, PublishError> {
        check(&message)?;
        if self.closed.is_cancelled() {
            return Err(PublishError::Unavailable);
        }
        let takers: Vec<_> = self
            .queues
            .values()
            .filter(|queue| {
                queue.bindings.iter().any(|pattern| topic::matches(pattern, &message.routing_key))
            })
            .collect();
        if takers.is_empty() {
            return Err(PublishError::Unroutable(message.routing_key));
        }
        let ticket = Arc::new(Ticket {
            open: AtomicUsize::new(takers.len()),
            done: Notify::new(),
            void: AtomicBool::new(false),
        });
        let mut headers = message.headers;
        headers.retain(|name, _| is_own_header(name));
        let delivery = Delivery {
            id: message.id,
            routing_key: message.routing_key,
            body: message.body,
            headers,
            attempt: 1,
        };
        for queue in takers {
            queue.push(Copy { delivery: delivery.clone(), ticket: ticket.clone() });
        }
        Ok(ticket)
    }
}

#[async_trait]
impl Broker for MemoryBroker {
    async fn publish(&self, messages: Vec<OutMessage>) -> Vec<Result<(), PublishError>> {
        let deadline = tokio::time::Instant::now() + self.confirm_timeout;
        let sent: Vec<_> = messages.into_iter().map(|message| self.enqueue(message)).collect();
        let tickets = sent.iter().flatten().cloned().collect();
        let _withdraw = Withdraw { tickets, queues: &self.queues };
        let mut answers = Vec::with_capacity(sent.len());
        for ticket in sent {
            let answer = match ticket {
                Err(error) => Err(error),
                Ok(ticket) => tokio::select! {
                    biased;
                    () = ticket.done.notified() => Ok(()),
                    () = self.closed.cancelled() => Err(PublishError::Unavailable),
                    () = tokio::time::sleep_until(deadline) => Err(PublishError::Timeout),
                },
            };
            answers.push(answer);
        }
        answers
    }

    async fn consume(
        &self,
        queue: &str,
        _prefetch: u16,
        concurrency: usize,
        handler: Arc<dyn Handler>,
        stop: CancellationToken,
    ) -> Result<(), ConsumeError> {
        let queue = self
            .queues
            .get(queue)
            .cloned()
            .ok_or_else(|| ConsumeError::UnknownQueue(queue.to_owned()))?;
        let places = u32::try_from(concurrency.max(1)).unwrap_or(u32::MAX);
        let permits = Arc::new(Semaphore::new(places as usize));
        loop {
            let permit = tokio::select! {
                biased;
                () = stop.cancelled() => break,
                () = self.closed.cancelled() => break,
                permit = permits.clone().acquire_owned() => permit,
            };
            let Ok(permit) = permit else { break };
            let copy = loop {
                let arrived = queue.arrived.notified();
                if let Some(copy) = queue.pop() {
                    break Some(copy);
                }
                tokio::select! {
                    biased;
                    () = stop.cancelled() => break None,
                    () = self.closed.cancelled() => break None,
                    () = arrived => {}
                }
            };
            let Some(copy) = copy else { break };
            let (queue, handler) = (queue.clone(), handler.clone());
            tokio::spawn(async move {
                let delivery = copy.delivery.clone();
                let settlement = super::guarded(handler, delivery).await;
                queue.settle(copy, settlement);
                drop(permit);
            });
        }
        // A consumer that stops while others run must not keep the wake-up that it will not use.
        queue.arrived.notify_one();
        // Every place back means that no handler is under way.
        let _ = permits.acquire_many(places).await;
        Ok(())
    }

    async fn health(&self) -> Result<(), String> {
        if self.closed.is_cancelled() { Err("closed".to_owned()) } else { Ok(()) }
    }

    async fn depths(&self) -> Result<Vec<QueueDepth>, BrokerError> {
        let with_dead = self.queues.values().filter_map(|q| q.dead.as_ref().map(|dead| (q, dead)));
        Ok(with_dead
            .map(|(queue, dead)| QueueDepth {
                queue: queue.name.clone(),
                ready: queue.ready(),
                dead: dead.ready(),
            })
            .collect())
    }

    async fn close(&self) {
        self.closed.cancel();
    }

    async fn delete_topology(&self) -> Result<(), BrokerError> {
        for queue in self.queues.values() {
            queue.waiting().clear();
        }
        Ok(())
    }
}
