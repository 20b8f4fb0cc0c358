//! Tencent Cloud SMS: `SendSms` of 2021-01-11, signed with TC3-HMAC-SHA256.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::time::{TimeSource, Timestamp};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use url::Url;

use super::{Sms, SmsMessage, bad_number, is_mobile};
use crate::providers::calls::read;
use crate::providers::http::Http;
use crate::providers::pace::until_next_day;
use crate::providers::{SendOutcome, SetupError};

const CONTENT_TYPE: &str = "application/json";

/// How to reach one SMS application. `Debug` shows no secret.
#[derive(Debug, Clone)]
pub struct TencentSettings {
    /// `https://sms.tencentcloudapi.com`, or the simulator's `…/sms/tencent`.
    pub base_url: Url,
    /// The caller's id.
    pub secret_id: String,
    /// Its key.
    pub secret_key: SecretString,
    /// For example `ap-guangzhou`.
    pub region: String,
    /// The SMS application, `1400…`.
    pub sdk_app_id: String,
    /// The reviewed sign (签名), without brackets.
    pub sign_name: String,
    /// For the connection. 5 s unless there is a reason.
    pub connect_timeout: Duration,
    /// For the whole call. 10 s unless there is a reason.
    pub total_timeout: Duration,
}

/// [`Sms`] over Tencent's API.
pub struct TencentSms {
    http: Http,
    settings: TencentSettings,
    time: Arc<dyn TimeSource>,
}

impl TencentSms {
    /// Builds the client. Nothing is asked of the provider yet.
    ///
    /// # Errors
    /// [`SetupError`] names the setting that is wrong.
    pub fn new(settings: TencentSettings, time: Arc<dyn TimeSource>) -> Result<Self, SetupError> {
        for (value, setting) in [
            (settings.secret_id.as_str(), "secret_id"),
            (settings.secret_key.expose_secret(), "secret_key"),
            (settings.region.as_str(), "region"),
            (settings.sdk_app_id.as_str(), "sdk_app_id"),
        ] {
            if value.is_empty() || !value.bytes().all(|b| b.is_ascii_graphic()) {
                return Err(SetupError::Setting { provider: "tencent sms", setting });
            }
        }
        let http = Http::new(
            "tencent sms",
            &settings.base_url,
            settings.connect_timeout,
            settings.total_timeout,
        )?;
        Ok(Self { http, settings, time })
    }
}

#[async_trait]
impl Sms for TencentSms {
    async fn send(&self, message: &SmsMessage) -> SendOutcome {
        if !is_mobile(&message.phone) {
            return bad_number();
        }
        let now = self.time.now();
        let params: Vec<&str> = message.params.iter().map(|(_, value)| value.as_str()).collect();
        // Signed as these very bytes, so they are made once.
        let body = json!({
            "PhoneNumberSet": [format!("+86{}", message.phone)],
            "SmsSdkAppId": self.settings.sdk_app_id,
            "TemplateId": message.template,
            "SignName": self.settings.sign_name,
            "TemplateParamSet": params,
            "SessionContext": message.reference,
        })
        .to_string();
        let signed = Signing {
            secret_id: &self.settings.secret_id,
            secret_key: self.settings.secret_key.expose_secret(),
            host: &self.http.host_header(),
            body: body.as_bytes(),
            at: now,
        };
        let request = self
            .http
            .post("/")
            .header("content-type", CONTENT_TYPE)
            .header("x-tc-action", "SendSms")
            .header("x-tc-version", "2021-01-11")
            .header("x-tc-timestamp", now.timestamp().to_string())
            .header("x-tc-region", self.settings.region.as_str())
            .header("authorization", signed.authorization())
            .body(body);
        let answer = match self.http.run(request).await {
            Ok(answer) => answer,
            Err(fault) => return fault.outcome(),
        };
        let outcome = match read::<Answer>(&answer) {
            Ok(answer) => answer.response.outcome(now),
            Err(fault) => fault.outcome(),
        };
        if !matches!(outcome, SendOutcome::Sent { .. }) {
            tracing::warn!(?outcome, "SMS not sent by Tencent");
        }
        outcome
    }
}

/// What goes into a TC3 signature. Only `content-type` and `host` are signed, as the SDK does.
struct Signing<'a> {
    secret_id: &'a str,
    secret_key: &'a str,
    host: &'a str,
    body: &'a [u8],
    at: Timestamp,
}

impl Signing<'_> {
    fn authorization(&self) -> String {
        let date = self.at.format("%Y-%m-%d").to_string();
        let canonical = format!(
            "POST\n/\n\ncontent-type:{CONTENT_TYPE}\nhost:{}\n\ncontent-type;host\n{}",
            self.host,
            hex::encode(Sha256::digest(self.body))
        );
        let scope = format!("{date}/sms/tc3_request");
        let to_sign = format!(
            "TC3-HMAC-SHA256\n{}\n{scope}\n{}",
            self.at.timestamp(),
            hex::encode(Sha256::digest(canonical.as_bytes()))
        );
        let key = hmac(format!("TC3{}", self.secret_key).as_bytes(), date.as_bytes());
        let key = hmac(&hmac(&key, b"sms"), b"tc3_request");
        let signature = hex::encode(hmac(&key, to_sign.as_bytes()));
        format!(
            "TC3-HMAC-SHA256 Credential={}/{scope}, SignedHeaders=content-type;host, Signature={signature}",
            self.secret_id
        )
    }
}

pub(super) fn hmac(key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(data);
    mac.finalize().into_bytes().to_vec()
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    response: Response,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Response {
    #[serde(default)]
    send_status_set: Vec<Status>,
    error: Option<Fault>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Status {
    code: String,
    #[serde(default)]
    message: String,
    #[serde(default)]
    serial_no: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Fault {
    code: String,
    #[serde(default)]
    message: String,
}

impl Response {
    /// One number was asked for: its own code counts, not the call's success.
    fn outcome(self, now: Timestamp) -> SendOutcome {
        if let Some(Fault { code, message }) = self.error {
            return by_code(code, &message, now);
        }
        match self.send_status_set.into_iter().next() {
            Some(Status { code, serial_no, .. }) if code == "Ok" => {
                SendOutcome::Sent { provider_id: Some(serial_no).filter(|s| !s.is_empty()) }
            }
            Some(Status { code, message, .. }) => by_code(code, &message, now),
            None => SendOutcome::Unknown { reason: "the answer names no number".into() },
        }
    }
}

/// The provider's words may repeat the number: digits are dropped from them.
pub(super) fn words(message: &str) -> String {
    message.chars().filter(|c| !c.is_control() && !c.is_ascii_digit()).take(200).collect()
}

fn by_code(code: String, message: &str, now: Timestamp) -> SendOutcome {
    let reason = words(message);
    let later = |code, after| SendOutcome::RetryLater { code, after };
    let (family, detail) = code.split_once('.').unwrap_or((&code, ""));
    match (family, detail) {
        ("LimitExceeded", "PhoneNumberThirtySecondLimit") => later(code, Duration::from_secs(30)),
        ("LimitExceeded", "PhoneNumberOneHourLimit") => later(code, Duration::from_secs(3600)),
        ("LimitExceeded", d) if d.contains("Daily") || d.contains("Day") => {
            later(code, until_next_day(now))
        }
        ("LimitExceeded" | "RequestLimitExceeded", _) => later(code, Duration::from_secs(60)),
        // The provider says itself that it does not know.
        ("InternalError", d) if d.contains("Timeout") || d.contains("TimeOut") => {
            SendOutcome::Unknown { reason: code }
        }
        ("InternalError" | "ResourceUnavailable", _) => later(code, Duration::from_secs(30)),
        ("FailedOperation", "PhoneNumberInBlacklist" | "ContainSensitiveWord")
        | ("InvalidParameterValue", "IncorrectPhoneNumber")
        | ("UnsupportedOperation", _) => SendOutcome::Refused { code, reason, fallback: false },
        // Signature, balance, sign, template, rights.
        (
            "AuthFailure"
            | "UnauthorizedOperation"
            | "FailedOperation"
            | "InvalidParameterValue"
            | "InvalidParameter"
            | "MissingParameter"
            | "UnknownParameter"
            | "ResourceNotFound"
            | "InvalidAction"
            | "NoSuchVersion"
            | "UnsupportedRegion",
            _,
        ) => SendOutcome::ConfigFault { code, reason },
        _ => SendOutcome::Refused { code, reason, fallback: false },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_the_one_that_the_vendors_own_client_makes() {
        let vectors: serde_json::Value =
            serde_json::from_str(include_str!("../../../tests/data/sms_signatures.json")).unwrap();
        let v = &vectors["tencent"];
        let text = |k: &str| v[k].as_str().unwrap();
        let signing = Signing {
            secret_id: text("secret_id"),
            secret_key: text("secret_key"),
            host: v["headers"]["Host"].as_str().unwrap(),
            body: text("body").as_bytes(),
            at: Timestamp::from_timestamp(v["timestamp"].as_i64().unwrap(), 0).unwrap(),
        };
        assert_eq!(signing.authorization(), v["headers"]["Authorization"].as_str().unwrap());
    }

    #[test]
    fn codes_per_number_lead_to_the_right_action() {
        let now = Timestamp::from_timestamp(1_700_000_000, 0).unwrap();
        for (code, label) in [
            ("LimitExceeded.PhoneNumberDailyLimit", "retry_later"),
            ("LimitExceeded.PhoneNumberThirtySecondLimit", "retry_later"),
            ("FailedOperation.PhoneNumberInBlacklist", "refused"),
            ("FailedOperation.InsufficientBalanceInSmsPackage", "config_fault"),
            ("FailedOperation.TemplateIncorrectOrUnapproved", "config_fault"),
            ("AuthFailure.SignatureFailure", "config_fault"),
            ("InternalError.Timeout", "unknown"),
            ("InternalError.OtherError", "retry_later"),
            ("InvalidParameterValue.IncorrectPhoneNumber", "refused"),
            ("Odd", "refused"),
        ] {
            assert_eq!(by_code(code.into(), "", now).label(), label, "{code}");
        }
    }
}
