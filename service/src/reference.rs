//! What the city has decided, as one snapshot in memory: departments, categories, chains, calendars,
//! profiles and the dispatch catalogue. Read again when older than `FRESH`, so that every process
//! follows a change within that time.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use domain::appeal::Role;
use domain::calendar::{Calendar, CompiledCalendar};
use domain::routing::{Catalogue, CompiledCatalogue};
use domain::sla::profile::Profile;
use domain::time::Timestamp;
use entity::{calendars, categories, chains, counties, departments, profiles, staff, staff_roles};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::error::ServiceError;
use crate::store::Store;

/// The calendar that appeals are counted by unless something else is configured.
pub const CITY_CALENDAR: &str = "city";
/// How old a snapshot may be.
const FRESH: Duration = Duration::from_secs(5);

/// A member of staff, as far as notices are concerned.
#[derive(Clone, Debug)]
pub struct Official {
    /// Who.
    pub id: Uuid,
    /// Where they work.
    pub department: Option<Uuid>,
    /// What they may do.
    pub roles: Vec<Role>,
    /// Whether WeCom reaches them.
    pub has_wecom: bool,
}

/// One snapshot.
#[derive(Debug)]
pub struct Reference {
    /// Departments by id.
    pub departments: HashMap<Uuid, departments::Model>,
    /// Department ids by code.
    pub department_ids: HashMap<String, Uuid>,
    /// Categories by code.
    pub categories: HashMap<String, categories::Model>,
    /// County names by code.
    pub counties: HashMap<String, String>,
    /// Chains by code.
    pub chains: HashMap<String, chains::Model>,
    /// Active members of staff, in order of their ids.
    pub staff: Vec<Official>,
    /// Every version of every profile.
    profiles: HashMap<(String, i32), Arc<Profile>>,
    /// The newest version of every calendar, compiled.
    calendars: HashMap<String, Arc<CompiledCalendar>>,
    /// The dispatch catalogue, compiled.
    pub catalogue: Arc<CompiledCatalogue>,
}

impl Reference {
    /// The newest version of a profile that is in effect on the day.
    #[must_use]
    pub fn profile_on(&self, code: &str, day: NaiveDate) -> Option<Arc<Profile>> {
        self.profiles
            .values()
            .filter(|profile| profile.code == code && profile.effective_from <= day)
            .max_by_key(|profile| profile.version)
            .cloned()
    }

    /// Whether there is such a department, and it is open.
    #[must_use]
    pub fn takes_orders(&self, department: Uuid) -> bool {
        self.departments.get(&department).is_some_and(|row| row.active)
    }

    /// Whether there is any version of a profile.
    #[must_use]
    pub fn has_profile(&self, code: &str) -> bool {
        self.profiles.keys().any(|(known, _)| known == code)
    }

    /// A profile as it was when an appeal was filed.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when there is none, which would mean that a version was removed.
    pub fn profile(&self, code: &str, version: i32) -> Result<Arc<Profile>, ServiceError> {
        self.profile_ref(code, version).cloned()
    }

    /// The same, to look at.
    ///
    /// # Errors
    /// As [`Reference::profile`].
    pub fn profile_ref(&self, code: &str, version: i32) -> Result<&Arc<Profile>, ServiceError> {
        self.profiles
            .get(&(code.to_owned(), version))
            .ok_or_else(|| ServiceError::internal(format!("no profile {code} version {version}")))
    }

    /// A calendar by its code.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when there is none.
    pub fn calendar(&self, code: &str) -> Result<Arc<CompiledCalendar>, ServiceError> {
        self.calendars
            .get(code)
            .cloned()
            .ok_or_else(|| ServiceError::internal(format!("no calendar {code}")))
    }

    /// The civil day of a moment in the city's zone.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when the city has no calendar.
    pub fn civil_day(&self, at: Timestamp) -> Result<NaiveDate, ServiceError> {
        Ok(at.with_timezone(&self.calendar(CITY_CALENDAR)?.zone()).date_naive())
    }

    /// The short name of a department for people; its id when it is unknown.
    #[must_use]
    pub fn department_name(&self, id: Uuid) -> String {
        self.departments.get(&id).map_or_else(|| id.to_string(), |row| row.short_name.clone())
    }
}

/// The snapshot and when it was taken.
#[derive(Debug, Default)]
pub struct ReferenceCache {
    taken: Mutex<Option<(Instant, Arc<Reference>)>>,
}

impl ReferenceCache {
    /// Forgets the snapshot, after a change made by this process.
    pub async fn forget(&self) {
        *self.taken.lock().await = None;
    }

    /// The snapshot, read again when it is old. When the database does not answer, an old snapshot
    /// still serves: the write that needs it will find out for itself.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`] when there has never been one and the database does not answer.
    pub async fn get(&self, store: &Store) -> Result<Arc<Reference>, ServiceError> {
        let mut taken = self.taken.lock().await;
        if let Some((at, snapshot)) = &*taken
            && at.elapsed() < FRESH
        {
            return Ok(snapshot.clone());
        }
        let old = taken.as_ref().map(|(_, snapshot)| snapshot.clone());
        match read(store, old.as_deref()).await {
            Ok(snapshot) => {
                let snapshot = Arc::new(snapshot);
                *taken = Some((Instant::now(), snapshot.clone()));
                Ok(snapshot)
            }
            Err(error) => old.ok_or(error),
        }
    }
}

async fn read(store: &Store, old: Option<&Reference>) -> Result<Reference, ServiceError> {
    let db = store.read();
    let departments = departments::Entity::find().all(db).await?;
    let mut compiled: HashMap<String, Arc<CompiledCalendar>> = HashMap::new();
    for row in calendars::Entity::find().order_by_asc(calendars::Column::Version).all(db).await? {
        let calendar: Calendar = serde_json::from_value(row.body)?;
        let known = old.and_then(|old| old.calendars.get(&row.code));
        let ready = match known {
            Some(known) if *known.calendar() == calendar => known.clone(),
            _ => Arc::new(calendar.compile().map_err(ServiceError::internal)?),
        };
        compiled.insert(row.code, ready);
    }
    let mut by_version = HashMap::new();
    for row in profiles::Entity::find().all(db).await? {
        let profile: Profile = serde_json::from_value(row.body)?;
        by_version.insert((row.code, row.version), Arc::new(profile));
    }
    let categories = categories::Entity::find().all(db).await?;
    let counties = counties::Entity::find().all(db).await?;
    let chains = chains::Entity::find().all(db).await?;
    Ok(Reference {
        staff: officials(store).await?,
        department_ids: departments.iter().map(|row| (row.code.clone(), row.id)).collect(),
        departments: departments.into_iter().map(|row| (row.id, row)).collect(),
        categories: categories.into_iter().map(|row| (row.code.clone(), row)).collect(),
        counties: counties.into_iter().map(|row| (row.code, row.name)).collect(),
        chains: chains.into_iter().map(|row| (row.code.clone(), row)).collect(),
        profiles: by_version,
        calendars: compiled,
        catalogue: catalogue(old)?,
    })
}

async fn officials(store: &Store) -> Result<Vec<Official>, ServiceError> {
    let db = store.read();
    let mut roles = HashMap::<Uuid, Vec<Role>>::new();
    for row in staff_roles::Entity::find().all(db).await? {
        roles.entry(row.staff_id).or_default().extend(Role::parse(&row.role));
    }
    let active = staff::Entity::find().filter(staff::Column::Active.eq(true));
    let rows = active.order_by_asc(staff::Column::Id).all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| Official {
            id: row.id,
            department: row.department_id,
            roles: roles.remove(&row.id).unwrap_or_default(),
            has_wecom: row.wecom_id.is_some(),
        })
        .collect())
}

/// The shipped catalogue, compiled once per process.
fn catalogue(old: Option<&Reference>) -> Result<Arc<CompiledCatalogue>, ServiceError> {
    if let Some(old) = old {
        return Ok(old.catalogue.clone());
    }
    let settings = Catalogue::demonstration().map_err(ServiceError::internal)?;
    Ok(Arc::new(CompiledCatalogue::new(settings).map_err(ServiceError::internal)?))
}
