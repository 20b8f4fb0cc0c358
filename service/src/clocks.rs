//! The clocks of one appeal during one transaction: loaded together, changed in memory by what the
//! events say, written together.

use std::sync::Arc;

use domain::appeal::clockwork::{ClockEffect, is_window};
use domain::calendar::CompiledCalendar;
use domain::sla::profile::{Profile, Stage};
use domain::sla::{self, Amount, ClockTerms, Lamp, Pause, Unit, rung_moments};
use domain::time::Timestamp;
use entity::clocks;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::ServiceError;
use crate::reference::Reference;
use crate::store::Store;

/// What has changed a clock's length since it was started.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustments {
    /// Amounts added, in the clock's own unit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<u32>,
    /// Times that did not count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Pause>,
}

/// One thing that a clock does at a moment of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Firing {
    /// A rung of the ladder, by its place in the profile.
    Rung(usize),
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
        let terms = terms(&row)?;
        let calendar = reference.calendar(&row.calendar)?;
        let profile = reference.profile(&row.profile, row.profile_version)?;
        Ok(Self { row, stage, terms, calendar, profile, fresh: false, changed: false })
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

    /// The lamp at a moment; of a stopped clock, the one at which it stopped.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when the calendar does not reach that far.
    pub fn lamp(&self, now: Timestamp) -> Result<Lamp, ServiceError> {
        let at = self.row.stopped_at.unwrap_or(now);
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
        let index = usize::try_from(self.row.next_rung).map_err(ServiceError::internal)?;
        let Some(firing) = firings.get(index).copied() else {
            self.row.next_fire_at = None;
            self.changed = true;
            return Ok(None);
        };
        self.row.next_rung += 1;
        self.row.next_fire_at = firings.get(index + 1).map(|(_, at)| *at);
        self.changed = true;
        if firing.0 == Firing::Due && !is_window(self.stage) {
            self.row.breached_at = Some(self.row.due_at);
        }
        Ok(Some(firing))
    }

    /// The rung of the ladder at a place.
    #[must_use]
    pub fn rung(&self, place: usize) -> &domain::sla::profile::Rung {
        &self.profile.ladder[place]
    }

    fn stop(&mut self, at: Timestamp) {
        self.row.stopped_at = Some(at);
        self.row.next_fire_at = None;
        self.row.leased_until = None;
        self.changed = true;
    }

    fn reinstate(&mut self) -> Result<(), ServiceError> {
        self.row.stopped_at = None;
        let index = usize::try_from(self.row.next_rung).map_err(ServiceError::internal)?;
        self.row.next_fire_at = self.firings()?.get(index).map(|(_, at)| *at);
        self.changed = true;
        Ok(())
    }
}

fn terms(row: &clocks::Model) -> Result<ClockTerms, ServiceError> {
    let adjustments: Adjustments = serde_json::from_value(row.adjustments.clone())?;
    let unit = Unit::parse(&row.unit)
        .ok_or_else(|| ServiceError::internal(format!("unknown unit {}", row.unit)))?;
    let amount = u32::try_from(row.amount).map_err(ServiceError::internal)?;
    Ok(ClockTerms {
        unit,
        amount: Amount::try_from(amount).map_err(ServiceError::internal)?,
        extensions: adjustments.extensions,
        started_at: row.started_at,
        pauses: adjustments.pauses,
    })
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
    /// The calendar.
    pub calendar: Arc<CompiledCalendar>,
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
        let clocks =
            rows.into_iter().map(|row| Clock::read(row, reference)).collect::<Result<_, _>>()?;
        Ok(Self { source, clocks })
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
            match *effect {
                ClockEffect::Start(stage) => self.start(store, stage, at)?,
                ClockEffect::Stop(stage) => {
                    self.running(stage).for_each(|clock| clock.stop(at));
                }
                ClockEffect::StopAll => {
                    let running = self.clocks.iter_mut().filter(|clock| clock.is_running());
                    running.for_each(|clock| clock.stop(at));
                }
                ClockEffect::Reinstate(stage) => {
                    let last = self.clocks.iter_mut().rfind(|clock| clock.stage == stage);
                    if let Some(clock) = last {
                        clock.reinstate()?;
                    }
                }
            }
        }
        Ok(())
    }

    fn running(&mut self, stage: Stage) -> impl Iterator<Item = &mut Clock> {
        self.clocks.iter_mut().filter(move |clock| clock.stage == stage && clock.is_running())
    }

    /// Starts a clock, if the profile has one of the stage.
    fn start(&mut self, store: &Store, stage: Stage, at: Timestamp) -> Result<(), ServiceError> {
        let ClockSource { appeal_id, profile, calendar_code, calendar } = &self.source;
        let Some(spec) = profile.stages.iter().find(|clock| clock.stage == stage) else {
            return Ok(());
        };
        let terms = ClockTerms {
            unit: spec.unit,
            amount: spec.amount,
            extensions: Vec::new(),
            started_at: at,
            pauses: Vec::new(),
        };
        let due = sla::due(calendar, &terms).map_err(ServiceError::internal)?;
        let yellow_at = sla::yellow_at(calendar, &terms).map_err(ServiceError::internal)?;
        let round = self.clocks.iter().filter(|clock| clock.stage == stage).count();
        let row = clocks::Model {
            id: store.ids().next(),
            appeal_id: *appeal_id,
            stage: stage.as_str().to_owned(),
            round: i32::try_from(round + 1).map_err(ServiceError::internal)?,
            unit: spec.unit.as_str().to_owned(),
            amount: i32::try_from(spec.amount.get()).map_err(ServiceError::internal)?,
            adjustments: serde_json::to_value(Adjustments::default())?,
            calendar: calendar_code.clone(),
            profile: profile.code.clone(),
            profile_version: i32::try_from(profile.version).map_err(ServiceError::internal)?,
            started_at: at,
            due_at: due.due_at,
            yellow_at,
            provisional: due.provisional,
            stopped_at: None,
            breached_at: None,
            next_fire_at: None,
            next_rung: 0,
            leased_until: None,
        };
        let mut clock = Clock {
            row,
            stage,
            terms,
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
        let promises =
            self.clocks.iter().filter(|clock| clock.is_running() && !is_window(clock.stage));
        promises.map(|clock| clock.row.due_at).min()
    }

    /// Writes what has changed: one insert for all new clocks, one update per changed one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn save(&mut self, tx: &DatabaseTransaction) -> Result<(), ServiceError> {
        let fresh: Vec<_> = self
            .clocks
            .iter()
            .filter(|clock| clock.fresh)
            .map(|clock| clock.row.clone().into_active_model().reset_all())
            .collect();
        if !fresh.is_empty() {
            clocks::Entity::insert_many(fresh).exec_without_returning(tx).await?;
        }
        for clock in self.clocks.iter().filter(|clock| clock.changed && !clock.fresh) {
            clocks::Entity::update(clock.row.clone().into_active_model().reset_all())
                .exec(tx)
                .await?;
        }
        for clock in &mut self.clocks {
            (clock.fresh, clock.changed) = (false, false);
        }
        Ok(())
    }
}
