//! Aliyun SMS: `SendSms` of 2017-05-25, signed with ACS3-HMAC-SHA256.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::time::{TimeSource, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use url::Url;

use super::tencent::{hmac, words};
use super::{Sms, SmsMessage, bad_number, is_mobile};
use crate::providers::calls::read;
use crate::providers::http::{Http, Transport};
use crate::providers::pace::{until_next_day, until_next_minute};
use crate::providers::{SendOutcome, SetupError};

const ACTION: &str = "SendSms";
const VERSION: &str = "2017-05-25";

/// How to reach the service. `Debug` shows no secret.
#[derive(Debug, Clone)]
pub struct AliyunSettings {
    /// `https://dysmsapi.aliyuncs.com`, or the simulator's `…/sms/aliyun`.
    pub base_url: Url,
    /// The caller's id.
    pub access_key_id: String,
    /// Its key.
    pub access_key_secret: SecretString,
    /// The reviewed sign (签名), without brackets.
    pub sign_name: String,
    /// For the connection. 5 s unless there is a reason.
    pub connect_timeout: Duration,
    /// For the whole call. 10 s unless there is a reason.
    pub total_timeout: Duration,
}

/// [`Sms`] over Aliyun's API.
pub struct AliyunSms {
    http: Http,
    settings: AliyunSettings,
    time: Arc<dyn TimeSource>,
}

impl AliyunSms {
    /// Builds the client. Nothing is asked of the provider yet.
    ///
    /// # Errors
    /// [`SetupError`] names the setting that is wrong.
    pub fn new(settings: AliyunSettings, time: Arc<dyn TimeSource>) -> Result<Self, SetupError> {
        for (value, setting) in [
            (settings.access_key_id.as_str(), "access_key_id"),
            (settings.access_key_secret.expose_secret(), "access_key_secret"),
        ] {
            if value.is_empty() || !value.bytes().all(|b| b.is_ascii_graphic()) {
                return Err(SetupError::Setting { provider: "aliyun sms", setting });
            }
        }
        let http = Http::new(
            "aliyun sms",
            &settings.base_url,
            settings.connect_timeout,
            settings.total_timeout,
        )?;
        Ok(Self { http, settings, time })
    }
}

#[async_trait]
impl Sms for AliyunSms {
    async fn send(&self, message: &SmsMessage) -> SendOutcome {
        if !is_mobile(&message.phone) {
            return bad_number();
        }
        let params: Map<String, Value> =
            message.params.iter().map(|(k, v)| (k.clone(), Value::from(v.as_str()))).collect();
        let params = Value::Object(params).to_string();
        let query = [
            ("OutId", message.reference.as_str()),
            ("PhoneNumbers", message.phone.as_str()),
            ("SignName", self.settings.sign_name.as_str()),
            ("TemplateCode", message.template.as_str()),
            ("TemplateParam", params.as_str()),
        ];
        let now = self.time.now();
        let signing = Signing {
            id: &self.settings.access_key_id,
            secret: self.settings.access_key_secret.expose_secret(),
            host: &self.http.host_header(),
            query: &query,
            nonce: &hex::encode(rand::random::<[u8; 16]>()),
            at: now,
        };
        let mut request = self.http.post("/").query(&query);
        for (name, value) in signing.headers() {
            request = request.header(name, value);
        }
        let request = request.header("authorization", signing.authorization());
        // Errors come as HTTP 4xx with a code in the body.
        let outcome = match self.http.run(request).await {
            Ok(body) => {
                read::<Answer>(&body).map_or_else(|f| f.outcome(), |answer| answer.outcome(now))
            }
            Err(Transport::Status(status, body)) => read::<Answer>(&body)
                .map_or_else(|_| Transport::Status(status, body).outcome(), |a| a.outcome(now)),
            Err(fault) => fault.outcome(),
        };
        if !matches!(outcome, SendOutcome::Sent { .. }) {
            tracing::warn!(?outcome, "SMS not sent by Aliyun");
        }
        outcome
    }
}

/// What goes into an ACS3 signature of a call without body.
struct Signing<'a> {
    id: &'a str,
    secret: &'a str,
    host: &'a str,
    query: &'a [(&'a str, &'a str)],
    nonce: &'a str,
    at: Timestamp,
}

impl Signing<'_> {
    /// The signed headers except `host`, which the HTTP client writes itself. In the order of the alphabet.
    fn headers(&self) -> [(&'static str, String); 5] {
        [
            ("x-acs-action", ACTION.into()),
            ("x-acs-content-sha256", hex::encode(Sha256::digest(b""))),
            ("x-acs-date", self.at.format("%Y-%m-%dT%H:%M:%SZ").to_string()),
            ("x-acs-signature-nonce", self.nonce.into()),
            ("x-acs-version", VERSION.into()),
        ]
    }

    fn authorization(&self) -> String {
        let mut query: Vec<(String, String)> =
            self.query.iter().map(|(k, v)| (percent(k), percent(v))).collect();
        query.sort();
        let query: Vec<String> = query.iter().map(|(k, v)| format!("{k}={v}")).collect();
        let headers = self.headers();
        let lines: String = headers.iter().map(|(k, v)| format!("{k}:{v}\n")).collect();
        let names: Vec<&str> =
            std::iter::once("host").chain(headers.iter().map(|(k, _)| *k)).collect();
        let names = names.join(";");
        let canonical = format!(
            "POST\n/\n{}\nhost:{}\n{lines}\n{names}\n{}",
            query.join("&"),
            self.host,
            headers[1].1
        );
        let to_sign =
            format!("ACS3-HMAC-SHA256\n{}", hex::encode(Sha256::digest(canonical.as_bytes())));
        let signature = hex::encode(hmac(self.secret.as_bytes(), to_sign.as_bytes()));
        format!(
            "ACS3-HMAC-SHA256 Credential={},SignedHeaders={names},Signature={signature}",
            self.id
        )
    }
}

/// RFC 3986 percent-encoding: unreserved characters stay, a space is `%20`.
fn percent(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, b| {
        if b.is_ascii_alphanumeric() || b"-_.~".contains(&b) {
            out.push(char::from(b));
        } else {
            out.push('%');
            out.push_str(&hex::encode_upper([b]));
        }
        out
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    code: String,
    #[serde(default)]
    message: String,
    biz_id: Option<String>,
}

impl Answer {
    fn outcome(self, now: Timestamp) -> SendOutcome {
        let Self { code, message, biz_id } = self;
        let reason = words(&message);
        let later = |code, after| SendOutcome::RetryLater { code, after };
        match code.as_str() {
            "OK" => SendOutcome::Sent { provider_id: biz_id },
            // The words tell which window is full: 分钟级, 小时级, 天级.
            "isv.BUSINESS_LIMIT_CONTROL" if message.contains('天') => {
                later(code, until_next_day(now))
            }
            "isv.BUSINESS_LIMIT_CONTROL" if message.contains("小时") => {
                later(code, Duration::from_secs(3600))
            }
            "isv.BUSINESS_LIMIT_CONTROL" => later(code, until_next_minute(now)),
            "isv.DAY_LIMIT_CONTROL" => later(code, until_next_day(now)),
            "isp.SYSTEM_ERROR" | "ServiceUnavailable" | "InternalError" => {
                SendOutcome::Unknown { reason: code }
            }
            c if c.starts_with("Throttling") => later(code, Duration::from_secs(5)),
            "isv.MOBILE_NUMBER_ILLEGAL"
            | "isv.MOBILE_COUNT_OVER_LIMIT"
            | "isv.BLACK_KEY_CONTROL_LIMIT"
            | "isv.PARAM_LENGTH_LIMIT"
            | "isv.PARAM_NOT_SUPPORT_URL" => SendOutcome::Refused { code, reason, fallback: false },
            // Balance, sign, template, account, rights, signature, clock.
            _ => SendOutcome::ConfigFault { code, reason },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_the_one_that_the_vendors_own_client_makes() {
        let vectors: Value =
            serde_json::from_str(include_str!("../../../tests/data/sms_signatures.json")).unwrap();
        let v = &vectors["aliyun"];
        let query: Vec<(&str, &str)> = v["query"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(k, v)| (k.as_str(), v.as_str().unwrap()))
            .collect();
        let signing = Signing {
            id: v["access_key_id"].as_str().unwrap(),
            secret: v["access_key_secret"].as_str().unwrap(),
            host: v["headers"]["host"].as_str().unwrap(),
            query: &query,
            nonce: v["headers"]["x-acs-signature-nonce"].as_str().unwrap(),
            at: v["headers"]["x-acs-date"].as_str().unwrap().parse().unwrap(),
        };
        assert_eq!(signing.authorization(), v["authorization"].as_str().unwrap());
    }

    #[test]
    fn codes_lead_to_the_right_action() {
        let now = Timestamp::from_timestamp(1_700_000_000, 0).unwrap();
        for (code, message, label) in [
            ("OK", "", "sent"),
            ("isv.BUSINESS_LIMIT_CONTROL", "触发天级流控Permits:10", "retry_later"),
            ("isv.BUSINESS_LIMIT_CONTROL", "触发分钟级流控Permits:1", "retry_later"),
            ("isv.MOBILE_NUMBER_ILLEGAL", "", "refused"),
            ("isv.AMOUNT_NOT_ENOUGH", "", "config_fault"),
            ("SignatureDoesNotMatch", "", "config_fault"),
            ("isp.SYSTEM_ERROR", "", "unknown"),
        ] {
            let answer = Answer { code: code.into(), message: message.into(), biz_id: None };
            assert_eq!(answer.outcome(now).label(), label, "{code}");
        }
    }
}
