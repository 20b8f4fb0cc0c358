//! Every open promise under the eyes of supervision: filtered, counted, paged, and the three agree.

use std::collections::BTreeMap;

use chrono::Duration;
use domain::appeal::Role;
use serde_json::{Value, json};
use service::Caller;
use uuid::Uuid;

use crate::harness::{City, Proxies, faults, problem};
use crate::scenes::{CLEAR, LEAD, UNCLEAR, department, done, filed, of_department, words};

/// A city with promises of every kind: one in progress with a helper, one not signed, one on the desk,
/// one that waits for its firm.
pub(crate) async fn busy() -> (City, Caller, [Uuid; 4]) {
    let city = City::without_worker(&Proxies::default(), &[]).await;
    let lead = department(&city, LEAD).await;
    let handler = of_department(&city, Role::Handler, lead).await;
    let mut body = words(city.enterprise, CLEAR);
    body["county"] = json!("371402");
    let held = filed(&city, &city.owner, &body).await;
    done(&city, &handler, held, "sign", json!({})).await;
    let called = department(&city, "KJJ").await;
    let call = json!({ "departments": [{ "id": called, "required": false, "ask": "请提供意见" }] });
    done(&city, &handler, held, "whistle", call).await;
    let mut body = words(city.elsewhere, CLEAR);
    body["confidential"] = json!(true);
    let unsigned = filed(&city, &city.stranger, &body).await;
    let desk = filed(&city, &city.owner, &words(city.enterprise, UNCLEAR)).await;
    let asked = filed(&city, &city.stranger, &words(city.elsewhere, UNCLEAR)).await;
    let dispatcher = city.staff(Role::Dispatcher).await;
    done(&city, &dispatcher, asked, "ask-info", json!({ "question": "请说明具体位置" })).await;
    let supervisor = city.staff(Role::Supervisor).await;
    (city, supervisor, [held, unsigned, desk, asked])
}

/// All items of a list, three a page.
pub(crate) async fn all(city: &City, who: &Caller, query: &str) -> Vec<Value> {
    let mut items = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("/api/v1/supervision/{query}&limit=3&cursor={cursor}");
        let answer = city.get(who, &path).await;
        assert_eq!(answer.status(), 200, "{query}");
        let body: Value = answer.json().await.unwrap();
        items.extend(body["items"].as_array().unwrap().iter().cloned());
        match body["next_cursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => return items,
        }
    }
}

async fn counts(city: &City, who: &Caller, filter: &str) -> Value {
    let answer = city.get(who, &format!("/api/v1/supervision/counts?{filter}")).await;
    assert_eq!(answer.status(), 200, "{filter}");
    answer.json().await.unwrap()
}

/// How many of each lamp, by what an item says of itself.
fn tally(items: &[Value], of: impl Fn(&Value) -> Option<String>) -> Value {
    let mut tally = BTreeMap::<String, BTreeMap<&str, i64>>::new();
    for item in items {
        let lamps = tally.entry(of(item).unwrap_or_else(|| "none".to_owned())).or_default();
        for lamp in ["green", "yellow", "red"] {
            *lamps.entry(lamp).or_default() += i64::from(item["clock"]["lamp"] == lamp);
        }
    }
    json!(tally)
}

fn word(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_and_counts_agree_under_every_filter_at_every_hour() {
    let (city, supervisor, _) = busy().await;
    let lead = department(&city, LEAD).await;
    let filters = [
        String::new(),
        "lamp=red".into(),
        "lamp=yellow".into(),
        "lamp=green".into(),
        "stage=resolve".into(),
        "holder=department".into(),
        "holder=dispatch_desk".into(),
        "holder=firm".into(),
        format!("department={lead}"),
        "county=371402".into(),
        "category=other".into(),
        "level=normal&lamp=red".into(),
        "min_age_s=3600&max_age_s=300000".into(),
        "due_from=2026-03-10T00:00:00Z&due_to=2026-03-12T00:00:00Z".into(),
        "paused=true".into(),
        "paused=false&provisional=false".into(),
        "provisional=true".into(),
    ];
    let mut seen = 0;
    for hours in [0, 31, 57, 150, 400] {
        city.time.set(crate::supervision_lists::monday() + Duration::hours(hours));
        for filter in &filters {
            let items = all(&city, &supervisor, &format!("clocks?{filter}")).await;
            let counts = counts(&city, &supervisor, filter).await;
            let place = format!("{filter} after {hours} h: {counts}");
            assert_eq!(counts["open"], items.len(), "{place}");
            assert_eq!(counts["stages"], tally(&items, |i| word(&i["clock"]["stage"])), "{place}");
            let by = |of: &dyn Fn(&Value) -> &Value| tally(&items, |item| word(of(item)));
            assert_eq!(counts["holders"], by(&|i| &i["appeal"]["holder"]["kind"]), "{place}");
            assert_eq!(counts["counties"], by(&|i| &i["appeal"]["county"]), "{place}");
            assert_eq!(counts["categories"], by(&|i| &i["appeal"]["category"]), "{place}");
            assert_eq!(counts["levels"], by(&|i| &i["appeal"]["level"]), "{place}");
            assert_eq!(counts["chains"], by(&|i| &i["chain"]), "{place}");
            let departments = counts["departments"].as_array().unwrap().iter();
            let departments: serde_json::Map<String, Value> = departments
                .map(|one| {
                    (word(&one["department_id"]).unwrap_or("none".into()), one["lamps"].clone())
                })
                .collect();
            assert_eq!(json!(departments), by(&|i| &i["responsible"]["id"]), "{place}");
            let ages: i64 =
                counts["ages"].as_object().unwrap().values().filter_map(Value::as_i64).sum();
            assert_eq!(counts["lamps"]["red"], ages, "{place}");
            let dues: Vec<_> = items.iter().map(|item| word(&item["clock"]["due_at"])).collect();
            assert!(dues.is_sorted(), "{place}");
            let shared = |item: &Value| {
                let shares = item["shares"].as_array().unwrap().iter();
                shares.filter_map(|share| share["working_s"].as_i64()).sum::<i64>()
                    == item["working_s"]
            };
            assert!(items.iter().all(shared), "{place}");
            seen += items.len();
        }
    }
    assert!(seen > 300, "the filters let hardly anything through: {seen}");
    city.close().await;
}

pub(crate) fn monday() -> chrono::DateTime<chrono::Utc> {
    "2026-03-09T01:00:00Z".parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_answers_for_a_clock_is_the_desk_the_lead_or_the_helper() {
    let (city, supervisor, [held, unsigned, desk, _]) = busy().await;
    let items = all(&city, &supervisor, "clocks?paused=false").await;
    let whose = |id: Uuid, stage: &str| {
        let mut found = items.iter().filter(|item| item["appeal"]["id"] == json!(id));
        let item = found.find(|item| item["clock"]["stage"] == stage).unwrap();
        item["responsible"]["id"].clone()
    };
    let (lead, helper) = (department(&city, LEAD).await, department(&city, "KJJ").await);
    assert_eq!(whose(held, "resolve"), json!(lead));
    assert_eq!(whose(held, "co_reply"), json!(helper));
    assert_eq!(whose(unsigned, "sign"), json!(lead));
    assert_eq!(whose(desk, "resolve"), Value::Null);
    assert_eq!(whose(desk, "dispatch"), Value::Null);
    let mine = all(&city, &supervisor, &format!("clocks?department={helper}")).await;
    let stages: Vec<_> = mine.iter().map(|item| item["clock"]["stage"].as_str().unwrap()).collect();
    assert_eq!(stages, ["report_in", "co_reply"]);
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn overdue_lists_what_is_red_and_takes_the_same_filters() {
    let (city, supervisor, _) = busy().await;
    city.time.advance(Duration::days(4).to_std().unwrap());
    let overdue = all(&city, &supervisor, "overdue?").await;
    let red = all(&city, &supervisor, "clocks?lamp=red").await;
    assert_eq!(overdue, red);
    assert!(overdue.len() > 4 && overdue.iter().all(|item| item["overdue_s"].as_i64() > Some(0)));
    let desk = all(&city, &supervisor, "overdue?holder=dispatch_desk&category=other").await;
    assert!(!desk.is_empty() && desk.len() < overdue.len());
    let late = city.get(&supervisor, "/api/v1/supervision/overdue?lamp=green").await;
    assert_eq!(late.status(), 422, "what is overdue is not green");
    let summary = city.get(&supervisor, "/api/v1/supervision/summary").await;
    let summary: Value = summary.json().await.unwrap();
    let sum: i64 = summary["overdue"].as_object().unwrap().values().filter_map(Value::as_i64).sum();
    assert_eq!(sum, i64::try_from(overdue.len()).unwrap());
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_that_cannot_be_meant_are_refused_all_at_once() {
    let city = City::without_worker(&Proxies::default(), &[]).await;
    let supervisor = city.staff(Role::Supervisor).await;
    let rubbish = format!(
        "department={}&county=999999&chain=nowhere&category=nothing&level=none&min_age_s=9&max_age_s=5\
         &due_from=2026-03-12T00:00:00Z&due_to=2026-03-10T00:00:00Z&lamp=green",
        Uuid::nil()
    );
    for list in ["clocks", "counts", "export.xlsx"] {
        let answer = city.get(&supervisor, &format!("/api/v1/supervision/{list}?{rubbish}")).await;
        let body = problem(answer, 422, "invalid_fields").await;
        assert_eq!(
            faults(&body),
            [
                "category: unknown",
                "chain: unknown",
                "county: unknown",
                "department: unknown",
                "due_to: backwards",
                "lamp: incompatible",
                "level: unknown",
                "max_age_s: backwards",
            ],
            "{list}"
        );
    }
    for (query, fault) in [
        ("lamp=blue", "lamp: unknown"),
        ("stage=tea", "stage: unknown"),
        ("holder=nobody", "holder: unknown"),
        ("department=x", "department: not_a_uuid"),
        ("min_age_s=-1", "min_age_s: out_of_range"),
        ("max_age_s=old", "max_age_s: wrong_type"),
        ("due_from=soon", "due_from: wrong_type"),
        ("paused=perhaps", "paused: wrong_type"),
        ("cursor=x", "cursor: malformed"),
    ] {
        let answer = city.get(&supervisor, &format!("/api/v1/supervision/clocks?{query}")).await;
        assert_eq!(faults(&problem(answer, 422, "invalid_fields").await), [fault], "{query}");
    }
    let paged = city.get(&supervisor, "/api/v1/supervision/counts?limit=3").await;
    assert_eq!(faults(&problem(paged, 422, "invalid_fields").await), ["limit: unknown_field"]);
    let long = format!("/api/v1/supervision/clocks?min_age_s={}", i64::MAX);
    assert_eq!(city.get(&supervisor, &long).await.status(), 200, "older than time itself");
    city.close().await;
}
