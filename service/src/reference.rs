//! What the city has decided, as one snapshot in memory: departments, categories, chains, calendars,
//! profiles and the dispatch catalogue. Read again when older than `FRESH`, so that every process
//! follows a change within that time.

pub(crate) mod compiled;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use domain::appeal::Role;
use domain::calendar::{Calendar, CalendarKey, CompiledCalendar, Place};
use domain::routing::{Catalogue, CompiledCatalogue};
use domain::sla::Facts;
use domain::sla::profile::Profile;
use domain::time::Timestamp;
use entity::{
    categories, chains, clock_changes, counties, departments, parks, profiles, staff, staff_roles,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tokio::sync::Mutex;
use uuid::Uuid;

use self::compiled::Calendars;

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

/// The change that made a version of a calendar or profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeBy {
    /// Which.
    pub id: Uuid,
    /// Why, in the words of whoever made it.
    pub reason: String,
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
    /// Parks by code.
    pub parks: HashMap<String, parks::Model>,
    /// Every version of every profile.
    profiles: HashMap<(String, i32), Arc<Profile>>,
    /// For each profile the newest version that open appeals follow.
    followed: HashMap<String, i32>,
    calendars: Calendars,
    /// Which change made a version, and why: by kind, code and version.
    changes: HashMap<String, HashMap<String, HashMap<i32, Arc<MadeBy>>>>,
    /// The dispatch catalogue, compiled.
    pub catalogue: Arc<CompiledCatalogue>,
}

impl Reference {
    /// The profile that an appeal is filed under on a day.
    #[must_use]
    pub fn profile_for(&self, facts: &Facts<'_>, day: NaiveDate) -> Option<Arc<Profile>> {
        Profile::choose(self.profiles.values(), facts, day).cloned()
    }

    /// The calendar that an appeal runs by, with its place.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when there is none, or the place cannot be written down.
    pub fn calendar_for(
        &self,
        facts: &Facts<'_>,
        day: NaiveDate,
        place: Place,
    ) -> Result<CalendarKey, ServiceError> {
        let code = self.calendars.choose(facts, day).map_or(CITY_CALENDAR, |one| &one.code);
        CalendarKey::new(code, place).map_err(ServiceError::internal)
    }

    /// The version of a profile that appeals follow which were filed under an earlier one, if that is so.
    #[must_use]
    pub fn followed(&self, code: &str, version: i32) -> Option<Arc<Profile>> {
        let newest = self.followed.get(code).filter(|newest| **newest > version)?;
        self.profiles.get(&(code.to_owned(), *newest)).cloned()
    }

    /// Every profile that open appeals follow, with the newest version that they do.
    pub fn all_followed(&self) -> impl Iterator<Item = (&str, i32)> {
        self.followed.iter().map(|(code, version)| (code.as_str(), *version))
    }

    /// Which recorded change made a version of a `calendar` or `profile`.
    #[must_use]
    pub fn made_by(&self, kind: &str, code: &str, version: i32) -> Option<Arc<MadeBy>> {
        self.changes.get(kind)?.get(code)?.get(&version).cloned()
    }

    /// The newest version of a profile, in effect or not.
    #[must_use]
    pub fn newest_profile(&self, code: &str) -> Option<Arc<Profile>> {
        let versions = self.profiles.values().filter(|profile| profile.code == code);
        versions.max_by_key(|profile| profile.version).cloned()
    }

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

    /// The newest version of a calendar, by its code or by its code and a place (`city@371402`).
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when there is none.
    pub fn calendar(&self, code: &str) -> Result<Arc<CompiledCalendar>, ServiceError> {
        self.calendars.newest(code)
    }

    /// A calendar as it was known with a version, which is how a clock was counted.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when there is none.
    pub fn calendar_at(
        &self,
        key: &str,
        version: i32,
    ) -> Result<Arc<CompiledCalendar>, ServiceError> {
        self.calendars.at(key, version)
    }

    /// Every version of a calendar, in order.
    #[must_use]
    pub fn calendar_versions(&self, code: &str) -> &[Arc<Calendar>] {
        self.calendars.versions(code)
    }

    /// Every place that an appeal can come from, as far as calendars are concerned: nowhere in particular,
    /// the counties, their parks.
    #[must_use]
    pub fn places(&self) -> Vec<Place> {
        let mut places = vec![Place::default()];
        let counties = self.counties.keys().map(|code| Place::new(Some(code), None));
        places.extend(counties);
        for park in self.parks.values() {
            places.push(Place::new(None, Some(&park.code)));
            let counties = self.counties.keys();
            places.extend(counties.map(|county| Place::new(Some(county), Some(&park.code))));
        }
        places
    }

    /// The newest version of every calendar, by code.
    #[must_use]
    pub fn all_calendars(&self) -> Vec<Arc<Calendar>> {
        self.calendars.all()
    }

    /// Every version of every profile, by code and version.
    #[must_use]
    pub fn all_profiles(&self) -> Vec<Arc<Profile>> {
        let mut all: Vec<_> = self.profiles.values().cloned().collect();
        all.sort_by(|a, b| (&a.code, a.version).cmp(&(&b.code, b.version)));
        all
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
    let mut by_version = HashMap::new();
    let mut followed = HashMap::<String, i32>::new();
    for row in profiles::Entity::find().all(db).await? {
        let profile: Profile = serde_json::from_value(row.body)?;
        if row.reaches_open {
            let newest = followed.entry(row.code.clone()).or_default();
            *newest = row.version.max(*newest);
        }
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
        parks: parks::Entity::find()
            .all(db)
            .await?
            .into_iter()
            .map(|row| (row.code.clone(), row))
            .collect(),
        profiles: by_version,
        followed,
        calendars: Calendars::read(store, old.map(|old| &old.calendars)).await?,
        changes: changes(store).await?,
        catalogue: catalogue(old)?,
    })
}

/// The changes that made versions, without what they moved.
async fn changes(
    store: &Store,
) -> Result<HashMap<String, HashMap<String, HashMap<i32, Arc<MadeBy>>>>, ServiceError> {
    let rows: Vec<(String, String, i32, Uuid, String)> = clock_changes::Entity::find()
        .select_only()
        .column(clock_changes::Column::Kind)
        .column(clock_changes::Column::Code)
        .column(clock_changes::Column::ToVersion)
        .column(clock_changes::Column::Id)
        .column(clock_changes::Column::Reason)
        .filter(clock_changes::Column::AppliedAt.is_not_null())
        .into_tuple()
        .all(store.read())
        .await?;
    let mut changes = HashMap::<String, HashMap<String, HashMap<i32, Arc<MadeBy>>>>::new();
    for (kind, code, version, id, reason) in rows {
        let versions = changes.entry(kind).or_default().entry(code).or_default();
        versions.insert(version, Arc::new(MadeBy { id, reason }));
    }
    Ok(changes)
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
