//! Sign-in, phone number, subscription messages and content check.

use std::sync::Arc;

use platform::providers::{
    CheckFault, LoginFault, MemoryTokens, Scene, SendOutcome, SubscribeMessage, Suggestion,
    WechatClient, WechatMini,
};
use serde_json::json;

use crate::support::{House, WallClock};

fn message(openid: &str) -> SubscribeMessage {
    SubscribeMessage {
        touser: openid.into(),
        template_id: "tmpl-accepted".into(),
        page: Some("pages/appeal/detail?id=1".into()),
        data: vec![
            ("character_string1".into(), "A20260001".into()),
            ("thing2".into(), "用电报装办理时间过长，希望尽快协调解决，已经影响投产".into()),
            ("phrase3".into(), "已受理".into()),
            ("time4".into(), "2026年11月23日 15:01".into()),
        ],
        lang: "zh_CN".into(),
    }
}

#[tokio::test]
async fn the_same_word_is_the_same_person_and_a_strange_code_is_invalid() {
    let house = House::open().await;
    let wechat = house.wechat();
    let first = wechat.code_to_session("demo-li").await.unwrap();
    assert_eq!(first.openid, simulator::openid_of("li"));
    assert_eq!(first.openid.len(), 28);
    assert_eq!(wechat.code_to_session("demo-li").await.unwrap(), first);
    assert_ne!(wechat.code_to_session("demo-wang").await.unwrap(), first);
    for code in ["other", "", "demo-", "demo-a b", &"x".repeat(600)] {
        assert_eq!(wechat.code_to_session(code).await, Err(LoginFault::InvalidCode), "{code}");
    }
    let people = house.get("people").await;
    assert_eq!(people["items"][0]["word"], "li");
}

#[tokio::test]
async fn a_code_is_used_up_when_codes_are_strict() {
    let house = House::open().await;
    house.post("mode", json!({ "strict_codes": true })).await;
    let wechat = house.wechat();
    let person = wechat.code_to_session("demo-li~1").await.unwrap();
    assert_eq!(wechat.code_to_session("demo-li~1").await, Err(LoginFault::InvalidCode));
    assert_eq!(wechat.code_to_session("demo-li~2").await.unwrap(), person);
}

#[tokio::test]
async fn each_refusal_of_a_sign_in_has_its_own_name() {
    let house = House::open().await;
    let wechat = house.wechat();
    let mut faults = Vec::new();
    // As text once: the provider's own documentation has it both ways.
    for code in [json!(40029), json!("40163"), json!(40226), json!(45011), json!(40013)] {
        house.fault(json!({ "provider": "wechat", "errcode": code })).await;
        faults.push(wechat.code_to_session("demo-li").await.unwrap_err());
    }
    assert_eq!(
        faults[..3],
        [LoginFault::InvalidCode, LoginFault::InvalidCode, LoginFault::Blocked]
    );
    assert!(matches!(faults[3], LoginFault::Busy { .. }));
    assert!(matches!(&faults[4], LoginFault::Config { code, .. } if code == "40013"));
}

#[tokio::test]
async fn a_busy_provider_is_asked_again_within_one_sign_in_but_not_for_ever() {
    let house = House::open().await;
    let wechat = house.wechat();
    house.fault(json!({ "provider": "wechat", "errcode": -1, "times": 2 })).await;
    assert!(wechat.code_to_session("demo-li").await.is_ok());
    house.fault(json!({ "provider": "wechat", "errcode": -1, "times": 3 })).await;
    let fault = wechat.code_to_session("demo-li").await.unwrap_err();
    assert!(matches!(fault, LoginFault::Busy { .. }));
}

#[tokio::test]
async fn nothing_secret_is_in_what_a_failure_says() {
    let house = House::open().await;
    let wechat = house.hasty(Arc::new(MemoryTokens::new()));
    let mut said = format!("{:?}", house.wechat_settings());
    for fault in
        [json!({ "drop": "before" }), json!({ "delay_ms": 20_000 }), json!({ "http_status": 502 })]
    {
        let mut order = fault;
        order["provider"] = json!("wechat");
        house.fault(order).await;
        let fault = wechat.code_to_session("demo-secretword").await.unwrap_err();
        assert!(matches!(fault, LoginFault::Unavailable { .. }), "{fault:?}");
        said.push_str(&format!("{fault:?} {fault}"));
    }
    let secret = &house.options.app_secret;
    assert!(!said.contains(secret.as_str()) && !said.contains("secretword"), "{said}");
}

/// Collects what is logged.
#[derive(Clone, Default)]
struct Log(Arc<std::sync::Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn nothing_secret_or_personal_is_logged_at_any_level() {
    let house = House::open().await;
    let wechat = house.wechat();
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let openid = simulator::openid_of("secretword");
    house.fault(json!({ "provider": "wechat", "path": "jscode2session", "errcode": 40029 })).await;
    wechat.code_to_session("demo-secretword").await.unwrap_err();
    house.fault(json!({ "provider": "wechat", "path": "subscribe/send", "errcode": 43101 })).await;
    wechat.send_subscribe(&message(&openid)).await;
    house.end_tokens("wechat", true).await;
    wechat.phone_number("demo-13800000001").await.unwrap();
    drop(guard);
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("40029") && log.contains("43101"), "{log}");
    for hidden in [house.options.app_secret.as_str(), "secretword", &openid, "13800000001", "93_"] {
        assert!(!log.contains(hidden), "{hidden} in {log}");
    }
}

#[tokio::test]
async fn a_phone_code_gives_the_number() {
    let house = House::open().await;
    let wechat = house.wechat();
    let phone = wechat.phone_number("demo-13800000001").await.unwrap();
    assert_eq!((phone.number.as_str(), phone.country.as_str()), ("13800000001", "86"));
    assert_eq!(wechat.phone_number("demo-li").await, Err(LoginFault::InvalidCode));
    assert!(!format!("{phone:?}").contains("138"));
}

#[tokio::test]
async fn a_message_arrives_with_its_values_cut_to_the_rules() {
    let house = House::open().await;
    let wechat = house.wechat();
    let openid = wechat.code_to_session("demo-li").await.unwrap().openid;
    let outcome = wechat.send_subscribe(&message(&openid)).await;
    let SendOutcome::Sent { provider_id: Some(id) } = outcome else { panic!("{outcome:?}") };
    assert!(id.parse::<u64>().unwrap() > 1 << 53);
    let got = house.get(&format!("messages?to={openid}")).await;
    let got = &got["items"][0];
    assert_eq!(got["channel"], "wechat");
    assert_eq!(got["page"], "pages/appeal/detail?id=1");
    assert_eq!(got["data"]["phrase3"], "已受理");
    assert_eq!(got["data"]["thing2"].as_str().unwrap().chars().count(), 20);
}

#[tokio::test]
async fn a_used_up_subscription_refuses_and_asks_for_another_channel() {
    let house = House::open().await;
    house.post("mode", json!({ "quota": true })).await;
    let wechat = house.wechat();
    let openid = simulator::openid_of("li");
    house
        .post("quota", json!({ "openid": openid, "template_id": "tmpl-accepted", "accept": 1 }))
        .await;
    assert_eq!(wechat.send_subscribe(&message(&openid)).await.label(), "sent");
    let outcome = wechat.send_subscribe(&message(&openid)).await;
    assert!(
        matches!(&outcome, SendOutcome::Refused { code, fallback: true, .. } if code == "43101"),
        "{outcome:?}"
    );
    assert_eq!(house.delivered(&openid), 1);
}

#[tokio::test]
async fn what_is_wrong_with_a_message_is_told_apart() {
    let house = House::open().await;
    let wechat = house.wechat();
    let outcome = wechat.send_subscribe(&message("not-an-openid")).await;
    assert!(matches!(&outcome, SendOutcome::Refused { code, .. } if code == "40003"));
    let mut odd = message(&simulator::openid_of("li"));
    odd.data.push(("unknown9".into(), "x".into()));
    let outcome = wechat.send_subscribe(&odd).await;
    assert!(
        matches!(&outcome, SendOutcome::Refused { code, reason, .. } if code == "47003" && reason.contains("unknown9")),
        "{outcome:?}"
    );
    odd.template_id.clear();
    assert_eq!(wechat.send_subscribe(&odd).await.label(), "config_fault");
}

#[tokio::test]
async fn a_lost_answer_is_unknown_and_a_refused_connection_is_not() {
    let house = House::open().await;
    let cache = Arc::new(MemoryTokens::new());
    let (wechat, hasty) = (house.wechat_with(cache.clone()), house.hasty(cache));
    let openid = simulator::openid_of("li");
    let send = |fault: serde_json::Value| {
        let (house, openid) = (&house, &openid);
        let client = if fault.get("delay_ms").is_some() { &hasty } else { &wechat };
        async move {
            let mut order = fault;
            order["provider"] = json!("wechat");
            order["path"] = json!("subscribe/send");
            house.fault(order).await;
            let outcome = client.send_subscribe(&message(openid)).await;
            (outcome.label(), house.delivered(openid))
        }
    };
    assert_eq!(send(json!({ "drop": "before" })).await, ("unknown", 0));
    assert_eq!(send(json!({ "drop": "after" })).await, ("unknown", 1));
    assert_eq!(send(json!({ "delay_ms": 20_000 })).await, ("unknown", 2));
    assert_eq!(send(json!({ "http_status": 503 })).await, ("retry_later", 2));
    assert_eq!(send(json!({ "http_status": 504 })).await, ("unknown", 2));
    assert_eq!(send(json!({ "http_status": 200 })).await, ("unknown", 2));
    assert_eq!(send(json!({ "http_status": 404 })).await, ("config_fault", 2));
    assert_eq!(send(json!({ "errcode": 43108 })).await, ("retry_later", 2));
    house.simulator.stop().await.unwrap();
    let outcome = wechat.send_subscribe(&message(&openid)).await;
    assert_eq!(outcome.label(), "retry_later");
}

#[tokio::test]
async fn a_message_sent_twice_is_seen_as_a_duplicate() {
    let house = House::open().await;
    let wechat = house.wechat();
    let openid = simulator::openid_of("li");
    wechat.send_subscribe(&message(&openid)).await;
    assert_eq!(house.get("duplicates").await["items"], json!([]));
    wechat.send_subscribe(&message(&openid)).await;
    let twice = house.get("duplicates").await;
    assert_eq!(twice["items"][0]["again"].as_array().unwrap().len(), 1);
    let counts = house.get("messages/counts").await;
    assert_eq!(counts["total"], 2);
}

#[tokio::test]
async fn a_text_is_as_bad_as_its_worst_part() {
    let house = House::open().await;
    let wechat = house.wechat();
    let openid = simulator::openid_of("li");
    let verdict = |text: String| {
        let (wechat, openid) = (&wechat, &openid);
        async move { wechat.check_text(openid, &text, Scene::Forum).await }
    };
    assert_eq!(verdict("道路积水".into()).await.unwrap().suggestion, Suggestion::Pass);
    assert_eq!(verdict(String::new()).await.unwrap().suggestion, Suggestion::Pass);
    // The word lies across the border of two parts.
    let long = format!("{}测试违规{}", "字".repeat(2498), "字".repeat(3000));
    let risky = verdict(long).await.unwrap();
    assert_eq!((risky.suggestion, risky.label), (Suggestion::Risky, 20006));
    house.fault(json!({ "provider": "wechat", "errcode": 61010 })).await;
    // The first call is the token's when none is cached; here one is.
    assert_eq!(verdict("道路".into()).await, Err(CheckFault::NotActive));
}

#[tokio::test]
async fn a_wrong_secret_is_an_alarm_and_not_a_retry() {
    let house = House::open().await;
    let mut settings = house.wechat_settings();
    settings.secret = "another".to_owned().into();
    let wechat =
        WechatClient::new(settings, Arc::new(MemoryTokens::new()), Arc::new(WallClock)).unwrap();
    let outcome = wechat.send_subscribe(&message(&simulator::openid_of("li"))).await;
    assert!(matches!(&outcome, SendOutcome::ConfigFault { code, .. } if code == "40125"));
    let fault = wechat.code_to_session("demo-li").await.unwrap_err();
    assert!(matches!(fault, LoginFault::Config { .. }));
}

#[tokio::test]
async fn settings_that_cannot_work_are_named_before_anything_is_sent() {
    let house = House::open().await;
    let build = |change: fn(&mut platform::providers::WechatSettings)| {
        let mut settings = house.wechat_settings();
        change(&mut settings);
        WechatClient::new(settings, Arc::new(MemoryTokens::new()), Arc::new(WallClock))
            .err()
            .map(|e| e.to_string())
            .unwrap_or_default()
    };
    assert!(build(|s| s.appid.clear()).contains("appid"));
    assert!(build(|s| s.secret = String::new().into()).contains("secret"));
    assert!(build(|s| s.miniprogram_state = "beta".into()).contains("miniprogram_state"));
    assert!(build(|s| s.base_url = "ftp://example.org".parse().unwrap()).contains("base address"));
    assert!(build(|s| s.base_url = "https://u:p@example.org".parse().unwrap()).contains("base"));
}
