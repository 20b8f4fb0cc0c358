//! The WeChat mini-program server API: sign-in, phone number, subscription messages, content check.
//! Wire facts: `wechat.md` sections 0–2 and 4.

mod client;
mod codes;

use std::time::Duration;

use async_trait::async_trait;
use secrecy::SecretString;
use thiserror::Error;
use url::Url;

pub use client::WechatClient;

use super::{LoginFault, SendOutcome};

/// How to reach one mini-program. `Debug` shows no secret.
#[derive(Debug, Clone)]
pub struct WechatSettings {
    /// `https://api.weixin.qq.com`, or the simulator's `…/wechat`.
    pub base_url: Url,
    /// The mini-program's id, `wx…`.
    pub appid: String,
    /// Its secret.
    pub secret: SecretString,
    /// Which edition a message opens: `formal`, `trial` or `developer`.
    pub miniprogram_state: String,
    /// For the connection. 5 s unless there is a reason.
    pub connect_timeout: Duration,
    /// For the whole call. 10 s unless there is a reason.
    pub total_timeout: Duration,
}

/// Who signed in. The `session_key` is not kept: nothing here decrypts client data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The person, within this mini-program; 28 characters.
    pub openid: String,
    /// The person across the owner's applications, where they are joined on the open platform.
    pub unionid: Option<String>,
}

/// A phone number that WeChat has verified.
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneNumber {
    /// Digits without the country code.
    pub number: String,
    /// Country code without `+`, for example `86`.
    pub country: String,
}

impl std::fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PhoneNumber(…)")
    }
}

/// One subscription message (订阅消息).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubscribeMessage {
    /// The openid.
    pub touser: String,
    /// The template, as granted in the mini-program's back office.
    pub template_id: String,
    /// The page that a tap opens, with query; none opens nothing.
    pub page: Option<String>,
    /// Field name (`thing1`, `time4`, …) and value. Cut to the field's rule before it is sent.
    pub data: Vec<(String, String)>,
    /// `zh_CN`, `en_US`, `zh_HK` or `zh_TW`.
    pub lang: String,
}

/// Where a text will be seen (`scene` of `msg_sec_check`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scene {
    /// 资料 (1)
    Profile = 1,
    /// 评论 (2)
    Comment = 2,
    /// 论坛 (3)
    Forum = 3,
    /// 社交日志 (4)
    Log = 4,
}

/// What the content check suggests, from harmless to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Suggestion {
    /// Nothing found.
    Pass,
    /// A human should look.
    Review,
    /// Should not be shown.
    Risky,
}

/// The result of a content check. `errcode` 0 alone does not mean clean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextVerdict {
    /// The worst suggestion for any part of the text.
    pub suggestion: Suggestion,
    /// The label of that part: 100 normal, 10001 ads, 20001 politics, 20002 porn, 20006 crime, 21000 other.
    pub label: i64,
    /// The provider's trace of that part.
    pub trace_id: Option<String>,
}

/// Why a text could not be checked. None of them means that the text is clean.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CheckFault {
    /// The person was not active in the mini-program for two hours (61010): leave it to a human.
    #[error("the person was not active lately, so the text cannot be checked")]
    NotActive,
    /// As in a sign-in.
    #[error(transparent)]
    Provider(#[from] LoginFault),
    /// Another refusal.
    #[error("the check was refused: {code} {reason}")]
    Refused {
        /// The provider's code.
        code: String,
        /// The provider's words.
        reason: String,
    },
}

/// The mini-program's server side.
#[async_trait]
pub trait WechatMini: Send + Sync {
    /// Exchanges a `wx.login` code (single use, 5 minutes) for the person.
    ///
    /// # Errors
    /// Every [`LoginFault`].
    async fn code_to_session(&self, code: &str) -> Result<Session, LoginFault>;

    /// Exchanges a `getPhoneNumber` code (single use, 5 minutes; not the `wx.login` code) for the number.
    ///
    /// # Errors
    /// Every [`LoginFault`].
    async fn phone_number(&self, code: &str) -> Result<PhoneNumber, LoginFault>;

    /// Sends one subscription message. WeChat has no duplicate check, and refuses concurrent sends to
    /// one person (43108): serialise per openid.
    async fn send_subscribe(&self, message: &SubscribeMessage) -> SendOutcome;

    /// Checks a text. Longer ones are checked in overlapping parts of 2,500 characters; the worst counts.
    ///
    /// # Errors
    /// [`CheckFault`]; treat each as "a human must look".
    async fn check_text(
        &self,
        openid: &str,
        text: &str,
        scene: Scene,
    ) -> Result<TextVerdict, CheckFault>;
}
