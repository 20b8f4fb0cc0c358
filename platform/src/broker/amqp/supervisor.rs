//! Keeps a connection: makes it, watches it, gives it up, makes the next.

use std::sync::Arc;
use std::time::Duration;

use lapin::options::ConfirmSelectOptions;
use lapin::{Channel, Connection, ConnectionProperties};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

use super::{ANSWER, Inner, Link, topology, within};

/// How often the connection is looked at: lapin tells nobody when it is lost.
const LOOK: Duration = Duration::from_millis(200);
const PAUSE_LEAST: Duration = Duration::from_millis(200);
const PAUSE_MOST: Duration = Duration::from_secs(5);

pub(super) async fn run(inner: Arc<Inner>) {
    let mut pause = PAUSE_LEAST;
    let mut said = false;
    while !inner.closed.is_cancelled() {
        match connect(&inner).await {
            Ok(link) => {
                (pause, said) = (PAUSE_LEAST, false);
                let link = Arc::new(link);
                inner.link.send_replace(Some(link.clone()));
                tracing::info!("connected to the broker");
                if inner.closed.is_cancelled() {
                    // Closing has already looked for a connection to end, and found none.
                    if inner.link.send_replace(None).is_some() {
                        end(&link).await;
                    }
                    return;
                }
                let why = look_after(&inner, &link).await;
                link.lost.cancel();
                if inner.closed.is_cancelled() {
                    return;
                }
                tracing::warn!(why, "lost the broker");
                inner.set_trouble(&why);
                inner.link.send_replace(None);
                end(&link).await;
            }
            Err(why) => {
                // Once per outage, and then for whoever looks for it.
                if said {
                    tracing::debug!(why, "the broker cannot be reached");
                } else {
                    tracing::warn!(why, "the broker cannot be reached; trying again and again");
                }
                said = true;
                inner.set_trouble(&why);
            }
        }
        // Half of the pause is chance, so that processes do not come back all at once.
        let wait = pause.mul_f64(0.5 + rand::random::<f64>() / 2.0);
        tokio::select! {
            () = inner.closed.cancelled() => return,
            () = sleep(wait) => {}
        }
        pause = (pause * 2).min(PAUSE_MOST);
    }
}

async fn connect(inner: &Arc<Inner>) -> Result<Link, String> {
    let properties = ConnectionProperties::default()
        .with_connection_name(inner.options.connection_name.as_str().into());
    // In a task that is never cut short: lapin's own loop does not bear that its caller goes away while
    // it connects. An attempt that succeeds too late is closed by being dropped.
    let mut attempt = tokio::spawn(Connection::connect_uri(inner.uri.clone(), properties));
    let connection = match timeout(ANSWER, &mut attempt).await {
        Ok(Ok(Ok(connection))) => connection,
        Ok(Ok(Err(error))) => return Err(error.to_string()),
        Ok(Err(_)) => return Err("the attempt to connect broke off".to_owned()),
        Err(_) => return Err("the broker did not answer in time".to_owned()),
    };
    let channel = within(connection.create_channel()).await?;
    topology::declare(&channel, &inner.names)
        .await
        .map_err(|why| format!("the topology cannot be declared: {why}"))?;
    let publisher = publisher(&connection).await?;
    Ok(Link {
        connection,
        publisher: tokio::sync::Mutex::new(Some(publisher)),
        lost: CancellationToken::new(),
        declared: watch::Sender::new(()),
    })
}

async fn publisher(connection: &Connection) -> Result<Channel, String> {
    let channel = within(connection.create_channel()).await?;
    within(channel.confirm_select(ConfirmSelectOptions::default())).await?;
    Ok(channel)
}

/// Returns, with the reason, when the connection is of no more use.
async fn look_after(inner: &Inner, link: &Link) -> String {
    loop {
        tokio::select! {
            () = inner.closed.cancelled() => return "closed".to_owned(),
            () = inner.renew.notified() => {
                if let Err(why) = renew(inner, link).await {
                    return why;
                }
            }
            () = sleep(LOOK) => {}
        }
        if !link.connection.status().connected() {
            return "the connection is broken".to_owned();
        }
        // A publish that fails renews its channel; this is for one that is lost while nothing is sent.
        if let Ok(mut current) = link.publisher.try_lock()
            && current.as_ref().is_some_and(|channel| !channel.status().connected())
        {
            *current = None;
            inner.renew.notify_one();
        }
    }
}

/// Declares the topology again, of which somebody may have deleted a part, and opens a new publishing
/// channel if there is none.
async fn renew(inner: &Inner, link: &Link) -> Result<(), String> {
    let channel = within(link.connection.create_channel()).await?;
    topology::declare(&channel, &inner.names).await?;
    link.declared.send_replace(());
    let mut current = link.publisher.lock().await;
    if current.is_none() {
        *current = Some(publisher(&link.connection).await?);
    }
    Ok(())
}

/// Ends a connection politely, if it still listens.
pub(super) async fn end(link: &Link) {
    link.lost.cancel();
    if link.connection.status().connected() {
        let _ = timeout(Duration::from_secs(1), link.connection.close(200, "bye".into())).await;
    }
}
