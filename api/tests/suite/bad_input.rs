//! Bad input (issue: "a clear problem document with a stable code, nothing written"), and odd input that
//! is good.

use domain::appeal::Role;
use reqwest::Method;
use serde_json::{Value, json};
use service::Caller;

use crate::harness::{City, faults, key, problem};

#[tokio::test(flavor = "multi_thread")]
async fn all_faults_of_an_appeal_are_told_at_once() {
    let city = City::new().await;
    let body = json!({
        "enterprise_id": "x",
        "title": "短",
        "content": 5,
        "category": "no_such",
        "county": "no_such",
        "chain_id": "no_such",
        "level": "no_such",
        "contact_name": "\u{202e}",
        "contact_phone": "12",
        "confidential": "yes",
        "about_department_id": uuid::Uuid::nil(),
        "attachment_ids": [1],
        "channel": "import",
    });
    let answer = city.post(&city.owner, "/api/v1/appeals", &body).await;
    let body = problem(answer, 422, "invalid_fields").await;
    assert_eq!(
        faults(&body),
        [
            "about_department_id: unknown",
            "attachment_ids[0]: wrong_type",
            "category: unknown",
            "chain_id: unknown",
            "channel: unknown",
            "confidential: wrong_type",
            "contact_name: forbidden_character",
            "contact_phone: not_a_phone",
            "content: wrong_type",
            "county: unknown",
            "enterprise_id: not_a_uuid",
            "level: unknown",
            "title: too_short",
        ]
    );
    let answer = city.post(&city.owner, "/api/v1/appeals", &json!({})).await;
    let body = problem(answer, 422, "invalid_fields").await;
    assert_eq!(
        faults(&body),
        ["category: required", "content: required", "enterprise_id: required", "title: required"]
    );
    assert_eq!(city.count().await, 0);
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_inside_a_list_are_told_by_their_place_and_all_at_once() {
    let city = City::new().await;
    let id = city.file().await;
    let supervisor = city.staff(Role::Supervisor).await;
    let whistle = json!({ "departments": [
        { "id": "x", "required": "yes", "ask": "问" },
        { "ask": "请提供意见" },
    ] });
    let split = json!({ "parts": [{ "title": "短", "category": 5 }] });
    for (action, body, expected) in [
        (
            "whistle",
            whistle,
            &[
                "departments[0].ask: too_short",
                "departments[0].id: not_a_uuid",
                "departments[0].required: wrong_type",
                "departments[1].id: required",
                "departments[1].required: required",
            ][..],
        ),
        ("whistle", json!({ "departments": [] }), &["departments: required"]),
        (
            "whistle",
            json!({ "departments": [{ "who": 1 }] }),
            &["departments[0].who: unknown_field"],
        ),
        (
            "split",
            split,
            &[
                "parts[0].category: wrong_type",
                "parts[0].content: required",
                "parts[0].title: too_short",
            ],
        ),
    ] {
        let answer = city.post(&supervisor, &format!("/api/v1/appeals/{id}/{action}"), &body).await;
        let body = problem(answer, 422, "invalid_fields").await;
        assert_eq!(faults(&body), expected, "{action}");
    }
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_json_and_what_is_no_text_is_refused() {
    let city = City::new().await;
    let raw = |bytes: Vec<u8>| {
        let request = city.request(&city.owner, Method::POST, "/api/v1/appeals");
        let request = request.header("idempotency-key", key());
        request.header("content-type", "application/json").body(bytes).send()
    };
    let whole = city.appeal().to_string();
    for bytes in [
        Vec::new(),
        b"{".to_vec(),
        b"{\"title\":\"\\ud800\"}".to_vec(),
        b"{\"title\":\"\xff\"}".to_vec(),
        format!("{whole}{whole}").into_bytes(),
        "[".repeat(10_000).into_bytes(),
    ] {
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(40)]).into_owned();
        let answer = raw(bytes).await.unwrap();
        assert_eq!(answer.status(), 400, "{shown}");
    }
    for (title, code) in [
        ("有 \u{0} 的标题", "forbidden_character"),
        ("有\n换行的标题", "line_break"),
        ("\u{202e}反过来的标题", "forbidden_character"),
        (&"长".repeat(61), "too_long"),
        ("   短   ", "too_short"),
    ] {
        let mut body = city.appeal();
        body["title"] = json!(title);
        let answer = city.post(&city.owner, "/api/v1/appeals", &body).await;
        let body = problem(answer, 422, "invalid_fields").await;
        assert_eq!(faults(&body), [format!("title: {code}")]);
    }
    let mut body = city.appeal();
    body["content"] = json!("长".repeat(300_000));
    let answer = city.post(&city.owner, "/api/v1/appeals", &body).await;
    problem(answer, 413, "body_too_large").await;
    assert_eq!(city.count().await, 0);
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn emoji_rare_characters_markup_and_sql_are_kept_as_they_are() {
    let city = City::new().await;
    for title in [
        "😀👨‍👩‍👧 表情标题",
        "𠮷野家与㐂字、𰻝𰻝面",
        "<script>alert(1)</script>",
        "'; DROP TABLE appeals; --",
        "%_\\ %s {0} ${x}",
    ] {
        let mut body = city.appeal();
        body["title"] = json!(title);
        body["content"] = json!(format!("{title}\n{title}\t{title}"));
        body["contact_name"] = json!("O'Brien·阿卜杜拉");
        let answer = city.post(&city.owner, "/api/v1/appeals", &body).await;
        assert_eq!(answer.status(), 201, "{title}");
        let made: Value = answer.json().await.unwrap();
        let path = format!("/api/v1/appeals/{}", made["id"].as_str().unwrap());
        let read: Value = city.get(&city.owner, &path).await.json().await.unwrap();
        assert_eq!(read["title"], title);
        let search = city
            .request(&city.owner, Method::GET, "/api/v1/appeals")
            .query(&[("q", title)])
            .send()
            .await
            .unwrap();
        let found: Value = search.json().await.unwrap();
        assert_eq!(found["items"].as_array().unwrap().len(), 1, "{title}");
    }
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_files_for_an_enterprise_that_is_not_theirs() {
    let city = City::new().await;
    let answer = city.post(&city.stranger, "/api/v1/appeals", &city.appeal()).await;
    problem(answer, 404, "not_found").await;
    assert_eq!(city.count().await, 0);
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_that_are_expired_or_forged_are_told_apart() {
    let city = City::new().await;
    let old = city.state.now() - chrono::Duration::days(1);
    let expired = city.state.tokens.issue(&city.owner, old).unwrap();
    let ask = |token: String| city.open(Method::GET, "/api/v1/appeals").bearer_auth(token).send();
    problem(ask(expired).await.unwrap(), 401, "token_expired").await;
    let good = city.state.tokens.issue(&city.owner, city.state.now()).unwrap();
    let (head, signature) = good.rsplit_once('.').unwrap();
    let other = if signature.starts_with('A') { 'B' } else { 'A' };
    let forged = format!("{head}.{other}{}", &signature[1..]);
    problem(ask(forged).await.unwrap(), 401, "token_forged").await;
    problem(ask("nonsense".to_owned()).await.unwrap(), 401, "token_malformed").await;
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_and_versions_of_another_form_are_refused_by_name() {
    let city = City::new().await;
    let file = |key: Option<String>| {
        let mut request = city.request(&city.owner, Method::POST, "/api/v1/appeals");
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        request.json(&city.appeal()).send()
    };
    let body = problem(file(None).await.unwrap(), 422, "idempotency_key_missing").await;
    assert_eq!(faults(&body), ["Idempotency-Key: required"]);
    for bad in ["short", "with a space", &"k".repeat(65)] {
        let body = problem(file(Some(bad.to_owned())).await.unwrap(), 422, "invalid_fields").await;
        assert_eq!(faults(&body), ["Idempotency-Key: not_a_key"]);
    }
    let handler = city.staff(Role::Handler).await;
    let id = city.file().await;
    let claim = |version: Option<&'static str>| {
        let path = format!("/api/v1/appeals/{id}/claim");
        let request = city.request(&handler, Method::POST, &path);
        match version {
            Some(version) => request.header("if-match", version).send(),
            None => request.send(),
        }
    };
    let body = problem(claim(Some("seven")).await.unwrap(), 422, "invalid_fields").await;
    assert_eq!(faults(&body), ["If-Match: not_an_etag"]);
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_refuse_filters_that_mean_nothing() {
    let city = City::new().await;
    for (query, fault) in [
        ("limit=0", "limit: out_of_range"),
        ("limit=101", "limit: out_of_range"),
        ("limit=x", "limit: wrong_type"),
        ("cursor=x", "cursor: malformed"),
        ("state=nowhere", "state: unknown"),
        ("lamp=blue", "lamp: unknown"),
        ("from=monday", "from: wrong_type"),
        ("q=a&q=b", "q: duplicate"),
        ("page=1", "page: unknown_field"),
    ] {
        let answer = city.get(&city.owner, &format!("/api/v1/appeals?{query}")).await;
        let body = problem(answer, 422, "invalid_fields").await;
        assert_eq!(faults(&body), [fault], "{query}");
    }
    let long = format!("/api/v1/appeals?q={}", "a".repeat(61));
    problem(city.get(&city.owner, &long).await, 422, "invalid_fields").await;
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn previews_refuse_clocks_that_cannot_be() {
    let city = City::new().await;
    for (change, fault) in [
        (json!({ "amount": 0 }), "amount: out_of_range"),
        (json!({ "unit": "year" }), "unit: unknown"),
        (json!({ "started_at": "0001-01-01T00:00:00Z" }), "started_at: outside_calendar"),
        (json!({ "calendar": "moon" }), "calendar: unknown"),
        (json!({ "extensions": vec![1; 51] }), "extensions: too_many"),
        (
            json!({ "pauses": [{ "from": "2026-03-10T00:00:00Z", "to": "2026-03-09T00:00:00Z" }] }),
            "pauses: backwards",
        ),
    ] {
        let mut body =
            json!({ "unit": "workday", "amount": 5, "started_at": "2026-03-09T01:00:00Z" });
        for (name, value) in change.as_object().unwrap() {
            body[name] = value.clone();
        }
        let answer = city.post(&city.owner, "/api/v1/sla/preview", &body).await;
        let answer = problem(answer, 422, "invalid_fields").await;
        assert_eq!(faults(&answer), [fault]);
    }
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_without_roles_sees_nothing() {
    let city = City::new().await;
    let id = city.file().await;
    let nobody = Caller::Staff { id: uuid::Uuid::nil(), roles: vec![], department: None };
    let answer = city.get(&nobody, &format!("/api/v1/appeals/{id}")).await;
    problem(answer, 404, "not_found").await;
    city.close().await;
}
