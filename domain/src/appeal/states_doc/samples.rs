//! One command of every kind, and more where what is sent with it decides how it goes on.

use uuid::Uuid;

use super::super::command::{Command, ContactMethod, ReplyOutcome};
use super::super::event::{ParentMove, SplitPart};
use super::super::facts::{CoCall, DeclineCode, DisputeReason, PublicText, Ruling, TaskForce};
use super::people::{HANDLER, HELPING, LEAD, MEMBER};
use super::witness::now;
use crate::routing::Decision;

const OTHER_APPEAL: Uuid = Uuid::from_u128(0x41);

fn words() -> String {
    "事由".to_owned()
}

/// The router's answer: sure of the lead department, or of none.
pub(super) fn route(sure: bool) -> Command {
    let decision = Box::new(Decision {
        department: None,
        county: None,
        confidence: 0.0,
        automatic: sure,
        reasons: Vec::new(),
        candidates: Vec::new(),
        suggested_decline: None,
        catalogue_version: String::new(),
    });
    Command::Route { decision, department: sure.then_some(LEAD) }
}

pub(super) fn dispatch(is_final: bool) -> Command {
    Command::Dispatch { department: LEAD, is_final }
}

pub(super) fn decline(code: DeclineCode) -> Command {
    Command::Decline { code, reason: words(), channel: None }
}

pub(super) fn dispute(reason_code: DisputeReason) -> Command {
    Command::Dispute { reason_code, reason: words(), suggested: None }
}

pub(super) fn rule(ruling: Ruling) -> Command {
    Command::Rule { ruling, reason: words() }
}

pub(super) fn whistle(departments: &[Uuid]) -> Command {
    let call = |department: &Uuid| CoCall { department: *department, required: true, ask: words() };
    Command::Whistle { calls: departments.iter().map(call).collect() }
}

pub(super) fn reply(without_helpers: bool) -> Command {
    Command::Reply {
        text: words(),
        outcome: ReplyOutcome::Resolved,
        attachments: Vec::new(),
        without_helpers: without_helpers.then(words),
    }
}

pub(super) fn rate(score: u8) -> Command {
    Command::Rate { score, comment: None }
}

pub(super) fn extension(amount: u32) -> Command {
    Command::RequestExtension { amount, reason: words() }
}

pub(super) fn task_force(days: u32) -> Command {
    let (id, members) = (Uuid::from_u128(0x42), vec![MEMBER]);
    let force = TaskForce { id, name: words(), mandate: words(), members, days };
    Command::FormTaskForce { force }
}

pub(super) fn publication() -> Command {
    let text = PublicText { title: words(), question: words(), answer: words() };
    Command::ProposePublication { text }
}

pub(super) fn follow(moved: ParentMove) -> Command {
    let outcome = (moved == ParentMove::Replied).then_some(ReplyOutcome::Resolved);
    Command::Follow { moved, text: None, outcome }
}

pub(super) fn urge() -> Command {
    Command::Urge { message: None, rest_until: now() + chrono::TimeDelta::hours(1) }
}

pub(super) fn take_in() -> Command {
    Command::TakeIn { appeal: OTHER_APPEAL, number: words(), conflicts: Vec::new() }
}

pub(super) fn order(department: Option<Uuid>) -> Command {
    Command::OrderByLadder { demand: words(), department }
}

/// What people may ask for, each with the word under which it stands in the diagram.
pub(super) fn of_people() -> Vec<(String, Command)> {
    let mut all: Vec<(String, Command)> = desk_and_firm()
        .into_iter()
        .chain(offices())
        .filter_map(|command| Some((command.action()?.as_str().to_owned(), command)))
        .collect();
    for (word, command) in [
        ("rule (uphold)", rule(Ruling::Uphold)),
        ("rule (reject)", rule(Ruling::Reject)),
        ("rate 4–5", rate(5)),
        ("rate 1–3", rate(1)),
    ] {
        all.push((word.to_owned(), command));
    }
    all
}

/// The same with something missing or wrong in what is sent.
pub(super) fn refused() -> Vec<(String, Command)> {
    let all = [
        decline(DeclineCode::LegalProcess),
        rate(0),
        whistle(&[]),
        whistle(&[HELPING, HELPING]),
        extension(0),
        extension(99),
        reply(false),
        task_force(0),
    ];
    all.into_iter().map(|command| (String::new(), command)).collect()
}

fn desk_and_firm() -> Vec<Command> {
    vec![
        Command::Accept,
        decline(DeclineCode::NoSubstance),
        Command::AskInfo { question: words() },
        dispatch(false),
        Command::Merge { into: OTHER_APPEAL, number: words() },
        Command::Unmerge { reason: words() },
        Command::Split {
            parts: vec![SplitPart { appeal: OTHER_APPEAL, number: words(), title: words() }],
        },
        Command::SetLevel { from: words(), to: words(), reason: words() },
        Command::Supplement { text: words(), attachments: Vec::new() },
        Command::Withdraw { reason: None },
        urge(),
        Command::AppealDecline { reason: words() },
        Command::Reopen { reason: words(), attachments: Vec::new() },
        publication(),
        Command::DecidePublication { agreed: true },
        Command::Unpublish { reason: words() },
    ]
}

fn offices() -> Vec<Command> {
    let reason = words;
    vec![
        Command::Claim,
        Command::Assign { handler: HANDLER },
        Command::Sign,
        Command::Contact { method: ContactMethod::Phone, note: words() },
        Command::Note { text: words() },
        dispute(DisputeReason::NotOurDuty),
        whistle(&[HELPING]),
        Command::ReportIn,
        Command::CoReply { text: words() },
        extension(1),
        Command::GrantExtension,
        Command::RefuseExtension { reason: reason() },
        Command::Park { reason: reason() },
        Command::GrantParking,
        Command::RefuseParking { reason: reason() },
        Command::ReportParking { text: words() },
        Command::Resume { reason: reason() },
        Command::RequestTermination { reason: reason() },
        Command::ApproveTermination,
        Command::RefuseTermination { reason: reason() },
        reply(true),
        Command::Approve,
        Command::ReturnReply { reason: reason() },
        Command::Supervise { demand: words() },
        Command::AnswerSupervision { text: words() },
        task_force(30),
        Command::DissolveTaskForce { reason: reason() },
        Command::Reveal { reason: reason() },
    ]
}

/// What only the platform does: a word for it, why, and the command.
pub(super) fn of_the_platform() -> Vec<(&'static str, &'static str, Command)> {
    vec![
        ("route (sure)", "自动派单 the router is sure", route(true)),
        ("route (unsure)", "转人工派单 the router is not sure", route(false)),
        ("auto-sign", "超时自动签收 the sign deadline has passed", Command::AutoSign),
        ("lapse-return", "退单期满 the time for returning it is over", Command::LapseReturn),
        ("remind-info", "补充提醒 one working day left to answer", Command::RemindInfo),
        ("lapse-info", "逾期未补充 no answer in time", Command::LapseInfo),
        ("lapse-rating", "逾期未评价 no rating in time", Command::LapseRating),
        ("lapse-reopen", "重新提出期满 the window is over", Command::LapseReopen),
        ("expire-task-force", "专班期满 the mandate is over", Command::ExpireTaskForce),
        ("order-by-ladder", "超时督办 whoever is late is ordered", order(Some(LEAD))),
        ("take-in", "并入 another appeal is merged into it", take_in()),
        ("let-go", "并单撤销 that merge is undone", Command::LetGo { appeal: OTHER_APPEAL }),
        ("follow", "随主单 the appeal that it hangs on has moved", follow(ParentMove::Replied)),
        (
            "unmerge",
            "主单撤回或不予受理 what it hung on was withdrawn or declined",
            Command::Unmerge { reason: words() },
        ),
        (
            "assign",
            "承办人离岗移交 the handler leaves, a colleague takes over",
            Command::Assign { handler: HANDLER },
        ),
    ]
}
