//! The clocks of one appeal during one transaction: loaded together, changed in memory by what the
//! events say, written together.

mod rebuild;
mod recount;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use domain::appeal::clockwork::{ClockEffect, Start, is_window, pauses};
use domain::calendar::CompiledCalendar;
use domain::sla::profile::{Profile, Stage};
use domain::sla::{self, Amount, ClockState, ClockTerms, Lamp, Pause, Unit, rung_moments};
use domain::time::Timestamp;
use entity::clocks;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use self::rebuild::Difference;
pub use self::recount::{Counted, Recount};
use crate::error::ServiceError;
use crate::reference::{MadeBy, Reference};
use crate::store::Store;
use crate::tx::Tx;

/// What has changed a clock's length since it was started.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustments {
    /// Amounts added, in the clock's own unit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<u32>,
    /// Times that did not count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Pause>,
    /// What has fired although it is not all that came before `next_rung`: a change of calendar or profile
    /// has put the firings into another order, or taken some back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fired: Vec<String>,
    /// Stopped because the appeal became part of another; taken up again if that is undone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub set_aside: bool,
}

/// One thing that a clock does at a moment of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Firing {
    /// A rung of the ladder, by its place in the profile.
    Rung(usize),
    /// The firm's window is about to close: it is reminded.
    Reminder,
    /// The clock runs out.
    Due,
}

/// A clock with what it is counted by.
#[derive(Clone, Debug)]
pub struct Clock {
    /// The row as it is, or will be.
    pub row: clocks::Model,
    /// The stage.
    pub stage: Stage,
    terms: ClockTerms,
    set_aside: bool,
    fired: Vec<String>,
    calendar: Arc<CompiledCalendar>,
    profile: Arc<Profile>,
    fresh: bool,
    changed: bool,
}

impl Clock {
    /// Reads a row.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when the row does not fit the reference data.
    pub fn read(row: clocks::Model, reference: &Reference) -> Result<Self, ServiceError> {
        let stage = Stage::parse(&row.stage)
            .ok_or_else(|| ServiceError::internal(format!("unknown stage {}", row.stage)))?;
        let (terms, Adjustments { set_aside, fired, .. }) = terms(&row)?;
        let calendar = reference.calendar_at(&row.calendar, row.calendar_version)?;
        let profile = reference.profile(&row.profile, row.profile_version)?;
        let (fresh, changed) = (false, false);
        Ok(Self { row, stage, terms, set_aside, fired, calendar, profile, fresh, changed })
    }

    /// Whether it runs.
    #[must_use]
    pub const fn is_running(&self) -> bool {
        self.row.stopped_at.is_none()
    }

    /// What it counts, for previews and explanations.
    #[must_use]
    pub const fn terms(&self) -> &ClockTerms {
        &self.terms
    }

    /// The lamp at a moment; of a clock that has stopped or stands still, the one at which it did.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when the calendar does not reach that far.
    pub fn lamp(&self, now: Timestamp) -> Result<Lamp, ServiceError> {
        let at = self.row.stopped_at.or(self.row.paused_at).unwrap_or(now);
        Ok(if at >= self.row.due_at {
            Lamp::Red
        } else if at >= self.row.yellow_at {
            Lamp::Yellow
        } else {
            Lamp::Green
        })
    }

    /// What is left at a moment.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when the calendar does not reach that far.
    pub fn remaining(&self, now: Timestamp) -> Result<sla::Remaining, ServiceError> {
        let at = self.row.stopped_at.unwrap_or(now);
        sla::remaining(&self.calendar, &self.terms, at).map_err(ServiceError::internal)
    }

    /// Everything that the clock will do, in order: yellow before due before red before the ladder.
    fn firings(&self) -> Result<Vec<(Firing, Timestamp)>, ServiceError> {
        let due = (Firing::Due, self.row.due_at);
        if self.stage == Stage::Supplement {
            return Ok(vec![(Firing::Reminder, self.row.yellow_at), due]);
        }
        if is_window(self.stage) {
            return Ok(vec![due]);
        }
        let rungs = rung_moments(&self.calendar, &self.profile.ladder, &self.terms)
            .map_err(ServiceError::internal)?;
        let mut firings: Vec<_> =
            rungs.into_iter().map(|(rung, at)| (Firing::Rung(rung), at)).collect();
        let place = firings
            .iter()
            .position(|(firing, at)| {
                let Firing::Rung(rung) = firing else { return false };
                *at > due.1 || (*at == due.1 && !self.profile.ladder[*rung].is_warning())
            })
            .unwrap_or(firings.len());
        firings.insert(place, due);
        Ok(firings)
    }

    /// The next firing that is due by `now`, taken: the clock then waits for the one after it.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when the calendar does not reach that far.
    pub fn take_firing(
        &mut self,
        now: Timestamp,
    ) -> Result<Option<(Firing, Timestamp)>, ServiceError> {
        if !self.is_running() || self.row.next_fire_at.is_none_or(|at| at > now) {
            return Ok(None);
        }
        let firings = self.firings()?;
        self.changed = true;
        let Some(place) = self.unfired(&firings, self.passed()?) else {
            self.row.next_fire_at = None;
            return Ok(None);
        };
        let firing = firings[place];
        self.row.next_rung = i32::try_from(place + 1).map_err(ServiceError::internal)?;
        self.row.next_fire_at = self.unfired(&firings, place + 1).map(|next| firings[next].1);
        if firing.0 == Firing::Due && !is_window(self.stage) {
            self.row.breached_at = Some(self.row.due_at);
        }
        Ok(Some(firing))
    }

    /// The first firing from a place on that has not fired.
    fn unfired(&self, firings: &[(Firing, Timestamp)], from: usize) -> Option<usize> {
        let waits = |firing: &Firing| !self.fired.iter().any(|key| key == self.key(*firing));
        (from..firings.len()).find(|place| waits(&firings[*place].0))
    }

    /// What a firing is called in `fired`. Rungs have their own keys.
    fn key(&self, firing: Firing) -> &str {
        match firing {
            Firing::Rung(place) => &self.profile.ladder[place].key,
            Firing::Reminder => recount::REMINDER,
            Firing::Due => recount::DUE,
        }
    }

    /// The rung of the ladder at a place.
    #[must_use]
    pub fn rung(&self, place: usize) -> &domain::sla::profile::Rung {
        &self.profile.ladder[place]
    }

    /// Stops it. A pause that still lasts ends here, and is deducted first.
    fn stop(&mut self, at: Timestamp) -> Result<(), ServiceError> {
        if self.row.paused_at.is_some() {
            self.resume(at)?;
        }
        self.row.stopped_at = Some(at);
        self.row.next_fire_at = None;
        self.row.leased_until = None;
        self.changed = true;
        Ok(())
    }

    /// Lets it run on as if it had never been stopped.
    fn reinstate(&mut self) -> Result<(), ServiceError> {
        self.row.stopped_at = None;
        self.set_aside = false;
        self.alter(|_| {})
    }

    /// Lets it stand still. One that has run out already stays as it is: a pause after the due moment
    /// does not undo the breach.
    fn pause(&mut self, at: Timestamp) -> Result<(), ServiceError> {
        self.alter(|terms| terms.pauses.push(Pause { from: at, to: None }))
    }

    /// Lets it run on with what was left.
    fn resume(&mut self, at: Timestamp) -> Result<(), ServiceError> {
        self.alter(|terms| {
            for pause in terms.pauses.iter_mut().filter(|pause| pause.to.is_none()) {
                pause.to = Some(at);
            }
        })
    }

    /// Lets it run on as if it had never stood still.
    fn undo_pause(&mut self) -> Result<(), ServiceError> {
        self.alter(|terms| terms.pauses.retain(|pause| pause.to.is_some()))
    }

    fn extend(&mut self, amount: u32) -> Result<(), ServiceError> {
        self.alter(|terms| terms.extensions.push(amount))
    }

    /// Changes the terms and works everything out anew. What has fired has fired, by its name and not by
    /// its place: another length may put two warnings into another order. What has not waits for its new
    /// moment. A clock that stands still shows the moments that it was stopped on the way to.
    fn alter(&mut self, change: impl FnOnce(&mut ClockTerms)) -> Result<(), ServiceError> {
        self.changed = true;
        let passed = self.passed()?;
        let before = if passed > 0 { self.firings()? } else { Vec::new() };
        let fired = self.has_fired(&before, passed);
        change(&mut self.terms);
        self.place()?;
        if self.row.paused_at.is_none() {
            let firings = self.firings()?;
            if passed > 0 {
                let names = fired.into_iter().map(|(key, _)| key);
                let new: Vec<_> = names.filter(|key| !self.fired.contains(key)).collect();
                self.fired.extend(new);
                self.tidy(&firings);
            }
            self.wait_for(&firings)?;
        }
        Ok(())
    }

    /// Works out the moments: when it is due and turns yellow, or since when it stands still.
    fn place(&mut self) -> Result<(), ServiceError> {
        let state = sla::state(&self.calendar, &self.terms).map_err(ServiceError::internal)?;
        let (due, yellow_at) = match state {
            ClockState::Running(due) => (due, sla::yellow_at(&self.calendar, &self.terms)),
            ClockState::Paused { .. } => {
                let mut moving = self.terms.clone();
                moving.pauses.retain(|pause| pause.to.is_some());
                let due = sla::due(&self.calendar, &moving).map_err(ServiceError::internal)?;
                (due, sla::yellow_at(&self.calendar, &moving))
            }
        };
        self.row.due_at = due.due_at;
        self.row.provisional = due.provisional;
        self.row.yellow_at = yellow_at.map_err(ServiceError::internal)?;
        self.row.paused_at = None;
        if let ClockState::Paused { since, .. } = state {
            self.row.paused_at = Some(since);
            self.row.next_fire_at = None;
            self.row.leased_until = None;
        }
        Ok(())
    }

    /// Lets a clock that moves wait for the first firing that has not fired.
    fn wait_for(&mut self, firings: &[(Firing, Timestamp)]) -> Result<(), ServiceError> {
        let next = self.unfired(firings, self.passed()?).map(|place| firings[place].1);
        self.row.next_fire_at = next.filter(|_| self.is_running());
        Ok(())
    }

    /// How many firings are done, in their order.
    fn passed(&self) -> Result<usize, ServiceError> {
        usize::try_from(self.row.next_rung).map_err(ServiceError::internal)
    }

    /// The row as it is to be written.
    fn written(&self) -> Result<clocks::Model, ServiceError> {
        let mut row = self.row.clone();
        row.adjustments = serde_json::to_value(Adjustments {
            extensions: self.terms.extensions.clone(),
            pauses: self.terms.pauses.clone(),
            fired: self.fired.clone(),
            set_aside: self.set_aside,
        })?;
        Ok(row)
    }
}

fn terms(row: &clocks::Model) -> Result<(ClockTerms, Adjustments), ServiceError> {
    let mut adjustments: Adjustments = serde_json::from_value(row.adjustments.clone())?;
    let unit = Unit::parse(&row.unit)
        .ok_or_else(|| ServiceError::internal(format!("unknown unit {}", row.unit)))?;
    let amount = u32::try_from(row.amount).map_err(ServiceError::internal)?;
    let terms = ClockTerms {
        unit,
        amount: Amount::try_from(amount).map_err(ServiceError::internal)?,
        extensions: std::mem::take(&mut adjustments.extensions),
        started_at: row.started_at,
        pauses: std::mem::take(&mut adjustments.pauses),
    };
    Ok((terms, adjustments))
}

/// The clocks that run by a calendar, at any place.
#[must_use]
pub fn by_calendar(code: &str) -> Condition {
    Condition::any()
        .add(clocks::Column::Calendar.eq(code))
        .add(clocks::Column::Calendar.starts_with(format!("{code}@")))
}

/// What new clocks of an appeal are made from.
#[derive(Clone, Debug)]
pub struct ClockSource {
    /// Whose.
    pub appeal_id: Uuid,
    /// The profile that the appeal was filed under.
    pub profile: Arc<Profile>,
    /// The calendar's code.
    pub calendar_code: String,
    /// The calendar, as it is known now.
    pub calendar: Arc<CompiledCalendar>,
    /// The recorded change that made it so.
    pub calendar_made_by: Option<Arc<MadeBy>>,
    /// The later version of the profile that this appeal follows, where it does not do so yet.
    pub follows: Option<Arc<Profile>>,
    /// The recorded change that made that version.
    pub profile_made_by: Option<Arc<MadeBy>>,
}

/// All clocks of an appeal.
#[derive(Clone, Debug)]
pub struct ClockSet {
    source: ClockSource,
    /// In order of their start.
    pub clocks: Vec<Clock>,
}

impl ClockSet {
    /// The clocks of an appeal that has none yet.
    #[must_use]
    pub const fn empty(source: ClockSource) -> Self {
        Self { source, clocks: Vec::new() }
    }

    /// Loads the clocks of an appeal.
    ///
    /// # Errors
    /// When the database does not answer, or a row does not fit the reference data.
    pub async fn load(
        db: &impl sea_orm::ConnectionTrait,
        source: ClockSource,
        reference: &Reference,
    ) -> Result<Self, ServiceError> {
        let rows = clocks::Entity::find()
            .filter(clocks::Column::AppealId.eq(source.appeal_id))
            .order_by_asc(clocks::Column::Id)
            .all(db)
            .await?;
        Self::read(rows, source, reference)
    }

    /// The clocks of an appeal from rows already loaded, in order of their ids.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when a row does not fit the reference data.
    pub fn read(
        rows: Vec<clocks::Model>,
        source: ClockSource,
        reference: &Reference,
    ) -> Result<Self, ServiceError> {
        let clocks =
            rows.into_iter().map(|row| Clock::read(row, reference)).collect::<Result<_, _>>()?;
        Ok(Self { source, clocks })
    }

    /// Whether a promise that still runs has been broken.
    #[must_use]
    pub fn is_late(&self) -> bool {
        self.clocks.iter().any(|clock| clock.is_running() && clock.row.breached_at.is_some())
    }

    /// Applies what an event does.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when the calendar does not reach far enough.
    pub fn apply(
        &mut self,
        store: &Store,
        effects: &[ClockEffect],
        at: Timestamp,
    ) -> Result<(), ServiceError> {
        for effect in effects {
            match self.stand_in(*effect) {
                ClockEffect::Start(start) => self.start(store, start, at)?,
                ClockEffect::Stop(stage) => self.each(|one| one.stage == stage, |c| c.stop(at))?,
                ClockEffect::StopFor(stage, party) => self.each(
                    |clock| clock.stage == stage && clock.row.party_id == party,
                    |clock| clock.stop(at),
                )?,
                ClockEffect::StopAll => self.each(|_| true, |clock| clock.stop(at))?,
                ClockEffect::Reinstate(stage) => {
                    let last = self.clocks.iter_mut().rfind(|clock| clock.stage == stage);
                    if let Some(clock) = last {
                        clock.reinstate()?;
                    }
                }
                ClockEffect::Pause => self.each(|c| pauses(c.stage), |clock| clock.pause(at))?,
                ClockEffect::Resume => self.each(|c| pauses(c.stage), |clock| clock.resume(at))?,
                ClockEffect::UndoPause => self.each(|c| pauses(c.stage), Clock::undo_pause)?,
                ClockEffect::Extend(amount) => {
                    self.each(|c| c.stage == Stage::Resolve, |clock| clock.extend(amount))?;
                }
                ClockEffect::SetAside => self.each(
                    |_| true,
                    |clock| {
                        clock.set_aside = true;
                        clock.stop(at)
                    },
                )?,
                ClockEffect::TakeUp => {
                    let mut aside = self.clocks.iter_mut().filter(|clock| clock.set_aside);
                    aside.try_for_each(Clock::reinstate)?;
                }
            }
        }
        Ok(())
    }

    /// A profile without a clock for rework (arrears: the statute knows one deadline) lets the resolve clock
    /// run on instead.
    fn stand_in(&self, effect: ClockEffect) -> ClockEffect {
        if self.source.profile.stage(Stage::Rework).is_some() {
            return effect;
        }
        match effect {
            ClockEffect::Start(Start { stage: Stage::Rework, .. })
            | ClockEffect::Reinstate(Stage::Rework) => ClockEffect::Reinstate(Stage::Resolve),
            ClockEffect::Stop(Stage::Rework) => ClockEffect::Stop(Stage::Resolve),
            other => other,
        }
    }

    /// Does something to every running clock that fits.
    fn each(
        &mut self,
        fits: impl Fn(&Clock) -> bool,
        mut change: impl FnMut(&mut Clock) -> Result<(), ServiceError>,
    ) -> Result<(), ServiceError> {
        for clock in self.clocks.iter_mut().filter(|clock| clock.is_running()) {
            if fits(clock) {
                change(clock)?;
            }
        }
        Ok(())
    }

    /// Starts a clock, if the profile has one of the stage or the event names its length.
    fn start(&mut self, store: &Store, start: Start, at: Timestamp) -> Result<(), ServiceError> {
        let ClockSource { appeal_id, profile, calendar_code, calendar, .. } = &self.source;
        let of_profile = profile.stages.iter().find(|clock| clock.stage == start.stage);
        let (unit, amount) = match (start.days, of_profile) {
            (Some(days), _) => (Unit::Day, Amount::try_from(days).map_err(ServiceError::internal)?),
            (None, Some(spec)) => (spec.unit, spec.amount),
            (None, None) => return Ok(()),
        };
        let terms = ClockTerms::new(unit, amount, start.from.unwrap_or(at));
        let due = sla::due(calendar, &terms).map_err(ServiceError::internal)?;
        let yellow_at = sla::yellow_at(calendar, &terms).map_err(ServiceError::internal)?;
        let round = self.clocks.iter().filter(|clock| clock.stage == start.stage).count();
        let row = clocks::Model {
            id: store.ids().next(),
            appeal_id: *appeal_id,
            stage: start.stage.as_str().to_owned(),
            round: i32::try_from(round + 1).map_err(ServiceError::internal)?,
            unit: unit.as_str().to_owned(),
            amount: i32::try_from(amount.get()).map_err(ServiceError::internal)?,
            adjustments: serde_json::to_value(Adjustments::default())?,
            calendar: calendar_code.clone(),
            profile: profile.code.clone(),
            profile_version: i32::try_from(profile.version).map_err(ServiceError::internal)?,
            started_at: terms.started_at,
            due_at: due.due_at,
            yellow_at,
            provisional: due.provisional,
            stopped_at: None,
            breached_at: None,
            next_fire_at: None,
            next_rung: 0,
            leased_until: None,
            party_id: start.party,
            paused_at: None,
            calendar_version: i32::try_from(calendar.calendar().version)
                .map_err(ServiceError::internal)?,
        };
        let mut clock = Clock {
            row,
            stage: start.stage,
            terms,
            set_aside: false,
            fired: Vec::new(),
            calendar: calendar.clone(),
            profile: profile.clone(),
            fresh: true,
            changed: true,
        };
        clock.row.next_fire_at = clock.firings()?.first().map(|(_, at)| *at);
        self.clocks.push(clock);
        Ok(())
    }

    /// Gives back every lease that the sweep holds on the clocks of this appeal.
    pub fn release(&mut self) {
        for clock in self.clocks.iter_mut().filter(|clock| clock.row.leased_until.is_some()) {
            clock.row.leased_until = None;
            clock.changed = true;
        }
    }

    /// The earliest promise still running: what lists are ordered by.
    #[must_use]
    pub fn next_due(&self) -> Option<Timestamp> {
        let promises = self.clocks.iter().filter(|clock| {
            clock.is_running() && clock.row.paused_at.is_none() && !is_window(clock.stage)
        });
        promises.map(|clock| clock.row.due_at).min()
    }

    /// Writes what has changed: one insert for all new clocks, one update per changed one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn save(&mut self, tx: &Tx) -> Result<(), ServiceError> {
        let Unsaved { fresh, changed } = self.take_unsaved()?;
        if !fresh.is_empty() {
            let fresh = fresh.into_iter().map(|row| row.into_active_model().reset_all());
            clocks::Entity::insert_many(fresh).exec_without_returning(tx).await?;
        }
        for row in changed {
            clocks::Entity::update(row.into_active_model().reset_all()).exec(tx).await?;
        }
        Ok(())
    }

    /// What has changed and is not written yet; whoever takes it writes it.
    ///
    /// # Errors
    /// When the adjustments cannot be written down.
    pub(crate) fn take_unsaved(&mut self) -> Result<Unsaved, ServiceError> {
        let mut unsaved = Unsaved::default();
        for clock in &mut self.clocks {
            if clock.fresh {
                unsaved.fresh.push(clock.written()?);
            } else if clock.changed {
                unsaved.changed.push(clock.written()?);
            }
            (clock.fresh, clock.changed) = (false, false);
        }
        Ok(unsaved)
    }
}

/// Rows of clocks that are to be written.
#[derive(Debug, Default)]
pub(crate) struct Unsaved {
    /// Those that are not there yet.
    pub(crate) fresh: Vec<clocks::Model>,
    /// Those that are.
    pub(crate) changed: Vec<clocks::Model>,
}

/// What explanations ask for.
impl Clock {
    /// The calendar that it is counted by.
    #[must_use]
    pub fn calendar(&self) -> &CompiledCalendar {
        &self.calendar
    }

    /// The profile that it comes from.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.profile
    }
}
