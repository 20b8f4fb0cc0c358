//! WeCom (企业微信) application messages to staff. Wire facts: `wechat.md` section 5.

mod client;

use std::time::Duration;

use async_trait::async_trait;
use secrecy::SecretString;
use url::Url;

pub use client::WecomClient;

use super::SendOutcome;

/// How to reach one WeCom application. `Debug` shows no secret.
#[derive(Debug, Clone)]
pub struct WecomSettings {
    /// `https://qyapi.weixin.qq.com`, or the simulator's `…/wecom`.
    pub base_url: Url,
    /// The enterprise's id, `ww…`.
    pub corpid: String,
    /// The application's secret.
    pub secret: SecretString,
    /// The application's number.
    pub agentid: i64,
    /// Within this time WeCom drops a second message of the same content to the same person; at most
    /// 4 hours, 1,800 s by default.
    pub duplicate_window: Duration,
    /// For the connection. 5 s unless there is a reason.
    pub connect_timeout: Duration,
    /// For the whole call. 10 s unless there is a reason.
    pub total_timeout: Duration,
}

/// What is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WecomBody {
    /// Plain text, cut at 2,048 bytes.
    Text {
        /// The text; may hold line breaks.
        content: String,
    },
    /// A card (文本卡片) that opens a page.
    TextCard {
        /// Cut at 128 characters.
        title: String,
        /// Cut at 512 characters.
        description: String,
        /// At most 2,048 bytes.
        url: String,
        /// Cut at 4 characters; WeCom's own word when absent.
        button: Option<String>,
    },
}

/// One message to one member: one recipient, one outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WecomMessage {
    /// The member's userid. Never `@all`, never a list.
    pub touser: String,
    /// What is shown.
    pub body: WecomBody,
}

/// Application messages.
#[async_trait]
pub trait Wecom: Send + Sync {
    /// Sends one message. WeCom's duplicate check is on, so after [`SendOutcome::Unknown`] the same
    /// message may be sent again within the duplicate window without reaching the person twice.
    ///
    /// More than 30 messages a minute or 1,000 an hour to one member are dropped by WeCom without a
    /// word: pace them before.
    async fn send(&self, message: &WecomMessage) -> SendOutcome;
}
