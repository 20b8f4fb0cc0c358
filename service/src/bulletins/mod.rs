//! Bulletins (通报): what the platform says by itself, once, whatever number of workers run: the digest of
//! what is overdue, every working morning, to the supervisors; the reminder that next year's holidays are
//! not in the calendar yet, once a week in December, to the administrators; and what the self-check of the
//! night has found, to both.
//!
//! The row in `bulletins` is unique per kind and day and is written with the notices: whoever comes second
//! writes nothing. To post one more thing: a kind, when it is due, its [`Template`] and who hears of it.

mod digest;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeZone, Timelike};
use domain::appeal::Role;
use domain::calendar::{Calendar, CompiledCalendar, TimeOfDay};
use domain::notice::{Channel, Params, QuietHours, Template};
use domain::sla::workday_close_after;
use domain::time::Timestamp;
use entity::{bulletins, clocks, notices};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use crate::bulk;
use crate::error::ServiceError;
use crate::notices::Letter;
use crate::reference::{CITY_CALENDAR, Reference};
use crate::self_check::Checked;
use crate::store::Store;

/// The digest of a working day.
pub const DIGEST: &str = "digest";
/// The self-check of a night.
pub const SELF_CHECK: &str = "self_check";
/// The reminder of a week.
pub const NOTICE_MISSING: &str = "notice_missing";

/// What was posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posted {
    /// The bulletin.
    pub id: Uuid,
    /// How many people were told.
    pub told: usize,
}

/// When bulletins are posted.
#[derive(Clone, Copy, Debug)]
pub struct Hours {
    /// From when on, in the city's time; until the offices close.
    pub at: TimeOfDay,
    /// When phones stay silent all the same.
    pub quiet: Option<QuietHours>,
}

/// Posts the digest of the day if it is due and has not been posted: on working days only, never for a day
/// that is over.
///
/// # Errors
/// When the database does not answer.
pub async fn digest(
    store: &Store,
    now: Timestamp,
    hours: Hours,
) -> Result<Option<Posted>, ServiceError> {
    let reference = store.reference().get(store).await?;
    let calendar = reference.calendar(CITY_CALENDAR)?;
    let Some(today) = office_day(&calendar, now, hours.at)? else { return Ok(None) };
    if is_posted(store, DIGEST, today).await? {
        return Ok(None);
    }
    let midnight = calendar.zone().from_local_datetime(&today.and_time(NaiveTime::MIN));
    let tomorrow = midnight.earliest().map_or(now, |at| at.to_utc()) + chrono::Duration::days(1);
    let last = bulletins::Entity::find()
        .filter(bulletins::Column::Kind.eq(DIGEST))
        .order_by_desc(bulletins::Column::Day)
        .one(store.read())
        .await?;
    let city = reference.clone();
    let since = last.map(|row| row.made_at);
    let found = store
        .snapshot(move |tx| {
            Box::pin(async move { digest::find(tx, &city, now, since, tomorrow).await })
        })
        .await?;
    let bulletin = Bulletin {
        kind: DIGEST,
        day: today,
        template: found.template(),
        params: found.params(&calendar, now)?,
        summary: found.summary(),
        to: &[Role::Supervisor],
    };
    post(store, &reference, now, hours, bulletin).await
}

/// Reminds the administrators of a holiday notice that is missing: from December on, on the first working
/// day of a week, until it is in the calendar.
///
/// # Errors
/// When the database does not answer.
pub async fn notice_missing(
    store: &Store,
    now: Timestamp,
    hours: Hours,
) -> Result<Option<Posted>, ServiceError> {
    let reference = store.reference().get(store).await?;
    let calendar = reference.calendar(CITY_CALENDAR)?;
    let Some(today) = office_day(&calendar, now, hours.at)? else { return Ok(None) };
    let Some(year) = missing_year(calendar.calendar(), today) else { return Ok(None) };
    // One a week: the week is named by its Monday.
    let week = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
    if is_posted(store, NOTICE_MISSING, week).await? {
        return Ok(None);
    }
    let provisional = clocks::Entity::find()
        .filter(clocks::Column::StoppedAt.is_null())
        .filter(clocks::Column::Provisional.eq(true))
        .count(store.read())
        .await?;
    let bulletin = Bulletin {
        kind: NOTICE_MISSING,
        day: week,
        template: Template::NoticeMissing,
        params: Params::from([
            ("year".to_owned(), year.to_string()),
            ("provisional".to_owned(), provisional.to_string()),
        ]),
        summary: json!({ "year": year, "provisional": provisional }),
        to: &[Role::Administrator],
    };
    post(store, &reference, now, hours, bulletin).await
}

/// The civil day whose self-check is due and has not been made: once a day, from the hour on.
///
/// # Errors
/// When the database does not answer.
pub async fn self_check_due(
    store: &Store,
    now: Timestamp,
    from: TimeOfDay,
) -> Result<Option<NaiveDate>, ServiceError> {
    let reference = store.reference().get(store).await?;
    let local = now.with_timezone(&reference.calendar(CITY_CALENDAR)?.zone());
    let today = local.date_naive();
    if local.num_seconds_from_midnight() < from.seconds() {
        return Ok(None);
    }
    Ok(if is_posted(store, SELF_CHECK, today).await? { None } else { Some(today) })
}

/// Notes that the self-check of a day was made. Supervisors and administrators are told when something is
/// wrong; silence means that everything was as it should be.
///
/// # Errors
/// When the database does not answer.
pub async fn self_check(
    store: &Store,
    now: Timestamp,
    hours: Hours,
    day: NaiveDate,
    checked: &Checked,
) -> Result<Option<Posted>, ServiceError> {
    let reference = store.reference().get(store).await?;
    let bulletin = Bulletin {
        kind: SELF_CHECK,
        day,
        template: Template::ClocksDiffer,
        params: Params::from([
            ("faults".to_owned(), checked.faults.to_string()),
            ("new".to_owned(), checked.new.to_string()),
            ("appeals".to_owned(), checked.appeals.to_string()),
        ]),
        summary: json!({
            "appeals": checked.appeals, "clocks": checked.clocks,
            "faults": checked.faults, "new": checked.new,
        }),
        to: if checked.faults == 0 { &[] } else { &[Role::Supervisor, Role::Administrator] },
    };
    post(store, &reference, now, hours, bulletin).await
}

/// The year whose notice should be there and is not: next year's in December, and this year's at any time.
pub(crate) fn missing_year(calendar: &Calendar, today: NaiveDate) -> Option<i32> {
    let waits = |year: &i32| !calendar.always_open && !calendar.notice_years.contains(year);
    Some(today.year()).filter(waits).or_else(|| calendar.missing_notice(today))
}

/// The civil day of a moment, while bulletins may be posted: on a working day, from the hour on, until the
/// offices close.
fn office_day(
    calendar: &CompiledCalendar,
    now: Timestamp,
    from: TimeOfDay,
) -> Result<Option<NaiveDate>, ServiceError> {
    let today = calendar.date_of(now).map_err(ServiceError::internal)?;
    if !calendar.is_working_day(today).map_err(ServiceError::internal)? {
        return Ok(None);
    }
    let early = now.with_timezone(&calendar.zone()).num_seconds_from_midnight() < from.seconds();
    let close = workday_close_after(calendar, now, 0).map_err(ServiceError::internal)?;
    let over = now >= close || calendar.date_of(close).map_err(ServiceError::internal)? != today;
    Ok(Some(today).filter(|_| !early && !over))
}

async fn is_posted(store: &Store, kind: &str, day: NaiveDate) -> Result<bool, ServiceError> {
    let id = (kind.to_owned(), day.to_string());
    Ok(bulletins::Entity::find_by_id(id).one(store.read()).await?.is_some())
}

/// What is about to be posted.
struct Bulletin {
    kind: &'static str,
    day: NaiveDate,
    template: Template,
    params: Params,
    summary: serde_json::Value,
    to: &'static [Role],
}

/// Writes the bulletin and its notices, unless somebody else has.
async fn post(
    store: &Store,
    reference: &Reference,
    now: Timestamp,
    hours: Hours,
    bulletin: Bulletin,
) -> Result<Option<Posted>, ServiceError> {
    let id = store.ids().next();
    let zone = reference.calendar(CITY_CALENDAR)?.zone();
    let later = hours.quiet.map_or(now, |quiet| quiet.allowed_from(now, zone));
    let readers = reference.staff.iter();
    let readers = readers.filter(|one| one.roles.iter().any(|role| bulletin.to.contains(role)));
    let (params, template) = (json!(bulletin.params), bulletin.template);
    let letter = Letter { event: id, appeal: None, template, params: &params, now, later };
    let mut rows = Vec::new();
    let mut told = 0;
    for reader in readers {
        told += 1;
        let wecom = reader.has_wecom.then_some(Channel::Wecom);
        for channel in std::iter::once(Channel::Inbox).chain(wecom) {
            rows.push(letter.to(store.ids().next(), ("staff", reader.id), channel.as_str()));
        }
    }
    let row = bulletins::Model {
        kind: bulletin.kind.to_owned(),
        day: bulletin.day.to_string(),
        id,
        summary: bulletin.summary,
        made_at: now,
    };
    store
        .transact(move |tx| {
            Box::pin(async move {
                if bulk::insert::<bulletins::Entity>(tx, vec![row], true).await? == 0 {
                    return Ok(None);
                }
                bulk::insert::<notices::Entity>(tx, rows, false).await?;
                Ok(Some(Posted { id, told }))
            })
        })
        .await
}
