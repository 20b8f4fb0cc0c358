//! Text messages (短信) by Tencent or Aliyun. Wire facts: `wechat.md` section 6.
//! Signs and templates are reviewed by the provider, so the text itself cannot be chosen.

mod aliyun;
mod tencent;

use async_trait::async_trait;

pub use aliyun::{AliyunSettings, AliyunSms};
pub use tencent::{TencentSettings, TencentSms};

use super::SendOutcome;

/// One text message to one mainland mobile number.
#[derive(Clone, PartialEq, Eq)]
pub struct SmsMessage {
    /// 11 digits, without country code.
    pub phone: String,
    /// The provider's template id (Tencent: digits; Aliyun: `SMS_…`).
    pub template: String,
    /// Name and value in the template's order. Aliyun goes by name, Tencent by place.
    pub params: Vec<(String, String)>,
    /// Our own key of the message, given back in receipts; less than 256 bytes, no personal data.
    pub reference: String,
}

impl std::fmt::Debug for SmsMessage {
    // The number is personal and a parameter may be a sign-in code.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmsMessage")
            .field("template", &self.template)
            .field("reference", &self.reference)
            .finish_non_exhaustive()
    }
}

/// Text messages.
#[async_trait]
pub trait Sms: Send + Sync {
    /// Sends one message. Neither provider checks for duplicates: after [`SendOutcome::Unknown`] a
    /// second send may arrive twice.
    async fn send(&self, message: &SmsMessage) -> SendOutcome;
}

/// A mainland mobile number: 11 digits, the first 1, the second 3–9.
pub(crate) fn is_mobile(phone: &str) -> bool {
    let digits = phone.as_bytes();
    digits.len() == 11
        && digits.iter().all(u8::is_ascii_digit)
        && digits[0] == b'1'
        && (b'3'..=b'9').contains(&digits[1])
}

/// A refusal of our own, before anything is sent.
pub(crate) fn bad_number() -> SendOutcome {
    SendOutcome::Refused {
        code: "bad_number".into(),
        reason: "not a mainland mobile number".into(),
        fallback: false,
    }
}
