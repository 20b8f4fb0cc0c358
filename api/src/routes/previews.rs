//! The engines themselves, for the consoles and for anyone who doubts a date or a dispatch. Nothing is
//! written.

use actix_web::{post, web};
use chrono::{DateTime, Utc};
use domain::routing::RoutingInput;
use domain::sla::{
    Amount, ClockFault, ClockState, ClockTerms, Lamp, Measure, Pause, Remaining, Span, Unit,
    explain, lamp_at, remaining, state as clock_state, yellow_at,
};
use domain::text::parse_text;
use domain::time::to_micros;
use serde::{Deserialize, Serialize};
use service::reference::CITY_CALENDAR;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::http::form::Form;
use crate::http::{Answered, Problem, Request, json};
use crate::state::AppState;

/// The most extensions and pauses of one question.
const MOST: usize = 50;

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(sla).service(routing);
}

/// A question to the clock engine.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SlaBody {
    /// Calendar code; the city's when absent.
    calendar: Option<String>,
    /// `workday`, `day`, `workhour`, `workminute`, `hour` or `minute`.
    #[schema(value_type = String)]
    unit: Unit,
    /// How many of the unit; 1 to 1,000,000.
    #[schema(minimum = 1, maximum = 1_000_000)]
    amount: u32,
    /// The starting event.
    started_at: DateTime<Utc>,
    /// Units added by each extension; at most 50 of them.
    #[serde(default)]
    extensions: Vec<u32>,
    /// When the clock stood still; at most 50 times.
    #[serde(default)]
    #[schema(value_type = Vec<PauseBody>)]
    pauses: Vec<Pause>,
    /// The moment for which lamp and remainder are asked.
    at: Option<DateTime<Utc>>,
}

/// A time in which a clock stands still.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its shape is shown")]
pub(crate) struct PauseBody {
    /// First moment.
    from: DateTime<Utc>,
    /// Moment of resumption; absent while it lasts.
    to: Option<DateTime<Utc>>,
}

/// What the clock engine says.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SlaView {
    /// When the clock is due; null while it stands still.
    due_at: Option<DateTime<Utc>>,
    /// When its lamp turns yellow; null while it stands still before that.
    lamp_at: Option<DateTime<Utc>>,
    /// Whether `due_at` rests on a year whose holidays are not announced yet.
    provisional: bool,
    /// Since when it stands still.
    paused_since: Option<DateTime<Utc>>,
    /// The lamp at `at`.
    #[schema(value_type = Option<String>)]
    lamp: Option<Lamp>,
    /// What is left at `at`; negative once overdue.
    #[schema(value_type = Option<Object>)]
    remaining: Option<Remaining>,
    /// What the counted amounts are in: `days` or `microseconds`.
    #[schema(value_type = String)]
    measure: Measure,
    /// The whole amount, extensions included; the counted spans and `left` add up to it.
    amount: i64,
    /// What is frozen while it stands still.
    left: i64,
    /// From the start to the due moment: what was counted, what not, and why.
    #[schema(value_type = Vec<SpanView>)]
    spans: Vec<Span>,
}

/// A stretch of a clock's life.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its shape is shown")]
pub(crate) struct SpanView {
    /// First moment.
    from: DateTime<Utc>,
    /// First moment after it.
    to: DateTime<Utc>,
    /// How much of the amount it used up.
    counted: i64,
    /// `kind`, and for holidays and closures a `name`.
    #[schema(value_type = Object)]
    why: String,
}

/// When would a clock be due, and why then? The engine itself answers.
#[utoipa::path(
    operation_id = "preview_sla",
    tag = "previews",
    request_body = SlaBody,
    responses((status = 200, description = "the clock, taken apart", body = SlaView))
)]
#[post("/sla/preview")]
pub(crate) async fn sla(
    state: web::Data<AppState>,
    Request { call: _, body }: Request<SlaBody>,
) -> Answered {
    let reference = state.store.reference().get(&state.store).await?;
    let code = body.calendar.as_deref().unwrap_or(CITY_CALENDAR);
    let calendar = reference.calendar(code).map_err(|_| Problem::field("calendar", "unknown"))?;
    let (terms, at) = terms(body)?;
    // A long clock is explained in thousands of spans: not on a thread that others wait for.
    let answer = web::block(move || {
        let (due_at, provisional, paused_since) = match clock_state(&calendar, &terms)? {
            ClockState::Running(due) => (Some(due.due_at), due.provisional, None),
            ClockState::Paused { since, .. } => (None, false, Some(since)),
        };
        let lamp_at_yellow = match yellow_at(&calendar, &terms) {
            Ok(moment) => Some(moment),
            Err(ClockFault::Paused) => None,
            Err(fault) => return Err(fault),
        };
        let story = explain(&calendar, &terms)?;
        Ok(SlaView {
            due_at,
            lamp_at: lamp_at_yellow,
            provisional,
            paused_since,
            lamp: at.map(|at| lamp_at(&calendar, &terms, at)).transpose()?,
            remaining: at.map(|at| remaining(&calendar, &terms, at)).transpose()?,
            measure: story.measure,
            amount: story.amount,
            left: story.left,
            spans: story.spans,
        })
    });
    json(&answer.await.map_err(Problem::internal)?.map_err(|fault| clock_problem(&fault))?)
}

fn terms(body: SlaBody) -> Result<(ClockTerms, Option<DateTime<Utc>>), Problem> {
    let mut form = Form::default();
    let amount = Amount::new(body.amount);
    if amount.is_none() {
        form.fault("amount", "out_of_range");
    }
    if body.extensions.len() > MOST {
        form.fault("extensions", "too_many");
    }
    if body.pauses.len() > MOST {
        form.fault("pauses", "too_many");
    }
    form.finish()?;
    let amount = amount.ok_or_else(|| Problem::field("amount", "out_of_range"))?;
    let pauses = body.pauses.into_iter();
    let pauses =
        pauses.map(|pause| Pause { from: to_micros(pause.from), to: pause.to.map(to_micros) });
    let terms = ClockTerms {
        extensions: body.extensions,
        pauses: pauses.collect(),
        ..ClockTerms::new(body.unit, amount, to_micros(body.started_at))
    };
    Ok((terms, body.at.map(to_micros)))
}

fn clock_problem(fault: &ClockFault) -> Problem {
    match fault {
        ClockFault::BadAmount => Problem::field("amount", "out_of_range"),
        ClockFault::PauseBackwards => Problem::field("pauses", "backwards"),
        ClockFault::Calendar(_) => Problem::field("started_at", "outside_calendar"),
        ClockFault::Paused => Problem::internal("a paused clock was asked for its due moment"),
    }
}

/// A question to the router.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoutingBody {
    /// 1 to 200 characters.
    #[schema(min_length = 1, max_length = 200)]
    title: String,
    /// 1 to 5,000 characters.
    #[schema(min_length = 1, max_length = 5000)]
    content: String,
    /// Category code.
    category: Option<String>,
    /// County code.
    county: Option<String>,
    /// Chain code.
    chain_id: Option<String>,
}

/// What the router says.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its shape is shown")]
pub(crate) struct RoutingView {
    /// Department code; null: the dispatch desk decides.
    department: Option<String>,
    /// County whose own bureau is competent.
    county: Option<String>,
    /// 0 to 1.
    confidence: f64,
    /// Whether it was decided without a human.
    automatic: bool,
    /// Why.
    #[schema(value_type = Vec<Object>)]
    reasons: Vec<String>,
    /// The three best.
    #[schema(value_type = Vec<Object>)]
    candidates: Vec<String>,
    /// A ground for declining that a rule suggests.
    suggested_decline: Option<String>,
    /// Version of the catalogue.
    catalogue_version: String,
}

/// Where would an appeal go, and why there? The router itself answers.
#[utoipa::path(
    operation_id = "preview_routing",
    tag = "previews",
    request_body = RoutingBody,
    responses((status = 200, description = "the decision with its reasons", body = RoutingView))
)]
#[post("/routing/preview")]
pub(crate) async fn routing(
    state: web::Data<AppState>,
    Request { call: _, body }: Request<RoutingBody>,
) -> Answered {
    let mut form = Form::default();
    let title = form.text("title", Some(body.title), |text| parse_text("title", text, 1, 200));
    let content =
        form.text("content", Some(body.content), |text| parse_text("content", text, 1, 5_000));
    form.finish()?;
    let reference = state.store.reference().get(&state.store).await?;
    let input = RoutingInput {
        title: title.unwrap_or_default(),
        content: content.unwrap_or_default(),
        category: body.category.unwrap_or_default(),
        county: body.county,
        chain: body.chain_id,
        about_department: None,
    };
    json(&reference.catalogue.decide(&input))
}
