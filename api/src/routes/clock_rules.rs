//! Calendars (工作日历) and profiles (时限方案): what there is, and proposals for the next version. A proposal
//! moves nothing; it is shown with all that it would move, and applied in `clock_changes.rs`.

use actix_web::{get, post, web};
use chrono::NaiveDate;
use domain::calendar::{Calendar, CalendarEdit, CalendarKey, IcsReason, Notice, Place, read_ics};
use domain::sla::profile::Profile;
use serde::{Deserialize, Serialize};
use service::changes::preview::{self, Proposal, Wanted};
use service::changes::read::ChangeView;
use service::changes::rules::{self, CalendarLine, CalendarView, ProfileLine, ProfileView};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::acting::{REASON, State};
use crate::http::form::{Field, Form};
use crate::http::query::text;
use crate::http::{Answered, Problem, Query, Request, Signed, json, respond};

/// The longest file of holidays, in bytes.
const LONGEST_FILE: usize = 1_000_000;

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_calendars)
        .service(create_calendar)
        .service(get_calendar)
        .service(preview_calendar)
        .service(import_notice)
        .service(list_profiles)
        .service(get_profile)
        .service(preview_profile);
}

/// Which version.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct VersionQuery {
    /// The newest when absent.
    #[serde(default, deserialize_with = "text")]
    version: Option<i32>,
}

/// Every calendar, by code.
#[utoipa::path(
    operation_id = "list_calendars", tag = "administration",
    responses((status = 200, description = "the calendars", body = Vec<CalendarLine>))
)]
#[get("/admin/calendars")]
pub(crate) async fn list_calendars(state: State, Signed(call): Signed) -> Answered {
    json(&rules::calendars(&state.store, &call.caller, call.now).await?)
}

/// One calendar, as it is edited and stored.
#[utoipa::path(
    operation_id = "get_calendar", tag = "administration",
    params(("code" = String, Path, description = "the calendar"), VersionQuery),
    responses((status = 200, description = "the calendar", body = CalendarView))
)]
#[get("/admin/calendars/{code}")]
pub(crate) async fn get_calendar(
    state: State,
    Signed(call): Signed,
    code: web::Path<String>,
    Query(query): Query<VersionQuery>,
) -> Answered {
    json(&rules::calendar(&state.store, &call.caller, &code, query.version).await?)
}

/// A calendar that is not there yet.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CalendarBody {
    /// The whole calendar: `code`, `effective_from`, `zone` (IANA name), `hours` by season, `hours_from`, `applies_from`, `overrides`,
    /// `closures`, `always_open`, `after_hours`, `applies`. `version` is the platform's to give.
    #[serde(default)]
    #[schema(value_type = Object, required = true)]
    calendar: Field<Calendar>,
    /// Why; 2 to 500 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true)]
    reason: Field<String>,
}

/// Proposes a new calendar. Appeals that are open keep theirs.
#[utoipa::path(
    operation_id = "create_calendar", tag = "administration", request_body = CalendarBody,
    responses((status = 201, description = "the proposal", body = ChangeView))
)]
#[post("/admin/calendars")]
pub(crate) async fn create_calendar(
    state: State,
    Request { call, body }: Request<CalendarBody>,
) -> Answered {
    rules::may_propose(&call.caller)?;
    let mut form = Form::default();
    let calendar = form.required("calendar", body.calendar);
    if let Some(calendar) = &calendar
        && CalendarKey::new(&calendar.code, Place::default()).is_err()
    {
        form.fault("calendar.code", "malformed");
    }
    let reason = form.words("reason", body.reason, &REASON);
    let (calendar, reason) = form.all((calendar, reason))?;
    let edits = serde_json::to_value(&calendar).map_err(Problem::internal)?;
    let proposal = preview::new_calendar(&state.store, calendar).await?;
    propose(&state, &call, proposal, edits, reason).await
}

/// What is to be changed in a calendar.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EditsBody {
    /// 1 to 500 edits, each with its `kind`: `apply_notice`, `set_day`, `clear_day`, `add_closure`,
    /// `withdraw_closure`, `end_closure`, `set_hours`, `set_after_hours`, `set_applies`.
    #[serde(default)]
    #[schema(value_type = Vec<Object>, required = true, min_items = 1, max_items = 500)]
    edits: Field<Vec<CalendarEdit>>,
    /// The first civil day that is counted by it; the first day that the edits touch when absent.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    effective_from: Field<NaiveDate>,
    /// Why; 2 to 500 characters. Goes into the history of every appeal that it moves.
    #[serde(default)]
    #[schema(value_type = String, required = true)]
    reason: Field<String>,
}

/// Shows what edits of a calendar would move: closures (停工通知), days by hand, hours by season.
#[utoipa::path(
    operation_id = "preview_calendar", tag = "administration", request_body = EditsBody,
    params(("code" = String, Path, description = "the calendar")),
    responses((status = 201, description = "the preview", body = ChangeView))
)]
#[post("/admin/calendars/{code}/preview")]
pub(crate) async fn preview_calendar(
    state: State,
    Request { call, body }: Request<EditsBody>,
    code: web::Path<String>,
) -> Answered {
    rules::may_propose(&call.caller)?;
    let mut form = Form::default();
    let edits = form.list("edits", body.edits, 500);
    let effective_from = form.optional("effective_from", body.effective_from);
    let reason = form.words("reason", body.reason, &REASON);
    let (reason,) = form.all((reason,))?;
    let proposal = preview::edited(&state.store, &code, &edits, effective_from).await?;
    let edits = serde_json::to_value(&edits).map_err(Problem::internal)?;
    propose(&state, &call, proposal, edits, reason).await
}

/// A yearly notice (放假通知) as a file.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoticeBody {
    /// The year that the notice is for.
    #[serde(default)]
    #[schema(value_type = i32, required = true, minimum = 2000, maximum = 2049)]
    year: Field<i32>,
    /// `json`: `{year, papers?, days: [{name, date, isOffDay}]}`; `ics`: an iCalendar file.
    #[serde(default)]
    #[schema(value_type = String, required = true)]
    format: Field<FileFormat>,
    /// The file; at most 1 MB.
    #[serde(default)]
    #[schema(value_type = String, required = true, max_length = 1_000_000)]
    text: Field<String>,
    /// Why, or which paper; 2 to 500 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true)]
    reason: Field<String>,
}

/// In what form a notice comes.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FileFormat {
    /// The JSON form.
    Json,
    /// iCalendar (RFC 5545).
    Ics,
}

/// A preview, with what was left out of the file.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportView {
    /// The preview.
    change: serde_json::Value,
    /// Days that the file makes days off or working days.
    days: usize,
    /// Entries that say nothing about whole days, with the reason for each.
    #[schema(value_type = Vec<Object>)]
    ignored: Vec<Ignored>,
}

/// An entry of a file that was left out.
#[derive(Debug, Serialize)]
struct Ignored {
    summary: String,
    reason: IcsReason,
}

/// Reads a yearly notice and shows what it would move.
#[utoipa::path(
    operation_id = "import_notice", tag = "administration", request_body = NoticeBody,
    params(("code" = String, Path, description = "the calendar")),
    responses((status = 201, description = "the preview", body = ImportView))
)]
#[post("/admin/calendars/{code}/import")]
pub(crate) async fn import_notice(
    state: State,
    Request { call, body }: Request<NoticeBody>,
    code: web::Path<String>,
) -> Answered {
    rules::may_propose(&call.caller)?;
    let mut form = Form::default();
    let year = form.within("year", body.year, &(2_000..=2_049));
    let format = form.required("format", body.format);
    let file = form.required("text", body.text);
    if file.as_ref().is_some_and(|file| file.len() > LONGEST_FILE) {
        form.fault("text", "too_long");
    }
    let reason = form.words("reason", body.reason, &REASON);
    let (year, format, file, reason) = form.all((year, format, file, reason))?;
    let calendar = rules::newest(&state.store, &code).await?;
    let (notice, ignored) = read_file(format, &file, year, &calendar)?;
    let days = notice.days.len();
    let edits = vec![CalendarEdit::ApplyNotice { notice }];
    let proposal = preview::edited(&state.store, &code, &edits, None).await?;
    let edits = serde_json::to_value(&edits).map_err(Problem::internal)?;
    let wanted = Wanted { proposal, edits, reason };
    let mut answer = preview::preview(&state.store, &call, wanted).await?;
    let change = serde_json::from_str(&answer.body).map_err(Problem::internal)?;
    let view = ImportView { change, days, ignored };
    answer.body = serde_json::to_string(&view).map_err(Problem::internal)?;
    Ok(respond(answer))
}

fn read_file(
    format: FileFormat,
    file: &str,
    year: i32,
    calendar: &Calendar,
) -> Result<(Notice, Vec<Ignored>), Problem> {
    let refused = |why: String| Problem::field_because("text", "file_refused", why);
    let (notice, ignored) = match format {
        FileFormat::Json => {
            let notice = Notice::parse(file).map_err(|fault| refused(fault.to_string()))?;
            (notice, Vec::new())
        }
        FileFormat::Ics => {
            let read =
                read_ics(file, year, calendar.zone).map_err(|fault| refused(fault.to_string()))?;
            let ignored = read.ignored.into_iter();
            let ignored = ignored.map(|one| Ignored { summary: one.summary, reason: one.reason });
            (read.notice, ignored.collect())
        }
    };
    if notice.year != year {
        return Err(Problem::field("year", "other_year"));
    }
    if !notice.is_announced() {
        return Err(Problem::field("text", "empty"));
    }
    Ok((notice, ignored))
}

/// Every profile, its newest version, by code.
#[utoipa::path(
    operation_id = "list_profiles", tag = "administration",
    responses((status = 200, description = "the profiles", body = Vec<ProfileLine>))
)]
#[get("/admin/profiles")]
pub(crate) async fn list_profiles(state: State, Signed(call): Signed) -> Answered {
    json(&rules::profiles(&state.store, &call.caller).await?)
}

/// One profile, as it is edited and stored.
#[utoipa::path(
    operation_id = "get_profile", tag = "administration",
    params(("code" = String, Path, description = "the profile"), VersionQuery),
    responses((status = 200, description = "the profile", body = ProfileView))
)]
#[get("/admin/profiles/{code}")]
pub(crate) async fn get_profile(
    state: State,
    Signed(call): Signed,
    code: web::Path<String>,
    Query(query): Query<VersionQuery>,
) -> Answered {
    json(&rules::profile(&state.store, &call.caller, &code, query.version).await?)
}

/// The next version of a profile, or a new one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProfileBody {
    /// The whole profile: `code`, `effective_from`, `name_zh`, `name_en`, `stages`, `extension`, `ladder`,
    /// `applies`. `version` is the platform's to give. The clocks of a statutory profile are locked.
    #[serde(default)]
    #[schema(value_type = Object, required = true)]
    profile: Field<Profile>,
    /// Whether appeals that are already open follow it at once; they keep the version that they were
    /// filed under when absent.
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    reaches_open: Field<bool>,
    /// Why; 2 to 500 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true)]
    reason: Field<String>,
}

/// Shows what the next version of a profile would move.
#[utoipa::path(
    operation_id = "preview_profile", tag = "administration", request_body = ProfileBody,
    responses((status = 201, description = "the preview", body = ChangeView))
)]
#[post("/admin/profiles/preview")]
pub(crate) async fn preview_profile(
    state: State,
    Request { call, body }: Request<ProfileBody>,
) -> Answered {
    rules::may_propose(&call.caller)?;
    let mut form = Form::default();
    let profile = form.required("profile", body.profile);
    let reaches_open = form.optional("reaches_open", body.reaches_open).unwrap_or(false);
    let reason = form.words("reason", body.reason, &REASON);
    let (profile, reason) = form.all((profile, reason))?;
    let edits = serde_json::to_value(&profile).map_err(Problem::internal)?;
    let today = rules::today(&state.store, call.now).await?;
    let proposal = preview::profile(&state.store, profile, reaches_open, today).await?;
    propose(&state, &call, proposal, edits, reason).await
}

async fn propose(
    state: &State,
    call: &service::Call,
    proposal: Proposal,
    edits: serde_json::Value,
    reason: String,
) -> Answered {
    let wanted = Wanted { proposal, edits, reason };
    Ok(respond(preview::preview(&state.store, call, wanted).await?))
}
