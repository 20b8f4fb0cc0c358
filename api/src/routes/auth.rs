//! Signing in and out. Nothing here is replayed by an idempotency key: what is answered are secrets, and
//! they are stored nowhere.

use std::time::Duration;

use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpRequest, HttpResponse, post, web};
use platform::providers::{LoginFault, SendOutcome, SmsMessage};
use serde::{Deserialize, Serialize};
use service::auth::sms::PendingCode;
use service::auth::staff::Credentials;
use service::auth::{SignedIn, UserView, sessions, sms, staff, wechat};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::auth::rules;
use crate::http::{Answered, Open, Problem, address, limits, respond};
use crate::state::AppState;

/// The name under which the configuration has the SMS template of the sign-in code. It takes one
/// parameter, `code`.
const SMS_TEMPLATE: &str = "sign_in_code";
/// The longest code that WeChat is asked about; its own have 32 characters.
const LONGEST_WECHAT_CODE: usize = 256;
const HOUR: Duration = Duration::from_secs(3_600);

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(wechat_login)
        .service(sms_code)
        .service(sms_login)
        .service(staff_login)
        .service(refresh)
        .service(logout);
}

/// A session.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionView {
    /// For `Authorization: Bearer`.
    access_token: String,
    /// `Bearer`.
    #[schema(example = "Bearer")]
    token_type: &'static str,
    /// Seconds that the access token lives.
    expires_in: i64,
    /// For one exchange at `/auth/refresh`; the answer brings the next.
    refresh_token: String,
    /// Who signed in.
    user: UserView,
}

fn session(state: &AppState, call: &service::Call, signed_in: SignedIn) -> Answered {
    let access_token = state.tokens.issue_for(&signed_in.caller, signed_in.family, call.now)?;
    let view = SessionView {
        access_token,
        token_type: "Bearer",
        expires_in: state.tokens.ttl_seconds(),
        refresh_token: signed_in.refresh_token,
        user: signed_in.user,
    };
    Ok(HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-store")).json(view))
}

/// A code from `wx.login` or from the phone number button.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WechatCodeBody {
    /// Single use, five minutes.
    #[schema(min_length = 1, max_length = 256)]
    pub(super) code: String,
}

impl WechatCodeBody {
    /// The code, if it can be one.
    pub(super) fn plausible(self) -> Result<String, Problem> {
        let code = self.code;
        let fits = !code.is_empty()
            && code.len() <= LONGEST_WECHAT_CODE
            && code.bytes().all(|byte| byte.is_ascii_graphic());
        if fits { Ok(code) } else { Err(Problem::field("code", "malformed")) }
    }
}

/// Signs in from the mini-program; the first time, this makes the account.
#[utoipa::path(
    operation_id = "wechat_login",
    tag = "sign-in",
    request_body = WechatCodeBody,
    responses((status = 200, description = "signed in", body = SessionView)),
    security(())
)]
#[post("/auth/wechat/login")]
pub(crate) async fn wechat_login(
    state: web::Data<AppState>,
    Open { call, body }: Open<WechatCodeBody>,
) -> Answered {
    let code = body.plausible()?;
    let wechat = state.wechat.as_ref().ok_or_else(|| Problem::new("switched_off"))?;
    // Asked before anything is written: no transaction waits for WeChat.
    let person = wechat.code_to_session(&code).await.map_err(wechat_problem)?;
    let signed_in =
        wechat::log_in(&state.store, &call, &rules(&state.config), person.openid).await?;
    session(&state, &call, signed_in)
}

/// What WeChat's refusal means to the person.
pub(super) fn wechat_problem(fault: LoginFault) -> Problem {
    match fault {
        LoginFault::InvalidCode => Problem::new("wechat_code_invalid"),
        LoginFault::Blocked => Problem::new("wechat_blocked"),
        LoginFault::Busy { after } => {
            Problem::unavailable("WeChat is busy").after(limits::whole_seconds(after))
        }
        LoginFault::Config { .. } => {
            tracing::error!(%fault, "WeChat refuses the configuration");
            Problem::unavailable(fault)
        }
        LoginFault::Unavailable { .. } => Problem::unavailable(fault),
    }
}

/// A phone that asks for a code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SmsCodeBody {
    /// A mobile number of mainland China.
    #[schema(max_length = 40)]
    phone: String,
}

/// Sends a code to a mobile phone. The answer is the same whether anybody has an account with it.
#[utoipa::path(
    operation_id = "sms_code",
    tag = "sign-in",
    request_body = SmsCodeBody,
    responses((status = 202, description = "handed to the provider")),
    security(())
)]
#[post("/auth/sms/code")]
pub(crate) async fn sms_code(
    http: HttpRequest,
    state: web::Data<AppState>,
    Open { call, body }: Open<SmsCodeBody>,
) -> Answered {
    let template = state.config.sms.templates.get(SMS_TEMPLATE);
    let (Some(provider), Some(template)) = (&state.sms, template) else {
        return Err(Problem::new("switched_off"));
    };
    limit_codes(&http, &state).await?;
    let pending =
        sms::request_code(&state.store, &call, &rules(&state.config), &body.phone).await?;
    let outcome = provider.send(&message(&pending, template)).await;
    let taken_back = match outcome {
        SendOutcome::Sent { .. } => {
            return Ok(HttpResponse::Accepted()
                .insert_header((CACHE_CONTROL, "no-store"))
                .finish());
        }
        // It may arrive all the same, and is good then.
        SendOutcome::Unknown { .. } => false,
        SendOutcome::Refused { .. }
        | SendOutcome::RetryLater { .. }
        | SendOutcome::ConfigFault { .. } => true,
    };
    tracing::warn!(outcome = outcome.label(), reference = %pending.id, "a sign-in code was not sent");
    if taken_back {
        sms::take_back(&state.store, pending.id).await?;
    }
    Err(match outcome {
        SendOutcome::RetryLater { after, .. } => {
            Problem::unavailable("SMS").after(limits::whole_seconds(after))
        }
        _ => Problem::unavailable("SMS"),
    })
}

/// One from the codes that an address may ask for in an hour, whatever the phones: each costs money.
async fn limit_codes(http: &HttpRequest, state: &AppState) -> Result<(), Problem> {
    let Some(peer) = http.peer_addr() else { return Ok(()) };
    let trusted = &state.config.server.trusted_proxies;
    let key = address::key(address::client(peer.ip(), http.headers(), trusted));
    let limit = state.config.limits.sms_codes_per_address_per_hour;
    limits::keep(http, limits::take(state, "sms_code", &key, limit, HOUR).await?);
    Ok(())
}

fn message(pending: &PendingCode, template: &str) -> SmsMessage {
    SmsMessage {
        phone: pending.phone.clone(),
        template: template.to_owned(),
        params: vec![("code".to_owned(), pending.code.clone())],
        reference: pending.id.to_string(),
    }
}

/// A phone and the code that it has received.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SmsLoginBody {
    /// The number that the code was sent to.
    #[schema(max_length = 40)]
    phone: String,
    /// Six digits.
    #[schema(min_length = 6, max_length = 6)]
    code: String,
}

/// Signs in with a code by SMS; the first time, this makes the account.
#[utoipa::path(
    operation_id = "sms_login",
    tag = "sign-in",
    request_body = SmsLoginBody,
    responses((status = 200, description = "signed in", body = SessionView)),
    security(())
)]
#[post("/auth/sms/login")]
pub(crate) async fn sms_login(
    state: web::Data<AppState>,
    Open { call, body }: Open<SmsLoginBody>,
) -> Answered {
    let rules = rules(&state.config);
    let signed_in = sms::log_in(&state.store, &call, &rules, &body.phone, &body.code).await?;
    session(&state, &call, signed_in)
}

/// What a member of staff types.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StaffLoginBody {
    /// Case does not count.
    #[schema(max_length = 64)]
    username: String,
    /// At most 128 characters.
    #[schema(max_length = 128)]
    password: String,
    /// Six digits, where the account has a second factor.
    #[schema(min_length = 6, max_length = 6)]
    totp: Option<String>,
}

/// Signs a member of staff in. After some failures in a row the name is locked for a while, 429, whether
/// there is such an account or not.
#[utoipa::path(
    operation_id = "staff_login",
    tag = "sign-in",
    request_body = StaffLoginBody,
    responses((status = 200, description = "signed in", body = SessionView)),
    security(())
)]
#[post("/auth/staff/login")]
pub(crate) async fn staff_login(
    state: web::Data<AppState>,
    Open { call, body }: Open<StaffLoginBody>,
) -> Answered {
    let credentials =
        Credentials { username: body.username, password: body.password, totp: body.totp };
    let signed_in = staff::log_in(&state.store, &call, &rules(&state.config), credentials).await?;
    session(&state, &call, signed_in)
}

/// A refresh token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RefreshBody {
    /// The newest one of the session.
    #[schema(min_length = 64, max_length = 64)]
    refresh_token: String,
}

/// Exchanges a refresh token, once. One that comes a second time ends its session: 401 `refresh_reused`.
#[utoipa::path(
    operation_id = "refresh",
    tag = "sign-in",
    request_body = RefreshBody,
    responses((status = 200, description = "the session goes on", body = SessionView)),
    security(())
)]
#[post("/auth/refresh")]
pub(crate) async fn refresh(
    state: web::Data<AppState>,
    Open { call, body }: Open<RefreshBody>,
) -> Answered {
    let rules = rules(&state.config);
    let signed_in = sessions::refresh(&state.store, &call, &rules, &body.refresh_token).await?;
    session(&state, &call, signed_in)
}

/// Ends the session that a refresh token belongs to. Access tokens run out by themselves.
#[utoipa::path(
    operation_id = "logout",
    tag = "sign-in",
    request_body = RefreshBody,
    responses((status = 204, description = "the session is over, or never was")),
    security(())
)]
#[post("/auth/logout")]
pub(crate) async fn logout(
    state: web::Data<AppState>,
    Open { call, body }: Open<RefreshBody>,
) -> Answered {
    Ok(respond(sessions::log_out(&state.store, &call, &body.refresh_token).await?))
}
