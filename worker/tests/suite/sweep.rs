//! The sweep over many clocks at once: every one exactly once, the oldest first, whatever happens meanwhile.

use std::collections::HashMap;

use chrono::{Duration, TimeZone, Utc};
use domain::time::{TimeSource, Timestamp};
use entity::{appeal_events, appeals, audit_entries, cards, clocks, notices};
use platform::fault::FaultSpec;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use service::{Call, sweep};
use uuid::Uuid;
use worker::Parts;

use crate::harness::City;

const CONTENT: &str = "我公司计划进行智能化技术改造和设备更新，希望了解技改补助政策并申请支持。";

/// March 2026, by the clock in Shanghai.
pub(crate) fn at(day: u32, hour: u32, minute: u32) -> Timestamp {
    Utc.with_ymd_and_hms(2026, 3, day, hour, minute, 0).unwrap() - Duration::hours(8)
}

/// Files so many appeals of a level, a second after each other, and has them sent to their departments.
pub(crate) async fn file(city: &City, count: usize, level: &str) -> Vec<Uuid> {
    let mut ids = Vec::new();
    for number in 0..count {
        let (title, key) = (format!("演示诉求第{number}号"), format!("key-{number:08}"));
        let category = "technical_upgrade";
        ids.push(city.file_as(&title, CONTENT, category, &key, Some(level)).await.unwrap());
        city.time.advance(std::time::Duration::from_secs(1));
    }
    city.settle_at_once().await;
    ids
}

pub(crate) fn with_batch(city: &City, batch: u32) -> Parts {
    let mut parts = city.wired.parts();
    parts.settings.sweep_batch = batch;
    parts
}

/// Sweeps until nothing is due any more.
async fn drain(parts: &Parts) -> usize {
    let mut passes = 0;
    while worker::sweep::pass(parts).await.unwrap() > 0 {
        passes += 1;
        assert!(passes < 1_000, "the sweep does not end");
    }
    passes
}

/// What the clocks have done, in the order of recording: what, and the computed moment.
async fn fired(city: &City, id: Uuid) -> Vec<(String, String, Option<Timestamp>)> {
    let rows = appeal_events::Entity::find()
        .filter(appeal_events::Column::AppealId.eq(id))
        .order_by_asc(appeal_events::Column::Seq);
    let rows = rows.all(city.wired.store.read()).await.unwrap();
    rows.into_iter()
        .filter(|row| ["clock_breached", "rung_fired", "signed"].contains(&row.kind.as_str()))
        .map(|row| {
            let word = |name: &str| row.data[name].as_str().unwrap_or_default().to_owned();
            let what = match row.kind.as_str() {
                "rung_fired" => word("rung"),
                "clock_breached" => "breach".to_owned(),
                _ => row.kind.clone(),
            };
            (word("stage"), what, word("due_at").parse().ok())
        })
        .collect()
}

async fn verify(city: &City) {
    let verdict = service::audit::verify::verify(&city.wired.store, vec![], |_, _| {}).await;
    let verdict = verdict.unwrap();
    assert!(verdict.intact, "{verdict:?}");
    let call = Call::system(city.time.now(), "self-check");
    let checked = service::self_check::run(&city.wired.store, &call, |_, _| {}).await.unwrap();
    assert_eq!(checked.faults, 0, "the clocks are not what their events say");
}

#[tokio::test]
async fn after_three_hours_down_everything_fires_in_order_with_the_computed_moments() {
    let city = City::new("").await;
    let filed = city.time.now();
    let id = file(&city, 1, "critical").await[0];
    assert_eq!(city.row(id).await.state, "dispatched");
    let sent = city.row(id).await.held_since;
    city.time.set(filed + Duration::hours(3));
    drain(&city.wired.parts()).await;
    let of = |stage: &str, what: &str, at| (stage.to_owned(), what.to_owned(), at);
    let minutes = |from: Timestamp, minutes| Some(from + Duration::minutes(minutes));
    let expected = [
        of("sign", "yellow", minutes(sent, 24)),
        of("sign", "breach", minutes(sent, 30)),
        of("sign", "red", minutes(sent, 30)),
        of("", "signed", None),
        of("first_contact", "yellow", minutes(filed, 96)),
        of("first_contact", "breach", minutes(filed, 120)),
        of("first_contact", "red", minutes(filed, 120)),
    ];
    assert_eq!(fired(&city, id).await, expected);

    // Down again until the third day: the ladder climbs, rung by rung, and nothing comes twice.
    city.time.set(at(12, 18, 0));
    drain(&city.wired.parts()).await;
    let all = fired(&city, id).await;
    assert_eq!(all[..expected.len()], expected);
    let later: Vec<_> = all[expected.len()..].to_vec();
    let moments: Vec<_> = later.iter().map(|(_, _, at)| at.unwrap()).collect();
    assert!(moments.is_sorted(), "{later:#?}");
    let first = later.iter().filter(|(stage, ..)| stage == "first_contact");
    let first: Vec<_> = first.map(|(_, what, at)| (what.as_str(), at.unwrap())).collect();
    assert_eq!(first, [("supervision", at(10, 17, 30)), ("interview", at(12, 17, 30))]);
    assert_eq!(drain(&city.wired.parts()).await, 0);
    verify(&city).await;
    city.close().await;
}

#[tokio::test]
async fn a_clock_stepped_back_an_hour_fires_nothing_twice_and_loses_nothing() {
    let city = City::new("").await;
    let filed = city.time.now();
    let ids = file(&city, 3, "critical").await;
    city.time.set(filed + Duration::minutes(31));
    drain(&city.wired.parts()).await;
    let before = city.snapshot().await;
    city.time.set(filed - Duration::minutes(29));
    assert_eq!(drain(&city.wired.parts()).await, 0);
    assert_eq!(city.snapshot().await, before);
    city.time.set(filed + Duration::minutes(125));
    drain(&city.wired.parts()).await;
    for id in ids {
        let events = fired(&city, id).await;
        for (stage, what) in [("sign", "yellow"), ("sign", "breach"), ("first_contact", "red")] {
            let count = events.iter().filter(|(s, w, _)| s == stage && w == what).count();
            assert_eq!(count, 1, "{stage} {what}: {events:#?}");
        }
    }
    verify(&city).await;
    city.close().await;
}

/// Each clock has breached once, with one red card, and each recipient was told of it once per channel.
async fn once_each(city: &City, ids: &[Uuid]) {
    let db = city.wired.store.read();
    for id in ids {
        let breaches = fired(city, *id).await;
        let breaches = breaches.iter().filter(|(_, what, _)| what == "breach").count();
        let rows = clocks::Entity::find().filter(clocks::Column::AppealId.eq(*id));
        let rows = rows.all(db).await.unwrap();
        let late = rows.iter().filter(|row| row.breached_at.is_some()).count();
        assert_eq!((breaches, late), (late, breaches));
        assert!(late > 0);
        let given = cards::Entity::find().filter(cards::Column::AppealId.eq(*id));
        let given = given.filter(cards::Column::Colour.eq("red")).all(db).await.unwrap();
        assert_eq!(given.len(), late);
        let told = notices::Entity::find().filter(notices::Column::AppealId.eq(*id));
        let mut seen = HashMap::new();
        for row in told.all(db).await.unwrap() {
            let key = (row.event_id, row.recipient_id, row.channel, row.template == "red_card");
            *seen.entry(key).or_insert(0) += 1;
        }
        assert!(seen.values().all(|count| *count == 1), "{seen:?}");
        let events: std::collections::HashSet<_> =
            seen.keys().filter(|key| key.3).map(|key| key.0).collect();
        assert_eq!(events.len(), late, "somebody has heard of every red card");
    }
}

/// The computed moments of the breaches, in the order in which they were recorded.
async fn order(city: &City) -> Vec<Timestamp> {
    let db = city.wired.store.read();
    let entries = audit_entries::Entity::find()
        .filter(audit_entries::Column::Action.eq("appeal.clock_breached"))
        .order_by_asc(audit_entries::Column::Position);
    let events = appeal_events::Entity::find()
        .filter(appeal_events::Column::Kind.eq("clock_breached"))
        .all(db)
        .await
        .unwrap();
    let due: HashMap<_, Timestamp> = events
        .into_iter()
        .map(|event| (event.id, event.data["due_at"].as_str().unwrap().parse().unwrap()))
        .collect();
    let entries = entries.all(db).await.unwrap();
    entries.into_iter().map(|entry| due[&entry.record_id.unwrap()]).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_sweeps_at_once_breach_every_clock_once_the_oldest_first() {
    let city = City::new("").await;
    let ids = file(&city, 40, "urgent").await;
    // Two opening hours to sign.
    city.time.set(at(9, 11, 30));
    let parts = with_batch(&city, 5);
    let sweeps: Vec<_> = (0..4)
        .map(|_| {
            let parts = parts.clone();
            tokio::spawn(async move {
                // What others hold is passed over, so an empty pass does not mean that all is done.
                for _ in 0..100 {
                    worker::sweep::pass(&parts).await.unwrap();
                }
            })
        })
        .collect();
    for sweep in sweeps {
        sweep.await.unwrap();
    }
    assert_eq!(worker::sweep::pass(&parts).await.unwrap(), 0);
    city.settle_at_once().await;
    once_each(&city, &ids).await;
    // Within what the four had in hand at once.
    let order = order(&city).await;
    assert!(order.len() >= ids.len());
    for (place, due) in order.iter().enumerate() {
        let older = order[place + 1..].iter().filter(|later| *later < due).count();
        assert!(older <= 3 * 5, "{older} older breaches come after number {place}");
    }
    verify(&city).await;
    city.close().await;
}

#[tokio::test]
async fn one_sweep_goes_strictly_by_the_moments() {
    let city = City::new("").await;
    file(&city, 12, "urgent").await;
    city.time.set(at(9, 11, 30));
    assert_eq!(drain(&with_batch(&city, 5)).await, 3);
    let order = order(&city).await;
    assert_eq!(order.len(), 12);
    assert!(order.is_sorted(), "{order:?}");
    city.close().await;
}

#[tokio::test]
async fn a_poisoned_appeal_does_not_starve_the_rest_and_is_done_when_it_is_mended() {
    let city = City::new("").await;
    let ids = file(&city, 8, "urgent").await;
    let db = &city.wired.pools.write;
    let facts = city.row(ids[0]).await.facts;
    let set = |id: Uuid, facts: serde_json::Value| {
        appeals::Entity::update_many()
            .col_expr(appeals::Column::Facts, Expr::value(facts))
            .filter(appeals::Column::Id.eq(id))
            .exec(db)
    };
    set(ids[0], serde_json::json!({ "no": "facts" })).await.unwrap();
    // A clock outside every calendar, and one that says it is due and has stopped.
    let clock = |id: Uuid, column, value| {
        clocks::Entity::update_many()
            .col_expr(column, value)
            .filter(clocks::Column::AppealId.eq(id))
            .filter(clocks::Column::Stage.eq("sign"))
            .exec(db)
    };
    clock(ids[1], clocks::Column::Unit, Expr::value("fortnight")).await.unwrap();
    clock(ids[2], clocks::Column::StoppedAt, Expr::value(city.time.now())).await.unwrap();
    city.time.set(at(9, 11, 30));
    // The three are the oldest, and as many as a batch: the rest is done all the same.
    let parts = with_batch(&city, 3);
    drain(&parts).await;
    let breaches = async |id| {
        let all = fired(&city, id).await;
        all.into_iter().filter(|(_, what, _)| what == "breach").count()
    };
    for (number, id) in ids.iter().enumerate() {
        assert_eq!(breaches(*id).await, usize::from(number >= 3), "number {number}");
    }
    let rows = clocks::Entity::find().filter(clocks::Column::AppealId.eq(ids[0]));
    let put_off = rows.all(db).await.unwrap().into_iter().find(|row| row.stage == "sign");
    assert!(put_off.unwrap().leased_until.unwrap() > city.time.now());
    // Not tried again at once; mended, it is done when its time has come, and nothing stays leased.
    assert_eq!(worker::sweep::pass(&parts).await.unwrap(), 0);
    set(ids[0], facts).await.unwrap();
    city.time.advance(std::time::Duration::from_secs(600));
    drain(&parts).await;
    assert_eq!(breaches(ids[0]).await, 1);
    let rows = clocks::Entity::find().filter(clocks::Column::AppealId.eq(ids[0]));
    let rows = rows.all(db).await.unwrap();
    assert!(rows.iter().all(|row| row.leased_until.is_none()), "{rows:?}");
    city.close().await;
}

#[tokio::test]
async fn a_crash_around_the_commit_of_a_batch_loses_nothing_and_doubles_nothing() {
    let run = async |point: Option<&str>| {
        let city = City::new("").await;
        file(&city, 9, "urgent").await;
        city.time.set(at(9, 16, 0));
        let parts = with_batch(&city, 4);
        if let Some(point) = point {
            let spec: FaultSpec = format!("{point}:1").parse().unwrap();
            city.wired.faults.arm(spec);
        }
        let mut crashes = 0;
        loop {
            match worker::sweep::pass(&parts).await {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => {
                    assert!(error.is_transient(), "{error}");
                    crashes += 1;
                }
            }
        }
        assert_eq!(crashes, u32::from(point.is_some()));
        city.settle_at_once().await;
        verify(&city).await;
        let books = city.snapshot().await;
        city.close().await;
        books
    };
    let undisturbed = run(None).await;
    for point in ["commit.before", "commit.after"] {
        assert_eq!(undisturbed, run(Some(point)).await, "{point}");
    }
}

#[tokio::test]
async fn what_a_batch_writes_is_what_one_by_one_writes() {
    let run = async |together: bool| {
        let city = City::new("").await;
        crate::storm::lives(&city).await;
        for moment in [at(9, 16, 0), at(11, 12, 0), at(20, 18, 0), at(31, 9, 0)] {
            city.time.set(moment);
            if together {
                drain(&city.wired.parts()).await;
            } else {
                let ids = appeals::Entity::find().order_by_asc(appeals::Column::Id);
                for row in ids.all(city.wired.store.read()).await.unwrap() {
                    let call = Call::system(moment, "one-by-one");
                    sweep::catch_up(&city.wired.store, &call, row.id).await.unwrap();
                }
            }
            city.settle_at_once().await;
        }
        verify(&city).await;
        let books = (city.snapshot().await, crate::storm::rows(&city).await);
        city.close().await;
        books
    };
    let (alone, together) = (run(false).await, run(true).await);
    pretty(&alone.1, &together.1);
    assert_eq!(alone, together);
}

/// Says which lines differ, where thousands would be printed.
fn pretty(left: &[String], right: &[String]) {
    let differ: Vec<_> = left.iter().zip(right).filter(|(l, r)| l != r).take(5).collect();
    assert!(differ.is_empty(), "{differ:#?}");
}
