//! What supervisors watch (督查): every open promise, what is late, how many of which kind, and the file that
//! is sent upwards. All four take the same filters.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::{DateTime, Utc};
use domain::sla::Lamp;
use domain::sla::profile::Stage;
use domain::time::to_micros;
use serde::Deserialize;
use service::people::colleagues::{self, ColleagueView};
use service::queries::PageRequest;
use service::queries::supervision::{
    self, ClockCounts, ClockFilter, CustodyView, Holder, PromiseItem, Step, Summary, Trend,
    TrendFilter,
};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::acting::{State, one_of};
use super::shared::{PageOf, page};
use crate::files::disposition;
use crate::http::query::text;
use crate::http::{Answered, Id, Problem, Query, Signed, json, limits};
use crate::workbook;

/// The media type of an Excel file.
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(clocks)
        .service(overdue)
        .service(counts)
        .service(export)
        .service(summary)
        .service(trend)
        .service(custody)
        .service(staff_names);
}

/// Query parameters that begin with the filters of open promises. Written once: serde cannot refuse unknown
/// parameters of a struct that another is flattened into.
macro_rules! filters {
    ($(#[$about:meta])* $name:ident { $($(#[$more_about:meta])* $more:ident: $kind:ty,)* }) => {
        $(#[$about])*
        #[derive(Debug, Deserialize, IntoParams)]
        #[serde(deny_unknown_fields)]
        #[into_params(parameter_in = Query)]
        pub(crate) struct $name {
            /// `green`, `yellow` or `red`.
            #[param(value_type = Option<String>)]
            lamp: Option<Lamp>,
            /// Which clock.
            #[param(value_type = Option<String>)]
            stage: Option<Stage>,
            /// Who has the appeal on the table: `dispatch_desk`, `department`, `task_force`, `firm` or
            /// `supervisor`.
            #[param(value_type = Option<String>)]
            holder: Option<Holder>,
            /// The department that answers for the clock.
            department: Option<Uuid>,
            /// County code.
            county: Option<String>,
            /// Chain code.
            chain: Option<String>,
            /// Category code.
            category: Option<String>,
            /// Profile code.
            level: Option<String>,
            /// Overdue by at least so many seconds.
            #[serde(default, deserialize_with = "text")]
            #[param(minimum = 0)]
            min_age_s: Option<i64>,
            /// Overdue by at most so many seconds.
            #[serde(default, deserialize_with = "text")]
            #[param(minimum = 0)]
            max_age_s: Option<i64>,
            /// Due at or after, RFC 3339.
            due_from: Option<DateTime<Utc>>,
            /// Due before, RFC 3339.
            due_to: Option<DateTime<Utc>>,
            /// Whether the clock stands still.
            #[serde(default, deserialize_with = "text")]
            paused: Option<bool>,
            /// Whether it is due in a year whose holidays are not announced yet.
            #[serde(default, deserialize_with = "text")]
            provisional: Option<bool>,
            $($(#[$more_about])* $more: $kind,)*
        }

        impl From<$name> for ClockFilter {
            fn from(query: $name) -> Self {
                Self {
                    lamp: query.lamp,
                    stage: query.stage,
                    holder: query.holder,
                    department: query.department,
                    county: query.county,
                    chain: query.chain,
                    category: query.category,
                    level: query.level,
                    min_age_s: query.min_age_s,
                    max_age_s: query.max_age_s,
                    due_from: query.due_from.map(to_micros),
                    due_to: query.due_to.map(to_micros),
                    paused: query.paused,
                    provisional: query.provisional,
                }
            }
        }
    };
}

filters! {
    /// Which open promises.
    ClockQuery {}
}

filters! {
    /// Which open promises, and which page of them.
    ClockPageQuery {
        /// 1 to 100; 20 when absent.
        #[serde(default, deserialize_with = "text")]
        limit: Option<u64>,
        /// From the page before.
        cursor: Option<String>,
    }
}

impl ClockPageQuery {
    fn page(&self) -> PageRequest {
        page(self.limit, self.cursor.clone())
    }
}

/// Every open promise, the one due first on top: who holds it, since when, and how the time was shared.
#[utoipa::path(
    operation_id = "list_clocks",
    tag = "supervision",
    params(ClockPageQuery),
    responses(
        (status = 200, description = "a page, soonest first", body = PageOf<PromiseItem>),
        (status = 403, description = "`role_missing`", body = crate::http::ProblemBody),
    )
)]
#[get("/supervision/clocks")]
pub(crate) async fn clocks(
    state: State,
    Signed(call): Signed,
    Query(query): Query<ClockPageQuery>,
) -> Answered {
    let page = query.page();
    let found =
        supervision::list(&state.store, &call.caller, call.now, &query.into(), &page).await?;
    json(&PageOf::from(found))
}

/// What is late, who holds it, since when, and how the time was shared.
#[utoipa::path(
    operation_id = "list_overdue",
    tag = "supervision",
    params(ClockPageQuery),
    responses(
        (status = 200, description = "a page, latest first", body = PageOf<PromiseItem>),
        (status = 403, description = "`role_missing`", body = crate::http::ProblemBody),
    )
)]
#[get("/supervision/overdue")]
pub(crate) async fn overdue(
    state: State,
    Signed(call): Signed,
    Query(query): Query<ClockPageQuery>,
) -> Answered {
    let page = query.page();
    let found =
        supervision::overdue(&state.store, &call.caller, call.now, query.into(), &page).await?;
    json(&PageOf::from(found))
}

/// How many open promises: by lamp and stage, holder, department, place, and age.
#[utoipa::path(
    operation_id = "count_clocks",
    tag = "supervision",
    params(ClockQuery),
    responses(
        (status = 200, description = "the numbers, all of one moment", body = ClockCounts),
        (status = 403, description = "`role_missing`", body = crate::http::ProblemBody),
    )
)]
#[get("/supervision/counts")]
pub(crate) async fn counts(
    state: State,
    Signed(call): Signed,
    Query(query): Query<ClockQuery>,
) -> Answered {
    json(&supervision::counts(&state.store, &call.caller, call.now, &query.into()).await?)
}

/// The promises as an Excel file (督查导出) to be sent upwards: at most 50,000 rows, a summary by department,
/// and how it was counted. Taking one is an entry of the audit trail.
#[utoipa::path(
    operation_id = "export_clocks",
    tag = "supervision",
    params(ClockQuery),
    responses(
        (status = 200, description = "the file", content_type = WORKBOOK),
        (status = 403, description = "`role_missing`", body = crate::http::ProblemBody),
    )
)]
#[get("/supervision/export.xlsx")]
pub(crate) async fn export(
    state: State,
    http: HttpRequest,
    Signed(call): Signed,
    Query(query): Query<ClockQuery>,
) -> Answered {
    call.caller.require(&[domain::appeal::Role::Supervisor])?;
    limits::export(&http, &state, &call.caller).await?;
    // One at a time: fifty thousand rows are held in memory until they are a file.
    let _place = state.exports.acquire().await.map_err(Problem::internal)?;
    let export = supervision::export(&state.store, &call, query.into()).await?;
    let reference = state.store.reference().get(&state.store).await?;
    let (name, bytes) = web::block(move || workbook::of(&export, &reference))
        .await
        .map_err(Problem::internal)?
        .map_err(Problem::internal)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, WORKBOOK))
        .insert_header((CONTENT_DISPOSITION, disposition(&name)))
        .insert_header((CACHE_CONTROL, "private, no-store"))
        // It is an archive, compressed already.
        .insert_header((CONTENT_ENCODING, "identity"))
        .body(bytes))
}

/// The city at a glance.
#[utoipa::path(
    operation_id = "supervision_summary",
    tag = "supervision",
    responses(
        (status = 200, description = "the numbers", body = Summary),
        (status = 403, description = "`role_missing`", body = crate::http::ProblemBody),
    )
)]
#[get("/supervision/summary")]
pub(crate) async fn summary(state: State, Signed(call): Signed) -> Answered {
    json(&supervision::summary(&state.store, &call.caller, call.now).await?)
}

/// Which periods, and of what.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TrendQuery {
    /// How long a period is; `day` when absent.
    #[param(schema_with = steps)]
    step: Option<Step>,
    /// How many, the present one included: 1 to 62; 30 days, 26 weeks or 12 months when absent.
    #[serde(default, deserialize_with = "text")]
    #[param(minimum = 1, maximum = 62)]
    periods: Option<u32>,
    /// The department that has or had the appeal, and that answers for the broken promise.
    department: Option<Uuid>,
    /// County code.
    county: Option<String>,
    /// Chain code.
    chain: Option<String>,
    /// Category code.
    category: Option<String>,
    /// Profile code.
    level: Option<String>,
}

fn steps() -> utoipa::openapi::Object {
    one_of(Step::ALL.map(Step::as_str))
}

/// How it has gone (趋势): filed, ended, broken promises and what was open, period by period.
#[utoipa::path(
    operation_id = "supervision_trend",
    tag = "supervision",
    params(TrendQuery),
    responses(
        (status = 200, description = "the periods, oldest first", body = Trend),
        (status = 403, description = "`role_missing`", body = crate::http::ProblemBody),
    )
)]
#[get("/supervision/trend")]
pub(crate) async fn trend(
    state: State,
    Signed(call): Signed,
    Query(query): Query<TrendQuery>,
) -> Answered {
    let periods = (query.step.unwrap_or_default(), query.periods);
    let filter = TrendFilter {
        department: query.department,
        county: query.county,
        chain: query.chain,
        category: query.category,
        level: query.level,
    };
    json(&supervision::trend(&state.store, &call.caller, call.now, periods, &filter).await?)
}

/// Who used up the working time of an appeal (责任时间), for those who work on it or watch over it.
#[utoipa::path(
    operation_id = "appeal_custody", tag = "supervision",
    params(("id" = Uuid, Path, description = "the appeal")),
    responses(
        (status = 200, description = "the shares", body = CustodyView),
        (status = 403, description = "`role_missing`", body = crate::http::ProblemBody),
    )
)]
#[get("/appeals/{id}/custody")]
pub(crate) async fn custody(state: State, Signed(call): Signed, Id(id): Id) -> Answered {
    json(&supervision::of_appeal(&state.store, &call.caller, call.now, id).await?)
}

/// Who may sit on a task force: every active member of staff, by department and name.
#[utoipa::path(
    operation_id = "list_colleagues", tag = "supervision",
    responses(
        (status = 200, description = "all of them", body = [ColleagueView]),
        (status = 403, description = "`role_missing`", body = crate::http::ProblemBody),
    )
)]
#[get("/supervision/staff")]
pub(crate) async fn staff_names(state: State, Signed(call): Signed) -> Answered {
    json(&colleagues::list(&state.store, &call.caller).await?)
}
