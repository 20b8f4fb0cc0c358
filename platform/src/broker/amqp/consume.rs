//! Consuming: a subscription on every connection that comes, handlers side by side.

use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use lapin::message::Delivery as Raw;
use lapin::options::{
    BasicAckOptions, BasicCancelOptions, BasicConsumeOptions, BasicQosOptions, BasicRejectOptions,
};
use lapin::types::FieldTable;
use lapin::{Acker, Channel};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::super::{Handler, Settlement, guarded};
use super::{Inner, Link, wire, within};

/// Before subscribing again where the broker has ended the subscription.
const PAUSE: Duration = Duration::from_millis(500);
/// A subscription on which nothing has come for so long is made anew. Where another process has deleted and
/// declared a queue within milliseconds, the broker keeps the old consumer in its books and delivers nothing.
const IDLE: Duration = Duration::from_secs(300);

pub(super) struct Consumer {
    inner: Arc<Inner>,
    queue: String,
    prefetch: u16,
    handler: Arc<dyn Handler>,
    permits: Arc<Semaphore>,
    concurrency: usize,
}

/// Why a subscription ended.
enum End {
    Stopped,
    Lost(String),
}

impl Consumer {
    pub(super) fn new(
        inner: Arc<Inner>,
        queue: String,
        prefetch: u16,
        concurrency: usize,
        handler: Arc<dyn Handler>,
    ) -> Self {
        let permits = Arc::new(Semaphore::new(concurrency));
        Self { inner, queue, prefetch, handler, permits, concurrency }
    }

    pub(super) async fn run(self, stop: CancellationToken) {
        // One token for both ways to stop.
        let stopping = stop.child_token();
        let closing = self.inner.closed.clone();
        let mut links = self.inner.link.subscribe();
        loop {
            let link = tokio::select! {
                biased;
                () = stopping.cancelled() => break,
                () = closing.cancelled() => break,
                link = links.wait_for(Option::is_some) => match link {
                    Ok(link) => link.clone(),
                    Err(_) => break,
                },
            };
            let Some(link) = link else { continue };
            match self.subscription(&link, &stopping).await {
                End::Stopped => break,
                End::Lost(why) => {
                    tracing::debug!(
                        queue = self.inner.names.bare(&self.queue),
                        why,
                        "resubscribing"
                    );
                }
            }
            tokio::select! {
                () = stopping.cancelled() => break,
                () = closing.cancelled() => break,
                () = sleep(PAUSE) => {}
            }
        }
        self.drained().await;
    }

    /// Waits for the handlers under way: every permit back means that there is none.
    async fn drained(&self) {
        let all = u32::try_from(self.concurrency).unwrap_or(u32::MAX);
        drop(self.permits.acquire_many(all).await);
    }

    async fn subscription(&self, link: &Link, stop: &CancellationToken) -> End {
        let mut declared = link.declared.subscribe();
        let (channel, mut deliveries) = match self.subscribe(link).await {
            Ok(subscribed) => subscribed,
            Err(why) => return End::Lost(why),
        };
        let closed = &self.inner.closed;
        let end = loop {
            let permit = tokio::select! {
                biased;
                () = stop.cancelled() => break End::Stopped,
                () = closed.cancelled() => break End::Stopped,
                () = link.lost.cancelled() => return End::Lost("the connection is lost".to_owned()),
                permit = self.permits.clone().acquire_owned() => permit,
            };
            let Ok(permit) = permit else { break End::Stopped };
            let raw = tokio::select! {
                biased;
                () = stop.cancelled() => break End::Stopped,
                () = closed.cancelled() => break End::Stopped,
                () = link.lost.cancelled() => return End::Lost("the connection is lost".to_owned()),
                raw = deliveries.next() => raw,
                _ = declared.changed() => break End::Lost("declared anew".to_owned()),
                () = sleep(IDLE) => break End::Lost("nothing has come for long".to_owned()),
            };
            match raw {
                Some(Ok(raw)) => self.start(raw, permit),
                Some(Err(error)) => return End::Lost(error.to_string()),
                // The queue was deleted, or its leader has moved.
                None => return End::Lost("the broker ended the subscription".to_owned()),
            }
        };
        // No more may come while the last are handled; the channel stays open for their answers. What was
        // sent ahead goes back to the queue when it closes.
        let tag = deliveries.tag();
        let _ = within(channel.basic_cancel(tag, BasicCancelOptions::default())).await;
        self.drained().await;
        let _ = within(channel.close(200, "bye".into())).await;
        end
    }

    async fn subscribe(&self, link: &Link) -> Result<(Channel, lapin::Consumer), String> {
        let channel = within(link.connection.create_channel()).await?;
        within(channel.basic_qos(self.prefetch, BasicQosOptions::default())).await?;
        let consumer = within(channel.basic_consume(
            self.queue.as_str().into(),
            "".into(),
            BasicConsumeOptions::default(),
            FieldTable::default(),
        ));
        let consumer = consumer.await?;
        Ok((channel, consumer))
    }

    fn start(&self, mut raw: Raw, permit: OwnedSemaphorePermit) {
        let Some(delivery) = wire::delivery(&mut raw, &self.inner.names) else {
            tracing::error!(queue = self.queue, "rejected a message without an id of ours");
            tokio::spawn(async move {
                answer(&raw.acker, Settlement::Reject).await;
                drop(permit);
            });
            return;
        };
        let handler = self.handler.clone();
        tokio::spawn(async move {
            let settlement = guarded(handler, delivery).await;
            answer(&raw.acker, settlement).await;
            drop(permit);
        });
    }
}

/// Tells the broker. Where it cannot be told, it delivers the message again, which a handler bears.
async fn answer(acker: &Acker, settlement: Settlement) {
    let told = match settlement {
        Settlement::Ack => within(acker.ack(BasicAckOptions::default())).await,
        // Reject rather than nack: from 4.3 on only a reject counts towards the delivery limit.
        Settlement::Requeue => within(acker.reject(BasicRejectOptions { requeue: true })).await,
        Settlement::Reject => within(acker.reject(BasicRejectOptions { requeue: false })).await,
    };
    if let Err(why) = told {
        tracing::debug!(why, "a delivery could not be settled and will come again");
    }
}
