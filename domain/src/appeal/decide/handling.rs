//! What departments and supervisors do.

use uuid::Uuid;

use super::super::actor::{Actor, Role};
use super::super::command::Command;
use super::super::event::Event;
use super::super::facts::{CoCall, TaskForce};
use super::super::refusal::Refusal;
use super::super::state::{Appeal, Custodian, Outcome, State};
use super::conditions::{answerable, helping};
use super::rules::Party;

/// The longest mandate of a task force, in calendar days.
const LONGEST_MANDATE: u32 = 365;

/// Decides the commands of departments and supervisors.
pub(super) fn decide(
    appeal: &Appeal,
    actor: &Actor,
    command: &Command,
) -> Result<Vec<Event>, Refusal> {
    let nobody = || Refusal::NotPermitted { action: command.action() };
    let me = || actor.id().ok_or_else(nobody);
    let one = match command {
        Command::Claim => return claim(appeal, me()?),
        Command::Assign { handler } => Event::Assigned { handler: *handler, claimed: false },
        Command::Sign => {
            let mut events = take_over(appeal, actor);
            events.push(Event::Signed { late: false, automatic: false });
            return Ok(events);
        }
        Command::Contact { method, note } => {
            Event::Contacted { method: *method, note: note.clone(), first: !appeal.contacted }
        }
        Command::Note { text } => Event::Noted { text: text.clone() },
        Command::Dispute { reason_code, reason, suggested } => {
            let department = appeal.state.department().ok_or_else(nobody)?;
            let (reason_code, reason, suggested) = (*reason_code, reason.clone(), *suggested);
            Event::Disputed { department, reason_code, reason, suggested }
        }
        Command::Whistle { calls } => whistle(appeal, calls)?,
        Command::ReportIn => {
            let department = helping(appeal, actor).ok_or_else(nobody)?.department;
            Event::ReportedIn { department }
        }
        Command::CoReply { text } => {
            let department = helping(appeal, actor).ok_or_else(nobody)?.department;
            Event::CoReplied { department, text: text.clone() }
        }
        Command::Reply { text, outcome, attachments, without_helpers } => {
            let waits = appeal.co_tasks.iter().any(|task| task.required && task.is_open());
            if waits && without_helpers.is_none() {
                return Err(Refusal::HelpersOpen);
            }
            let (text, attachments, author) = (text.clone(), attachments.clone(), me()?);
            let without_helpers = without_helpers.clone().filter(|_| waits);
            Event::Replied { text, outcome: *outcome, attachments, author, without_helpers }
        }
        Command::Approve => approve(appeal, command)?,
        Command::ReturnReply { reason } => Event::ReplyReturned { reason: reason.clone() },
        Command::RequestExtension { amount, reason } => {
            appeal.term.permits(*amount).map_err(Refusal::Extension)?;
            let (amount, reason, by) = (*amount, reason.clone(), me()?);
            let endorsed = Party::Head.is(appeal, actor);
            Event::ExtensionRequested { amount, reason, by, endorsed }
        }
        Command::Park { reason } => {
            // A supervisor who works in the department asks like everybody there: nobody grants their own
            // request.
            let asks = Party::Handler.is(appeal, actor) || Party::Head.is(appeal, actor);
            let (reason, by) = (reason.clone(), me()?);
            Event::Parked { reason, by, granted: actor.has(Role::Supervisor) && !asks }
        }
        Command::ReportParking { text } => Event::ParkingReported { text: text.clone() },
        Command::Resume { reason } => {
            let undone = matches!(appeal.state, State::Parked { granted: false, .. });
            Event::Resumed { reason: reason.clone(), undone }
        }
        Command::RequestTermination { reason } => {
            Event::TerminationRequested { reason: reason.clone(), by: me()? }
        }
        Command::AnswerSupervision { text } => return Ok(answer(appeal, actor, text)),
        Command::Reveal { reason } => Event::IdentityRevealed { reason: reason.clone() },
        _ => return supervise(appeal, command).map(|event| vec![event]),
    };
    Ok(vec![one])
}

/// One answer per party that was ordered: who heads a department and sits on the dispatch desk as well
/// answers for both, and each party's clock stops by its own answer.
fn answer(appeal: &Appeal, actor: &Actor, text: &str) -> Vec<Event> {
    let mut answers: Vec<(Option<Uuid>, Vec<u32>)> = Vec::new();
    for order in answerable(appeal, actor) {
        match answers.iter_mut().find(|(department, _)| *department == order.department) {
            Some((_, numbers)) => numbers.push(order.number),
            None => answers.push((order.department, vec![order.number])),
        }
    }
    let event = |(department, numbers)| Event::SupervisionAnswered {
        numbers,
        text: text.to_owned(),
        department,
    };
    answers.into_iter().map(event).collect()
}

/// What supervisors decide.
fn supervise(appeal: &Appeal, command: &Command) -> Result<Event, Refusal> {
    Ok(match (command, &appeal.state) {
        (Command::GrantExtension, State::ExtensionPending { amount, .. }) => {
            Event::ExtensionGranted { amount: *amount }
        }
        (Command::RefuseExtension { reason }, _) => {
            Event::ExtensionRefused { reason: reason.clone() }
        }
        (Command::GrantParking, _) => Event::ParkingGranted,
        (Command::RefuseParking { reason }, _) => Event::ParkingRefused { reason: reason.clone() },
        (Command::ApproveTermination, _) => {
            Event::Closed { outcome: Outcome::Terminated, rated: false }
        }
        (Command::RefuseTermination { reason }, _) => {
            Event::TerminationRefused { reason: reason.clone() }
        }
        (Command::Supervise { demand }, _) => {
            // Of whoever has it: while a return is before the desk, the desk must rule.
            let desk_holds = appeal.custodian() == Custodian::DispatchDesk;
            let department = appeal.state.department().filter(|_| !desk_holds);
            order(appeal, demand, department, false)
        }
        (Command::FormTaskForce { force }, _) => form(force)?,
        (Command::DissolveTaskForce { reason }, _) => {
            Event::TaskForceDissolved { expired: false, reason: Some(reason.clone()) }
        }
        _ => return Err(super::wrong_state(appeal, command)),
    })
}

/// The next supervision order.
pub(super) fn order(
    appeal: &Appeal,
    demand: &str,
    department: Option<Uuid>,
    by_ladder: bool,
) -> Event {
    let number = appeal.orders_given + 1;
    Event::SupervisionOrdered { number, demand: demand.to_owned(), department, by_ladder }
}

fn form(force: &TaskForce) -> Result<Event, Refusal> {
    if force.members.is_empty() || !(1..=LONGEST_MANDATE).contains(&force.days) {
        return Err(Refusal::EmptyTaskForce);
    }
    let TaskForce { id, name, mandate, members, days } = force.clone();
    Ok(Event::TaskForceFormed { id, name, mandate, members, days })
}

/// Claiming what one already holds changes nothing and is not an error.
fn claim(appeal: &Appeal, me: Uuid) -> Result<Vec<Event>, Refusal> {
    if appeal.handler == Some(me) {
        return Ok(Vec::new());
    }
    Ok(vec![Event::Assigned { handler: me, claimed: true }])
}

/// Whoever signs an unclaimed task handles it, unless they only head the department.
fn take_over(appeal: &Appeal, actor: &Actor) -> Vec<Event> {
    match (appeal.handler, actor.id()) {
        (None, Some(handler)) if Party::Handler.is(appeal, actor) => {
            vec![Event::Assigned { handler, claimed: true }]
        }
        _ => Vec::new(),
    }
}

fn whistle(appeal: &Appeal, calls: &[CoCall]) -> Result<Event, Refusal> {
    if calls.is_empty() {
        return Err(Refusal::NobodyCalled);
    }
    for (place, call) in calls.iter().enumerate() {
        let twice = calls[..place].iter().any(|other| other.department == call.department);
        let takes_part = appeal.state.department() == Some(call.department)
            || appeal.open_co_task(call.department).is_some();
        if twice || takes_part {
            return Err(Refusal::AlreadyCalled);
        }
        if appeal.conflicts.contains(&call.department) {
            return Err(Refusal::ConflictOfInterest);
        }
    }
    Ok(Event::Whistled { calls: calls.to_vec() })
}

fn approve(appeal: &Appeal, command: &Command) -> Result<Event, Refusal> {
    match &appeal.state {
        State::Replied { reply, .. } => Ok(Event::ReplyApproved {
            text: reply.text.clone(),
            outcome: reply.outcome,
            attachments: reply.attachments.clone(),
        }),
        State::ExtensionPending { .. } => Ok(Event::ExtensionEndorsed),
        _ => Err(super::wrong_state(appeal, command)),
    }
}
