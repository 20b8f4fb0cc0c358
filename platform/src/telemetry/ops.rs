//! `/metrics`, `/healthz` and `/readyz` on a port of their own, for processes that serve no HTTP
//! otherwise.
//!
//! A few lines of HTTP/1 by hand: `GET` and `HEAD`, no body, one request per connection. It is for
//! the scraper and the orchestrator inside the house; everything is bounded, nothing is parsed
//! beyond the request line.

use std::{io, sync::Arc, time::Duration};

use futures::future::BoxFuture;
use serde::Serialize;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};
use tokio_util::sync::CancellationToken;

use super::metrics::MetricsHandle;

/// Longest head of a request, in bytes.
const LONGEST_HEAD: usize = 8_192;
/// Longest time of one connection.
const CONNECTION_TIMEOUT: Duration = Duration::from_secs(10);
/// Connections served at once.
const CONNECTIONS: usize = 32;

/// Whether one outside part answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartHealth {
    /// `database`, `broker`, `cache`, `objects`, …
    pub part: String,
    /// Whether it answers.
    pub up: bool,
    /// Whether the process is not ready without it; the cache is not needed.
    pub required: bool,
}

/// Asks every part; called for each `/readyz`.
pub type Readiness = Arc<dyn Fn() -> BoxFuture<'static, Vec<PartHealth>> + Send + Sync>;

/// Serves until the token is cancelled.
///
/// # Errors
/// Where the listener itself fails; a single connection's failure is nobody's.
pub async fn serve_ops(
    listener: TcpListener,
    metrics: MetricsHandle,
    readiness: Readiness,
    stop: CancellationToken,
) -> io::Result<()> {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    while let Some(accepted) = stop.run_until_cancelled(listener.accept()).await {
        let stream = match accepted {
            Ok((stream, _)) => stream,
            // Out of file descriptors, or a client that was gone at once: neither is for ever.
            Err(error) => {
                tracing::warn!(%error, "an operations connection was not accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        // Above the bound the connection is closed: a scraper comes again.
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else { continue };
        let (metrics, readiness) = (metrics.clone(), Arc::clone(&readiness));
        tokio::spawn(async move {
            let served =
                tokio::time::timeout(CONNECTION_TIMEOUT, serve_one(stream, &metrics, &readiness));
            if let Ok(Err(error)) = served.await {
                tracing::debug!(%error, "an operations connection ended early");
            }
            drop(place);
        });
    }
    Ok(())
}

async fn serve_one(
    mut stream: TcpStream,
    metrics: &MetricsHandle,
    readiness: &Readiness,
) -> io::Result<()> {
    let head = read_head(&mut stream).await?;
    let line = head.split(|byte| *byte == b'\r' || *byte == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    let mut words = line.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let path = target.split('?').next().unwrap_or_default();
    let (status, kind, body) = match (method, path) {
        ("GET" | "HEAD", "/metrics") => {
            ("200 OK", "text/plain; version=0.0.4; charset=utf-8", metrics.render())
        }
        ("GET" | "HEAD", "/healthz") => ("200 OK", JSON, r#"{"status":"alive"}"#.to_owned()),
        ("GET" | "HEAD", "/readyz") => ready(&readiness().await),
        ("GET" | "HEAD", _) => ("404 Not Found", JSON, r#"{"status":"not_found"}"#.to_owned()),
        _ => ("405 Method Not Allowed", JSON, r#"{"status":"method_not_allowed"}"#.to_owned()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
         Cache-Control: no-store\r\nAllow: GET, HEAD\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    if method != "HEAD" {
        stream.write_all(body.as_bytes()).await?;
    }
    stream.shutdown().await
}

const JSON: &str = "application/json";

fn ready(parts: &[PartHealth]) -> (&'static str, &'static str, String) {
    let ready = parts.iter().all(|part| part.up || !part.required);
    let (status, word) =
        if ready { ("200 OK", "ready") } else { ("503 Service Unavailable", "not_ready") };
    (status, JSON, serde_json::json!({ "status": word, "parts": parts }).to_string())
}

async fn read_head(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(512);
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        if head.len() >= LONGEST_HEAD {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the head is too long"));
        }
        if stream.read_buf(&mut head).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(head)
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;
    use crate::telemetry::metrics_recorder;

    async fn ask(request: &[u8], database_up: bool) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let readiness: Readiness = Arc::new(move || {
            let part =
                |part: &str, up, required| PartHealth { part: part.to_owned(), up, required };
            async move { vec![part("database", database_up, true), part("cache", false, false)] }
                .boxed()
        });
        let server =
            tokio::spawn(serve_ops(listener, metrics_recorder().unwrap(), readiness, stop.clone()));
        let mut stream = TcpStream::connect(address).await.unwrap();
        let mut answer = Vec::new();
        // A refused client may be cut off while it still writes: that is an answer too.
        let _ = stream.write_all(request).await;
        let _ = stream.read_to_end(&mut answer).await;
        stop.cancel();
        server.await.unwrap().unwrap();
        String::from_utf8(answer).unwrap()
    }

    #[tokio::test]
    async fn a_scraper_and_an_orchestrator_are_answered() {
        let _installed = metrics_recorder().unwrap();
        metrics::gauge!(crate::telemetry::names::STREAMS_OPEN).set(1.0);
        let page = ask(b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n", true).await;
        assert!(
            page.starts_with("HTTP/1.1 200 OK\r\n") && page.contains("streams_open 1"),
            "{page}"
        );
        assert!(ask(b"GET /healthz HTTP/1.0\r\n\r\n", false).await.contains("200 OK"));
    }

    #[tokio::test]
    async fn readiness_names_the_parts_and_forgives_the_cache() {
        let up = ask(b"GET /readyz HTTP/1.1\r\n\r\n", true).await;
        assert!(up.starts_with("HTTP/1.1 200") && up.contains(r#""part":"cache""#), "{up}");
        let down = ask(b"GET /readyz HTTP/1.1\r\n\r\n", false).await;
        assert!(down.starts_with("HTTP/1.1 503") && down.contains("not_ready"), "{down}");
    }

    #[tokio::test]
    async fn what_is_not_served_is_refused_without_harm() {
        assert!(ask(b"GET /etc/passwd HTTP/1.1\r\n\r\n", true).await.contains("404"));
        assert!(ask(b"POST /metrics HTTP/1.1\r\n\r\n", true).await.contains("405"));
        let head = ask(b"HEAD /healthz HTTP/1.1\r\n\r\n", true).await;
        assert!(head.ends_with("\r\n\r\n"), "{head}");
        assert!(ask(b"\r\n\r\n", true).await.contains("405"));
        assert!(ask(&[b'x'; LONGEST_HEAD * 2], true).await.is_empty());
        assert!(ask(b"\xff\xfe \x00\r\n\r\n", true).await.contains("405"));
    }
}
