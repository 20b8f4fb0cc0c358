//! A TCP proxy that can cut, freeze and slow what passes through it.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use url::Url;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weather {
    /// Everything passes.
    Fair,
    /// Connections are broken, new ones are closed at once.
    Cut,
    /// Connections stand, nothing passes.
    Frozen,
    /// Every piece that goes to the server waits first.
    Slow(Duration),
}

pub(crate) struct Proxy {
    weather: Arc<watch::Sender<Weather>>,
    address: std::net::SocketAddr,
}

impl Proxy {
    /// A proxy before the server of a URL.
    pub(crate) async fn before(url: &str, usual_port: u16) -> Self {
        let url = Url::parse(url).unwrap();
        let server = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap_or(usual_port));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let weather = Arc::new(watch::Sender::new(Weather::Fair));
        let sky = weather.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                if *sky.borrow() == Weather::Cut {
                    continue;
                }
                let Ok(server) = TcpStream::connect(&server).await else { continue };
                let (from_client, to_client) = client.into_split();
                let (from_server, to_server) = server.into_split();
                tokio::spawn(pass(from_client, to_server, sky.subscribe(), true));
                tokio::spawn(pass(from_server, to_client, sky.subscribe(), false));
            }
        });
        Self { weather, address }
    }

    pub(crate) fn set(&self, weather: Weather) {
        self.weather.send_replace(weather);
    }

    /// The same URL, through the proxy.
    pub(crate) fn url(&self, url: &str) -> String {
        let mut url = Url::parse(url).unwrap();
        url.set_host(Some("127.0.0.1")).unwrap();
        url.set_port(Some(self.address.port())).unwrap();
        url.into()
    }
}

async fn pass(
    mut from: tokio::net::tcp::OwnedReadHalf,
    mut to: tokio::net::tcp::OwnedWriteHalf,
    mut weather: watch::Receiver<Weather>,
    to_server: bool,
) {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = tokio::select! {
            _ = weather.wait_for(|weather| *weather == Weather::Cut) => return,
            read = from.read(&mut buffer) => read,
        };
        let Ok(count @ 1..) = read else { return };
        let now = *weather.borrow();
        match now {
            Weather::Slow(delay) if to_server => tokio::time::sleep(delay).await,
            Weather::Frozen => {
                let _ = weather.wait_for(|weather| *weather != Weather::Frozen).await;
            }
            Weather::Fair | Weather::Slow(_) | Weather::Cut => {}
        }
        if *weather.borrow() == Weather::Cut || to.write_all(&buffer[..count]).await.is_err() {
            return;
        }
    }
}
