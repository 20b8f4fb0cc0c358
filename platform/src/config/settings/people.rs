//! What reaches people: sign-in, WeChat, WeCom, SMS, notices.

use std::{collections::BTreeMap, time::Duration};

use secrecy::SecretString;
use serde::Deserialize;

use super::{milliseconds, present, seconds};
use domain::notice::QuietHours;

/// Tokens, passwords and lockout.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthSettings {
    /// Ed25519 private key, PKCS#8 PEM, that signs access tokens. Absent in development: the
    /// process makes one under `data_dir`.
    #[serde(deserialize_with = "present")]
    pub signing_key: Option<SecretString>,
    /// Earlier signing keys (PEM) whose tokens are still accepted; the contents of the files that
    /// `auth.previous_key_files` names.
    #[serde(rename = "previous_key_files")]
    pub previous_keys: Vec<SecretString>,
    /// `iss` of the tokens.
    pub issuer: String,
    /// Life of an access token.
    #[serde(rename = "access_ttl_s", deserialize_with = "seconds")]
    pub access_ttl: Duration,
    /// Life of a refresh token.
    #[serde(rename = "refresh_ttl_s", deserialize_with = "seconds")]
    pub refresh_ttl: Duration,
    /// Tolerated difference of clocks.
    #[serde(rename = "leeway_s", deserialize_with = "seconds")]
    pub leeway: Duration,
    /// Failed passwords in a row before the account is locked.
    pub lockout_after: u32,
    /// First lock; doubled at each further failure.
    #[serde(rename = "lockout_base_s", deserialize_with = "seconds")]
    pub lockout_base: Duration,
    /// Longest lock.
    #[serde(rename = "lockout_max_s", deserialize_with = "seconds")]
    pub lockout_max: Duration,
    /// Life of an SMS code.
    #[serde(rename = "sms_code_ttl_s", deserialize_with = "seconds")]
    pub sms_code_ttl: Duration,
    /// Wrong guesses before an SMS code is void.
    pub sms_code_attempts: u32,
    /// Argon2id memory, KiB.
    pub password_memory_kib: u32,
    /// Argon2id passes.
    pub password_iterations: u32,
}

/// WeChat mini-program.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WechatSettings {
    /// Base address of the provider, without a trailing slash.
    pub base_url: String,
    /// Id of the mini-program; absent switches WeChat off.
    #[serde(deserialize_with = "present")]
    pub appid: Option<String>,
    /// AppSecret.
    #[serde(deserialize_with = "present")]
    pub secret: Option<SecretString>,
    /// Template key of this house → template id at WeChat.
    pub templates: BTreeMap<String, String>,
    /// Which release of the mini-program a card opens.
    pub miniprogram_state: MiniprogramState,
    /// Longest wait for one call.
    #[serde(rename = "timeout_ms", deserialize_with = "milliseconds")]
    pub timeout: Duration,
}

/// `miniprogram_state` of a subscription message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MiniprogramState {
    /// Development build.
    Developer,
    /// Trial build.
    Trial,
    /// Released build.
    Formal,
}

impl MiniprogramState {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Developer => "developer",
            Self::Trial => "trial",
            Self::Formal => "formal",
        }
    }
}

/// WeCom application.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WecomSettings {
    /// Base address of the provider, without a trailing slash.
    pub base_url: String,
    /// Corp id; absent switches WeCom off.
    #[serde(deserialize_with = "present")]
    pub corpid: Option<String>,
    /// Secret of the application.
    #[serde(deserialize_with = "present")]
    pub secret: Option<SecretString>,
    /// Id of the application.
    pub agent_id: u64,
    /// Longest wait for one call.
    #[serde(rename = "timeout_ms", deserialize_with = "milliseconds")]
    pub timeout: Duration,
}

/// SMS provider.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsSettings {
    /// Who sends.
    pub provider: SmsProvider,
    /// Base address, when it is not the provider's own.
    #[serde(deserialize_with = "present")]
    pub base_url: Option<String>,
    /// Access key id (Tencent: SecretId).
    #[serde(deserialize_with = "present")]
    pub access_key_id: Option<String>,
    /// Access key secret (Tencent: SecretKey).
    #[serde(deserialize_with = "present")]
    pub access_key_secret: Option<SecretString>,
    /// Tencent: SmsSdkAppId.
    #[serde(deserialize_with = "present")]
    pub app_id: Option<String>,
    /// Region.
    pub region: String,
    /// Signature shown before the text.
    pub sign_name: String,
    /// Template key of this house → template id at the provider.
    pub templates: BTreeMap<String, String>,
    /// Longest wait for one call.
    #[serde(rename = "timeout_ms", deserialize_with = "milliseconds")]
    pub timeout: Duration,
}

/// Who sends SMS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmsProvider {
    /// Nobody.
    None,
    /// Tencent Cloud.
    Tencent,
    /// Alibaba Cloud.
    Aliyun,
}

/// Delivery of notices.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotifySettings {
    /// When only critical notices go out (Asia/Shanghai).
    #[serde(deserialize_with = "present")]
    pub quiet_hours: Option<QuietHours>,
    /// Whether SMS follows a definite refusal of another channel.
    pub sms_fallback: bool,
    /// Tries of one delivery before it is given up.
    pub max_attempts: u32,
    /// First wait after a failed delivery; doubled each time.
    #[serde(rename = "retry_base_s", deserialize_with = "seconds")]
    pub retry_base: Duration,
    /// Longest wait between two tries.
    #[serde(rename = "retry_max_s", deserialize_with = "seconds")]
    pub retry_max: Duration,
}
