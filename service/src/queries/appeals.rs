//! Appeals as their firm, their department and the supervisors see them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::appeal::clockwork::is_window;
use domain::appeal::{Appeal, Event, Role, State, StateName, permitted};
use domain::sla::Lamp;
use domain::sla::profile::Stage;
use domain::text::redact;
use domain::time::Timestamp;
use entity::{appeal_events, appeals, clocks};
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    Select,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::page::{Page, PageRequest, contains, cut};
use crate::call::Caller;
use crate::clocks::{Clock, ClockSet};
use crate::error::ServiceError;
use crate::ledger::{Dossier, clock_source};
use crate::reference::Reference;
use crate::scope;
use crate::store::Store;
use crate::view::{self, AppealSummary, AppealView, Names, Reader, ReplyView};

/// Stages whose end is a window closing, not a promise broken.
pub(super) fn windows() -> impl Iterator<Item = &'static str> {
    Stage::ALL.into_iter().filter(|stage| is_window(*stage)).map(Stage::as_str)
}
/// The longest search text, in characters.
const LONGEST_SEARCH: usize = 100;

/// What a list is narrowed by.
#[derive(Clone, Debug, Default)]
pub struct ListFilter {
    /// Stored state.
    pub state: Option<StateName>,
    /// `green`, `yellow` or `red`.
    pub lamp: Option<Lamp>,
    /// Category code.
    pub category: Option<String>,
    /// In title, content or number.
    pub q: Option<String>,
    /// Filed at or after.
    pub from: Option<DateTime<Utc>>,
    /// Filed before.
    pub to: Option<DateTime<Utc>>,
    /// Which page.
    pub page: PageRequest,
}

/// The caller's appeals, newest first.
///
/// # Errors
/// [`ServiceError::Invalid`] for a filter at fault.
pub async fn list(
    store: &Store,
    caller: &Caller,
    now: Timestamp,
    filter: &ListFilter,
) -> Result<Page<AppealSummary>, ServiceError> {
    let limit = filter.page.limit()?;
    let mut query = narrow(scope::visible(caller, now), caller, now, filter)?;
    if let Some(after) = filter.page.after_id()? {
        query = query.filter(appeals::Column::Id.lt(after));
    }
    let query = query.order_by_desc(appeals::Column::Id).limit(limit + 1);
    let rows = query.all(store.read()).await?;
    let (rows, next_cursor) = cut(rows, limit, |row| row.id.to_string());
    Ok(Page { items: summaries(store, caller, now, &rows).await?, next_cursor })
}

/// Adds the filters that lists share.
///
/// # Errors
/// [`ServiceError::Invalid`] for a filter at fault.
pub fn narrow(
    mut query: Select<appeals::Entity>,
    caller: &Caller,
    now: Timestamp,
    filter: &ListFilter,
) -> Result<Select<appeals::Entity>, ServiceError> {
    if let Some(state) = filter.state {
        query = query.filter(appeals::Column::State.eq(state.as_str()));
    }
    if let Some(category) = &filter.category {
        query = query.filter(appeals::Column::Category.eq(category));
    }
    if let Some(from) = filter.from {
        query = query.filter(appeals::Column::FiledAt.gte(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(appeals::Column::FiledAt.lt(to));
    }
    if let Some(lamp) = filter.lamp {
        query = query.filter(lamp_is(lamp, now));
    }
    if let Some(text) = filter.q.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        if text.chars().count() > LONGEST_SEARCH || text.contains('\0') {
            return Err(ServiceError::field("q", "too_long"));
        }
        let mut written = Condition::all().add(
            Condition::any()
                .add(contains((appeals::Entity, appeals::Column::Title), text))
                .add(contains((appeals::Entity, appeals::Column::Content), text)),
        );
        // Whoever may not know the firm must not find out by guessing at its name.
        if matches!(caller, Caller::Staff { .. }) && !caller.has(Role::Supervisor) {
            written = written.add(appeals::Column::Confidential.eq(false));
        }
        let any = Condition::any()
            .add(written)
            .add(contains((appeals::Entity, appeals::Column::Number), text));
        query = query.filter(any);
    }
    Ok(query)
}

/// The worst lamp of the running promises, as a condition.
fn lamp_is(lamp: Lamp, now: Timestamp) -> SimpleExpr {
    let red = running(clocks::Column::DueAt, now);
    let yellow = running(clocks::Column::YellowAt, now);
    match lamp {
        Lamp::Red => red,
        Lamp::Yellow => yellow.and(red.not()),
        Lamp::Green => yellow.not().and(red.not()),
    }
}

fn running(moment: clocks::Column, now: Timestamp) -> SimpleExpr {
    Expr::exists(
        Query::select()
            .expr(Expr::val(1))
            .from(clocks::Entity)
            .and_where(
                Expr::col((clocks::Entity, clocks::Column::AppealId))
                    .equals((appeals::Entity, appeals::Column::Id)),
            )
            .and_where(clocks::Column::StoppedAt.is_null())
            .and_where(clocks::Column::Stage.is_not_in(windows()))
            // A clock that stands still shows the lamp at which it was stopped.
            .and_where(Expr::col((clocks::Entity, moment)).lte(Func::coalesce([
                Expr::col((clocks::Entity, clocks::Column::PausedAt)),
                Expr::value(now),
            ])))
            .to_owned(),
    )
}

/// Lines for rows, with names and lamps loaded once for all.
///
/// # Errors
/// When the database does not answer.
pub async fn summaries(
    store: &Store,
    caller: &Caller,
    now: Timestamp,
    rows: &[appeals::Model],
) -> Result<Vec<AppealSummary>, ServiceError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let reference = store.reference().get(store).await?;
    let names = Names::load(store, store.read(), rows).await?;
    let lamps = lamps(store, &reference, now, rows).await?;
    let actor = scope::actor(store.read(), caller, now).await?;
    rows.iter()
        .map(|row| {
            let appeal: Appeal = serde_json::from_value(row.facts.clone())?;
            let (lamp, actions) = (lamps.get(&row.id).copied(), permitted(&appeal, &actor, now));
            Ok(view::summary(row, &reference, &names, caller, lamp, (&appeal, actions)))
        })
        .collect()
}

async fn lamps(
    store: &Store,
    reference: &Reference,
    now: Timestamp,
    rows: &[appeals::Model],
) -> Result<HashMap<Uuid, Lamp>, ServiceError> {
    let running = clocks::Entity::find()
        .filter(clocks::Column::AppealId.is_in(rows.iter().map(|row| row.id)))
        .filter(clocks::Column::StoppedAt.is_null())
        .all(store.read())
        .await?;
    let mut of_appeal = HashMap::<Uuid, Vec<Clock>>::new();
    for row in running {
        of_appeal.entry(row.appeal_id).or_default().push(Clock::read(row, reference)?);
    }
    let mut lamps = HashMap::new();
    for (id, clocks) in of_appeal {
        if let Some(lamp) = view::lamp(&clocks, now)? {
            lamps.insert(id, lamp);
        }
    }
    Ok(lamps)
}

/// One appeal in full.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is none or the caller may not know of it.
pub async fn detail(
    store: &Store,
    caller: &Caller,
    now: Timestamp,
    id: Uuid,
) -> Result<AppealView, ServiceError> {
    let db = store.read();
    let reference = store.reference().get(store).await?;
    let row = find(store, caller, now, id).await?;
    let actor = scope::actor(db, caller, now).await?;
    let clocks = ClockSet::load(db, clock_source(&row, &reference)?, &reference).await?;
    let dossier = Dossier::read_only(row, clocks)?;
    view::appeal(store, db, &reference, &dossier, &Reader { caller, actor: &actor, now }).await
}

/// The row of an appeal that the caller may see.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is none or the caller may not know of it.
pub async fn find(
    store: &Store,
    caller: &Caller,
    now: Timestamp,
    id: Uuid,
) -> Result<appeals::Model, ServiceError> {
    let query = scope::visible(caller, now).filter(appeals::Column::Id.eq(id));
    query.one(store.read()).await?.ok_or(ServiceError::NotFound)
}

/// The reply that the caller may see: the approved one for the firm, the pending one too for staff.
///
/// # Errors
/// When the database does not answer.
pub async fn reply(
    db: &impl ConnectionTrait,
    row: &appeals::Model,
    as_firm: bool,
) -> Result<Option<ReplyView>, ServiceError> {
    if !matches!(row.state.as_str(), "replied" | "feedback" | "rework" | "closed" | "in_progress") {
        return Ok(None);
    }
    if !as_firm && row.state == StateName::Replied.as_str() {
        let appeal: domain::appeal::Appeal = serde_json::from_value(row.facts.clone())?;
        if let State::Replied { reply, .. } = appeal.state {
            let outcome = domain::appeal::Outcome::from(reply.outcome).as_str().to_owned();
            let at = row.updated_at;
            return Ok(Some(ReplyView { text: reply.text, outcome, at, approved: false }));
        }
    }
    let last = appeal_events::Entity::find()
        .filter(appeal_events::Column::AppealId.eq(row.id))
        .filter(appeal_events::Column::Kind.eq("reply_approved"))
        .order_by_desc(appeal_events::Column::Seq)
        .one(db)
        .await?;
    let Some(record) = last else { return Ok(None) };
    let Event::ReplyApproved { text, outcome, .. } = Event::from_parts(&record.kind, &record.data)?
    else {
        return Ok(None);
    };
    let outcome = domain::appeal::Outcome::from(outcome).as_str().to_owned();
    Ok(Some(ReplyView { text, outcome, at: record.at, approved: true }))
}

/// Whether the caller sees the appeal as its firm does; see [`scope::part_of_firm`].
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn as_firm(
    db: &impl ConnectionTrait,
    caller: &Caller,
    now: Timestamp,
    row: &appeals::Model,
) -> Result<bool, ServiceError> {
    if !caller.has(Role::Officer) {
        return Ok(matches!(caller, Caller::Entrepreneur { .. }));
    }
    let actor = scope::actor(db, caller, now).await?;
    let appeal = serde_json::from_value(row.facts.clone())?;
    Ok(scope::part_of_firm(caller, &actor, row, &appeal))
}

/// One event on the timeline.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EventView {
    /// The id.
    pub id: Uuid,
    /// From 1, in order.
    pub seq: i64,
    /// What happened, e.g. `dispatched`.
    pub kind: String,
    /// When.
    pub at: DateTime<Utc>,
    /// `entrepreneur`, `staff` or `system`.
    pub actor: String,
    /// The details, as far as the caller may see them.
    #[schema(value_type = Object)]
    pub data: serde_json::Value,
    /// The department that `data` names, for people.
    pub department: Option<String>,
}

/// The timeline: everything for staff, for the firm what concerns it.
///
/// # Errors
/// [`ServiceError::NotFound`] as [`find`].
pub async fn events(
    store: &Store,
    caller: &Caller,
    now: Timestamp,
    id: Uuid,
    page: &PageRequest,
) -> Result<Page<EventView>, ServiceError> {
    let limit = page.limit()?;
    let row = find(store, caller, now, id).await?;
    let reference = store.reference().get(store).await?;
    let as_firm = as_firm(store.read(), caller, now, &row).await?;
    let mut query = appeal_events::Entity::find()
        .filter(appeal_events::Column::AppealId.eq(id))
        .order_by_asc(appeal_events::Column::Seq);
    if as_firm {
        query = query.filter(appeal_events::Column::Audience.eq("firm"));
    }
    if let Some(cursor) = &page.cursor {
        let after: i64 = cursor.parse().map_err(|_| ServiceError::field("cursor", "malformed"))?;
        query = query.filter(appeal_events::Column::Seq.gt(after));
    }
    let rows = query.limit(limit + 1).all(store.read()).await?;
    let (rows, next_cursor) = cut(rows, limit, |row| row.seq.to_string());
    let known = view::may_know_filer(&row, caller);
    let names = Names::load(store, store.read(), std::slice::from_ref(&row)).await?;
    let items = rows
        .into_iter()
        .map(|mut event| {
            if !known {
                redact::each_text(&mut event.data, &|text| names.shown(&row, caller, text));
            }
            // Who sits on a task force is the offices' business.
            if as_firm && let Some(fields) = event.data.as_object_mut() {
                fields.remove("members");
            }
            event_view(event, &reference, known)
        })
        .collect();
    Ok(Page { items, next_cursor })
}

fn event_view(row: appeal_events::Model, reference: &Reference, known: bool) -> EventView {
    let mut data = row.data;
    if !known && let Some(fields) = data.as_object_mut() {
        fields.remove("enterprise");
    }
    let department = data
        .get("department")
        .and_then(serde_json::Value::as_str)
        .and_then(|id| Uuid::parse_str(id).ok())
        .map(|id| reference.department_name(id));
    let (id, seq, kind, at, actor) = (row.id, row.seq, row.kind, row.at, row.actor_kind);
    EventView { id, seq, kind, at, actor, data, department }
}
