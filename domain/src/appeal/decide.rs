//! The transitions: a command becomes events or a named refusal.

use uuid::Uuid;

use super::actor::{Actor, Role};
use super::command::{Action, Command};
use super::event::{DispatchedBy, Event};
use super::refusal::Refusal;
use super::state::{Appeal, Outcome, State};

/// Rounds of rework before the supervisors take over (domain rule book, section 4).
const MAX_REWORK_ROUNDS: u8 = 2;
/// The lowest satisfied score.
const SATISFIED_FROM: u8 = 4;

/// Decides a command: the events that follow from it, in order.
///
/// # Errors
/// A [`Refusal`] that names what stands in the way; then nothing has happened.
pub fn decide(appeal: &Appeal, actor: &Actor, command: &Command) -> Result<Vec<Event>, Refusal> {
    let action = command.action();
    may(appeal, actor, action)?;
    let wrong = || Refusal::WrongState { action, state: appeal.state.name() };
    match (&appeal.state, command) {
        (State::Submitted | State::Accepted, Command::Route { decision, department }) => {
            let mut events = Vec::with_capacity(3);
            if appeal.state == State::Submitted {
                events.push(Event::Accepted { automatic: true });
            }
            events.push(Event::Routed { decision: decision.clone() });
            if let Some(department) = *department {
                let by = DispatchedBy::Router;
                events.push(Event::Dispatched { department, by, is_final: false });
            }
            Ok(events)
        }
        (State::Accepted, Command::Dispatch { department, is_final }) => {
            let by = DispatchedBy::Dispatcher;
            Ok(vec![Event::Dispatched { department: *department, by, is_final: *is_final }])
        }
        (_, Command::Claim) => claim(appeal, actor),
        (_, Command::Assign { handler }) => {
            Ok(vec![Event::Assigned { handler: *handler, claimed: false }])
        }
        (State::Dispatched { .. }, Command::Sign) => {
            let mut events = take_over(appeal, actor);
            events.push(Event::Signed { late: false, automatic: false });
            Ok(events)
        }
        (State::Dispatched { .. }, Command::AutoSign) => {
            Ok(vec![Event::Signed { late: true, automatic: true }])
        }
        (_, Command::Contact { method, note }) => {
            let first = !appeal.contacted;
            Ok(vec![Event::Contacted { method: *method, note: note.clone(), first }])
        }
        (_, Command::Note { text }) => Ok(vec![Event::Noted { text: text.clone() }]),
        (_, Command::Reply { text, outcome, attachments }) => {
            let author = actor.id().ok_or(Refusal::NotPermitted { action })?;
            let (text, attachments) = (text.clone(), attachments.clone());
            Ok(vec![Event::Replied { text, outcome: *outcome, attachments, author }])
        }
        (State::Replied { reply, .. }, Command::Approve) => Ok(vec![Event::ReplyApproved {
            text: reply.text.clone(),
            outcome: reply.outcome,
            attachments: reply.attachments.clone(),
        }]),
        (State::Replied { .. }, Command::ReturnReply { reason }) => {
            Ok(vec![Event::ReplyReturned { reason: reason.clone() }])
        }
        (State::Feedback { .. }, Command::Rate { score, comment }) => {
            rate(appeal, *score, comment.clone())
        }
        (State::Feedback { outcome, .. }, Command::LapseRating) => {
            Ok(vec![Event::Closed { outcome: Outcome::from(*outcome), rated: false }])
        }
        _ => Err(wrong()),
    }
}

/// The actions that the actor may take now: exactly those that `may` lets through, so that no front
/// end needs to repeat a rule.
#[must_use]
pub fn permitted(appeal: &Appeal, actor: &Actor) -> Vec<Action> {
    Action::ALL.into_iter().filter(|action| may(appeal, actor, Some(*action)).is_ok()).collect()
}

/// Whether state, role, department and person allow the action. `None` is the platform's own commands.
fn may(appeal: &Appeal, actor: &Actor, action: Option<Action>) -> Result<(), Refusal> {
    let Some(name) = action else {
        return match actor {
            Actor::System => Ok(()),
            _ => Err(Refusal::NotPermitted { action }),
        };
    };
    if !role_allows(appeal, actor, name) {
        return Err(Refusal::NotPermitted { action });
    }
    if !state_allows(appeal, name) {
        return Err(Refusal::WrongState { action, state: appeal.state.name() });
    }
    person_allows(appeal, actor, name)
}

fn role_allows(appeal: &Appeal, actor: &Actor, action: Action) -> bool {
    let department = appeal.state.department();
    let serves = |role| department.is_some_and(|department| actor.serves(role, department));
    match action {
        Action::Dispatch => actor.has(Role::Dispatcher),
        Action::Claim => serves(Role::Handler),
        Action::Sign | Action::Contact | Action::Reply => {
            serves(Role::Handler) || serves(Role::DepartmentHead)
        }
        Action::Assign | Action::Approve | Action::ReturnReply => serves(Role::DepartmentHead),
        Action::Note => {
            serves(Role::Handler) || serves(Role::DepartmentHead) || actor.has(Role::Supervisor)
        }
        Action::Rate => actor.speaks_for(appeal.enterprise),
    }
}

const fn state_allows(appeal: &Appeal, action: Action) -> bool {
    match (&appeal.state, action) {
        (State::Accepted, Action::Dispatch)
        | (State::Dispatched { .. }, Action::Sign)
        | (
            State::Dispatched { .. } | State::InProgress { .. } | State::Rework { .. },
            Action::Claim | Action::Assign,
        )
        | (State::InProgress { .. } | State::Rework { .. }, Action::Contact | Action::Reply)
        | (State::Replied { .. }, Action::Approve | Action::ReturnReply)
        | (State::Feedback { .. }, Action::Rate) => true,
        (State::Submitted | State::Accepted | State::Closed { .. }, Action::Note) => false,
        (_, Action::Note) => true,
        _ => false,
    }
}

fn person_allows(appeal: &Appeal, actor: &Actor, action: Action) -> Result<(), Refusal> {
    let held_by_another = appeal.handler.is_some() && appeal.handler != actor.id();
    let heads = appeal
        .state
        .department()
        .is_some_and(|department| actor.serves(Role::DepartmentHead, department));
    match action {
        Action::Claim if held_by_another => Err(Refusal::HeldByAnother),
        Action::Sign | Action::Contact | Action::Reply if held_by_another && !heads => {
            Err(Refusal::HeldByAnother)
        }
        Action::Approve => match &appeal.state {
            State::Replied { reply, .. } if Some(reply.author) == actor.id() => {
                Err(Refusal::OwnReply)
            }
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}

/// Claiming what one already holds changes nothing and is not an error.
fn claim(appeal: &Appeal, actor: &Actor) -> Result<Vec<Event>, Refusal> {
    match (appeal.handler, actor.id()) {
        (held, Some(me)) if held == Some(me) => Ok(Vec::new()),
        (_, Some(handler)) => Ok(vec![Event::Assigned { handler, claimed: true }]),
        (_, None) => Err(Refusal::NotPermitted { action: Some(Action::Claim) }),
    }
}

/// Whoever signs an unclaimed task handles it, unless they only head the department.
fn take_over(appeal: &Appeal, actor: &Actor) -> Vec<Event> {
    let department = appeal.state.department();
    let handles = department.is_some_and(|at: Uuid| actor.serves(Role::Handler, at));
    match (appeal.handler, actor.id()) {
        (None, Some(handler)) if handles => vec![Event::Assigned { handler, claimed: true }],
        _ => Vec::new(),
    }
}

fn rate(appeal: &Appeal, score: u8, comment: Option<String>) -> Result<Vec<Event>, Refusal> {
    if !(1..=5).contains(&score) {
        return Err(Refusal::ScoreOutOfRange);
    }
    let State::Feedback { outcome, .. } = &appeal.state else {
        return Err(Refusal::WrongState { action: Some(Action::Rate), state: appeal.state.name() });
    };
    let satisfied = score >= SATISFIED_FROM;
    let mut events = vec![Event::Rated { score, comment, satisfied }];
    let rounds = appeal.rounds;
    if satisfied || rounds.exhausted {
        events.push(Event::Closed { outcome: Outcome::from(*outcome), rated: true });
    } else if rounds.rework < MAX_REWORK_ROUNDS {
        events.push(Event::ReworkStarted { round: rounds.rework + 1 });
    } else {
        events.push(Event::ReworkExhausted);
    }
    Ok(events)
}
