//! The reference: the rule book (sections 2 to 4) once more, as one flat struct and one plain table,
//! written without looking at how the rules are written in the code.

use domain::appeal::{
    CoProgress, Custodian, DeclineCode, DisputeReason, Outcome, ReplyOutcome, Role, StateName,
};
use domain::sla::profile::ExtensionRule;
use domain::time::Timestamp;
use uuid::Uuid;

use super::people::{FIRM, Person};

/// What holds only as long as the appeal stays where it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Here {
    pub(crate) lead: Option<Uuid>,
    pub(crate) is_final: bool,
    pub(crate) question: Option<String>,
    pub(crate) returned_for: Option<(DisputeReason, Option<Uuid>)>,
    pub(crate) termination_asked_by: Option<Uuid>,
    /// Amount, who asked, whether the head stands behind it.
    pub(crate) extension: Option<(u32, Uuid, bool)>,
    /// Who parked it, whether a supervisor has granted it.
    pub(crate) parking: Option<(Uuid, bool)>,
    /// Text, outcome, author.
    pub(crate) draft: Option<(String, ReplyOutcome, Uuid)>,
    /// What the reply before the firm achieves.
    pub(crate) answered: Option<ReplyOutcome>,
    pub(crate) closed_as: Option<Outcome>,
    pub(crate) reopenable: bool,
    pub(crate) hangs_on: Option<Uuid>,
    pub(crate) stood_before: Option<StateName>,
    pub(crate) rated: bool,
    pub(crate) declined: Option<(DeclineCode, String, Option<String>)>,
}

/// An appeal in plain facts.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Model {
    pub(crate) at: StateName,
    pub(crate) here: Here,
    pub(crate) handler: Option<Uuid>,
    pub(crate) contacted: bool,
    pub(crate) rework: u8,
    pub(crate) exhausted: bool,
    pub(crate) confidential: bool,
    pub(crate) manual: bool,
    pub(crate) amount: Option<u32>,
    pub(crate) rule: ExtensionRule,
    pub(crate) statutory: bool,
    pub(crate) granted: Vec<u32>,
    pub(crate) overdue: bool,
    pub(crate) conflicts: Vec<Uuid>,
    pub(crate) returned_by: Vec<Uuid>,
    pub(crate) helpers: Vec<(Uuid, bool, CoProgress)>,
    pub(crate) force: Option<(Uuid, Vec<Uuid>)>,
    pub(crate) orders: Vec<(u32, Option<Uuid>)>,
    pub(crate) orders_given: u32,
    pub(crate) decline_appealed: bool,
    pub(crate) declined_by: Option<Uuid>,
    pub(crate) rest_until: Option<Timestamp>,
    pub(crate) children: Vec<Uuid>,
    /// 0 nothing, 1 before the firm, 2 published.
    pub(crate) publication: u8,
}

/// Accepted, or the code of the refusal.
pub(crate) type Verdict = Result<(), &'static str>;

/// Refused for the state or the person: the table does not say which it looks at first.
pub(crate) const NO: &str = "illegal";

/// In which parts the person acts.
#[derive(Clone, Copy)]
pub(crate) struct Parts {
    pub(crate) firm: bool,
    pub(crate) officer: bool,
    pub(crate) desk: bool,
    pub(crate) handler: bool,
    pub(crate) head: bool,
    pub(crate) member: bool,
    pub(crate) helper: bool,
    pub(crate) ordered: bool,
    pub(crate) supervisor: bool,
    /// Nobody else handles it, or the person stands above or in for who does.
    pub(crate) holds: bool,
}

pub(crate) const OPEN: [CoProgress; 2] = [CoProgress::Called, CoProgress::ReportedIn];

impl Model {
    pub(crate) fn parts(&self, who: &Person) -> Parts {
        let leads = self.here.lead.is_some() && who.department == self.here.lead;
        let (handler, head) =
            (leads && who.has(Role::Handler), leads && who.has(Role::DepartmentHead));
        let member = self.force.as_ref().is_some_and(|(_, members)| members.contains(&who.id))
            && !who.system;
        let own = |h: Uuid| who.id == h || who.stands_in_for.contains(&h);
        Parts {
            firm: who.speaks_for == Some(FIRM),
            officer: !self.confidential && who.has(Role::Officer) && who.firms.contains(&FIRM),
            desk: who.has(Role::Dispatcher),
            handler,
            head,
            member,
            helper: self.helping(who).is_some(),
            ordered: self.orders.iter().any(|(_, of)| Self::answers_for(who, *of)),
            supervisor: who.has(Role::Supervisor),
            holds: self.handler.is_none_or(own) || head || member,
        }
    }

    pub(crate) fn answers_for(who: &Person, department: Option<Uuid>) -> bool {
        match department {
            None => who.has(Role::Dispatcher),
            some => who.has(Role::DepartmentHead) && who.department == some,
        }
    }

    /// The place of the open call that the person's department was called by.
    pub(crate) fn helping(&self, who: &Person) -> Option<usize> {
        let works = who.has(Role::Handler) || who.has(Role::DepartmentHead);
        let mine = |(department, _, progress): &(Uuid, bool, CoProgress)| {
            works && who.department == Some(*department) && OPEN.contains(progress)
        };
        self.helpers.iter().position(mine)
    }

    pub(crate) fn required_open(&self) -> bool {
        self.helpers.iter().any(|(_, required, progress)| *required && OPEN.contains(progress))
    }

    /// Units that the clock may still be extended by.
    pub(crate) fn extendable_by(&self) -> u32 {
        let used: u32 = self.granted.iter().sum();
        match (self.amount, self.rule) {
            (None, _) | (_, ExtensionRule::None) => 0,
            (_, ExtensionRule::Times { times, each }) => {
                if self.granted.len() < times as usize {
                    each
                } else {
                    0
                }
            }
            (Some(amount), ExtensionRule::InAll { total }) => total.saturating_sub(amount + used),
        }
    }

    /// Who has it on the table.
    pub(crate) fn holder(&self) -> Custodian {
        use StateName as S;
        let lead = Custodian::Department { id: self.here.lead.unwrap_or_default() };
        let at_work = match &self.force {
            Some((id, _)) => Custodian::TaskForce { id: *id },
            None => lead,
        };
        match self.at {
            S::Submitted | S::Accepted | S::Disputed => Custodian::DispatchDesk,
            S::NeedsInfo | S::Feedback => Custodian::Firm,
            S::Dispatched | S::Replied => lead,
            S::ExtensionPending => Custodian::Supervisor,
            S::InProgress if self.here.termination_asked_by.is_some() => Custodian::Supervisor,
            S::Parked if self.here.parking.is_some_and(|(_, granted)| !granted) => {
                Custodian::Supervisor
            }
            S::Rework if self.exhausted => Custodian::Supervisor,
            S::InProgress | S::Parked | S::Rework => at_work,
            S::Closed | S::Merged | S::Declined | S::Withdrawn => Custodian::Nobody,
        }
    }
}
