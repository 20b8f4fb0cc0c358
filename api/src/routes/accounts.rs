//! Accounts of staff, officers and their firms, and bindings to verify: what administrators keep. They see
//! accounts, never appeals.

use actix_web::{get, post};
use chrono::{DateTime, Utc};
use domain::appeal::Role;
use serde::{Deserialize, Serialize};
use service::auth::{NewStaff, create_staff};
use service::people::bindings::{self, PendingBinding};
use service::people::officers::{self, AssignmentView, NewAssignment};
use service::people::staff::{self, Leaving, StaffChange, StaffFilter, StaffView};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::acting::{REASON, State};
use super::shared::{PageOf, page};
use crate::http::form::{Field, Form};
use crate::http::query::text;
use crate::http::{Answered, Bare, Id, Problem, Query, Request, Signed, json, respond};
use crate::wiring::hashing;

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_staff)
        .service(get_staff)
        .service(new_staff)
        .service(change_staff)
        .service(set_password)
        .service(leave)
        .service(list_officers)
        .service(assign_officer)
        .service(end_officer)
        .service(pending_bindings)
        .service(decide_binding);
}

/// Which accounts.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct StaffQuery {
    /// Where they work.
    department_id: Option<Uuid>,
    /// A role that they hold.
    #[param(value_type = Option<String>)]
    role: Option<Role>,
    /// Whether they may sign in.
    #[serde(default, deserialize_with = "text")]
    active: Option<bool>,
    /// 1 to 100; 20 when absent.
    #[serde(default, deserialize_with = "text")]
    limit: Option<u64>,
    /// From the page before.
    cursor: Option<String>,
}

/// The accounts of staff.
#[utoipa::path(
    operation_id = "list_staff", tag = "administration", params(StaffQuery),
    responses((status = 200, description = "a page", body = PageOf<StaffView>))
)]
#[get("/admin/staff")]
pub(crate) async fn list_staff(
    state: State,
    Signed(call): Signed,
    Query(query): Query<StaffQuery>,
) -> Answered {
    let filter = StaffFilter {
        department: query.department_id,
        role: query.role,
        active: query.active,
        page: page(query.limit, query.cursor),
    };
    json(&PageOf::from(staff::list(&state.store, &call.caller, &filter).await?))
}

/// One account.
#[utoipa::path(
    operation_id = "get_staff", tag = "administration",
    params(("id" = Uuid, Path, description = "the account")),
    responses((status = 200, description = "the account", body = StaffView))
)]
#[get("/admin/staff/{id}")]
pub(crate) async fn get_staff(state: State, Signed(call): Signed, Id(id): Id) -> Answered {
    json(&staff::detail(&state.store, &call.caller, id).await?)
}

/// An account to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StaffBody {
    /// 3 to 32 of `a`–`z`, `0`–`9`, `.`, `_`, `-`.
    username: String,
    /// 10 to 128 characters.
    password: String,
    /// The person's name.
    name: String,
    /// At least one; an administrator holds no other.
    #[schema(value_type = Vec<String>)]
    roles: Vec<Role>,
    /// Handlers and heads need one.
    department_code: Option<String>,
    /// Where WeCom messages go.
    wecom_id: Option<String>,
    /// Where SMS go.
    phone: Option<String>,
    /// Second factor, Base32.
    totp_secret: Option<String>,
}

/// What was made.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Made {
    /// The id.
    id: Uuid,
}

/// Makes an account.
#[utoipa::path(
    operation_id = "create_staff", tag = "administration", request_body = StaffBody,
    responses((status = 200, description = "the account's id", body = Made))
)]
#[post("/admin/staff")]
pub(crate) async fn new_staff(
    state: State,
    Request { call, body }: Request<StaffBody>,
) -> Answered {
    call.caller.require(&[Role::Administrator])?;
    let new = NewStaff {
        username: body.username,
        password: body.password,
        name: body.name,
        roles: body.roles,
        department_code: body.department_code,
        wecom_id: body.wecom_id,
        phone: body.phone,
        totp_secret: body.totp_secret,
    };
    let id = create_staff(&state.store, hashing(&state.config), &call, new).await?;
    state.store.reference().forget().await;
    json(&Made { id })
}

/// What is to be changed; what is absent stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StaffChangeBody {
    /// The name.
    name: Option<String>,
    /// All roles.
    #[schema(value_type = Option<Vec<String>>)]
    roles: Option<Vec<Role>>,
    /// Where they work.
    department_code: Option<String>,
    /// Where WeCom messages go; empty removes it.
    wecom_id: Option<String>,
    /// Where SMS go; empty removes it.
    phone: Option<String>,
    /// `true` lets somebody who had left sign in again.
    active: Option<bool>,
}

/// Changes an account.
#[utoipa::path(
    operation_id = "change_staff", tag = "administration", request_body = StaffChangeBody,
    params(("id" = Uuid, Path, description = "the account")),
    responses((status = 200, description = "the account as it is now", body = StaffView))
)]
#[post("/admin/staff/{id}")]
pub(crate) async fn change_staff(
    state: State,
    Request { call, body }: Request<StaffChangeBody>,
    Id(id): Id,
) -> Answered {
    let change = StaffChange {
        name: body.name,
        roles: body.roles,
        department_code: body.department_code,
        wecom_id: body.wecom_id,
        phone: body.phone,
        active: body.active,
    };
    Ok(respond(staff::change(&state.store, &call, id, change).await?))
}

/// A new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasswordBody {
    /// 10 to 128 characters.
    password: String,
}

/// Sets a new password; every session of the account ends.
#[utoipa::path(
    operation_id = "set_staff_password", tag = "administration", request_body = PasswordBody,
    params(("id" = Uuid, Path, description = "the account")),
    responses((status = 204, description = "done"))
)]
#[post("/admin/staff/{id}/password")]
pub(crate) async fn set_password(
    state: State,
    Request { call, body }: Request<PasswordBody>,
    Id(id): Id,
) -> Answered {
    let hashing = hashing(&state.config);
    let done = staff::set_password(&state.store, hashing, &call, id, body.password).await?;
    Ok(respond(done))
}

/// Who takes over.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LeaveBody {
    /// A handler of the same department; needed when there are open tasks.
    successor_id: Option<Uuid>,
}

/// Somebody leaves (离岗): the account is closed, its sessions end, and all open tasks go to the successor.
#[utoipa::path(
    operation_id = "leave_staff", tag = "administration", request_body = LeaveBody,
    params(("id" = Uuid, Path, description = "the account")),
    responses((status = 200, description = "what went where", body = Leaving))
)]
#[post("/admin/staff/{id}/leave")]
pub(crate) async fn leave(
    state: State,
    Request { call, body }: Request<LeaveBody>,
    Id(id): Id,
) -> Answered {
    Ok(respond(staff::leave(&state.store, &call, id, body.successor_id).await?))
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
    let done = bindings::decide(&state.store, &call, (person, firm), approved, reason).await;
    Ok(respond(done.map_err(Problem::from)?))
}
