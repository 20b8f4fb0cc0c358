//! From events to notices: one row per event, recipient and channel. Run by the `notify` consumer; the
//! inbox mark and the unique key each make a second run harmless.

use std::collections::BTreeSet;

use domain::appeal::{Appeal, Custodian, Event, Role};
use domain::calendar::CompiledCalendar;
use domain::notice::{Channel, Params, QuietHours, Recipients, Template, plan};
use domain::sla::profile::Stage;
use domain::time::Timestamp;
use entity::{appeal_events, appeals, bindings, clocks, entrepreneurs, notices};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
use serde_json::json;
use uuid::Uuid;

use crate::call::Call;
use crate::error::ServiceError;
use crate::inbox;
use crate::ledger::profile_code;
use crate::people::{absences, officers};
use crate::reference::{CITY_CALENDAR, Official, Reference};
use crate::scope::BINDING_ACTIVE;
use crate::store::Store;
use crate::tx::Tx;

/// The name of this consumer in the inbox.
pub const CONSUMER: &str = "notify";
/// The state of a notice that still has to be delivered.
pub const OWED: &str = "owed";
/// The state of a notice that has arrived.
pub const SENT: &str = "sent";

/// Somebody who is told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Recipient {
    kind: &'static str,
    id: Uuid,
    channels: Vec<&'static str>,
}

/// Writes the notices for the events of one message; answers how many rows are new.
///
/// # Errors
/// [`ServiceError::NotFound`] when the appeal does not exist.
pub async fn notify(
    store: &Store,
    call: &Call,
    message: Uuid,
    appeal: Uuid,
    events: Vec<Uuid>,
    quiet: Option<QuietHours>,
) -> Result<u64, ServiceError> {
    let reference = store.reference().get(store).await?;
    let (service, call) = (store.clone(), call.clone());
    store
        .transact(move |tx| {
            Box::pin(async move {
                if !inbox::mark(tx, CONSUMER, message, call.now).await? {
                    return Ok(0);
                }
                let row = appeals::Entity::find_by_id(appeal).one(tx).await?;
                let row = row.ok_or(ServiceError::NotFound)?;
                let events = appeal_events::Entity::find()
                    .filter(appeal_events::Column::Id.is_in(events))
                    .order_by_asc(appeal_events::Column::Seq)
                    .all(tx)
                    .await?;
                let mut rows = Vec::new();
                for event in events {
                    let scene = Scene {
                        tx,
                        store: &service,
                        reference: &reference,
                        row: &row,
                        now: call.now,
                    };
                    rows.extend(scene.notices(&event, call.now, quiet).await?);
                }
                insert(tx, rows).await
            })
        })
        .await
}

async fn insert(tx: &Tx, rows: Vec<notices::Model>) -> Result<u64, ServiceError> {
    if rows.is_empty() {
        return Ok(0);
    }
    let once = OnConflict::columns([
        notices::Column::EventId,
        notices::Column::RecipientKind,
        notices::Column::RecipientId,
        notices::Column::Channel,
    ])
    .do_nothing()
    .to_owned();
    let rows = rows.into_iter().map(|row| row.into_active_model().reset_all());
    let count = notices::Entity::insert_many(rows).on_conflict(once).exec_without_returning(tx);
    Ok(count.await?)
}

/// What a notice says, and when.
#[derive(Clone, Copy)]
struct Letter<'a> {
    template: Template,
    params: &'a Params,
    now: Timestamp,
    later: Timestamp,
}

/// What a notice is made from.
struct Scene<'a> {
    tx: &'a Tx,
    store: &'a Store,
    reference: &'a Reference,
    row: &'a appeals::Model,
    now: Timestamp,
}

impl Scene<'_> {
    async fn notices(
        &self,
        record: &appeal_events::Model,
        now: Timestamp,
        quiet: Option<QuietHours>,
    ) -> Result<Vec<notices::Model>, ServiceError> {
        let event = Event::from_parts(&record.kind, &record.data)?;
        let rung = self.rung(&event)?;
        let plan = plan(&event, rung.as_ref());
        if plan.is_empty() {
            return Ok(Vec::new());
        }
        let calendar = self.reference.calendar(CITY_CALENDAR)?;
        let params = self.params(&event, &calendar).await?;
        let later = match quiet {
            Some(quiet) if self.row.level != "critical" => quiet.allowed_from(now, calendar.zone()),
            _ => now,
        };
        let mut told = BTreeSet::new();
        let mut rows = Vec::new();
        for (who, template) in plan {
            for recipient in self.recipients(who, &event).await? {
                if !told.insert(recipient.id) {
                    continue;
                }
                for channel in &recipient.channels {
                    let letter = Letter { template, params: &params, now, later };
                    rows.push(self.notice(record, &recipient, channel, &letter));
                }
            }
        }
        Ok(rows)
    }

    fn notice(
        &self,
        record: &appeal_events::Model,
        recipient: &Recipient,
        channel: &str,
        letter: &Letter<'_>,
    ) -> notices::Model {
        let Letter { template, params, now, later } = *letter;
        let arrived = channel == Channel::Inbox.as_str();
        notices::Model {
            id: self.store.ids().next(),
            event_id: record.id,
            appeal_id: Some(self.row.id),
            recipient_kind: recipient.kind.to_owned(),
            recipient_id: recipient.id,
            channel: channel.to_owned(),
            template: template.as_str().to_owned(),
            params: json!(params),
            state: if arrived { SENT } else { OWED }.to_owned(),
            attempts: 0,
            available_at: if arrived { now } else { later },
            leased_until: None,
            provider_id: None,
            outcome_code: None,
            created_at: now,
            settled_at: arrived.then_some(now),
            read_at: None,
        }
    }

    /// The rung of the ladder that an event tells of, from the profile the appeal was filed under.
    fn rung(&self, event: &Event) -> Result<Option<domain::sla::profile::Rung>, ServiceError> {
        let Event::RungFired { rung, .. } = event else { return Ok(None) };
        let profile = self.reference.profile(profile_code(self.row), self.row.profile_version)?;
        Ok(profile.ladder.iter().find(|one| one.key == *rung).cloned())
    }

    /// What goes into the words. The title of a confidential appeal stays in the house.
    async fn params(
        &self,
        event: &Event,
        calendar: &CompiledCalendar,
    ) -> Result<Params, ServiceError> {
        let row = self.row;
        let mut params = Params::new();
        let title = if row.confidential { "保密诉求".to_owned() } else { row.title.clone() };
        params.insert("title".into(), title);
        params.insert("number".into(), row.number.clone());
        let department = row.department_id.map(|id| self.reference.department_name(id));
        params.insert("department".into(), department.unwrap_or_default());
        let (stage, due) = match event {
            Event::RungFired { stage, .. } | Event::ClockBreached { stage, .. } => {
                (Some(*stage), self.due_of(*stage).await?)
            }
            Event::Routed { .. } => (None, self.due_of(Stage::Dispatch).await?),
            Event::Dispatched { .. } => (None, self.due_of(Stage::Sign).await?),
            Event::Replied { .. } => (None, self.due_of(Stage::Feedback).await?),
            Event::InfoRequested { .. } | Event::InfoReminded => {
                (None, self.due_of(Stage::Supplement).await?)
            }
            Event::Disputed { .. } => (None, self.due_of(Stage::Ruling).await?),
            Event::DisputeRejected { .. } => (None, self.due_of(Stage::Sign).await?),
            Event::Whistled { .. } => (None, self.due_of(Stage::ReportIn).await?),
            Event::ExtensionGranted { .. } | Event::ExtensionRefused { .. } => {
                (None, self.due_of(Stage::Resolve).await?)
            }
            Event::SupervisionOrdered { .. } => (None, self.due_of(Stage::Answer).await?),
            _ => (None, row.next_due_at),
        };
        if let Some(stage) = stage {
            params.insert("stage".into(), stage_name(stage).to_owned());
        }
        if let Some(due) = due {
            let local = due.with_timezone(&calendar.zone());
            params.insert("due".into(), local.format("%Y年%-m月%-d日 %H:%M").to_string());
        }
        Ok(params)
    }

    async fn due_of(&self, stage: Stage) -> Result<Option<Timestamp>, ServiceError> {
        let clock = clocks::Entity::find()
            .filter(clocks::Column::AppealId.eq(self.row.id))
            .filter(clocks::Column::Stage.eq(stage.as_str()))
            .order_by_desc(clocks::Column::Round)
            .one(self.tx)
            .await?;
        Ok(clock.map(|clock| clock.due_at))
    }

    async fn recipients(
        &self,
        who: Recipients,
        event: &Event,
    ) -> Result<Vec<Recipient>, ServiceError> {
        let handler = self.row.handler_id;
        // A clock, an order and a return concern the department that they name; the rest the lead.
        let department = match event {
            Event::RungFired { department, .. } | Event::SupervisionOrdered { department, .. } => {
                *department
            }
            _ => self.row.department_id,
        };
        // What the desk is late with, or urged for, goes to the desk.
        let at_desk = match event {
            Event::RungFired { .. } => department.is_none(),
            Event::Urged { .. } => self.row.holder == Custodian::DispatchDesk.as_str(),
            _ => false,
        };
        if at_desk && matches!(who, Recipients::Handler | Recipients::Heads) {
            return Ok(self.of_role(Role::Dispatcher));
        }
        Ok(match who {
            Recipients::Filer => {
                let mut told = self.firm().await?;
                told.extend(self.officers().await?);
                told
            }
            Recipients::Handler if handler.is_some() && department == self.row.department_id => {
                let mut hands: Vec<Uuid> = handler.into_iter().collect();
                if let Event::Assigned { handler, .. } = event {
                    hands = vec![*handler];
                }
                if let Some(absent) = handler {
                    hands.extend(absences::substitutes_of(self.tx, absent, self.now).await?);
                }
                self.staff(|official| hands.contains(&official.id))
            }
            Recipients::Handler => self.of_department(department, Role::Handler),
            Recipients::Heads => self.of_department(department, Role::DepartmentHead),
            // What the desk is late with goes to the desk.
            Recipients::Addressed if department.is_none() => self.of_role(Role::Dispatcher),
            Recipients::Addressed => self.of_department(department, Role::DepartmentHead),
            Recipients::Dispatchers => self.of_role(Role::Dispatcher),
            Recipients::Supervisors => self.of_role(Role::Supervisor),
            Recipients::Helpers => {
                let Event::Whistled { calls } = event else { return Ok(Vec::new()) };
                self.staff(|official| {
                    calls.iter().any(|call| official.department == Some(call.department))
                        && (official.roles.contains(&Role::Handler)
                            || official.roles.contains(&Role::DepartmentHead))
                })
            }
            Recipients::Members => {
                let members = match event {
                    Event::TaskForceFormed { members, .. } => members.clone(),
                    _ => self.members()?,
                };
                self.staff(|official| members.contains(&official.id))
            }
        })
    }

    /// The members of the task force that holds it now.
    fn members(&self) -> Result<Vec<Uuid>, ServiceError> {
        let appeal: Appeal = serde_json::from_value(self.row.facts.clone())?;
        Ok(appeal.task_force.map(|force| force.members).unwrap_or_default())
    }

    fn of_role(&self, role: Role) -> Vec<Recipient> {
        self.staff(|official| official.roles.contains(&role))
    }

    fn of_department(&self, department: Option<Uuid>, role: Role) -> Vec<Recipient> {
        self.staff(|official| {
            department.is_some()
                && official.department == department
                && official.roles.contains(&role)
        })
    }

    fn staff(&self, fits: impl Fn(&Official) -> bool) -> Vec<Recipient> {
        let found = self.reference.staff.iter().filter(|official| fits(official));
        found
            .map(|official| Recipient {
                kind: "staff",
                id: official.id,
                channels: channels(official.has_wecom.then_some(Channel::Wecom)),
            })
            .collect()
    }

    /// Who has filed it; where an officer has, everybody who speaks for the firm.
    async fn firm(&self) -> Result<Vec<Recipient>, ServiceError> {
        let mut of = entrepreneurs::Entity::find().order_by_asc(entrepreneurs::Column::Id);
        of = if self.row.filed_by_kind == "entrepreneur" {
            of.filter(entrepreneurs::Column::Id.eq(self.row.filed_by))
        } else {
            of.filter(self.speaks_for_firm())
        };
        let mut people = of.filter(entrepreneurs::Column::ErasedAt.is_null()).all(self.tx).await?;
        if people.is_empty() {
            // Who filed it is gone; the firm is not.
            let all = entrepreneurs::Entity::find().order_by_asc(entrepreneurs::Column::Id);
            people = all.filter(self.speaks_for_firm()).all(self.tx).await?;
        }
        Ok(people
            .into_iter()
            .map(|person| {
                // WeChat where it can reach them; SMS only for those it cannot. The fallback after a
                // definite refusal is the deliverer's.
                let phone = match (&person.openid, &person.phone) {
                    (Some(_), _) => Some(Channel::Wechat),
                    (None, Some(_)) => Some(Channel::Sms),
                    (None, None) => None,
                };
                Recipient { kind: "entrepreneur", id: person.id, channels: channels(phone) }
            })
            .collect())
    }

    fn speaks_for_firm(&self) -> sea_orm::sea_query::SimpleExpr {
        let bound = sea_orm::sea_query::Query::select()
            .column(bindings::Column::EntrepreneurId)
            .from(bindings::Entity)
            .and_where(bindings::Column::EnterpriseId.eq(self.row.enterprise_id))
            .and_where(bindings::Column::Status.eq(BINDING_ACTIVE))
            .to_owned();
        entrepreneurs::Column::Id.in_subquery(bound)
    }

    /// The firm's officers hear what it hears; of a confidential appeal they know nothing.
    async fn officers(&self) -> Result<Vec<Recipient>, ServiceError> {
        if self.row.confidential {
            return Ok(Vec::new());
        }
        let ids = officers::of_firm(self.tx, self.row.enterprise_id, self.now).await?;
        Ok(self.staff(|official| ids.contains(&official.id)))
    }
}

fn channels(beside: Option<Channel>) -> Vec<&'static str> {
    std::iter::once(Channel::Inbox).chain(beside).map(Channel::as_str).collect()
}

/// The stage for people; both languages of a notice use the Chinese term of the rule book.
pub(crate) const fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Dispatch => "派单",
        Stage::Sign => "签收",
        Stage::FirstContact => "首次联系",
        Stage::Resolve => "办结",
        Stage::Return => "退单",
        Stage::Feedback => "反馈",
        Stage::Rework => "重办",
        Stage::Rating => "评价",
        Stage::Ruling => "退单审核",
        Stage::ReportIn => "报到",
        Stage::CoReply => "协办答复",
        Stage::Answer => "督办答复",
        Stage::ParkingReport => "挂账报告",
        Stage::Supplement => "补充",
        Stage::Reopen => "重新提出",
        Stage::Mandate => "专班期限",
    }
}
