//! Tencent's `SendSms` with TC3-HMAC-SHA256.

use actix_web::web::{self, Bytes, Data};
use actix_web::{HttpRequest, HttpResponse};
use chrono::DateTime;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{as_code, hmac, is_mobile};
use crate::clock::now;
use crate::state::State;
use crate::store::{Draft, plain_phone};

pub(crate) fn configure(config: &mut web::ServiceConfig) {
    config.route("/", web::post().to(send)).route("", web::post().to(send));
}

fn request_id() -> String {
    uuid::Uuid::from_bytes(rand::random()).to_string()
}

/// The whole call is refused.
pub(crate) fn error_answer(code: &str, words: &str) -> Value {
    json!({ "Response": { "Error": { "Code": code, "Message": words }, "RequestId": request_id() } })
}

/// The call is good, the number is refused.
pub(crate) fn status_answer(code: &str, words: &str) -> Value {
    let status = json!({ "SerialNo": "", "PhoneNumber": "", "Fee": 0, "SessionContext": "",
        "Code": code, "Message": words, "IsoCode": "" });
    json!({ "Response": { "SendStatusSet": [status], "RequestId": request_id() } })
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Ask {
    phone_number_set: Vec<String>,
    sms_sdk_app_id: String,
    template_id: String,
    sign_name: String,
    #[serde(default)]
    template_param_set: Vec<String>,
    #[serde(default)]
    session_context: String,
}

async fn send(state: Data<State>, request: HttpRequest, body: Bytes) -> HttpResponse {
    let refuse = |code: &str, words: &str| HttpResponse::Ok().json(error_answer(code, words));
    if let Err((code, words)) = verify(&state, &request, &body) {
        return refuse(code, words);
    }
    if header(&request, "x-tc-action") != "SendSms" {
        return refuse("InvalidAction", "the action does not exist");
    }
    if header(&request, "x-tc-version") != "2021-01-11" {
        return refuse("NoSuchVersion", "the version does not exist");
    }
    if header(&request, "x-tc-region").is_empty() {
        return refuse("MissingParameter", "region");
    }
    let ask = match serde_json::from_slice::<Ask>(&body) {
        Ok(ask) if (1..=200).contains(&ask.phone_number_set.len()) => ask,
        _ => return refuse("InvalidParameter", "the body is not a SendSms request"),
    };
    if ask.session_context.len() >= 512 || ask.sms_sdk_app_id.is_empty() {
        return refuse("InvalidParameterValue", "SessionContext or SmsSdkAppId");
    }
    let statuses: Vec<Value> =
        ask.phone_number_set.iter().map(|p| deliver(&state, &ask, p)).collect();
    HttpResponse::Ok()
        .json(json!({ "Response": { "SendStatusSet": statuses, "RequestId": request_id() } }))
}

fn deliver(state: &State, ask: &Ask, phone: &str) -> Value {
    let plain = plain_phone(phone);
    let status = |code: &str, words: &str, serial: String, fee: u8| {
        json!({ "SerialNo": serial, "PhoneNumber": phone, "Fee": fee,
            "SessionContext": ask.session_context, "Code": code, "Message": words, "IsoCode": "CN" })
    };
    if !is_mobile(plain) {
        let code = "InvalidParameterValue.IncorrectPhoneNumber";
        return status(code, "incorrect phone number", String::new(), 0);
    }
    let params = &ask.template_param_set;
    let draft = Draft {
        channel: "sms",
        to: plain.to_owned(),
        template_id: Some(ask.template_id.clone()),
        data: params.iter().enumerate().map(|(i, v)| ((i + 1).to_string(), json!(v))).collect(),
        text: Some(format!("【{}】{}", ask.sign_name, params.join(" "))),
        code: params.first().and_then(|p| as_code(p)),
        reference: Some(ask.session_context.clone()).filter(|s| !s.is_empty()),
        ..Draft::default()
    };
    let id = state.deliver(draft, None).unwrap_or_default();
    status("Ok", "send success", format!("5000:{id:024}"), 1)
}

fn header<'a>(request: &'a HttpRequest, name: &str) -> &'a str {
    request.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
}

type Refusal = (&'static str, &'static str);

fn verify(state: &State, request: &HttpRequest, body: &[u8]) -> Result<(), Refusal> {
    const FORM: Refusal = ("AuthFailure.InvalidAuthorization", "the authorization is malformed");
    let given = header(request, "authorization").strip_prefix("TC3-HMAC-SHA256 ").ok_or(FORM)?;
    let part = |name: &str| {
        given.split(", ").find_map(|p| p.strip_prefix(name)?.strip_prefix('=')).ok_or(FORM)
    };
    let (credential, names, signature) =
        (part("Credential")?, part("SignedHeaders")?, part("Signature")?);
    let (id, scope) = credential.split_once('/').ok_or(FORM)?;
    let (known, secret) = &state.options.tencent;
    if id != known {
        return Err(("AuthFailure.SecretIdNotFound", "the SecretId is not found"));
    }
    let stamp: i64 = header(request, "x-tc-timestamp").parse().map_err(|_| FORM)?;
    let at = DateTime::from_timestamp(stamp, 0).ok_or(FORM)?;
    if (now() - at).num_seconds().abs() > 300 {
        return Err(("AuthFailure.SignatureExpire", "the signature is expired"));
    }
    let date = at.format("%Y-%m-%d").to_string();
    let signed: Vec<&str> = names.split(';').collect();
    if scope != format!("{date}/sms/tc3_request")
        || !signed.contains(&"host")
        || !signed.contains(&"content-type")
    {
        return Err(FORM);
    }
    let lines: String = signed
        .iter()
        .map(|n| format!("{n}:{}\n", header(request, n).trim().to_lowercase()))
        .collect();
    let canonical = format!("POST\n/\n\n{lines}\n{names}\n{}", hex::encode(Sha256::digest(body)));
    let to_sign = format!(
        "TC3-HMAC-SHA256\n{stamp}\n{scope}\n{}",
        hex::encode(Sha256::digest(canonical.as_bytes()))
    );
    let key = ["sms", "tc3_request"]
        .iter()
        .fold(hmac(format!("TC3{secret}").as_bytes(), date.as_bytes()), |key, step| {
            hmac(&key, step.as_bytes())
        });
    if hex::encode(hmac(&key, to_sign.as_bytes())) != signature {
        return Err(("AuthFailure.SignatureFailure", "the signature is not right"));
    }
    Ok(())
}
