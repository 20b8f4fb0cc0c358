//! What dispatchers decide (派单台): intake, where an appeal goes, returns, duplicates. Staff name the
//! version that they saw (`If-Match`).

use actix_web::post;
use domain::appeal::{Command, DeclineCode, Ruling};
use domain::text::{Content, Title};
use serde::Deserialize;
use service::commands::split::{MOST_PARTS, Part};
use service::commands::{dispatch, merge, set_level, split};
use utoipa::ToSchema;
use utoipa::openapi::schema::Object;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::acting::{ASK, Now, OnAppeal, REASON, ReasonBody, State, give, one_of};
use crate::http::form::{Field, Form};
use crate::http::{Answered, Bare, Id, Problem, Request, respond};

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(accept)
        .service(decline)
        .service(ask_info)
        .service(dispatch_to)
        .service(rule_on)
        .service(merge_into)
        .service(unmerge)
        .service(split_off)
        .service(correct_level);
}

/// Takes an appeal in (受理), where a person decides on intake.
#[utoipa::path(operation_id = "accept", tag = "dispatch desk", params(OnAppeal), responses(Now))]
#[post("/appeals/{id}/accept")]
pub(crate) async fn accept(state: State, Bare(call): Bare, Id(id): Id) -> Answered {
    give(&state, &call, id, Command::Accept).await
}

fn codes() -> Object {
    one_of(DeclineCode::ALL.map(DeclineCode::as_str))
}

/// Why an appeal is not taken in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeclineBody {
    /// `emergency`, `legal_process`, `petition`, `duplicate_no_new_fact`, `secret_or_privacy`,
    /// `out_of_jurisdiction` or `no_substance`.
    #[serde(default)]
    #[schema(schema_with = codes, required = true)]
    code: Field<DeclineCode>,
    /// For the firm; 2 to 1,000 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 2, max_length = 1000)]
    reason: Field<String>,
    /// The right channel, of 2 to 200 characters; demanded for `legal_process`.
    #[serde(default)]
    #[schema(value_type = Option<String>, min_length = 2, max_length = 200)]
    channel: Field<String>,
}

/// Does not take an appeal in (不予受理); the firm is told why, and may appeal against it once.
#[utoipa::path(
    operation_id = "decline", tag = "dispatch desk",
    params(OnAppeal), request_body = DeclineBody, responses(Now)
)]
#[post("/appeals/{id}/decline")]
pub(crate) async fn decline(
    state: State,
    Request { call, body }: Request<DeclineBody>,
    Id(id): Id,
) -> Answered {
    let mut form = Form::default();
    let code = form.required("code", body.code);
    let reason = form.words("reason", body.reason, &REASON);
    let channel = form.words_if_any("channel", body.channel, &(2..=200));
    let (code, reason) = form.all((code, reason))?;
    give(&state, &call, id, Command::Decline { code, reason, channel }).await
}

/// What the firm is asked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct QuestionBody {
    /// 2 to 1,000 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 2, max_length = 1000)]
    question: Field<String>,
}

/// Asks the firm for something (待补充); the clocks stand still until it answers.
#[utoipa::path(
    operation_id = "ask_info", tag = "dispatch desk",
    params(OnAppeal), request_body = QuestionBody, responses(Now)
)]
#[post("/appeals/{id}/ask-info")]
pub(crate) async fn ask_info(
    state: State,
    Request { call, body }: Request<QuestionBody>,
    Id(id): Id,
) -> Answered {
    let mut form = Form::default();
    let question = form.words("question", body.question, &ASK);
    let (question,) = form.all((question,))?;
    give(&state, &call, id, Command::AskInfo { question }).await
}

/// Where an appeal is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DispatchBody {
    /// See `GET /departments`, or a candidate of `GET /dispatch`.
    #[serde(default)]
    #[schema(value_type = Uuid, required = true)]
    department_id: Field<Uuid>,
    /// Final designation (指定承办): the department may not return it.
    #[serde(default, rename = "final")]
    #[schema(value_type = Option<bool>)]
    is_final: Field<bool>,
}

/// Sends the appeal to a department (派单).
#[utoipa::path(
    operation_id = "dispatch", tag = "dispatch desk",
    params(OnAppeal), request_body = DispatchBody, responses(Now)
)]
#[post("/appeals/{id}/dispatch")]
pub(crate) async fn dispatch_to(
    state: State,
    Request { call, body }: Request<DispatchBody>,
    Id(id): Id,
) -> Answered {
    let mut form = Form::default();
    let department = form.required("department_id", body.department_id);
    let is_final = form.optional("final", body.is_final).unwrap_or_default();
    let (department,) = form.all((department,))?;
    Ok(respond(dispatch::dispatch(&state.store, &call, id, department, is_final).await?))
}

fn rulings() -> Object {
    one_of(Ruling::ALL.map(Ruling::as_str))
}

/// A ruling on a return.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RulingBody {
    /// `uphold`: back to the desk; `reject`: the order is final.
    #[serde(default)]
    #[schema(schema_with = rulings, required = true)]
    decision: Field<Ruling>,
    /// 2 to 1,000 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 2, max_length = 1000)]
    reason: Field<String>,
}

/// Rules on a return (退单裁定).
#[utoipa::path(
    operation_id = "rule", tag = "dispatch desk",
    params(OnAppeal), request_body = RulingBody, responses(Now)
)]
#[post("/appeals/{id}/rule")]
pub(crate) async fn rule_on(
    state: State,
    Request { call, body }: Request<RulingBody>,
    Id(id): Id,
) -> Answered {
    let mut form = Form::default();
    let ruling = form.required("decision", body.decision);
    let reason = form.words("reason", body.reason, &REASON);
    let (ruling, reason) = form.all((ruling, reason))?;
    give(&state, &call, id, Command::Rule { ruling, reason }).await
}

/// Of which appeal it becomes part.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MergeBody {
    /// One that is still being handled.
    #[serde(default)]
    #[schema(value_type = Uuid, required = true)]
    into: Field<Uuid>,
}

/// Makes the appeal part of another one (并单); its firm is told of all that happens there.
#[utoipa::path(
    operation_id = "merge", tag = "dispatch desk",
    params(OnAppeal), request_body = MergeBody, responses(Now)
)]
#[post("/appeals/{id}/merge")]
pub(crate) async fn merge_into(
    state: State,
    Request { call, body }: Request<MergeBody>,
    Id(id): Id,
) -> Answered {
    let mut form = Form::default();
    let into = form.required("into", body.into);
    let (into,) = form.all((into,))?;
    Ok(respond(merge::merge(&state.store, &call, id, into).await?))
}

/// Undoes a merge (撤销并单): the appeal stands where it stood.
#[utoipa::path(
    operation_id = "unmerge", tag = "dispatch desk",
    params(OnAppeal), request_body = ReasonBody, responses(Now)
)]
#[post("/appeals/{id}/unmerge")]
pub(crate) async fn unmerge(
    state: State,
    Request { call, body }: Request<ReasonBody>,
    Id(id): Id,
) -> Answered {
    let reason = body.parse()?;
    Ok(respond(merge::unmerge(&state.store, &call, id, reason).await?))
}

/// What is split off.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SplitBody {
    /// 1 to 5 new appeals.
    #[serde(default)]
    #[schema(value_type = Vec<PartBody>, required = true, min_items = 1, max_items = 5)]
    parts: Field<Vec<PartBody>>,
}

/// One new appeal.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartBody {
    /// One line of 4 to 60 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 4, max_length = 60)]
    title: Field<String>,
    /// 10 to 5,000 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 10, max_length = 5000)]
    content: Field<String>,
    /// Category code; that of the whole when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    category: Field<String>,
}

impl SplitBody {
    fn parse(self) -> Result<Vec<Part>, Problem> {
        let mut form = Form::default();
        let sent = form.list("parts", self.parts, MOST_PARTS);
        let mut parts = Vec::with_capacity(sent.len());
        for (place, part) in sent.into_iter().enumerate() {
            let name = |field: &str| format!("parts[{place}].{field}");
            let title = form.required(&name("title"), part.title);
            let title = form.text(&name("title"), title, Title::parse);
            let content = form.required(&name("content"), part.content);
            let content = form.text(&name("content"), content, Content::parse);
            let category = form.optional(&name("category"), part.category);
            if let (Some(title), Some(content)) = (title, content) {
                parts.push(Part { title, content, category });
            }
        }
        form.finish()?;
        Ok(parts)
    }
}

/// Splits off what belongs to other departments (拆单); each part keeps the promise of the whole.
#[utoipa::path(
    operation_id = "split", tag = "dispatch desk",
    params(OnAppeal), request_body = SplitBody, responses(Now)
)]
#[post("/appeals/{id}/split")]
pub(crate) async fn split_off(
    state: State,
    Request { call, body }: Request<SplitBody>,
    Id(id): Id,
) -> Answered {
    Ok(respond(split::split(&state.store, &call, id, body.parse()?).await?))
}

/// How urgent an appeal is meant to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LevelBody {
    /// `critical`, `urgent`, `consult`, `normal`, `complex`, or another profile's code.
    #[serde(default)]
    #[schema(value_type = String, required = true)]
    level: Field<String>,
    /// For the firm and the handler; 2 to 1,000 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 2, max_length = 1000)]
    reason: Field<String>,
}

/// Corrects how urgent an appeal is (更正级别): its open clocks are counted anew from the moments at which they
/// started. Refused where a clock has run out, or would have by the new level.
#[utoipa::path(
    operation_id = "set_level", tag = "dispatch desk",
    params(OnAppeal), request_body = LevelBody, responses(Now)
)]
#[post("/appeals/{id}/set-level")]
pub(crate) async fn correct_level(
    state: State,
    Request { call, body }: Request<LevelBody>,
    Id(id): Id,
) -> Answered {
    let mut form = Form::default();
    let level = form.required("level", body.level);
    let reason = form.words("reason", body.reason, &REASON);
    let (level, reason) = form.all((level, reason))?;
    Ok(respond(set_level::set_level(&state.store, &call, id, level, reason).await?))
}
