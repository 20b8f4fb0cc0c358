//! Why a clock is due when it is: whoever may see an appeal may ask, and every span has its reason.

use chrono::{DateTime, Duration, Utc};
use domain::appeal::Role;
use serde_json::{Value, json};
use service::Caller;
use uuid::Uuid;

use crate::harness::{City, problem};
use crate::scenes::{CLEAR, LEAD, UNCLEAR, department, done, filed, of_department, words};

async fn clocks(city: &City, who: &Caller, id: Uuid) -> Vec<Value> {
    let answer = city.get(who, &format!("/api/v1/appeals/{id}/clocks")).await;
    assert_eq!(answer.status(), 200);
    let body: Value = answer.json().await.unwrap();
    body["items"].as_array().unwrap().clone()
}

async fn explained(city: &City, who: &Caller, id: Uuid, stage: &str) -> Value {
    let all = clocks(city, who, id).await;
    let clock = all.iter().rfind(|clock| clock["stage"] == stage).unwrap();
    let clock = clock["id"].as_str().unwrap();
    let path = format!("/api/v1/appeals/{id}/clocks/{clock}/explain");
    let answer = city.get(who, &path).await;
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

fn at(value: &Value) -> DateTime<Utc> {
    value.as_str().unwrap().parse().unwrap()
}

/// The spans touch from the start on, each has a sentence, and what they counted adds up.
fn adds_up(story: &Value, until: &Value) {
    let spans = story["spans"].as_array().unwrap();
    let mut end = at(&story["started_at"]);
    let mut counted = 0;
    for span in spans {
        assert_eq!(at(&span["from"]), end, "{story}");
        end = at(&span["to"]);
        counted += span["counted"].as_i64().unwrap();
        assert!(span["text"].as_str().unwrap().chars().count() > 5, "{span}");
    }
    assert_eq!(end, at(until), "{story}");
    assert_eq!(counted + story["left"].as_i64().unwrap(), story["whole"], "{story}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_clock_is_explained_to_whoever_may_see_the_appeal() {
    let city = City::new().await;
    // A Friday before a make-up Saturday would be unfair to weekends: a Monday before Qingming.
    city.time.set("2026-04-01T01:00:00Z".parse().unwrap());
    let lead = department(&city, LEAD).await;
    let handler = of_department(&city, Role::Handler, lead).await;
    let id = filed(&city, &city.owner, &words(city.enterprise, CLEAR)).await;
    let story = explained(&city, &city.owner, id, "resolve").await;
    adds_up(&story, &story["due_at"]);
    let kinds: Vec<_> =
        story["spans"].as_array().unwrap().iter().map(|s| &s["why"]["kind"]).collect();
    assert!(kinds.contains(&&json!("day_of_event")), "{story}");
    assert!(kinds.contains(&&json!("holiday")), "{story}");
    assert_eq!((story["unit"].as_str(), story["amount"].as_i64()), (Some("workday"), Some(5)));
    assert_eq!((story["measure"].as_str(), story["whole"].as_i64()), (Some("days"), Some(5)));
    assert_eq!(story["profile"], "normal");
    assert!(story["calendar"].as_str().unwrap().starts_with("city"), "{story}");
    assert!(story["calendar_version"].as_i64().unwrap() >= 1);
    assert_eq!(story["lamp"], "green");
    assert_eq!(story["ladder"], json!([]), "cards are the offices' matter");
    let seen = explained(&city, &handler, id, "resolve").await;
    let rungs: Vec<_> = seen["ladder"].as_array().unwrap().iter().collect();
    assert_eq!(rungs.len(), 5);
    assert!(rungs.iter().all(|rung| rung["state"] == "waiting" && !rung["at"].is_null()), "{seen}");
    assert_eq!(rungs[1]["at"], seen["due_at"], "red at the due moment");
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sentences_are_in_the_language_asked_for() {
    let city = City::new().await;
    let id = filed(&city, &city.owner, &words(city.enterprise, CLEAR)).await;
    let clock = &clocks(&city, &city.owner, id).await[0]["id"];
    let path = format!("/api/v1/appeals/{id}/clocks/{}/explain", clock.as_str().unwrap());
    let chinese = city.request(&city.owner, reqwest::Method::GET, &path);
    let chinese = chinese.header("accept-language", "zh-CN").send().await.unwrap();
    let text = chinese.text().await.unwrap();
    assert!(text.contains("当天不计入") && text.contains("一般"), "{text}");
    let text = city.get(&city.owner, &path).await.text().await.unwrap();
    assert!(text.contains("does not count") && text.contains("Normal (1251)"), "{text}");
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_has_stopped_is_explained_up_to_its_stop() {
    let city = City::without_worker(&crate::harness::Proxies::default(), &[]).await;
    let lead = department(&city, LEAD).await;
    let handler = of_department(&city, Role::Handler, lead).await;
    let id = filed(&city, &city.owner, &words(city.enterprise, CLEAR)).await;
    city.time.advance(Duration::days(1).to_std().unwrap());
    done(&city, &handler, id, "sign", json!({})).await;
    let story = explained(&city, &handler, id, "sign").await;
    assert_eq!(at(&story["stopped_at"]), city.time.now());
    adds_up(&story, &story["stopped_at"]);
    let spared = |rung: &Value| matches!(rung["state"].as_str(), Some("spared" | "fired"));
    assert!(story["ladder"].as_array().unwrap().iter().all(spared), "{story}");
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_stands_still_is_explained_up_to_its_pause_and_goes_on_after_it() {
    let city = City::without_worker(&crate::harness::Proxies::default(), &[]).await;
    let desk = city.staff(Role::Dispatcher).await;
    let id = filed(&city, &city.owner, &words(city.enterprise, UNCLEAR)).await;
    done(&city, &desk, id, "ask-info", json!({ "question": "请说明具体位置" })).await;
    let story = explained(&city, &city.owner, id, "resolve").await;
    assert_eq!(story["paused"], true);
    adds_up(&story, &story["pauses"][0]["from"]);
    assert_eq!(story["left"], 5, "nothing was used up on the day of filing");
    city.time.advance(Duration::days(2).to_std().unwrap());
    done(&city, &city.owner, id, "supplement", json!({ "text": "在厂区南门。" })).await;
    let story = explained(&city, &city.owner, id, "resolve").await;
    adds_up(&story, &story["due_at"]);
    let kinds: Vec<_> =
        story["spans"].as_array().unwrap().iter().map(|s| &s["why"]["kind"]).collect();
    assert!(kinds.contains(&&json!("paused")), "{story}");
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_of_another_appeal_is_not_found_even_by_those_who_may_see_both() {
    let city = City::new().await;
    let supervisor = city.staff(Role::Supervisor).await;
    let one = filed(&city, &city.owner, &words(city.enterprise, CLEAR)).await;
    let two = filed(&city, &city.stranger, &words(city.elsewhere, CLEAR)).await;
    let of_two = clocks(&city, &supervisor, two).await[0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/appeals/{one}/clocks/{of_two}/explain");
    problem(city.get(&supervisor, &path).await, 404, "not_found").await;
    let path = format!("/api/v1/appeals/{one}/clocks/{}/explain", Uuid::nil());
    problem(city.get(&supervisor, &path).await, 404, "not_found").await;
    let path = format!("/api/v1/appeals/{one}/clocks/x/explain");
    problem(city.get(&supervisor, &path).await, 422, "invalid_fields").await;
    city.close().await;
}
