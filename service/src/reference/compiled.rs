//! Calendars of a snapshot: every version of every code, compiled when it is first asked for, at the
//! places that matter, and kept as long as the versions are the same.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;
use domain::calendar::{Calendar, CalendarKey, CompiledCalendar, Place};
use domain::sla::Facts;
use entity::calendars;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::error::ServiceError;
use crate::store::Store;

/// The calendars by code.
#[derive(Debug, Default)]
pub(super) struct Calendars {
    by_code: HashMap<String, Arc<Family>>,
}

/// All versions of one calendar. Versions are never changed, only added.
#[derive(Debug)]
pub(crate) struct Family {
    /// In order of their number.
    versions: Vec<Arc<Calendar>>,
    /// The places that any closure names, as far as places can differ.
    counties: BTreeSet<String>,
    parks: BTreeSet<String>,
    compiled: Mutex<HashMap<(u32, Place), Arc<CompiledCalendar>>>,
}

impl Family {
    /// A family; what `known` has compiled is taken over.
    pub(crate) fn of(versions: Vec<Arc<Calendar>>, known: Option<&Self>) -> Self {
        let closures = || versions.iter().flat_map(|version| &version.closures);
        let counties: BTreeSet<String> =
            closures().flat_map(|closure| closure.counties.iter().cloned()).collect();
        let parks: BTreeSet<String> =
            closures().flat_map(|closure| closure.parks.iter().cloned()).collect();
        // What was compiled for a place that nothing distinguished holds for it no longer.
        let same = known.filter(|known| known.counties == counties && known.parks == parks);
        let compiled = same.map(Self::ready).unwrap_or_default();
        Self { versions, counties, parks, compiled: Mutex::new(compiled) }
    }

    fn ready(&self) -> HashMap<(u32, Place), Arc<CompiledCalendar>> {
        self.compiled.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// As far as any closure can tell it from other places.
    fn place(&self, place: &Place) -> Place {
        let named = |set: &BTreeSet<String>, code: &Option<String>| {
            code.clone().filter(|code| set.contains(code))
        };
        Place {
            county: named(&self.counties, &place.county),
            park: named(&self.parks, &place.park),
        }
    }

    /// The calendar as it was known with a version, at a place.
    pub(crate) fn at(
        &self,
        version: u32,
        place: &Place,
    ) -> Result<Arc<CompiledCalendar>, ServiceError> {
        let key = (version, self.place(place));
        let known = self.compiled.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let until = self.versions.partition_point(|one| one.version <= version);
        let rules: Vec<&Calendar> = self.versions[..until].iter().map(AsRef::as_ref).collect();
        let ready =
            CompiledCalendar::of_versions(&rules, &key.1).map_err(ServiceError::internal)?;
        let ready = Arc::new(ready);
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(compiled.entry(key).or_insert(ready).clone())
    }
}

impl Calendars {
    /// Reads what is new; what is known stays.
    pub(super) async fn read(store: &Store, old: Option<&Self>) -> Result<Self, ServiceError> {
        let db = store.read();
        let there: Vec<(String, i32)> = calendars::Entity::find()
            .select_only()
            .column(calendars::Column::Code)
            .column(calendars::Column::Version)
            .order_by_asc(calendars::Column::Code)
            .order_by_asc(calendars::Column::Version)
            .into_tuple()
            .all(db)
            .await?;
        let mut wanted = HashMap::<String, Vec<i32>>::new();
        for (code, version) in there {
            wanted.entry(code).or_default().push(version);
        }
        let mut by_code = HashMap::with_capacity(wanted.len());
        for (code, numbers) in wanted {
            let known = old.and_then(|old| old.by_code.get(&code));
            let same = known.filter(|known| {
                let known = known.versions.iter().map(|one| i64::from(one.version));
                known.eq(numbers.iter().copied().map(i64::from))
            });
            let family = match same {
                Some(known) => known.clone(),
                None => {
                    Arc::new(Family::of(versions(store, &code).await?, known.map(AsRef::as_ref)))
                }
            };
            by_code.insert(code, family);
        }
        Ok(Self { by_code })
    }

    fn family(&self, code: &str) -> Result<&Arc<Family>, ServiceError> {
        self.by_code.get(code).ok_or_else(|| ServiceError::internal(format!("no calendar {code}")))
    }

    /// The newest version of a calendar, at a place.
    pub(super) fn newest(&self, key: &str) -> Result<Arc<CompiledCalendar>, ServiceError> {
        let key: CalendarKey = key.parse().map_err(ServiceError::internal)?;
        let family = self.family(&key.code)?;
        let version = family.versions.last().map_or(0, |one| one.version);
        family.at(version, &key.place)
    }

    /// A calendar as it was known with a version, at a place.
    pub(super) fn at(
        &self,
        key: &str,
        version: i32,
    ) -> Result<Arc<CompiledCalendar>, ServiceError> {
        let key: CalendarKey = key.parse().map_err(ServiceError::internal)?;
        let version = u32::try_from(version).map_err(ServiceError::internal)?;
        self.family(&key.code)?.at(version, &key.place)
    }

    /// Every version of a code, in order; none when there is no such calendar.
    pub(super) fn versions(&self, code: &str) -> &[Arc<Calendar>] {
        self.by_code.get(code).map_or(&[], |family| &family.versions)
    }

    /// The newest version of every calendar, by code.
    pub(super) fn all(&self) -> Vec<Arc<Calendar>> {
        let mut all: Vec<_> =
            self.by_code.values().filter_map(|family| family.versions.last().cloned()).collect();
        all.sort_by(|a, b| a.code.cmp(&b.code));
        all
    }

    /// The calendar that claims an appeal on a day.
    pub(super) fn choose(&self, facts: &Facts<'_>, day: NaiveDate) -> Option<&Arc<Calendar>> {
        Calendar::choose(self.by_code.values().flat_map(|family| &family.versions), facts, day)
    }
}

async fn versions(store: &Store, code: &str) -> Result<Vec<Arc<Calendar>>, ServiceError> {
    let rows = calendars::Entity::find()
        .filter(calendars::Column::Code.eq(code))
        .order_by_asc(calendars::Column::Version)
        .all(store.read())
        .await?;
    rows.into_iter().map(|row| Ok(Arc::new(serde_json::from_value(row.body)?))).collect()
}
