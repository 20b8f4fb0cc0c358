//! What the dispatch desk and the firm do before a department works on an appeal, and after.

use super::super::actor::Actor;
use super::super::command::Command;
use super::super::event::{DispatchedBy, Event};
use super::super::facts::{DeclineCode, Ruling};
use super::super::refusal::Refusal;
use super::super::state::{Appeal, Outcome, State};

/// Rounds of rework before the supervisors take over (domain rule book, section 4).
const MAX_REWORK_ROUNDS: u8 = 2;
/// The lowest satisfied score.
const SATISFIED_FROM: u8 = 4;

/// Decides the commands of desk and firm; `None` for all others.
pub(super) fn decide(
    appeal: &Appeal,
    actor: &Actor,
    command: &Command,
) -> Result<Option<Vec<Event>>, Refusal> {
    let event = match command {
        Command::Accept => Event::Accepted { automatic: false },
        Command::Decline { code, reason, channel } => {
            if *code == DeclineCode::LegalProcess && channel.is_none() {
                return Err(Refusal::ChannelMissing);
            }
            let (reason, channel) = (reason.clone(), channel.clone());
            Event::Declined { code: *code, reason, channel, by: actor.id() }
        }
        Command::AskInfo { question } => Event::InfoRequested { question: question.clone() },
        Command::Supplement { text, attachments } => {
            Event::Supplemented { text: text.clone(), attachments: attachments.clone() }
        }
        Command::Withdraw { reason } => Event::Withdrawn { reason: reason.clone(), lapsed: false },
        Command::AppealDecline { reason } => Event::DeclineAppealed { reason: reason.clone() },
        Command::Merge { into, number } => Event::Merged { into: *into, number: number.clone() },
        Command::Unmerge { reason } => Event::Unmerged { reason: reason.clone() },
        Command::Split { parts } => Event::Split { parts: parts.clone() },
        Command::SetLevel { from, to, reason } => {
            let (from, to) = (from.clone(), to.clone());
            Event::LevelCorrected { from, to, reason: reason.clone() }
        }
        Command::Dispatch { department, is_final } => {
            fit(appeal, *department, *is_final)?;
            let by = DispatchedBy::Dispatcher;
            Event::Dispatched { department: *department, by, is_final: *is_final }
        }
        Command::Rule { ruling, reason } => rule(appeal, command, *ruling, reason)?,
        Command::Rate { score, comment } => {
            return rate(appeal, *score, comment.clone()).map(Some);
        }
        Command::Urge { message, rest_until } => {
            Event::Urged { message: message.clone(), rest_until: *rest_until }
        }
        Command::Reopen { reason, attachments } => {
            Event::Reopened { reason: reason.clone(), attachments: attachments.clone() }
        }
        Command::ProposePublication { text } => Event::PublicationProposed { text: text.clone() },
        Command::DecidePublication { agreed } => Event::PublicationDecided { agreed: *agreed },
        Command::Unpublish { reason } => Event::Unpublished { reason: reason.clone() },
        _ => return Ok(None),
    };
    Ok(Some(vec![event]))
}

/// Whether the department may get the appeal.
pub(super) fn fit(appeal: &Appeal, department: uuid::Uuid, is_final: bool) -> Result<(), Refusal> {
    if appeal.conflicts.contains(&department) {
        return Err(Refusal::ConflictOfInterest);
    }
    // A second order to a department that has returned it would be returned in vain: it has no return
    // left. The desk must say that it means it.
    if appeal.returned_by.contains(&department) && !is_final {
        return Err(Refusal::ReturnedBefore);
    }
    Ok(())
}

fn rule(
    appeal: &Appeal,
    command: &Command,
    ruling: Ruling,
    reason: &str,
) -> Result<Event, Refusal> {
    let State::Disputed { department, reason: reason_code, .. } = &appeal.state else {
        return Err(super::wrong_state(appeal, command));
    };
    let (department, reason_code, reason) = (*department, *reason_code, reason.to_owned());
    Ok(match ruling {
        Ruling::Uphold => Event::DisputeUpheld { department, reason_code, reason },
        Ruling::Reject => Event::DisputeRejected { department, reason },
    })
}

fn rate(appeal: &Appeal, score: u8, comment: Option<String>) -> Result<Vec<Event>, Refusal> {
    if !(1..=5).contains(&score) {
        return Err(Refusal::ScoreOutOfRange);
    }
    let satisfied = score >= SATISFIED_FROM;
    let mut events = vec![Event::Rated { score, comment, satisfied }];
    // The firm of a merged appeal rates for itself; whether the other appeal is worked on again is
    // decided by its own firm.
    let State::Feedback { outcome, .. } = &appeal.state else { return Ok(events) };
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
