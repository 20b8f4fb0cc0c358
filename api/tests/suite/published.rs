//! What everybody may read without signing in (晒单): published with the firm's consent, without a trace of who it
//! was, cacheable, and gone when it is taken back.

use domain::appeal::Role;
use entity::enterprises;
use reqwest::{Method, Response};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::{City, Proxies, faults, problem};
use crate::scenes::{CLEAR, LEAD, department, done, filed, of_department, words};

/// A closed appeal.
async fn closed(city: &City) -> Uuid {
    let lead = department(city, LEAD).await;
    let handler = of_department(city, Role::Handler, lead).await;
    let head = of_department(city, Role::DepartmentHead, lead).await;
    let id = filed(city, &city.owner, &words(city.enterprise, CLEAR)).await;
    done(city, &handler, id, "sign", json!({})).await;
    let reply = json!({ "text": "补助政策已说明，请按指南申报。", "outcome": "explained" });
    done(city, &handler, id, "reply", reply).await;
    done(city, &head, id, "approve", json!({})).await;
    let now = done(city, &city.owner, id, "rate", json!({ "score": 5 })).await;
    assert_eq!(now["state"], "closed");
    id
}

async fn published(city: &City) -> Uuid {
    let id = closed(city).await;
    let supervisor = city.staff(Role::Supervisor).await;
    let text = json!({
        "title": "技术改造补助怎样申请", "question": "想了解补助政策。", "answer": "可按指南申报。"
    });
    done(city, &supervisor, id, "propose-publication", text).await;
    let nothing: Value = read(city, "/api/v1/public/appeals").await.json().await.unwrap();
    assert!(!nothing.to_string().contains(&id.to_string()), "not without consent");
    done(city, &city.owner, id, "decide-publication", json!({ "agreed": true })).await;
    id
}

async fn read(city: &City, path: &str) -> Response {
    city.open(Method::GET, path).send().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_published_names_nobody_and_can_be_kept_for_a_minute() {
    let city = City::without_worker(&Proxies::default(), &[]).await;
    let id = published(&city).await;
    let path = format!("/api/v1/public/appeals/{id}");
    let answer = read(&city, &path).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["cache-control"], "public, max-age=60");
    let tag = answer.headers()["etag"].clone();
    let text = answer.text().await.unwrap();
    let body: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(body["title"], "技术改造补助怎样申请");
    assert_eq!((&body["outcome"], &body["filed_on"]), (&json!("explained"), &json!("2026-03-09")));
    assert_eq!(body["category"]["code"], "technical_upgrade");
    assert_eq!(body["department"], "工信局");
    let detail: Value =
        city.get(&city.owner, &format!("/api/v1/appeals/{id}")).await.json().await.unwrap();
    let db = city.wired.store.read();
    let firm = enterprises::Entity::find_by_id(city.enterprise).one(db).await.unwrap().unwrap();
    let number = detail["number"].as_str().unwrap().to_owned();
    for trace in [number, firm.id.to_string(), firm.name, firm.uscc] {
        assert!(!text.contains(&trace), "{trace} in {text}");
    }
    let request = city.open(Method::GET, &path).header("if-none-match", tag.clone());
    let held = request.send().await.unwrap();
    assert_eq!((held.status().as_u16(), &held.headers()["etag"]), (304, &tag));
    assert_eq!(held.headers()["cache-control"], "public, max-age=60");
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_back_is_gone_and_what_was_refused_never_appears() {
    let city = City::without_worker(&Proxies::default(), &[]).await;
    let id = published(&city).await;
    let path = format!("/api/v1/public/appeals/{id}");
    let now = done(&city, &city.owner, id, "unpublish", json!({ "reason": "不再公开" })).await;
    assert_eq!(now["situation"]["publication"]["stage"], "none");
    problem(read(&city, &path).await, 404, "not_found").await;
    let supervisor = city.staff(Role::Supervisor).await;
    let text =
        json!({ "title": "补助怎样申请", "question": "想了解政策。", "answer": "按指南申报。" });
    done(&city, &supervisor, id, "propose-publication", text).await;
    done(&city, &city.owner, id, "decide-publication", json!({ "agreed": false })).await;
    problem(read(&city, &path).await, 404, "not_found").await;
    let firm = enterprises::Entity::find_by_id(city.enterprise);
    let firm = firm.one(city.wired.store.read()).await.unwrap().unwrap();
    let names = json!({
        "title": "补助怎样申请", "question": format!("{}想了解政策。", firm.name), "answer": "请电13912345678。"
    });
    let action = format!("/api/v1/appeals/{id}/propose-publication");
    let body = problem(city.post(&supervisor, &action, &names).await, 422, "invalid_fields").await;
    assert_eq!(faults(&body), ["answer: not_redacted", "question: not_redacted"]);
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_paged_and_narrowed_and_refuses_what_means_nothing() {
    let city = City::without_worker(&Proxies::default(), &[]).await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.insert(0, json!(published(&city).await));
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("/api/v1/public/appeals?limit=2&cursor={cursor}");
        let page: Value = read(&city, &path).await.json().await.unwrap();
        seen.extend(page["items"].as_array().unwrap().iter().map(|item| item["id"].clone()));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(seen, ids);
    for (query, found) in [
        ("category=technical_upgrade", 3),
        ("category=other", 0),
        ("county=371402", 0),
        ("category=%27%3B--", 0),
    ] {
        let page: Value =
            read(&city, &format!("/api/v1/public/appeals?{query}")).await.json().await.unwrap();
        assert_eq!(page["items"].as_array().unwrap().len(), found, "{query}");
    }
    for (query, fault) in [
        ("limit=0", "limit: out_of_range"),
        ("cursor=x", "cursor: malformed"),
        ("cursor=9.x", "cursor: malformed"),
        ("category=%00", "category: forbidden_character"),
        ("state=closed", "state: unknown_field"),
    ] {
        let answer = read(&city, &format!("/api/v1/public/appeals?{query}")).await;
        let body = problem(answer, 422, "invalid_fields").await;
        assert_eq!(faults(&body), [fault], "{query}");
    }
    problem(read(&city, "/api/v1/public/appeals/x").await, 422, "invalid_fields").await;
    city.close().await;
}
