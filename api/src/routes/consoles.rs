//! The lists of departments and of the dispatch desk, what accounts for appeals, and everybody's inbox.

use actix_web::{HttpRequest, get, post, web};
use domain::appeal::StateName;
use domain::sla::Lamp;
use serde::Deserialize;
use service::queries::desk::{self, DeskItem};
use service::queries::inbox::{self, NoticeView};
use service::queries::tasks::{self, Part, TaskCounts, TaskFilter};
use service::reconcile::{Reconciliation, reconcile};
use service::view::{AppealSummary, NamedView};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::shared::{PageOf, PageQuery, page, search};
use crate::http::query::text;
use crate::http::{Answered, Bare, Id, Query, Request, Signed, json, language, respond};
use crate::state::AppState;

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(task_list)
        .service(task_counts)
        .service(task_handlers)
        .service(desk_list)
        .service(reconciliation)
        .service(notices)
        .service(read_notice);
}

/// Which tasks.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TaskQuery {
    /// `lead` (the own department's, when absent), `helper` (called to help, not answered yet) or
    /// `task_force` (held by one that the caller is a member of).
    #[param(value_type = Option<String>)]
    part: Option<Part>,
    /// Only what the caller handles.
    #[serde(default, deserialize_with = "text")]
    mine: Option<bool>,
    /// Stored state; without it everything that is not over.
    #[param(value_type = Option<String>)]
    state: Option<StateName>,
    /// `green`, `yellow` or `red`.
    #[param(value_type = Option<String>)]
    lamp: Option<Lamp>,
    /// In title, content or number.
    #[param(max_length = 60)]
    q: Option<String>,
    /// 1 to 100; 20 when absent.
    #[serde(default, deserialize_with = "text")]
    limit: Option<u64>,
    /// From the page before.
    cursor: Option<String>,
}

/// The tasks of the own department, what is due first at the top.
#[utoipa::path(
    operation_id = "list_tasks",
    tag = "departments",
    params(TaskQuery),
    responses(
        (status = 200, description = "a page", body = PageOf<AppealSummary>),
        (status = 403, description = "`role_missing`", body = crate::http::ProblemBody),
    )
)]
#[get("/tasks")]
pub(crate) async fn task_list(
    state: web::Data<AppState>,
    Signed(call): Signed,
    Query(query): Query<TaskQuery>,
) -> Answered {
    let filter = TaskFilter {
        part: query.part.unwrap_or_default(),
        mine: query.mine.unwrap_or_default(),
        state: query.state,
        lamp: query.lamp,
        q: search(query.q)?,
        page: page(query.limit, query.cursor),
    };
    let found = tasks::list(&state.store, &call.caller, call.now, &filter).await?;
    json(&PageOf::from(found))
}

/// How many tasks of which kind.
#[utoipa::path(
    operation_id = "count_tasks",
    tag = "departments",
    responses(
        (status = 200, description = "the counts", body = TaskCounts),
        (status = 403, description = "`role_missing`", body = crate::http::ProblemBody),
    )
)]
#[get("/tasks/counts")]
pub(crate) async fn task_counts(state: web::Data<AppState>, Signed(call): Signed) -> Answered {
    json(&tasks::counts(&state.store, &call.caller, call.now).await?)
}

/// The handlers of the own department, for `assign`.
#[utoipa::path(
    operation_id = "list_handlers",
    tag = "departments",
    responses(
        (status = 200, description = "all of them", body = [NamedView]),
        (status = 403, description = "`role_missing`", body = crate::http::ProblemBody),
    )
)]
#[get("/tasks/handlers")]
pub(crate) async fn task_handlers(state: web::Data<AppState>, Signed(call): Signed) -> Answered {
    json(&tasks::handlers(&state.store, &call.caller).await?)
}

/// What waits for a human, with the three best candidates and why.
#[utoipa::path(
    operation_id = "list_dispatch",
    tag = "dispatch desk",
    params(PageQuery),
    responses(
        (status = 200, description = "a page", body = PageOf<DeskItem>),
        (status = 403, description = "`role_missing`", body = crate::http::ProblemBody),
    )
)]
#[get("/dispatch")]
pub(crate) async fn desk_list(
    state: web::Data<AppState>,
    Signed(call): Signed,
    Query(query): Query<PageQuery>,
) -> Answered {
    let found = desk::list(&state.store, &call.caller, call.now, &query.into()).await?;
    json(&PageOf::from(found))
}

/// Which appeals to account for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReconciliationBody {
    /// Their ids.
    ids: Vec<Uuid>,
}

/// Accounts for appeals: what was recorded of each, and what is still owed in all.
#[utoipa::path(
    operation_id = "reconcile",
    tag = "supervision",
    request_body = ReconciliationBody,
    responses(
        (status = 200, description = "the account", body = Reconciliation),
        (status = 403, description = "`role_missing`", body = crate::http::ProblemBody),
    )
)]
#[post("/supervision/reconciliation")]
pub(crate) async fn reconciliation(
    state: web::Data<AppState>,
    Request { call, body }: Request<ReconciliationBody>,
) -> Answered {
    json(&reconcile(&state.store, &call.caller, body.ids).await?)
}

/// Which notices.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct NoticeQuery {
    /// Only those not read yet.
    #[serde(default, deserialize_with = "text")]
    unread: Option<bool>,
    /// 1 to 100; 20 when absent.
    #[serde(default, deserialize_with = "text")]
    limit: Option<u64>,
    /// From the page before.
    cursor: Option<String>,
}

/// The caller's inbox, newest first.
#[utoipa::path(
    operation_id = "list_notices",
    tag = "inbox",
    params(NoticeQuery),
    responses((status = 200, description = "a page", body = PageOf<NoticeView>))
)]
#[get("/notices")]
pub(crate) async fn notices(
    state: web::Data<AppState>,
    http: HttpRequest,
    Signed(call): Signed,
    Query(query): Query<NoticeQuery>,
) -> Answered {
    let unread = query.unread.unwrap_or_default();
    let language = language::of(http.headers());
    let page = page(query.limit, query.cursor);
    let found = inbox::list(&state.store, &call.caller, language, unread, &page).await?;
    json(&PageOf::from(found))
}

/// Marks a notice as read.
#[utoipa::path(
    operation_id = "read_notice",
    tag = "inbox",
    params(
        ("id" = Uuid, Path, description = "the notice"),
        ("Idempotency-Key" = Option<String>, Header, description = "8–64 visible ASCII characters"),
    ),
    responses((status = 204, description = "read"))
)]
#[post("/notices/{id}/read")]
pub(crate) async fn read_notice(
    state: web::Data<AppState>,
    Bare(call): Bare,
    Id(id): Id,
) -> Answered {
    Ok(respond(inbox::mark_read(&state.store, &call, id).await?))
}
