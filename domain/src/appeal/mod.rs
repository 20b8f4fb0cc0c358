//! The life of an appeal (诉求) as a pure value.
//!
//! [`decide()`] takes the appeal as it is, a [`Command`] and who gives it, and answers with the events
//! that follow or a named [`Refusal`]. [`Appeal::apply`] folds one event into the state. Nothing else
//! changes an appeal, so its state is always the sum of its events.
//!
//! To add a step of life: a variant in [`Command`], one in [`Event`], its arm in `decide` and in
//! `apply`, and what it does to the clocks in [`clockwork`].

mod action;
mod actor;
mod apply;
pub mod clockwork;
mod command;
pub mod custody;
mod decide;
mod event;
mod facts;
mod recount;
mod refusal;
mod state;
pub mod states_doc;

pub use action::Action;
pub use actor::{Actor, Role};
pub use command::{Command, ContactMethod, ReplyOutcome};
pub use decide::{Party, Rule, decide, may, permitted, rule};
pub use event::{Audience, DispatchedBy, Event, EventRecord, ParentMove, SplitPart};
pub use facts::{
    CoCall, CoProgress, CoTask, DeclineCode, DisputeReason, OpenOrder, PendingReply, Promise,
    PublicText, Publication, Rounds, Ruling, TaskForce, Term,
};
pub use recount::{BreachCorrected, ClockMove, ProfileNow, VoidRung};
pub use refusal::Refusal;
pub use state::{Appeal, Custodian, Outcome, State, StateName};

#[cfg(test)]
mod tests;
