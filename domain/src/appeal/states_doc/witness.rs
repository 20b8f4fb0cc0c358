//! Witnesses: appeals in every state and circumstance, each told from filing on by accepted commands.

use chrono::DateTime;
use uuid::Uuid;

use super::super::actor::Actor;
use super::super::command::Command;
use super::super::decide::{Party, decide};
use super::super::event::{Event, ParentMove};
use super::super::facts::{DeclineCode, DisputeReason, Promise, Ruling};
use super::super::state::{Appeal, StateName};
use super::people::{self, FIRM, HANDLER, HELPING, LATE, LEAD, second};
use super::samples as say;
use crate::sla::Amount;
use crate::sla::profile::{ExtensionRule, Stage};
use crate::time::Timestamp;

/// The moment at which all witnesses are looked at.
pub(super) fn now() -> Timestamp {
    DateTime::UNIX_EPOCH
}

type Step = (Actor, Command);

fn by(party: Party, command: Command) -> Step {
    (people::of(party), command)
}

fn clock(command: Command) -> Step {
    (Actor::System, command)
}

fn filed(confidential: bool, statutory: bool, manual: bool, conflicts: Vec<Uuid>) -> Appeal {
    let promise = Promise {
        amount: Amount::new(5),
        rule: ExtensionRule::Times { times: 1, each: 10 },
        statutory,
    };
    let mut appeal = Appeal::filed(FIRM);
    appeal.apply(&Event::Submitted {
        enterprise: FIRM,
        category: String::new(),
        level: String::new(),
        profile: None,
        profile_version: 1,
        confidential,
        content_sha256: String::new(),
        promise,
        conflicts,
        manual,
        split_from: None,
        promised_from: None,
    });
    appeal
}

/// The stories that go on with the steps; those in which one is refused end unheard.
fn on(stories: &[Appeal], steps: &[Step]) -> Vec<Appeal> {
    let tell = |story: &Appeal| {
        let mut appeal = story.clone();
        for (actor, command) in steps {
            for event in decide(&appeal, actor, command, now()).ok()? {
                appeal.apply(&event);
            }
        }
        Some(appeal)
    };
    stories.iter().filter_map(tell).collect()
}

/// What may come about without leaving the state.
fn circumstances() -> Vec<Vec<Step>> {
    use Party::{Desk, Firm, Handler, Head, Helper, Supervisor};
    let whistle = || by(Head, say::whistle(&[HELPING]));
    let assign = |handler| by(Head, Command::Assign { handler });
    let other_handler = Uuid::from_u128(0x22);
    vec![
        vec![clock(say::order(Some(LATE)))],
        vec![by(Firm, say::urge())],
        vec![clock(say::take_in())],
        vec![assign(HANDLER)],
        vec![assign(other_handler)],
        vec![whistle()],
        vec![whistle(), by(Helper, Command::ReportIn)],
        vec![by(Supervisor, say::task_force(30))],
        vec![by(Handler, Command::RequestTermination { reason: String::new() })],
        vec![(second(Supervisor), Command::RequestTermination { reason: String::new() })],
        vec![by(Head, say::extension(1)), by(Supervisor, Command::GrantExtension)],
        vec![by(Head, Command::Approve)],
        vec![by(Supervisor, Command::GrantParking)],
        vec![clock(Command::LapseReturn)],
        vec![clock(Command::LapseReopen)],
        vec![by(Supervisor, say::publication())],
        vec![
            by(Supervisor, say::publication()),
            by(Firm, Command::DecidePublication { agreed: true }),
        ],
        vec![clock(say::follow(ParentMove::Replied))],
        vec![clock(say::follow(ParentMove::Replied)), by(Firm, say::rate(5))],
        vec![(second(Desk), say::decline(DeclineCode::NoSubstance)), by(Firm, appeal_decline())],
    ]
}

fn appeal_decline() -> Command {
    Command::AppealDecline { reason: String::new() }
}

/// The stories themselves, and each under every circumstance that keeps its state.
fn varied(stories: Vec<Appeal>) -> Vec<Appeal> {
    let mut all = Vec::new();
    for story in stories {
        for steps in circumstances() {
            let same = |other: &Appeal| other.state.name() == story.state.name();
            all.extend(on(std::slice::from_ref(&story), &steps).into_iter().filter(same));
        }
        all.push(story);
    }
    all
}

/// The same for the first stories only; the others bring circumstances of their own.
fn some_varied(stories: Vec<Appeal>) -> Vec<Appeal> {
    let first = stories.iter().take(3).cloned().collect();
    joined([varied(first), stories.into_iter().skip(3).collect()])
}

fn joined(parts: impl IntoIterator<Item = Vec<Appeal>>) -> Vec<Appeal> {
    parts.into_iter().flatten().collect()
}

/// Witnesses of every state, in the order of life.
pub(super) fn all() -> Vec<Appeal> {
    use Party::{Desk, Firm, Supervisor};
    let plain = vec![
        filed(false, false, false, vec![]),
        filed(true, false, false, vec![]),
        filed(false, true, false, vec![HELPING]),
    ];
    let declined = on(&plain[..1], &[by(Desk, say::decline(DeclineCode::NoSubstance))]);
    let appealed = on(&declined, &[by(Firm, appeal_decline())]);
    let declined_twice = on(&appealed, &[by(Supervisor, say::decline(DeclineCode::NoSubstance))]);
    let manual = vec![filed(false, false, true, vec![LEAD])];
    let submitted = varied(joined([plain.clone(), manual, appealed]));
    let asked = on(&plain, &[by(Desk, Command::AskInfo { question: String::new() })]);
    let accepted = some_varied(joined([
        on(&plain, &[clock(say::route(false))]),
        on(&submitted, &[by(Desk, Command::Accept)]),
        on(&submitted, &[by(Supervisor, Command::Accept)]),
    ]));
    let merge = [by(Desk, Command::Merge { into: Uuid::from_u128(0x41), number: String::new() })];
    let merged = some_varied(joined([on(&plain, &merge), on(&accepted, &merge)]));
    let withdrawn = joined([
        on(&plain, &[by(Firm, Command::Withdraw { reason: None })]),
        on(&asked, &[clock(Command::LapseInfo)]),
    ]);
    let worked = handling(&plain);
    joined([
        submitted,
        varied(asked),
        accepted,
        worked,
        merged,
        declined,
        declined_twice,
        withdrawn,
    ])
}

/// From the dispatch to the end.
fn handling(plain: &[Appeal]) -> Vec<Appeal> {
    use Party::{Desk, Handler, Head, Member, Supervisor};
    let desk = on(plain, &[clock(say::route(false))]);
    let dispatched = on(&desk, &[by(Desk, say::dispatch(false))]);
    let disputed = on(&dispatched, &[by(Head, say::dispute(DisputeReason::OtherLead))]);
    let final_order = on(&disputed, &[by(Desk, say::rule(Ruling::Reject))]);
    let returned = on(&disputed, &[by(Desk, say::rule(Ruling::Uphold))]);
    let signed = joined([
        on(&dispatched, &[by(Handler, Command::Sign)]),
        on(&dispatched[..1], &[clock(Command::AutoSign)]),
    ]);
    let working = varied(joined([signed.clone(), overdue(&signed)]));
    let park = || Command::Park { reason: String::new() };
    let pending = joined([
        on(&working, &[by(Handler, say::extension(1))]),
        on(&signed, &[by(Head, say::extension(1))]),
        on(&signed, &[(second(Supervisor), say::extension(1))]),
    ]);
    let parked = joined([
        on(&working, &[by(Handler, park())]),
        on(&working, &[by(Supervisor, park())]),
        on(&signed, &[(second(Supervisor), park())]),
    ]);
    let replied = joined([
        on(&working, &[by(Handler, say::reply(true))]),
        on(&working, &[by(Member, say::reply(true))]),
        on(&signed, &[by(Head, say::reply(false))]),
    ]);
    let ended = on(&working, &[by(Supervisor, Command::ApproveTermination)]);
    joined([
        varied(joined([dispatched, final_order])),
        varied(disputed),
        returned,
        working,
        some_varied(pending),
        some_varied(parked),
        some_varied(replied.clone()),
        ended,
        answered(&replied),
    ])
}

/// From the reply before the firm to the end, with every round of rework.
fn answered(replied: &[Appeal]) -> Vec<Appeal> {
    use Party::{Firm, Handler};
    let poor = || by(Firm, say::rate(1));
    let approve = || (second(Party::Head), Command::Approve);
    let round = || [poor(), by(Handler, say::reply(true)), approve()];
    let feedback = on(replied, &[approve()]);
    let rework = on(&feedback, &[poor()]);
    let exhausted = on(&feedback[..1], &[&round()[..], &round()[..], &[poor()]].concat());
    let last = on(&exhausted, &[by(Handler, say::reply(false)), approve()]);
    let again = on(&rework, &[by(Handler, say::reply(true))]);
    let closed = on(&feedback, &[by(Firm, say::rate(5))]);
    joined([
        some_varied(feedback),
        some_varied(rework),
        again,
        exhausted,
        last,
        some_varied(closed),
    ])
}

/// The same after the resolve clock has run out.
fn overdue(stories: &[Appeal]) -> Vec<Appeal> {
    let breach = Event::ClockBreached { stage: Stage::Resolve, due_at: now(), department: None };
    let late = |story: &Appeal| {
        let mut appeal = story.clone();
        appeal.apply(&breach);
        appeal
    };
    stories.iter().take(1).map(late).collect()
}

/// The witnesses of one state.
pub(super) fn of(all: &[Appeal], state: StateName) -> impl Iterator<Item = &Appeal> {
    all.iter().filter(move |appeal| appeal.state.name() == state)
}
