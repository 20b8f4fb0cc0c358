//! What a provider's answer means for us.

use std::time::Duration;

use thiserror::Error;

/// What became of one message to one person. Codes are the provider's own, as text; reasons carry no
/// personal data and no secret, so both may be stored and logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendOutcome {
    /// The provider took the message.
    Sent {
        /// The provider's id of it, where it gave one (WeChat may leave `msgid` out).
        provider_id: Option<String>,
    },
    /// A definite no: this message will never be delivered on this channel.
    Refused {
        /// The provider's code.
        code: String,
        /// The provider's words.
        reason: String,
        /// Whether another channel should be tried. False where the content itself was refused.
        fallback: bool,
    },
    /// Not delivered, and worth another attempt.
    RetryLater {
        /// The provider's code, or `connect`, `http_503` and the like.
        code: String,
        /// How long to wait at least.
        after: Duration,
    },
    /// The request was written and no answer came: it may have been delivered. Sending again may
    /// deliver twice, except where the provider has a duplicate check (WeCom).
    Unknown {
        /// What was seen.
        reason: String,
    },
    /// Not delivered because our settings are wrong (secret, template, allowed address): an alarm for
    /// the operator. The message may be sent again once that is mended.
    ConfigFault {
        /// The provider's code.
        code: String,
        /// The provider's words.
        reason: String,
    },
}

impl SendOutcome {
    /// A short, stable word for metrics labels.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self {
            Self::Sent { .. } => "sent",
            Self::Refused { .. } => "refused",
            Self::RetryLater { .. } => "retry_later",
            Self::Unknown { .. } => "unknown",
            Self::ConfigFault { .. } => "config_fault",
        }
    }
}

/// Why a person could not be signed in, or a phone number not be had, through WeChat.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LoginFault {
    /// The code is wrong, expired or already used: the client calls `wx.login` again (40029, 40163).
    #[error("the login code is not valid any more")]
    InvalidCode,
    /// WeChat refuses this person as high-risk (40226): do not retry.
    #[error("the provider blocks this person")]
    Blocked,
    /// WeChat is busy or a quota per minute is used up (-1, 45011).
    #[error("the provider is busy")]
    Busy {
        /// How long to wait at least.
        after: Duration,
    },
    /// Our application id, secret or allowed address is wrong: an alarm.
    #[error("the provider refuses our configuration: {code} {reason}")]
    Config {
        /// The provider's code.
        code: String,
        /// The provider's words.
        reason: String,
    },
    /// No usable answer came.
    #[error("the provider cannot be reached: {reason}")]
    Unavailable {
        /// What was seen; carries no address and no secret.
        reason: String,
    },
}
