//! The simulator itself: what scripts and people rely on.

use std::sync::Arc;

use platform::providers::{SubscribeMessage, WechatMini};
use serde_json::{Value, json};

use crate::support::House;

async fn status(house: &House, method: &str, path: &str, body: &str) -> u16 {
    let url = format!("http://{}{path}", house.simulator.addr());
    let request = house.http.request(method.parse().unwrap(), url);
    let request = request.header("content-type", "application/json").body(body.to_owned());
    request.send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn the_page_is_served_with_a_strict_content_policy() {
    let house = House::open().await;
    for (path, holds) in [("/", "模拟手机"), ("/app.js", "refresh"), ("/style.css", "phone")] {
        let url = format!("http://{}{path}", house.simulator.addr());
        let answer = house.http.get(url).send().await.unwrap();
        let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"));
        assert!(answer.text().await.unwrap().contains(holds));
    }
}

#[tokio::test]
async fn an_order_that_makes_no_sense_is_refused() {
    let house = House::open().await;
    for body in [
        "",
        "[]",
        r#"{"provider":"wechat"}"#,
        r#"{"provider":"other","drop":true}"#,
        r#"{"provider":"wechat","drop":"never"}"#,
        r#"{"provider":"wechat","errcode":1,"times":0}"#,
        r#"{"provider":"wechat","http_status":99}"#,
        r#"{"provider":"wechat","errcode":1,"odd":1}"#,
    ] {
        assert_eq!(status(&house, "POST", "/api/faults", body).await, 400, "{body}");
    }
    assert_eq!(house.get("faults").await["items"], json!([]));
    assert_eq!(status(&house, "GET", "/api/messages?limit=x", "").await, 400);
    assert_eq!(status(&house, "GET", "/wechat/none", "").await, 404);
}

#[tokio::test]
async fn a_fault_hits_as_often_as_ordered_and_can_be_taken_back() {
    let house = House::open().await;
    let wechat = house.wechat();
    house.fault(json!({ "provider": "wechat", "errcode": 40029, "times": 2 })).await;
    assert!(wechat.code_to_session("demo-li").await.is_err());
    assert!(wechat.code_to_session("demo-li").await.is_err());
    assert!(wechat.code_to_session("demo-li").await.is_ok());
    house.fault(json!({ "provider": "wechat", "errcode": 40029, "times": 99 })).await;
    assert_eq!(status(&house, "DELETE", "/api/faults", "").await, 204);
    assert!(wechat.code_to_session("demo-li").await.is_ok());
}

#[tokio::test]
async fn a_call_without_a_good_token_or_body_gets_the_documented_code() {
    let house = House::open().await;
    let send = format!("{}/cgi-bin/message/subscribe/send", house.simulator.base("wechat"));
    let token = format!(
        "{}/cgi-bin/token?grant_type=client_credential&appid={}&secret={}",
        house.simulator.base("wechat"),
        house.options.appid,
        house.options.app_secret
    );
    let code = |url: String, body: &'static str| {
        let request = house.http.post(url).body(body);
        async move { request.send().await.unwrap().json::<Value>().await.unwrap()["errcode"].clone() }
    };
    let answer: Value = house.http.get(token).send().await.unwrap().json().await.unwrap();
    let token = answer["access_token"].as_str().unwrap();
    assert_eq!(code(send.clone(), "{}").await, 41001);
    assert_eq!(code(format!("{send}?access_token=other"), "{}").await, 40001);
    assert_eq!(code(format!("{send}?access_token={token}"), "{").await, 47001);
    assert_eq!(code(format!("{send}?access_token={token}"), "{}").await, 40003);
    house.end_tokens("wechat", false).await;
    assert_eq!(code(format!("{send}?access_token={token}"), "{}").await, 42001);
}

#[tokio::test]
async fn nothing_is_lost_or_doubled_when_many_are_sent_at_once() {
    let house = House::open().await;
    let wechat = Arc::new(house.wechat());
    let sends = (0..200).map(|n| {
        let wechat = wechat.clone();
        let message = SubscribeMessage {
            touser: simulator::openid_of("li"),
            template_id: "tmpl".into(),
            page: None,
            data: vec![("number1".into(), n.to_string())],
            lang: "zh_CN".into(),
        };
        tokio::spawn(async move { wechat.send_subscribe(&message).await.label() })
    });
    for sent in futures::future::join_all(sends).await {
        assert_eq!(sent.unwrap(), "sent");
    }
    let mut after = 0;
    let mut seen = std::collections::BTreeSet::new();
    loop {
        let page = house.get(&format!("messages?after={after}&limit=30")).await;
        let Some(last) = page["items"].as_array().unwrap().last() else { break };
        after = last["id"].as_u64().unwrap();
        for item in page["items"].as_array().unwrap() {
            assert!(seen.insert(item["data"]["number1"].as_str().unwrap().to_owned()));
        }
    }
    assert_eq!(seen.len(), 200);
    assert_eq!(house.get("messages/counts").await["by_channel"]["wechat"], 200);
    assert_eq!(house.get("messages/counts").await["duplicates"], 0);
}
