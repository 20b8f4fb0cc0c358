//! What an event does to the clocks (时限): the stage clocks of section 5 of the rule book.

use super::event::Event;
use super::state::Appeal;
use crate::sla::profile::Stage;

/// One thing that happens to the clocks of an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockEffect {
    /// A new clock of the stage starts at the event. Stages that may start again count their rounds.
    Start(Stage),
    /// The running clock of the stage stops at the event, if there is one.
    Stop(Stage),
    /// The stage's last clock runs on as if it had never been stopped: the reply that had stopped it
    /// was sent back, so the promise to the firm is still open.
    Reinstate(Stage),
    /// Every running clock stops.
    StopAll,
}

/// The effects of an event, in order. `after` is the appeal with the event applied.
#[must_use]
pub fn effects(event: &Event, after: &Appeal) -> Vec<ClockEffect> {
    use ClockEffect::{Reinstate, Start, Stop, StopAll};
    // The clock that a reply answers: the rework's own one from the first round on.
    let answered = if after.rounds.rework > 0 { Stage::Rework } else { Stage::Resolve };
    match event {
        // First contact and resolve start at filing and survive every return: the firm's promise does
        // not depend on who holds the order.
        Event::Submitted { .. } => {
            vec![Start(Stage::Dispatch), Start(Stage::FirstContact), Start(Stage::Resolve)]
        }
        Event::Dispatched { is_final, .. } => {
            let mut effects = vec![Stop(Stage::Dispatch), Start(Stage::Sign)];
            if !is_final {
                effects.push(Start(Stage::Return));
            }
            effects
        }
        Event::Signed { .. } => vec![Stop(Stage::Sign), Stop(Stage::Return)],
        Event::Contacted { first: true, .. } => vec![Stop(Stage::FirstContact)],
        Event::Replied { .. } => vec![Stop(answered), Start(Stage::Feedback)],
        Event::ReplyReturned { .. } => vec![Stop(Stage::Feedback), Reinstate(answered)],
        Event::ReplyApproved { .. } => vec![Stop(Stage::Feedback), Start(Stage::Rating)],
        Event::ReworkStarted { .. } | Event::ReworkExhausted => {
            vec![Stop(Stage::Rating), Start(Stage::Rework)]
        }
        Event::Closed { .. } => vec![StopAll],
        _ => Vec::new(),
    }
}

/// Whether the end of the stage is a window closing rather than a promise broken: no breach, no card.
#[must_use]
pub const fn is_window(stage: Stage) -> bool {
    !stage.has_ladder()
}
