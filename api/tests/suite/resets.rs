//! Clients that hang up at any moment of a write. Each leaves a complete appeal or nothing, and nobody's
//! transaction open behind them.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use entity::{appeal_events, appeals, clocks, idempotency_keys, outbox};
use futures::StreamExt;
use reqwest::Method;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, PaginatorTrait,
    QueryFilter, Statement,
};
use serde_json::Value;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use uuid::Uuid;

use crate::harness::{City, Proxies, database_url, eventually, key, real};
use crate::proxy::{Proxy, Weather};

/// How a client ends its connection.
#[derive(Clone, Copy, Debug)]
enum End {
    /// With a reset: the line was cut.
    Reset,
    /// In order, without waiting for the answer: the program was closed.
    Close,
}

/// A client that sends `share` percent of a filing, waits, and is gone.
async fn abandoned(city: &City, key: &str, share: usize, wait: Duration, end: End) {
    let request = raw(city, key);
    let sent = &request.as_bytes()[..request.len() * share / 100];
    let mut socket = TcpStream::connect(city.address()).await.unwrap();
    socket.set_nodelay(true).unwrap();
    socket.write_all(sent).await.unwrap();
    tokio::time::sleep(wait).await;
    if let End::Reset = end {
        socket.set_zero_linger().unwrap();
    }
    drop(socket);
}

/// A filing as it goes over the wire.
fn raw(city: &City, key: &str) -> String {
    let built = city.request(&city.owner, Method::POST, "/api/v1/appeals").build().unwrap();
    let token = built.headers()["authorization"].to_str().unwrap().to_owned();
    let body = city.appeal().to_string();
    format!(
        "POST /api/v1/appeals HTTP/1.1\r\nhost: {}\r\nauthorization: {token}\r\n\
         idempotency-key: {key}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        city.address(),
        body.len()
    )
}

/// The same filing by somebody who stays for the answer.
async fn patient(city: &City, key: &str) -> (Uuid, bool) {
    let request = city.request(&city.owner, Method::POST, "/api/v1/appeals");
    let request = request.header("content-type", "application/json");
    let request = request.header("idempotency-key", key).body(city.appeal().to_string());
    let answer = request.send().await.unwrap();
    let replayed = answer.headers().contains_key("idempotency-replayed");
    let status = answer.status();
    let text = answer.text().await.unwrap();
    assert_eq!(status, 201, "{text}");
    let body: Value = serde_json::from_str(&text).unwrap();
    (body["id"].as_str().unwrap().parse().unwrap(), replayed)
}

/// At how many moments of a filing clients hang up: about two for every round trip to the database.
const MOMENTS: u32 = 80;

/// Somewhat longer than a filing takes in this weather, over connections that have to be made first.
async fn how_long(city: &City) -> Duration {
    let mut longest = Duration::ZERO;
    for _ in 0..3 {
        abandoned(city, &key(), 100, Duration::from_millis(30), End::Reset).await;
        let asked = Instant::now();
        patient(city, &key()).await;
        longest = longest.max(asked.elapsed());
    }
    longest * 5 / 4
}

/// Clients that are gone at any moment of a filing, and some that never sent all of it.
async fn storm(city: &City) -> Vec<String> {
    let span = how_long(city).await;
    let whole = (0..MOMENTS).map(|n| (100, span * n / MOMENTS));
    let parts = (1..20).map(|n| (n * 5, span * n as u32 / 40));
    let clients: Vec<_> = whole.chain(parts).map(|(share, wait)| (key(), share, wait)).collect();
    futures::stream::iter(clients.iter().enumerate())
        .for_each_concurrent(6, |(n, (key, share, wait))| async move {
            let end = if n % 3 == 2 { End::Close } else { End::Reset };
            abandoned(city, key, *share, *wait, end).await;
        })
        .await;
    clients.into_iter().map(|(key, ..)| key).collect()
}

/// The appeal that was filed under a key, by the saved answer.
async fn filed(db: &DatabaseConnection, city: &City, key: &str) -> Option<Uuid> {
    let row = idempotency_keys::Entity::find_by_id((city.owner.label(), key.to_owned()));
    let row = row.one(db).await.unwrap()?;
    assert_eq!(row.status, 201);
    Some(made(&row))
}

/// What a saved answer made, by its place: its body is sealed.
fn made(row: &idempotency_keys::Model) -> Uuid {
    row.location.as_deref().unwrap().rsplit('/').next().unwrap().parse().unwrap()
}

/// The appeals of all saved answers.
async fn every_answer(db: &DatabaseConnection) -> BTreeSet<Uuid> {
    let rows = idempotency_keys::Entity::find().all(db).await.unwrap();
    let count = rows.len();
    let ids: BTreeSet<Uuid> = rows.iter().map(made).collect();
    assert_eq!(ids.len(), count, "one appeal under two keys");
    ids
}

/// Every appeal in the books has everything that belongs to it, and has been routed: what was owed to the
/// router was there too. Answers their ids.
async fn complete(db: &DatabaseConnection) -> BTreeSet<Uuid> {
    eventually("the router has had them all", async || {
        let waiting = appeals::Entity::find().filter(appeals::Column::State.eq("submitted"));
        waiting.count(db).await.unwrap() == 0
            && outbox::Entity::find().count(db).await.unwrap() == 0
    })
    .await;
    let rows = appeals::Entity::find().all(db).await.unwrap();
    for row in &rows {
        let mine = appeal_events::Entity::find()
            .filter(appeal_events::Column::AppealId.eq(row.id))
            .all(db)
            .await
            .unwrap();
        let kinds: Vec<_> = mine.iter().map(|event| event.kind.as_str()).collect();
        for once in ["submitted", "routed"] {
            assert_eq!(kinds.iter().filter(|kind| **kind == once).count(), 1, "{kinds:?}");
        }
        assert_eq!(i64::try_from(kinds.len()).unwrap(), row.last_seq, "{kinds:?}");
        let mine = clocks::Entity::find().filter(clocks::Column::AppealId.eq(row.id));
        let stages = mine.all(db).await.unwrap();
        for stage in ["dispatch", "first_contact", "resolve"] {
            let count = stages.iter().filter(|clock| clock.stage == stage && clock.round == 1);
            assert_eq!(count.count(), 1, "{stage}");
        }
    }
    rows.into_iter().map(|row| row.id).collect()
}

/// What must be true of the books after a storm, and of the same filings sent again.
async fn in_order(city: &City, db: &DatabaseConnection, keys: &[String]) {
    // What was begun by tasks of its own is finished first.
    let mut seen = 0;
    let mut calm = 0;
    eventually("the filings under way are finished", async || {
        let count = idempotency_keys::Entity::find().count(db).await.unwrap();
        calm = if count == seen { calm + 1 } else { 0 };
        seen = count;
        calm == 10
    })
    .await;
    let present = complete(db).await;
    let mut answered = BTreeSet::new();
    for key in keys {
        if let Some(id) = filed(db, city, key).await {
            assert!(answered.insert(id), "one appeal under two keys");
        }
    }
    let saved: BTreeSet<Uuid> = every_answer(db).await;
    assert_eq!(present, saved, "every appeal has its saved answer, every answer its appeal");
    assert!(answered.is_subset(&present));
    for key in keys {
        let before = filed(db, city, key).await;
        let (id, replayed) = patient(city, key).await;
        assert_eq!(before.is_some(), replayed);
        assert!(before.is_none_or(|before| before == id));
        let row = appeals::Entity::find_by_id(id).one(db).await.unwrap();
        assert!(row.is_some(), "what was answered with success is there for everybody");
        answered.insert(id);
    }
    assert_eq!(answered.len(), keys.len());
    assert_eq!(complete(db).await, every_answer(db).await);
}

/// Sessions of this database that sit inside a transaction without doing anything, by process and the
/// moment at which it began.
async fn sitting(db: &DatabaseConnection) -> BTreeSet<String> {
    let sql = "SELECT pid || ' since ' || xact_start || ': ' || query AS who FROM pg_stat_activity \
               WHERE datname = current_database() AND pid <> pg_backend_pid() \
               AND state LIKE 'idle in transaction%'";
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap();
    rows.iter().map(|row| row.try_get::<String>("", "who").unwrap()).collect()
}

/// No transaction is left open: whoever sits in one has got up before the server would throw them out
/// (15 s), and none is found a while later.
async fn nobody_sits(db: &DatabaseConnection) {
    for _ in 0..3 {
        let mut left = sitting(db).await;
        for _ in 0..400 {
            if left.is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
            let now = sitting(db).await;
            left.retain(|who| now.contains(who));
        }
        assert!(left.is_empty(), "left inside a transaction: {left:#?}");
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_hangs_up_leaves_a_complete_appeal_or_nothing() {
    let city = City::new().await;
    let db = city.books().await;
    let keys = storm(&city).await;
    in_order(&city, &db, &keys).await;
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_hangs_up_before_a_slow_database_leaves_no_transaction_open() {
    if !real() {
        return; // Real parts only: there is no line between the process and SQLite.
    }
    let proxy = Proxy::before(&database_url(), 5432).await;
    let proxies = Proxies { database: Some(&proxy), ..Proxies::default() };
    let city = City::without_worker(&proxies, &[]).await;
    let db = city.books().await;
    // The reference data and the connections are there before the weather changes.
    let mut keys = vec![key()];
    patient(&city, &keys[0]).await;
    proxy.set(Weather::Slow(Duration::from_millis(12)));
    // One at a time, and nobody else at the database: the next command on a connection that was left
    // inside a transaction would end it and cover the traces.
    let span = how_long(&city).await;
    for n in 0..MOMENTS {
        let key = key();
        abandoned(&city, &key, 100, span * n / MOMENTS, End::Reset).await;
        nobody_sits(&db).await;
        keys.push(key);
    }
    let mut left = 0;
    for key in &keys {
        left += u32::from(filed(&db, &city, key).await.is_some());
    }
    assert!(left < MOMENTS, "some were gone too early to leave anything");
    for delay in [5, 20] {
        proxy.set(Weather::Slow(Duration::from_millis(delay)));
        keys.extend(storm(&city).await);
        nobody_sits(&db).await;
    }
    proxy.set(Weather::Fair);
    city.work();
    in_order(&city, &db, &keys).await;
    nobody_sits(&db).await;
    city.close().await;
}
