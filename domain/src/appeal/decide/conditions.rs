//! What an action depends on beyond party and state, known before its input is.

use super::super::action::Action;
use super::super::actor::{Actor, Role};
use super::super::facts::{CoProgress, CoTask, OpenOrder, Publication};
use super::super::refusal::Refusal;
use super::super::state::{Appeal, State};
use super::rules::Party;
use crate::time::Timestamp;

/// Checks them.
///
/// # Errors
/// The refusal that names what stands in the way.
pub(super) fn check(
    appeal: &Appeal,
    actor: &Actor,
    action: Action,
    now: Timestamp,
) -> Result<(), Refusal> {
    let wrong = || Refusal::WrongState { action: Some(action), state: appeal.state.name() };
    person(appeal, actor, action)?;
    match (action, &appeal.state) {
        (Action::Merge, _) if !appeal.merged_here.is_empty() => Err(Refusal::HasMerged),
        (Action::Dispute, State::Dispatched { is_final: true, .. }) => {
            Err(Refusal::FinalDesignation)
        }
        (Action::Dispute, State::Dispatched { department, .. })
            if appeal.returned_by.contains(department) =>
        {
            Err(Refusal::AlreadyReturned)
        }
        (Action::Dispute, State::Dispatched { return_over: true, .. }) => Err(Refusal::ReturnOver),
        (
            Action::Reply
            | Action::RequestExtension
            | Action::Park
            | Action::RequestTermination
            | Action::Whistle,
            State::InProgress { termination: Some(_), .. },
        ) => Err(Refusal::TerminationPending),
        (
            Action::ApproveTermination | Action::RefuseTermination,
            State::InProgress { termination: None, .. },
        ) => Err(wrong()),
        (Action::RequestExtension, _) if appeal.term.overdue => Err(Refusal::TooLate),
        (Action::RequestExtension, _) => appeal.term.permits(1).map_err(Refusal::Extension),
        (Action::Park | Action::SetLevel, _) if appeal.term.promise.statutory => {
            Err(Refusal::StatutoryClock)
        }
        // What is late stays late: another level would take the breach back.
        (Action::SetLevel, _) if appeal.term.overdue => Err(Refusal::AlreadyLate),
        (Action::GrantParking | Action::RefuseParking, State::Parked { granted: true, .. }) => {
            Err(wrong())
        }
        (Action::Approve, State::ExtensionPending { endorsed: true, .. }) => Err(wrong()),
        (Action::Rate, State::Merged { answered, rated, .. }) if answered.is_none() || *rated => {
            Err(wrong())
        }
        (Action::ReportIn, _) => helper_may_report(appeal, actor),
        (Action::FormTaskForce, _) if appeal.task_force.is_some() => Err(Refusal::TaskForceExists),
        (Action::DissolveTaskForce, _) if appeal.task_force.is_none() => Err(Refusal::NoTaskForce),
        (Action::Reveal, _) if !appeal.confidential => Err(Refusal::NotConfidential),
        (Action::Urge, _) => match appeal.urge_rest_until {
            Some(until) if now < until => Err(Refusal::UrgedLately { until }),
            _ => Ok(()),
        },
        (Action::AppealDecline, _) if appeal.decline_appealed => Err(Refusal::AlreadyAppealed),
        (Action::Reopen, State::Closed { reopenable: false, .. }) => Err(Refusal::ReopenOver),
        (Action::ProposePublication, _) if appeal.publication != Publication::None => Err(wrong()),
        (Action::DecidePublication, _)
            if !matches!(appeal.publication, Publication::Proposed { .. }) =>
        {
            Err(wrong())
        }
        (Action::Unpublish, _) if !matches!(appeal.publication, Publication::Published { .. }) => {
            Err(wrong())
        }
        _ => Ok(()),
    }
}

/// What depends on the very person: whose task it is, and that nobody decides on their own request.
fn person(appeal: &Appeal, actor: &Actor, action: Action) -> Result<(), Refusal> {
    let held_by_another = appeal.handler.is_some_and(|handler| !actor.acts_as(handler));
    let mine = |id| actor.id() == Some(id);
    let stands_above = Party::Head.is(appeal, actor) || Party::Member.is(appeal, actor);
    match (action, &appeal.state) {
        // Whoever is called upon again to decide must not be who decided before.
        (Action::Accept | Action::Decline, _)
            if appeal.decline_appealed && appeal.declined_by.is_some_and(mine) =>
        {
            Err(Refusal::OwnDecision)
        }
        (Action::Accept | Action::Decline, _)
            if !appeal.decline_appealed && !actor.has(Role::Dispatcher) =>
        {
            Err(Refusal::NotPermitted { action: Some(action) })
        }
        (Action::Claim, _) if held_by_another => Err(Refusal::HeldByAnother),
        (
            Action::Sign
            | Action::Contact
            | Action::Reply
            | Action::Dispute
            | Action::Whistle
            | Action::RequestExtension
            | Action::RequestTermination
            | Action::ReportParking,
            _,
        ) if held_by_another && !stands_above => Err(Refusal::HeldByAnother),
        (Action::Park | Action::Resume, _)
            if held_by_another && !stands_above && !actor.has(Role::Supervisor) =>
        {
            Err(Refusal::HeldByAnother)
        }
        (Action::Approve, State::Replied { reply, .. }) if mine(reply.author) => {
            Err(Refusal::OwnReply)
        }
        (Action::GrantExtension, State::ExtensionPending { by, .. })
        | (Action::GrantParking, State::Parked { by, granted: false, .. })
        | (Action::ApproveTermination, State::InProgress { termination: Some(by), .. })
            if mine(*by) =>
        {
            Err(Refusal::OwnRequest)
        }
        _ => Ok(()),
    }
}

/// Reporting in is done once.
fn helper_may_report(appeal: &Appeal, actor: &Actor) -> Result<(), Refusal> {
    match helping(appeal, actor) {
        Some(task) if task.progress == CoProgress::Called => Ok(()),
        _ => Err(Refusal::AlreadyReportedIn),
    }
}

/// The open co-task that the actor's department was called for.
pub(super) fn helping<'a>(appeal: &'a Appeal, actor: &Actor) -> Option<&'a CoTask> {
    let Actor::Staff { department: Some(department), .. } = actor else { return None };
    appeal.open_co_task(*department)
}

/// The open orders that the actor must answer: those of the own department, or of the dispatch desk.
pub(super) fn answerable<'a>(
    appeal: &'a Appeal,
    actor: &Actor,
) -> impl Iterator<Item = &'a OpenOrder> {
    appeal.orders.iter().filter(move |order| match order.department {
        Some(department) => actor.serves(Role::DepartmentHead, department),
        None => actor.has(Role::Dispatcher),
    })
}
