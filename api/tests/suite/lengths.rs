//! Every length and bound that the API file promises for a command is the one that is kept: one character or
//! one unit beyond it is refused by the name of its field, the last one within is not.

use std::collections::BTreeMap;

use domain::appeal::Role;
use reqwest::Method;
use serde_json::{Map, Value, json};
use service::Caller;
use uuid::Uuid;

use crate::harness::{City, Proxies, key};
use crate::refusals_table;

/// The schema behind a reference.
fn schema<'d>(document: &'d Value, of: &'d Value) -> &'d Value {
    match of["$ref"].as_str() {
        Some(place) => document.pointer(place.trim_start_matches('#')).unwrap(),
        None => of,
    }
}

/// What to put into one field, and the fault that it must be given, or must not.
struct Probe {
    field: String,
    value: Value,
    fault: &'static str,
    given: bool,
}

fn probes(field: &str, of: &Value) -> Vec<Probe> {
    let mut probes = Vec::new();
    let mut probe = |value: Value, fault, given| {
        probes.push(Probe { field: field.to_owned(), value, fault, given });
    };
    let text = |n: u64| json!("字".repeat(usize::try_from(n).unwrap()));
    if let Some(most) = of["maxLength"].as_u64() {
        probe(text(most + 1), "too_long", true);
        probe(text(most), "too_long", false);
    }
    if let Some(least) = of["minLength"].as_u64().filter(|least| *least > 1) {
        probe(text(least - 1), "too_short", true);
        probe(text(least), "too_short", false);
    }
    if let Some(most) = of["maximum"].as_u64() {
        probe(json!(most + 1), "out_of_range", true);
        probe(json!(most), "out_of_range", false);
    }
    if let Some(least) = of["minimum"].as_u64() {
        probe(json!(least - 1), "out_of_range", true);
        probe(json!(least), "out_of_range", false);
    }
    if let Some(most) = of["maxItems"].as_u64() {
        let ids = |n: u64| (0..n).map(|_| json!(Uuid::new_v4())).collect::<Vec<_>>();
        if of["items"]["format"] == "uuid" {
            probe(json!(ids(most + 1)), "too_many", true);
            probe(json!(ids(most)), "too_many", false);
        }
    }
    probes
}

/// Every text of a command has a length in the API file.
fn is_bounded(of: &Value) -> bool {
    let kinds = of["type"].as_array().cloned().unwrap_or_else(|| vec![of["type"].clone()]);
    let text = kinds.contains(&json!("string")) && of["format"].is_null();
    !text || of["maxLength"].is_u64()
}

/// Words and codes of closed sets, which need no length.
const WORDS: [&str; 7] =
    ["code", "reason_code", "decision", "method", "outcome", "category", "level"];

#[tokio::test(flavor = "multi_thread")]
async fn the_lengths_of_the_api_file_are_the_ones_that_are_kept() {
    let city = City::without_worker(&Proxies::default(), &[]).await;
    let id = city.file().await;
    let supervisor = city.staff(Role::Supervisor).await;
    let document = serde_json::to_value(api::server::openapi()).unwrap();
    let bodies: BTreeMap<&str, Option<Value>> =
        refusals_table::table(&city, Uuid::nil(), Uuid::nil())
            .into_iter()
            .map(|row| (row.operation, row.body))
            .collect();
    let mut looked_at = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        let operation = &item["post"];
        let body = &operation["requestBody"]["content"]["application/json"]["schema"];
        if !path.starts_with("/api/v1/appeals") || body.is_null() {
            continue;
        }
        let name = operation["operationId"].as_str().unwrap();
        let good = bodies[name].clone().unwrap();
        let who = if name == "file_appeal" { &city.owner } else { &supervisor };
        let path = path.replace("{id}", &id.to_string());
        for (field, of) in schema(&document, body)["properties"].as_object().unwrap() {
            let words = WORDS.contains(&field.as_str()) || name == "file_appeal";
            assert!(words || is_bounded(of), "{name}.{field} has no length");
            for probe in probes(field, of) {
                try_one(&city, who, &path, &good, &probe).await;
                looked_at += 1;
            }
        }
    }
    assert!(looked_at > 80, "{looked_at}");
    assert_eq!(city.count().await, 1 + filed_within_bounds(&document));
    city.close().await;
}

/// Filing with the last length within a bound files.
fn filed_within_bounds(document: &Value) -> u64 {
    let body = &document["paths"]["/api/v1/appeals"]["post"]["requestBody"]["content"];
    let fields = schema(document, &body["application/json"]["schema"])["properties"].clone();
    let fields: Map<String, Value> = fields.as_object().unwrap().clone();
    let good = fields.iter().flat_map(|(field, of)| probes(field, of));
    good.filter(|probe| !probe.given && probe.value.is_string()).count() as u64
}

async fn try_one(city: &City, who: &Caller, path: &str, good: &Value, probe: &Probe) {
    let mut body = good.clone();
    body[&probe.field] = probe.value.clone();
    let request = city.request(who, Method::POST, path).header("idempotency-key", key());
    let answer = request.json(&body).send().await.unwrap();
    let text = answer.text().await.unwrap();
    let answered: Value = serde_json::from_str(&text).unwrap();
    let faults = answered["errors"].as_array().cloned().unwrap_or_default();
    let given = faults
        .iter()
        .any(|one| one["field"] == json!(probe.field) && one["code"] == json!(probe.fault));
    assert_eq!(given, probe.given, "{path} {}: {} {text}", probe.field, probe.fault);
}
