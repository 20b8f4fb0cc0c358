//! Aliyun's `SendSms` with ACS3-HMAC-SHA256.

use actix_web::http::StatusCode;
use actix_web::web::{self, Bytes, Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, Utc};
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
    uuid::Uuid::from_bytes(rand::random()).to_string().to_uppercase()
}

/// A refusal in the provider's shape.
pub(crate) fn refuse(status: StatusCode, code: &str, words: &str) -> HttpResponse {
    HttpResponse::build(status)
        .json(json!({ "Code": code, "Message": words, "RequestId": request_id() }))
}

async fn send(
    state: Data<State>,
    request: HttpRequest,
    query: Query<Vec<(String, String)>>,
    body: Bytes,
) -> HttpResponse {
    if let Err((status, code, words)) = verify(&state, &request, &query, &body) {
        return refuse(status, code, words);
    }
    if header(&request, "x-acs-action") != "SendSms"
        || header(&request, "x-acs-version") != "2017-05-25"
    {
        return refuse(
            StatusCode::NOT_FOUND,
            "InvalidAction.NotFound",
            "no such action or version",
        );
    }
    let field = |name: &str| {
        query.iter().find(|(k, _)| k == name).map(|(_, v)| v.as_str()).unwrap_or_default()
    };
    // The provider answers 200 and speaks in the code.
    let no = |code: &str, words: &str| refuse(StatusCode::OK, code, words);
    let (sign, template) = (field("SignName"), field("TemplateCode"));
    if sign.is_empty() {
        return no("isv.SMS_SIGNATURE_ILLEGAL", "该账号下找不到对应签名");
    }
    if !template.starts_with("SMS_") {
        return no("isv.SMS_TEMPLATE_ILLEGAL", "该账号下找不到对应模板");
    }
    let params = match field("TemplateParam") {
        "" => json!({}),
        text => serde_json::from_str(text).unwrap_or(Value::Null),
    };
    let Some(fields) = params.as_object() else {
        return no("isv.INVALID_JSON_PARAM", "参数格式错误，请修改为字符串值");
    };
    let phones: Vec<&str> = field("PhoneNumbers").split(',').map(plain_phone).collect();
    if phones.len() > 1000 || !phones.iter().all(|p| is_mobile(p)) {
        return no("isv.MOBILE_NUMBER_ILLEGAL", "手机号码格式错误");
    }
    let words: Vec<&str> = fields.values().filter_map(Value::as_str).collect();
    let code = fields.get("code").and_then(Value::as_str).or(words.first().copied());
    for phone in phones {
        let draft = Draft {
            channel: "sms",
            to: phone.to_owned(),
            template_id: Some(template.to_owned()),
            data: params.clone(),
            text: Some(format!("【{sign}】{}", words.join(" "))),
            code: code.and_then(as_code),
            reference: Some(field("OutId").to_owned()).filter(|s| !s.is_empty()),
            ..Draft::default()
        };
        state.deliver(draft, None);
    }
    let biz = format!("{}^0", rand::random::<u64>());
    HttpResponse::Ok()
        .json(json!({ "Code": "OK", "Message": "OK", "BizId": biz, "RequestId": request_id() }))
}

fn header<'a>(request: &'a HttpRequest, name: &str) -> &'a str {
    request.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
}

type Refusal = (StatusCode, &'static str, &'static str);

const MUST_SIGN: [&str; 6] = [
    "host",
    "x-acs-action",
    "x-acs-content-sha256",
    "x-acs-date",
    "x-acs-signature-nonce",
    "x-acs-version",
];

fn verify(
    state: &State,
    request: &HttpRequest,
    query: &[(String, String)],
    body: &[u8],
) -> Result<(), Refusal> {
    const FORM: Refusal =
        (StatusCode::BAD_REQUEST, "IncompleteSignature", "the authorization is malformed");
    let given = header(request, "authorization").strip_prefix("ACS3-HMAC-SHA256 ").ok_or(FORM)?;
    let part = |name: &str| {
        given.split(',').find_map(|p| p.trim().strip_prefix(name)?.strip_prefix('=')).ok_or(FORM)
    };
    let (id, names, signature) = (part("Credential")?, part("SignedHeaders")?, part("Signature")?);
    let (known, secret) = &state.options.aliyun;
    if id != known {
        return Err((StatusCode::NOT_FOUND, "InvalidAccessKeyId.NotFound", "no such access key"));
    }
    let at: DateTime<Utc> = header(request, "x-acs-date").parse().map_err(|_| FORM)?;
    if (now() - at).num_minutes().abs() > 15 {
        return Err((StatusCode::BAD_REQUEST, "InvalidTimeStamp.Expired", "the date is too old"));
    }
    let signed: Vec<&str> = names.split(';').collect();
    let payload = hex::encode(Sha256::digest(body));
    if !MUST_SIGN.iter().all(|n| signed.contains(n))
        || header(request, "x-acs-content-sha256") != payload
    {
        return Err(FORM);
    }
    let mut pairs: Vec<String> =
        query.iter().map(|(k, v)| format!("{}={}", encode(k), encode(v))).collect();
    pairs.sort();
    let lines: String =
        signed.iter().map(|n| format!("{n}:{}\n", header(request, n).trim())).collect();
    let canonical = format!("POST\n/\n{}\n{lines}\n{names}\n{payload}", pairs.join("&"));
    let to_sign =
        format!("ACS3-HMAC-SHA256\n{}", hex::encode(Sha256::digest(canonical.as_bytes())));
    if hex::encode(hmac(secret.as_bytes(), to_sign.as_bytes())) != signature {
        return Err((
            StatusCode::BAD_REQUEST,
            "SignatureDoesNotMatch",
            "the signature is not right",
        ));
    }
    let nonce = header(request, "x-acs-signature-nonce").to_owned();
    let mut inner = state.lock();
    if inner.nonces.len() > 100_000 {
        inner.nonces.clear();
    }
    if nonce.is_empty() || !inner.nonces.insert(nonce) {
        return Err((StatusCode::BAD_REQUEST, "SignatureNonceUsed", "the nonce was used before"));
    }
    Ok(())
}

/// RFC 3986: only letters, digits and `-_.~` stay.
fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.as_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(*byte));
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}
