//! Who hears of what (domain rule book, section 7).

use super::Template;
use crate::appeal::{ClockMove, Event, ParentMove};
use crate::sla::profile::{Card, RecipientRole, Rung, RungAction, Stage};
use crate::time::Timestamp;

/// A group of people, relative to an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Recipients {
    /// Who filed it.
    Filer,
    /// The departments that the event calls, or that help.
    Helpers,
    /// The members of the task force.
    Members,
    /// The heads of the department that the event names.
    Addressed,
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
    use Recipients::{
        Addressed, Dispatchers, Filer, Handler, Heads, Helpers, Members, Supervisors,
    };
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
        Event::ReplyReturned { .. } => {
            vec![(Handler, Template::ReplyReturned), (Members, Template::ReplyReturned)]
        }
        Event::ReworkStarted { .. } => vec![
            (Filer, Template::Reworked),
            (Handler, Template::ReworkTask),
            (Heads, Template::ReworkTask),
            (Members, Template::ReworkTask),
        ],
        Event::ReworkExhausted => vec![
            (Filer, Template::Reworked),
            (Supervisors, Template::ReworkExhausted),
            (Heads, Template::ReworkTask),
        ],
        Event::Closed { .. } => vec![(Filer, Template::Closed)],
        Event::InfoRequested { .. } => vec![(Filer, Template::NeedsInfo)],
        Event::InfoReminded => vec![(Filer, Template::InfoReminder)],
        Event::Declined { .. } => vec![(Filer, Template::Declined)],
        Event::DeclineAppealed { .. } => {
            vec![(Dispatchers, Template::DeclineAppealed), (Supervisors, Template::DeclineAppealed)]
        }
        Event::Withdrawn { .. } => {
            vec![(Filer, Template::Withdrawn), (Handler, Template::Withdrawn)]
        }
        Event::Merged { .. } => vec![(Filer, Template::Merged)],
        Event::Unmerged { .. } => {
            vec![(Filer, Template::Unmerged), (Dispatchers, Template::NeedsDispatch)]
        }
        // Given by somebody else: by a head, or because a colleague leaves.
        Event::Assigned { claimed: false, .. } => vec![(Handler, Template::NewTask)],
        Event::Followed { moved, .. } => vec![(Filer, of_move(*moved))],
        Event::Disputed { .. } => vec![(Dispatchers, Template::Disputed)],
        Event::DisputeRejected { .. } => {
            vec![(Handler, Template::DisputeRejected), (Heads, Template::DisputeRejected)]
        }
        Event::Whistled { .. } => vec![(Helpers, Template::CoTask)],
        Event::CoReplied { .. } => vec![(Handler, Template::CoReplied)],
        Event::TaskForceFormed { .. } => vec![(Members, Template::TaskForce)],
        Event::ExtensionRequested { endorsed, .. } => {
            let mut plan = vec![(Supervisors, Template::ExtensionRequested)];
            if !endorsed {
                plan.push((Heads, Template::ExtensionRequested));
            }
            plan
        }
        Event::ExtensionGranted { .. } => {
            vec![(Filer, Template::ExtensionGranted), (Handler, Template::ExtensionGranted)]
        }
        Event::ExtensionRefused { .. } => vec![(Handler, Template::ExtensionRefused)],
        Event::Parked { granted, .. } => {
            let mut plan = vec![(Filer, Template::Parked)];
            if !granted {
                plan.push((Supervisors, Template::ParkingToGrant));
            }
            plan
        }
        Event::ParkingRefused { .. } => {
            // The firm was told that it was parked: it hears that it goes on.
            vec![
                (Filer, Template::Resumed),
                (Handler, Template::ParkingRefused),
                (Heads, Template::ParkingRefused),
            ]
        }
        Event::ParkingReported { .. } => vec![(Filer, Template::ParkingReported)],
        Event::Resumed { .. } => vec![(Filer, Template::Resumed)],
        Event::TerminationRequested { .. } => vec![(Supervisors, Template::TerminationRequested)],
        Event::TerminationRefused { .. } => vec![(Handler, Template::TerminationRefused)],
        Event::Urged { .. } => {
            vec![(Handler, Template::Urged), (Heads, Template::Urged), (Members, Template::Urged)]
        }
        // Of the ladder's own order to a department its rung has told everybody already.
        Event::SupervisionOrdered { by_ladder: false, .. }
        | Event::SupervisionOrdered { department: None, .. } => {
            vec![(Addressed, Template::Supervised)]
        }
        Event::SupervisionAnswered { .. } => vec![(Supervisors, Template::SupervisionAnswered)],
        Event::IdentityRevealed { .. } => vec![(Filer, Template::IdentityRevealed)],
        Event::Reopened { .. } => vec![(Filer, Template::Reopened)],
        Event::PublicationProposed { .. } => vec![(Filer, Template::PublicationProposed)],
        // Only what the firm was promised: the other clocks are the house's own.
        Event::ClocksRecalculated { moves, .. } if promise_moved(moves).is_some() => {
            vec![(Filer, Template::DeadlineMoved), (Handler, Template::DeadlineMoved)]
        }
        Event::RungFired { .. } => rung.map(of_rung).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// How the promise to the firm was moved, before and after: the answer's clock, or the rework's. Nothing
/// while it stands still.
#[must_use]
pub fn promise_moved(moves: &[ClockMove]) -> Option<(Timestamp, Timestamp)> {
    let of_firm = |one: &&ClockMove| matches!(one.stage, Stage::Resolve | Stage::Rework);
    let (old, new) = moves.iter().rfind(of_firm).and_then(|one| one.old_due.zip(one.new_due))?;
    (old != new).then_some((old, new))
}

/// What the firm of a merged appeal hears when the other appeal moves.
const fn of_move(moved: ParentMove) -> Template {
    match moved {
        ParentMove::Replied => Template::Replied,
        ParentMove::Reworked => Template::Reworked,
        ParentMove::Closed => Template::Closed,
        ParentMove::Reopened => Template::Reopened,
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
