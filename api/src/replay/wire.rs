//! HTTP with patience: whatever may succeed later is asked again, with the same bytes, until it does.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use bytes::Bytes;
use reqwest::{RequestBuilder, StatusCode, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tokio::sync::Mutex;
use url::Url;

/// The first wait after a failure; doubled up to [`LONGEST_WAIT`].
const FIRST_WAIT: Duration = Duration::from_millis(50);
const LONGEST_WAIT: Duration = Duration::from_secs(2);
/// Longer than the server's own limit for a request, so that its answer is seen.
const REQUEST: Duration = Duration::from_secs(35);
/// How often in a row a fresh token may be refused.
const MOST_RENEWALS: u32 = 3;

/// An answer that asking again will not change.
#[derive(Clone, Debug)]
pub struct Reply {
    /// HTTP status.
    pub status: StatusCode,
    /// Whether the server says that it answers from a saved answer.
    pub replayed: bool,
    /// The server's clock, to the second.
    pub date: Option<chrono::DateTime<chrono::Utc>>,
    /// The body.
    pub body: Bytes,
}

/// The part of a problem document that programs go by.
#[derive(Debug, Default, Deserialize)]
struct Problem {
    #[serde(default)]
    code: String,
    #[serde(default)]
    errors: Vec<FieldProblem>,
}

#[derive(Debug, Deserialize)]
struct FieldProblem {
    field: String,
    code: String,
}

impl Reply {
    /// The body of a successful answer.
    ///
    /// # Errors
    /// When the answer is a refusal (its code and fields are named) or not of that form.
    pub fn json<T: DeserializeOwned>(&self) -> anyhow::Result<T> {
        if !self.status.is_success() {
            bail!("{}", self.refusal());
        }
        serde_json::from_slice(&self.body).context("an answer of another form")
    }

    /// Status, code and fields of a refusal; never the texts, which may repeat what was sent.
    #[must_use]
    pub fn refusal(&self) -> String {
        let problem = self.problem();
        let fields = problem.errors.iter().map(|one| format!("{}: {}", one.field, one.code));
        let fields = fields.collect::<Vec<_>>().join(", ");
        format!("{} {} {fields}", self.status.as_u16(), problem.code).trim_end().to_owned()
    }

    fn problem(&self) -> Problem {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// A server, with the count of what had to be repeated.
pub struct Wire {
    http: reqwest::Client,
    base: Url,
    began: Instant,
    /// Milliseconds after `began` at which the server last answered anything but a failure.
    last_good: AtomicU64,
    patience: Duration,
    /// Requests repeated after a failure, a refused connection or an answer that asks to wait.
    pub retries: AtomicU64,
    /// How many of them because of a rate limit.
    pub limited: AtomicU64,
}

impl std::fmt::Debug for Wire {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wire").field("base", &self.base.as_str()).finish_non_exhaustive()
    }
}

impl Wire {
    /// A server that may be away for as long as `patience` at a stretch.
    ///
    /// # Errors
    /// When no HTTP client can be made.
    pub fn new(base: Url, patience: Duration) -> anyhow::Result<Self> {
        platform::providers::install_tls();
        let http = reqwest::Client::builder()
            .timeout(REQUEST)
            .connect_timeout(Duration::from_secs(5))
            .tcp_nodelay(true)
            .no_proxy()
            .build()?;
        let (began, zero) = (Instant::now(), AtomicU64::new);
        Ok(Self {
            http,
            base,
            began,
            last_good: zero(0),
            patience,
            retries: zero(0),
            limited: zero(0),
        })
    }

    /// Whether the server answers `/healthz` now.
    pub async fn is_up(&self) -> bool {
        let Ok(url) = self.base.join("/healthz") else { return false };
        let answer = self.http.get(url).timeout(Duration::from_secs(2)).send().await;
        answer.is_ok_and(|answer| answer.status().is_success())
    }

    /// A request below `/api/v1`.
    ///
    /// # Errors
    /// When the path makes no URL.
    pub fn request(&self, method: reqwest::Method, path: &str) -> anyhow::Result<RequestBuilder> {
        let url = self.base.join(&format!("/api/v1{path}"))?;
        Ok(self.http.request(method, url))
    }

    /// Sends until there is an answer that asking again will not change.
    ///
    /// # Errors
    /// When the server has been away for longer than the patience.
    pub async fn send(&self, request: &RequestBuilder) -> anyhow::Result<Reply> {
        let mut wait = FIRST_WAIT;
        loop {
            let request = request.try_clone().context("a body that cannot be sent again")?;
            let (failure, asked) = match self.once(request).await {
                Ok((reply, asked)) if !again(&reply) => {
                    let _ = asked;
                    return Ok(reply);
                }
                Ok((reply, asked)) => (reply.refusal(), asked),
                Err(error) => (error.to_string(), None),
            };
            self.retries.fetch_add(1, Ordering::Relaxed);
            let away = self.away();
            if away > self.patience {
                bail!("no useful answer for {} s; the last one: {failure}", away.as_secs());
            }
            tokio::time::sleep(asked.unwrap_or(wait).min(Duration::from_secs(60))).await;
            wait = (wait * 2).min(LONGEST_WAIT);
        }
    }

    /// One try: the answer, and how long it asks to wait.
    async fn once(&self, request: RequestBuilder) -> reqwest::Result<(Reply, Option<Duration>)> {
        let answer = request.send().await?;
        let status = answer.status();
        let text = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok());
        let asked = text("retry-after").and_then(|text| text.parse().ok()).map(Duration::from_secs);
        let replayed = text("idempotency-replayed") == Some("true");
        let date = text(header::DATE.as_str())
            .and_then(|text| chrono::DateTime::parse_from_rfc2822(text).ok())
            .map(|date| date.to_utc());
        let body = answer.bytes().await?;
        if !status.is_server_error() {
            let now = self.began.elapsed().as_millis().try_into().unwrap_or(u64::MAX);
            self.last_good.fetch_max(now, Ordering::Relaxed);
        }
        if status == StatusCode::TOO_MANY_REQUESTS {
            self.limited.fetch_add(1, Ordering::Relaxed);
        }
        Ok((Reply { status, replayed, date, body }, asked))
    }

    /// For how long the server has given nothing but failures.
    pub fn away(&self) -> Duration {
        let last = Duration::from_millis(self.last_good.load(Ordering::Relaxed));
        self.began.elapsed().saturating_sub(last)
    }
}

fn again(reply: &Reply) -> bool {
    match reply.status {
        StatusCode::TOO_MANY_REQUESTS => true,
        StatusCode::CONFLICT => reply.problem().code == "request_in_progress",
        status => status.is_server_error(),
    }
}

/// How somebody signs in.
#[derive(Clone)]
pub enum Credentials {
    /// An entrepreneur of the demonstration: the same word is the same person.
    Wechat(String),
    /// A member of staff.
    Staff(super::target::Account),
}

#[derive(Deserialize)]
struct Tokens {
    access_token: String,
    refresh_token: String,
}

/// Somebody signed in, who signs in again when it must be.
pub struct Session<'w> {
    wire: &'w Wire,
    credentials: Credentials,
    tokens: Mutex<Option<Tokens>>,
}

impl std::fmt::Debug for Session<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").finish_non_exhaustive()
    }
}

impl<'w> Session<'w> {
    /// Somebody who signs in at the first request.
    #[must_use]
    pub fn new(wire: &'w Wire, credentials: Credentials) -> Self {
        Self { wire, credentials, tokens: Mutex::new(None) }
    }

    /// The server.
    #[must_use]
    pub const fn wire(&self) -> &'w Wire {
        self.wire
    }

    /// Sends a request in this person's name; a token that has expired is renewed.
    ///
    /// # Errors
    /// As [`Wire::send`], and when signing in is refused.
    pub async fn send(&self, request: &RequestBuilder) -> anyhow::Result<Reply> {
        let mut spent = String::new();
        for _ in 0..=MOST_RENEWALS {
            let token = self.token(&spent).await?;
            let signed = request.try_clone().context("a body that cannot be sent again")?;
            let reply = self.wire.send(&signed.bearer_auth(&token)).await?;
            if reply.status != StatusCode::UNAUTHORIZED {
                return Ok(reply);
            }
            spent = token;
        }
        bail!("fresh tokens are refused");
    }

    /// Posts JSON; an empty key sends none.
    ///
    /// # Errors
    /// As [`Session::send`].
    pub async fn post(
        &self,
        path: &str,
        key: &str,
        body: &serde_json::Value,
    ) -> anyhow::Result<Reply> {
        let mut request = self.wire.request(reqwest::Method::POST, path)?.json(body);
        if !key.is_empty() {
            request = request.header("Idempotency-Key", key);
        }
        self.send(&request).await
    }

    /// Reads.
    ///
    /// # Errors
    /// As [`Session::send`].
    pub async fn get(&self, path: &str) -> anyhow::Result<Reply> {
        self.send(&self.wire.request(reqwest::Method::GET, path)?).await
    }

    /// A token that is not the spent one. One renewal at a time; the others wait for it.
    async fn token(&self, spent: &str) -> anyhow::Result<String> {
        let mut held = self.tokens.lock().await;
        let fresh = match held.take() {
            Some(tokens) if tokens.access_token != spent => tokens,
            Some(tokens) => match self.refresh(&tokens.refresh_token).await? {
                Some(tokens) => tokens,
                // The answer to an earlier refresh was lost with the server: the family is closed.
                None => self.log_in().await?,
            },
            None => self.log_in().await?,
        };
        let token = fresh.access_token.clone();
        *held = Some(fresh);
        Ok(token)
    }

    async fn refresh(&self, token: &str) -> anyhow::Result<Option<Tokens>> {
        let request = self.wire.request(reqwest::Method::POST, "/auth/refresh")?;
        let body = serde_json::json!({ "refresh_token": token });
        let reply = self.wire.send(&request.json(&body)).await?;
        if reply.status == StatusCode::UNAUTHORIZED { Ok(None) } else { reply.json().map(Some) }
    }

    async fn log_in(&self) -> anyhow::Result<Tokens> {
        let (path, body) = match &self.credentials {
            Credentials::Wechat(word) => {
                // A code works once; what follows the tilde makes it another code of the same person.
                let code = format!("demo-{word}~{}", rand::random::<u64>());
                ("/auth/wechat/login", serde_json::json!({ "code": code }))
            }
            Credentials::Staff(account) => (
                "/auth/staff/login",
                serde_json::json!({ "username": account.username, "password": account.password }),
            ),
        };
        let request = self.wire.request(reqwest::Method::POST, path)?;
        let reply = self.wire.send(&request.json(&body)).await?;
        reply.json().with_context(|| format!("signing in at {path}"))
    }
}
