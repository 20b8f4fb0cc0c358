//! The real appeal, flattened into the facts of the reference.

use domain::appeal::{Appeal, CoTask, OpenOrder, Publication, State, TaskForce};

use super::model::{Here, Model};

/// What the state says.
fn here(state: &State) -> Here {
    let mut here = Here { lead: state.department(), ..Here::default() };
    match state {
        State::Submitted | State::Accepted | State::Withdrawn | State::Rework { .. } => {}
        State::NeedsInfo { question } => here.question = Some(question.clone()),
        State::Dispatched { is_final, .. } => here.is_final = *is_final,
        State::Disputed { reason, suggested, .. } => {
            here.returned_for = Some((*reason, *suggested));
        }
        State::InProgress { termination, .. } => here.termination_asked_by = *termination,
        State::ExtensionPending { amount, by, endorsed, .. } => {
            here.extension = Some((*amount, *by, *endorsed));
        }
        State::Parked { by, granted, .. } => here.parking = Some((*by, *granted)),
        State::Replied { reply, .. } => {
            here.draft = Some((reply.text.clone(), reply.outcome, reply.author));
        }
        State::Feedback { outcome, .. } => here.answered = Some(*outcome),
        State::Closed { outcome, reopenable, .. } => {
            (here.closed_as, here.reopenable) = (Some(*outcome), *reopenable);
        }
        State::Merged { into, before, answered, rated } => {
            (here.hangs_on, here.stood_before) = (Some(*into), Some(before.name()));
            (here.answered, here.rated) = (*answered, *rated);
        }
        State::Declined { code, reason, channel } => {
            here.declined = Some((*code, reason.clone(), channel.clone()));
        }
    }
    here
}

/// All of it.
pub(crate) fn seen(appeal: &Appeal) -> Model {
    let helper = |task: &CoTask| (task.department, task.required, task.progress);
    let force = |force: &TaskForce| (force.id, force.members.clone());
    let order = |order: &OpenOrder| (order.number, order.department);
    Model {
        at: appeal.state.name(),
        here: here(&appeal.state),
        handler: appeal.handler,
        contacted: appeal.contacted,
        rework: appeal.rounds.rework,
        exhausted: appeal.rounds.exhausted,
        confidential: appeal.confidential,
        manual: appeal.manual,
        amount: appeal.term.promise.amount.map(domain::sla::Amount::get),
        rule: appeal.term.promise.rule,
        statutory: appeal.term.promise.statutory,
        granted: appeal.term.granted.clone(),
        overdue: appeal.term.overdue,
        conflicts: appeal.conflicts.clone(),
        returned_by: appeal.returned_by.clone(),
        helpers: appeal.co_tasks.iter().map(helper).collect(),
        force: appeal.task_force.as_ref().map(force),
        orders: appeal.orders.iter().map(order).collect(),
        orders_given: appeal.orders_given,
        decline_appealed: appeal.decline_appealed,
        declined_by: appeal.declined_by,
        rest_until: appeal.urge_rest_until,
        children: appeal.merged_here.clone(),
        publication: match appeal.publication {
            Publication::None => 0,
            Publication::Proposed { .. } => 1,
            Publication::Published { .. } => 2,
        },
    }
}
