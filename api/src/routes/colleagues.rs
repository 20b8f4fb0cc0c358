//! What staff arrange among themselves: the firms of an officer and visits to them, absences and their
//! substitutes, hand-over inside a department.

use actix_web::{get, post};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use service::people::absences::{self, AbsenceView, NewAbsence};
use service::people::handover::{self, HandOver};
use service::people::officers::{self, AssignmentView};
use service::people::visits::{self, NewVisit, VisitView};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::acting::{ACCOUNT, REASON, State};
use super::shared::{PageOf, page};
use crate::http::form::{Field, Form};
use crate::http::query::text;
use crate::http::{Answered, Bare, Id, Query, Request, Signed, json, respond};

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(my_firms)
        .service(list_visits)
        .service(log_visit)
        .service(list_absences)
        .service(enter_absence)
        .service(end_absence)
        .service(hand_over);
}

/// The firms that an officer looks after now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FirmList {
    /// All of them.
    items: Vec<AssignmentView>,
}

/// The firms that the caller looks after (红色CGO).
#[utoipa::path(
    operation_id = "my_firms", tag = "officers",
    responses((status = 200, description = "the firms", body = FirmList))
)]
#[get("/officers/firms")]
pub(crate) async fn my_firms(state: State, Signed(call): Signed) -> Answered {
    json(&FirmList { items: officers::mine(&state.store, &call.caller, call.now).await? })
}

/// Which visits.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct VisitQuery {
    /// To this firm.
    enterprise_id: Option<Uuid>,
    /// 1 to 100; 20 when absent.
    #[serde(default, deserialize_with = "text")]
    limit: Option<u64>,
    /// From the page before.
    cursor: Option<String>,
}

/// The visit log (走访日志) of the caller, the last visit first.
#[utoipa::path(
    operation_id = "list_visits", tag = "officers", params(VisitQuery),
    responses((status = 200, description = "a page", body = PageOf<VisitView>))
)]
#[get("/officers/visits")]
pub(crate) async fn list_visits(
    state: State,
    Signed(call): Signed,
    Query(query): Query<VisitQuery>,
) -> Answered {
    let wanted = page(query.limit, query.cursor);
    let firm = query.enterprise_id;
    let found = visits::list(&state.store, &call.caller, call.now, firm, &wanted).await?;
    json(&PageOf::from(found))
}

/// A visit.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VisitBody {
    /// A firm that the caller looks after.
    #[serde(default)]
    #[schema(value_type = Uuid, required = true)]
    enterprise_id: Field<Uuid>,
    /// When; now when absent.
    #[serde(default)]
    #[schema(value_type = Option<DateTime<Utc>>)]
    visited_at: Field<DateTime<Utc>>,
    /// What was seen and said; 1 to 2,000 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 1, max_length = 2000)]
    note: Field<String>,
    /// The appeal that it was about.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    appeal_id: Field<Uuid>,
}

/// Logs a visit.
#[utoipa::path(
    operation_id = "log_visit", tag = "officers", request_body = VisitBody,
    responses(
        (status = 201, description = "the visit", body = VisitView),
        (status = 404, description = "not the caller's firm", body = crate::http::ProblemBody),
    )
)]
#[post("/officers/visits")]
pub(crate) async fn log_visit(
    state: State,
    Request { call, body }: Request<VisitBody>,
) -> Answered {
    let mut form = Form::default();
    let firm = form.required("enterprise_id", body.enterprise_id);
    let visited_at = form.optional("visited_at", body.visited_at);
    let note = form.words("note", body.note, &ACCOUNT);
    let appeal = form.optional("appeal_id", body.appeal_id);
    let (enterprise, note) = form.all((firm, note))?;
    let new = NewVisit { enterprise, visited_at, note, appeal };
    Ok(respond(visits::log(&state.store, &call, new).await?))
}

/// Absences.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AbsenceList {
    /// The next to begin first.
    items: Vec<AbsenceView>,
}

/// Who of the own department is or will be away, and who stands in (代班).
#[utoipa::path(
    operation_id = "list_absences", tag = "departments",
    responses((status = 200, description = "those that are not over", body = AbsenceList))
)]
#[get("/absences")]
pub(crate) async fn list_absences(state: State, Signed(call): Signed) -> Answered {
    json(&AbsenceList { items: absences::list(&state.store, &call.caller, call.now).await? })
}

/// An absence.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AbsenceBody {
    /// Who; the caller when absent. A head may enter others of the own department.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    staff_id: Field<Uuid>,
    /// Who stands in: a handler of the same department.
    #[serde(default)]
    #[schema(value_type = Uuid, required = true)]
    substitute_id: Field<Uuid>,
    /// From when.
    #[serde(default)]
    #[schema(value_type = DateTime<Utc>, required = true)]
    starts_at: Field<DateTime<Utc>>,
    /// Until when.
    #[serde(default)]
    #[schema(value_type = DateTime<Utc>, required = true)]
    ends_at: Field<DateTime<Utc>>,
    /// 2 to 1,000 characters.
    #[serde(default)]
    #[schema(value_type = Option<String>, min_length = 2, max_length = 1000)]
    reason: Field<String>,
}

/// Enters an absence; the substitute acts as the absent handler for that time.
#[utoipa::path(
    operation_id = "enter_absence", tag = "departments", request_body = AbsenceBody,
    responses((status = 201, description = "the absence", body = AbsenceView))
)]
#[post("/absences")]
pub(crate) async fn enter_absence(
    state: State,
    Request { call, body }: Request<AbsenceBody>,
) -> Answered {
    let mut form = Form::default();
    let staff = form.optional("staff_id", body.staff_id);
    let substitute = form.required("substitute_id", body.substitute_id);
    let starts_at = form.required("starts_at", body.starts_at);
    let ends_at = form.required("ends_at", body.ends_at);
    let reason = form.words_if_any("reason", body.reason, &REASON);
    let (substitute, starts_at, ends_at) = form.all((substitute, starts_at, ends_at))?;
    let new = NewAbsence { staff, substitute, starts_at, ends_at, reason };
    Ok(respond(absences::enter(&state.store, &call, new).await?))
}

/// Ends an absence early.
#[utoipa::path(
    operation_id = "end_absence", tag = "departments",
    params(("id" = Uuid, Path, description = "the absence")),
    responses((status = 200, description = "the absence", body = AbsenceView))
)]
#[post("/absences/{id}/end")]
pub(crate) async fn end_absence(state: State, Bare(call): Bare, Id(id): Id) -> Answered {
    Ok(respond(absences::end(&state.store, &call, id).await?))
}

/// From whom to whom.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HandOverBody {
    /// Somebody of the own department.
    from: Uuid,
    /// A handler of the own department.
    to: Uuid,
}

/// A head hands all open tasks of a handler over to a colleague (工作交接).
#[utoipa::path(
    operation_id = "hand_over", tag = "departments", request_body = HandOverBody,
    responses((status = 200, description = "what went where", body = HandOver))
)]
#[post("/tasks/hand-over")]
pub(crate) async fn hand_over(
    state: State,
    Request { call, body }: Request<HandOverBody>,
) -> Answered {
    Ok(respond(handover::hand_over(&state.store, &call, body.from, body.to).await?))
}
