//! Calendars and profiles as administrators read them before they propose a change.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use domain::appeal::Role;
use domain::calendar::Calendar;
use domain::time::Timestamp;
use entity::{calendars, clocks, profiles};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::bulletins;
use crate::call::Caller;
use crate::clocks::by_calendar;
use crate::error::ServiceError;
use crate::store::Store;

/// Who may read them.
const READERS: [Role; 2] = [Role::Administrator, Role::Supervisor];

/// A calendar in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CalendarLine {
    /// Its code.
    pub code: String,
    /// Its newest version.
    pub version: u32,
    /// From which civil day that counts.
    pub effective_from: NaiveDate,
    /// IANA name of its zone.
    pub zone: String,
    /// Open 24 × 7.
    pub always_open: bool,
    /// Years whose notice is known.
    pub notice_years: Vec<i32>,
    /// Next year's notice is not there, and it is December.
    pub notice_missing: Option<i32>,
    /// Open clocks that are counted by it.
    pub open_clocks: u64,
    /// Of these, due moments that are provisional (待定).
    pub provisional: u64,
}

/// A version of a calendar or profile.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VersionLine {
    /// Its number.
    pub version: i32,
    /// From which civil day it counts.
    pub effective_from: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// By which change; null for what came with the product.
    pub change_id: Option<Uuid>,
}

/// A calendar with its history.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CalendarView {
    /// The value, as it is edited.
    #[schema(value_type = Object)]
    pub calendar: serde_json::Value,
    /// All versions, oldest first.
    pub versions: Vec<VersionLine>,
}

/// A profile in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProfileLine {
    /// Its code.
    pub code: String,
    /// Its newest version.
    pub version: u32,
    /// In Chinese.
    pub name_zh: String,
    /// In English.
    pub name_en: String,
    /// Set by law: its clocks are locked.
    pub statutory: bool,
    /// From which civil day the newest version counts.
    pub effective_from: NaiveDate,
}

/// A profile with its history.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProfileView {
    /// The value, as it is edited.
    #[schema(value_type = Object)]
    pub profile: serde_json::Value,
    /// All versions, oldest first.
    pub versions: Vec<VersionLine>,
}

/// Whether the caller may propose changes, before anything is said about the input.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but administrators.
pub fn may_propose(caller: &Caller) -> Result<(), ServiceError> {
    caller.require(&[Role::Administrator])
}

/// Every calendar, by code.
///
/// # Errors
/// [`ServiceError::Forbidden`].
pub async fn calendars(
    store: &Store,
    caller: &Caller,
    now: Timestamp,
) -> Result<Vec<CalendarLine>, ServiceError> {
    caller.require(&READERS)?;
    let reference = store.reference().get(store).await?;
    let mut lines = Vec::new();
    for calendar in reference.all_calendars() {
        let open = clocks::Entity::find()
            .filter(clocks::Column::StoppedAt.is_null())
            .filter(by_calendar(&calendar.code));
        let provisional = open.clone().filter(clocks::Column::Provisional.eq(true));
        let day = now.with_timezone(&calendar.zone).date_naive();
        lines.push(CalendarLine {
            code: calendar.code.clone(),
            version: calendar.version,
            effective_from: calendar.effective_from,
            zone: calendar.zone.name().to_owned(),
            always_open: calendar.always_open,
            notice_years: calendar.notice_years.iter().copied().collect(),
            notice_missing: bulletins::missing_year(&calendar, day),
            open_clocks: open.count(store.read()).await?,
            provisional: provisional.count(store.read()).await?,
        });
    }
    Ok(lines)
}

/// One calendar, in the version asked for or the newest.
///
/// # Errors
/// [`ServiceError::Forbidden`], [`ServiceError::NotFound`].
pub async fn calendar(
    store: &Store,
    caller: &Caller,
    code: &str,
    version: Option<i32>,
) -> Result<CalendarView, ServiceError> {
    caller.require(&READERS)?;
    let rows = calendars::Entity::find()
        .filter(calendars::Column::Code.eq(code))
        .order_by_asc(calendars::Column::Version)
        .all(store.read())
        .await?;
    let wanted = |row: &&calendars::Model| version.is_none_or(|version| row.version == version);
    let found = rows.iter().rfind(wanted).ok_or(ServiceError::NotFound)?;
    let calendar = found.body.clone();
    let versions = rows.iter().map(|row| VersionLine {
        version: row.version,
        effective_from: row.effective_from.clone(),
        created_at: row.created_at,
        change_id: row.change_id,
    });
    Ok(CalendarView { calendar, versions: versions.collect() })
}

/// The newest version of a calendar.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn newest(store: &Store, code: &str) -> Result<Arc<Calendar>, ServiceError> {
    let reference = store.reference().get(store).await?;
    let newest = reference.calendar_versions(code).last().ok_or(ServiceError::NotFound)?;
    Ok(newest.clone())
}

/// The civil day in the city.
///
/// # Errors
/// When the database does not answer.
pub async fn today(store: &Store, now: Timestamp) -> Result<NaiveDate, ServiceError> {
    store.reference().get(store).await?.civil_day(now)
}

/// Every profile in its newest version, by code.
///
/// # Errors
/// [`ServiceError::Forbidden`].
pub async fn profiles(store: &Store, caller: &Caller) -> Result<Vec<ProfileLine>, ServiceError> {
    caller.require(&READERS)?;
    let reference = store.reference().get(store).await?;
    let mut lines: Vec<ProfileLine> = Vec::new();
    for profile in reference.all_profiles() {
        let line = ProfileLine {
            code: profile.code.clone(),
            version: profile.version,
            name_zh: profile.name_zh.clone(),
            name_en: profile.name_en.clone(),
            statutory: profile.statutory,
            effective_from: profile.effective_from,
        };
        match lines.last_mut() {
            Some(last) if last.code == line.code => *last = line,
            _ => lines.push(line),
        }
    }
    Ok(lines)
}

/// One profile, in the version asked for or the newest.
///
/// # Errors
/// [`ServiceError::Forbidden`], [`ServiceError::NotFound`].
pub async fn profile(
    store: &Store,
    caller: &Caller,
    code: &str,
    version: Option<i32>,
) -> Result<ProfileView, ServiceError> {
    caller.require(&READERS)?;
    let rows = profiles::Entity::find()
        .filter(profiles::Column::Code.eq(code))
        .order_by_asc(profiles::Column::Version)
        .all(store.read())
        .await?;
    let wanted = |row: &&profiles::Model| version.is_none_or(|version| row.version == version);
    let found = rows.iter().rfind(wanted).ok_or(ServiceError::NotFound)?;
    let profile = found.body.clone();
    let versions = rows.iter().map(|row| VersionLine {
        version: row.version,
        effective_from: row.effective_from.clone(),
        created_at: row.created_at,
        change_id: row.change_id,
    });
    Ok(ProfileView { profile, versions: versions.collect() })
}
