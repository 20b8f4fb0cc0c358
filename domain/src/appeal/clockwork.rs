//! What an event does to the clocks (时限): the stage clocks of section 5 of the rule book.

use uuid::Uuid;

use super::event::Event;
use super::state::Appeal;
use crate::sla::profile::Stage;
use crate::time::Timestamp;

/// One thing that happens to the clocks of an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockEffect {
    /// A new clock of the stage starts. Stages that may start again count their rounds.
    Start(Start),
    /// The running clocks of the stage stop at the event.
    Stop(Stage),
    /// The running clocks of the stage stop that are a certain department's, or the desk's (`None`).
    StopFor(Stage, Option<Uuid>),
    /// The stage's last clock runs on as if it had never been stopped: the reply that had stopped it
    /// was sent back, so the promise to the firm is still open.
    Reinstate(Stage),
    /// Every running clock stops.
    StopAll,
    /// The promises stand still from the event on (待补充, 挂账).
    Pause,
    /// They run on with what was left.
    Resume,
    /// They run on as if they had never stood still.
    UndoPause,
    /// The running resolve clock gets more units, counted from its start.
    Extend(u32),
    /// Every running clock is set aside: the appeal is part of another now.
    SetAside,
    /// What was set aside runs on as if it never had been.
    TakeUp,
}

/// How a clock starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// Which stage.
    pub stage: Stage,
    /// Whose it is, where that is not the lead department.
    pub party: Option<Uuid>,
    /// From when, where that is not the event.
    pub from: Option<Timestamp>,
    /// Calendar days instead of the profile's amount, where the event names them.
    pub days: Option<u32>,
}

/// A clock of the stage, from the event on, by the profile.
const fn start(stage: Stage) -> ClockEffect {
    ClockEffect::Start(Start { stage, party: None, from: None, days: None })
}

/// The same, of another department than the lead.
const fn start_for(stage: Stage, party: Option<Uuid>) -> ClockEffect {
    ClockEffect::Start(Start { stage, party, from: None, days: None })
}

/// The three clocks of the promise to the firm. First contact and resolve survive every return: the
/// promise does not depend on who holds the order.
fn promise(from: Option<Timestamp>) -> [ClockEffect; 3] {
    [Stage::Dispatch, Stage::FirstContact, Stage::Resolve]
        .map(|stage| ClockEffect::Start(Start { stage, party: None, from, days: None }))
}

/// The effects of an event, in order. `after` is the appeal with the event applied.
#[must_use]
pub fn effects(event: &Event, after: &Appeal) -> Vec<ClockEffect> {
    use ClockEffect::{
        Extend, Pause, Reinstate, Resume, SetAside, Stop, StopAll, StopFor, TakeUp, UndoPause,
    };
    // The clock that a reply answers: the rework's own one from the first round on.
    let answered = if after.rounds.rework > 0 { Stage::Rework } else { Stage::Resolve };
    match event {
        Event::Submitted { promised_from, .. } => promise(*promised_from).to_vec(),
        Event::InfoRequested { .. } => vec![Pause, start(Stage::Supplement)],
        Event::Supplemented { .. } => vec![Stop(Stage::Supplement), Resume],
        Event::DeclineAppealed { .. } => promise(None).to_vec(),
        Event::Reopened { .. } => {
            let mut effects = vec![Stop(Stage::Reopen)];
            effects.extend(promise(None));
            effects
        }
        Event::Dispatched { is_final, .. } => {
            let mut effects = vec![Stop(Stage::Dispatch), start(Stage::Sign)];
            if !is_final {
                effects.push(start(Stage::Return));
            }
            effects
        }
        Event::Disputed { .. } => {
            vec![Stop(Stage::Sign), Stop(Stage::Return), start(Stage::Ruling)]
        }
        // A window that has closed is over, and no correction of the calendar opens it again.
        Event::ReturnLapsed => vec![Stop(Stage::Return)],
        Event::ReopenLapsed => vec![Stop(Stage::Reopen)],
        Event::DisputeUpheld { department, .. } => {
            let orders = StopFor(Stage::Answer, Some(*department));
            vec![Stop(Stage::Ruling), orders, start(Stage::Dispatch)]
        }
        Event::DisputeRejected { .. } => vec![Stop(Stage::Ruling), start(Stage::Sign)],
        Event::Signed { .. } => vec![Stop(Stage::Sign), Stop(Stage::Return)],
        Event::Contacted { first: true, .. } => vec![Stop(Stage::FirstContact)],
        Event::Whistled { calls } => calls
            .iter()
            .flat_map(|call| {
                [Stage::ReportIn, Stage::CoReply].map(|at| start_for(at, Some(call.department)))
            })
            .collect(),
        Event::ReportedIn { department } => vec![StopFor(Stage::ReportIn, Some(*department))],
        Event::CoReplied { department, .. } => {
            [Stage::ReportIn, Stage::CoReply].map(|at| StopFor(at, Some(*department))).to_vec()
        }
        Event::TaskForceFormed { days, .. } => vec![ClockEffect::Start(Start {
            stage: Stage::Mandate,
            party: None,
            from: None,
            days: Some(*days),
        })],
        Event::TaskForceDissolved { .. } => vec![Stop(Stage::Mandate)],
        Event::ExtensionGranted { amount } => vec![Extend(*amount)],
        Event::Parked { .. } => vec![Pause, start(Stage::ParkingReport)],
        Event::ParkingReported { .. } => {
            vec![Stop(Stage::ParkingReport), start(Stage::ParkingReport)]
        }
        Event::ParkingRefused { .. } | Event::Resumed { undone: true, .. } => {
            vec![Stop(Stage::ParkingReport), UndoPause]
        }
        Event::Resumed { .. } => vec![Stop(Stage::ParkingReport), Resume],
        Event::SupervisionOrdered { department, .. } => {
            vec![start_for(Stage::Answer, *department)]
        }
        Event::SupervisionAnswered { department, .. } => {
            vec![StopFor(Stage::Answer, *department)]
        }
        Event::Replied { .. } => vec![
            Stop(answered),
            Stop(Stage::ReportIn),
            Stop(Stage::CoReply),
            start(Stage::Feedback),
        ],
        Event::ReplyReturned { .. } => vec![Stop(Stage::Feedback), Reinstate(answered)],
        Event::ReplyApproved { .. } => vec![Stop(Stage::Feedback), start(Stage::Rating)],
        Event::ReworkStarted { .. } | Event::ReworkExhausted => {
            vec![Stop(Stage::Rating), start(Stage::Rework)]
        }
        Event::Merged { .. } => vec![SetAside],
        Event::Unmerged { .. } => vec![TakeUp],
        Event::Closed { .. } => vec![StopAll, start(Stage::Reopen)],
        Event::Declined { .. } | Event::Withdrawn { .. } => vec![StopAll],
        _ => Vec::new(),
    }
}

/// Whether the clocks of the stage stand still while the firm is asked, or the appeal is parked. The
/// clocks that run because of the pause do not.
#[must_use]
pub const fn pauses(stage: Stage) -> bool {
    matches!(
        stage,
        Stage::Dispatch
            | Stage::Sign
            | Stage::FirstContact
            | Stage::Resolve
            | Stage::ReportIn
            | Stage::CoReply
    )
}

/// Whether the end of the stage is a window closing rather than a promise broken: no breach, no card.
#[must_use]
pub const fn is_window(stage: Stage) -> bool {
    !stage.has_ladder()
}

/// Who answers for the clocks of a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answerable {
    /// The dispatch desk (派单台).
    Desk,
    /// The party that the clock was started for.
    Party,
    /// The lead department; the desk while it has the appeal.
    Lead,
}

/// Who answers for the clocks of a stage: for its cards, in lists and in figures.
#[must_use]
pub const fn answerable(stage: Stage) -> Answerable {
    match stage {
        Stage::Dispatch | Stage::Ruling => Answerable::Desk,
        Stage::ReportIn | Stage::CoReply | Stage::Answer => Answerable::Party,
        _ => Answerable::Lead,
    }
}
