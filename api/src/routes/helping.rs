//! Several departments at one appeal: the lead calls (吹哨), the called ones come (报到) and answer it.

use actix_web::post;
use domain::appeal::{CoCall, Command};
use domain::text::parse_text;
use serde::Deserialize;
use service::commands::whistle::{self, MOST_CALLED};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::acting::{ASK, AnswerBody, Now, OnAppeal, State, give};
use crate::http::form::{Field, Form};
use crate::http::{Answered, Bare, Id, Problem, Request, respond};

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(call_for_help).service(report_in).service(co_reply);
}

/// Whom the lead calls.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WhistleBody {
    /// 1 to 10 departments.
    #[serde(default)]
    #[schema(value_type = Vec<CallBody>, required = true, min_items = 1, max_items = 10)]
    departments: Field<Vec<CallBody>>,
}

/// A call for one department.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CallBody {
    /// See `GET /departments`.
    #[serde(default)]
    #[schema(value_type = Uuid, required = true)]
    id: Field<Uuid>,
    /// Whether the lead must wait for its answer.
    #[serde(default)]
    #[schema(value_type = bool, required = true)]
    required: Field<bool>,
    /// What it is asked for; 2 to 1,000 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 2, max_length = 1000)]
    ask: Field<String>,
}

impl WhistleBody {
    fn parse(self) -> Result<Vec<CoCall>, Problem> {
        let mut form = Form::default();
        let sent = form.list("departments", self.departments, MOST_CALLED);
        let mut calls = Vec::with_capacity(sent.len());
        for (place, one) in sent.into_iter().enumerate() {
            let name = |field: &str| format!("departments[{place}].{field}");
            let department = form.required(&name("id"), one.id);
            let required = form.required(&name("required"), one.required);
            let ask = form.required(&name("ask"), one.ask);
            let ask = form
                .text(&name("ask"), ask, |text| parse_text("ask", text, *ASK.start(), *ASK.end()));
            if let (Some(department), Some(required), Some(ask)) = (department, required, ask) {
                calls.push(CoCall { department, required, ask });
            }
        }
        form.finish()?;
        Ok(calls)
    }
}

/// The lead calls departments to help (吹哨).
#[utoipa::path(
    operation_id = "whistle", tag = "departments",
    params(OnAppeal), request_body = WhistleBody, responses(Now)
)]
#[post("/appeals/{id}/whistle")]
pub(crate) async fn call_for_help(
    state: State,
    Request { call, body }: Request<WhistleBody>,
    Id(id): Id,
) -> Answered {
    Ok(respond(whistle::whistle(&state.store, &call, id, body.parse()?).await?))
}

/// A called department comes (报到).
#[utoipa::path(operation_id = "report_in", tag = "departments", params(OnAppeal), responses(Now))]
#[post("/appeals/{id}/report-in")]
pub(crate) async fn report_in(state: State, Bare(call): Bare, Id(id): Id) -> Answered {
    give(&state, &call, id, Command::ReportIn).await
}

/// A called department answers the lead (协办答复).
#[utoipa::path(
    operation_id = "co_reply", tag = "departments",
    params(OnAppeal), request_body = AnswerBody, responses(Now)
)]
#[post("/appeals/{id}/co-reply")]
pub(crate) async fn co_reply(
    state: State,
    Request { call, body }: Request<AnswerBody>,
    Id(id): Id,
) -> Answered {
    give(&state, &call, id, Command::CoReply { text: body.parse()? }).await
}
