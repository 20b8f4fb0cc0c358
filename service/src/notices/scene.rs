//! The notices of one event: who, over which channel, with which words, and when.

use std::collections::BTreeSet;

use domain::appeal::{Custodian, Event, Role};
use domain::calendar::CompiledCalendar;
use domain::notice::{Channel, Language, Params, QuietHours, Recipients, promise_moved};
use domain::sla::profile::Stage;
use domain::time::Timestamp;
use domain::wording;
use entity::notices;
use serde_json::json;
use uuid::Uuid;

use super::book::{Book, Subject};
use super::{Letter, Told};
use crate::error::ServiceError;
use crate::reference::{CITY_CALENDAR, Official, Reference};
use crate::store::Store;

/// Somebody who is told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Recipient {
    kind: &'static str,
    id: Uuid,
    channels: Vec<&'static str>,
}

/// What a notice is made from.
pub(super) struct Scene<'a> {
    pub(super) store: &'a Store,
    pub(super) reference: &'a Reference,
    pub(super) book: &'a Book,
    pub(super) now: Timestamp,
    pub(super) quiet: Option<QuietHours>,
}

impl Scene<'_> {
    /// The notices of one event.
    ///
    /// # Errors
    /// When its appeal does not exist, or the city has no calendar.
    pub(super) fn notices(&self, told: &Told) -> Result<Vec<notices::Model>, ServiceError> {
        let row = self.book.appeal(told.record.appeal_id)?;
        let calendar = self.reference.calendar(CITY_CALENDAR)?;
        let params = json!(self.params(row, &told.event, &calendar));
        let later = match self.quiet {
            Some(quiet) if row.level != "critical" => quiet.allowed_from(self.now, calendar.zone()),
            _ => self.now,
        };
        let mut reached = BTreeSet::new();
        let mut rows = Vec::new();
        for (who, template) in &told.plan {
            let letter = Letter {
                event: told.record.id,
                appeal: Some(told.record.appeal_id),
                template: *template,
                params: &params,
                now: self.now,
                later,
            };
            for recipient in self.recipients(row, *who, &told.event) {
                if !reached.insert(recipient.id) {
                    continue;
                }
                for channel in &recipient.channels {
                    let id = self.store.ids().next();
                    rows.push(letter.to(id, (recipient.kind, recipient.id), channel));
                }
            }
        }
        Ok(rows)
    }

    /// What goes into the words. The title of a confidential appeal stays in the house.
    fn params(&self, row: &Subject, event: &Event, calendar: &CompiledCalendar) -> Params {
        let mut params = Params::new();
        let title = if row.confidential { "保密诉求".to_owned() } else { row.title.clone() };
        params.insert("title".into(), title);
        params.insert("number".into(), row.number.clone());
        let department = row.department_id.map(|id| self.reference.department_name(id));
        params.insert("department".into(), department.unwrap_or_default());
        let due_of = |stage| self.book.clock(row.id, stage).map(|clock| clock.due_at);
        let (stage, due) = match event {
            Event::RungFired { stage, .. } | Event::ClockBreached { stage, .. } => {
                (Some(*stage), due_of(*stage))
            }
            Event::Routed { .. } => (None, due_of(Stage::Dispatch)),
            Event::Dispatched { .. } | Event::DisputeRejected { .. } => (None, due_of(Stage::Sign)),
            Event::Replied { .. } => (None, due_of(Stage::Feedback)),
            Event::InfoRequested { .. } | Event::InfoReminded => (None, due_of(Stage::Supplement)),
            Event::Disputed { .. } => (None, due_of(Stage::Ruling)),
            Event::Whistled { .. } => (None, due_of(Stage::ReportIn)),
            Event::ExtensionGranted { .. } | Event::ExtensionRefused { .. } => {
                (None, due_of(Stage::Resolve))
            }
            Event::SupervisionOrdered { .. } => (None, due_of(Stage::Answer)),
            _ => (None, row.next_due_at),
        };
        if let Some(stage) = stage {
            params.insert("stage".into(), wording::stage(Language::Chinese, stage).to_owned());
        }
        let shown = |at: Timestamp| {
            at.with_timezone(&calendar.zone()).format("%Y年%-m月%-d日 %H:%M").to_string()
        };
        if let Some(due) = due {
            params.insert("due".into(), shown(due));
        }
        if let Event::ClocksRecalculated { moves, reason, .. } = event
            && let Some((was, due)) = promise_moved(moves)
        {
            let why = if reason.is_empty() { "工作日历或时限规则调整" } else { reason };
            params.extend([
                ("was".into(), shown(was)),
                ("due".into(), shown(due)),
                ("reason".into(), why.to_owned()),
            ]);
        }
        params
    }

    fn recipients(&self, row: &Subject, who: Recipients, event: &Event) -> Vec<Recipient> {
        let handler = row.handler_id;
        // A clock, an order and a return concern the department that they name; the rest the lead.
        let department = match event {
            Event::RungFired { department, .. } | Event::SupervisionOrdered { department, .. } => {
                *department
            }
            _ => row.department_id,
        };
        // What the desk is late with, or urged for, goes to the desk.
        let at_desk = match event {
            Event::RungFired { .. } => department.is_none(),
            Event::Urged { .. } => row.holder == Custodian::DispatchDesk.as_str(),
            _ => false,
        };
        if at_desk && matches!(who, Recipients::Handler | Recipients::Heads) {
            return self.of_role(Role::Dispatcher);
        }
        // A calendar moves thousands at once: whoever has it in hand finds it in the inbox, nobody's phone
        // rings, and what nobody has in hand is in the list by its new moment anyway.
        if let (Recipients::Handler, Event::ClocksRecalculated { .. }) = (who, event) {
            let mut told = self.staff(|official| handler == Some(official.id));
            told.iter_mut().for_each(|one| one.channels = channels(None));
            return told;
        }
        match who {
            Recipients::Filer => {
                let mut told = self.firm(row);
                told.extend(self.officers(row));
                told
            }
            Recipients::Handler if handler.is_some() && department == row.department_id => {
                let mut hands: Vec<Uuid> = handler.into_iter().collect();
                if let Event::Assigned { handler, .. } = event {
                    hands = vec![*handler];
                }
                hands.extend(handler.iter().flat_map(|one| self.book.substitutes_of(*one)));
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
                let Event::Whistled { calls } = event else { return Vec::new() };
                self.staff(|official| {
                    calls.iter().any(|call| official.department == Some(call.department))
                        && (official.roles.contains(&Role::Handler)
                            || official.roles.contains(&Role::DepartmentHead))
                })
            }
            Recipients::Members => {
                let members = match event {
                    Event::TaskForceFormed { members, .. } => members,
                    _ => self.book.members_of(row.id),
                };
                self.staff(|official| members.contains(&official.id))
            }
        }
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

    fn firm(&self, row: &Subject) -> Vec<Recipient> {
        let people = self.book.firm(row).into_iter();
        people
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
            .collect()
    }

    /// The firm's officers hear what it hears; of a confidential appeal they know nothing.
    fn officers(&self, row: &Subject) -> Vec<Recipient> {
        if row.confidential {
            return Vec::new();
        }
        let ids = self.book.officers_of(row.enterprise_id);
        self.staff(|official| ids.contains(&official.id))
    }
}

fn channels(beside: Option<Channel>) -> Vec<&'static str> {
    std::iter::once(Channel::Inbox).chain(beside).map(Channel::as_str).collect()
}
