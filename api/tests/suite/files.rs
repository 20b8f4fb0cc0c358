//! Attachments: judged by content, bounded, seen by those who may see their appeal.

use domain::appeal::Role;
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use service::Caller;

use crate::harness::{City, faults, key, problem};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nthe rest of a picture";

fn form(name: &'static str, file: &'static str, kind: &str, bytes: Vec<u8>) -> Form {
    let part = Part::bytes(bytes).file_name(file).mime_str(kind).unwrap();
    Form::new().part(name, part)
}

async fn send(city: &City, caller: &Caller, form: Form, key: &str) -> reqwest::Response {
    let request = city.request(caller, Method::POST, "/api/v1/attachments");
    request.header("idempotency-key", key).multipart(form).send().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_what_its_content_says_and_comes_back_as_it_was() {
    let city = City::new().await;
    let form = || form("file", "../发票.exe", "application/x-msdownload", PNG.to_vec());
    let key = key();
    let answer = send(&city, &city.owner, form(), &key).await;
    assert_eq!(answer.status(), 201);
    let first = answer.text().await.unwrap();
    let made: Value = serde_json::from_str(&first).unwrap();
    assert_eq!(made["media_type"], "image/png");
    assert_eq!(made["file_name"], "发票.exe.png");
    let again = send(&city, &city.owner, form(), &key).await;
    assert_eq!(again.headers()["idempotency-replayed"], "true");
    assert_eq!(again.text().await.unwrap(), first);
    let path = format!("/api/v1/attachments/{}", made["id"].as_str().unwrap());
    let file = city.get(&city.owner, &path).await;
    assert_eq!(file.headers()["content-type"], "image/png");
    assert_eq!(file.headers()["x-content-type-options"], "nosniff");
    let disposition = file.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert!(disposition.starts_with("attachment;"), "{disposition}");
    assert!(disposition.contains("filename*=UTF-8''%E5%8F%91"), "{disposition}");
    assert_eq!(file.bytes().await.unwrap(), PNG);
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_seen_by_its_owner_and_then_by_those_who_see_its_appeal() {
    let city = City::new().await;
    let picture = form("file", "a.png", "image/png", PNG.to_vec());
    let made: Value = send(&city, &city.owner, picture, &key()).await.json().await.unwrap();
    let path = format!("/api/v1/attachments/{}", made["id"].as_str().unwrap());
    let supervisor = city.staff(Role::Supervisor).await;
    problem(city.get(&supervisor, &path).await, 404, "not_found").await;
    problem(city.get(&city.stranger, &path).await, 404, "not_found").await;
    let mut body = city.appeal();
    body["attachment_ids"] = json!([made["id"]]);
    let filed = city.post(&city.owner, "/api/v1/appeals", &body).await;
    assert_eq!(filed.status(), 201);
    let filed: Value = filed.json().await.unwrap();
    assert_eq!(filed["attachments"][0]["id"], made["id"]);
    assert_eq!(city.get(&supervisor, &path).await.status(), 200);
    problem(city.get(&city.stranger, &path).await, 404, "not_found").await;
    let answer = city.post(&city.owner, "/api/v1/appeals", &body).await;
    let again = problem(answer, 422, "invalid_fields").await;
    assert_eq!(faults(&again), ["attachment_ids: not_yours_or_used"]);
    assert_eq!(city.count().await, 1);
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_mislabelled_or_no_file_is_refused() {
    let city = City::with(&[("YH_SERVER_ATTACHMENT_BYTES", "1048576")]).await;
    let mut large = PNG.to_vec();
    large.resize(1_048_577, 0);
    for (sent, status, code) in [
        (form("file", "a.png", "image/png", large.clone()), 413, "file_too_large"),
        (form("file", "a.png", "image/png", b"<html>".to_vec()), 415, "file_type_unsupported"),
        (
            form("file", "a.docx", "application/zip", b"PK\x03\x04".to_vec()),
            415,
            "file_type_unsupported",
        ),
        (form("file", "a.png", "image/png", Vec::new()), 422, "invalid_fields"),
        (form("picture", "a.png", "image/png", PNG.to_vec()), 422, "invalid_fields"),
        (Form::new(), 400, "malformed_multipart"),
    ] {
        let answer = send(&city, &city.owner, sent, &key()).await;
        problem(answer, status, code).await;
    }
    let request = city.request(&city.owner, Method::POST, "/api/v1/attachments").json(&json!({}));
    problem(request.send().await.unwrap(), 415, "content_type_not_multipart").await;
    large.truncate(1_048_576);
    let answer = send(&city, &city.owner, form("file", "a.png", "image/png", large), &key()).await;
    assert_eq!(answer.status(), 201);
    city.close().await;
}
