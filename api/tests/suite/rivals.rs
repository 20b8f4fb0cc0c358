//! Several callers at one appeal, or at one key, at the same moment: one of them wins, the others are
//! told, and nothing is done half or twice.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use api::{process, wiring};
use domain::appeal::Role;
use entity::{appeal_events, appeals, outbox};
use futures::future::join_all;
use platform::fault::FaultPoints;
use platform::lifecycle::Tasks;
use reqwest::{Method, Response};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use service::Caller;
use uuid::Uuid;
use worker::wiring::wire;

use crate::harness::{City, Proxies, key, person, problem, real};
use crate::scenes::{CLEAR, LEAD, UNCLEAR, colleagues, department, done, filed, words};

/// What one of several rivals sends.
struct Move<'m> {
    who: &'m Caller,
    action: &'static str,
    body: Value,
}

fn each<'m>(rivals: &'m [Caller], action: &'static str, body: &Value) -> Vec<Move<'m>> {
    rivals.iter().map(|who| Move { who, action, body: body.clone() }).collect()
}

/// Everybody gives a command on the version that all of them see. Exactly one is carried out, the others are
/// told where the appeal stands now; answers the winner's body.
async fn one_wins(city: &City, id: Uuid, moves: Vec<Move<'_>>) -> Value {
    let path = format!("/api/v1/appeals/{id}");
    let seen = city.get(moves[0].who, &path).await;
    let tag = seen.headers()["etag"].to_str().unwrap().to_owned();
    let owed = outbox::Entity::find().count(city.wired.store.read()).await.unwrap();
    let asked = moves.iter().map(|one| {
        let path = format!("{path}/{}", one.action);
        let request = city.request(one.who, Method::POST, &path);
        request.header("if-match", &tag).header("idempotency-key", key()).json(&one.body).send()
    });
    let answers: Vec<Response> = join_all(asked).await.into_iter().map(Result::unwrap).collect();
    let answers = moves.iter().map(|one| one.who).zip(answers);
    let (won, lost): (Vec<_>, Vec<_>) =
        answers.partition(|(_, answer)| answer.status().is_success());
    assert_eq!(won.len(), 1, "{}: exactly one wins", moves[0].action);
    let won: Value = won.into_iter().next().unwrap().1.json().await.unwrap();
    for (who, answer) in lost {
        // The winner may have sent it out of the others' sight; then they know no more than others do.
        if answer.status() == 404 {
            problem(answer, 404, "not_found").await;
            assert_eq!(city.get(who, &path).await.status(), 404);
            continue;
        }
        // By the version, or by the state, whichever is looked at first.
        let status = answer.status().as_u16();
        assert!(status == 412 || status == 409, "{status}");
        let body: Value = answer.json().await.unwrap();
        assert_eq!(body["current"]["version"], won["version"], "{body}");
        assert_eq!(body["current"]["state"], won["state"], "{body}");
    }
    let now = outbox::Entity::find().count(city.wired.store.read()).await.unwrap();
    assert_eq!(now, owed + 1, "one change, one message");
    whole(city, id).await;
    won
}

/// The history as kinds of events, which has no gap.
async fn whole(city: &City, id: Uuid) -> Vec<String> {
    let events = appeal_events::Entity::find()
        .filter(appeal_events::Column::AppealId.eq(id))
        .order_by_asc(appeal_events::Column::Seq)
        .all(city.wired.store.read())
        .await
        .unwrap();
    let numbers: Vec<_> = events.iter().map(|event| event.seq).collect();
    assert_eq!(numbers, (1..=numbers.len() as i64).collect::<Vec<_>>());
    let row = appeals::Entity::find_by_id(id).one(city.wired.store.read()).await.unwrap();
    assert_eq!(row.unwrap().last_seq, numbers.len() as i64);
    events.into_iter().map(|event| event.kind).collect()
}

fn count(kinds: &[String], of: &[&str]) -> usize {
    kinds.iter().filter(|kind| of.contains(&kind.as_str())).count()
}

/// How many act at the same moment.
const RIVALS: usize = 8;

#[tokio::test(flavor = "multi_thread")]
async fn of_rivals_for_one_appeal_one_wins_and_the_others_are_told() {
    let city = City::without_worker(&Proxies::default(), &[]).await;
    let lead = department(&city, LEAD).await;
    let handlers = colleagues(&city, Role::Handler, Some(lead), RIVALS).await;
    let heads = colleagues(&city, Role::DepartmentHead, Some(lead), RIVALS).await;
    let mut owners = vec![city.owner.clone()];
    for n in 1..RIVALS {
        owners.push(person(&city.wired, city.enterprise, &format!("1390000000{n}")).await);
    }
    let id = filed(&city, &city.owner, &words(city.enterprise, CLEAR)).await;
    let won = one_wins(&city, id, each(&handlers, "claim", &json!({}))).await;
    let holder: Uuid = won["handler"]["id"].as_str().unwrap().parse().unwrap();
    let holder = handlers.iter().find(|one| one.id() == Some(holder)).unwrap().clone();
    let same = vec![holder.clone(); RIVALS];
    one_wins(&city, id, each(&same, "sign", &json!({}))).await;
    let reply = json!({ "text": "补助政策已说明，请按指南申报。", "outcome": "explained" });
    one_wins(&city, id, each(&same, "reply", &reply)).await;
    let now = one_wins(&city, id, each(&heads, "approve", &json!({}))).await;
    assert_eq!(now["state"], "feedback");
    // Some are satisfied and some are not: one of them has spoken for the firm.
    let ratings = owners.iter().zip(1..).map(|(who, n)| Move {
        who,
        action: "rate",
        body: json!({ "score": n % 5 + 1 }),
    });
    let now = one_wins(&city, id, ratings.collect()).await;
    let kinds = whole(&city, id).await;
    let satisfied = now["rating"].as_i64().unwrap() >= 4;
    assert_eq!(now["state"], if satisfied { "closed" } else { "rework" });
    for kind in ["assigned", "signed", "replied", "reply_approved", "rated"] {
        assert_eq!(count(&kinds, &[kind]), 1, "{kind}: {kinds:?}");
    }
    assert_eq!(count(&kinds, &["closed", "rework_started"]), 1, "{kinds:?}");
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_those_who_would_sign_return_and_take_back_one_is_heard_and_of_several_rulings_one_counts()
 {
    let city = City::without_worker(&Proxies::default(), &[]).await;
    let lead = department(&city, LEAD).await;
    let handlers = colleagues(&city, Role::Handler, Some(lead), RIVALS).await;
    let dispatchers = colleagues(&city, Role::Dispatcher, None, RIVALS).await;
    let dispute = json!({ "reason_code": "not_our_duty", "reason": "不属本部门职责" });
    for _ in 0..3 {
        let id = filed(&city, &city.owner, &words(city.enterprise, CLEAR)).await;
        let mut moves = each(&handlers[..3], "sign", &json!({}));
        moves.extend(each(&handlers[3..6], "dispute", &dispute));
        moves.push(Move { who: &city.owner, action: "withdraw", body: json!({}) });
        one_wins(&city, id, moves).await;
        let kinds = whole(&city, id).await;
        assert_eq!(count(&kinds, &["signed", "disputed", "withdrawn"]), 1, "{kinds:?}");
    }
    for _ in 0..3 {
        let id = filed(&city, &city.owner, &words(city.enterprise, CLEAR)).await;
        done(&city, &handlers[0], id, "dispute", dispute.clone()).await;
        let moves = dispatchers.iter().enumerate().map(|(n, who)| {
            let decision = if n % 2 == 0 { "uphold" } else { "reject" };
            let body = json!({ "decision": decision, "reason": "已核对职责清单" });
            Move { who, action: "rule", body }
        });
        let now = one_wins(&city, id, moves.collect()).await;
        let kinds = whole(&city, id).await;
        assert_eq!(count(&kinds, &["dispute_upheld", "dispute_rejected"]), 1, "{kinds:?}");
        let upheld = count(&kinds, &["dispute_upheld"]) == 1;
        assert_eq!(now["state"], if upheld { "accepted" } else { "dispatched" });
    }
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_merges_that_would_close_a_circle_one_is_refused_and_nobody_waits_for_ever() {
    let city = City::without_worker(&Proxies::default(), &[]).await;
    let dispatchers = colleagues(&city, Role::Dispatcher, None, 2).await;
    for _ in 0..5 {
        let mut pair = Vec::new();
        for _ in 0..2 {
            pair.push(filed(&city, &city.owner, &words(city.enterprise, UNCLEAR)).await);
        }
        let asked = [(0, 1), (1, 0)].map(|(this, into)| {
            let path = format!("/api/v1/appeals/{}/merge", pair[this]);
            let request = city.request(&dispatchers[this], Method::POST, &path);
            request.header("if-match", "*").json(&json!({ "into": pair[into] })).send()
        });
        let mut statuses: Vec<u16> = join_all(asked)
            .await
            .into_iter()
            .map(|answer| answer.unwrap().status().into())
            .collect();
        statuses.sort_unstable();
        // Waiting for each other is broken by the database, and then told as something to try again.
        assert!(statuses == [200, 409] || statuses == [200, 503], "{statuses:?}");
        let [first, second] = [whole(&city, pair[0]).await, whole(&city, pair[1]).await];
        let merged = count(&first, &["merged"]) + count(&second, &["merged"]);
        let taken = count(&first, &["merged_here"]) + count(&second, &["merged_here"]);
        assert_eq!((merged, taken), (1, 1), "{first:?} {second:?}");
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
