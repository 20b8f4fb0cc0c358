//! One token for all: no stampede, no race, no endless refresh, and no need of the shared store.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use platform::providers::{
    LoginFault, MemoryTokens, SendOutcome, SubscribeMessage, TokenCache, TokenCacheError,
    WechatClient, WechatMini,
};
use serde_json::json;
use tokio::task::JoinSet;

use crate::support::House;

const STABLE: &str = "/wechat/cgi-bin/stable_token";

fn message(n: usize) -> SubscribeMessage {
    SubscribeMessage {
        touser: simulator::openid_of(&n.to_string()),
        template_id: "tmpl".into(),
        page: None,
        data: vec![("thing1".into(), n.to_string())],
        lang: "zh_CN".into(),
    }
}

async fn send_many(
    clients: &[Arc<WechatClient>],
    range: std::ops::Range<usize>,
) -> Vec<SendOutcome> {
    let mut set = JoinSet::new();
    for n in range {
        let client = clients[n % clients.len()].clone();
        set.spawn(async move { client.send_subscribe(&message(n)).await });
    }
    set.join_all().await
}

fn all_sent(outcomes: &[SendOutcome]) -> bool {
    outcomes.iter().all(|o| matches!(o, SendOutcome::Sent { .. }))
}

#[tokio::test]
async fn many_senders_in_two_processes_fetch_one_token_and_replace_it_once() {
    let house = House::open().await;
    let cache = Arc::new(MemoryTokens::new());
    let two: Vec<_> = (0..2).map(|_| Arc::new(house.wechat_with(cache.clone()))).collect();
    assert!(all_sent(&send_many(&two, 0..40).await));
    assert_eq!(house.calls(STABLE).await, 1);
    for (round, forget) in [(1, true), (2, false)] {
        house.end_tokens("wechat", forget).await;
        let from = round * 40;
        assert!(all_sent(&send_many(&two, from..from + 40).await));
        // Whoever saw the old token refused deletes only the old one: the new one is fetched once.
        assert_eq!(house.calls(STABLE).await, 1 + round as u64);
    }
}

#[tokio::test]
async fn a_token_that_is_always_refused_is_fetched_twice_and_not_for_ever() {
    let house = House::open().await;
    let wechat = house.wechat();
    house
        .fault(
            json!({ "provider": "wechat", "path": "subscribe/send", "errcode": 40001, "times": 9 }),
        )
        .await;
    assert_eq!(wechat.send_subscribe(&message(1)).await.label(), "retry_later");
    assert_eq!(house.calls(STABLE).await, 2);
    assert_eq!(house.calls("/wechat/cgi-bin/message/subscribe/send").await, 2);
}

#[tokio::test]
async fn those_who_wait_for_a_failed_fetch_share_its_failure() {
    let house = House::open().await;
    let one = [Arc::new(house.wechat())];
    house
        .fault(json!({ "provider": "wechat", "path": "stable_token", "errcode": 40164,
            "delay_ms": 300, "times": 99 }))
        .await;
    let outcomes = send_many(&one, 0..20).await;
    assert!(outcomes.iter().all(|o| o.label() == "config_fault"), "{outcomes:?}");
    assert!(house.calls(STABLE).await <= 2);
}

/// A shared store that is down.
struct Away;

#[async_trait]
impl TokenCache for Away {
    async fn get(&self, _: &str) -> Result<Option<String>, TokenCacheError> {
        Err(TokenCacheError)
    }
    async fn set(&self, _: &str, _: &str, _: Duration) -> Result<(), TokenCacheError> {
        Err(TokenCacheError)
    }
    async fn compare_and_delete(&self, _: &str, _: &str) -> Result<bool, TokenCacheError> {
        Err(TokenCacheError)
    }
    async fn try_lock(&self, _: &str, _: &str, _: Duration) -> Result<bool, TokenCacheError> {
        Err(TokenCacheError)
    }
}

#[tokio::test]
async fn without_the_shared_store_each_process_keeps_its_own_token() {
    let house = House::open().await;
    let one = [Arc::new(house.wechat_with(Arc::new(Away)))];
    assert!(all_sent(&send_many(&one, 0..20).await));
    assert_eq!(house.calls(STABLE).await, 1);
    house.end_tokens("wechat", true).await;
    assert!(all_sent(&send_many(&one, 20..40).await));
    assert_eq!(house.calls(STABLE).await, 2);
}

#[tokio::test]
async fn a_token_near_its_end_serves_one_call_and_is_not_kept() {
    use wiremock::matchers::path;
    use wiremock::{Mock, MockServer, ResponseTemplate};
    let server = MockServer::start().await;
    let token = json!({ "access_token": "short", "expires_in": "300" });
    let answer = ResponseTemplate::new(200).set_body_json(token);
    Mock::given(path("/cgi-bin/stable_token")).respond_with(answer).expect(2).mount(&server).await;
    // Success without errcode and msgid, as seen in the field.
    let answer = ResponseTemplate::new(200).set_body_string("{}");
    Mock::given(path("/cgi-bin/message/subscribe/send")).respond_with(answer).mount(&server).await;
    let house = House::open().await;
    let mut settings = house.wechat_settings();
    settings.base_url = server.uri().parse().unwrap();
    let cache = Arc::new(MemoryTokens::new());
    let time = Arc::new(crate::support::WallClock);
    let wechat = WechatClient::new(settings, cache, time).unwrap();
    for n in 0..2 {
        assert_eq!(
            wechat.send_subscribe(&message(n)).await,
            SendOutcome::Sent { provider_id: None }
        );
    }
}

#[tokio::test]
async fn an_answer_without_end_is_cut_off() {
    use wiremock::matchers::path;
    use wiremock::{Mock, MockServer, ResponseTemplate};
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(200).set_body_string(" ".repeat(300 * 1024));
    Mock::given(path("/sns/jscode2session")).respond_with(answer).mount(&server).await;
    let house = House::open().await;
    let mut settings = house.wechat_settings();
    settings.base_url = server.uri().parse().unwrap();
    let time = Arc::new(crate::support::WallClock);
    let wechat = WechatClient::new(settings, Arc::new(MemoryTokens::new()), time).unwrap();
    let fault = wechat.code_to_session("demo-li").await.unwrap_err();
    assert_eq!(fault, LoginFault::Unavailable { reason: "the answer is too long".into() });
}

#[tokio::test]
async fn the_memory_store_expires_compares_and_locks() {
    let cache = MemoryTokens::new();
    let long = Duration::from_secs(60);
    cache.set("k", "a", long).await.unwrap();
    assert!(!cache.compare_and_delete("k", "b").await.unwrap());
    assert_eq!(cache.get("k").await.unwrap().as_deref(), Some("a"));
    assert!(cache.compare_and_delete("k", "a").await.unwrap());
    let short = Duration::from_millis(1);
    assert!(cache.try_lock("l", "you", long).await.unwrap());
    assert!(!cache.try_lock("l", "me", long).await.unwrap());
    assert!(cache.compare_and_delete("l", "you").await.unwrap());
    assert!(cache.try_lock("l", "me", short).await.unwrap());
    tokio::time::sleep(short * 5).await;
    assert!(cache.try_lock("l", "you", long).await.unwrap());
    assert!(!cache.compare_and_delete("l", "me").await.unwrap());
}
