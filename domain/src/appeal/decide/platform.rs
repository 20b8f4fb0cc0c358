//! What only the platform does: routing, and what clocks and other appeals bring about.

use super::super::command::Command;
use super::super::event::{DispatchedBy, Event, ParentMove};
use super::super::refusal::Refusal;
use super::super::state::{Appeal, Outcome, State};
use crate::routing::Decision;

/// The decision of a router that is sure, where it is not followed.
fn kept(decision: &Decision, by_person: bool) -> Decision {
    let (rule, zh, en) = if by_person {
        ("manual_intake", "人工受理，由派单员决定", "Intake is manual: a dispatcher decides")
    } else {
        (
            "department_unfit",
            "该部门须回避、已退回本诉求或已不存在，由人工判断",
            "The department must stand aside, has returned the appeal, or is gone; a human decides",
        )
    };
    decision.kept(rule, zh, en)
}

/// Decides the platform's own commands.
pub(super) fn decide(appeal: &Appeal, command: &Command) -> Result<Vec<Event>, Refusal> {
    let wrong = || super::wrong_state(appeal, command);
    let event = match (&appeal.state, command) {
        (State::Submitted | State::Accepted, Command::Route { decision, department }) => {
            let mut events = Vec::with_capacity(3);
            let by_person = appeal.manual && appeal.state == State::Submitted;
            if appeal.state == State::Submitted && !appeal.manual {
                events.push(Event::Accepted { automatic: true });
            }
            let fits = |id: &uuid::Uuid| super::intake::fit(appeal, *id, false).is_ok();
            let sure = department.filter(|id| !by_person && fits(id));
            // Recorded as what came of it: the dispatchers hear of what waits for them.
            let decision = match sure {
                None if decision.automatic => Box::new(kept(decision, by_person)),
                _ => decision.clone(),
            };
            events.push(Event::Routed { decision });
            if let Some(department) = sure {
                let by = DispatchedBy::Router;
                events.push(Event::Dispatched { department, by, is_final: false });
            }
            return Ok(events);
        }
        // Somebody leaves, and what they had goes to a colleague.
        (state, Command::Assign { handler })
            if state.department().is_some() && !state.name().is_final() =>
        {
            Event::Assigned { handler: *handler, claimed: false }
        }
        (State::Dispatched { .. }, Command::AutoSign) => {
            Event::Signed { late: true, automatic: true }
        }
        // A final order has no such time, and no time ends twice.
        (State::Dispatched { is_final: false, return_over: false, .. }, Command::LapseReturn) => {
            Event::ReturnLapsed
        }
        (State::Feedback { outcome, .. }, Command::LapseRating) => {
            Event::Closed { outcome: Outcome::from(*outcome), rated: false }
        }
        (State::NeedsInfo { .. }, Command::RemindInfo) => Event::InfoReminded,
        (State::NeedsInfo { .. }, Command::LapseInfo) => {
            Event::Withdrawn { reason: None, lapsed: true }
        }
        (State::Closed { reopenable: true, .. }, Command::LapseReopen) => Event::ReopenLapsed,
        (_, Command::ExpireTaskForce) if appeal.task_force.is_some() => {
            Event::TaskForceDissolved { expired: true, reason: None }
        }
        (state, Command::OrderByLadder { demand, department }) if !state.name().is_final() => {
            super::handling::order(appeal, demand, *department, true)
        }
        // Nothing hangs on an appeal that is answered, over, or hangs on another itself.
        (state, Command::TakeIn { appeal: child, number, conflicts }) => {
            let answered = matches!(state, State::Feedback { .. });
            if answered || state.name().is_final() || appeal.merged_here.contains(child) {
                return Err(Refusal::BadMergeTarget);
            }
            // A department does not get an appeal about itself by way of another one.
            let has_it = |department: &uuid::Uuid| {
                state.department() == Some(*department)
                    || appeal.open_co_task(*department).is_some()
            };
            if conflicts.iter().any(has_it) {
                return Err(Refusal::ConflictOfInterest);
            }
            let (number, conflicts) = (number.clone(), conflicts.clone());
            Event::MergedHere { appeal: *child, number, conflicts }
        }
        (_, Command::LetGo { appeal: child }) if appeal.merged_here.contains(child) => {
            Event::UnmergedHere { appeal: *child }
        }
        (State::Merged { .. }, Command::Follow { moved, text, outcome }) => {
            let outcome = outcome.filter(|_| *moved == ParentMove::Replied);
            Event::Followed { moved: *moved, text: text.clone(), outcome }
        }
        // The appeal that it hung on was taken back or declined: it stands on its own again.
        (State::Merged { .. }, Command::Unmerge { reason }) => {
            Event::Unmerged { reason: reason.clone() }
        }
        _ => return Err(wrong()),
    };
    Ok(vec![event])
}
