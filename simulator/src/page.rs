//! The page that shows a phone. Its script and style are files of their own, so that the strictest
//! content policy holds.

use actix_web::HttpResponse;
use actix_web::web;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                      img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(crate) fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/", web::get().to(|| file("text/html", include_str!("../page/index.html"))))
        .route("/app.js", web::get().to(|| file("text/javascript", include_str!("../page/app.js"))))
        .route("/style.css", web::get().to(|| file("text/css", include_str!("../page/style.css"))))
        .route("/favicon.ico", web::get().to(|| async { HttpResponse::NoContent().finish() }));
}

async fn file(kind: &'static str, text: &'static str) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(format!("{kind}; charset=utf-8"))
        .insert_header(("content-security-policy", POLICY))
        .insert_header(("x-content-type-options", "nosniff"))
        .insert_header(("cache-control", "no-cache"))
        .body(text)
}
