//! Server-sent events: what changed in what the caller may see. A hint to read again, never the data
//! itself, so that nothing is shown here that a read would not show.

use std::convert::Infallible;
use std::time::{Duration, Instant};

use actix_web::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, get, web};
use domain::appeal::Role;
use futures::Stream;
use futures::stream::unfold;
use serde_json::json;
use service::Caller;
use service::people::officers;
use service::scope::bound_enterprises;
use tokio::sync::broadcast::{Receiver, error::RecvError};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::http::{Answered, Problem, Signed};
use crate::live::{Change, News, Place, concerns};
use crate::state::AppState;

/// Proxies close what is silent for longer.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How long a binding that was added or ended may go unnoticed.
const BINDINGS_FRESH: Duration = Duration::from_secs(60);
/// The most changes of one message that are told one by one.
const MOST_TOLD: usize = 20;
/// What a stream is told that may have missed something, or has too much to be told.
const RESYNC: &[u8] = b"event: resync\ndata: {}\n\n";

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(stream);
}

/// What changed in what the caller may see, as it happens.
///
/// `event: appeal` with `{appeal_id, state, version, kinds?}`; `event: resync` when something may have been
/// missed: read the lists again. It ends with the life of an access token; connect again with a new one.
#[utoipa::path(
    operation_id = "stream",
    tag = "live",
    responses((status = 200, description = "events", content_type = "text/event-stream", body = String))
)]
#[get("/stream")]
pub(crate) async fn stream(state: web::Data<AppState>, Signed(call): Signed) -> Answered {
    let most = state.config.limits.streams_per_caller;
    let (news, place) = state
        .live
        .listen(&call.caller, most)
        .ok_or_else(|| Problem::new("too_many_streams").after(60))?;
    let enterprises = enterprises(&state, &call.caller).await?;
    let listener = Listener {
        ends: Instant::now() + state.config.auth.access_ttl,
        state: state.get_ref().clone(),
        caller: call.caller,
        enterprises,
        read_at: Instant::now(),
        news,
        greeted: false,
        _place: place,
    };
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/event-stream; charset=utf-8"))
        .insert_header((CACHE_CONTROL, "no-store"))
        // Neither the compressor nor a proxy may hold events back.
        .insert_header((CONTENT_ENCODING, "identity"))
        .insert_header(("x-accel-buffering", "no"))
        .streaming(listener.events()))
}

async fn enterprises(state: &AppState, caller: &Caller) -> Result<Vec<Uuid>, Problem> {
    match caller {
        Caller::Entrepreneur { id } => Ok(bound_enterprises(state.store.read(), *id).await?),
        // An officer listens for the firms that are theirs now.
        Caller::Staff { .. } if caller.has(Role::Officer) => {
            let firms = officers::mine(&state.store, caller, state.now()).await?;
            Ok(firms.into_iter().map(|firm| firm.enterprise.id).collect())
        }
        _ => Ok(Vec::new()),
    }
}

struct Listener {
    state: AppState,
    caller: Caller,
    enterprises: Vec<Uuid>,
    read_at: Instant,
    news: Receiver<News>,
    ends: Instant,
    greeted: bool,
    _place: Place,
}

impl Listener {
    fn events(self) -> impl Stream<Item = Result<Bytes, Infallible>> {
        unfold(self, |mut listener| async move {
            let event = listener.next().await?;
            Some((Ok(event), listener))
        })
    }

    /// The next thing to send; `None` ends the stream.
    async fn next(&mut self) -> Option<Bytes> {
        if !self.greeted {
            self.greeted = true;
            return Some(Bytes::from_static(b"retry: 3000\n: ready\n\n"));
        }
        loop {
            let left = self.ends.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return None;
            }
            let news = tokio::select! {
                () = self.state.stop.cancelled() => return None,
                () = tokio::time::sleep(HEARTBEAT.min(left)) => {
                    return Some(Bytes::from_static(b": still here\n\n"));
                }
                news = self.news.recv() => news,
            };
            match news {
                Ok(News::Changes(changes)) => {
                    if let Some(events) = self.tell(&changes).await {
                        return Some(events);
                    }
                }
                Ok(News::Gap) | Err(RecvError::Lagged(_)) => {
                    return Some(Bytes::from_static(RESYNC));
                }
                Err(RecvError::Closed) => return None,
            }
        }
    }

    /// What the caller is told of changes that were saved together: each, or, where a storm of clocks
    /// changes half the list, that it is to be read again.
    async fn tell(&mut self, changes: &[Change]) -> Option<Bytes> {
        self.refresh().await;
        let mine: Vec<_> = changes
            .iter()
            .filter(|change| concerns(&self.caller, &self.enterprises, change))
            .collect();
        if mine.len() > MOST_TOLD {
            return Some(Bytes::from_static(RESYNC));
        }
        let events: String = mine.into_iter().map(|change| self.event(change)).collect();
        (!events.is_empty()).then(|| Bytes::from(events))
    }

    async fn refresh(&mut self) {
        let of_firms =
            matches!(self.caller, Caller::Entrepreneur { .. }) || self.caller.has(Role::Officer);
        if of_firms && self.read_at.elapsed() > BINDINGS_FRESH {
            // While the database does not answer, the old bindings serve.
            if let Ok(enterprises) = enterprises(&self.state, &self.caller).await {
                self.enterprises = enterprises;
                self.read_at = Instant::now();
            }
        }
    }

    fn event(&self, change: &Change) -> String {
        let mut data = json!({
            "appeal_id": change.appeal_id,
            "state": change.state,
            "version": change.version,
        });
        // Some kinds are not for the firm, and whose the appeal is is not for everybody.
        if matches!(self.caller, Caller::Staff { .. }) && !self.caller.has(Role::Officer) {
            let kinds: Vec<_> = change.events.iter().map(|event| &event.kind).collect();
            data["kinds"] = json!(kinds);
        }
        format!("event: appeal\ndata: {data}\n\n")
    }
}
