//! What a department asks of the offices above it: that an order be taken back, for time, for an end; and
//! what it answers them.

use actix_web::post;
use domain::appeal::{Command, DisputeReason};
use serde::Deserialize;
use service::commands::dispute::dispute as dispute_order;
use service::commands::reveal::{self, IdentityView};
use utoipa::ToSchema;
use utoipa::openapi::schema::Object;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::acting::{ACCOUNT, AnswerBody, Now, OnAppeal, REASON, ReasonBody, State, give, one_of};
use crate::http::form::{Field, Form};
use crate::http::{Answered, Id, Request, respond};

/// The most units that can be asked for at all; the profile of the appeal says what it allows.
const MOST_UNITS: u32 = 365;

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(dispute)
        .service(request_extension)
        .service(park)
        .service(report_parking)
        .service(resume)
        .service(request_termination)
        .service(answer_supervision)
        .service(reveal_identity);
}

fn reasons() -> Object {
    one_of(DisputeReason::ALL.map(DisputeReason::as_str))
}

/// Why an order goes back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DisputeBody {
    /// `not_our_duty`, `wrong_county`, `other_lead`, `conflict_of_interest`, `duplicate` or `other`.
    #[serde(default)]
    #[schema(schema_with = reasons, required = true)]
    reason_code: Field<DisputeReason>,
    /// 2 to 1,000 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 2, max_length = 1000)]
    reason: Field<String>,
    /// Whom the department would send it to, see `GET /departments`.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    suggested_department: Field<Uuid>,
}

/// Returns the order (退单); once per department, and never a final one.
#[utoipa::path(
    operation_id = "dispute", tag = "departments",
    params(OnAppeal), request_body = DisputeBody, responses(Now)
)]
#[post("/appeals/{id}/dispute")]
pub(crate) async fn dispute(
    state: State,
    Request { call, body }: Request<DisputeBody>,
    Id(id): Id,
) -> Answered {
    let mut form = Form::default();
    let code = form.required("reason_code", body.reason_code);
    let reason = form.words("reason", body.reason, &REASON);
    let suggested = form.optional("suggested_department", body.suggested_department);
    let (code, reason) = form.all((code, reason))?;
    Ok(respond(dispute_order(&state.store, &call, id, code, reason, suggested).await?))
}

/// How much more time.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExtensionBody {
    /// Units of the resolve clock, 1 to 365; the profile says how many are allowed.
    #[serde(default)]
    #[schema(value_type = u32, required = true, minimum = 1, maximum = 365)]
    amount: Field<u32>,
    /// 2 to 1,000 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 2, max_length = 1000)]
    reason: Field<String>,
}

/// Asks for more time (延期); the clock keeps running until a supervisor grants it.
#[utoipa::path(
    operation_id = "request_extension", tag = "departments",
    params(OnAppeal), request_body = ExtensionBody, responses(Now)
)]
#[post("/appeals/{id}/request-extension")]
pub(crate) async fn request_extension(
    state: State,
    Request { call, body }: Request<ExtensionBody>,
    Id(id): Id,
) -> Answered {
    let mut form = Form::default();
    let amount = form.within("amount", body.amount, &(1..=MOST_UNITS));
    let reason = form.words("reason", body.reason, &REASON);
    let (amount, reason) = form.all((amount, reason))?;
    give(&state, &call, id, Command::RequestExtension { amount, reason }).await
}

/// Puts the appeal aside (挂账); the clocks stand still, and a supervisor has to agree.
#[utoipa::path(
    operation_id = "park", tag = "departments",
    params(OnAppeal), request_body = ReasonBody, responses(Now)
)]
#[post("/appeals/{id}/park")]
pub(crate) async fn park(
    state: State,
    Request { call, body }: Request<ReasonBody>,
    Id(id): Id,
) -> Answered {
    give(&state, &call, id, Command::Park { reason: body.parse()? }).await
}

/// How things stand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProgressBody {
    /// 1 to 2,000 characters; the firm sees it.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 1, max_length = 2000)]
    text: Field<String>,
}

/// The periodic report of a parked appeal (挂账进展报告).
#[utoipa::path(
    operation_id = "report_parking", tag = "departments",
    params(OnAppeal), request_body = ProgressBody, responses(Now)
)]
#[post("/appeals/{id}/report-parking")]
pub(crate) async fn report_parking(
    state: State,
    Request { call, body }: Request<ProgressBody>,
    Id(id): Id,
) -> Answered {
    let mut form = Form::default();
    let text = form.words("text", body.text, &ACCOUNT);
    let (text,) = form.all((text,))?;
    give(&state, &call, id, Command::ReportParking { text }).await
}

/// Takes a parked appeal up again (恢复办理); the clocks run on.
#[utoipa::path(
    operation_id = "resume", tag = "departments",
    params(OnAppeal), request_body = ReasonBody, responses(Now)
)]
#[post("/appeals/{id}/resume")]
pub(crate) async fn resume(
    state: State,
    Request { call, body }: Request<ReasonBody>,
    Id(id): Id,
) -> Answered {
    give(&state, &call, id, Command::Resume { reason: body.parse()? }).await
}

/// Asks to end the appeal without a reply (终止); a supervisor decides.
#[utoipa::path(
    operation_id = "request_termination", tag = "departments",
    params(OnAppeal), request_body = ReasonBody, responses(Now)
)]
#[post("/appeals/{id}/request-termination")]
pub(crate) async fn request_termination(
    state: State,
    Request { call, body }: Request<ReasonBody>,
    Id(id): Id,
) -> Answered {
    give(&state, &call, id, Command::RequestTermination { reason: body.parse()? }).await
}

/// The written answer to the open supervision orders (答复督办): those of the own department, or of the desk.
#[utoipa::path(
    operation_id = "answer_supervision", tag = "departments",
    params(OnAppeal), request_body = AnswerBody, responses(Now)
)]
#[post("/appeals/{id}/answer-supervision")]
pub(crate) async fn answer_supervision(
    state: State,
    Request { call, body }: Request<AnswerBody>,
    Id(id): Id,
) -> Answered {
    give(&state, &call, id, Command::AnswerSupervision { text: body.parse()? }).await
}

/// Shows once who filed a confidential appeal (查看保密身份). The look is recorded, and the firm is told.
#[utoipa::path(
    operation_id = "reveal", tag = "departments",
    params(OnAppeal), request_body = ReasonBody,
    responses((status = 200, description = "who filed it", body = IdentityView))
)]
#[post("/appeals/{id}/reveal")]
pub(crate) async fn reveal_identity(
    state: State,
    Request { call, body }: Request<ReasonBody>,
    Id(id): Id,
) -> Answered {
    Ok(respond(reveal::reveal(&state.store, &call, id, body.parse()?).await?))
}
