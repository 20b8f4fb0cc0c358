//! Who hears of what (domain rule book, section 7).

use super::Template;
use crate::appeal::Event;
use crate::sla::profile::{Card, RecipientRole, Rung, RungAction};

/// A group of people, relative to an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Recipients {
    /// Who filed it.
    Filer,
    /// The handler; all handlers of the department while nobody has claimed it.
    Handler,
    /// The heads of the department.
    Heads,
    /// All dispatchers.
    Dispatchers,
    /// All supervisors.
    Supervisors,
}

/// The notices that an event asks for. `rung` is the fired rung of the ladder, for its recipients.
#[must_use]
pub fn plan(event: &Event, rung: Option<&Rung>) -> Vec<(Recipients, Template)> {
    use Recipients::{Dispatchers, Filer, Handler, Heads, Supervisors};
    match event {
        Event::Submitted { .. } => vec![(Filer, Template::Submitted)],
        Event::Accepted { .. } => vec![(Filer, Template::Accepted)],
        Event::Routed { decision } if !decision.automatic => {
            vec![(Dispatchers, Template::NeedsDispatch)]
        }
        Event::Dispatched { .. } => vec![
            (Filer, Template::Dispatched),
            (Handler, Template::NewTask),
            (Heads, Template::NewTask),
        ],
        Event::Contacted { first: true, .. } => vec![(Filer, Template::Contacted)],
        Event::Replied { .. } => vec![(Heads, Template::ReplyToApprove)],
        Event::ReplyApproved { .. } => vec![(Filer, Template::Replied)],
        Event::ReplyReturned { .. } => vec![(Handler, Template::ReplyReturned)],
        Event::ReworkStarted { .. } => vec![
            (Filer, Template::Reworked),
            (Handler, Template::ReworkTask),
            (Heads, Template::ReworkTask),
        ],
        Event::ReworkExhausted => vec![
            (Filer, Template::Reworked),
            (Supervisors, Template::ReworkExhausted),
            (Heads, Template::ReworkTask),
        ],
        Event::Closed { .. } => vec![(Filer, Template::Closed)],
        Event::RungFired { .. } => rung.map(of_rung).unwrap_or_default(),
        _ => Vec::new(),
    }
}

fn of_rung(rung: &Rung) -> Vec<(Recipients, Template)> {
    let template = match (rung.action, rung.card) {
        (RungAction::Card, Some(Card::Yellow)) => Template::YellowCard,
        (RungAction::Card, _) => Template::RedCard,
        (RungAction::SupervisionOrder, _) => Template::SupervisionOrder,
        (RungAction::Interview, _) => Template::Interview,
        (RungAction::Escalate, _) => Template::Escalated,
    };
    let mut plan: Vec<_> = rung
        .recipients
        .iter()
        .map(|role| {
            let who = match role {
                RecipientRole::Handler => Recipients::Handler,
                RecipientRole::DepartmentHead => Recipients::Heads,
                // The leadership group is reached through the supervisors' office.
                RecipientRole::Supervisor | RecipientRole::LeadershipGroup => {
                    Recipients::Supervisors
                }
            };
            (who, template)
        })
        .collect();
    // Red goes to the supervisors too (section 7), whatever the ladder says.
    if template == Template::RedCard && !plan.iter().any(|(who, _)| *who == Recipients::Supervisors)
    {
        plan.push((Recipients::Supervisors, template));
    }
    plan.dedup();
    plan
}
