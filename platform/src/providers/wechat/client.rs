//! The client.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::time::TimeSource;
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use tokio::time::sleep;

use super::{
    CheckFault, PhoneNumber, Scene, Session, SubscribeMessage, Suggestion, TextVerdict, WechatMini,
    WechatSettings, codes,
};
use crate::providers::calls::{CallFault, read, with_token};
use crate::providers::http::Http;
use crate::providers::lenient::{self, Head};
use crate::providers::tokens::{Fetched, TokenKeeper, TokenSource};
use crate::providers::{LoginFault, SendOutcome, SetupError, TokenCache, fit};

/// Codes of `wx.login` and `getPhoneNumber` are far shorter; longer ones are not passed on.
const MAX_CODE: usize = 512;
/// `msg_sec_check` takes 2,500 characters.
const CHECK_PART: usize = 2500;
/// Parts overlap, so that no word is cut in two unseen.
const CHECK_OVERLAP: usize = 30;
/// Where an answer of -1 asks for another attempt within one sign-in.
const BUSY_PAUSES: [Duration; 2] = [Duration::from_millis(200), Duration::from_millis(600)];

/// [`WechatMini`] over HTTP.
pub struct WechatClient {
    http: Http,
    settings: WechatSettings,
    tokens: TokenKeeper,
    time: Arc<dyn TimeSource>,
}

impl WechatClient {
    /// Builds the client. Nothing is asked of WeChat yet.
    ///
    /// # Errors
    /// [`SetupError`] names the setting that is wrong.
    pub fn new(
        settings: WechatSettings,
        cache: Arc<dyn TokenCache>,
        time: Arc<dyn TimeSource>,
    ) -> Result<Self, SetupError> {
        let bad = |setting| SetupError::Setting { provider: "wechat", setting };
        if settings.appid.is_empty() || !settings.appid.chars().all(|c| c.is_ascii_alphanumeric()) {
            return Err(bad("appid"));
        }
        if settings.secret.expose_secret().is_empty() {
            return Err(bad("secret"));
        }
        if !matches!(settings.miniprogram_state.as_str(), "formal" | "trial" | "developer") {
            return Err(bad("miniprogram_state"));
        }
        let http = Http::new(
            "wechat",
            &settings.base_url,
            settings.connect_timeout,
            settings.total_timeout,
        )?;
        let tokens = TokenKeeper::new(format!("token:wechat:{}", settings.appid), cache);
        Ok(Self { http, settings, tokens, time })
    }

    async fn call(&self, path: &str, body: &Value) -> Result<(Head, Vec<u8>), CallFault> {
        with_token(&self.http, &self.tokens, self, codes::STALE_TOKEN, (path, body)).await
    }

    async fn ask_session(&self, code: &str) -> Result<(Head, Vec<u8>), LoginFault> {
        let request = self.http.get("/sns/jscode2session").query(&[
            ("appid", self.settings.appid.as_str()),
            ("secret", self.settings.secret.expose_secret()),
            ("js_code", code),
            ("grant_type", "authorization_code"),
        ]);
        let body = self.http.run(request).await.map_err(unavailable)?;
        let head = read(&body).map_err(unavailable)?;
        Ok((head, body))
    }

    async fn check_part(
        &self,
        openid: &str,
        part: &str,
        scene: Scene,
    ) -> Result<TextVerdict, CheckFault> {
        let body = json!({ "version": 2, "openid": openid, "scene": scene as u8, "content": part });
        let (head, answer) =
            self.call("/wxa/msg_sec_check", &body).await.map_err(CallFault::login)?;
        match head.errcode {
            0 => {}
            61010 => return Err(CheckFault::NotActive),
            40003 | 40129 | 43104 | 44002 | 47001 => {
                let code = head.errcode.to_string();
                return Err(CheckFault::Refused { code, reason: head.reason() });
            }
            _ => {
                let fault = codes::login_fault(&head, self.time.now());
                return Err(fault.unwrap_or(LoginFault::InvalidCode).into());
            }
        }
        let answer: CheckAnswer = read(&answer).map_err(unavailable)?;
        // A word that is not known must not pass as clean.
        let suggestion = match answer.result.suggest.as_str() {
            "pass" => Suggestion::Pass,
            "risky" => Suggestion::Risky,
            _ => Suggestion::Review,
        };
        Ok(TextVerdict { suggestion, label: answer.result.label, trace_id: answer.trace_id })
    }
}

#[async_trait]
impl WechatMini for WechatClient {
    async fn code_to_session(&self, code: &str) -> Result<Session, LoginFault> {
        if !is_code(code) {
            return Err(LoginFault::InvalidCode);
        }
        let mut pauses = BUSY_PAUSES.iter();
        let (head, body) = loop {
            let (head, body) = self.ask_session(code).await?;
            // -1 did not use the code up; every other answer may have.
            match pauses.next() {
                Some(pause) if head.errcode == -1 => sleep(*pause).await,
                _ => break (head, body),
            }
        };
        if let Some(fault) = codes::login_fault(&head, self.time.now()) {
            tracing::warn!(code = head.errcode, words = %head.reason(), "sign-in refused by WeChat");
            return Err(fault);
        }
        let answer: SessionAnswer = read(&body).map_err(unavailable)?;
        match answer.openid {
            Some(openid) if openid.len() <= 64 => Ok(Session { openid, unionid: answer.unionid }),
            _ => Err(LoginFault::Unavailable { reason: "the answer names nobody".into() }),
        }
    }

    async fn phone_number(&self, code: &str) -> Result<PhoneNumber, LoginFault> {
        if !is_code(code) {
            return Err(LoginFault::InvalidCode);
        }
        let path = "/wxa/business/getuserphonenumber";
        let (head, body) =
            self.call(path, &json!({ "code": code })).await.map_err(CallFault::login)?;
        if let Some(fault) = codes::login_fault(&head, self.time.now()) {
            tracing::warn!(code = head.errcode, words = %head.reason(), "phone number refused by WeChat");
            return Err(fault);
        }
        let answer: PhoneAnswer = read(&body).map_err(unavailable)?;
        let info = answer.phone_info;
        if info.watermark.appid.as_deref().is_some_and(|id| id != self.settings.appid) {
            return Err(LoginFault::InvalidCode);
        }
        let digits = |s: &str, most: usize| {
            (1..=most).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit())
        };
        let country = info.country_code.unwrap_or_else(|| "86".into());
        let country = country.trim_start_matches('+').to_owned();
        match info.pure_phone_number {
            Some(number) if digits(&number, 15) && digits(&country, 4) => {
                Ok(PhoneNumber { number, country })
            }
            _ => Err(LoginFault::Unavailable { reason: "the answer holds no number".into() }),
        }
    }

    async fn send_subscribe(&self, message: &SubscribeMessage) -> SendOutcome {
        let data: Map<String, Value> = message
            .data
            .iter()
            .map(|(name, value)| (name.clone(), json!({ "value": fit::fit_field(name, value) })))
            .collect();
        let mut body = json!({
            "touser": message.touser,
            "template_id": message.template_id,
            "data": data,
            "miniprogram_state": self.settings.miniprogram_state,
            "lang": message.lang,
        });
        if let Some(page) = &message.page {
            body["page"] = json!(page);
        }
        let (head, answer) = match self.call("/cgi-bin/message/subscribe/send", &body).await {
            Ok(answer) => answer,
            Err(fault) => return fault.outcome(),
        };
        if let Some(outcome) = codes::send_outcome(&head, self.time.now()) {
            tracing::warn!(code = head.errcode, words = %head.reason(), outcome = outcome.label(),
                "subscription message not sent");
            return outcome;
        }
        // The head said success: an odd msgid must not turn that into a doubt.
        let provider_id = read::<SendAnswer>(&answer).ok().and_then(|a| a.msgid);
        SendOutcome::Sent { provider_id }
    }

    async fn check_text(
        &self,
        openid: &str,
        text: &str,
        scene: Scene,
    ) -> Result<TextVerdict, CheckFault> {
        let clean = TextVerdict { suggestion: Suggestion::Pass, label: 100, trace_id: None };
        let mut worst: Option<TextVerdict> = None;
        for part in parts(text) {
            let verdict = self.check_part(openid, &part, scene).await?;
            if worst.as_ref().is_none_or(|w| verdict.suggestion > w.suggestion) {
                worst = Some(verdict);
            }
        }
        Ok(worst.unwrap_or(clean))
    }
}

#[async_trait]
impl TokenSource for WechatClient {
    /// Normal mode of `stable_token`: the same token for all who ask, so instances cannot rob each
    /// other of it as they do with `/cgi-bin/token`.
    async fn fetch(&self) -> Result<Fetched, LoginFault> {
        let request = self.http.post("/cgi-bin/stable_token").json(&json!({
            "grant_type": "client_credential",
            "appid": self.settings.appid,
            "secret": self.settings.secret.expose_secret(),
        }));
        let body = self.http.run(request).await.map_err(unavailable)?;
        let answer: TokenAnswer = read(&body).map_err(unavailable)?;
        if let Some(fault) = codes::login_fault(&answer.head, self.time.now()) {
            tracing::warn!(code = answer.head.errcode, words = %answer.head.reason(), "no access token from WeChat");
            // A code of sign-in makes no sense here; it is not the person's fault.
            return Err(match fault {
                LoginFault::InvalidCode | LoginFault::Blocked => LoginFault::Config {
                    code: answer.head.errcode.to_string(),
                    reason: answer.head.reason(),
                },
                other => other,
            });
        }
        let expires_in = Duration::from_secs(u64::try_from(answer.expires_in).unwrap_or(0));
        Ok(Fetched { token: answer.access_token.unwrap_or_default(), expires_in })
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is the shape map_err wants")]
fn unavailable(fault: crate::providers::http::Transport) -> LoginFault {
    LoginFault::Unavailable { reason: fault.reason() }
}

fn is_code(code: &str) -> bool {
    (1..=MAX_CODE).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_graphic())
}

/// Overlapping parts that `msg_sec_check` takes; none for an empty text.
fn parts(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut parts = Vec::new();
    let mut start = 0;
    while start < chars.len() {
        let end = chars.len().min(start + CHECK_PART);
        parts.push(chars[start..end].iter().collect());
        if end == chars.len() {
            break;
        }
        start = end - CHECK_OVERLAP;
    }
    parts
}

#[derive(Deserialize)]
struct TokenAnswer {
    #[serde(flatten)]
    head: Head,
    access_token: Option<String>,
    #[serde(default, deserialize_with = "lenient::integer")]
    expires_in: i64,
}

#[derive(Deserialize)]
struct SessionAnswer {
    openid: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    unionid: Option<String>,
}

#[derive(Deserialize)]
struct SendAnswer {
    #[serde(default, deserialize_with = "lenient::text")]
    msgid: Option<String>,
}

#[derive(Deserialize)]
struct PhoneAnswer {
    phone_info: PhoneInfo,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PhoneInfo {
    #[serde(default, deserialize_with = "lenient::text")]
    pure_phone_number: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    country_code: Option<String>,
    #[serde(default)]
    watermark: Watermark,
}

#[derive(Default, Deserialize)]
struct Watermark {
    appid: Option<String>,
}

#[derive(Deserialize)]
struct CheckAnswer {
    result: CheckResult,
    trace_id: Option<String>,
}

#[derive(Deserialize)]
struct CheckResult {
    suggest: String,
    #[serde(default, deserialize_with = "lenient::integer")]
    label: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_checked_in_parts_that_overlap_and_miss_nothing() {
        assert!(parts("").is_empty());
        assert_eq!(parts("字").len(), 1);
        let text: String = (0..6000).map(|i| char::from_u32(0x4e00 + i).unwrap()).collect();
        let parts = parts(&text);
        assert!(parts.iter().all(|p| p.chars().count() <= CHECK_PART));
        let mut joined = parts[0].clone();
        for part in &parts[1..] {
            joined.extend(part.chars().skip(CHECK_OVERLAP));
        }
        assert_eq!(joined, text);
    }
}
