//! Clocks counted anew (时限重算) because the calendar or the profile has changed. Only running clocks are:
//! what has ended keeps the version that it was counted by.

use std::sync::Arc;

use domain::appeal::clockwork::is_window;
use domain::appeal::{BreachCorrected, ClockMove, VoidRung};
use domain::calendar::CompiledCalendar;
use domain::sla::profile::{Card, Profile, Stage};
use domain::sla::{self, ClockState, Remaining};
use domain::time::Timestamp;

use super::{Clock, ClockSet, Firing};
use crate::changes::CardCount;
use crate::error::ServiceError;
use crate::reference::MadeBy;

/// What counting anew did to one clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recount {
    /// Its moments before and after; the same where only cards or the remainder changed.
    pub moved: ClockMove,
    /// It stands still, and what is left of it has changed.
    pub remainder: bool,
    /// Rungs that had fired and should not have yet.
    pub void: Vec<VoidRung>,
    /// What became of its breach.
    pub breach: Option<BreachCorrected>,
    /// Rungs that have become due by it, by their keys in order; they fire next.
    pub appear: Vec<String>,
    /// It was in time, and is late by it.
    pub late_now: bool,
}

impl Recount {
    /// Whether people would notice: a moment, a remainder or a card is another one.
    #[must_use]
    pub fn is_visible(&self) -> bool {
        self.remainder || self.corrects() || self.moved.old_due != self.moved.new_due
    }

    /// Whether a card or a breach has lost its ground.
    #[must_use]
    pub const fn corrects(&self) -> bool {
        !self.void.is_empty() || self.breach.is_some()
    }
}

/// By what clocks are counted from now on.
#[derive(Clone, Debug)]
pub struct Counted {
    /// The calendar, as known now.
    pub calendar: Arc<CompiledCalendar>,
    /// The profile, where it is another.
    pub profile: Option<Arc<Profile>>,
}

impl Clock {
    /// Counts a running clock anew. What has fired and is due by now stays; what has fired and is not due
    /// yet is void, and open again.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when the calendar does not reach far enough.
    pub fn recount(&mut self, by: &Counted, now: Timestamp) -> Result<Recount, ServiceError> {
        let old_due = self.row.paused_at.is_none().then_some(self.row.due_at);
        let (frozen, passed) = (self.frozen()?, self.passed()?);
        let begun = passed > 0 || !self.fired.is_empty() || self.is_due(now);
        let before = if begun { self.firings()? } else { Vec::new() };
        let (fired, waited) = (self.has_fired(&before, passed), self.waiting(&before, now)?);
        // Rungs of an earlier ladder that the present one does not know: they fire once all the same, should
        // a later ladder know them again.
        let unknown = self.fired.iter().filter(|key| !self.is_known(key)).cloned().collect();
        self.calendar = by.calendar.clone();
        self.row.calendar_version =
            i32::try_from(by.calendar.calendar().version).map_err(ServiceError::internal)?;
        if let Some(profile) = &by.profile {
            self.turn_to(profile)?;
        }
        (self.fired, self.row.next_rung) = (unknown, 0);
        self.changed = true;
        self.place()?;
        let firings = self.firings()?;
        let (void, breach) = self.sort_out(&fired, &firings, now);
        self.tidy(&firings);
        if self.row.paused_at.is_none() {
            self.wait_for(&firings)?;
        }
        let mut appear = self.waiting(&firings, now)?;
        appear.retain(|key| !waited.contains(key));
        let late_now = !is_window(self.stage) && appear.iter().any(|key| key == DUE);
        appear.retain(|key| !key.starts_with('#'));
        let new_due = self.row.paused_at.is_none().then_some(self.row.due_at);
        let (clock, stage, round) = (self.row.id, self.stage, self.row.round);
        Ok(Recount {
            moved: ClockMove { clock, stage, round, old_due, new_due },
            remainder: frozen.is_some() && new_due.is_none() && frozen != self.frozen()?,
            void,
            breach,
            appear,
            late_now,
        })
    }

    /// Rungs by what they give.
    #[must_use]
    pub fn count_cards<'k>(&self, keys: impl Iterator<Item = &'k str>) -> CardCount {
        let mut count = CardCount::default();
        for key in keys {
            let rung = self.profile.ladder.iter().find(|rung| rung.key == key);
            match rung.and_then(|rung| rung.card) {
                Some(Card::Yellow) => count.yellow += 1,
                Some(Card::Red) => count.red += 1,
                None => count.other += 1,
            }
        }
        count
    }

    /// What is left while it stands still.
    fn frozen(&self) -> Result<Option<Remaining>, ServiceError> {
        if self.row.paused_at.is_none() {
            return Ok(None);
        }
        let state = sla::state(&self.calendar, &self.terms).map_err(ServiceError::internal)?;
        Ok(match state {
            ClockState::Paused { remaining, .. } => Some(remaining),
            ClockState::Running(_) => None,
        })
    }

    /// What has fired so far, with the moments that were computed for it.
    pub(super) fn has_fired(
        &self,
        firings: &[(Firing, Timestamp)],
        passed: usize,
    ) -> Vec<(String, Timestamp)> {
        let firings = firings.iter().enumerate();
        let named = firings.map(|(place, (firing, at))| (place, self.key(*firing).to_owned(), *at));
        named
            .filter(|(place, key, _)| *place < passed || self.fired.contains(key))
            .map(|(_, key, at)| (key, at))
            .collect()
    }

    fn is_due(&self, now: Timestamp) -> bool {
        self.row.next_fire_at.is_some_and(|at| at <= now)
    }

    /// What is due by now and has not fired, in order.
    fn waiting(
        &self,
        firings: &[(Firing, Timestamp)],
        now: Timestamp,
    ) -> Result<Vec<String>, ServiceError> {
        if !self.is_due(now) {
            return Ok(Vec::new());
        }
        Ok(firings[self.passed()?.min(firings.len())..]
            .iter()
            .take_while(|(_, at)| *at <= now)
            .map(|(firing, _)| self.key(*firing).to_owned())
            .filter(|key| !self.fired.contains(key))
            .collect())
    }

    /// Another profile counts. A stage that it does not know goes on as it was promised.
    fn turn_to(&mut self, profile: &Arc<Profile>) -> Result<(), ServiceError> {
        self.profile = profile.clone();
        self.row.profile.clone_from(&profile.code);
        self.row.profile_version =
            i32::try_from(profile.version).map_err(ServiceError::internal)?;
        // The length of a mandate came with its task force, not with the profile.
        let spec = profile.stage(self.stage).filter(|_| self.stage != Stage::Mandate);
        if let Some(spec) = spec {
            (self.terms.unit, self.terms.amount) = (spec.unit, spec.amount);
            spec.unit.as_str().clone_into(&mut self.row.unit);
            self.row.amount = i32::try_from(spec.amount.get()).map_err(ServiceError::internal)?;
        }
        Ok(())
    }

    /// Keeps what had fired and is due by now, and says what is void.
    fn sort_out(
        &mut self,
        fired: &[(String, Timestamp)],
        firings: &[(Firing, Timestamp)],
        now: Timestamp,
    ) -> (Vec<VoidRung>, Option<BreachCorrected>) {
        let mut void = Vec::new();
        for (key, was) in fired {
            let found = firings.iter().find(|(firing, _)| self.key(*firing) == key);
            // A rung that the new ladder does not know has fired, and that is that.
            let stands = !self.is_known(key) || found.is_some_and(|(_, at)| *at <= now);
            if stands {
                self.fired.push(key.clone());
            } else if !key.starts_with('#') {
                void.push(VoidRung { rung: key.clone(), due_at: *was });
            }
        }
        let Some(was) = self.row.breached_at else { return (void, None) };
        let stands = self.fired.iter().any(|key| key == DUE);
        self.row.breached_at = stands.then_some(self.row.due_at);
        let now = self.row.breached_at;
        (void, (now != Some(was)).then_some(BreachCorrected { was, now }))
    }

    fn is_known(&self, key: &str) -> bool {
        key.starts_with('#') || self.profile.ladder.iter().any(|rung| rung.key == key)
    }

    /// Writes what has fired as a place in the order, as far as it is all that comes before it.
    pub(super) fn tidy(&mut self, firings: &[(Firing, Timestamp)]) {
        let has = |key: &str| self.fired.iter().any(|fired| fired == key);
        let passed = firings.iter().take_while(|(firing, _)| has(self.key(*firing))).count();
        let before: Vec<String> =
            firings[..passed].iter().map(|(firing, _)| self.key(*firing).to_owned()).collect();
        self.fired.retain(|key| !before.contains(key));
        self.row.next_rung = i32::try_from(passed).unwrap_or(i32::MAX);
    }
}

/// The breach among the keys of firings.
pub(super) const DUE: &str = "#due";
/// The reminder before a window closes.
pub(super) const REMINDER: &str = "#reminder";

impl ClockSet {
    /// Whether a running clock is counted by an earlier version of its calendar than the one known now.
    #[must_use]
    pub fn calendar_has_moved(&self) -> bool {
        self.clocks.iter().any(|clock| self.is_behind(clock))
    }

    fn is_behind(&self, clock: &Clock) -> bool {
        let known = i64::from(self.source.calendar.calendar().version);
        clock.is_running()
            && clock.row.calendar == self.source.calendar_code
            && i64::from(clock.row.calendar_version) < known
    }

    /// Counts every running clock by the calendar as known now; answers what people would notice.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when the calendar does not reach far enough.
    pub fn follow_calendar(&mut self, now: Timestamp) -> Result<Vec<Recount>, ServiceError> {
        let by = Counted { calendar: self.source.calendar.clone(), profile: None };
        let behind: Vec<bool> = self.clocks.iter().map(|clock| self.is_behind(clock)).collect();
        let clocks = self.clocks.iter_mut().zip(behind).filter(|(_, behind)| *behind);
        count_anew(clocks.map(|(clock, _)| clock), &by, now)
    }

    /// The change that made the calendar what it is now.
    #[must_use]
    pub fn calendar_made_by(&self) -> Option<Arc<MadeBy>> {
        self.source.calendar_made_by.clone()
    }

    /// The change that made the version of the profile that is followed.
    #[must_use]
    pub fn profile_made_by(&self) -> Option<Arc<MadeBy>> {
        self.source.profile_made_by.clone()
    }

    /// The later version of the profile that this appeal follows, if it does not do so yet.
    #[must_use]
    pub fn follows(&self) -> Option<&Arc<Profile>> {
        self.source.follows.as_ref()
    }

    /// Counts every running clock by another profile, now and for all later stages.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when the calendar does not reach far enough.
    pub fn turn_to(
        &mut self,
        profile: Arc<Profile>,
        now: Timestamp,
    ) -> Result<Vec<Recount>, ServiceError> {
        let calendar = self.source.calendar.clone();
        let by = Counted { calendar, profile: Some(profile.clone()) };
        (self.source.profile, self.source.follows) = (profile, None);
        count_anew(self.clocks.iter_mut().filter(|clock| clock.is_running()), &by, now)
    }
}

fn count_anew<'c>(
    clocks: impl Iterator<Item = &'c mut Clock>,
    by: &Counted,
    now: Timestamp,
) -> Result<Vec<Recount>, ServiceError> {
    let mut visible = Vec::new();
    for clock in clocks {
        let recount = clock.recount(by, now)?;
        if recount.is_visible() {
            visible.push(recount);
        }
    }
    Ok(visible)
}
