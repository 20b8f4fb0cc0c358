//! The front ends from the one binary: nothing of them runs what it did not bring, nothing beside them is sent, and
//! without a build a page says how to make one.

use domain::appeal::Role;
use reqwest::{Method, Response, StatusCode};
use serde_json::Value;

use crate::harness::{City, Proxies, problem};

async fn read(city: &City, path: &str) -> Response {
    city.open(Method::GET, path).send().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_phone_and_the_console_are_pages_whose_scripts_are_their_own() {
    let city = City::without_worker(&Proxies::default(), &[]).await;
    for path in ["/", "/console/", "/console/tasks", "/console/appeals/nobody"] {
        let page = read(&city, path).await;
        assert_eq!(page.status(), StatusCode::OK, "{path}");
        assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8", "{path}");
        let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
        let scripts = policy.split(';').find(|part| part.contains("script-src")).unwrap();
        assert_eq!(scripts.trim(), "script-src 'self'", "{path}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
        let tag = page.headers().get("etag").cloned();
        let text = page.text().await.unwrap();
        assert!(text.contains("企业有话说"), "{path}");
        // Without a build the page says how to make one, and has no name to be asked for by.
        let Some(tag) = tag else {
            assert!(text.contains("make web"), "{path}");
            continue;
        };
        let again = city.open(Method::GET, path).header("If-None-Match", tag).send().await.unwrap();
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{path}");
    }
    let head = city.open(Method::HEAD, "/").send().await.unwrap();
    assert_eq!(head.status(), StatusCode::OK);
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_sent_as_the_reader_takes_it() {
    let city = City::without_worker(&Proxies::default(), &[]).await;
    let mut seen = Vec::new();
    for takes in ["", "identity", "*", "br;q=0, identity", "gzip", "gzip, deflate, br"] {
        let ask = city.open(Method::GET, "/").header("Accept-Encoding", takes);
        let page = ask.send().await.unwrap();
        assert_eq!(page.status(), StatusCode::OK, "{takes}");
        let header =
            |name: &str| page.headers().get(name).map(|is| is.to_str().unwrap().to_owned());
        let (encoding, tag) = (header("content-encoding"), header("etag"));
        assert!(header("vary").is_none_or(|is| is.contains("accept-encoding")), "{takes}");
        seen.push((encoding, tag, page.bytes().await.unwrap().len()));
    }
    // Without a build there is one small page, the same for everybody.
    if seen[0].1.is_some() {
        assert!(seen[0].0.is_none() && seen[1].0.is_none() && seen[3].0.is_none(), "{seen:?}");
        assert_eq!(seen[4].0.as_deref(), Some("gzip"));
        assert_eq!(seen[5].0.as_deref(), Some("br"));
        assert!(seen[5].2 < seen[4].2 && seen[4].2 < seen[1].2, "{seen:?}");
        assert!(seen[5].1 != seen[1].1, "one name for two things: {seen:?}");
    }
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_beside_the_pages_is_sent() {
    let city = City::without_worker(&Proxies::default(), &[]).await;
    for path in ["/assets/none.js", "/static/..%2f..%2fpackage.json", "/console/assets/none.js"] {
        problem(read(&city, path).await, 404, "not_found").await;
    }
    for path in ["/console/..%2f..%2fpackage.json", "/console/..%2fpackage-lock.json"] {
        let text = read(&city, path).await.text().await.unwrap();
        assert!(!text.contains("devDependencies") && !text.contains("lockfileVersion"), "{path}");
    }
    problem(read(&city, "/api/v1/nowhere").await, 404, "not_found").await;
    let moved = read(&city, "/console").await;
    assert!(moved.url().path().ends_with("/console/") || moved.status().is_redirection());
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_shares_of_an_appeal_add_up_and_colleagues_have_names() {
    let city = City::without_worker(&Proxies::default(), &[]).await;
    let id = city.file().await;
    let supervisor = city.staff(Role::Supervisor).await;
    let custody = city.get(&supervisor, &format!("/api/v1/appeals/{id}/custody")).await;
    let custody: Value = custody.json().await.unwrap();
    let shares = custody["shares"].as_array().unwrap();
    // At the very moment of filing nobody has used any time yet.
    assert!(shares.iter().all(|share| share["holder"] == "dispatch_desk"), "{custody}");
    let sum: i64 = shares.iter().map(|share| share["working_s"].as_i64().unwrap()).sum();
    assert_eq!(custody["working_s"], sum);
    let names: Value =
        city.get(&supervisor, "/api/v1/supervision/staff").await.json().await.unwrap();
    let names = names.as_array().unwrap();
    assert!(names.len() > 3);
    assert!(names.iter().all(|one| one["name"].as_str().is_some_and(|name| !name.is_empty())));
    city.close().await;
}
