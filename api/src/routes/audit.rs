//! The audit trail (审计链), for supervisors: reading it, proving it, and the signed heads that they keep.

use actix_web::{get, post, web};
use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::appeal::Role;
use domain::audit::SignedHead;
use platform::guards;
use serde::{Deserialize, Serialize};
use service::audit::entries::{self, EntryFilter, EntryView};
use service::audit::heads;
use service::audit::verify::{Verdict, verify};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::acting::State;
use super::shared::{PageOf, page};
use crate::http::form::{Field, Form};
use crate::http::query::text;
use crate::http::{Answered, Bare, Problem, Query, Request, Signed, json};

/// The most heads that are compared at once.
const MOST_HEADS: usize = 1_000;

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list)
        .service(prove)
        .service(prove_with)
        .service(take_head)
        .service(list_heads)
        .service(key);
}

/// Which entries.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct EntryQuery {
    /// An appeal, an account, a dead letter…
    subject_id: Option<Uuid>,
    /// Who did it.
    actor_id: Option<Uuid>,
    /// What was done, e.g. `appeal.identity_revealed`; `appeal.` stands for everything of that kind.
    #[param(max_length = 60)]
    action: Option<String>,
    /// At or after.
    from: Option<DateTime<Utc>>,
    /// Before.
    to: Option<DateTime<Utc>>,
    /// 1 to 100; 20 when absent.
    #[serde(default, deserialize_with = "text")]
    limit: Option<u64>,
    /// From the page before.
    cursor: Option<String>,
}

/// The trail, newest first.
#[utoipa::path(
    operation_id = "list_audit_entries",
    tag = "audit",
    params(EntryQuery),
    responses((status = 200, description = "a page", body = PageOf<EntryView>))
)]
#[get("/audit/entries")]
pub(crate) async fn list(
    state: State,
    Signed(call): Signed,
    Query(query): Query<EntryQuery>,
) -> Answered {
    let filter = EntryFilter {
        subject: query.subject_id,
        actor: query.actor_id,
        action: query.action,
        from: query.from,
        to: query.to,
        page: page(query.limit, query.cursor),
    };
    json(&PageOf::from(entries::list(&state.store, &call.caller, &filter).await?))
}

/// Proves the trail against the heads in the database and in the object store; names the first entry that
/// does not hold.
#[utoipa::path(
    operation_id = "verify_audit",
    tag = "audit",
    responses((status = 200, description = "whether it holds", body = Verdict))
)]
#[get("/audit/verify")]
pub(crate) async fn prove(state: State, Signed(call): Signed) -> Answered {
    call.caller.require(&[Role::Supervisor])?;
    json(&verdict(&state, Vec::new()).await?)
}

/// Heads that the supervisor has kept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HeadsBody {
    /// At most 1,000, as they were exported.
    #[serde(default)]
    #[schema(value_type = Vec<Object>, required = true, max_items = 1000)]
    heads: Field<Vec<SignedHead>>,
}

/// Proves the trail against the heads that the supervisor has kept as well: what was cut off or made anew
/// since is found, even if nothing in the house remembers it.
#[utoipa::path(
    operation_id = "verify_audit_with",
    tag = "audit",
    request_body = HeadsBody,
    responses((status = 200, description = "whether it holds", body = Verdict))
)]
#[post("/audit/verify")]
pub(crate) async fn prove_with(
    state: State,
    Request { call, body }: Request<HeadsBody>,
) -> Answered {
    call.caller.require(&[Role::Supervisor])?;
    let mut form = Form::default();
    let heads = form.list("heads", body.heads, MOST_HEADS);
    form.finish()?;
    json(&verdict(&state, heads).await?)
}

async fn verdict(state: &State, mut heads: Vec<SignedHead>) -> Result<Verdict, Problem> {
    let _alone = state.proofs.acquire().await.map_err(Problem::internal)?;
    let kept = worker::heads::kept(&state.objects).await;
    heads.extend(kept.map_err(|error| Problem::unavailable(format!("{error:#}")))?);
    Ok(verify(&state.store, heads, |_, _| {}).await?)
}

/// Signs the head of the trail as it is now, for the supervisor to keep, and puts a copy into the object
/// store.
#[utoipa::path(
    operation_id = "take_audit_head",
    tag = "audit",
    responses((status = 200, description = "the signed head; keep it as it is", body = Object))
)]
#[post("/audit/heads")]
pub(crate) async fn take_head(state: State, Bare(call): Bare) -> Answered {
    call.caller.require(&[Role::Supervisor])?;
    let head = worker::heads::export(&state.store, &state.objects, call.now).await;
    json(&head.map_err(|error| Problem::unavailable(format!("{error:#}")))?)
}

/// The heads that were taken, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HeadList {
    /// As they were exported.
    #[schema(value_type = Vec<Object>)]
    items: Vec<SignedHead>,
}

/// The heads that the database knows.
#[utoipa::path(
    operation_id = "list_audit_heads",
    tag = "audit",
    responses((status = 200, description = "all of them", body = HeadList))
)]
#[get("/audit/heads")]
pub(crate) async fn list_heads(state: State, Signed(call): Signed) -> Answered {
    call.caller.require(&[Role::Supervisor])?;
    json(&HeadList { items: heads::kept(&state.store).await? })
}

/// The key that heads are signed with.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HeadKey {
    /// As heads name it.
    key_id: String,
    /// The public key, PEM: with it anybody can check a head without this platform.
    public_key_pem: String,
}

/// The public key of the heads, for the supervisor to keep beside them.
#[utoipa::path(
    operation_id = "audit_key",
    tag = "audit",
    responses((status = 200, description = "the key", body = HeadKey))
)]
#[get("/audit/key")]
pub(crate) async fn key(state: State, Signed(call): Signed) -> Answered {
    call.caller.require(&[Role::Supervisor])?;
    let config = state.config.clone();
    let keys = web::block(move || guards::head_keys(&config).context("audit.signing_key"));
    let keys = keys.await.map_err(Problem::internal)?;
    let keys = keys.map_err(|error| Problem::internal(format!("{error:#}")))?;
    json(&HeadKey { key_id: keys.public_key().id().to_owned(), public_key_pem: keys.public_pem() })
}
