//! RabbitMQ.
//!
//! lapin's own recovery is not used: it replays only what is still alive, never recovers from an error
//! of a channel, and keeps confirms waiting. Instead a supervisor makes one connection after another,
//! each from nothing: connect, declare the topology, open the publishing channel. Consumers follow it.

mod consume;
mod publish;
mod supervisor;
mod topology;
mod wire;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use lapin::uri::AMQPUri;
use lapin::{Channel, Connection};
use tokio::sync::{Notify, watch};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::{
    Broker, BrokerError, BrokerOptions, ConnectError, ConsumeError, Handler, OutMessage,
    PublishError, QueueDepth, Topology,
};
use topology::Names;

const CONFIRM_TIMEOUT: Duration = Duration::from_secs(2);
/// What a question to the broker may take: a declaration, a new channel, an acknowledgement.
const ANSWER: Duration = Duration::from_secs(5);
/// How long closing waits for the handlers under way.
const DRAIN: Duration = Duration::from_secs(30);
/// A lost peer is noticed after two missed heartbeats of so many seconds.
const HEARTBEAT_SECS: u16 = 10;

/// One connection, from its making to its loss.
struct Link {
    connection: Connection,
    /// Taken by one batch at a time: a returned message is matched by its id, and only within the batch.
    /// `None` after anything unexpected, until the supervisor has opened a new one.
    publisher: tokio::sync::Mutex<Option<Channel>>,
    /// Cancelled when this connection is given up.
    lost: CancellationToken,
    /// Changes when the topology was declared again on this connection: queues may be others under the old
    /// names, and the broker does not always tell a consumer that its queue has gone.
    declared: watch::Sender<()>,
}

struct Inner {
    uri: AMQPUri,
    names: Names,
    options: BrokerOptions,
    link: watch::Sender<Option<Arc<Link>>>,
    /// Asks the supervisor for the topology and a publishing channel, after an error of a channel.
    renew: Notify,
    /// Why there is no connection.
    trouble: Mutex<String>,
    closed: CancellationToken,
}

impl Inner {
    fn link(&self) -> Option<Arc<Link>> {
        self.link.borrow().clone().filter(|link| link.connection.status().connected())
    }

    fn trouble(&self) -> String {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_trouble(&self, why: &str) {
        why.clone_into(&mut self.trouble.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// A channel for a few questions, closed afterwards by being dropped.
    async fn channel(&self) -> Result<Channel, BrokerError> {
        let link = self.link().ok_or_else(|| BrokerError::Unavailable(self.trouble()))?;
        within(link.connection.create_channel()).await.map_err(BrokerError::Unavailable)
    }
}

pub(super) struct AmqpBroker {
    inner: Arc<Inner>,
    consumers: TaskTracker,
    supervisor: Mutex<Option<tokio::task::JoinHandle<()>>>,
}

impl AmqpBroker {
    /// Must be called on a runtime; the connection is made in the background.
    pub(super) fn start(
        url: &str,
        topology: Topology,
        options: BrokerOptions,
    ) -> Result<Self, ConnectError> {
        let mut uri: AMQPUri =
            url.parse().map_err(|_| ConnectError::Url("it is not an AMQP address".to_owned()))?;
        uri.query.heartbeat.get_or_insert(HEARTBEAT_SECS);
        let inner = Arc::new(Inner {
            uri,
            names: Names::new(topology)?,
            options,
            link: watch::Sender::new(None),
            renew: Notify::new(),
            trouble: Mutex::new("not yet connected".to_owned()),
            closed: CancellationToken::new(),
        });
        let supervisor = tokio::spawn(supervisor::run(inner.clone()));
        Ok(Self { inner, consumers: TaskTracker::new(), supervisor: Mutex::new(Some(supervisor)) })
    }
}

impl Drop for AmqpBroker {
    fn drop(&mut self) {
        self.inner.closed.cancel();
    }
}

#[async_trait]
impl Broker for AmqpBroker {
    async fn publish(&self, messages: Vec<OutMessage>) -> Vec<Result<(), PublishError>> {
        let count = messages.len();
        let inner = self.inner.clone();
        // In a task of its own: a batch that is cut short would leave confirms and returned messages
        // behind for the next batch to stumble over.
        tokio::spawn(async move { publish::batch(&inner, messages).await }).await.unwrap_or_else(
            |error| vec![Err(PublishError::Lost(format!("the batch broke off: {error}"))); count],
        )
    }

    async fn consume(
        &self,
        queue: &str,
        prefetch: u16,
        concurrency: usize,
        handler: Arc<dyn Handler>,
        stop: CancellationToken,
    ) -> Result<(), ConsumeError> {
        let queue = self
            .inner
            .names
            .find(queue)
            .ok_or_else(|| ConsumeError::UnknownQueue(queue.to_owned()))?;
        let concurrency = concurrency.clamp(1, 1_024);
        let least = u16::try_from(concurrency).unwrap_or(u16::MAX);
        let consumer = consume::Consumer::new(
            self.inner.clone(),
            queue,
            prefetch.max(least),
            concurrency,
            handler,
        );
        self.consumers.track_future(consumer.run(stop)).await;
        Ok(())
    }

    async fn health(&self) -> Result<(), String> {
        let Some(link) = self.inner.link() else {
            return Err(self.inner.trouble());
        };
        if link.connection.status().blocked() {
            return Err("the broker is low on memory or disk and takes nothing".to_owned());
        }
        Ok(())
    }

    async fn depths(&self) -> Result<Vec<QueueDepth>, BrokerError> {
        let channel = self.inner.channel().await?;
        let mut depths = Vec::new();
        for spec in self.inner.names.queues() {
            let ready = topology::ready(&channel, &self.inner.names.queue(&spec.name)).await;
            let dead = topology::ready(&channel, &self.inner.names.dead(&spec.name)).await;
            depths.push(QueueDepth {
                queue: spec.name.clone(),
                ready: ready.map_err(BrokerError::Unavailable)?,
                dead: dead.map_err(BrokerError::Unavailable)?,
            });
        }
        Ok(depths)
    }

    async fn close(&self) {
        self.inner.closed.cancel();
        // The handlers under way still need the connection, to acknowledge.
        self.consumers.close();
        if timeout(DRAIN, self.consumers.wait()).await.is_err() {
            tracing::warn!("closing the broker while handlers are still under way");
        }
        if let Some(link) = self.inner.link.send_replace(None) {
            supervisor::end(&link).await;
        }
        let supervisor = self.supervisor.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(supervisor) = supervisor {
            // It ends by itself; a connection attempt under way is left to end behind it.
            let _ = timeout(ANSWER, supervisor).await;
        }
    }

    async fn delete_topology(&self) -> Result<(), BrokerError> {
        let channel = self.inner.channel().await?;
        topology::delete(&channel, &self.inner.names).await.map_err(BrokerError::Unavailable)
    }
}

/// Waits for an answer of the broker, but not for ever; the error says why, without addresses.
async fn within<T>(answer: impl Future<Output = lapin::Result<T>>) -> Result<T, String> {
    match timeout(ANSWER, answer).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("the broker did not answer in time".to_owned()),
    }
}
