//! The front ends, from the one binary: the phone's pages at `/`, the console at `/console/`.
//!
//! A release holds the files that were built before it; a development build reads them from the folder as they
//! are. Where they have not been built, a page says how: the API needs no Node. The build has compressed what is
//! worth it, as small as it gets, and the reader is sent what it takes.

use std::borrow::Cow;

use actix_web::http::header::{
    ACCEPT_ENCODING, AcceptEncoding, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, ETAG, Encoding, Header, HeaderValue, LOCATION, Preference, VARY,
};
use actix_web::{HttpRequest, HttpResponse, get, route, web};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::routes::shared::held;

/// Own scripts only, and none inside a page; styles are also set by scripts. Pictures may be ones that were just
/// taken. Nothing leaves the origin.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self' blob:; \
     manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
/// Files whose name changes with what is in them.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// The page itself: asked for every time, sent when it has changed.
const ASK: &str = "no-cache";
const INDEX: &str = "index.html";
const MISSING: &str = include_str!("../messages/front_missing.html");

#[derive(RustEmbed)]
#[folder = "../web/mobile/dist/build/h5"]
#[allow_missing = true]
struct Phone;

#[derive(RustEmbed)]
#[folder = "../web/console/dist"]
#[allow_missing = true]
struct Console;

/// The routes of this file.
pub(crate) fn configure(config: &mut web::ServiceConfig) {
    config.service(phone).service(phone_file).service(console_bare).service(console);
}

/// The phone.
#[route("/", method = "GET", method = "HEAD")]
async fn phone(request: HttpRequest) -> HttpResponse {
    page(&request, find::<Phone>(&request, INDEX))
}

/// What the page loads. The phone's pages are told apart behind the `#`, so no other path is theirs.
#[get("/{folder:assets|static}/{file:.*}")]
async fn phone_file(request: HttpRequest, path: web::Path<(String, String)>) -> HttpResponse {
    let (folder, file) = path.into_inner();
    match find::<Phone>(&request, &format!("{folder}/{file}")) {
        Some(found) => send(&request, &file, found, FOR_EVER),
        None => HttpResponse::NotFound().finish(),
    }
}

/// Where the console is.
#[get("/console")]
async fn console_bare() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header((LOCATION, "/console/")).finish()
}

/// A file of the console, or the console itself for every path that its own pages have.
#[route("/console/{file:.*}", method = "GET", method = "HEAD")]
async fn console(request: HttpRequest, path: web::Path<String>) -> HttpResponse {
    let file = path.into_inner();
    if file.is_empty() || file == INDEX {
        return page(&request, find::<Console>(&request, INDEX));
    }
    match find::<Console>(&request, &file) {
        Some(found) if file.starts_with("assets/") => send(&request, &file, found, FOR_EVER),
        Some(found) => send(&request, &file, found, ASK),
        None if file.starts_with("assets/") => HttpResponse::NotFound().finish(),
        None => page(&request, find::<Console>(&request, INDEX)),
    }
}

/// A file as the reader takes it.
struct Found {
    file: EmbeddedFile,
    /// How it is compressed.
    encoding: Option<&'static str>,
}

fn find<Front: RustEmbed>(request: &HttpRequest, name: &str) -> Option<Found> {
    let takes = AcceptEncoding::parse(request).ok();
    let compressed = [("br", Encoding::brotli()), ("gz", Encoding::gzip())];
    let smaller = compressed.into_iter().find_map(|(end, encoding)| {
        // Named by the reader: who says nothing, or takes whatever there is, gets it as it is.
        let named = takes.as_ref()?.iter().any(|one| {
            one.quality > actix_web::http::header::Quality::ZERO
                && one.item == Preference::Specific(encoding.clone())
        });
        let file = named.then(|| Front::get(&format!("{name}.{end}")))??;
        let encoding = if end == "br" { "br" } else { "gzip" };
        Some(Found { file, encoding: Some(encoding) })
    });
    smaller.or_else(|| Some(Found { file: Front::get(name)?, encoding: None }))
}

fn page(request: &HttpRequest, found: Option<Found>) -> HttpResponse {
    match found {
        Some(found) => send(request, INDEX, found, ASK),
        None => HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
            .insert_header((CONTENT_SECURITY_POLICY, POLICY))
            .body(MISSING),
    }
}

fn send(
    request: &HttpRequest,
    name: &str,
    Found { file: found, encoding }: Found,
    keep: &'static str,
) -> HttpResponse {
    let tag = format!("\"{}\"", hex::encode(&found.metadata.sha256_hash()[..16]));
    let mut answer = if held(request, |known| known.trim_start_matches("W/") == tag) {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    answer
        .insert_header((CACHE_CONTROL, HeaderValue::from_static(keep)))
        .insert_header((CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)))
        .insert_header((CONTENT_TYPE, kind(name)))
        .insert_header((VARY, HeaderValue::from_name(ACCEPT_ENCODING)));
    if let Some(encoding) = encoding {
        answer.insert_header((CONTENT_ENCODING, HeaderValue::from_static(encoding)));
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        answer.insert_header((ETAG, tag));
    }
    match found.data {
        Cow::Borrowed(bytes) => answer.body(bytes),
        Cow::Owned(bytes) => answer.body(bytes),
    }
}

/// By the end of the name: what a build of the front ends makes, and nothing else.
fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, end)| end) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
