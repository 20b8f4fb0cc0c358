//! What the notices of a message are made from, read in a handful of queries however many appeals it
//! tells of.

use std::collections::{HashMap, HashSet};

use domain::appeal::Appeal;
use domain::notice::Recipients;
use domain::sla::profile::Stage;
use domain::time::Timestamp;
use entity::officer_assignments as officers;
use entity::{absences, appeal_events, appeals, bindings, clocks, entrepreneurs};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::Told;
use crate::bulk::among;
use crate::error::ServiceError;
use crate::messages::Change;
use crate::people::officers::current;
use crate::scope::BINDING_ACTIVE;
use crate::tx::Tx;

/// What notices say of an appeal; its text is not read.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Subject {
    pub(super) id: Uuid,
    pub(super) number: String,
    pub(super) enterprise_id: Uuid,
    pub(super) filed_by_kind: String,
    pub(super) filed_by: Uuid,
    pub(super) title: String,
    pub(super) level: String,
    pub(super) profile: Option<String>,
    pub(super) profile_version: i32,
    pub(super) confidential: bool,
    pub(super) department_id: Option<Uuid>,
    pub(super) handler_id: Option<Uuid>,
    pub(super) holder: String,
    pub(super) next_due_at: Option<Timestamp>,
}

const SUBJECT: [appeals::Column; 14] = [
    appeals::Column::Id,
    appeals::Column::Number,
    appeals::Column::EnterpriseId,
    appeals::Column::FiledByKind,
    appeals::Column::FiledBy,
    appeals::Column::Title,
    appeals::Column::Level,
    appeals::Column::Profile,
    appeals::Column::ProfileVersion,
    appeals::Column::Confidential,
    appeals::Column::DepartmentId,
    appeals::Column::HandlerId,
    appeals::Column::Holder,
    appeals::Column::NextDueAt,
];

/// The newest clock of a stage.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Newest {
    appeal_id: Uuid,
    stage: String,
    round: i32,
    pub(super) due_at: Timestamp,
    pub(super) profile: String,
    pub(super) profile_version: i32,
}

/// Everything, by what it is looked up by.
#[derive(Default)]
pub(super) struct Book {
    appeals: HashMap<Uuid, Subject>,
    events: Vec<appeal_events::Model>,
    clocks: HashMap<Uuid, Vec<Newest>>,
    /// Who stands in for whom.
    substitutes: HashMap<Uuid, Vec<Uuid>>,
    /// The members of the task force that holds an appeal now.
    members: HashMap<Uuid, Vec<Uuid>>,
    /// People who filed.
    filers: HashMap<Uuid, entrepreneurs::Model>,
    /// Who speaks for a firm, in order of their ids.
    speakers: HashMap<Uuid, Vec<entrepreneurs::Model>>,
    /// The officers of a firm.
    officers: HashMap<Uuid, Vec<Uuid>>,
}

impl Book {
    /// Reads the appeals of a message, its events, and their clocks.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) async fn open(tx: &Tx, changes: &[Change]) -> Result<Self, ServiceError> {
        let backend = tx.get_database_backend();
        let ids: Vec<Uuid> = changes.iter().map(|change| change.appeal_id).collect();
        let subjects: Vec<Subject> = appeals::Entity::find()
            .select_only()
            .columns(SUBJECT)
            .filter(among(backend, appeals::Column::Id, ids.iter().copied()))
            .into_model()
            .all(tx)
            .await?;
        let events = read_events(tx, changes).await?;
        let found: Vec<Newest> = clocks::Entity::find()
            .select_only()
            .columns([
                clocks::Column::AppealId,
                clocks::Column::Stage,
                clocks::Column::Round,
                clocks::Column::DueAt,
                clocks::Column::Profile,
                clocks::Column::ProfileVersion,
            ])
            .filter(among(backend, clocks::Column::AppealId, ids))
            .into_model()
            .all(tx)
            .await?;
        let mut book = Self { events, ..Self::default() };
        book.appeals = subjects.into_iter().map(|subject| (subject.id, subject)).collect();
        for clock in found {
            book.clocks.entry(clock.appeal_id).or_default().push(clock);
        }
        Ok(book)
    }

    /// The events, in the order of the message, of each appeal in their own.
    pub(super) fn take_events(&mut self) -> Vec<appeal_events::Model> {
        std::mem::take(&mut self.events)
    }

    /// An appeal.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none.
    pub(super) fn appeal(&self, id: Uuid) -> Result<&Subject, ServiceError> {
        self.appeals.get(&id).ok_or(ServiceError::NotFound)
    }

    /// The newest clock of a stage.
    pub(super) fn clock(&self, appeal: Uuid, stage: Stage) -> Option<&Newest> {
        let clocks = self.clocks.get(&appeal)?.iter();
        clocks.filter(|clock| clock.stage == stage.as_str()).max_by_key(|clock| clock.round)
    }

    /// Reads those whom the plans name and who are not in the reference data.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) async fn read_people(
        &mut self,
        tx: &Tx,
        told: &[Told],
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let of = |who: Recipients| -> HashSet<Uuid> {
            let told = told.iter().filter(|one| one.plan.iter().any(|(wanted, _)| *wanted == who));
            told.map(|one| one.record.appeal_id).collect()
        };
        let subjects = |ids: HashSet<Uuid>| -> Vec<Subject> {
            ids.iter().filter_map(|id| self.appeals.get(id)).cloned().collect()
        };
        let handled = subjects(of(Recipients::Handler));
        let filed = subjects(of(Recipients::Filer));
        let members = of(Recipients::Members);
        self.read_substitutes(tx, &handled, now).await?;
        self.read_members(tx, members).await?;
        self.read_firms(tx, &filed).await?;
        self.read_officers(tx, &filed, now).await
    }

    async fn read_substitutes(
        &mut self,
        tx: &Tx,
        handled: &[Subject],
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let handlers: HashSet<Uuid> = handled.iter().filter_map(|row| row.handler_id).collect();
        if handlers.is_empty() {
            return Ok(());
        }
        let rows = absences::Entity::find()
            .filter(among(tx.get_database_backend(), absences::Column::StaffId, handlers))
            .filter(absences::Column::StartsAt.lte(now))
            .filter(absences::Column::EndsAt.gt(now))
            .all(tx)
            .await?;
        for row in rows {
            self.substitutes.entry(row.staff_id).or_default().push(row.substitute_id);
        }
        Ok(())
    }

    async fn read_members(&mut self, tx: &Tx, of: HashSet<Uuid>) -> Result<(), ServiceError> {
        if of.is_empty() {
            return Ok(());
        }
        let rows: Vec<(Uuid, serde_json::Value)> = appeals::Entity::find()
            .select_only()
            .columns([appeals::Column::Id, appeals::Column::Facts])
            .filter(among(tx.get_database_backend(), appeals::Column::Id, of))
            .into_tuple()
            .all(tx)
            .await?;
        for (id, facts) in rows {
            let appeal: Appeal = serde_json::from_value(facts)?;
            let members = appeal.task_force.map(|force| force.members).unwrap_or_default();
            self.members.insert(id, members);
        }
        Ok(())
    }

    /// Who has filed; where an officer has, or the person is gone, who speaks for the firm.
    async fn read_firms(&mut self, tx: &Tx, filed: &[Subject]) -> Result<(), ServiceError> {
        let backend = tx.get_database_backend();
        let by_person = filed.iter().filter(|row| row.filed_by_kind == "entrepreneur");
        let people: HashSet<Uuid> = by_person.map(|row| row.filed_by).collect();
        if !people.is_empty() {
            let found = entrepreneurs::Entity::find()
                .filter(among(backend, entrepreneurs::Column::Id, people))
                .filter(entrepreneurs::Column::ErasedAt.is_null());
            let found = found.all(tx).await?.into_iter();
            self.filers = found.map(|person| (person.id, person)).collect();
        }
        let rest = filed.iter().filter(|row| self.filer(row).is_none());
        let firms: HashSet<Uuid> = rest.map(|row| row.enterprise_id).collect();
        if firms.is_empty() {
            return Ok(());
        }
        let bound = bindings::Entity::find()
            .filter(among(backend, bindings::Column::EnterpriseId, firms))
            .filter(bindings::Column::Status.eq(BINDING_ACTIVE))
            .all(tx)
            .await?;
        let people = bound.iter().map(|row| row.entrepreneur_id);
        let found = entrepreneurs::Entity::find()
            .filter(among(backend, entrepreneurs::Column::Id, people))
            .order_by_asc(entrepreneurs::Column::Id);
        for person in found.all(tx).await? {
            for row in bound.iter().filter(|row| row.entrepreneur_id == person.id) {
                self.speakers.entry(row.enterprise_id).or_default().push(person.clone());
            }
        }
        Ok(())
    }

    async fn read_officers(
        &mut self,
        tx: &Tx,
        filed: &[Subject],
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let open = filed.iter().filter(|row| !row.confidential);
        let firms: HashSet<Uuid> = open.map(|row| row.enterprise_id).collect();
        if firms.is_empty() {
            return Ok(());
        }
        let rows = officers::Entity::find()
            .filter(among(tx.get_database_backend(), officers::Column::EnterpriseId, firms))
            .filter(current(now))
            .all(tx)
            .await?;
        for row in rows {
            self.officers.entry(row.enterprise_id).or_default().push(row.staff_id);
        }
        Ok(())
    }

    fn filer(&self, of: &Subject) -> Option<&entrepreneurs::Model> {
        let by_person = of.filed_by_kind == "entrepreneur";
        by_person.then(|| self.filers.get(&of.filed_by)).flatten()
    }

    /// Who hears for the firm: who has filed it; where an officer has, everybody who speaks for the firm.
    pub(super) fn firm(&self, of: &Subject) -> Vec<&entrepreneurs::Model> {
        if let Some(filer) = self.filer(of) {
            return vec![filer];
        }
        let speakers = self.speakers.get(&of.enterprise_id).map(Vec::as_slice).unwrap_or_default();
        if of.filed_by_kind != "entrepreneur" {
            let there: Vec<_> = speakers.iter().filter(|one| one.erased_at.is_none()).collect();
            if !there.is_empty() {
                return there;
            }
        }
        // Who filed it is gone; the firm is not.
        speakers.iter().collect()
    }

    /// Who stands in for somebody.
    pub(super) fn substitutes_of(&self, absent: Uuid) -> &[Uuid] {
        self.substitutes.get(&absent).map(Vec::as_slice).unwrap_or_default()
    }

    /// The members of the task force that holds an appeal.
    pub(super) fn members_of(&self, appeal: Uuid) -> &[Uuid] {
        self.members.get(&appeal).map(Vec::as_slice).unwrap_or_default()
    }

    /// The officers of a firm.
    pub(super) fn officers_of(&self, firm: Uuid) -> &[Uuid] {
        self.officers.get(&firm).map(Vec::as_slice).unwrap_or_default()
    }
}

async fn read_events(
    tx: &Tx,
    changes: &[Change],
) -> Result<Vec<appeal_events::Model>, ServiceError> {
    let ids = changes.iter().flat_map(|change| change.events.iter().map(|event| event.id));
    let mut events = appeal_events::Entity::find()
        .filter(among(tx.get_database_backend(), appeal_events::Column::Id, ids))
        .all(tx)
        .await?;
    let ids = changes.iter().enumerate().map(|(place, change)| (change.appeal_id, place));
    let places: HashMap<Uuid, usize> = ids.collect();
    events.sort_by_key(|event| (places.get(&event.appeal_id).copied(), event.seq));
    Ok(events)
}
