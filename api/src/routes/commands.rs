//! What departments do with an appeal. Staff name the version that they saw (`If-Match`).

use actix_web::{post, web};
use domain::appeal::{Command, ContactMethod, ReplyOutcome};
use domain::text::{Reason, parse_text};
use serde::Deserialize;
use service::act::act;
use service::commands::{assign, dispatch, reply};
use service::view::AppealView;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::appeals::files;
use crate::http::form::{self, Field, Form};
use crate::http::{Answered, Bare, Id, Request, respond};
use crate::state::AppState;

/// The most characters of a note or of what was said.
const LONGEST_NOTE: usize = 2_000;
/// The most characters of a reply.
const LONGEST_REPLY: usize = 5_000;

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(claim)
        .service(assign_handler)
        .service(sign)
        .service(contact)
        .service(note)
        .service(reply_to)
        .service(approve)
        .service(return_reply)
        .service(dispatch_to);
}

/// A handler takes the task (领单).
#[utoipa::path(
    operation_id = "claim",
    tag = "departments",
    params(
        ("id" = Uuid, Path, description = "the appeal"),
        ("If-Match" = Option<String>, Header, description = "the version that the console shows"),
        ("Idempotency-Key" = Option<String>, Header, description = "8–64 visible ASCII characters"),
    ),
    responses((status = 200, description = "the appeal as it is now", body = AppealView))
)]
#[post("/appeals/{id}/claim")]
pub(crate) async fn claim(state: web::Data<AppState>, Bare(call): Bare, Id(id): Id) -> Answered {
    Ok(respond(act(&state.store, &call, id, Command::Claim).await?))
}

/// To whom a task is given.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AssignBody {
    /// A handler of the own department, see `GET /tasks/handlers`.
    handler_id: Uuid,
}

/// A head gives the task to a handler of the own department.
#[utoipa::path(
    operation_id = "assign",
    tag = "departments",
    params(
        ("id" = Uuid, Path, description = "the appeal"),
        ("If-Match" = Option<String>, Header, description = "the version that the console shows"),
        ("Idempotency-Key" = Option<String>, Header, description = "8–64 visible ASCII characters"),
    ),
    request_body = AssignBody,
    responses((status = 200, description = "the appeal as it is now", body = AppealView))
)]
#[post("/appeals/{id}/assign")]
pub(crate) async fn assign_handler(
    state: web::Data<AppState>,
    Request { call, body }: Request<AssignBody>,
    Id(id): Id,
) -> Answered {
    Ok(respond(assign::assign(&state.store, &call, id, body.handler_id).await?))
}

/// The department signs for it (签收).
#[utoipa::path(
    operation_id = "sign",
    tag = "departments",
    params(
        ("id" = Uuid, Path, description = "the appeal"),
        ("If-Match" = Option<String>, Header, description = "the version that the console shows"),
        ("Idempotency-Key" = Option<String>, Header, description = "8–64 visible ASCII characters"),
    ),
    responses((status = 200, description = "the appeal as it is now", body = AppealView))
)]
#[post("/appeals/{id}/sign")]
pub(crate) async fn sign(state: web::Data<AppState>, Bare(call): Bare, Id(id): Id) -> Answered {
    Ok(respond(act(&state.store, &call, id, Command::Sign).await?))
}

/// A contact with the firm.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContactBody {
    /// `phone`, `visit`, `wechat`, `meeting` or `other`.
    #[schema(value_type = String)]
    method: ContactMethod,
    /// What was said; 1 to 2,000 characters.
    #[schema(min_length = 1, max_length = 2000)]
    note: String,
}

/// Records a contact with the firm; the first one stops its clock (首次联系).
#[utoipa::path(
    operation_id = "contact",
    tag = "departments",
    params(
        ("id" = Uuid, Path, description = "the appeal"),
        ("If-Match" = Option<String>, Header, description = "the version that the console shows"),
        ("Idempotency-Key" = Option<String>, Header, description = "8–64 visible ASCII characters"),
    ),
    request_body = ContactBody,
    responses((status = 200, description = "the appeal as it is now", body = AppealView))
)]
#[post("/appeals/{id}/contact")]
pub(crate) async fn contact(
    state: web::Data<AppState>,
    Request { call, body }: Request<ContactBody>,
    Id(id): Id,
) -> Answered {
    let said = form::one("note", &body.note, |text| parse_text("note", text, 1, LONGEST_NOTE))?;
    let command = Command::Contact { method: body.method, note: said };
    Ok(respond(act(&state.store, &call, id, command).await?))
}

/// A note.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoteBody {
    /// 1 to 2,000 characters; the firm does not see it.
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
}

/// Writes a note that the firm does not see.
#[utoipa::path(
    operation_id = "note",
    tag = "departments",
    params(
        ("id" = Uuid, Path, description = "the appeal"),
        ("If-Match" = Option<String>, Header, description = "the version that the console shows"),
        ("Idempotency-Key" = Option<String>, Header, description = "8–64 visible ASCII characters"),
    ),
    request_body = NoteBody,
    responses((status = 200, description = "the appeal as it is now", body = AppealView))
)]
#[post("/appeals/{id}/note")]
pub(crate) async fn note(
    state: web::Data<AppState>,
    Request { call, body }: Request<NoteBody>,
    Id(id): Id,
) -> Answered {
    let text = form::one("text", &body.text, |text| parse_text("text", text, 1, LONGEST_NOTE))?;
    Ok(respond(act(&state.store, &call, id, Command::Note { text }).await?))
}

/// A reply.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReplyBody {
    /// 2 to 5,000 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 2, max_length = 5000)]
    text: Field<String>,
    /// `resolved`, `partly_resolved`, `explained` or `unresolvable`.
    #[serde(default)]
    #[schema(value_type = String, required = true)]
    outcome: Field<ReplyOutcome>,
    /// At most 9 files that the caller has uploaded and not used yet.
    #[serde(default)]
    #[schema(value_type = Option<Vec<Uuid>>, max_items = 9)]
    attachment_ids: Field<Vec<Uuid>>,
}

/// The department replies (答复); the reply waits for the head's approval.
#[utoipa::path(
    operation_id = "reply",
    tag = "departments",
    params(
        ("id" = Uuid, Path, description = "the appeal"),
        ("If-Match" = Option<String>, Header, description = "the version that the console shows"),
        ("Idempotency-Key" = Option<String>, Header, description = "8–64 visible ASCII characters"),
    ),
    request_body = ReplyBody,
    responses((status = 200, description = "the appeal as it is now", body = AppealView))
)]
#[post("/appeals/{id}/reply")]
pub(crate) async fn reply_to(
    state: web::Data<AppState>,
    Request { call, body }: Request<ReplyBody>,
    Id(id): Id,
) -> Answered {
    let mut form = Form::default();
    let text = form.required("text", body.text);
    let text = form.text("text", text, |text| parse_text("text", text, 2, LONGEST_REPLY));
    let outcome = form.required("outcome", body.outcome);
    let files = files(&mut form, body.attachment_ids);
    form.finish()?;
    let (Some(text), Some(outcome)) = (text, outcome) else {
        return Err(crate::http::Problem::internal("a required field was lost"));
    };
    Ok(respond(reply::reply(&state.store, &call, id, text, outcome, files, None).await?))
}

/// The head approves the reply; it reaches the firm.
#[utoipa::path(
    operation_id = "approve",
    tag = "departments",
    params(
        ("id" = Uuid, Path, description = "the appeal"),
        ("If-Match" = Option<String>, Header, description = "the version that the console shows"),
        ("Idempotency-Key" = Option<String>, Header, description = "8–64 visible ASCII characters"),
    ),
    responses((status = 200, description = "the appeal as it is now", body = AppealView))
)]
#[post("/appeals/{id}/approve")]
pub(crate) async fn approve(state: web::Data<AppState>, Bare(call): Bare, Id(id): Id) -> Answered {
    Ok(respond(act(&state.store, &call, id, Command::Approve).await?))
}

/// Why a reply is sent back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReasonBody {
    /// 2 to 1,000 characters.
    #[schema(min_length = 2, max_length = 1000)]
    reason: String,
}

/// The head sends the reply back to its author.
#[utoipa::path(
    operation_id = "return_reply",
    tag = "departments",
    params(
        ("id" = Uuid, Path, description = "the appeal"),
        ("If-Match" = Option<String>, Header, description = "the version that the console shows"),
        ("Idempotency-Key" = Option<String>, Header, description = "8–64 visible ASCII characters"),
    ),
    request_body = ReasonBody,
    responses((status = 200, description = "the appeal as it is now", body = AppealView))
)]
#[post("/appeals/{id}/return-reply")]
pub(crate) async fn return_reply(
    state: web::Data<AppState>,
    Request { call, body }: Request<ReasonBody>,
    Id(id): Id,
) -> Answered {
    let reason = form::one("reason", &body.reason, Reason::parse)?.as_str().to_owned();
    Ok(respond(act(&state.store, &call, id, Command::ReturnReply { reason }).await?))
}

/// Where an appeal is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DispatchBody {
    /// See `GET /departments`, or a candidate of `GET /dispatch`.
    department_id: Uuid,
    /// Final designation (指定承办): the department may not return it.
    #[serde(default, rename = "final")]
    is_final: bool,
}

/// A dispatcher sends the appeal to a department (派单).
#[utoipa::path(
    operation_id = "dispatch",
    tag = "dispatch desk",
    params(
        ("id" = Uuid, Path, description = "the appeal"),
        ("If-Match" = Option<String>, Header, description = "the version that the console shows"),
        ("Idempotency-Key" = Option<String>, Header, description = "8–64 visible ASCII characters"),
    ),
    request_body = DispatchBody,
    responses((status = 200, description = "the appeal as it is now", body = AppealView))
)]
#[post("/appeals/{id}/dispatch")]
pub(crate) async fn dispatch_to(
    state: web::Data<AppState>,
    Request { call, body }: Request<DispatchBody>,
    Id(id): Id,
) -> Answered {
    let answer = dispatch::dispatch(&state.store, &call, id, body.department_id, body.is_final);
    Ok(respond(answer.await?))
}
