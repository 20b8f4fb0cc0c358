//! WeCom application messages (wire document, section 5).

use actix_web::HttpResponse;
use actix_web::web::{self, Bytes, Data, Query};
use chrono::TimeDelta;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::clock::now;
use crate::state::State;
use crate::store::Draft;
use crate::tokens::BadToken;

pub(crate) fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/cgi-bin/gettoken", web::get().to(token))
        .route("/cgi-bin/message/send", web::post().to(send));
}

fn refuse(code: i64, words: &str) -> HttpResponse {
    HttpResponse::Ok().json(json!({ "errcode": code, "errmsg": words }))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct TokenAsk {
    corpid: String,
    corpsecret: String,
}

async fn token(state: Data<State>, ask: Query<TokenAsk>) -> HttpResponse {
    if ask.corpid != state.options.corpid {
        return refuse(40013, "invalid corpid");
    }
    if ask.corpsecret != state.options.corp_secret {
        return refuse(40001, "invalid credential");
    }
    let (token, life) = state.lock().wecom.stable(now());
    HttpResponse::Ok()
        .json(json!({ "errcode": 0, "errmsg": "ok", "access_token": token, "expires_in": life }))
}

#[derive(Deserialize)]
struct TokenQuery {
    access_token: Option<String>,
}

async fn send(state: Data<State>, query: Query<TokenQuery>, body: Bytes) -> HttpResponse {
    let checked = state.lock().wecom.check(query.access_token.as_deref(), now());
    match checked {
        Ok(()) => {}
        Err(BadToken::Missing) => return refuse(41001, "access_token missing"),
        Err(BadToken::Unknown) => return refuse(40014, "invalid access_token"),
        Err(BadToken::Expired) => return refuse(42001, "access_token expired"),
    }
    let Ok(body) = serde_json::from_slice::<Value>(&body) else {
        return refuse(47001, "data format error");
    };
    if body["agentid"].as_i64() != Some(state.options.agentid) {
        return refuse(40056, "invalid agentid");
    }
    let (text, page) = match content(&body) {
        Ok(content) => content,
        Err((code, words)) => return refuse(code, words),
    };
    let users: Vec<&str> =
        body["touser"].as_str().unwrap_or_default().split('|').filter(|u| !u.is_empty()).collect();
    if users.is_empty() || users.len() > 1000 {
        return refuse(40058, "invalid touser");
    }
    // A userid that begins so plays someone who has left.
    let (gone, here): (Vec<&str>, Vec<&str>) = users.iter().partition(|u| u.starts_with("invalid"));
    if here.is_empty() {
        return HttpResponse::Ok().json(json!({
            "errcode": 81013, "errmsg": "user & party & tag all invalid", "invaliduser": gone.join("|"),
        }));
    }
    let window = (body["enable_duplicate_check"] == 1)
        .then(|| body["duplicate_check_interval"].as_i64().unwrap_or(1800).clamp(1, 14_400))
        .map(TimeDelta::seconds);
    for user in here {
        let draft = Draft {
            channel: "wecom",
            to: user.to_owned(),
            text: Some(text.clone()),
            page: page.clone(),
            ..Draft::default()
        };
        state.deliver(draft, window);
    }
    let id = hex::encode(rand::random::<[u8; 16]>());
    HttpResponse::Ok().json(json!({
        "errcode": 0, "errmsg": "ok", "invaliduser": gone.join("|"), "invalidparty": "",
        "invalidtag": "", "unlicenseduser": "", "msgid": id,
    }))
}

/// Text and target of a text or a card, within their limits.
fn content(body: &Value) -> Result<(String, Option<String>), (i64, &'static str)> {
    let field = |of: &str, name: &str| body[of][name].as_str().unwrap_or_default().to_owned();
    match body["msgtype"].as_str() {
        Some("text") => {
            let text = field("text", "content");
            if text.is_empty() {
                return Err((44004, "content is empty"));
            }
            if text.len() > 2048 {
                return Err((45002, "content size out of limit"));
            }
            Ok((text, None))
        }
        Some("textcard") => {
            let [title, description, url, button] =
                ["title", "description", "url", "btntxt"].map(|name| field("textcard", name));
            if title.is_empty() || description.is_empty() || url.is_empty() {
                return Err((40058, "textcard needs title, description and url"));
            }
            let long = title.chars().count() > 128
                || description.chars().count() > 512
                || url.len() > 2048
                || button.chars().count() > 4;
            if long {
                return Err((40058, "exceed max length"));
            }
            Ok((format!("{title}\n{description}"), Some(url)))
        }
        _ => Err((40008, "invalid message type")),
    }
}
