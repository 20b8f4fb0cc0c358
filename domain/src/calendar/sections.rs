//! Which version of a calendar rules which civil day: the newest whose `effective_from` has come.

use std::borrow::Borrow;
use std::sync::Arc;

use chrono::NaiveDate;

use super::closures::Closures;
use super::{Calendar, CalendarFault, Place};

/// A run of civil days under one version.
#[derive(Debug, Clone)]
pub(super) struct Section {
    /// The first day, from the first compiled day on.
    pub(super) first_day: usize,
    /// The version that rules.
    pub(super) rules: Arc<Calendar>,
    /// Its closures at the place.
    pub(super) closures: Closures,
}

/// The versions of one calendar, cut to the days from `first` to `last`.
#[derive(Debug, Clone)]
pub(super) struct Sections {
    /// The version with the highest number: what an administrator edits next, and which notices are
    /// known.
    pub(super) newest: Arc<Calendar>,
    /// In order, the first from the first day on.
    list: Vec<Section>,
}

impl Sections {
    pub(super) fn of<C: Borrow<Calendar>>(
        versions: &[C],
        place: &Place,
        (first, last): (NaiveDate, NaiveDate),
    ) -> Result<Self, CalendarFault> {
        let mut versions: Vec<&Calendar> = versions.iter().map(Borrow::borrow).collect();
        versions.sort_by_key(|calendar| calendar.version);
        let (Some(oldest), Some(newest)) = (versions.first(), versions.last()) else {
            return Err(CalendarFault::NoVersions);
        };
        for other in &versions {
            if other.code != oldest.code || other.zone != oldest.zone {
                return Err(CalendarFault::MixedVersions {
                    code: oldest.code.clone(),
                    version: other.version,
                });
            }
        }
        let shared = Arc::new((*newest).clone());
        let mut list = Vec::new();
        for (from, rules) in ruling(&versions, first).into_iter().filter(|&(from, _)| from <= last)
        {
            let first_day = usize::try_from((from - first).num_days()).unwrap_or(0);
            let rules =
                if rules.version == newest.version { shared.clone() } else { rules.clone().into() };
            let closures = Closures::at(&rules.closures, place)?;
            list.push(Section { first_day, rules, closures });
        }
        Ok(Self { newest: shared, list })
    }

    /// The section of a day.
    pub(super) fn on(&self, day: usize) -> &Section {
        let begun = self.list.partition_point(|section| section.first_day <= day);
        &self.list[begun.saturating_sub(1)]
    }

    pub(super) fn all(&self) -> &[Section] {
        &self.list
    }
}

/// Who rules from which day on. A version that a newer one overtakes before it begins never does; the
/// oldest also rules all days before any version is in effect.
fn ruling<'a>(versions: &[&'a Calendar], first: NaiveDate) -> Vec<(NaiveDate, &'a Calendar)> {
    let mut found: Vec<(NaiveDate, &Calendar)> = Vec::new();
    for &version in versions.iter().rev() {
        if found.last().is_none_or(|&(from, _)| from > first && version.effective_from < from) {
            found.push((version.effective_from.max(first), version));
        }
    }
    match (found.last().copied(), versions.first()) {
        (Some((from, _)), Some(&oldest)) if from > first => found.push((first, oldest)),
        _ => {}
    }
    found.reverse();
    found.dedup_by(|later, earlier| later.1.version == earlier.1.version);
    found
}
