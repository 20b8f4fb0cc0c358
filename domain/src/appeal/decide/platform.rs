//! What only the platform does: routing, and what clocks and other appeals bring about.

use super::super::command::Command;
use super::super::event::{DispatchedBy, Event, ParentMove};
use super::super::refusal::Refusal;
use super::super::state::{Appeal, Outcome, State};

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
            events.push(Event::Routed { decision: decision.clone() });
            let fits = |id: &uuid::Uuid| super::intake::fit(appeal, *id, false).is_ok();
            if let Some(department) = department.filter(|id| !by_person && fits(id)) {
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
        (state, Command::TakeIn { appeal: child, number }) => {
            let answered = matches!(state, State::Feedback { .. });
            if answered || state.name().is_final() || appeal.merged_here.contains(child) {
                return Err(Refusal::BadMergeTarget);
            }
            Event::MergedHere { appeal: *child, number: number.clone() }
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
