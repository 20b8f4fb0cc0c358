//! The HTTP server over an [`AppState`].

use std::net::TcpListener;
use std::sync::Arc;

use actix_web::body::MessageBody;
use actix_web::dev::{Server, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::KeepAlive;
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, Error, HttpResponse, HttpServer, web};
use tracing_actix_web::TracingLogger;
use utoipa::openapi::OpenApi;
use utoipa_actix_web::{AppExt, scope};
use utoipa_swagger_ui::SwaggerUi;

use crate::http::edge::edge;
use crate::http::fallback::{Paths, fallback};
use crate::http::spans::Spans;
use crate::state::AppState;
use crate::{document, pages, routes};

/// What every worker thread shares beside the state.
#[derive(Clone)]
struct Shared {
    state: web::Data<AppState>,
    document: Arc<OpenApi>,
    paths: web::Data<Paths>,
}

/// The API file, without a server.
#[must_use]
pub fn openapi() -> OpenApi {
    let (_, document) = App::new()
        .into_utoipa_app()
        .configure(routes::operations)
        .service(scope("/api/v1").configure(routes::configure))
        .split_for_parts();
    document::complete(document)
}

/// Builds the server on a listener that is already bound; run it by awaiting it. It ends when the state's
/// token is cancelled, after the requests under way.
///
/// # Errors
/// When the listener cannot be served.
pub fn build(state: AppState, listener: TcpListener) -> std::io::Result<Server> {
    let settings = state.config.server.clone();
    let stop = state.stop.clone();
    let document = Arc::new(openapi());
    let shared = Shared {
        paths: web::Data::new(Paths::of(&document)),
        state: web::Data::new(state),
        document,
    };
    let server = HttpServer::new(move || app(shared.clone()))
        .workers(settings.workers)
        .max_connections(settings.max_connections)
        .keep_alive(KeepAlive::Timeout(settings.keep_alive))
        // A half-closed connection is a client that has gone: its reads are not worth finishing. Writes
        // are finished by tasks of their own.
        .h1_allow_half_closed(false)
        .shutdown_timeout(settings.shutdown_timeout.as_secs())
        .disable_signals()
        .listen(listener)?
        .run();
    let handle = server.handle();
    tokio::spawn(async move {
        stop.cancelled().await;
        handle.stop(true).await;
    });
    Ok(server)
}

fn app(
    shared: Shared,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let Shared { state, document, paths } = shared;
    let json = document.to_json().unwrap_or_default();
    App::new()
        .into_utoipa_app()
        .configure(routes::operations)
        .service(scope("/api/v1").configure(routes::configure))
        .into_app()
        .app_data(state)
        .app_data(paths)
        .route(
            "/openapi.json",
            web::get().to(move || {
                let json = json.clone();
                async move { HttpResponse::Ok().content_type("application/json").body(json) }
            }),
        )
        .service(
            SwaggerUi::new("/docs/{_:.*}").config(utoipa_swagger_ui::Config::from("/openapi.json")),
        )
        .configure(pages::configure)
        .default_service(web::to(fallback))
        .wrap(Compress::default())
        .wrap(from_fn(edge))
        .wrap(TracingLogger::<Spans>::new())
}
