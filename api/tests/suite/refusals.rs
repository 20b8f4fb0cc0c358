//! Every route refuses: without a token, to the wrong role, and what is malformed. The routes are taken
//! from the API file: one that is not in the table fails the test.

use std::collections::BTreeMap;

use domain::appeal::Role;
use reqwest::{Method, StatusCode};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use service::Caller;

use crate::harness::{City, key, problem};
use crate::refusals_table::{Who, table};

/// Routes without a caller.
pub(crate) const OPEN: [&str; 8] = [
    "healthz",
    "readyz",
    "jwks",
    "list_problems",
    "get_problem",
    "list_published",
    "get_published",
    "read_feed",
];

pub(crate) struct Route {
    pub(crate) operation: String,
    pub(crate) method: Method,
    pub(crate) path: String,
    takes_body: bool,
    takes_query: bool,
}

pub(crate) fn routes() -> Vec<Route> {
    let document = serde_json::to_value(api::server::openapi()).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let mut routes = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let Ok(method) = Method::from_bytes(method.to_uppercase().as_bytes()) else { continue };
            let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
            let body = &operation["requestBody"]["content"];
            routes.push(Route {
                operation: operation["operationId"].as_str().unwrap().to_owned(),
                method,
                path: path.clone(),
                takes_body: body.get("application/json").is_some(),
                takes_query: parameters.iter().any(|one| one["in"] == "query"),
            });
        }
    }
    routes
}

async fn caller(city: &City, who: Who) -> Caller {
    match who {
        Who::Owner | Who::Nobody => city.owner.clone(),
        Who::Stranger => city.stranger.clone(),
        Who::Handler => city.staff(Role::Handler).await,
        Who::Head => city.staff(Role::DepartmentHead).await,
        Who::Dispatcher => city.staff(Role::Dispatcher).await,
        Who::Officer => city.staff(Role::Officer).await,
        Who::Supervisor => city.staff(Role::Supervisor).await,
        Who::Administrator => city.staff(Role::Administrator).await,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_refuses_whom_and_what_it_should() {
    let city = City::new().await;
    let appeal = city.file().await;
    let db = city.wired.store.read();
    let clock = entity::clocks::Entity::find().one(db).await.unwrap().unwrap().id;
    let store = &city.wired.store;
    let reference = store.reference().get(store).await.unwrap();
    let department = *reference.departments.keys().next().unwrap();
    let member = city.staff(Role::Supervisor).await.id().unwrap();
    let mut table: BTreeMap<_, _> =
        table(&city, department, member).into_iter().map(|row| (row.operation, row)).collect();
    for route in routes() {
        let name = route.operation.as_str();
        let path = route.path.replace("{id}", &appeal.to_string());
        let path = path.replace("{clock_id}", &clock.to_string());
        if OPEN.contains(&name) {
            continue;
        }
        let Some(row) = table.remove(name) else {
            panic!("{name}: no expectation; say in the table what it refuses");
        };
        if row.right != Who::Nobody {
            no_token(&city, &route, &path).await;
            forged_token(&city, &route, &path).await;
        }
        if let Some((who, status, code)) = row.wrong {
            let caller = caller(&city, who).await;
            let mut request = city.request(&caller, route.method.clone(), &path);
            request = request.header("if-match", "*").header("idempotency-key", key());
            if let Some(body) = &row.body {
                request = request.json(body);
            }
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), status, "{name}");
            let body: Value = answer.json().await.unwrap();
            assert!(code.is_empty() || body["code"] == code, "{name}: {body}");
        }
        malformed(&city, &route, &path, &caller(&city, row.right).await, row.body.as_ref()).await;
    }
    assert!(table.is_empty(), "no such routes: {:?}", table.keys());
    assert_eq!(city.count().await, 1, "a refused request wrote something");
    city.close().await;
}

async fn no_token(city: &City, route: &Route, path: &str) {
    let answer = city.open(route.method.clone(), path).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{}", route.operation);
    problem(answer, 401, "token_missing").await;
}

async fn forged_token(city: &City, route: &Route, path: &str) {
    let token = "eyJhbGciOiJFZERTQSIsImtpZCI6IngifQ.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";
    let answer = city.open(route.method.clone(), path).bearer_auth(token).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{}", route.operation);
}

async fn malformed(city: &City, route: &Route, path: &str, caller: &Caller, body: Option<&Value>) {
    let name = &route.operation;
    let ask = |path: &str| {
        let request = city.request(caller, route.method.clone(), path);
        request.header("if-match", "*").header("idempotency-key", key())
    };
    if route.path.contains("{id}") {
        let path = route.path.replace("{id}", "not-an-id").replace("{clock_id}", "not-an-id");
        let mut request = ask(&path);
        if let Some(body) = body {
            request = request.json(body);
        }
        assert_eq!(request.send().await.unwrap().status(), 422, "{name}: bad id");
    }
    if route.takes_query {
        let answer = ask(&format!("{path}?no_such_parameter=1")).send().await.unwrap();
        assert_eq!(answer.status(), 422, "{name}: unknown parameter");
    }
    if route.takes_body {
        let json = "application/json";
        let broken = ask(path).header("content-type", json).body("{\"a\":").send().await.unwrap();
        assert_eq!(broken.status(), 400, "{name}: broken JSON");
        let mut more = body.unwrap().clone();
        more["no_such_field"] = json!(1);
        let answer = ask(path).json(&more).send().await.unwrap();
        assert_eq!(answer.status(), 422, "{name}: unknown field");
        let text = ask(path).header("content-type", "text/plain").body("{}").send().await.unwrap();
        assert_eq!(text.status(), 415, "{name}: not JSON");
        let empty = ask(path).header("content-type", json).send().await.unwrap();
        assert_eq!(empty.status(), 400, "{name}: empty body");
    }
}
