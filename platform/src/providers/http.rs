//! One way out for all providers: time-outs, a limit on what is read, and errors without addresses.

use std::time::Duration;

use reqwest::{Client, RequestBuilder, redirect::Policy};
use thiserror::Error;
use url::{Host, Url};

use super::SendOutcome;

/// More than any documented answer; a longer one is not the provider's.
const MAX_ANSWER: usize = 256 * 1024;

/// A client that cannot be built from its settings.
#[derive(Debug, Error)]
pub enum SetupError {
    /// The base address is not `http(s)://host[/prefix]`.
    #[error("the base address of {provider} must be http(s)://host, without query or user")]
    BaseUrl {
        /// Which provider.
        provider: &'static str,
    },
    /// A setting that must not be empty is, or is malformed.
    #[error("the setting {setting} of {provider} is missing or malformed")]
    Setting {
        /// Which provider.
        provider: &'static str,
        /// Which setting.
        setting: &'static str,
    },
    /// The HTTP client itself.
    #[error("the http client cannot be built")]
    Client(#[source] reqwest::Error),
}

/// Makes ring the TLS provider of the process. Harmless when called again or when another came first.
pub fn install_tls() {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // A lost race means that another caller has just installed one.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
}

/// What went wrong below the provider's own codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Transport {
    /// The connection was never made, so nothing was written.
    NotSent(String),
    /// Written, and no whole answer came back.
    Lost(String),
    /// An HTTP status other than 2xx, with what the body said.
    Status(u16, Vec<u8>),
}

impl Transport {
    /// A reason without address, secret or personal data.
    pub(crate) fn reason(&self) -> String {
        match self {
            Self::NotSent(r) | Self::Lost(r) => r.clone(),
            Self::Status(s, _) => format!("http status {s}"),
        }
    }

    /// What it means for a message. 500 and 504 come from behind the gateway, where the message may
    /// already have been taken; 429, 502 and 503 say that it was not.
    pub(crate) fn outcome(&self) -> SendOutcome {
        match self {
            Self::NotSent(_) => {
                SendOutcome::RetryLater { code: "connect".into(), after: Duration::from_secs(10) }
            }
            Self::Lost(reason) => SendOutcome::Unknown { reason: reason.clone() },
            Self::Status(s @ (429 | 502 | 503), _) => SendOutcome::RetryLater {
                code: format!("http_{s}"),
                after: Duration::from_secs(30),
            },
            Self::Status(s, _) if *s >= 500 => {
                SendOutcome::Unknown { reason: format!("http status {s}") }
            }
            Self::Status(s, _) => SendOutcome::ConfigFault {
                code: format!("http_{s}"),
                reason: "the address answers, but not as the provider".into(),
            },
        }
    }
}

/// A base address and a client with the limits that hold for all.
#[derive(Clone)]
pub(crate) struct Http {
    base: Url,
    client: Client,
}

impl Http {
    /// Checks the base and builds the client. Loopback is never sent through a proxy.
    pub(crate) fn new(
        provider: &'static str,
        base: &Url,
        connect: Duration,
        total: Duration,
    ) -> Result<Self, SetupError> {
        install_tls();
        let plain = matches!(base.scheme(), "http" | "https")
            && base.has_host()
            && base.query().is_none()
            && base.fragment().is_none()
            && base.username().is_empty()
            && base.password().is_none();
        if !plain {
            return Err(SetupError::BaseUrl { provider });
        }
        let mut builder = Client::builder()
            .connect_timeout(connect)
            .timeout(total)
            // Shorter than the gateways keep theirs: a connection that they close while we write would
            // leave a message in doubt.
            .pool_idle_timeout(Duration::from_secs(30))
            .redirect(Policy::none())
            .user_agent(concat!("enterprise-appeals/", env!("CARGO_PKG_VERSION")));
        if is_loopback(base) {
            builder = builder.no_proxy();
        }
        let client = builder.build().map_err(SetupError::Client)?;
        Ok(Self { base: base.clone(), client })
    }

    /// `path` starts with a slash and is put behind the base's own path.
    pub(crate) fn url(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        let prefix = self.base.path().trim_end_matches('/').to_owned();
        url.set_path(&format!("{prefix}{path}"));
        url
    }

    /// What the `Host` header will say; request signatures cover it.
    pub(crate) fn host_header(&self) -> String {
        let host = self.base.host_str().unwrap_or_default();
        self.base.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    pub(crate) fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(self.url(path))
    }

    pub(crate) fn post(&self, path: &str) -> RequestBuilder {
        self.client.post(self.url(path))
    }

    /// Sends, and reads the whole answer within the limit.
    pub(crate) async fn run(&self, request: RequestBuilder) -> Result<Vec<u8>, Transport> {
        let mut answer = request.send().await.map_err(transport)?;
        let status = answer.status();
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(|_| lost("the answer broke off"))? {
            if body.len() + piece.len() > MAX_ANSWER {
                return Err(lost("the answer is too long"));
            }
            body.extend_from_slice(&piece);
        }
        if status.is_success() { Ok(body) } else { Err(Transport::Status(status.as_u16(), body)) }
    }
}

fn is_loopback(base: &Url) -> bool {
    match base.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

fn lost(what: &str) -> Transport {
    Transport::Lost(what.to_owned())
}

/// reqwest's own text names the address, whose query may hold a secret: it is never used.
#[expect(clippy::needless_pass_by_value, reason = "it is the shape map_err wants")]
fn transport(error: reqwest::Error) -> Transport {
    if error.is_builder() {
        Transport::NotSent("the request could not be built".into())
    } else if error.is_connect() {
        Transport::NotSent("no connection".into())
    } else if error.is_timeout() {
        lost("no answer in time")
    } else {
        lost("the connection broke before the answer")
    }
}
