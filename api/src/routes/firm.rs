//! What the firm does with its appeal: answers, takes back, urges, rates, comes back. An officer (红色CGO) may
//! answer and urge for it.

use actix_web::post;
use chrono::Duration;
use domain::appeal::Command;
use serde::Deserialize;
use service::commands::{rate, supplement, urge};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::acting::{ANSWER, Now, OnAppeal, REASON, ReasonBody, State, give};
use super::filing::files;
use crate::http::form::{Field, Form};
use crate::http::{Answered, Id, Problem, Request, respond};

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(answer_question)
        .service(withdraw)
        .service(urge_on)
        .service(rate_reply)
        .service(appeal_decline)
        .service(reopen)
        .service(decide_publication);
}

/// The firm's answer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SupplementBody {
    /// 2 to 5,000 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 2, max_length = 5000)]
    text: Field<String>,
    /// At most 9 files that the caller has uploaded and not used yet.
    #[serde(default)]
    #[schema(value_type = Option<Vec<Uuid>>, max_items = 9)]
    attachment_ids: Field<Vec<Uuid>>,
}

/// Answers what the desk has asked (补充); the clocks run on.
#[utoipa::path(
    operation_id = "supplement", tag = "firm",
    params(OnAppeal), request_body = SupplementBody, responses(Now)
)]
#[post("/appeals/{id}/supplement")]
pub(crate) async fn answer_question(
    state: State,
    Request { call, body }: Request<SupplementBody>,
    Id(id): Id,
) -> Answered {
    let mut form = Form::default();
    let text = form.words("text", body.text, &ANSWER);
    let files = files(&mut form, body.attachment_ids);
    let (text,) = form.all((text,))?;
    Ok(respond(supplement::supplement(&state.store, &call, id, text, files).await?))
}

/// Why the firm takes it back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WithdrawBody {
    /// 2 to 1,000 characters.
    #[serde(default)]
    #[schema(value_type = Option<String>, min_length = 2, max_length = 1000)]
    reason: Field<String>,
}

/// Takes the appeal back (撤回), as long as no department has signed for it.
#[utoipa::path(
    operation_id = "withdraw", tag = "firm",
    params(OnAppeal), request_body = WithdrawBody, responses(Now)
)]
#[post("/appeals/{id}/withdraw")]
pub(crate) async fn withdraw(
    state: State,
    Request { call, body }: Request<WithdrawBody>,
    Id(id): Id,
) -> Answered {
    let mut form = Form::default();
    let reason = form.words_if_any("reason", body.reason, &REASON);
    form.finish()?;
    give(&state, &call, id, Command::Withdraw { reason }).await
}

/// What the firm has to say to it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UrgeBody {
    /// At most 500 characters.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 500)]
    message: Field<String>,
}

/// Urges (催办): whoever has the appeal is told at once. Then it rests a while: 429 `urged_lately` says until
/// when.
#[utoipa::path(
    operation_id = "urge", tag = "firm",
    params(OnAppeal), request_body = UrgeBody, responses(Now)
)]
#[post("/appeals/{id}/urge")]
pub(crate) async fn urge_on(
    state: State,
    Request { call, body }: Request<UrgeBody>,
    Id(id): Id,
) -> Answered {
    let mut form = Form::default();
    let message = form.words_if_any("message", body.message, &(1..=500));
    form.finish()?;
    let rest = Duration::from_std(state.config.limits.urge_interval).map_err(Problem::internal)?;
    Ok(respond(urge::urge(&state.store, &call, id, message, rest).await?))
}

/// The firm's rating.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RateBody {
    /// 1 to 5; 4 and 5 are satisfied and close the appeal.
    #[serde(default)]
    #[schema(value_type = u8, required = true, minimum = 1, maximum = 5)]
    score: Field<u8>,
    /// At most 1,000 characters.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 1000)]
    comment: Field<String>,
}

/// Rates the reply (评价): 4 and 5 close the appeal, less sends it back (重办).
#[utoipa::path(
    operation_id = "rate", tag = "firm",
    params(OnAppeal), request_body = RateBody, responses(Now)
)]
#[post("/appeals/{id}/rate")]
pub(crate) async fn rate_reply(
    state: State,
    Request { call, body }: Request<RateBody>,
    Id(id): Id,
) -> Answered {
    let mut form = Form::default();
    let score = form.within("score", body.score, &(1..=5));
    let comment = form.words_if_any("comment", body.comment, &(1..=1_000));
    let (score,) = form.all((score,))?;
    Ok(respond(rate::rate(&state.store, &call, id, score, comment).await?))
}

/// Asks for a second look at a decline (异议), by somebody else; once.
#[utoipa::path(
    operation_id = "appeal_decline", tag = "firm",
    params(OnAppeal), request_body = ReasonBody, responses(Now)
)]
#[post("/appeals/{id}/appeal-decline")]
pub(crate) async fn appeal_decline(
    state: State,
    Request { call, body }: Request<ReasonBody>,
    Id(id): Id,
) -> Answered {
    give(&state, &call, id, Command::AppealDecline { reason: body.parse()? }).await
}

/// The new facts.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReopenBody {
    /// Which facts are new; 2 to 1,000 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 2, max_length = 1000)]
    reason: Field<String>,
    /// At most 9 files that the caller has uploaded and not used yet.
    #[serde(default)]
    #[schema(value_type = Option<Vec<Uuid>>, max_items = 9)]
    attachment_ids: Field<Vec<Uuid>>,
}

/// Reopens a closed appeal on new facts (重新提出).
#[utoipa::path(
    operation_id = "reopen", tag = "firm",
    params(OnAppeal), request_body = ReopenBody, responses(Now)
)]
#[post("/appeals/{id}/reopen")]
pub(crate) async fn reopen(
    state: State,
    Request { call, body }: Request<ReopenBody>,
    Id(id): Id,
) -> Answered {
    let mut form = Form::default();
    let reason = form.words("reason", body.reason, &REASON);
    let files = files(&mut form, body.attachment_ids);
    let (reason,) = form.all((reason,))?;
    Ok(respond(supplement::reopen(&state.store, &call, id, reason, files).await?))
}

/// Whether the firm consents.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConsentBody {
    /// Whether the text may be published as it is proposed.
    #[serde(default)]
    #[schema(value_type = bool, required = true)]
    agreed: Field<bool>,
}

/// Decides on the proposed publication (晒单): nothing is published without the firm's consent.
#[utoipa::path(
    operation_id = "decide_publication", tag = "firm",
    params(OnAppeal), request_body = ConsentBody, responses(Now)
)]
#[post("/appeals/{id}/decide-publication")]
pub(crate) async fn decide_publication(
    state: State,
    Request { call, body }: Request<ConsentBody>,
    Id(id): Id,
) -> Answered {
    let mut form = Form::default();
    let agreed = form.required("agreed", body.agreed);
    let (agreed,) = form.all((agreed,))?;
    give(&state, &call, id, Command::DecidePublication { agreed }).await
}
