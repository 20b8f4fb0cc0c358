//! What people see of themselves and keep about themselves.

use actix_web::{HttpRequest, get, post, web};
use serde::{Deserialize, Serialize};
use service::auth::{UserView, me as myself, wechat};
use service::people::firms::{self, KnownFirm};
use service::people::{
    BindEnterprise, BoundEnterprise, SubscriptionView, bind_enterprise, bound_enterprises,
    record_consent, subscriptions,
};
use service::privacy::erase::{self, Erasure};
use service::privacy::export::{self, PersonalData};
use service::{Call, Caller};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::auth::{WechatCodeBody, wechat_problem};
use crate::http::{Answered, Problem, Query, Request, Signed, json, limits, respond};
use crate::state::AppState;

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(me)
        .service(phone)
        .service(my_enterprises)
        .service(bind)
        .service(look_up)
        .service(ledger)
        .service(consent)
        .service(my_data)
        .service(erase_me);
}

/// Everything that the platform keeps about the caller (《个人信息保护法》 art. 45).
#[utoipa::path(
    operation_id = "my_data",
    tag = "me",
    responses((status = 200, description = "a copy of it", body = PersonalData))
)]
#[get("/me/data")]
pub(crate) async fn my_data(state: web::Data<AppState>, Signed(call): Signed) -> Answered {
    json(&export::export(&state.store, &call).await?)
}

/// That the caller means it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EraseBody {
    /// Must be `true`: the account and what names or reaches the person cannot be brought back.
    understood: bool,
}

/// Erases the caller (《个人信息保护法》 art. 47): the account, its sessions and notices, and their name and
/// numbers in the appeals that they filed. The appeals stay with the firm.
#[utoipa::path(
    operation_id = "erase_me",
    tag = "me",
    params(("Idempotency-Key" = Option<String>, Header, description = "8–64 visible ASCII characters")),
    request_body = EraseBody,
    responses((status = 200, description = "what was erased, and what stays", body = Erasure))
)]
#[post("/me/erase")]
pub(crate) async fn erase_me(
    state: web::Data<AppState>,
    Request { call, body }: Request<EraseBody>,
) -> Answered {
    if !body.understood {
        return Err(Problem::field("understood", "required"));
    }
    let person = call.caller.entrepreneur()?;
    let files = erase::loose_files(&state.store, person).await?;
    let done = erase::erase(&state.store, &call).await?;
    // Rows first: bytes that no row names are nobody's, and a second try finds nothing to do.
    for key in files.iter().filter_map(|key| key.parse().ok()) {
        if let Err(error) = state.objects.delete(&key).await {
            tracing::warn!(%error, "the bytes of an erased file were left behind");
        }
    }
    Ok(respond(done))
}

/// The caller, with the enterprises that they speak for.
#[derive(Serialize, ToSchema)]
pub(crate) struct MeView {
    #[serde(flatten)]
    user: UserView,
    /// Those waiting to be verified included; empty for staff.
    enterprises: Vec<BoundEnterprise>,
}

/// Who am I?
#[utoipa::path(
    operation_id = "me",
    tag = "me",
    responses((status = 200, description = "the caller as they are now", body = MeView))
)]
#[get("/me")]
pub(crate) async fn me(state: web::Data<AppState>, Signed(call): Signed) -> Answered {
    let user = myself(&state.store, &call.caller).await?;
    let enterprises = match call.caller {
        Caller::Entrepreneur { .. } => bound_enterprises(&state.store, &call).await?,
        _ => Vec::new(),
    };
    json(&MeView { user, enterprises })
}

/// Takes over the phone number that WeChat has verified, by the code of its phone number button.
#[utoipa::path(
    operation_id = "set_phone",
    tag = "me",
    params(("Idempotency-Key" = Option<String>, Header, description = "8–64 visible ASCII characters")),
    request_body = WechatCodeBody,
    responses((status = 200, description = "the caller, with the number masked", body = UserView))
)]
#[post("/me/phone")]
pub(crate) async fn phone(
    state: web::Data<AppState>,
    Request { call, body }: Request<WechatCodeBody>,
) -> Answered {
    call.caller.entrepreneur()?;
    let code = body.plausible()?;
    // The code is good for one question only: a repetition must not ask again.
    if let Some(answer) = state.store.replay(&call).await? {
        return Ok(respond(answer));
    }
    let number = verified_number(&state, &code).await?;
    Ok(respond(wechat::set_phone(&state.store, &call, &number).await?))
}

async fn verified_number(state: &AppState, code: &str) -> Result<String, Problem> {
    let wechat = state.wechat.as_ref().ok_or_else(|| Problem::new("switched_off"))?;
    let number = wechat.phone_number(code).await.map_err(wechat_problem)?;
    // A foreign number of eleven digits must not pass for one of here.
    if number.country != "86" {
        return Err(Problem::field("phone", "not_a_mobile"));
    }
    Ok(number.number)
}

/// The caller's enterprises.
#[derive(Serialize, ToSchema)]
pub(crate) struct EnterpriseList {
    /// At most twenty.
    items: Vec<BoundEnterprise>,
    /// Never: there is one page.
    next_cursor: Option<String>,
}

/// For which enterprises do I speak?
#[utoipa::path(
    operation_id = "my_enterprises",
    tag = "me",
    responses((status = 200, description = "oldest first", body = EnterpriseList))
)]
#[get("/me/enterprises")]
pub(crate) async fn my_enterprises(state: web::Data<AppState>, Signed(call): Signed) -> Answered {
    let items = bound_enterprises(&state.store, &call).await?;
    json(&EnterpriseList { items, next_cursor: None })
}

/// An enterprise to speak for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BindBody {
    /// Unified social credit code (GB 32100-2015).
    #[schema(min_length = 18, max_length = 18)]
    uscc: String,
    /// The name, as on the licence.
    #[schema(min_length = 2, max_length = 100)]
    name: String,
    /// What the caller is there (职务).
    #[schema(min_length = 1, max_length = 50)]
    position: String,
    /// Why the code holds although its check characters fail; the binding then waits for a person.
    #[schema(min_length = 2, max_length = 1000)]
    override_reason: Option<String>,
}

/// Binds the caller to an enterprise.
#[utoipa::path(
    operation_id = "bind_enterprise",
    tag = "me",
    params(("Idempotency-Key" = Option<String>, Header, description = "8–64 visible ASCII characters")),
    request_body = BindBody,
    responses(
        (status = 201, description = "bound, or waiting to be verified", body = BoundEnterprise),
        (status = 200, description = "was bound before", body = BoundEnterprise),
    )
)]
#[post("/me/enterprises")]
pub(crate) async fn bind(
    state: web::Data<AppState>,
    Request { call, body }: Request<BindBody>,
) -> Answered {
    call.caller.entrepreneur()?;
    let reason = body.override_reason.as_deref();
    let wish = BindEnterprise::parse(&body.uscc, &body.name, &body.position, reason)?;
    Ok(respond(bind_enterprise(&state.store, &call, wish).await?))
}

/// Which code.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct CodeQuery {
    /// Unified social credit code (GB 32100-2015).
    #[param(required = true, min_length = 18, max_length = 18)]
    uscc: Option<String>,
}

/// What is known of a firm's code, so that nobody types it again before binding it; sixty an hour.
#[utoipa::path(
    operation_id = "look_up_enterprise",
    tag = "me",
    params(CodeQuery),
    responses((status = 200, description = "name and county, as far as known", body = KnownFirm))
)]
#[get("/enterprises/lookup")]
pub(crate) async fn look_up(
    state: web::Data<AppState>,
    http: HttpRequest,
    Signed(call): Signed,
    Query(query): Query<CodeQuery>,
) -> Answered {
    call.caller.entrepreneur()?;
    let uscc = query.uscc.ok_or_else(|| Problem::field("uscc", "required"))?;
    limits::look_up(&http, &state, &call.caller).await?;
    json(&firms::look_up(&state.store, &call.caller, &uscc).await?)
}

/// The quota ledger.
#[derive(Serialize, ToSchema)]
pub(crate) struct SubscriptionList {
    /// Every template there is.
    items: Vec<SubscriptionView>,
    /// Never: there is one page.
    next_cursor: Option<String>,
}

/// Which messages have I agreed to?
#[utoipa::path(
    operation_id = "my_subscriptions",
    tag = "me",
    responses((status = 200, description = "every template", body = SubscriptionList))
)]
#[get("/me/subscriptions")]
pub(crate) async fn ledger(state: web::Data<AppState>, Signed(call): Signed) -> Answered {
    let items = subscriptions(&state.store, &call, &state.config.wechat.templates).await?;
    json(&SubscriptionList { items, next_cursor: None })
}

/// What the person answered to `wx.requestSubscribeMessage`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SubscriptionBody {
    /// Template ids agreed to; at most 10.
    #[serde(default)]
    #[schema(max_items = 10)]
    accepted: Vec<String>,
    /// Template ids refused; at most 10.
    #[serde(default)]
    #[schema(max_items = 10)]
    rejected: Vec<String>,
}

/// Records agreements: each is good for one message.
#[utoipa::path(
    operation_id = "record_consent",
    tag = "me",
    params(("Idempotency-Key" = Option<String>, Header, description = "8–64 visible ASCII characters")),
    request_body = SubscriptionBody,
    responses((status = 200, description = "the ledger", body = SubscriptionList))
)]
#[post("/me/subscriptions")]
pub(crate) async fn consent(
    state: web::Data<AppState>,
    Request { call, body }: Request<SubscriptionBody>,
) -> Answered {
    Ok(respond(store_consent(&state, &call, body).await?))
}

async fn store_consent(
    state: &AppState,
    call: &Call,
    body: SubscriptionBody,
) -> Result<service::Answer, Problem> {
    let templates = state.config.wechat.templates.clone();
    Ok(record_consent(&state.store, call, templates, body.accepted, body.rejected).await?)
}
