//! What every object store promises. S3 is the same code of the library with another address; its wire is
//! tested against a stand-in.

use bytes::Bytes;
use futures::TryStreamExt as _;
use platform::objects::{ConnectError, ObjectError, ObjectKey, Objects, S3Settings};
use secrecy::SecretString;
use wiremock::matchers::{body_bytes, header_exists, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

fn key(text: &str) -> ObjectKey {
    text.parse().unwrap()
}

async fn files_are_kept_and_removed(objects: Objects) {
    let (a, b) = (key("attachments/0190/a.pdf"), key("attachments/0190/b.pdf"));
    assert_eq!(objects.health().await, Ok(()));
    assert_eq!(objects.get(&a).await, Err(ObjectError::NotFound));
    assert_eq!(objects.delete(&a).await, Ok(()));
    objects.put(&a, Bytes::from_static(b"one")).await.unwrap();
    objects.put(&b, Bytes::from(vec![7; 1_000_000])).await.unwrap();
    objects.put(&a, Bytes::from_static(b"two")).await.unwrap();
    assert_eq!(objects.get(&a).await, Ok(Bytes::from_static(b"two")));
    let (size, stream) = objects.stream(&b).await.unwrap();
    let read: Vec<u8> = stream.map_ok(|chunk| chunk.to_vec()).try_concat().await.unwrap();
    assert_eq!((size, read), (1_000_000, vec![7; 1_000_000]));
    objects.delete(&a).await.unwrap();
    assert_eq!(objects.get(&a).await, Err(ObjectError::NotFound));
    assert!(objects.get(&b).await.is_ok());
}

#[tokio::test]
async fn files_are_kept_and_removed_in_memory() {
    files_are_kept_and_removed(Objects::connect("memory:", &S3Settings::default()).unwrap()).await;
}

#[tokio::test]
async fn files_are_kept_and_removed_in_a_folder_that_is_made_when_missing() {
    let folder = tempfile::tempdir().unwrap();
    let deep = folder.path().join("a/b");
    for url in [format!("file:{}", deep.display()), format!("file://{}", deep.display())] {
        let objects = Objects::connect(&url, &S3Settings::default()).unwrap();
        files_are_kept_and_removed(objects).await;
    }
}

#[tokio::test]
async fn a_folder_that_has_gone_is_not_healthy() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("file:{}", folder.path().display());
    let objects = Objects::connect(&url, &S3Settings::default()).unwrap();
    assert_eq!(objects.health().await, Ok(()));
    folder.close().unwrap();
    assert!(objects.health().await.is_err());
}

#[tokio::test]
async fn a_bucket_is_asked_with_a_signature_below_its_prefix() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let server = MockServer::start().await;
    Mock::given(method("PUT"))
        .and(path("/bucket/firm/exports/1.csv"))
        .and(header_exists("authorization"))
        .and(body_bytes("x"))
        .respond_with(ResponseTemplate::new(200).insert_header("etag", "\"1\""))
        .expect(1)
        .mount(&server)
        .await;
    Mock::given(method("GET"))
        .and(path("/bucket/firm/missing"))
        .respond_with(ResponseTemplate::new(404))
        .mount(&server)
        .await;
    let settings = S3Settings {
        endpoint: Some(server.uri()),
        access_key_id: Some("id".to_owned()),
        secret_access_key: Some(SecretString::from("secret")),
        allow_http: true,
        ..S3Settings::default()
    };
    let objects = Objects::connect("s3://bucket/firm", &settings).unwrap();
    objects.put(&key("exports/1.csv"), Bytes::from_static(b"x")).await.unwrap();
    assert_eq!(objects.get(&key("missing")).await, Err(ObjectError::NotFound));
}

#[test]
fn a_url_of_no_store_is_refused() {
    for url in ["ftp://host", "", "file:"] {
        assert!(Objects::connect(url, &S3Settings::default()).is_err(), "{url}");
    }
    let unknown = Objects::connect("ftp://host", &S3Settings::default());
    assert_eq!(unknown.unwrap_err(), ConnectError::UnknownScheme);
}
