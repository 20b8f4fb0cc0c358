//! Random commands: what is natural where the appeal stands, or anything at all.

use chrono::TimeDelta;
use domain::appeal::{
    CoCall, Command as C, ContactMethod, DeclineCode, DisputeReason, ParentMove, PublicText,
    ReplyOutcome, Ruling, SplitPart, StateName as S, TaskForce,
};
use domain::routing::Decision;
use domain::time::Timestamp;
use uuid::Uuid;

use super::people::{DEPARTMENTS, MANY_ROLES, MEMBER, handler_id};

/// A small fast generator (SplitMix64): the same seed, the same life.
#[derive(Clone, Debug)]
pub(crate) struct Rng(pub(crate) u64);

impl Rng {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    fn department(&mut self) -> Uuid {
        self.pick(&DEPARTMENTS)
    }

    fn words(&mut self) -> String {
        self.pick(&["理由一", "理由二", ""]).to_owned()
    }

    fn appeal(&mut self) -> Uuid {
        Uuid::from_u128(500 + self.below(3) as u128)
    }

    fn person(&mut self) -> Uuid {
        let (department, which) = (self.below(3), 1 + self.below(2));
        self.pick(&[handler_id(department, which), handler_id(0, which), MEMBER, MANY_ROLES])
    }

    fn outcome(&mut self) -> ReplyOutcome {
        use ReplyOutcome::{Explained, PartlyResolved, Resolved, Unresolvable};
        self.pick(&[Resolved, PartlyResolved, Explained, Unresolvable])
    }
}

/// How many kinds of command there are.
const KINDS: usize = 58;

/// Any command at all.
pub(crate) fn any(rng: &mut Rng, now: Timestamp) -> C {
    of_kind(rng.below(KINDS), rng, now)
}

fn of_kind(kind: usize, rng: &mut Rng, now: Timestamp) -> C {
    match kind {
        0..14 => by_desk_or_firm(kind, rng, now),
        14..30 => by_department(kind - 14, rng),
        30..45 => by_supervisors_and_others(kind - 30, rng),
        45..57 => by_the_platform(kind - 45, rng),
        _ => C::SetLevel { from: rng.words(), to: rng.words(), reason: rng.words() },
    }
}

fn by_desk_or_firm(kind: usize, rng: &mut Rng, now: Timestamp) -> C {
    match kind {
        0 => C::Accept,
        1 => {
            let code = rng.pick(&DeclineCode::ALL);
            C::Decline {
                code, reason: rng.words(), channel: rng.one_in(2).then(|| "法院".into())
            }
        }
        2 => C::AskInfo { question: rng.words() },
        3 => C::Dispatch { department: rng.department(), is_final: rng.one_in(4) },
        4 => {
            let ruling = rng.pick(&[Ruling::Uphold, Ruling::Reject]);
            C::Rule { ruling, reason: rng.words() }
        }
        5 => C::Merge { into: rng.appeal(), number: rng.words() },
        6 => C::Unmerge { reason: rng.words() },
        7 => {
            let part = SplitPart { appeal: rng.appeal(), number: rng.words(), title: rng.words() };
            C::Split { parts: vec![part] }
        }
        8 => C::Supplement { text: rng.words(), attachments: vec![] },
        9 => C::Withdraw { reason: rng.one_in(2).then(|| "不需要了".into()) },
        10 => {
            let rest_until = now + TimeDelta::hours(rng.below(72) as i64);
            C::Urge { message: None, rest_until }
        }
        11 => C::Rate { score: rng.below(7) as u8, comment: None },
        12 => C::AppealDecline { reason: rng.words() },
        _ => C::Reopen { reason: rng.words(), attachments: vec![] },
    }
}

fn by_department(kind: usize, rng: &mut Rng) -> C {
    match kind {
        0 => C::Claim,
        1 => C::Assign { handler: rng.person() },
        2 => C::Sign,
        3 => C::Contact { method: ContactMethod::Phone, note: rng.words() },
        4 => C::Note { text: rng.words() },
        5 => {
            let suggested = rng.one_in(2).then(|| rng.department());
            let reason_code = rng.pick(&DisputeReason::ALL);
            C::Dispute { reason_code, reason: rng.words(), suggested }
        }
        6 => {
            let calls = (0..rng.below(3)).map(|_| CoCall {
                department: rng.department(),
                required: rng.one_in(2),
                ask: rng.words(),
            });
            C::Whistle { calls: calls.collect() }
        }
        7 => C::ReportIn,
        8 => C::CoReply { text: rng.words() },
        9 => C::RequestExtension { amount: rng.below(13) as u32, reason: rng.words() },
        10 => C::RequestTermination { reason: rng.words() },
        11 => {
            let (text, outcome) = (rng.words(), rng.outcome());
            let without_helpers = rng.one_in(2).then(|| "另行答复".into());
            C::Reply { text, outcome, attachments: vec![], without_helpers }
        }
        12 => C::Approve,
        13 => C::ReturnReply { reason: rng.words() },
        14 => C::Park { reason: rng.words() },
        _ => C::Resume { reason: rng.words() },
    }
}

fn by_supervisors_and_others(kind: usize, rng: &mut Rng) -> C {
    match kind {
        0 => C::GrantExtension,
        1 => C::RefuseExtension { reason: rng.words() },
        2 => C::GrantParking,
        3 => C::RefuseParking { reason: rng.words() },
        4 => C::ReportParking { text: rng.words() },
        5 => C::ApproveTermination,
        6 => C::RefuseTermination { reason: rng.words() },
        7 => C::Supervise { demand: rng.words() },
        8 => C::AnswerSupervision { text: rng.words() },
        9 => {
            let members = (0..rng.below(4)).map(|_| rng.person()).collect();
            let (name, mandate) = (rng.words(), rng.words());
            let days = rng.pick(&[30, 30, 30, 1, 365, 0, 366]);
            C::FormTaskForce { force: TaskForce { id: rng.appeal(), name, mandate, members, days } }
        }
        10 => C::DissolveTaskForce { reason: rng.words() },
        11 => C::Reveal { reason: rng.words() },
        12 => {
            let text =
                PublicText { title: rng.words(), question: rng.words(), answer: rng.words() };
            C::ProposePublication { text }
        }
        13 => C::DecidePublication { agreed: rng.one_in(2) },
        _ => C::Unpublish { reason: rng.words() },
    }
}

fn by_the_platform(kind: usize, rng: &mut Rng) -> C {
    use ParentMove::{Closed, Reopened, Replied, Reworked};
    match kind {
        0 => {
            let department = (!rng.one_in(3)).then(|| rng.department());
            C::Route { decision: decision(), department }
        }
        1 => C::AutoSign,
        2 => C::RemindInfo,
        3 => C::LapseInfo,
        4 => C::LapseRating,
        5 => C::LapseReopen,
        6 => C::ExpireTaskForce,
        7 => {
            let department = (!rng.one_in(3)).then(|| rng.department());
            C::OrderByLadder { demand: rng.words(), department }
        }
        8 => {
            let conflicts = if rng.one_in(3) { vec![rng.department()] } else { vec![] };
            C::TakeIn { appeal: rng.appeal(), number: rng.words(), conflicts }
        }
        9 => C::LetGo { appeal: rng.appeal() },
        10 => C::LapseReturn,
        _ => {
            let moved = rng.pick(&[Replied, Replied, Reworked, Closed, Reopened]);
            C::Follow { moved, text: None, outcome: Some(rng.outcome()) }
        }
    }
}

fn decision() -> Box<Decision> {
    Box::new(Decision {
        department: None,
        county: None,
        confidence: 0.25,
        automatic: false,
        reasons: vec![],
        candidates: vec![],
        suggested_decline: None,
        catalogue_version: "1".into(),
    })
}

/// What leads on from where the appeal stands; the numbers are kinds of [`of_kind`], often named more
/// than once so that lives get deep.
const fn natural_kinds(at: S) -> &'static [usize] {
    match at {
        S::Submitted => &[45, 45, 45, 45, 0, 0, 0, 0, 2, 5, 1, 52, 37],
        S::NeedsInfo => &[8, 8, 8, 8, 8, 8, 8, 47, 48],
        S::Accepted => &[45, 45, 3, 3, 3, 3, 3, 3, 3, 2, 5, 7, 52, 57],
        S::Dispatched => &[14, 15, 16, 16, 16, 16, 16, 46, 19, 19, 41, 37, 55],
        S::Disputed => &[4, 4, 4, 4, 4, 37, 38],
        S::InProgress => &[
            17, 20, 20, 20, 21, 22, 22, 23, 23, 23, 23, 24, 25, 25, 25, 25, 28, 28, 35, 36, 37, 38,
            39, 40, 41, 52, 53, 57,
        ],
        S::ExtensionPending => &[26, 30, 30, 31, 31, 10, 21, 22, 38],
        S::Parked => &[32, 32, 32, 33, 33, 34, 34, 29, 29, 39, 21, 57],
        S::Replied => &[26, 26, 26, 26, 26, 27, 15],
        S::Feedback => &[11, 11, 11, 11, 11, 49, 17],
        S::Rework => &[25, 25, 25, 25, 25, 25, 25, 20, 21, 22, 39, 40, 17],
        S::Closed => &[13, 13, 13, 42, 42, 43, 43, 44, 44, 50],
        S::Merged => &[6, 6, 56, 56, 11, 11],
        S::Declined => &[12, 12],
        S::Withdrawn => &[9, 45],
    }
}

/// A command that is natural in the state.
pub(crate) fn natural(rng: &mut Rng, at: S, now: Timestamp) -> C {
    let kind = rng.pick(natural_kinds(at));
    of_kind(kind, rng, now)
}
