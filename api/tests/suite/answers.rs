//! What is answered when all is well: versions, repetitions, pages, languages, headers.

use domain::appeal::Role;
use reqwest::Method;
use serde_json::Value;

use crate::harness::{City, key, problem};

#[tokio::test(flavor = "multi_thread")]
async fn a_repetition_gets_the_first_answer_byte_for_byte() {
    let city = City::new().await;
    let key = key();
    let file = |body: Value| {
        let request = city.request(&city.owner, Method::POST, "/api/v1/appeals");
        request.header("idempotency-key", key.clone()).json(&body).send()
    };
    let first = file(city.appeal()).await.unwrap();
    assert_eq!(first.status(), 201);
    assert!(first.headers().get("idempotency-replayed").is_none());
    let (etag, location) = (first.headers()["etag"].clone(), first.headers()["location"].clone());
    let first = first.bytes().await.unwrap();
    let again = file(city.appeal()).await.unwrap();
    assert_eq!(again.status(), 201);
    assert_eq!(again.headers()["idempotency-replayed"], "true");
    assert_eq!((&again.headers()["etag"], &again.headers()["location"]), (&etag, &location));
    assert_eq!(again.bytes().await.unwrap(), first);
    let mut other = city.appeal();
    other["title"] = "另一个完全不同的标题".into();
    problem(file(other).await.unwrap(), 422, "idempotency_key_reused").await;
    assert_eq!(city.count().await, 1);
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_already_held_is_not_sent_again_and_a_stale_one_is_refused() {
    let city = City::new().await;
    let id = city.file().await;
    let path = format!("/api/v1/appeals/{id}");
    let etag = city.get(&city.owner, &path).await.headers()["etag"].clone();
    let request = city.request(&city.owner, Method::GET, &path);
    let answer = request.header("if-none-match", etag.clone()).send().await.unwrap();
    let (status, held) = (answer.status(), answer.headers().get("etag").cloned());
    // The worker may have routed it meanwhile, which makes a new version.
    assert!(status == 304 && held == Some(etag) || status == 200);
    let supervisor = city.staff(Role::Supervisor).await;
    let note = city.request(&supervisor, Method::POST, &format!("{path}/note"));
    let note = note.header("if-match", "\"0\"").json(&serde_json::json!({ "text": "备注" }));
    problem(note.send().await.unwrap(), 412, "stale_version").await;
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_each_other_without_loss_or_repetition() {
    let city = City::new().await;
    let mut filed = Vec::new();
    for _ in 0..5 {
        filed.push(city.file().await.to_string());
    }
    filed.reverse();
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("/api/v1/appeals?limit=2&cursor={cursor}");
        let page: Value = city.get(&city.owner, &path).await.json().await.unwrap();
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= 2);
        seen.extend(items.iter().map(|item| item["id"].as_str().unwrap().to_owned()));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(seen, filed);
    let others: Value = city.get(&city.stranger, "/api/v1/appeals").await.json().await.unwrap();
    assert_eq!(others["items"].as_array().unwrap().len(), 0);
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn problems_speak_the_language_asked_for_and_name_the_request() {
    let city = City::new().await;
    let ask = |language: &'static str, id: &'static str| {
        let request = city.open(Method::GET, "/api/v1/nowhere");
        let mut request = request.build().unwrap();
        request.headers_mut().insert("accept-language", language.parse().unwrap());
        request.headers_mut().insert("x-request-id", id.parse().unwrap());
        reqwest::Client::new().execute(request)
    };
    let zh = ask("zh-CN", "a-request-of-mine").await.unwrap();
    assert_eq!(zh.headers()["x-request-id"], "a-request-of-mine");
    assert_eq!(zh.headers()["content-language"], "zh-CN");
    let zh = problem(zh, 404, "not_found").await;
    assert_eq!(zh["title"], "未找到");
    let en = ask("en", "short").await.unwrap();
    assert_ne!(en.headers()["x-request-id"], "short");
    assert_eq!(problem(en, 404, "not_found").await["title"], "Not found");
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn paths_know_their_methods_and_answers_are_not_kept_or_sniffed() {
    let city = City::new().await;
    let answer = city.open(Method::DELETE, "/api/v1/appeals").send().await.unwrap();
    assert_eq!(answer.headers()["allow"], "GET, POST");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
        ("x-frame-options", "DENY"),
    ] {
        assert_eq!(answer.headers()[name], value);
    }
    problem(answer, 405, "method_not_allowed").await;
    let preflight =
        city.open(Method::OPTIONS, "/api/v1/appeals").header("origin", "https://x.example");
    let answer = preflight.send().await.unwrap();
    assert!(answer.headers().get("access-control-allow-origin").is_none());
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rates_are_told_and_kept() {
    let city = City::with(&[
        ("YH_LIMITS_PER_CALLER_PER_MINUTE", "3"),
        ("YH_LIMITS_FILINGS_PER_HOUR", "1"),
    ])
    .await;
    let answer = city.post(&city.owner, "/api/v1/appeals", &city.appeal()).await;
    assert_eq!(answer.status(), 201);
    assert_eq!(answer.headers()["ratelimit-limit"], "1");
    assert_eq!(answer.headers()["ratelimit-remaining"], "0");
    let answer = city.post(&city.owner, "/api/v1/appeals", &city.appeal()).await;
    assert!(answer.headers().contains_key("retry-after"));
    problem(answer, 429, "rate_limited").await;
    let answer = city.get(&city.owner, "/api/v1/appeals").await;
    assert_eq!(answer.headers()["ratelimit-limit"], "3");
    assert_eq!(answer.status(), 200);
    problem(city.get(&city.owner, "/api/v1/appeals").await, 429, "rate_limited").await;
    assert_eq!(city.get(&city.stranger, "/api/v1/appeals").await.status(), 200);
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_urges_too_soon_is_told_when_it_is_possible_again() {
    let city = City::new().await;
    let id = city.file().await;
    let path = format!("/api/v1/appeals/{id}/urge");
    assert_eq!(city.post(&city.owner, &path, &serde_json::json!({})).await.status(), 200);
    let answer = city.post(&city.owner, &path, &serde_json::json!({})).await;
    let seconds: u64 = answer.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((4 * 3_600 - 60..=4 * 3_600 + 60).contains(&seconds), "{seconds}");
    let body = problem(answer, 429, "urged_lately").await;
    assert!(body["detail"].as_str().unwrap().contains("2026-03-09 13:00"), "{body}");
    assert!(body["current"]["version"].is_i64(), "{body}");
    city.close().await;
}
