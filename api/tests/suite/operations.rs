//! Health, documents and the live stream.

use std::time::Duration;

use domain::appeal::Role;
use futures::StreamExt;
use reqwest::Method;
use serde_json::Value;
use service::Caller;

use crate::harness::City;

#[tokio::test(flavor = "multi_thread")]
async fn the_process_says_that_it_lives_and_what_it_depends_on() {
    let city = City::new().await;
    let alive = city.open(Method::GET, "/healthz").send().await.unwrap();
    assert_eq!(alive.status(), 200);
    let ready = city.open(Method::GET, "/readyz").send().await.unwrap();
    assert_eq!(ready.status(), 200);
    let ready: Value = ready.json().await.unwrap();
    let parts = ready["dependencies"].as_array().unwrap();
    let names: Vec<_> = parts.iter().map(|part| part["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["database", "broker", "cache", "objects"]);
    let required: Vec<_> = parts.iter().map(|part| part["required"].as_bool().unwrap()).collect();
    assert_eq!(required, [true, false, false, false]);
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_describes_itself() {
    let city = City::new().await;
    let document = city.open(Method::GET, "/openapi.json").send().await.unwrap();
    let document: Value = document.json().await.unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let page = city.open(Method::GET, "/docs/").send().await.unwrap();
    assert_eq!(page.status(), 200);
    assert!(page.text().await.unwrap().contains("swagger-ui"));
    let keys = city.open(Method::GET, "/.well-known/jwks.json").send().await.unwrap();
    let keys: Value = keys.json().await.unwrap();
    assert_eq!(keys["keys"][0]["kty"], "OKP");
    let problem = city.open(Method::GET, "/problems/wrong_state").send().await.unwrap();
    assert_eq!(problem.json::<Value>().await.unwrap()["status"], 409);
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_tell_of_what_the_caller_may_see_and_of_nothing_else() {
    let city = City::new().await;
    let mut own = listen(&city, &city.owner).await;
    let mut others = listen(&city, &city.stranger).await;
    let mut all = listen(&city, &city.staff(Role::Supervisor).await).await;
    let id = city.file().await.to_string();
    assert!(heard(&mut own, &id, Duration::from_secs(20)).await, "the owner hears of it");
    assert!(heard(&mut all, &id, Duration::from_secs(20)).await, "supervisors hear of it");
    assert!(!heard(&mut others, &id, Duration::from_millis(500)).await, "nobody else does");
    city.close().await;
}

type Events = std::pin::Pin<Box<dyn futures::Stream<Item = reqwest::Result<bytes::Bytes>> + Send>>;

async fn listen(city: &City, caller: &Caller) -> Events {
    let answer = city.get(caller, "/api/v1/stream").await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "text/event-stream; charset=utf-8");
    let mut events: Events = Box::pin(answer.bytes_stream());
    let greeting = events.next().await.unwrap().unwrap();
    assert!(greeting.starts_with(b"retry:"));
    events
}

async fn heard(events: &mut Events, id: &str, patience: Duration) -> bool {
    let found = async {
        while let Some(Ok(chunk)) = events.next().await {
            if String::from_utf8_lossy(&chunk).contains(id) {
                return true;
            }
        }
        false
    };
    tokio::time::timeout(patience, found).await.unwrap_or(false)
}
