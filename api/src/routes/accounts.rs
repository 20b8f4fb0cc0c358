//! Accounts of staff, as administrators keep them. They see accounts, never appeals.

use actix_web::{get, post};
use domain::appeal::Role;
use serde::Deserialize;
use service::auth::{Made, NewStaff, create_staff};
use service::people::staff::{self, Leaving, StaffChange, StaffFilter, StaffView};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::acting::State;
use super::shared::{PageOf, page, search};
use crate::http::query::text;
use crate::http::{Answered, Id, Query, Request, Signed, json, respond};
use crate::wiring::hashing;

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_staff)
        .service(get_staff)
        .service(new_staff)
        .service(change_staff)
        .service(set_password)
        .service(leave);
}

/// Which accounts.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct StaffQuery {
    /// What the name or the user name has in it; at most 60 characters.
    q: Option<String>,
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
        text: search(query.q)?,
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

/// Makes an account.
#[utoipa::path(
    operation_id = "create_staff", tag = "administration", request_body = StaffBody,
    responses((status = 201, description = "the account's id", body = Made))
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
    Ok(respond(create_staff(&state.store, hashing(&state.config), &call, new).await?))
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
