//! Counting every open clock by a version that is only proposed. Reads in large pages, and counts one page
//! while the next is read: two hundred thousand clocks are a matter of seconds.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::{Days, NaiveDate, NaiveTime, TimeZone};
use domain::calendar::{Calendar, CalendarKey, CompiledCalendar, Place};
use domain::sla::profile::Profile;
use domain::time::Timestamp;
use entity::clocks;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::moves::{Move, Moves};
use super::{ChangeSummary, preview::Proposal};
use crate::clocks::{Clock, Counted, by_calendar};
use crate::error::ServiceError;
use crate::reference::{Reference, compiled};

/// Clocks read at once.
const PAGE: u64 = 20_000;

/// What was found.
pub(super) struct Found {
    pub(super) moves: Moves,
    pub(super) summary: ChangeSummary,
}

impl Found {
    /// Nothing yet.
    fn of(yardstick: &Yardstick) -> Self {
        let (first_day, last_day) = yardstick.days().unzip();
        let summary = ChangeSummary { first_day, last_day, ..ChangeSummary::default() };
        Self { moves: Moves::default(), summary }
    }

    /// What was found elsewhere, before either is finished.
    fn add(&mut self, more: Self) {
        self.moves.list.extend(more.moves.list);
        self.summary.counted += more.summary.counted;
        self.summary.confirmed += more.summary.confirmed;
        self.summary.provisional += more.summary.provisional;
        for (stage, count) in more.summary.by_stage {
            *self.summary.by_stage.entry(stage).or_default() += count;
        }
    }
}

/// By what a clock would be counted.
pub(super) struct Yardstick {
    reference: Arc<Reference>,
    now: Timestamp,
    by: By,
}

enum By {
    /// The proposed version of a calendar, compiled for each place where it differs.
    Calendar {
        code: String,
        span: (NaiveDate, NaiveDate),
        at: HashMap<Place, Arc<CompiledCalendar>>,
    },
    /// A calendar that differs nowhere, or a version that no open appeal follows.
    Nothing,
    Profile(Arc<Profile>),
}

impl Yardstick {
    pub(super) fn of(
        reference: Arc<Reference>,
        proposal: &Proposal,
        now: Timestamp,
    ) -> Result<Arc<Self>, ServiceError> {
        let by = match proposal {
            Proposal::Calendar(calendar) => calendar_by(&reference, calendar)?,
            Proposal::Profile { profile, reaches_open: true } => By::Profile(profile.clone()),
            Proposal::Profile { .. } => By::Nothing,
        };
        Ok(Arc::new(Self { reference, now, by }))
    }

    fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        match &self.by {
            By::Calendar { span, .. } => Some(*span),
            By::Nothing | By::Profile(_) => None,
        }
    }

    /// The open clocks that it may move, as a condition of the database: a superset.
    fn condition(&self) -> Result<Option<Condition>, ServiceError> {
        let open = Condition::all().add(clocks::Column::StoppedAt.is_null());
        Ok(match &self.by {
            By::Nothing => None,
            By::Profile(profile) => {
                let version = i32::try_from(profile.version).map_err(ServiceError::internal)?;
                let of = open.add(clocks::Column::Profile.eq(&profile.code));
                Some(of.add(clocks::Column::ProfileVersion.lt(version)))
            }
            By::Calendar { code, span, at } => {
                let zone = at.values().next().map(|one| one.zone());
                let midnight = |day: NaiveDate| {
                    let local = zone.and_then(|z| {
                        z.from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest()
                    });
                    local.map_or_else(
                        || day.and_time(NaiveTime::MIN).and_utc(),
                        |local| local.to_utc(),
                    )
                };
                let (first, after) = (midnight(span.0), midnight(span.1 + Days::new(1)));
                let later = Condition::any()
                    .add(clocks::Column::DueAt.gte(first))
                    .add(clocks::Column::NextFireAt.gte(first))
                    .add(clocks::Column::PausedAt.is_not_null());
                let of = open.add(by_calendar(code)).add(later);
                Some(of.add(clocks::Column::StartedAt.lt(after)))
            }
        })
    }

    fn counted(&self, row: &clocks::Model) -> Result<Option<Counted>, ServiceError> {
        match &self.by {
            By::Nothing => Ok(None),
            By::Profile(profile) => {
                let calendar = self.reference.calendar(&row.calendar)?;
                Ok(Some(Counted { calendar, profile: Some(profile.clone()) }))
            }
            By::Calendar { code, at, .. } => {
                let key: CalendarKey = row.calendar.parse().map_err(ServiceError::internal)?;
                let calendar = at.get(&key.place).filter(|_| key.code == *code);
                Ok(calendar.map(|calendar| Counted { calendar: calendar.clone(), profile: None }))
            }
        }
    }

    /// Counts some clocks; adds to the list and to the numbers.
    fn count(&self, rows: Vec<clocks::Model>, found: &mut Found) -> Result<(), ServiceError> {
        let mut stages: BTreeMap<&'static str, u64> = BTreeMap::new();
        for row in rows {
            let Some(by) = self.counted(&row)? else { continue };
            let was_provisional = row.provisional;
            let mut clock = Clock::read(row, &self.reference)?;
            let recount = clock.recount(&by, self.now)?;
            found.summary.counted += 1;
            found.summary.confirmed += u64::from(was_provisional && !clock.row.provisional);
            found.summary.provisional += u64::from(clock.row.provisional);
            if recount.is_visible() || !recount.appear.is_empty() || recount.late_now {
                found.moves.list.push(Move::of(&clock, &recount));
                *stages.entry(clock.stage.as_str()).or_default() += 1;
            }
        }
        for (stage, count) in stages {
            *found.summary.by_stage.entry(stage.to_owned()).or_default() += count;
        }
        Ok(())
    }
}

/// The places that open clocks have, with the proposed calendar where it makes a difference.
fn calendar_by(reference: &Reference, calendar: &Arc<Calendar>) -> Result<By, ServiceError> {
    let code = &calendar.code;
    if reference.calendar_versions(code).is_empty() {
        return Ok(By::Nothing);
    }
    let versions = reference.calendar_versions(code).iter().cloned().chain([calendar.clone()]);
    let proposed = compiled::Family::of(versions.collect(), None);
    let mut at = HashMap::new();
    let mut span: Option<(NaiveDate, NaiveDate)> = None;
    for place in reference.places() {
        let key = CalendarKey { code: code.clone(), place: place.clone() };
        let old = reference.calendar(&key.to_string())?;
        let new = proposed.at(calendar.version, &place)?;
        if let Some((first, last)) = old.difference(&new) {
            let (from, to) = span.unwrap_or((first, last));
            span = Some((from.min(first), to.max(last)));
            at.insert(place, new);
        }
    }
    Ok(match span {
        Some(span) => By::Calendar { code: code.clone(), span, at },
        None => By::Nothing,
    })
}

/// Counts every open clock: those that were started earlier and those that were started later at the same
/// time, each in pages.
///
/// # Errors
/// When the database does not answer, or a calendar does not reach far enough.
pub(super) async fn every_open_clock(
    db: &impl ConnectionTrait,
    yardstick: &Arc<Yardstick>,
) -> Result<Found, ServiceError> {
    let Some(condition) = yardstick.condition()? else { return Ok(Found::of(yardstick)) };
    let middle = middle(db, &condition).await?;
    let (mut found, newer) = tokio::try_join!(
        count_between(db, yardstick, &condition, Uuid::nil(), middle),
        count_between(db, yardstick, &condition, middle, Uuid::max()),
    )?;
    found.add(newer);
    found.moves.finish(&mut found.summary);
    Ok(found)
}

/// Counts the clocks with an id after the one and up to the other. A page is counted while the next is read.
async fn count_between(
    db: &impl ConnectionTrait,
    yardstick: &Arc<Yardstick>,
    condition: &Condition,
    mut after: Uuid,
    until: Uuid,
) -> Result<Found, ServiceError> {
    let found = Found::of(yardstick);
    let mut counting = tokio::spawn(async move { Ok(found) });
    loop {
        let rows = page(db, condition, after, until).await?;
        let full = rows.len() as u64 == PAGE;
        after = rows.last().map_or(after, |row| row.id);
        let (yardstick, mut found) = (yardstick.clone(), joined(counting.await)?);
        counting =
            tokio::task::spawn_blocking(move || yardstick.count(rows, &mut found).map(|()| found));
        if !full {
            return joined(counting.await);
        }
    }
}

/// An id about half-way between the first clock and the last: ids begin with the moment of the start.
async fn middle(db: &impl ConnectionTrait, condition: &Condition) -> Result<Uuid, ServiceError> {
    let end = |order: Order| {
        let ids = clocks::Entity::find().select_only().column(clocks::Column::Id);
        let ids = ids.filter(condition.clone()).order_by(clocks::Column::Id, order);
        ids.into_tuple::<Uuid>().one(db)
    };
    let (Some(first), Some(last)) = (end(Order::Asc).await?, end(Order::Desc).await?) else {
        return Ok(Uuid::nil());
    };
    Ok(Uuid::from_u128(first.as_u128() / 2 + last.as_u128() / 2))
}

/// Counts the open clocks of some appeals; the list only.
///
/// # Errors
/// As [`every_open_clock`].
pub(super) async fn of_appeals(
    db: &impl ConnectionTrait,
    yardstick: &Yardstick,
    appeals: &[Uuid],
) -> Result<Moves, ServiceError> {
    let mut found = Found { moves: Moves::default(), summary: ChangeSummary::default() };
    let Some(condition) = yardstick.condition()? else { return Ok(found.moves) };
    for some in appeals.chunks(1_000) {
        let of = clocks::Column::AppealId.is_in(some.iter().copied());
        let rows = clocks::Entity::find().filter(condition.clone()).filter(of).all(db).await?;
        yardstick.count(rows, &mut found)?;
    }
    found.moves.finish(&mut found.summary);
    Ok(found.moves)
}

async fn page(
    db: &impl ConnectionTrait,
    condition: &Condition,
    after: Uuid,
    until: Uuid,
) -> Result<Vec<clocks::Model>, ServiceError> {
    Ok(clocks::Entity::find()
        .filter(condition.clone())
        .filter(clocks::Column::Id.gt(after))
        .filter(clocks::Column::Id.lte(until))
        .order_by_asc(clocks::Column::Id)
        .limit(PAGE)
        .all(db)
        .await?)
}

fn joined<T>(
    task: Result<Result<T, ServiceError>, tokio::task::JoinError>,
) -> Result<T, ServiceError> {
    task.map_err(|error| ServiceError::internal(format!("counting: {error}")))?
}
