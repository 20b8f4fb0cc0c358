//! The mini-program server API (wire document, sections 1, 2 and 4).

use actix_web::web::{self, Bytes, Data, Query};
use actix_web::{HttpResponse, Responder};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::clock::now;
use crate::rules::check_field;
use crate::state::State;
use crate::store::Draft;
use crate::tokens::BadToken;

/// Message ids exceed 2^53, as real ones do: a client that reads them as floats shows itself.
const FIRST_MSGID: u64 = 3_248_682_510_344_192_008;
/// `msg_sec_check` takes no more.
const MAX_CHECKED: usize = 2500;

pub(crate) fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/sns/jscode2session", web::get().to(code_to_session))
        .route("/cgi-bin/token", web::get().to(plain_token))
        .route("/cgi-bin/stable_token", web::post().to(stable_token))
        .route("/wxa/business/getuserphonenumber", web::post().to(phone_number))
        .route("/cgi-bin/message/subscribe/send", web::post().to(send_subscribe))
        .route("/wxa/msg_sec_check", web::post().to(check_text));
}

/// The openid of a word: always the same, 28 characters, `o` first, as real ones look.
#[must_use]
pub fn openid_of(word: &str) -> String {
    let hash = Sha256::digest(format!("openid:{word}"));
    let mut id = String::from("o");
    id.push_str(&URL_SAFE_NO_PAD.encode(hash));
    id.truncate(28);
    id
}

/// The tail of every `errmsg`, by which the provider finds a call again.
pub(crate) fn rid() -> String {
    let r: [u8; 10] = rand::random();
    let r = hex::encode(r);
    format!("rid: {}-{}-{}", &r[..8], &r[8..16], &r[16..20])
}

pub(crate) fn refuse(code: i64, words: &str) -> HttpResponse {
    HttpResponse::Ok().json(json!({ "errcode": code, "errmsg": format!("{words} {}", rid()) }))
}

/// The word behind `demo-<word>` or `demo-<word>~<n>`.
fn word_of(code: &str) -> Option<&str> {
    let word = code.strip_prefix("demo-")?;
    let word = word.split_once('~').map_or(word, |(word, _)| word);
    let plain = word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    ((1..=64).contains(&word.len()) && plain).then_some(word)
}

/// In strict mode a code works once. 40163 is what the second use gets.
fn use_up(state: &State, kind: &str, code: &str) -> Option<HttpResponse> {
    let mut inner = state.lock();
    let fresh =
        inner.used_codes.len() > 100_000 || inner.used_codes.insert(format!("{kind}{code}"));
    (inner.mode.strict_codes && !fresh).then(|| refuse(40163, "code been used,"))
}

fn check_app(state: &State, appid: &str, secret: &str) -> Option<HttpResponse> {
    if appid.is_empty() {
        Some(refuse(41002, "appid missing"))
    } else if secret.is_empty() {
        Some(refuse(41004, "appsecret missing"))
    } else if appid != state.options.appid {
        Some(refuse(40013, "invalid appid"))
    } else if secret != state.options.app_secret {
        Some(refuse(40125, "invalid appsecret"))
    } else {
        None
    }
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct SessionQuery {
    appid: String,
    secret: String,
    js_code: String,
    grant_type: String,
}

async fn code_to_session(state: Data<State>, query: Query<SessionQuery>) -> impl Responder {
    if let Some(refusal) = check_app(&state, &query.appid, &query.secret) {
        return refusal;
    }
    if query.js_code.is_empty() {
        return refuse(41008, "missing code");
    }
    if query.grant_type != "authorization_code" {
        return refuse(40002, "invalid grant_type");
    }
    let Some(word) = word_of(&query.js_code) else {
        return refuse(40029, "invalid code");
    };
    if let Some(refusal) = use_up(&state, "login:", &query.js_code) {
        return refusal;
    }
    let openid = openid_of(word);
    let key = Sha256::digest(format!("session:{word}"));
    let mut inner = state.lock();
    if inner.people.len() < 100_000 {
        inner.people.insert(word.to_owned(), openid.clone());
    }
    // A success carries no errcode, as in reality.
    HttpResponse::Ok().json(json!({ "openid": openid, "session_key": STANDARD.encode(&key[..16]) }))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct TokenAsk {
    grant_type: String,
    appid: String,
    secret: String,
    force_refresh: bool,
}

fn check_token_ask(state: &State, ask: &TokenAsk) -> Option<HttpResponse> {
    if ask.grant_type != "client_credential" {
        return Some(refuse(40002, "invalid grant_type"));
    }
    check_app(state, &ask.appid, &ask.secret)
}

async fn plain_token(state: Data<State>, ask: Query<TokenAsk>) -> impl Responder {
    if let Some(refusal) = check_token_ask(&state, &ask) {
        return refusal;
    }
    let (token, life) = state.lock().wechat.plain(now());
    HttpResponse::Ok().json(json!({ "access_token": token, "expires_in": life }))
}

async fn stable_token(state: Data<State>, body: Bytes) -> impl Responder {
    let Ok(ask) = serde_json::from_slice::<TokenAsk>(&body) else {
        return refuse(47001, "data format error");
    };
    if let Some(refusal) = check_token_ask(&state, &ask) {
        return refusal;
    }
    let mut inner = state.lock();
    if ask.force_refresh {
        inner.wechat.end(now(), false);
    }
    let (token, life) = inner.wechat.stable(now());
    HttpResponse::Ok().json(json!({ "access_token": token, "expires_in": life }))
}

#[derive(Deserialize)]
struct TokenQuery {
    access_token: Option<String>,
}

/// A code and the provider's words.
type Refusal = (i64, &'static str);

fn check_token(state: &State, query: &TokenQuery) -> Result<(), Refusal> {
    let checked = state.lock().wechat.check(query.access_token.as_deref(), now());
    checked.map_err(|bad| match bad {
        BadToken::Missing => (41001, "access_token missing"),
        BadToken::Unknown => (40001, "invalid credential, access_token is invalid or not latest,"),
        BadToken::Expired => (42001, "access_token expired"),
    })
}

/// Token first, then the body: as the provider does.
fn open(state: &State, query: &TokenQuery, body: &Bytes) -> Result<Value, Refusal> {
    check_token(state, query)?;
    match serde_json::from_slice::<Value>(body) {
        Ok(body) if body.is_object() => Ok(body),
        _ => Err((47001, "data format error")),
    }
}

async fn phone_number(state: Data<State>, query: Query<TokenQuery>, body: Bytes) -> HttpResponse {
    let body = match open(&state, &query, &body) {
        Ok(body) => body,
        Err((code, words)) => return refuse(code, words),
    };
    let code = body["code"].as_str().unwrap_or_default();
    let digits = word_of(code).filter(|w| w.len() == 11 && w.bytes().all(|b| b.is_ascii_digit()));
    let Some(phone) = digits else {
        return refuse(40029, "invalid code");
    };
    if let Some(refusal) = use_up(&state, "phone:", code) {
        return refusal;
    }
    HttpResponse::Ok().json(json!({
        "errcode": 0,
        "errmsg": "ok",
        "phone_info": {
            "phoneNumber": phone,
            "purePhoneNumber": phone,
            // A number here and text elsewhere: the documentation has both.
            "countryCode": 86,
            "watermark": { "timestamp": now().timestamp(), "appid": state.options.appid },
        },
    }))
}

async fn send_subscribe(state: Data<State>, query: Query<TokenQuery>, body: Bytes) -> HttpResponse {
    let body = match open(&state, &query, &body) {
        Ok(body) => body,
        Err((code, words)) => return refuse(code, words),
    };
    let openid = body["touser"].as_str().unwrap_or_default();
    let template = body["template_id"].as_str().unwrap_or_default();
    if let Some(refusal) = check_message(&body, openid, template) {
        return refusal;
    }
    if let Some(refusal) = use_quota(&state, openid, template) {
        return refusal;
    }
    let draft = Draft {
        channel: "wechat",
        to: openid.to_owned(),
        template_id: Some(template.to_owned()),
        data: flatten(&body["data"]),
        page: body["page"].as_str().filter(|p| !p.is_empty()).map(str::to_owned),
        ..Draft::default()
    };
    let id = state.deliver(draft, None).unwrap_or_default();
    HttpResponse::Ok().json(json!({ "errcode": 0, "errmsg": "ok", "msgid": FIRST_MSGID + id }))
}

fn check_message(body: &Value, openid: &str, template: &str) -> Option<HttpResponse> {
    let tail = openid.strip_prefix('o').unwrap_or_default();
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if tail.len() != 27 || !tail.chars().all(word) {
        return Some(refuse(40003, "invalid openid"));
    }
    if template.is_empty() {
        return Some(refuse(40037, "invalid template_id"));
    }
    let state = body["miniprogram_state"].as_str().unwrap_or("formal");
    let lang = body["lang"].as_str().unwrap_or("zh_CN");
    if !["developer", "trial", "formal"].contains(&state)
        || !["zh_CN", "en_US", "zh_HK", "zh_TW"].contains(&lang)
    {
        return Some(refuse(47003, "argument invalid!"));
    }
    let Some(data) = body["data"].as_object().filter(|d| !d.is_empty()) else {
        return Some(refuse(47003, "argument invalid! data is empty"));
    };
    data.iter().find_map(|(name, field)| {
        let Some(value) = field.get("value").and_then(Value::as_str) else {
            // A bare text instead of {"value": …}.
            return Some(refuse(47001, "data format error"));
        };
        check_field(name, value).map(|words| refuse(47003, &words))
    })
}

fn use_quota(state: &State, openid: &str, template: &str) -> Option<HttpResponse> {
    let mut inner = state.lock();
    if !inner.mode.quota {
        return None;
    }
    match inner.quota.get_mut(&(openid.to_owned(), template.to_owned())) {
        Some(left) if *left > 0 => {
            *left -= 1;
            None
        }
        _ => Some(refuse(43101, "user refuse to accept the msg")),
    }
}

fn flatten(data: &Value) -> Value {
    let fields = data.as_object().into_iter().flatten();
    fields.map(|(name, field)| (name.clone(), field["value"].clone())).collect()
}

/// Harmless unless the text holds one of two words made for demonstrations.
async fn check_text(state: Data<State>, query: Query<TokenQuery>, body: Bytes) -> HttpResponse {
    let body = match open(&state, &query, &body) {
        Ok(body) => body,
        Err((code, words)) => return refuse(code, words),
    };
    if body["version"] != 2 || !body["scene"].as_i64().is_some_and(|s| (1..=4).contains(&s)) {
        return refuse(40129, "invalid scene");
    }
    if body["openid"].as_str().is_none_or(str::is_empty) {
        return refuse(40003, "invalid openid");
    }
    let content = body["content"].as_str().unwrap_or_default();
    if content.is_empty() {
        return refuse(44002, "empty post data");
    }
    if content.chars().count() > MAX_CHECKED {
        return refuse(45002, "content size out of limit");
    }
    let (suggest, label) = if content.contains("测试违规") {
        ("risky", 20006)
    } else if content.contains("测试复核") {
        ("review", 21000)
    } else {
        ("pass", 100)
    };
    HttpResponse::Ok().json(json!({
        "errcode": 0,
        "errmsg": "ok",
        "result": { "suggest": suggest, "label": label },
        "detail": [{ "strategy": "content_model", "errcode": 0, "suggest": suggest, "label": label, "prob": 90 }],
        "trace_id": hex::encode(rand::random::<[u8; 12]>()),
    }))
}
