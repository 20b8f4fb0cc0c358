//! A subscription to a Redis channel that outlives its connection.

use std::time::Duration;

use bytes::Bytes;
use futures::stream::{Stream, StreamExt};
use redis::Client;
use redis::aio::{PubSubSink, PubSubStream};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};
use tokio_stream::wrappers::ReceiverStream;

use super::Update;

/// How many updates wait for a slow subscriber; beyond that the reading of the socket waits with them,
/// and the server cuts off whoever lags too far behind.
const BACKLOG: usize = 1_024;
const CONNECT: Duration = Duration::from_secs(1);
/// A connection that has gone without a word is found out by asking.
const PING_EVERY: Duration = Duration::from_secs(5);
const RETRY: Duration = Duration::from_millis(250);
const RETRY_MOST: Duration = Duration::from_secs(5);

/// Opens one connection for this subscription, and keeps it until the stream is dropped.
pub(super) async fn open(client: Client, channel: String) -> impl Stream<Item = Update> + use<> {
    let (updates, stream) = mpsc::channel(BACKLOG);
    let first = connect(&client, &channel).await;
    if first.is_none() {
        // The channel is new and has room.
        let _ = updates.try_send(Update::Gap);
    }
    tokio::spawn(keep(client, channel, first, updates));
    ReceiverStream::new(stream)
}

async fn connect(client: &Client, channel: &str) -> Option<(PubSubSink, PubSubStream)> {
    let connected = timeout(CONNECT, async {
        let (mut sink, stream) = client.get_async_pubsub().await?.split();
        sink.subscribe(channel).await?;
        Ok::<_, redis::RedisError>((sink, stream))
    });
    connected.await.ok()?.ok()
}

async fn keep(
    client: Client,
    channel: String,
    mut current: Option<(PubSubSink, PubSubStream)>,
    updates: mpsc::Sender<Update>,
) {
    let mut pause = RETRY;
    loop {
        if let Some((sink, stream)) = current.take() {
            pause = RETRY;
            if forward(sink, stream, &updates).await.is_err() {
                return;
            }
        }
        tokio::select! {
            () = updates.closed() => return,
            () = sleep(pause) => {}
        }
        pause = (pause * 2).min(RETRY_MOST);
        current = connect(&client, &channel).await;
        // Only now, when nothing more can be missed, is it of use to read the state again.
        if current.is_some() && updates.send(Update::Gap).await.is_err() {
            return;
        }
    }
}

/// The subscriber has gone.
struct Gone;

/// Passes messages on until the connection is lost (`Ok`).
async fn forward(
    mut sink: PubSubSink,
    mut stream: PubSubStream,
    updates: &mpsc::Sender<Update>,
) -> Result<(), Gone> {
    loop {
        tokio::select! {
            () = updates.closed() => return Err(Gone),
            message = stream.next() => match message {
                None => return Ok(()),
                Some(message) => {
                    let payload = Bytes::copy_from_slice(message.get_payload_bytes());
                    updates.send(Update::Message(payload)).await.map_err(|_| Gone)?;
                }
            },
            () = sleep(PING_EVERY) => {
                match timeout(CONNECT, sink.ping::<redis::Value>()).await {
                    Ok(Ok(_)) => {}
                    Ok(Err(_)) | Err(_) => return Ok(()),
                }
            }
        }
    }
}
