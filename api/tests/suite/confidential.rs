//! A confidential appeal (保密诉求): whoever is not the firm or a supervisor sees what is asked and never who
//! asks, wherever they look.

use std::time::Duration;

use domain::appeal::Role;
use entity::enterprises;
use reqwest::Method;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use service::Caller;
use uuid::Uuid;

use crate::harness::{City, eventually};
use crate::scenes::{CLEAR, LEAD, UNCLEAR, department, done, filed, of_department, words};

const NAME: &str = "保密联系人甲";
const PHONE: &str = "13912345678";

/// By what the filer could be found.
async fn traces(city: &City) -> Vec<String> {
    let db = city.wired.store.read();
    let firm = enterprises::Entity::find_by_id(city.enterprise).one(db).await.unwrap().unwrap();
    let filer = city.owner.id().unwrap().to_string();
    vec![firm.id.to_string(), firm.name, firm.uscc, filer, NAME.to_owned(), PHONE.to_owned()]
}

async fn confidential(city: &City, text: (&str, &str, &str)) -> Uuid {
    let mut body = words(city.enterprise, text);
    body["confidential"] = json!(true);
    body["contact_name"] = json!(NAME);
    body["contact_phone"] = json!(PHONE);
    filed(city, &city.owner, &body).await
}

/// Everything that is shown of appeals, and of one in particular.
async fn shown(city: &City, who: &Caller, id: Uuid) -> String {
    let mut texts = Vec::new();
    for path in [
        format!("/api/v1/appeals/{id}"),
        format!("/api/v1/appeals/{id}/events?limit=100"),
        "/api/v1/appeals".to_owned(),
        "/api/v1/tasks".to_owned(),
        "/api/v1/dispatch".to_owned(),
        "/api/v1/supervision/overdue".to_owned(),
        "/api/v1/notices".to_owned(),
    ] {
        texts.push(city.get(who, &path).await.text().await.unwrap());
    }
    // What a problem says of where it stands.
    let stale = city.request(who, Method::POST, &format!("/api/v1/appeals/{id}/note"));
    let stale = stale.header("if-match", "\"0\"").json(&json!({ "text": "备注" }));
    texts.push(stale.send().await.unwrap().text().await.unwrap());
    texts.join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn departments_and_the_desk_never_learn_who_filed_a_confidential_appeal() {
    let city = City::new().await;
    let lead = department(&city, LEAD).await;
    let handler = of_department(&city, Role::Handler, lead).await;
    let head = of_department(&city, Role::DepartmentHead, lead).await;
    let called = department(&city, "KJJ").await;
    let helper = of_department(&city, Role::Handler, called).await;
    let member = of_department(&city, Role::Handler, department(&city, "FGW").await).await;
    let supervisor = city.staff(Role::Supervisor).await;
    let dispatcher = city.staff(Role::Dispatcher).await;
    let mut stream = city.get(&handler, "/api/v1/stream").await;
    let id = confidential(&city, CLEAR).await;
    let at_desk = confidential(&city, UNCLEAR).await;
    eventually("dispatched", async || {
        city.get(&handler, &format!("/api/v1/appeals/{id}")).await.status() == 200
    })
    .await;
    let mut answers = vec![done(&city, &handler, id, "sign", json!({})).await];
    let call = json!({ "departments": [{ "id": called, "required": true, "ask": "请提供意见" }] });
    answers.push(done(&city, &handler, id, "whistle", call).await);
    answers.push(done(&city, &helper, id, "report-in", json!({})).await);
    let said = json!({ "method": "phone", "note": "已联系" });
    answers.push(done(&city, &handler, id, "contact", said).await);
    let force = json!({
        "name": "技改专班", "mandate": "协调技改", "members": [member.id()], "days": 30
    });
    done(&city, &supervisor, id, "form-task-force", force).await;
    let traces = traces(&city).await;
    let mut texts: Vec<(&str, String)> =
        answers.iter().map(|answer| ("an answer", answer.to_string())).collect();
    for (who, caller, id) in [
        ("handler", &handler, id),
        ("head", &head, id),
        ("helper", &helper, id),
        ("member", &member, id),
        ("dispatcher", &dispatcher, at_desk),
    ] {
        let text = shown(&city, caller, id).await;
        assert!(text.contains(&id.to_string()), "{who} sees the appeal");
        texts.push((who, text));
    }
    texts.push(("stream", first_of(&mut stream).await));
    for (who, text) in &texts {
        for trace in &traces {
            assert!(!text.contains(trace.as_str()), "{who}: {trace} in {text}");
        }
    }
    for caller in [&city.owner, &supervisor] {
        let text = shown(&city, caller, id).await;
        assert!(text.contains(PHONE) && text.contains(&city.enterprise.to_string()));
    }
    city.close().await;
}

/// The first events of a stream.
async fn first_of(stream: &mut reqwest::Response) -> String {
    let mut text = String::new();
    while !text.contains("event: appeal") {
        let chunk = tokio::time::timeout(Duration::from_secs(20), stream.chunk()).await;
        let chunk = chunk.expect("an event in time").unwrap().expect("the stream goes on");
        text.push_str(std::str::from_utf8(&chunk).unwrap());
    }
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn an_identity_is_shown_once_for_a_reason_and_the_firm_is_told_that_it_was() {
    let city = City::without_worker(&crate::harness::Proxies::default(), &[]).await;
    let lead = department(&city, LEAD).await;
    let handler = of_department(&city, Role::Handler, lead).await;
    let id = confidential(&city, CLEAR).await;
    let reason = json!({ "reason": "需要当面核实" });
    let seen = done(&city, &handler, id, "reveal", reason).await;
    assert_eq!(seen["contact_phone"], PHONE);
    assert_eq!(seen["enterprise"]["id"], json!(city.enterprise));
    let after = shown(&city, &handler, id).await;
    assert!(traces(&city).await.iter().all(|trace| !after.contains(trace.as_str())), "{after}");
    let events = city.get(&city.owner, &format!("/api/v1/appeals/{id}/events")).await;
    let events: Value = events.json().await.unwrap();
    let kinds: Vec<_> =
        events["items"].as_array().unwrap().iter().map(|one| &one["kind"]).collect();
    assert!(kinds.contains(&&json!("identity_revealed")), "{kinds:?}");
    city.close().await;
}
