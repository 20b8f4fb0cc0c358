//! The transitions: a command becomes events or a named refusal.
//!
//! [`decide`] asks the table in `rules.rs` (who, where), then `conditions.rs` (what else), and only then
//! makes events. [`permitted`] asks the very same two, so what is offered is what is accepted; only an
//! input at fault can still be refused ([`Refusal::is_of_input`]).

mod conditions;
mod handling;
mod intake;
mod platform;
mod rules;

pub use rules::{Party, Rule, rule};

use super::action::Action;
use super::actor::Actor;
use super::command::Command;
use super::event::Event;
use super::refusal::Refusal;
use super::state::Appeal;
use crate::time::Timestamp;

/// Decides a command: the events that follow from it, in order.
///
/// # Errors
/// A [`Refusal`] that names what stands in the way; then nothing has happened.
pub fn decide(
    appeal: &Appeal,
    actor: &Actor,
    command: &Command,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    if matches!(actor, Actor::System) {
        return platform::decide(appeal, command);
    }
    let action = command.action().ok_or(Refusal::NotPermitted { action: None })?;
    may(appeal, actor, action, now)?;
    if let Some(events) = intake::decide(appeal, actor, command)? {
        return Ok(events);
    }
    handling::decide(appeal, actor, command)
}

/// The actions that the actor may take now, so that no front end needs to repeat a rule.
#[must_use]
pub fn permitted(appeal: &Appeal, actor: &Actor, now: Timestamp) -> Vec<Action> {
    Action::ALL.into_iter().filter(|action| may(appeal, actor, *action, now).is_ok()).collect()
}

/// Whether party, state and circumstances allow the action, whatever its input.
///
/// # Errors
/// The refusal that names what stands in the way.
pub fn may(appeal: &Appeal, actor: &Actor, action: Action, now: Timestamp) -> Result<(), Refusal> {
    let rule = rule(action);
    if !rule.parties.iter().any(|party| party.is(appeal, actor)) {
        return Err(Refusal::NotPermitted { action: Some(action) });
    }
    if !rule.states.contains(&appeal.state.name()) {
        return Err(Refusal::WrongState { action: Some(action), state: appeal.state.name() });
    }
    conditions::check(appeal, actor, action, now)
}

/// The refusal of a command that the table lets through but no arm knows; a test over all commands
/// shows that there is none.
fn wrong_state(appeal: &Appeal, command: &Command) -> Refusal {
    Refusal::WrongState { action: command.action(), state: appeal.state.name() }
}
