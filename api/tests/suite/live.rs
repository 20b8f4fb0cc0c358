//! The live stream of the departments' consoles.

use std::time::Duration;

use domain::appeal::Role;
use entity::appeals;
use reqwest::{Method, Response};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use service::Caller;
use uuid::Uuid;

use crate::harness::{City, Proxies, cache_url, eventually, real};
use crate::proxy::{Proxy, Weather};
use crate::scenes::{CLEAR, UNCLEAR};

/// Long enough for a machine that has other work to do.
const PATIENCE: Duration = Duration::from_secs(20);

/// An open stream, event by event.
struct Stream {
    answer: Response,
    text: String,
}

impl Stream {
    async fn open(city: &City, caller: &Caller) -> Self {
        let answer = city.request(caller, Method::GET, "/api/v1/stream").send().await.unwrap();
        assert_eq!(answer.status(), 200);
        let mut stream = Self { answer, text: String::new() };
        assert!(stream.block().await.contains(": ready"));
        stream
    }

    /// Up to the next empty line.
    async fn block(&mut self) -> String {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.text = rest;
                return block;
            }
            let chunk = tokio::time::timeout(PATIENCE, self.answer.chunk()).await;
            let chunk = chunk.expect("an event in time").unwrap().expect("the stream goes on");
            self.text.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }

    /// The next event with its data, past the signs of life.
    async fn event(&mut self) -> (String, Value) {
        loop {
            let block = self.block().await;
            if let Some(named) = block.strip_prefix("event: ") {
                let (name, data) = named.split_once("\ndata: ").unwrap();
                return (name.to_owned(), serde_json::from_str(data).unwrap());
            }
        }
    }

    /// The next event about anything but an earlier appeal, of which late news may still be under way.
    async fn event_past(&mut self, earlier: Uuid) -> (String, Value) {
        loop {
            let (name, data) = self.event().await;
            if data["appeal_id"] != json!(earlier) {
                return (name, data);
            }
        }
    }
}

async fn file(city: &City, category: &str, title: &str, content: &str) -> Uuid {
    let mut body = city.appeal();
    body["category"] = json!(category);
    body["title"] = json!(title);
    body["content"] = json!(content);
    let answer = city.post(&city.owner, "/api/v1/appeals", &body).await;
    assert_eq!(answer.status(), 201);
    answer.json::<Value>().await.unwrap()["id"].as_str().unwrap().parse().unwrap()
}

/// The appeal once the router has had it.
async fn routed(city: &City, id: Uuid) -> appeals::Model {
    let mut found = None;
    eventually("routed", async || {
        let row = appeals::Entity::find_by_id(id).one(city.wired.store.read()).await.unwrap();
        found = row.filter(|row| row.state != "submitted");
        found.is_some()
    })
    .await;
    found.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_department_hears_of_what_comes_to_it_and_of_nothing_else() {
    let city = City::new().await;
    let first = file(&city, CLEAR.0, CLEAR.1, CLEAR.2).await;
    let department = routed(&city, first).await.department_id.unwrap();
    let own = city.handler(|id| id == department).await;
    let other = city.handler(|id| id != department).await;
    let Caller::Staff { department: Some(elsewhere), .. } = other else { panic!("no department") };
    let (mut here, mut there) =
        (Stream::open(&city, &own).await, Stream::open(&city, &other).await);
    let id = file(&city, CLEAR.0, CLEAR.1, CLEAR.2).await;
    let (name, data) = here.event_past(first).await;
    assert_eq!((name.as_str(), &data["appeal_id"]), ("appeal", &json!(id)));
    assert_eq!(data["state"], "dispatched");
    let kinds: Vec<_> = data["kinds"].as_array().unwrap().iter().collect();
    assert!(kinds.contains(&&json!("dispatched")), "{data}");
    // The first that the others hear of is what a dispatcher sends to them.
    let unclear = file(&city, UNCLEAR.0, UNCLEAR.1, UNCLEAR.2).await;
    assert_eq!(routed(&city, unclear).await.department_id, None, "nobody could be sure");
    let dispatcher = city.staff(Role::Dispatcher).await;
    let path = format!("/api/v1/appeals/{unclear}/dispatch");
    let answer = city.post(&dispatcher, &path, &json!({ "department_id": elsewhere })).await;
    assert_eq!(answer.status(), 200, "{}", answer.text().await.unwrap());
    let (name, data) = there.event().await;
    assert_eq!((name.as_str(), &data["appeal_id"]), ("appeal", &json!(unclear)));
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_gap_the_consoles_are_told_to_read_again() {
    if !real() {
        return; // Real parts only: the embedded cache lives and dies with the process.
    }
    let proxy = Proxy::before(&cache_url(), 6379).await;
    let proxies = Proxies { cache: Some(&proxy), ..Proxies::default() };
    let city = City::behind(&proxies, &[]).await;
    let supervisor = city.staff(Role::Supervisor).await;
    let mut stream = Stream::open(&city, &supervisor).await;
    let before = file(&city, CLEAR.0, CLEAR.1, CLEAR.2).await;
    assert_eq!(stream.event().await.1["appeal_id"], json!(before));
    proxy.set(Weather::Cut);
    let missed = file(&city, CLEAR.0, CLEAR.1, CLEAR.2).await;
    routed(&city, missed).await;
    proxy.set(Weather::Fair);
    eventually("told to read again", async || stream.event().await.0 == "resync").await;
    eventually("the cache is back", async || city.wired.cache.health().await.is_ok()).await;
    let after = file(&city, CLEAR.0, CLEAR.1, CLEAR.2).await;
    eventually("told of what comes after", async || {
        stream.event().await.1["appeal_id"] == json!(after)
    })
    .await;
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_what_was_saved_together_each_is_told_and_of_very_many_that_they_are_to_be_read() {
    let city = City::new().await;
    let supervisor = city.staff(Role::Supervisor).await;
    let own = city.handler(|_| true).await;
    let Caller::Staff { department: Some(department), .. } = own else { panic!("no department") };
    let (mut all, mut mine) =
        (Stream::open(&city, &supervisor).await, Stream::open(&city, &own).await);
    let change = |number: u128, department: Option<Uuid>| {
        json!({ "appeal_id": Uuid::from_u128(number), "enterprise_id": Uuid::nil(), "state": "in_progress",
            "department_id": department, "version": 2, "events": [{ "kind": "clock_breached" }] })
    };
    let tell = async |changes: Vec<Value>| {
        let body = serde_json::to_vec(&json!({ "changes": changes })).unwrap();
        city.wired.cache.publish(worker::live::CHANNEL, body.into()).await.unwrap();
    };
    let mut storm: Vec<_> = (0..100).map(|number| change(number, None)).collect();
    tell(vec![change(1, Some(department)), change(2, None)]).await;
    for number in [1, 2] {
        let (name, data) = all.event().await;
        let id = json!(Uuid::from_u128(number));
        assert_eq!((name.as_str(), &data["appeal_id"]), ("appeal", &id));
    }
    assert_eq!(mine.event().await.1["appeal_id"], json!(Uuid::from_u128(1)));
    storm.push(change(200, Some(department)));
    tell(storm).await;
    assert_eq!(all.event().await.0, "resync");
    assert_eq!(mine.event().await.1["appeal_id"], json!(Uuid::from_u128(200)));
    city.close().await;
}
