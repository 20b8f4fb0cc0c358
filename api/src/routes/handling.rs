//! The straight way through a department: taken, signed for, the firm contacted, replied, approved. Staff
//! name the version that they saw (`If-Match`).

use actix_web::post;
use domain::appeal::{Command, ContactMethod, ReplyOutcome};
use serde::Deserialize;
use service::commands::assign;
use service::commands::reply::{self, NewReply};
use utoipa::ToSchema;
use utoipa::openapi::schema::Object;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::acting::{ACCOUNT, ANSWER, Now, OnAppeal, REASON, ReasonBody, State, give, one_of};
use super::filing::files;
use crate::http::form::{Field, Form};
use crate::http::{Answered, Bare, Id, Request, respond};

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(claim)
        .service(assign_handler)
        .service(sign)
        .service(contact)
        .service(add_note)
        .service(reply_to)
        .service(approve)
        .service(return_reply);
}

/// A handler takes the task (领单).
#[utoipa::path(operation_id = "claim", tag = "departments", params(OnAppeal), responses(Now))]
#[post("/appeals/{id}/claim")]
pub(crate) async fn claim(state: State, Bare(call): Bare, Id(id): Id) -> Answered {
    give(&state, &call, id, Command::Claim).await
}

/// To whom a task is given.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AssignBody {
    /// A handler of the own department, see `GET /tasks/handlers`.
    #[serde(default)]
    #[schema(value_type = Uuid, required = true)]
    handler_id: Field<Uuid>,
}

/// A head gives the task to a handler of the own department.
#[utoipa::path(
    operation_id = "assign", tag = "departments",
    params(OnAppeal), request_body = AssignBody, responses(Now)
)]
#[post("/appeals/{id}/assign")]
pub(crate) async fn assign_handler(
    state: State,
    Request { call, body }: Request<AssignBody>,
    Id(id): Id,
) -> Answered {
    let mut form = Form::default();
    let handler = form.required("handler_id", body.handler_id);
    let (handler,) = form.all((handler,))?;
    Ok(respond(assign::assign(&state.store, &call, id, handler).await?))
}

/// The department signs for it (签收).
#[utoipa::path(operation_id = "sign", tag = "departments", params(OnAppeal), responses(Now))]
#[post("/appeals/{id}/sign")]
pub(crate) async fn sign(state: State, Bare(call): Bare, Id(id): Id) -> Answered {
    give(&state, &call, id, Command::Sign).await
}

fn methods() -> Object {
    one_of(ContactMethod::ALL.map(ContactMethod::as_str))
}

/// A contact with the firm.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContactBody {
    /// `phone`, `visit`, `wechat`, `meeting` or `other`.
    #[serde(default)]
    #[schema(schema_with = methods, required = true)]
    method: Field<ContactMethod>,
    /// What was said; 1 to 2,000 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 1, max_length = 2000)]
    note: Field<String>,
}

/// Records a contact with the firm; the first one stops its clock (首次联系).
#[utoipa::path(
    operation_id = "contact", tag = "departments",
    params(OnAppeal), request_body = ContactBody, responses(Now)
)]
#[post("/appeals/{id}/contact")]
pub(crate) async fn contact(
    state: State,
    Request { call, body }: Request<ContactBody>,
    Id(id): Id,
) -> Answered {
    let mut form = Form::default();
    let method = form.required("method", body.method);
    let note = form.words("note", body.note, &ACCOUNT);
    let (method, note) = form.all((method, note))?;
    give(&state, &call, id, Command::Contact { method, note }).await
}

/// A note.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoteBody {
    /// 1 to 2,000 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 1, max_length = 2000)]
    text: Field<String>,
}

/// Writes a note that the firm does not see.
#[utoipa::path(
    operation_id = "note", tag = "departments",
    params(OnAppeal), request_body = NoteBody, responses(Now)
)]
#[post("/appeals/{id}/note")]
pub(crate) async fn add_note(
    state: State,
    Request { call, body }: Request<NoteBody>,
    Id(id): Id,
) -> Answered {
    let mut form = Form::default();
    let text = form.words("text", body.text, &ACCOUNT);
    let (text,) = form.all((text,))?;
    give(&state, &call, id, Command::Note { text }).await
}

fn outcomes() -> Object {
    one_of(ReplyOutcome::ALL.map(ReplyOutcome::as_str))
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
    #[schema(schema_with = outcomes, required = true)]
    outcome: Field<ReplyOutcome>,
    /// At most 9 files that the caller has uploaded and not used yet.
    #[serde(default)]
    #[schema(value_type = Option<Vec<Uuid>>, max_items = 9)]
    attachment_ids: Field<Vec<Uuid>>,
    /// Why the lead does not wait for a helper that it must wait for; 2 to 1,000 characters.
    #[serde(default)]
    #[schema(value_type = Option<String>, min_length = 2, max_length = 1000)]
    without_helpers: Field<String>,
}

/// The department replies (答复); the reply waits for the head's approval.
#[utoipa::path(
    operation_id = "reply", tag = "departments",
    params(OnAppeal), request_body = ReplyBody, responses(Now)
)]
#[post("/appeals/{id}/reply")]
pub(crate) async fn reply_to(
    state: State,
    Request { call, body }: Request<ReplyBody>,
    Id(id): Id,
) -> Answered {
    let mut form = Form::default();
    let text = form.words("text", body.text, &ANSWER);
    let outcome = form.required("outcome", body.outcome);
    let files = files(&mut form, body.attachment_ids);
    let alone = form.words_if_any("without_helpers", body.without_helpers, &REASON);
    let (text, outcome) = form.all((text, outcome))?;
    let new = NewReply { text, outcome, attachments: files, without_helpers: alone };
    Ok(respond(reply::reply(&state.store, &call, id, new).await?))
}

/// The head approves the reply, and it reaches the firm; or stands behind a request for more time.
#[utoipa::path(operation_id = "approve", tag = "departments", params(OnAppeal), responses(Now))]
#[post("/appeals/{id}/approve")]
pub(crate) async fn approve(state: State, Bare(call): Bare, Id(id): Id) -> Answered {
    give(&state, &call, id, Command::Approve).await
}

/// The head sends the reply back to its author.
#[utoipa::path(
    operation_id = "return_reply", tag = "departments",
    params(OnAppeal), request_body = ReasonBody, responses(Now)
)]
#[post("/appeals/{id}/return-reply")]
pub(crate) async fn return_reply(
    state: State,
    Request { call, body }: Request<ReasonBody>,
    Id(id): Id,
) -> Answered {
    give(&state, &call, id, Command::ReturnReply { reason: body.parse()? }).await
}
