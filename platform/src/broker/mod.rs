//! The message broker: one exchange of topics, durable queues, and a dead queue behind each.
//!
//! `amqp:`/`amqps:` is RabbitMQ (3.10 or later, quorum queues); `memory:` is the twin of the embedded
//! shape, where the outbox table is the durable queue: a publish is confirmed only when every bound
//! queue's handler has acknowledged it, so that a crash leaves the row owed.
//!
//! What both promise: a confirmed message is handled at least once by every queue whose binding
//! matches; a message that matches no queue is an error; nothing is ordered.
//!
//! To add a queue: add a [`QueueSpec`] to the topology. It is declared at the next connect.

mod amqp;
mod memory;
pub mod topic;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Appended to a queue's name to name the queue of its dead messages.
pub const DEAD_SUFFIX: &str = ".dead";
/// On a delivery from a dead queue: the name of the queue that it died in.
pub const DIED_IN: &str = "x-first-death-queue";
/// On a delivery from a dead queue: `rejected` or `delivery_limit`.
pub const DEATH_REASON: &str = "x-first-death-reason";
/// The largest body, in bytes, that is published: payloads are references and small facts, not files.
pub const MAX_BODY: usize = 1024 * 1024;

/// What is declared at the broker.
#[derive(Debug, Clone)]
pub struct Topology {
    /// The topic exchange that everything is published to.
    pub exchange: String,
    /// The queues bound to it.
    pub queues: Vec<QueueSpec>,
    /// Put before every name at a shared broker, so that two installations (or two tests) do not meet.
    pub prefix: String,
}

/// One queue, with its dead queue beside it.
#[derive(Debug, Clone)]
pub struct QueueSpec {
    /// The name, without prefix; `name.dead` is the dead queue's.
    pub name: String,
    /// Topic patterns: words divided by dots, `*` for one word, `#` for any number.
    pub bindings: Vec<String>,
    /// How many times a message is delivered at most; then it is moved to the dead queue. At least 1.
    /// At RabbitMQ a message that this process held when its connection was lost, or that was sent ahead to
    /// a consumer that stops, counts as delivered: leave room for that.
    pub delivery_limit: u32,
}

/// A message on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutMessage {
    /// Stays the same when the message is published again: consumers know a repetition by it.
    pub id: Uuid,
    /// Words divided by dots, at most 255 bytes.
    pub routing_key: String,
    /// At most [`MAX_BODY`] bytes.
    pub body: Bytes,
    /// Small texts, such as the trace context. Names that begin with `x-` are the broker's own and are
    /// not sent.
    pub headers: BTreeMap<String, String>,
}

/// A message on its way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The id it was published with.
    pub id: Uuid,
    /// The routing key it was published with.
    pub routing_key: String,
    /// The body it was published with.
    pub body: Bytes,
    /// The headers it was published with, and on a dead queue [`DIED_IN`] and [`DEATH_REASON`].
    pub headers: BTreeMap<String, String>,
    /// 1 for the first delivery from this queue.
    pub attempt: u32,
}

/// What becomes of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settlement {
    /// Done: never delivered again.
    Ack,
    /// Try again at once, until the delivery limit; waiting belongs in the database.
    Requeue,
    /// Hopeless: to the dead queue now. On a dead queue: forgotten.
    Reject,
}

/// What handles deliveries. It may run twice for the same message and must then have one effect. A panic
/// counts as [`Settlement::Requeue`].
#[async_trait]
pub trait Handler: Send + Sync + 'static {
    /// Handles one delivery and says what becomes of it.
    async fn handle(&self, delivery: Delivery) -> Settlement;
}

/// Why a message was not confirmed. In every case it may nevertheless have been taken: publish it again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PublishError {
    /// No connection to the broker; given at once, nothing was sent.
    #[error("the broker cannot be reached")]
    Unavailable,
    /// Sent, but not confirmed in time.
    #[error("the broker did not confirm in time")]
    Timeout,
    /// No queue's binding matches the routing key: a mistake in the topology.
    #[error("no queue takes the routing key `{0}`")]
    Unroutable(String),
    /// The broker refused it, because a queue is full or cannot take it now.
    #[error("the broker refused the message")]
    Refused,
    /// The message breaks a limit of [`OutMessage`] and will never be taken.
    #[error("the message cannot be sent: {0}")]
    Invalid(&'static str),
    /// The connection was lost while the message was under way.
    #[error("the broker was lost while publishing: {0}")]
    Lost(String),
}

/// Why a consumer could not run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConsumeError {
    /// The topology has no such queue.
    #[error("there is no queue `{0}`")]
    UnknownQueue(String),
}

/// Why a question could not be answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BrokerError {
    /// No connection to the broker, or it was lost.
    #[error("the broker cannot be reached: {0}")]
    Unavailable(String),
}

/// Why a broker could not be set up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    /// Neither `memory:` nor `amqp:` nor `amqps:`. The URL is not repeated: it may carry a password.
    #[error("the broker's URL must begin with memory:, amqp: or amqps:")]
    UnknownScheme,
    /// The URL cannot be read.
    #[error("the broker's URL cannot be read: {0}")]
    Url(String),
}

/// How many messages wait in a queue and in its dead queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueDepth {
    /// The queue's name, without prefix.
    pub queue: String,
    /// Messages that are ready to be delivered (not those being handled).
    pub ready: u64,
    /// Messages that are ready in the dead queue.
    pub dead: u64,
}

/// The broker.
#[async_trait]
pub trait Broker: Send + Sync {
    /// Publishes all of them together and gives one answer each, in the same order. Batches of 64 or
    /// more are what makes it fast: all are sent before the first confirm is awaited. Returns within the
    /// confirm timeout.
    async fn publish(&self, messages: Vec<OutMessage>) -> Vec<Result<(), PublishError>>;

    /// Handles deliveries of a queue (or of `queue.dead`) until `stop` is cancelled or the broker is
    /// closed, then waits for the handlers under way. It subscribes again by itself after any outage. At
    /// most `concurrency` handlers run at once; `prefetch` messages at most are held by this process
    /// (never fewer than `concurrency`).
    ///
    /// # Errors
    /// When the topology has no such queue.
    async fn consume(
        &self,
        queue: &str,
        prefetch: u16,
        concurrency: usize,
        handler: Arc<dyn Handler>,
        stop: CancellationToken,
    ) -> Result<(), ConsumeError>;

    /// Whether messages can be published now; the text says why not.
    async fn health(&self) -> Result<(), String>;

    /// How many messages wait, for every queue of the topology.
    ///
    /// # Errors
    /// When the broker cannot be reached.
    async fn depths(&self) -> Result<Vec<QueueDepth>, BrokerError>;

    /// Ends every consumer and the connection. Publishing afterwards is [`PublishError::Unavailable`].
    async fn close(&self);

    /// Deletes the exchanges and queues of this topology with everything in them: for tests and for
    /// taking an installation down.
    ///
    /// # Errors
    /// When the broker cannot be reached.
    async fn delete_topology(&self) -> Result<(), BrokerError>;
}

/// What may be set beside the URL and the topology.
#[derive(Debug, Clone)]
pub struct BrokerOptions {
    /// How long a publish waits for its confirm: 2 s at RabbitMQ, 30 s in memory (where it waits for the
    /// handlers) when not given. A lease on an outbox row must be longer.
    pub confirm_timeout: Option<Duration>,
    /// What the broker's own console shows for this process.
    pub connection_name: String,
}

impl Default for BrokerOptions {
    fn default() -> Self {
        Self { confirm_timeout: None, connection_name: "appeals".to_owned() }
    }
}

/// Sets up the broker for a URL. RabbitMQ need not be there: the connection is made, and made again, in
/// the background. Two `memory:` brokers are strangers to each other; share the `Arc`.
///
/// # Errors
/// When the URL is not one of a broker.
#[expect(clippy::unused_async, reason = "the connection is made on the runtime of the caller")]
pub async fn connect(
    url: &str,
    topology: Topology,
    options: BrokerOptions,
) -> Result<Arc<dyn Broker>, ConnectError> {
    match url.split_once(':').map(|(scheme, _)| scheme) {
        Some("memory") => Ok(Arc::new(memory::MemoryBroker::new(&topology, &options))),
        Some("amqp" | "amqps") => Ok(Arc::new(amqp::AmqpBroker::start(url, topology, options)?)),
        _ => Err(ConnectError::UnknownScheme),
    }
}

/// The limits of [`OutMessage`], the same for both twins.
fn check(message: &OutMessage) -> Result<(), PublishError> {
    if message.body.len() > MAX_BODY {
        return Err(PublishError::Invalid("the body is larger than 1 MiB"));
    }
    if message.routing_key.is_empty() || message.routing_key.len() > 255 {
        return Err(PublishError::Invalid("the routing key must have 1 to 255 bytes"));
    }
    if message.headers.iter().any(|(name, value)| name.len() > 255 || value.len() > 8_192) {
        return Err(PublishError::Invalid("a header is too long"));
    }
    Ok(())
}

/// Whether a header is the sender's own rather than the broker's.
fn is_own_header(name: &str) -> bool {
    !name.starts_with("x-")
}

/// Runs a handler in a task of its own, so that neither its panic nor the end of the consumer that
/// started it cuts it short.
async fn guarded(handler: Arc<dyn Handler>, delivery: Delivery) -> Settlement {
    let id = delivery.id;
    match tokio::spawn(async move { handler.handle(delivery).await }).await {
        Ok(settlement) => settlement,
        Err(error) => {
            tracing::error!(message = %id, panicked = error.is_panic(), "a handler broke off");
            Settlement::Requeue
        }
    }
}
