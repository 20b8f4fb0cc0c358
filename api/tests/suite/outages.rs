//! What the product does while one of its parts is away: slower, later, or a plain no; never a false yes.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use chrono::{TimeZone, Utc};
use domain::appeal::Role;
use domain::time::TimeSource;
use entity::{appeal_events, appeals, notices, outbox};
use reqwest::{Method, Response, StatusCode};
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use service::auth::{Hashing, NewStaff, create_staff};
use service::reconcile::{Account, reconcile};
use uuid::Uuid;

use crate::harness::{
    City, Proxies, broker_url, cache_url, database_url, eventually, key, problem, real,
};
use crate::proxy::{Proxy, Weather};

/// "Within a few seconds", on a machine that has other work to do.
const BEARABLE: Duration = Duration::from_secs(15);

/// What the router is sure of.
fn clear(city: &City) -> Value {
    let mut body = city.appeal();
    body["title"] = json!("申请技术改造补助");
    body["content"] =
        json!("我公司计划进行智能化技术改造和设备更新，希望了解技改补助政策并申请支持。");
    body["category"] = json!("technical_upgrade");
    body
}

async fn post_with(city: &City, key: &str, body: &Value) -> Response {
    let request = city.request(&city.owner, Method::POST, "/api/v1/appeals").json(body);
    request.header("idempotency-key", key).send().await.unwrap()
}

async fn id_of(answer: Response) -> Uuid {
    let status = answer.status();
    let text = answer.text().await.unwrap();
    assert_eq!(status, 201, "{text}");
    serde_json::from_str::<Value>(&text).unwrap()["id"].as_str().unwrap().parse().unwrap()
}

async fn state(db: &DatabaseConnection, id: Uuid) -> String {
    appeals::Entity::find_by_id(id).one(db).await.unwrap().unwrap().state
}

/// Until no message and no delivery is owed. The hand-moved clock goes on a little all the while: what
/// was put off becomes due, leases run out.
async fn quiet(city: &City, db: &DatabaseConnection) {
    let mut calm = 0;
    eventually("nothing is owed any more", async || {
        let owed = notices::Entity::find().filter(notices::Column::State.eq("owed"));
        let drained = match city.wired.broker.depths().await {
            Ok(depths) => depths.iter().all(|depth| depth.ready == 0),
            Err(_) => false,
        };
        let settled = drained
            && outbox::Entity::find().count(db).await.unwrap() == 0
            && owed.count(db).await.unwrap() == 0;
        calm = if settled { calm + 1 } else { 0 };
        city.time.advance(Duration::from_millis(200));
        calm == 5
    })
    .await;
}

/// The books of these appeals, once nothing is owed.
async fn accounts(city: &City, ids: &[Uuid]) -> BTreeMap<Uuid, Account> {
    let supervisor = city.staff(Role::Supervisor).await;
    let books = reconcile(&city.wired.store, &supervisor, ids.to_vec()).await.unwrap();
    assert_eq!((books.outbox_pending, books.deliveries_owed), (0, 0));
    assert_eq!(books.accounts.len(), ids.len(), "every appeal is there");
    books.accounts
}

/// Filed, routed and told exactly once.
fn whole(account: &Account) {
    assert_eq!(account.state, "dispatched", "{account:#?}");
    assert!(account.in_department && account.gapless, "{account:#?}");
    assert_eq!(account.most_alike, 1, "{account:#?}");
    for kind in ["submitted", "accepted", "dispatched"] {
        assert_eq!(account.events.get(kind), Some(&1), "{kind}: {account:#?}");
        assert_eq!(account.firm.get(kind), Some(&1), "{kind}: {account:#?}");
    }
    for stage in ["dispatch", "sign", "first_contact", "resolve"] {
        assert_eq!(account.clocks.get(stage), Some(&1), "{stage}: {account:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_cache_appeals_are_filed_and_routed_and_people_sign_in() {
    if !real() {
        return; // Real parts only: the embedded cache lives and dies with the process.
    }
    let proxy = Proxy::before(&cache_url(), 6379).await;
    let proxies = Proxies { cache: Some(&proxy), ..Proxies::default() };
    let city = City::behind(&proxies, &[("YH_LIMITS_FILINGS_PER_HOUR", "2")]).await;
    let db = city.books().await;
    let new = NewStaff {
        username: "outage-handler".to_owned(),
        password: "Korrekt-Pferd-7".to_owned(),
        name: "值班员".to_owned(),
        roles: vec![Role::Supervisor],
        department_code: None,
        wecom_id: None,
        phone: None,
        totp_secret: None,
    };
    create_staff(
        &city.wired.store,
        Hashing::default(),
        &service::Call::system(city.time.now(), "test"),
        new,
    )
    .await
    .unwrap();
    proxy.set(Weather::Cut);
    // The limit is kept by this process alone, and relaxed to twice its size.
    let mut ids = Vec::new();
    for _ in 0..4 {
        ids.push(id_of(post_with(&city, &key(), &clear(&city)).await).await);
    }
    let refused = post_with(&city, &key(), &clear(&city)).await;
    assert_eq!(refused.status(), 429, "relaxed, not lifted");
    let login = json!({ "username": "outage-handler", "password": "Korrekt-Pferd-7" });
    let answer = city.open(Method::POST, "/api/v1/auth/staff/login").json(&login).send().await;
    let answer = answer.unwrap();
    assert_eq!(answer.status(), 200);
    let session: Value = answer.json().await.unwrap();
    let me =
        city.open(Method::GET, "/api/v1/me").bearer_auth(session["access_token"].as_str().unwrap());
    assert_eq!(me.send().await.unwrap().status(), 200);
    let refresh = json!({ "refresh_token": session["refresh_token"] });
    let answer = city.open(Method::POST, "/api/v1/auth/refresh").json(&refresh).send().await;
    assert_eq!(answer.unwrap().status(), 200);
    quiet(&city, &db).await;
    accounts(&city, &ids).await.values().for_each(whole);
    let ready = city.open(Method::GET, "/readyz").send().await.unwrap();
    assert_eq!(ready.status(), 200, "the cache is not required");
    let parts: Value = ready.json().await.unwrap();
    let parts = parts["dependencies"].as_array().unwrap();
    let cache = parts.iter().find(|part| part["name"] == "cache").unwrap();
    assert_eq!(cache["ok"], false);
    proxy.set(Weather::Fair);
    eventually("the cache is back", async || city.wired.cache.health().await.is_ok()).await;
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_broker_filing_is_answered_clocks_run_and_everything_flows_when_it_returns() {
    if !real() {
        return; // Real parts only: the embedded broker lives and dies with the process.
    }
    let proxy = Proxy::before(&broker_url(), 5672).await;
    let proxies = Proxies { broker: Some(&proxy), ..Proxies::default() };
    let city = City::behind(&proxies, &[]).await;
    let db = city.books().await;
    let before = id_of(post_with(&city, &key(), &clear(&city)).await).await;
    eventually("routed", async || state(&db, before).await == "dispatched").await;
    proxy.set(Weather::Cut);
    let mut ids = Vec::new();
    for _ in 0..12 {
        ids.push(id_of(post_with(&city, &key(), &clear(&city)).await).await);
    }
    // The dispatch clock of one working day, from Monday on, is over on Tuesday at closing time.
    city.time.set(Utc.with_ymd_and_hms(2026, 3, 11, 1, 0, 0).unwrap());
    for id in &ids {
        eventually("the breach is recorded", async || {
            let breaches = appeal_events::Entity::find()
                .filter(appeal_events::Column::AppealId.eq(*id))
                .filter(appeal_events::Column::Kind.eq("clock_breached"));
            breaches.count(&db).await.unwrap() == 1
        })
        .await;
        assert_eq!(state(&db, *id).await, "submitted", "nobody has routed it yet");
    }
    assert!(outbox::Entity::find().count(&db).await.unwrap() >= 12, "still owed");
    proxy.set(Weather::Fair);
    quiet(&city, &db).await;
    let accounts = accounts(&city, &ids).await;
    for account in accounts.values() {
        whole(account);
        assert_eq!(account.events["clock_breached"], 1, "{account:#?}");
    }
    city.close().await;
}

/// A refusal that says when to come back, in bearable time.
async fn unavailable(asked: Instant, answer: Response) {
    assert!(asked.elapsed() < BEARABLE, "took {:?}", asked.elapsed());
    let wait = answer.headers().get("retry-after").map(|value| value.to_str().unwrap().to_owned());
    let path = answer.url().path().to_owned();
    let body = problem(answer, 503, "unavailable").await;
    let seconds = wait.and_then(|text| text.parse::<u64>().ok());
    assert!(seconds.is_some_and(|seconds| seconds >= 1), "{path}: {body}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_database_nothing_is_promised_and_everything_works_when_it_returns() {
    if !real() {
        return; // Real parts only: SQLite is a part of the process.
    }
    let proxy = Proxy::before(&database_url(), 5432).await;
    let proxies = Proxies { database: Some(&proxy), ..Proxies::default() };
    let city = City::behind(&proxies, &[]).await;
    let db = city.books().await;
    let supervisor = city.staff(Role::Supervisor).await;
    let filed = id_of(post_with(&city, &key(), &clear(&city)).await).await;
    proxy.set(Weather::Cut);
    let (again, body) = (key(), clear(&city));
    let one = format!("/api/v1/appeals/{filed}");
    // Twice: first over connections that were broken, then without any.
    for _ in 0..2 {
        let asked = Instant::now();
        unavailable(asked, post_with(&city, &again, &body).await).await;
        for path in ["/api/v1/appeals", one.as_str(), "/api/v1/me"] {
            let asked = Instant::now();
            unavailable(asked, city.get(&city.owner, path).await).await;
        }
        let asked = Instant::now();
        unavailable(asked, city.get(&supervisor, "/api/v1/supervision/overdue").await).await;
        let asked = Instant::now();
        let rating = city.post(&city.owner, &format!("{one}/rate"), &json!({ "score": 5 })).await;
        unavailable(asked, rating).await;
    }
    let login = json!({ "username": "supervisor", "password": "Korrekt-Pferd-7" });
    let asked = Instant::now();
    let answer = city.open(Method::POST, "/api/v1/auth/staff/login").json(&login).send().await;
    unavailable(asked, answer.unwrap()).await;
    let ready = city.open(Method::GET, "/readyz").send().await.unwrap();
    assert_eq!(ready.status(), 503);
    assert!(ready.headers().contains_key("retry-after"));
    let ready: Value = ready.json().await.unwrap();
    let down = ready["dependencies"].as_array().unwrap().iter().filter(|part| part["ok"] == false);
    let down: Vec<_> = down.map(|part| part["name"].as_str().unwrap()).collect();
    assert_eq!((&ready["ready"], down), (&json!(false), vec!["database"]));
    assert_eq!(city.open(Method::GET, "/healthz").send().await.unwrap().status(), 200);
    proxy.set(Weather::Fair);
    eventually("ready again", async || {
        city.open(Method::GET, "/readyz").send().await.unwrap().status() == StatusCode::OK
    })
    .await;
    let first = id_of(post_with(&city, &again, &body).await).await;
    let second = post_with(&city, &again, &body).await;
    assert_eq!(second.headers()["idempotency-replayed"], "true");
    assert_eq!(id_of(second).await, first);
    assert_eq!(
        appeals::Entity::find().count(&db).await.unwrap(),
        2,
        "the refused ones left nothing"
    );
    quiet(&city, &db).await;
    accounts(&city, &[filed, first]).await.values().for_each(whole);
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_silent_is_not_waited_for_without_end() {
    if !real() {
        return; // Real parts only: SQLite is a part of the process.
    }
    let proxy = Proxy::before(&database_url(), 5432).await;
    let proxies = Proxies { database: Some(&proxy), ..Proxies::default() };
    let city = City::behind(&proxies, &[("YH_SERVER_REQUEST_TIMEOUT_S", "6")]).await;
    let db = city.books().await;
    let filed = id_of(post_with(&city, &key(), &clear(&city)).await).await;
    quiet(&city, &db).await;
    proxy.set(Weather::Frozen);
    let (again, body) = (key(), clear(&city));
    for _ in 0..2 {
        let asked = Instant::now();
        let answers = tokio::join!(
            post_with(&city, &again, &body),
            city.get(&city.owner, "/api/v1/appeals"),
            city.open(Method::GET, "/readyz").send(),
        );
        assert!(asked.elapsed() < BEARABLE, "took {:?}", asked.elapsed());
        for answer in [answers.0, answers.1, answers.2.unwrap()] {
            let path = answer.url().path().to_owned();
            assert_eq!(answer.status(), 503, "{path}");
            assert!(answer.headers().contains_key("retry-after"), "{path}");
        }
    }
    proxy.set(Weather::Fair);
    let mut first = None;
    eventually("the filing is taken", async || {
        let answer = post_with(&city, &again, &body).await;
        if answer.status() == StatusCode::CREATED {
            first = Some(id_of(answer).await);
        }
        first.is_some()
    })
    .await;
    assert_eq!(appeals::Entity::find().count(&db).await.unwrap(), 2, "exactly once");
    quiet(&city, &db).await;
    accounts(&city, &[filed, first.unwrap()]).await.values().for_each(whole);
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn filings_that_the_database_is_lost_under_are_there_once_after_a_retry() {
    if !real() {
        return; // Real parts only: SQLite is a part of the process.
    }
    let proxy = Proxy::before(&database_url(), 5432).await;
    let proxies = Proxies { database: Some(&proxy), ..Proxies::default() };
    let city = City::behind(&proxies, &[]).await;
    let db = city.books().await;
    post_with(&city, &key(), &clear(&city)).await;
    let keys: Vec<String> = (0..60).map(|_| key()).collect();
    proxy.set(Weather::Slow(Duration::from_millis(3)));
    let mut promised = BTreeMap::new();
    for (round, keys) in keys.chunks(12).enumerate() {
        let cut = async {
            tokio::time::sleep(Duration::from_millis(30 + 20 * round as u64)).await;
            proxy.set(Weather::Cut);
        };
        let posts = keys.iter().map(|key| async {
            let answer = post_with(&city, key, &clear(&city)).await;
            (key.clone(), answer)
        });
        let (answers, ()) = tokio::join!(futures::future::join_all(posts), cut);
        for (key, answer) in answers {
            if answer.status() == StatusCode::CREATED {
                promised.insert(key, id_of(answer).await);
            } else {
                assert!(answer.headers().contains_key("retry-after"));
                problem(answer, 503, "unavailable").await;
            }
        }
        // What was answered with success is there, whatever has become of the line.
        for id in promised.values() {
            assert!(appeals::Entity::find_by_id(*id).one(&db).await.unwrap().is_some());
        }
        proxy.set(Weather::Slow(Duration::from_millis(3)));
    }
    proxy.set(Weather::Fair);
    let mut ids = Vec::new();
    for key in &keys {
        let id = id_of(post_with(&city, key, &clear(&city)).await).await;
        assert!(promised.get(key).is_none_or(|promised| *promised == id));
        ids.push(id);
    }
    assert_eq!(appeals::Entity::find().count(&db).await.unwrap(), 61, "each exactly once");
    quiet(&city, &db).await;
    accounts(&city, &ids).await.values().for_each(whole);
    city.close().await;
}
