//! The clocks of one appeal, each taken apart: from which moment, by which calendar and profile, what
//! counted and what did not. Whoever may see the appeal may doubt its dates.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::appeal::clockwork::is_window;
use domain::notice::Language;
use domain::sla::{self, Measure, Pause};
use domain::time::Timestamp;
use domain::wording;
use entity::{appeals, cards, clocks};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::appeals::{as_firm, find};
use crate::call::Caller;
use crate::clocks::{Clock, ClockSet};
use crate::error::ServiceError;
use crate::ledger::clock_source;
use crate::store::Store;
use crate::view::{self, ClockView};

/// A clock taken apart.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClockExplanation {
    /// The clock as it stands.
    #[serde(flatten)]
    pub clock: ClockView,
    /// The calendar that it is counted by.
    pub calendar: String,
    /// Which version of it.
    pub calendar_version: i32,
    /// The zone in which days begin and hours are read.
    pub zone: String,
    /// The profile that it comes from.
    pub profile: String,
    /// Which version of it.
    pub profile_version: i32,
    /// The profile's name, in the language asked for.
    pub profile_name: String,
    /// Units added by each extension.
    pub extensions: Vec<u32>,
    /// When it stood still.
    pub pauses: Vec<StoodStill>,
    /// When its lamp turned yellow, or will.
    pub yellow_at: DateTime<Utc>,
    /// What follows a breach, rung by rung; not for the firm.
    pub ladder: Vec<RungView>,
    /// What `whole`, `left` and every `counted` are in: `days` or `microseconds`.
    #[schema(value_type = String)]
    pub measure: Measure,
    /// The whole amount, extensions included; the counted spans and `left` add up to it exactly.
    pub whole: i64,
    /// What was not used up: frozen while it stands still, spared when it was stopped in time.
    pub left: i64,
    /// From the start to the due moment, or to where it stood still or was stopped before that.
    pub spans: Vec<ExplainedSpan>,
}

/// A time in which a clock stood still.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StoodStill {
    /// First moment.
    pub from: DateTime<Utc>,
    /// When it ran on; absent while it stands still.
    pub to: Option<DateTime<Utc>>,
}

/// A rung of the ladder.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RungView {
    /// Which.
    pub rung: String,
    /// `card`, `supervision_order`, `interview` or `escalate`.
    pub action: String,
    /// `yellow` or `red`, for a card.
    pub colour: Option<String>,
    /// When it fires, or the computed moment at which it did; absent while the clock stands still.
    pub at: Option<DateTime<Utc>>,
    /// `fired`, `moot` (fired, and set aside by a later change), `waiting`, or `spared` (the clock was
    /// stopped before).
    pub state: String,
    /// When it was recorded.
    pub recorded_at: Option<DateTime<Utc>>,
}

/// A stretch of a clock's life.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ExplainedSpan {
    /// First moment.
    pub from: DateTime<Utc>,
    /// First moment after it.
    pub to: DateTime<Utc>,
    /// How much of the amount it used up.
    pub counted: i64,
    /// `kind`, and for holidays and closures a `name`.
    #[schema(value_type = Object)]
    pub why: sla::Why,
    /// The same in a sentence, in the language asked for.
    pub text: String,
}

/// All clocks of an appeal, in order of their start.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is no appeal or the caller may not know of it.
pub async fn list(
    store: &Store,
    caller: &Caller,
    now: Timestamp,
    appeal: Uuid,
) -> Result<Vec<ClockView>, ServiceError> {
    let row = find(store, caller, now, appeal).await?;
    let reference = store.reference().get(store).await?;
    let source = clock_source(&row, &reference)?;
    let ClockSet { clocks, .. } = ClockSet::load(store.read(), source, &reference).await?;
    clocks.iter().map(|clock| view::clock(clock, now)).collect()
}

/// One clock, taken apart. One that has stopped is explained up to its stop, as it was counted.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is no such clock, or the caller may not know of its appeal.
pub async fn explain(
    store: &Store,
    caller: &Caller,
    now: Timestamp,
    (appeal, clock): (Uuid, Uuid),
    language: Language,
) -> Result<ClockExplanation, ServiceError> {
    let db = store.read();
    let row = find(store, caller, now, appeal).await?;
    let reference = store.reference().get(store).await?;
    let clock = clocks::Entity::find_by_id(clock).filter(clocks::Column::AppealId.eq(row.id));
    let clock = Clock::read(clock.one(db).await?.ok_or(ServiceError::NotFound)?, &reference)?;
    let ladder = ladder(store, caller, now, &row, &clock).await?;
    let mut terms = clock.terms().clone();
    let pauses = terms.pauses.iter().map(|pause| StoodStill { from: pause.from, to: pause.to });
    let pauses = pauses.collect();
    // A stop is a pause that nothing ends: what had been counted by then stays, the rest is left. One
    // after the due moment changes nothing, as no pause does.
    terms.pauses.extend(clock.row.stopped_at.map(|from| Pause { from, to: None }));
    let story = sla::explain(clock.calendar(), &terms).map_err(ServiceError::internal)?;
    let spans = story.spans.into_iter().map(|span| ExplainedSpan {
        from: span.from,
        to: span.to,
        counted: span.counted,
        text: wording::why(language, &span.why),
        why: span.why,
    });
    let profile = clock.profile();
    Ok(ClockExplanation {
        calendar: clock.row.calendar.clone(),
        calendar_version: clock.row.calendar_version,
        zone: clock.calendar().zone().to_string(),
        profile: clock.row.profile.clone(),
        profile_version: clock.row.profile_version,
        profile_name: match language {
            Language::Chinese => profile.name_zh.clone(),
            Language::English => profile.name_en.clone(),
        },
        extensions: terms.extensions.clone(),
        pauses,
        yellow_at: clock.row.yellow_at,
        ladder,
        measure: story.measure,
        whole: story.amount,
        left: story.left,
        spans: spans.collect(),
        clock: view::clock(&clock, now)?,
    })
}

/// The rungs with their moments. Cards are the offices' matter: the firm sees none.
async fn ladder(
    store: &Store,
    caller: &Caller,
    now: Timestamp,
    row: &appeals::Model,
    clock: &Clock,
) -> Result<Vec<RungView>, ServiceError> {
    if is_window(clock.stage) || as_firm(store.read(), caller, now, row).await? {
        return Ok(Vec::new());
    }
    let of_clock = cards::Entity::find().filter(cards::Column::ClockId.eq(clock.row.id));
    let cards = of_clock.all(store.read()).await?.into_iter();
    let mut fired: HashMap<String, cards::Model> =
        cards.map(|card| (card.rung.clone(), card)).collect();
    let rungs = &clock.profile().ladder;
    let moments = sla::rung_moments(clock.calendar(), rungs, clock.terms());
    let moments: HashMap<usize, Timestamp> =
        moments.map_err(ServiceError::internal)?.into_iter().collect();
    let views = rungs.iter().enumerate().map(|(place, rung)| {
        let card = fired.remove(&rung.key);
        let state = match &card {
            Some(card) if card.moot_at.is_some() => "moot",
            Some(_) => "fired",
            None if clock.is_running() => "waiting",
            None => "spared",
        };
        RungView {
            rung: rung.key.clone(),
            action: rung.action.as_str().to_owned(),
            colour: rung.card.map(|colour| colour.as_str().to_owned()),
            at: card.as_ref().map(|card| card.due_at).or_else(|| moments.get(&place).copied()),
            state: state.to_owned(),
            recorded_at: card.map(|card| card.recorded_at),
        }
    });
    Ok(views.collect())
}
