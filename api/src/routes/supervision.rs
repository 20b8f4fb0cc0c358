//! What supervisors decide (督查): orders, time, endings, task forces, publication.

use actix_web::post;
use domain::appeal::{Command, PublicText, TaskForce};
use serde::Deserialize;
use service::commands::publish;
use service::commands::task_force::{self, MOST_MEMBERS};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::acting::{ANSWER, ASK, Now, OnAppeal, ReasonBody, State, give};
use crate::http::form::{Field, Form};
use crate::http::{Answered, Bare, Id, Problem, Request, respond};

/// The longest mandate of a task force, in calendar days.
const LONGEST_MANDATE: u32 = 365;

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(supervise)
        .service(grant_extension)
        .service(refuse_extension)
        .service(grant_parking)
        .service(refuse_parking)
        .service(approve_termination)
        .service(refuse_termination)
        .service(form_task_force)
        .service(dissolve_task_force)
        .service(propose_publication)
        .service(unpublish);
}

/// What is demanded.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DemandBody {
    /// 2 to 1,000 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 2, max_length = 1000)]
    demand: Field<String>,
}

/// Issues a supervision order (督办单) to whoever has the appeal; a written answer is due.
#[utoipa::path(
    operation_id = "supervise", tag = "supervision",
    params(OnAppeal), request_body = DemandBody, responses(Now)
)]
#[post("/appeals/{id}/supervise")]
pub(crate) async fn supervise(
    state: State,
    Request { call, body }: Request<DemandBody>,
    Id(id): Id,
) -> Answered {
    let mut form = Form::default();
    let demand = form.words("demand", body.demand, &ASK);
    let (demand,) = form.all((demand,))?;
    give(&state, &call, id, Command::Supervise { demand }).await
}

/// Grants more time (批准延期): the clock is longer, counted from its start.
#[utoipa::path(
    operation_id = "grant_extension",
    tag = "supervision",
    params(OnAppeal),
    responses(Now)
)]
#[post("/appeals/{id}/grant-extension")]
pub(crate) async fn grant_extension(state: State, Bare(call): Bare, Id(id): Id) -> Answered {
    give(&state, &call, id, Command::GrantExtension).await
}

/// Does not grant more time. The department's head may call off a request of the own department.
#[utoipa::path(
    operation_id = "refuse_extension", tag = "supervision",
    params(OnAppeal), request_body = ReasonBody, responses(Now)
)]
#[post("/appeals/{id}/refuse-extension")]
pub(crate) async fn refuse_extension(
    state: State,
    Request { call, body }: Request<ReasonBody>,
    Id(id): Id,
) -> Answered {
    give(&state, &call, id, Command::RefuseExtension { reason: body.parse()? }).await
}

/// Agrees with the parking (同意挂账).
#[utoipa::path(
    operation_id = "grant_parking",
    tag = "supervision",
    params(OnAppeal),
    responses(Now)
)]
#[post("/appeals/{id}/grant-parking")]
pub(crate) async fn grant_parking(state: State, Bare(call): Bare, Id(id): Id) -> Answered {
    give(&state, &call, id, Command::GrantParking).await
}

/// Does not agree with the parking: the pause is undone, as if the clocks had never stood still.
#[utoipa::path(
    operation_id = "refuse_parking", tag = "supervision",
    params(OnAppeal), request_body = ReasonBody, responses(Now)
)]
#[post("/appeals/{id}/refuse-parking")]
pub(crate) async fn refuse_parking(
    state: State,
    Request { call, body }: Request<ReasonBody>,
    Id(id): Id,
) -> Answered {
    give(&state, &call, id, Command::RefuseParking { reason: body.parse()? }).await
}

/// Ends the appeal without a reply (批准终止).
#[utoipa::path(
    operation_id = "approve_termination",
    tag = "supervision",
    params(OnAppeal),
    responses(Now)
)]
#[post("/appeals/{id}/approve-termination")]
pub(crate) async fn approve_termination(state: State, Bare(call): Bare, Id(id): Id) -> Answered {
    give(&state, &call, id, Command::ApproveTermination).await
}

/// Does not end it: the department goes on.
#[utoipa::path(
    operation_id = "refuse_termination", tag = "supervision",
    params(OnAppeal), request_body = ReasonBody, responses(Now)
)]
#[post("/appeals/{id}/refuse-termination")]
pub(crate) async fn refuse_termination(
    state: State,
    Request { call, body }: Request<ReasonBody>,
    Id(id): Id,
) -> Answered {
    give(&state, &call, id, Command::RefuseTermination { reason: body.parse()? }).await
}

/// A task force.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TaskForceBody {
    /// One line of 2 to 60 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 2, max_length = 60)]
    name: Field<String>,
    /// What it is for; 2 to 1,000 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 2, max_length = 1000)]
    mandate: Field<String>,
    /// 1 to 30 members of staff, of any office.
    #[serde(default)]
    #[schema(value_type = Vec<Uuid>, required = true, min_items = 1, max_items = 30)]
    members: Field<Vec<Uuid>>,
    /// How long, in calendar days: 1 to 365.
    #[serde(default)]
    #[schema(value_type = u32, required = true, minimum = 1, maximum = 365)]
    days: Field<u32>,
}

impl TaskForceBody {
    fn parse(self) -> Result<TaskForce, Problem> {
        let mut form = Form::default();
        let name = form.line("name", self.name, &(2..=60));
        let mandate = form.words("mandate", self.mandate, &ASK);
        let members = form.list("members", self.members, MOST_MEMBERS);
        let days = form.within("days", self.days, &(1..=LONGEST_MANDATE));
        let (name, mandate, days) = form.all((name, mandate, days))?;
        Ok(TaskForce { id: Uuid::nil(), name, mandate, members, days })
    }
}

/// Forms a task force (成立专班) that holds the appeal for a time; the lead department stays responsible for
/// the reply.
#[utoipa::path(
    operation_id = "form_task_force", tag = "supervision",
    params(OnAppeal), request_body = TaskForceBody, responses(Now)
)]
#[post("/appeals/{id}/form-task-force")]
pub(crate) async fn form_task_force(
    state: State,
    Request { call, body }: Request<TaskForceBody>,
    Id(id): Id,
) -> Answered {
    Ok(respond(task_force::form(&state.store, &call, id, body.parse()?).await?))
}

/// Ends the task force (撤销专班) before its time.
#[utoipa::path(
    operation_id = "dissolve_task_force", tag = "supervision",
    params(OnAppeal), request_body = ReasonBody, responses(Now)
)]
#[post("/appeals/{id}/dissolve-task-force")]
pub(crate) async fn dissolve_task_force(
    state: State,
    Request { call, body }: Request<ReasonBody>,
    Id(id): Id,
) -> Answered {
    give(&state, &call, id, Command::DissolveTaskForce { reason: body.parse()? }).await
}

/// What would be published.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublicationBody {
    /// One line of 4 to 60 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 4, max_length = 60)]
    title: Field<String>,
    /// What was asked, without names; 2 to 5,000 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 2, max_length = 5000)]
    question: Field<String>,
    /// What was done, without names; 2 to 5,000 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 2, max_length = 5000)]
    answer: Field<String>,
}

/// Proposes to publish a closed appeal (晒单), as a text without names; the firm decides.
#[utoipa::path(
    operation_id = "propose_publication", tag = "supervision",
    params(OnAppeal), request_body = PublicationBody, responses(Now)
)]
#[post("/appeals/{id}/propose-publication")]
pub(crate) async fn propose_publication(
    state: State,
    Request { call, body }: Request<PublicationBody>,
    Id(id): Id,
) -> Answered {
    let mut form = Form::default();
    let title = form.line("title", body.title, &(4..=60));
    let question = form.words("question", body.question, &ANSWER);
    let answer = form.words("answer", body.answer, &ANSWER);
    let (title, question, answer) = form.all((title, question, answer))?;
    let text = PublicText { title, question, answer };
    Ok(respond(publish::propose(&state.store, &call, id, text).await?))
}

/// Takes a publication back (撤下晒单); the firm may, too.
#[utoipa::path(
    operation_id = "unpublish", tag = "supervision",
    params(OnAppeal), request_body = ReasonBody, responses(Now)
)]
#[post("/appeals/{id}/unpublish")]
pub(crate) async fn unpublish(
    state: State,
    Request { call, body }: Request<ReasonBody>,
    Id(id): Id,
) -> Answered {
    give(&state, &call, id, Command::Unpublish { reason: body.parse()? }).await
}
