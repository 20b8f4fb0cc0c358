//! What administrators keep beside accounts: the firms, which officer looks after which of them, bindings to
//! verify, and how a category is taken in.

use actix_web::{get, post};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use service::people::bindings::{self, PendingBinding};
use service::people::firms::{self, FirmView};
use service::people::intake;
use service::people::officers::{self, AssignmentView, NewAssignment};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::acting::{REASON, State};
use super::shared::{PageOf, page, search};
use crate::http::form::{Field, Form};
use crate::http::query::text;
use crate::http::{Answered, Bare, Id, Query, Request, Signed, json, respond};

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_firms)
        .service(list_officers)
        .service(assign_officer)
        .service(end_officer)
        .service(pending_bindings)
        .service(decide_binding)
        .service(manual_intake);
}

/// Which firms.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct FirmQuery {
    /// What the name or the code has in it; at most 60 characters.
    q: Option<String>,
    /// 1 to 100; 20 when absent.
    #[serde(default, deserialize_with = "text")]
    limit: Option<u64>,
    /// From the page before.
    cursor: Option<String>,
}

/// The firms that the platform knows, newest first.
#[utoipa::path(
    operation_id = "list_firms", tag = "administration", params(FirmQuery),
    responses((status = 200, description = "a page", body = PageOf<FirmView>))
)]
#[get("/admin/enterprises")]
pub(crate) async fn list_firms(
    state: State,
    Signed(call): Signed,
    Query(query): Query<FirmQuery>,
) -> Answered {
    let (wanted, text) = (page(query.limit, query.cursor), search(query.q)?);
    json(&PageOf::from(firms::list(&state.store, &call.caller, text.as_deref(), &wanted).await?))
}

/// Which assignments.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct OfficerQuery {
    /// Of this officer.
    officer_id: Option<Uuid>,
    /// Of this firm.
    enterprise_id: Option<Uuid>,
    /// 1 to 100; 20 when absent.
    #[serde(default, deserialize_with = "text")]
    limit: Option<u64>,
    /// From the page before.
    cursor: Option<String>,
}

/// Which officer (红色CGO) looks after which firm, newest first.
#[utoipa::path(
    operation_id = "list_officers", tag = "administration", params(OfficerQuery),
    responses((status = 200, description = "a page", body = PageOf<AssignmentView>))
)]
#[get("/admin/officers")]
pub(crate) async fn list_officers(
    state: State,
    Signed(call): Signed,
    Query(query): Query<OfficerQuery>,
) -> Answered {
    let wanted = page(query.limit, query.cursor);
    let (officer, firm) = (query.officer_id, query.enterprise_id);
    json(&PageOf::from(officers::list(&state.store, &call.caller, officer, firm, &wanted).await?))
}

/// An assignment.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AssignmentBody {
    /// The officer.
    officer_id: Uuid,
    /// The firm.
    enterprise_id: Uuid,
    /// From when; now when absent.
    starts_at: Option<DateTime<Utc>>,
    /// Until when; open when absent.
    ends_at: Option<DateTime<Utc>>,
}

/// Assigns a firm to an officer, for a period.
#[utoipa::path(
    operation_id = "assign_officer", tag = "administration", request_body = AssignmentBody,
    responses((status = 201, description = "the assignment", body = AssignmentView))
)]
#[post("/admin/officers")]
pub(crate) async fn assign_officer(
    state: State,
    Request { call, body }: Request<AssignmentBody>,
) -> Answered {
    let new = NewAssignment {
        officer: body.officer_id,
        enterprise: body.enterprise_id,
        starts_at: body.starts_at,
        ends_at: body.ends_at,
    };
    Ok(respond(officers::assign(&state.store, &call, new).await?))
}

/// Ends an assignment now.
#[utoipa::path(
    operation_id = "end_officer", tag = "administration",
    params(("id" = Uuid, Path, description = "the assignment")),
    responses((status = 200, description = "the assignment", body = AssignmentView))
)]
#[post("/admin/officers/{id}/end")]
pub(crate) async fn end_officer(state: State, Bare(call): Bare, Id(id): Id) -> Answered {
    Ok(respond(officers::end(&state.store, &call, id).await?))
}

/// Bindings that wait, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BindingList {
    /// At most 100.
    items: Vec<PendingBinding>,
}

/// Bindings that a person must verify.
#[utoipa::path(
    operation_id = "list_pending_bindings", tag = "administration",
    responses((status = 200, description = "what waits", body = BindingList))
)]
#[get("/admin/bindings")]
pub(crate) async fn pending_bindings(state: State, Signed(call): Signed) -> Answered {
    json(&BindingList { items: bindings::pending(&state.store, &call.caller).await? })
}

/// A decision on a binding.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BindingBody {
    /// The person.
    #[serde(default)]
    #[schema(value_type = Uuid, required = true)]
    entrepreneur_id: Field<Uuid>,
    /// The firm.
    #[serde(default)]
    #[schema(value_type = Uuid, required = true)]
    enterprise_id: Field<Uuid>,
    /// Whether they may speak for it.
    #[serde(default)]
    #[schema(value_type = bool, required = true)]
    approved: Field<bool>,
    /// 2 to 1,000 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 2, max_length = 1000)]
    reason: Field<String>,
}

/// Lets a binding through, or removes it.
#[utoipa::path(
    operation_id = "decide_binding", tag = "administration", request_body = BindingBody,
    responses(
        (status = 204, description = "done"),
        (status = 404, description = "nothing waits there", body = crate::http::ProblemBody),
    )
)]
#[post("/admin/bindings/decide")]
pub(crate) async fn decide_binding(
    state: State,
    Request { call, body }: Request<BindingBody>,
) -> Answered {
    let mut form = Form::default();
    let person = form.required("entrepreneur_id", body.entrepreneur_id);
    let firm = form.required("enterprise_id", body.enterprise_id);
    let approved = form.required("approved", body.approved);
    let reason = form.words("reason", body.reason, &REASON);
    let (person, firm, approved, reason) = form.all((person, firm, approved, reason))?;
    Ok(respond(bindings::decide(&state.store, &call, (person, firm), approved, reason).await?))
}

/// How a category is taken in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct IntakeBody {
    /// The category's code.
    category: String,
    /// Whether a person takes in what is filed under it.
    manual: bool,
}

/// Switches manual intake (人工受理) of a category.
#[utoipa::path(
    operation_id = "set_manual_intake", tag = "administration", request_body = IntakeBody,
    responses(
        (status = 204, description = "done"),
        (status = 404, description = "no such category", body = crate::http::ProblemBody),
    )
)]
#[post("/admin/intake")]
pub(crate) async fn manual_intake(
    state: State,
    Request { call, body }: Request<IntakeBody>,
) -> Answered {
    Ok(respond(intake::set_manual(&state.store, &call, body.category, body.manual).await?))
}
