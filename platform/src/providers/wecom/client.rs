//! The client and its table of codes.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::time::{TimeSource, Timestamp};
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Wecom, WecomBody, WecomMessage, WecomSettings};
use crate::providers::calls::{read, with_token};
use crate::providers::http::Http;
use crate::providers::lenient::{self, Head};
use crate::providers::pace::until_next_minute;
use crate::providers::tokens::{Fetched, TokenKeeper, TokenSource};
use crate::providers::{LoginFault, SendOutcome, SetupError, TokenCache, fit};

const STALE_TOKEN: &[i64] = &[40014, 42001];
const MAX_WINDOW: Duration = Duration::from_secs(4 * 3600);

/// [`Wecom`] over HTTP.
pub struct WecomClient {
    http: Http,
    settings: WecomSettings,
    tokens: TokenKeeper,
    time: Arc<dyn TimeSource>,
}

impl WecomClient {
    /// Builds the client. Nothing is asked of WeCom yet.
    ///
    /// # Errors
    /// [`SetupError`] names the setting that is wrong.
    pub fn new(
        settings: WecomSettings,
        cache: Arc<dyn TokenCache>,
        time: Arc<dyn TimeSource>,
    ) -> Result<Self, SetupError> {
        let bad = |setting| SetupError::Setting { provider: "wecom", setting };
        if settings.corpid.is_empty() {
            return Err(bad("corpid"));
        }
        if settings.secret.expose_secret().is_empty() {
            return Err(bad("secret"));
        }
        if settings.agentid <= 0 {
            return Err(bad("agentid"));
        }
        if settings.duplicate_window.is_zero() || settings.duplicate_window > MAX_WINDOW {
            return Err(bad("duplicate_window"));
        }
        let http = Http::new(
            "wecom",
            &settings.base_url,
            settings.connect_timeout,
            settings.total_timeout,
        )?;
        // Tokens are per application, not per enterprise.
        let key = format!("token:wecom:{}:{}", settings.corpid, settings.agentid);
        Ok(Self { http, settings, tokens: TokenKeeper::new(key, cache), time })
    }

    fn body(&self, message: &WecomMessage) -> Value {
        let mut body = json!({
            "touser": message.touser,
            "agentid": self.settings.agentid,
            "enable_duplicate_check": 1,
            "duplicate_check_interval": self.settings.duplicate_window.as_secs(),
        });
        match &message.body {
            WecomBody::Text { content } => {
                body["msgtype"] = json!("text");
                body["text"] = json!({ "content": fit::fit_bytes(content, 2048) });
            }
            WecomBody::TextCard { title, description, url, button } => {
                body["msgtype"] = json!("textcard");
                let mut card = json!({
                    "title": fit::fit_line(title, 128),
                    "description": fit::fit_block(description, 512),
                    "url": url,
                });
                if let Some(button) = button {
                    card["btntxt"] = json!(fit::fit_line(button, 4));
                }
                body["textcard"] = card;
            }
        }
        body
    }
}

#[async_trait]
impl Wecom for WecomClient {
    async fn send(&self, message: &WecomMessage) -> SendOutcome {
        if let Some(refusal) = refuse_unsent(message) {
            return refusal;
        }
        let body = self.body(message);
        let called = with_token(
            &self.http,
            &self.tokens,
            self,
            STALE_TOKEN,
            ("/cgi-bin/message/send", &body),
        );
        let (head, answer) = match called.await {
            Ok(answer) => answer,
            Err(fault) => return fault.outcome(),
        };
        let outcome = match send_outcome(&head, self.time.now()) {
            Some(outcome) => outcome,
            // The head said success; an answer without lists refused nobody.
            None => read::<SendAnswer>(&answer).unwrap_or_default().outcome(),
        };
        if !matches!(outcome, SendOutcome::Sent { .. }) {
            tracing::warn!(code = head.errcode, words = %head.reason(), outcome = outcome.label(),
                "WeCom message not sent");
        }
        outcome
    }
}

/// `|` would make it a list and `@all` the whole enterprise.
fn refuse_unsent(message: &WecomMessage) -> Option<SendOutcome> {
    let user = &message.touser;
    let plain = (1..=64).contains(&user.len())
        && user.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-@.".contains(&b))
        && !user.starts_with('@');
    let refusal = |code: &str, reason: &str| {
        Some(SendOutcome::Refused { code: code.into(), reason: reason.into(), fallback: true })
    };
    if !plain {
        return refusal("bad_recipient", "not one userid");
    }
    match &message.body {
        WecomBody::TextCard { url, .. } if url.is_empty() || url.len() > 2048 => {
            refusal("bad_url", "a card needs an address of at most 2,048 bytes")
        }
        _ => None,
    }
}

/// Reads the code of a send; `None` is success for at least somebody.
fn send_outcome(head: &Head, now: Timestamp) -> Option<SendOutcome> {
    let code = head.errcode.to_string();
    let reason = head.reason();
    Some(match head.errcode {
        0 => return None,
        -1 => SendOutcome::RetryLater { code, after: Duration::from_secs(10) },
        c if STALE_TOKEN.contains(&c) => {
            SendOutcome::RetryLater { code, after: Duration::from_secs(60) }
        }
        // Concurrency, rate.
        45033 => SendOutcome::RetryLater { code, after: Duration::from_secs(1) },
        45009 => SendOutcome::RetryLater { code, after: until_next_minute(now) },
        _ if is_config(head.errcode) => SendOutcome::ConfigFault { code, reason },
        // 81013 and 60111 nobody by that name, 40058 a parameter, and what is not documented.
        _ => SendOutcome::Refused { code, reason, fallback: true },
    })
}

/// Secret, application, rights, allowed addresses.
fn is_config(code: i64) -> bool {
    matches!(code, 40001 | 40013 | 40056 | 41001 | 48002 | 60011 | 60020 | 60123 | 301_002)
}

#[async_trait]
impl TokenSource for WecomClient {
    async fn fetch(&self) -> Result<Fetched, LoginFault> {
        let request = self.http.get("/cgi-bin/gettoken").query(&[
            ("corpid", self.settings.corpid.as_str()),
            ("corpsecret", self.settings.secret.expose_secret()),
        ]);
        let unavailable =
            |t: crate::providers::http::Transport| LoginFault::Unavailable { reason: t.reason() };
        let body = self.http.run(request).await.map_err(unavailable)?;
        let answer: TokenAnswer = read(&body).map_err(unavailable)?;
        let head = &answer.head;
        if head.errcode != 0 {
            tracing::warn!(code = head.errcode, words = %head.reason(), "no access token from WeCom");
        }
        match head.errcode {
            0 => {}
            -1 => return Err(LoginFault::Busy { after: Duration::from_secs(10) }),
            45009 | 45033 => {
                return Err(LoginFault::Busy { after: until_next_minute(self.time.now()) });
            }
            c => return Err(LoginFault::Config { code: c.to_string(), reason: head.reason() }),
        }
        let expires_in = Duration::from_secs(u64::try_from(answer.expires_in).unwrap_or(0));
        Ok(Fetched { token: answer.access_token.unwrap_or_default(), expires_in })
    }
}

#[derive(Deserialize)]
struct TokenAnswer {
    #[serde(flatten)]
    head: Head,
    access_token: Option<String>,
    #[serde(default, deserialize_with = "lenient::integer")]
    expires_in: i64,
}

/// Success for some is also `errcode` 0: those left out are listed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct SendAnswer {
    #[serde(deserialize_with = "lenient::text")]
    invaliduser: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    unlicenseduser: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    msgid: Option<String>,
}

impl SendAnswer {
    /// There is one recipient, so any name in a list is this one.
    fn outcome(self) -> SendOutcome {
        let refused = |code: &str, reason: &str| SendOutcome::Refused {
            code: code.into(),
            reason: reason.into(),
            fallback: true,
        };
        if self.invaliduser.is_some() {
            refused("invaliduser", "not a member, or not within the application's sight")
        } else if self.unlicenseduser.is_some() {
            refused("unlicenseduser", "the member has no licence")
        } else {
            SendOutcome::Sent { provider_id: self.msgid }
        }
    }
}
