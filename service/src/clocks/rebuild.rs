//! The clocks of an appeal worked out again from its events alone, and how the stored ones differ: what the
//! nightly self-check asks, appeal by appeal.

use std::collections::BTreeSet;

use domain::appeal::clockwork::{effects, is_window};
use domain::appeal::{Appeal, Event};
use domain::sla::Pause;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::recount::DUE;
use super::{Clock, ClockSet, ClockSource};
use crate::error::ServiceError;
use crate::reference::Reference;
use crate::store::Store;

/// One thing about a clock that is stored otherwise than the events say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Difference {
    /// The stored clock; none where the events know one that is not there.
    pub clock: Option<Uuid>,
    /// Its stage; empty for what concerns the appeal as a whole.
    pub stage: String,
    /// Its round.
    pub round: i32,
    /// What differs, such as `due_at`.
    pub field: String,
    /// As it is stored; none where it is not there.
    pub stored: Option<String>,
    /// As the events have it.
    pub recomputed: Option<String>,
}

impl ClockSet {
    /// The clocks that the events imply. `source` names the profile that the appeal was filed under. Which
    /// clocks run, since when, how long and with which pauses does not depend on a calendar; their moments
    /// here are by the calendar of `source`, and no firing is taken over.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when the calendar does not reach far enough, or a profile is not there.
    pub fn of_events(
        store: &Store,
        source: ClockSource,
        history: &[(Event, Timestamp)],
        reference: &Reference,
    ) -> Result<Self, ServiceError> {
        let mut clocks = Self::empty(source);
        let mut appeal: Option<Appeal> = None;
        for (event, at) in history {
            let after = match appeal.as_mut() {
                Some(appeal) => {
                    appeal.apply(event);
                    appeal
                }
                None => appeal.insert(
                    Appeal::from_events([event])
                        .ok_or_else(|| ServiceError::internal("a history without a beginning"))?,
                ),
            };
            clocks.apply(store, &effects(event, after), *at)?;
            if let Event::ClocksRecalculated { profile: Some(now), .. } = event {
                clocks.turn_to(reference.profile(&now.code, now.version)?, *at)?;
            }
        }
        Ok(clocks)
    }

    /// How these clocks, as stored, differ from those that the events imply. `cards` are the rungs that
    /// stand, by clock and key.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when a calendar does not reach far enough.
    pub fn differences(
        &self,
        rebuilt: &Self,
        cards: &BTreeSet<(Uuid, String)>,
    ) -> Result<Vec<Difference>, ServiceError> {
        let same = |a: &Clock, b: &Clock| a.stage == b.stage && a.row.round == b.row.round;
        let mut found = Vec::new();
        for clock in &self.clocks {
            let Some(again) = rebuilt.clocks.iter().find(|one| same(one, clock)) else {
                found.push(clock.differs("clock", Some("there".to_owned()), None));
                continue;
            };
            clock.compare(again, &mut found)?;
            clock.compare_fired(cards, &mut found)?;
        }
        let there = |again: &&Clock| !self.clocks.iter().any(|clock| same(clock, again));
        for again in rebuilt.clocks.iter().filter(there) {
            let missing = again.differs("clock", None, Some("there".to_owned()));
            found.push(Difference { clock: None, ..missing });
        }
        Ok(found)
    }
}

impl Clock {
    fn differs(
        &self,
        field: &str,
        stored: Option<String>,
        recomputed: Option<String>,
    ) -> Difference {
        let (clock, round) = (Some(self.row.id), self.row.round);
        let (stage, field) = (self.row.stage.clone(), field.to_owned());
        Difference { clock, stage, round, field, stored, recomputed }
    }

    /// Compares the terms, then the moments that follow from them by the version of the calendar that the
    /// stored clock is counted by.
    fn compare(&self, rebuilt: &Self, found: &mut Vec<Difference>) -> Result<(), ServiceError> {
        let mut again = rebuilt.clone();
        again.calendar = self.calendar.clone();
        again.row.next_rung = self.row.next_rung;
        again.fired.clone_from(&self.fired);
        again.place()?;
        if again.row.paused_at.is_none() && again.is_running() {
            let firings = again.firings()?;
            again.wait_for(&firings)?;
        }
        for ((field, stored), (_, recomputed)) in self.shown().into_iter().zip(again.shown()) {
            if stored != recomputed {
                found.push(self.differs(field, stored, recomputed));
            }
        }
        Ok(())
    }

    /// Everything that must be as the events say, in words.
    fn shown(&self) -> [(&'static str, Option<String>); 15] {
        let (row, terms) = (&self.row, &self.terms);
        [
            ("party_id", row.party_id.map(|id| id.to_string())),
            ("profile", Some(format!("{} {}", row.profile, row.profile_version))),
            ("unit", Some(row.unit.clone())),
            ("amount", Some(row.amount.to_string())),
            ("extensions", Some(format!("{:?}", terms.extensions))),
            ("started_at", shown_at(Some(row.started_at))),
            ("pauses", Some(self.shown_pauses())),
            ("stopped_at", shown_at(row.stopped_at)),
            ("set_aside", Some(self.set_aside.to_string())),
            ("paused_at", shown_at(row.paused_at)),
            ("due_at", shown_at(Some(row.due_at))),
            ("yellow_at", shown_at(Some(row.yellow_at))),
            ("provisional", Some(row.provisional.to_string())),
            ("next_fire_at", shown_at(row.next_fire_at)),
            ("calendar", Some(row.calendar.clone())),
        ]
    }

    /// The pauses; one that still lasted when the clock was stopped ended there.
    fn shown_pauses(&self) -> String {
        let shown = |pause: &Pause| {
            let to = shown_at(pause.to.or(self.row.stopped_at)).unwrap_or_default();
            format!("{}/{to}", shown_at(Some(pause.from)).unwrap_or_default())
        };
        self.terms.pauses.iter().map(shown).collect::<Vec<_>>().join(" ")
    }

    /// Compares what the clock says to have fired with the cards that stand, and with its breach.
    fn compare_fired(
        &self,
        cards: &BTreeSet<(Uuid, String)>,
        found: &mut Vec<Difference>,
    ) -> Result<(), ServiceError> {
        if is_window(self.stage) {
            return Ok(());
        }
        let fired = self.has_fired(&self.firings()?, self.passed()?);
        let by_clock: BTreeSet<&str> = fired.iter().map(|(key, _)| key.as_str()).collect();
        let late = by_clock.contains(DUE);
        if late != self.row.breached_at.is_some() {
            let recomputed = shown_at(late.then_some(self.row.due_at));
            found.push(self.differs("breached_at", shown_at(self.row.breached_at), recomputed));
        }
        for rung in &self.profile.ladder {
            let given = cards.contains(&(self.row.id, rung.key.clone()));
            let fired = by_clock.contains(rung.key.as_str());
            if given != fired {
                let word = |given: bool| given.then(|| rung.key.clone());
                found.push(self.differs("card", word(given), word(fired)));
            }
        }
        Ok(())
    }
}

fn shown_at(at: Option<Timestamp>) -> Option<String> {
    at.map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true))
}
