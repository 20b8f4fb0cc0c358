//! What is declared: the topic exchange, and for each queue a quorum queue with a dead-letter exchange of
//! its own and a quorum queue behind that.
//!
//! The dead-letter exchange is a fanout for one queue, because a routing key of its own would replace the
//! key that the message was published with. At-least-once dead-lettering needs `reject-publish`
//! (<https://www.rabbitmq.com/docs/quorum-queues#activating-at-least-once-dead-lettering>).

use lapin::options::{
    ExchangeDeclareOptions, ExchangeDeleteOptions, QueueBindOptions, QueueDeclareOptions,
    QueueDeleteOptions,
};
use lapin::types::{AMQPValue, FieldTable, ShortString};
use lapin::{Channel, ExchangeKind};

use super::super::{ConnectError, DEAD_SUFFIX, QueueSpec, Topology};
use super::within;

/// A dead message that is put back is never thrown away: RabbitMQ 4 would do so after 20 times.
const DEAD_LIMIT: u32 = 1_000_000;

/// The topology with its names as the broker knows them.
pub(super) struct Names {
    topology: Topology,
}

impl Names {
    /// Checks the lengths: a name has at most 255 bytes at the broker.
    pub(super) fn new(topology: Topology) -> Result<Self, ConnectError> {
        let names = topology.queues.iter().flat_map(|spec| &spec.bindings);
        let fits = |name: &String| name.len() <= 255;
        let long = |name: &String| topology.prefix.len() + name.len() + DEAD_SUFFIX.len() > 255;
        if long(&topology.exchange)
            || topology.queues.iter().any(|spec| long(&spec.name))
            || !names.clone().all(fits)
        {
            return Err(ConnectError::Url("a name of the topology is too long".to_owned()));
        }
        Ok(Self { topology })
    }

    pub(super) fn queues(&self) -> &[QueueSpec] {
        &self.topology.queues
    }

    pub(super) fn exchange(&self) -> String {
        format!("{}{}", self.topology.prefix, self.topology.exchange)
    }

    pub(super) fn queue(&self, name: &str) -> String {
        format!("{}{name}", self.topology.prefix)
    }

    /// The dead queue, and the exchange before it.
    pub(super) fn dead(&self, name: &str) -> String {
        format!("{}{name}{DEAD_SUFFIX}", self.topology.prefix)
    }

    /// The broker's name of a queue, or of a dead queue, of this topology.
    pub(super) fn find(&self, queue: &str) -> Option<String> {
        let alive = queue.strip_suffix(DEAD_SUFFIX).unwrap_or(queue);
        let known = |name: &str| self.topology.queues.iter().any(|spec| spec.name == name);
        (known(queue) || known(alive)).then(|| self.queue(queue))
    }

    /// The name without its prefix.
    pub(super) fn bare<'a>(&self, name: &'a str) -> &'a str {
        name.strip_prefix(self.topology.prefix.as_str()).unwrap_or(name)
    }
}

pub(super) async fn declare(channel: &Channel, names: &Names) -> Result<(), String> {
    exchange(channel, &names.exchange(), ExchangeKind::Topic).await?;
    for spec in names.queues() {
        let dead = names.dead(&spec.name);
        exchange(channel, &dead, ExchangeKind::Fanout).await?;
        let mut arguments = quorum(DEAD_LIMIT);
        queue(channel, &dead, arguments).await?;
        bind(channel, &dead, &dead, "").await?;

        // The broker counts the times that a message may come back: one fewer than its deliveries.
        arguments = quorum(spec.delivery_limit.max(1) - 1);
        let mut text = |name: &str, value: &str| {
            arguments.insert(name.into(), AMQPValue::LongString(value.into()));
        };
        text("x-dead-letter-exchange", &dead);
        text("x-dead-letter-strategy", "at-least-once");
        text("x-overflow", "reject-publish");
        let alive = names.queue(&spec.name);
        queue(channel, &alive, arguments).await?;
        for pattern in &spec.bindings {
            bind(channel, &alive, &names.exchange(), pattern).await?;
        }
    }
    Ok(())
}

pub(super) async fn delete(channel: &Channel, names: &Names) -> Result<(), String> {
    for spec in names.queues() {
        let dead = names.dead(&spec.name);
        for queue in [names.queue(&spec.name), dead.clone()] {
            within(channel.queue_delete(queue.into(), QueueDeleteOptions::default())).await?;
        }
        within(channel.exchange_delete(dead.into(), ExchangeDeleteOptions::default())).await?;
    }
    within(channel.exchange_delete(names.exchange().into(), ExchangeDeleteOptions::default())).await
}

/// How many messages of a queue are ready.
pub(super) async fn ready(channel: &Channel, name: &str) -> Result<u64, String> {
    let passive = QueueDeclareOptions { passive: true, ..QueueDeclareOptions::durable() };
    let queue = within(channel.queue_declare(name.into(), passive, FieldTable::default())).await?;
    Ok(u64::from(queue.message_count()))
}

async fn exchange(channel: &Channel, name: &str, kind: ExchangeKind) -> Result<(), String> {
    let durable = ExchangeDeclareOptions { durable: true, ..ExchangeDeclareOptions::default() };
    within(channel.exchange_declare(name.into(), kind, durable, FieldTable::default())).await
}

async fn queue(channel: &Channel, name: &str, arguments: FieldTable) -> Result<(), String> {
    let durable = QueueDeclareOptions::durable();
    within(channel.queue_declare(name.into(), durable, arguments)).await.map(|_| ())
}

async fn bind(channel: &Channel, queue: &str, exchange: &str, key: &str) -> Result<(), String> {
    let (options, none) = (QueueBindOptions::default(), FieldTable::default());
    within(channel.queue_bind(queue.into(), exchange.into(), key.into(), options, none)).await
}

fn quorum(delivery_limit: u32) -> FieldTable {
    let mut arguments = FieldTable::default();
    arguments.insert("x-queue-type".into(), AMQPValue::LongString("quorum".into()));
    let limit = AMQPValue::LongLongInt(i64::from(delivery_limit));
    arguments.insert(ShortString::from("x-delivery-limit"), limit);
    arguments
}
