//! Several callers at one appeal, or at one key, at the same moment: one of them wins, the others are
//! told, and nothing is done half or twice.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use api::{process, wiring};
use domain::appeal::Role;
use entity::{appeal_events, appeals, staff};
use futures::future::join_all;
use platform::fault::FaultPoints;
use platform::lifecycle::Tasks;
use reqwest::{Method, Response};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use service::Caller;
use uuid::Uuid;
use worker::wiring::wire;

use crate::harness::{City, eventually, key, problem, real};

async fn routed(city: &City) -> (Uuid, Uuid) {
    let mut body = city.appeal();
    body["title"] = json!("申请技术改造补助");
    body["content"] =
        json!("我公司计划进行智能化技术改造和设备更新，希望了解技改补助政策并申请支持。");
    body["category"] = json!("technical_upgrade");
    let answer = city.post(&city.owner, "/api/v1/appeals", &body).await;
    assert_eq!(answer.status(), 201);
    let answer: Value = answer.json().await.unwrap();
    let id = answer["id"].as_str().unwrap().parse().unwrap();
    let mut department = None;
    eventually("routed", async || {
        let row = appeals::Entity::find_by_id(id).one(city.wired.store.read()).await.unwrap();
        department = row.unwrap().department_id;
        department.is_some()
    })
    .await;
    (id, department.unwrap())
}

async fn of_department(city: &City, role: Role, department: Uuid) -> Caller {
    let name = if role == Role::Handler { "-handler" } else { "-head" };
    let query = staff::Entity::find()
        .filter(staff::Column::Username.ends_with(name))
        .filter(staff::Column::DepartmentId.eq(department));
    let row = query.one(city.wired.store.read()).await.unwrap().unwrap();
    Caller::Staff { id: row.id, roles: vec![role], department: Some(department) }
}

/// Everybody gives the same command on the version that all of them see; answers the winner's body.
async fn one_wins(
    city: &City,
    callers: &[&Caller],
    id: Uuid,
    command: &str,
    body: &Value,
) -> Value {
    let path = format!("/api/v1/appeals/{id}");
    let seen = city.get(callers[0], &path).await;
    let tag = seen.headers()["etag"].to_str().unwrap().to_owned();
    let asked = callers.iter().map(|caller| {
        let request = city.request(caller, Method::POST, &format!("{path}/{command}"));
        request.header("if-match", &tag).header("idempotency-key", key()).json(body).send()
    });
    let answers: Vec<Response> = join_all(asked).await.into_iter().map(Result::unwrap).collect();
    let (won, lost): (Vec<_>, Vec<_>) =
        answers.into_iter().partition(|answer| answer.status().is_success());
    assert_eq!(won.len(), 1, "{command}: exactly one wins");
    for answer in lost {
        // By the version, or by the state, whichever is looked at first.
        let code = if answer.status() == 412 { "stale_version" } else { "wrong_state" };
        let status = if answer.status() == 412 { 412 } else { 409 };
        problem(answer, status, code).await;
    }
    won.into_iter().next().unwrap().json().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_rivals_for_one_appeal_one_wins_and_the_others_are_told() {
    let city = City::new().await;
    let (id, department) = routed(&city).await;
    let handler = of_department(&city, Role::Handler, department).await;
    let head = of_department(&city, Role::DepartmentHead, department).await;
    let four = [&handler; 4];
    one_wins(&city, &four, id, "claim", &json!({})).await;
    one_wins(&city, &four, id, "sign", &json!({})).await;
    let said = json!({ "method": "phone", "note": "已与企业联系" });
    assert_eq!(
        city.post(&handler, &format!("/api/v1/appeals/{id}/contact"), &said).await.status(),
        200
    );
    let reply = json!({ "text": "补助政策已说明，请按指南申报。", "outcome": "explained" });
    one_wins(&city, &four, id, "reply", &reply).await;
    let now = one_wins(&city, &[&head; 4], id, "approve", &json!({})).await;
    assert_eq!(now["state"], "feedback");
    let rating = json!({ "score": 5 });
    let now = one_wins(&city, &[&city.owner; 4], id, "rate", &rating).await;
    assert_eq!(now["state"], "closed");
    let events = appeal_events::Entity::find()
        .filter(appeal_events::Column::AppealId.eq(id))
        .order_by_asc(appeal_events::Column::Seq)
        .all(city.wired.store.read())
        .await
        .unwrap();
    let numbers: Vec<_> = events.iter().map(|event| event.seq).collect();
    assert_eq!(numbers, (1..=numbers.len() as i64).collect::<Vec<_>>());
    let kinds: Vec<_> = events.iter().map(|event| event.kind.as_str()).collect();
    for kind in ["assigned", "signed", "replied", "reply_approved", "rated", "closed"] {
        assert_eq!(kinds.iter().filter(|one| **one == kind).count(), 1, "{kind}: {kinds:?}");
    }
    city.close().await;
}

/// One filing, sent sixteen times at once under one key.
async fn filed_at_once(city: &City, bases: &[String]) {
    let (key, body) = (key(), city.appeal());
    let before = city.count().await;
    let asked = (0..16).map(|n| {
        let request = city.request(&city.owner, Method::POST, "/api/v1/appeals");
        let (client, built) = request.header("idempotency-key", &key).json(&body).build_split();
        let mut built = built.unwrap();
        let base = &bases[n % bases.len()];
        *built.url_mut() = format!("{base}/api/v1/appeals").parse().unwrap();
        async move { client.execute(built).await.unwrap() }
    });
    let mut ids = BTreeSet::new();
    let mut bytes = BTreeSet::new();
    for answer in join_all(asked).await {
        if answer.status() == 201 {
            let text = answer.text().await.unwrap();
            ids.insert(serde_json::from_str::<Value>(&text).unwrap()["id"].to_string());
            bytes.insert(text);
        } else {
            assert!(answer.headers().contains_key("retry-after"));
            problem(answer, 409, "request_in_progress").await;
        }
    }
    assert_eq!((ids.len(), bytes.len()), (1, 1), "whoever is answered is answered the same");
    assert_eq!(city.count().await, before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn sixteen_filings_under_one_key_are_one_appeal() {
    let city = City::new().await;
    let base = format!("http://{}", city.address());
    for _ in 0..5 {
        filed_at_once(&city, std::slice::from_ref(&base)).await;
    }
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sixteen_filings_under_one_key_at_two_processes_are_one_appeal() {
    if !real() {
        return; // Real parts only: embedded there is one process.
    }
    let city = City::new().await;
    let faults = Arc::new(FaultPoints::none());
    let twin = wire(city.wired.config.clone(), city.time.clone(), faults).await.unwrap();
    let tasks = Tasks::default();
    let state = wiring::state(&twin, city.state.tokens.clone(), tasks.stop_token()).unwrap();
    let address = process::start(&twin, &state, &tasks, false).await.unwrap();
    let bases = [format!("http://{}", city.address()), format!("http://{address}")];
    for _ in 0..5 {
        filed_at_once(&city, &bases).await;
    }
    tasks.stop();
    assert!(tasks.run(Duration::from_secs(30)).await.is_clean());
    twin.broker.close().await;
    twin.pools.close().await.unwrap();
    city.close().await;
}
