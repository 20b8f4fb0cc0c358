//! Whose hours rule which civil day: those of the newest version whose hours have begun. What is known
//! of single dates is the newest version's, and is not cut into sections.

use std::borrow::Borrow;
use std::sync::Arc;

use chrono::NaiveDate;

use super::closures::Closures;
use super::{Calendar, CalendarFault, Place};

/// A run of civil days under the hours of one version.
#[derive(Debug, Clone)]
struct Section {
    /// The first day, from the first compiled day on.
    first_day: usize,
    /// The version whose hours rule.
    rules: Arc<Calendar>,
}

/// The versions of one calendar, cut to the days from `first` to `last`.
#[derive(Debug, Clone)]
pub(super) struct Sections {
    /// The version with the highest number: what an administrator edits next, and what is known of
    /// single dates and of notices.
    pub(super) newest: Arc<Calendar>,
    /// Its closures at the place.
    pub(super) closures: Closures,
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
            list.push(Section { first_day, rules });
        }
        let closures = Closures::at(&newest.closures, place)?;
        Ok(Self { newest: shared, closures, list })
    }

    /// The version whose hours rule a day.
    pub(super) fn on(&self, day: usize) -> &Calendar {
        let begun = self.list.partition_point(|section| section.first_day <= day);
        &self.list[begun.saturating_sub(1)].rules
    }

    /// The versions whose hours rule any day.
    pub(super) fn all(&self) -> impl Iterator<Item = &Calendar> {
        self.list.iter().map(|section| &*section.rules)
    }
}

/// Whose hours rule from which day on. Those that newer ones overtake before they begin never do; the
/// oldest version's also rule all days before any have begun.
fn ruling<'a>(versions: &[&'a Calendar], first: NaiveDate) -> Vec<(NaiveDate, &'a Calendar)> {
    let mut found: Vec<(NaiveDate, &Calendar)> = Vec::new();
    for &version in versions.iter().rev() {
        let begins = version.hours_from();
        if found.last().is_none_or(|&(from, _)| from > first && begins < from) {
            found.push((begins.max(first), version));
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
