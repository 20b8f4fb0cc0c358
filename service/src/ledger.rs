//! The dossier (案卷) of one appeal during one transaction: its row, its state, its clocks, and what has
//! been recorded and not yet written. Everything that changes an appeal goes through
//! [`Dossier::record`] and [`Dossier::save`], so state, events, clocks, cards and outbox agree.

use std::sync::Arc;

use domain::appeal::clockwork::{self, Answerable, answerable, is_window};
use domain::appeal::{
    Action, Actor, Appeal, Command, Custodian, Event, ProfileNow, Promise, State, decide, may,
};
use domain::notice::Language;
use domain::sla::profile::{Profile, RungAction, Stage};
use domain::time::Timestamp;
use domain::wording;
use entity::{appeal_events, appeals, cards as given, outbox};
use sea_orm::sea_query::LockType;
use sea_orm::{ActiveModelTrait, DbBackend, EntityTrait, IntoActiveModel, QuerySelect};
use uuid::Uuid;

use crate::audit::Draft;
use crate::call::Call;
use crate::changes::{CALENDAR, PROFILE};
use crate::clocks::{Clock, ClockSet, ClockSource, Firing, Recount};
use crate::error::{ServiceError, Standing};
use crate::reference::{MadeBy, Reference};
use crate::store::Store;
use crate::tx::Tx;
use crate::{cards, family, marks, messages, registers};

/// One appeal, open for change.
#[derive(Debug)]
pub struct Dossier {
    /// The row as it will be written.
    pub row: appeals::Model,
    /// The state that the row's facts describe.
    pub appeal: Appeal,
    /// Its clocks.
    pub clocks: ClockSet,
    events: Vec<appeal_events::Model>,
    cards: Vec<given::Model>,
    void: Vec<(Uuid, String, Timestamp)>,
    is_new: bool,
    loaded: Option<Box<appeals::Model>>,
    before: Option<Appeal>,
    commanded: bool,
}

impl Dossier {
    /// The dossier of an appeal that is being filed; nothing is recorded yet.
    #[must_use]
    pub fn new(row: appeals::Model, appeal: Appeal, source: ClockSource) -> Self {
        Self {
            row,
            appeal,
            clocks: ClockSet::empty(source),
            events: Vec::new(),
            cards: Vec::new(),
            void: Vec::new(),
            is_new: true,
            loaded: None,
            before: None,
            commanded: true,
        }
    }

    /// A dossier to look at, from a row and clocks already loaded.
    ///
    /// # Errors
    /// When the row's facts cannot be read.
    pub fn read_only(row: appeals::Model, clocks: ClockSet) -> Result<Self, ServiceError> {
        let appeal: Appeal = serde_json::from_value(row.facts.clone())?;
        let (loaded, before) = (Some(Box::new(row.clone())), Some(appeal.clone()));
        let (events, cards, void) = (Vec::new(), Vec::new(), Vec::new());
        let (is_new, commanded) = (false, false);
        Ok(Self { row, appeal, clocks, events, cards, void, is_new, loaded, before, commanded })
    }

    /// Opens an appeal and locks its row until the transaction ends. On SQLite the transaction itself
    /// is the lock: there is one writer. The lock is one that does not stop others from adding rows that
    /// name the appeal, such as notices of many at once, which would else be waited for in a ring.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none.
    pub async fn open(
        tx: &Tx,
        store: &Store,
        reference: &Reference,
        id: Uuid,
    ) -> Result<Self, ServiceError> {
        let mut query = appeals::Entity::find_by_id(id);
        if store.backend() == DbBackend::Postgres {
            query = query.lock(LockType::NoKeyUpdate);
        }
        let row = query.one(tx).await?.ok_or(ServiceError::NotFound)?;
        let clocks = ClockSet::load(tx, clock_source(&row, reference)?, reference).await?;
        Self::read_only(row, clocks)
    }

    /// Ids and kinds of what was recorded in this transaction.
    #[must_use]
    pub fn recorded(&self) -> &[appeal_events::Model] {
        &self.events
    }

    /// Where it stands in the database, for whoever came too late.
    #[must_use]
    pub fn standing(&self) -> Standing {
        Standing { version: self.row.version, state: self.appeal.state.name().as_str().to_owned() }
    }

    /// Whether the actor may take the action, whatever its input; a refusal says where the appeal stands.
    ///
    /// # Errors
    /// The refusal of the rules.
    pub fn may(&self, actor: &Actor, action: Action, now: Timestamp) -> Result<(), ServiceError> {
        may(&self.appeal, actor, action, now).map_err(|refusal| ServiceError::RefusedAt {
            refusal,
            current: self.standing(),
            again: None,
        })
    }

    /// The appeals that hang on this one, or did when it was opened.
    #[must_use]
    pub fn children(&self) -> Vec<Uuid> {
        let mut children = self.appeal.merged_here.clone();
        let before = self.before.iter().flat_map(|appeal| &appeal.merged_here);
        for child in before {
            if !children.contains(child) {
                children.push(*child);
            }
        }
        children
    }

    /// Whether appeals that were merged into this one follow what was recorded.
    ///
    /// # Errors
    /// When an event cannot be read.
    pub fn moves_family(&self) -> Result<bool, ServiceError> {
        Ok(!self.children().is_empty() && !family::moves(self)?.is_empty())
    }

    /// The moment at which something recorded now has happened: never before what was recorded
    /// earlier, even if this process's clock runs behind another's.
    fn moment(&self, now: Timestamp) -> Timestamp {
        now.max(self.row.updated_at)
    }

    /// Gives a command and records what follows from it.
    ///
    /// # Errors
    /// The refusal of the rules; then nothing is recorded.
    pub fn command(
        &mut self,
        store: &Store,
        call: &Call,
        actor: &Actor,
        command: &Command,
    ) -> Result<(), ServiceError> {
        let events = decide(&self.appeal, actor, command, call.now)?;
        self.commanded |= !events.is_empty();
        for event in &events {
            self.record(store, call, actor, event)?;
        }
        Ok(())
    }

    /// What the platform brings about on behalf of somebody: decided as its own command, recorded as
    /// theirs. Merging changes two appeals, and both name the dispatcher.
    ///
    /// # Errors
    /// The refusal of the rules; then nothing is recorded.
    pub fn consequence(
        &mut self,
        store: &Store,
        call: &Call,
        of: &Actor,
        command: &Command,
    ) -> Result<(), ServiceError> {
        let events = decide(&self.appeal, &Actor::System, command, call.now)?;
        self.commanded |= !events.is_empty();
        for event in &events {
            self.record(store, call, of, event)?;
        }
        Ok(())
    }

    /// Records one event: applies it to the state, lets it start and stop clocks.
    ///
    /// # Errors
    /// When a clock cannot be computed.
    pub fn record(
        &mut self,
        store: &Store,
        call: &Call,
        actor: &Actor,
        event: &Event,
    ) -> Result<(), ServiceError> {
        let at = self.moment(call.now);
        let held_by = self.appeal.custodian();
        self.appeal.apply(event);
        let effects = clockwork::effects(event, &self.appeal);
        self.clocks.apply(store, &effects, at)?;
        self.row.last_seq += 1;
        self.row.updated_at = at;
        if self.appeal.custodian() != held_by {
            self.row.held_since = at;
        }
        marks::note(&mut self.row, event, at);
        self.events.push(appeal_events::Model {
            id: store.ids().next(),
            appeal_id: self.row.id,
            seq: self.row.last_seq,
            kind: event.kind().to_owned(),
            audience: event.audience().as_str().to_owned(),
            actor_kind: actor.kind().to_owned(),
            actor_id: actor.id(),
            at,
            data: event.data()?,
            request_id: Some(call.request_id.clone()),
        });
        Ok(())
    }

    /// Lets every clock do what it should have done by now, in the order of the computed moments,
    /// before anything else happens to the appeal. Called by the sweep, and by every command first: a
    /// reply given after a deadline that nobody has noticed yet does not hide the breach.
    ///
    /// # Errors
    /// When a clock cannot be computed.
    pub fn catch_up(&mut self, store: &Store, call: &Call) -> Result<(), ServiceError> {
        self.follow_changes(store, call)?;
        loop {
            let next = self
                .clocks
                .clocks
                .iter()
                .enumerate()
                .filter(|(_, clock)| clock.is_running())
                .filter_map(|(index, clock)| Some((clock.row.next_fire_at?, index)))
                .filter(|(at, _)| *at <= call.now)
                .min();
            let Some((_, index)) = next else { return Ok(()) };
            self.fire(store, call, index, call.now)?;
        }
    }

    /// Counts the open clocks by the calendar and the profile as they are known now. Before anything fires:
    /// no card is given by a calendar that holds no longer.
    ///
    /// # Errors
    /// When a clock cannot be computed.
    pub fn follow_changes(&mut self, store: &Store, call: &Call) -> Result<(), ServiceError> {
        if self.clocks.calendar_has_moved() {
            let recounts = self.clocks.follow_calendar(call.now)?;
            let why = Why::of(self.clocks.calendar_made_by());
            if !recounts.is_empty() {
                self.recalculated(store, call, why, None, recounts)?;
            }
        }
        if let Some(profile) = self.clocks.follows().cloned() {
            let recounts = self.clocks.turn_to(profile.clone(), call.now)?;
            let why = Why::of(self.clocks.profile_made_by());
            let now = profile_now(&profile)?;
            self.recalculated(store, call, why, Some(now), recounts)?;
        }
        Ok(())
    }

    /// Counts the open clocks by another profile, because somebody has corrected what it goes by.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] where a clock would be late by it at once; then nothing may be saved.
    pub fn count_by(
        &mut self,
        store: &Store,
        call: &Call,
        profile: Arc<Profile>,
        reason: String,
    ) -> Result<(), ServiceError> {
        let now = profile_now(&profile)?;
        let recounts = self.clocks.turn_to(profile, call.now)?;
        if recounts.iter().any(|recount| recount.late_now) {
            return Err(ServiceError::field("level", "late_at_once"));
        }
        self.recalculated(store, call, Why { change: None, reason }, Some(now), recounts)
    }

    /// Records what counting anew has brought about: the new moments, then what they correct.
    fn recalculated(
        &mut self,
        store: &Store,
        call: &Call,
        why: Why,
        profile: Option<ProfileNow>,
        recounts: Vec<Recount>,
    ) -> Result<(), ServiceError> {
        let event = Event::ClocksRecalculated {
            change: why.change,
            reason: why.reason,
            profile,
            moves: recounts.iter().map(|recount| recount.moved).collect(),
        };
        self.record(store, call, &Actor::System, &event)?;
        for recount in recounts.into_iter().filter(Recount::corrects) {
            let Recount { moved, void, breach, .. } = recount;
            let at = self.row.updated_at;
            self.void.extend(void.iter().map(|rung| (moved.clock, rung.rung.clone(), at)));
            let (clock, stage, round) = (moved.clock, moved.stage, moved.round);
            let event = Event::CardsCorrected { clock, stage, round, void, breach };
            self.record(store, call, &Actor::System, &event)?;
        }
        Ok(())
    }

    /// [`Dossier::catch_up`] for the sweep: afterwards no clock is due and none is put off.
    ///
    /// # Errors
    /// When a clock cannot be computed, or says that it is due and has nothing to do: it would come up
    /// again at once, for ever.
    pub fn sweep(&mut self, store: &Store, call: &Call) -> Result<(), ServiceError> {
        self.catch_up(store, call)?;
        let due = |clock: &Clock| clock.row.next_fire_at.is_some_and(|at| at <= call.now);
        if let Some(clock) = self.clocks.clocks.iter().find(|clock| due(clock)) {
            let what = format!("clock {} is due and has nothing to do", clock.row.id);
            return Err(ServiceError::internal(what));
        }
        self.clocks.release();
        Ok(())
    }

    fn fire(
        &mut self,
        store: &Store,
        call: &Call,
        index: usize,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let Some((firing, at)) = self.clocks.clocks[index].take_firing(now)? else {
            return Ok(());
        };
        let stage = self.clocks.clocks[index].stage;
        match firing {
            Firing::Rung(place) => self.fire_rung(store, call, index, place, at),
            Firing::Reminder => self.command(store, call, &Actor::System, &Command::RemindInfo),
            Firing::Due if is_window(stage) => self.close_window(store, call, stage),
            Firing::Due => {
                let department = self.responsible(index);
                let breach = Event::ClockBreached { stage, due_at: at, department };
                self.record(store, call, &Actor::System, &breach)?;
                if stage == Stage::Sign && matches!(self.appeal.state, State::Dispatched { .. }) {
                    // The red card of the same moment comes first; signing stops the clock.
                    while let Some((Firing::Rung(place), at)) =
                        self.clocks.clocks[index].take_firing(at)?
                    {
                        self.fire_rung(store, call, index, place, at)?;
                    }
                    self.command(store, call, &Actor::System, &Command::AutoSign)?;
                }
                Ok(())
            }
        }
    }

    /// What follows when a window closes, if the appeal still stands where it matters.
    fn close_window(
        &mut self,
        store: &Store,
        call: &Call,
        stage: Stage,
    ) -> Result<(), ServiceError> {
        let command = match (stage, &self.appeal.state) {
            (Stage::Return, State::Dispatched { is_final: false, return_over: false, .. }) => {
                Command::LapseReturn
            }
            (Stage::Rating, State::Feedback { .. }) => Command::LapseRating,
            (Stage::Supplement, State::NeedsInfo { .. }) => Command::LapseInfo,
            (Stage::Reopen, State::Closed { reopenable: true, .. }) => Command::LapseReopen,
            (Stage::Mandate, _) if self.appeal.task_force.is_some() => Command::ExpireTaskForce,
            _ => return Ok(()),
        };
        self.command(store, call, &Actor::System, &command)
    }

    /// Who answers for a clock: the party that it was started for, the desk for its own clocks and while
    /// it has the appeal, else the lead department.
    fn responsible(&self, index: usize) -> Option<Uuid> {
        let clock = &self.clocks.clocks[index];
        match answerable(clock.stage) {
            Answerable::Desk => None,
            Answerable::Party => clock.row.party_id,
            Answerable::Lead if self.appeal.custodian() == Custodian::DispatchDesk => None,
            Answerable::Lead => self.appeal.state.department(),
        }
    }

    fn fire_rung(
        &mut self,
        store: &Store,
        call: &Call,
        index: usize,
        place: usize,
        at: Timestamp,
    ) -> Result<(), ServiceError> {
        let clock = &self.clocks.clocks[index];
        let (stage, rung) = (clock.stage, clock.rung(place).clone());
        let department = self.responsible(index);
        self.cards.push(given::Model {
            clock_id: clock.row.id,
            rung: rung.key.clone(),
            appeal_id: self.row.id,
            action: rung.action.as_str().to_owned(),
            colour: rung.card.map(|card| card.as_str().to_owned()),
            department_id: department,
            handler_id: self.appeal.handler,
            due_at: at,
            recorded_at: self.moment(call.now),
            moot_at: None,
        });
        let event = Event::RungFired {
            stage,
            rung: rung.key,
            action: rung.action.as_str().to_owned(),
            colour: rung.card.map(|card| card.as_str().to_owned()),
            due_at: at,
            department,
        };
        self.record(store, call, &Actor::System, &event)?;
        // An order that is not answered does not beget the next one: its own cards and the ladder's
        // later rungs do.
        if rung.action == RungAction::SupervisionOrder && stage != Stage::Answer {
            let demand = format!(
                "{}逾期，请书面说明原因和办结时间",
                wording::stage(Language::Chinese, stage)
            );
            let order = Command::OrderByLadder { demand, department };
            self.command(store, call, &Actor::System, &order)?;
        }
        Ok(())
    }

    /// Brings the row in line with what was recorded; `false` when nothing was.
    ///
    /// # Errors
    /// When the facts cannot be written down.
    pub(crate) fn conclude(&mut self) -> Result<bool, ServiceError> {
        if self.events.is_empty() {
            return Ok(false);
        }
        if self.is_new || self.commanded || self.before.as_ref() != Some(&self.appeal) {
            self.row.version += 1;
        }
        self.row.state = self.appeal.state.name().as_str().to_owned();
        self.row.facts = serde_json::to_value(&self.appeal)?;
        self.row.department_id = self.appeal.state.department();
        self.row.handler_id = self.appeal.handler;
        self.row.holder = self.appeal.custodian().as_str().to_owned();
        self.row.next_due_at = self.clocks.next_due();
        Ok(true)
    }

    /// The row as it was read; `None` of an appeal that is being filed.
    pub(crate) fn loaded(&self) -> Option<&appeals::Model> {
        self.loaded.as_deref()
    }

    /// The cards that were given and not written yet; whoever takes them writes them.
    pub(crate) fn take_cards(&mut self) -> Vec<given::Model> {
        std::mem::take(&mut self.cards)
    }

    /// The rungs that became void and were not written yet: clock, key, since when.
    pub(crate) fn take_void(&mut self) -> Vec<(Uuid, String, Timestamp)> {
        std::mem::take(&mut self.void)
    }

    /// Everything is written: what follows begins from here.
    pub(crate) fn written(&mut self) {
        self.is_new = false;
        self.loaded = Some(Box::new(self.row.clone()));
    }

    /// Writes everything: the appeal's row, its events, clocks and cards, and the message that tells
    /// the rest of the platform. Writes nothing when nothing was recorded.
    ///
    /// # Errors
    /// When the database refuses; the transaction is then lost as a whole.
    pub async fn save(&mut self, tx: &Tx, store: &Store, call: &Call) -> Result<(), ServiceError> {
        if !self.conclude()? {
            return self.clocks.save(tx).await;
        }
        let row = self.row.clone().into_active_model().reset_all();
        if self.is_new {
            appeals::Entity::insert(row).exec_without_returning(tx).await?;
        } else {
            appeals::Entity::update(row).exec(tx).await?;
        }
        for event in &self.events {
            tx.audit(Draft::of_event(event));
        }
        let events = self.events.iter().map(|event| event.clone().into_active_model().reset_all());
        appeal_events::Entity::insert_many(events).exec_without_returning(tx).await?;
        self.clocks.save(tx).await?;
        registers::keep(tx, self).await?;
        cards::void(tx, self.take_void()).await?;
        cards::give(tx, self.take_cards()).await?;
        let message = messages::of_one(store, call, self).into_active_model().reset_all();
        outbox::Entity::insert(message).exec_without_returning(tx).await?;
        self.written();
        family::follow(tx, store, call, self).await
    }
}

/// Why clocks are counted anew.
struct Why {
    /// The recorded change of calendar or profile, where there is one.
    change: Option<Uuid>,
    /// In people's words.
    reason: String,
}

impl Why {
    fn of(made_by: Option<Arc<MadeBy>>) -> Self {
        Self {
            change: made_by.as_ref().map(|change| change.id),
            reason: made_by.map(|change| change.reason.clone()).unwrap_or_default(),
        }
    }
}

/// What new clocks of the appeal are made from.
///
/// # Errors
/// [`ServiceError::Internal`] when the row names a profile or calendar that is not there.
pub fn clock_source(
    row: &appeals::Model,
    reference: &Reference,
) -> Result<ClockSource, ServiceError> {
    let calendar = reference.calendar(&row.calendar)?;
    let code = &calendar.calendar().code;
    let version = i32::try_from(calendar.calendar().version).map_err(ServiceError::internal)?;
    let follows = reference.followed(profile_code(row), row.profile_version);
    let followed = follows.as_ref().and_then(|profile| i32::try_from(profile.version).ok());
    Ok(ClockSource {
        appeal_id: row.id,
        profile: reference.profile(profile_code(row), row.profile_version)?,
        calendar_code: row.calendar.clone(),
        calendar_made_by: reference.made_by(CALENDAR, code, version),
        profile_made_by: followed.and_then(|n| reference.made_by(PROFILE, profile_code(row), n)),
        calendar,
        follows,
    })
}

/// A profile as an event tells of it.
///
/// # Errors
/// [`ServiceError::Internal`] when its version is too large.
fn profile_now(profile: &Profile) -> Result<ProfileNow, ServiceError> {
    let version = i32::try_from(profile.version).map_err(ServiceError::internal)?;
    Ok(ProfileNow { code: profile.code.clone(), version, promise: promise(profile) })
}

/// What a profile promises about the resolve clock.
pub(crate) fn promise(profile: &Profile) -> Promise {
    Promise {
        amount: profile.stage(Stage::Resolve).map(|clock| clock.amount),
        rule: profile.extension,
        statutory: profile.statutory,
    }
}

/// The profile that an appeal's clocks are counted by. Appeals of before profiles had rules of their own
/// have only a level, which was the same thing.
#[must_use]
pub fn profile_code(row: &appeals::Model) -> &str {
    row.profile.as_deref().unwrap_or(&row.level)
}
