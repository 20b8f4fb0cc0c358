//! Calls that carry an access token: one retry with a fresh one, never more.

use serde::de::DeserializeOwned;
use std::time::Duration;

use serde_json::Value;

use secrecy::ExposeSecret;

use super::http::{Http, Transport};
use super::lenient::Head;
use super::tokens::{TokenKeeper, TokenSource};
use super::{LoginFault, SendOutcome};

/// Why no answer of the provider is there to read.
#[derive(Debug)]
pub(crate) enum CallFault {
    /// No token: the call itself was never written.
    Token(LoginFault),
    /// The call.
    Transport(Transport),
}

impl CallFault {
    pub(crate) fn outcome(&self) -> SendOutcome {
        match self {
            Self::Transport(t) => t.outcome(),
            Self::Token(LoginFault::Config { code, reason }) => {
                SendOutcome::ConfigFault { code: code.clone(), reason: reason.clone() }
            }
            Self::Token(LoginFault::Busy { after }) => {
                SendOutcome::RetryLater { code: "token_busy".into(), after: *after }
            }
            Self::Token(_) => {
                SendOutcome::RetryLater { code: "token".into(), after: Duration::from_secs(10) }
            }
        }
    }

    pub(crate) fn login(self) -> LoginFault {
        match self {
            Self::Token(fault) => fault,
            Self::Transport(t) => LoginFault::Unavailable { reason: t.reason() },
        }
    }
}

/// Reads an answer; what is not the provider's JSON counts as lost, since it may have acted.
pub(crate) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Transport> {
    serde_json::from_slice(body)
        .map_err(|_| Transport::Lost("the answer is not what the provider documents".into()))
}

/// POSTs JSON with the token in the query, as both WeChat and WeCom want it.
pub(crate) async fn with_token(
    http: &Http,
    tokens: &TokenKeeper,
    source: &dyn TokenSource,
    stale: &[i64],
    (path, body): (&str, &Value),
) -> Result<(Head, Vec<u8>), CallFault> {
    let mut retried = false;
    loop {
        let token = tokens.get(source).await.map_err(CallFault::Token)?;
        let request = http.post(path).query(&[("access_token", token.expose_secret())]).json(body);
        let answer = http.run(request).await.map_err(CallFault::Transport)?;
        let head: Head = read(&answer).map_err(CallFault::Transport)?;
        if !stale.contains(&head.errcode) {
            return Ok((head, answer));
        }
        tokens.refused(&token).await;
        if retried {
            return Ok((head, answer));
        }
        tracing::info!(code = head.errcode, path, "the access token was refused; fetching another");
        retried = true;
    }
}
