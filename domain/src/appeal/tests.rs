//! The life of an appeal in sentences. Every test tells one story; the property test over random lives
//! is in `domain/tests/life`.
#![allow(clippy::unwrap_used, reason = "tests say what they expect")]

mod custody;
mod department;
mod desk;
mod ending;
mod helpers;
mod merging;
mod people;
mod supervision;

use chrono::{DateTime, TimeDelta};
use uuid::Uuid;

use super::*;
use crate::routing::{Catalogue, CompiledCatalogue, Decision, RoutingInput};
use crate::sla::Amount;
use crate::sla::profile::{ExtensionRule, Stage};
use crate::time::Timestamp;

const FIRM: Uuid = Uuid::from_u128(1);
const LEAD: Uuid = Uuid::from_u128(2);
const OTHER: Uuid = Uuid::from_u128(3);
const HANDLER: Uuid = Uuid::from_u128(11);
const HEAD: Uuid = Uuid::from_u128(12);

fn firm() -> Actor {
    Actor::Entrepreneur { id: Uuid::from_u128(10), enterprises: vec![FIRM] }
}

fn person(id: Uuid, roles: &[Role], department: Option<Uuid>) -> Actor {
    let roles = roles.to_vec();
    Actor::Staff { id, roles, department, firms: vec![], stands_in_for: vec![] }
}

fn handler() -> Actor {
    person(HANDLER, &[Role::Handler], Some(LEAD))
}

fn head() -> Actor {
    person(HEAD, &[Role::DepartmentHead], Some(LEAD))
}

fn desk() -> Actor {
    person(Uuid::from_u128(13), &[Role::Dispatcher], None)
}

fn supervisor() -> Actor {
    person(Uuid::from_u128(14), &[Role::Supervisor], None)
}

/// A handler and a head of another department.
fn handler_of(department: Uuid) -> Actor {
    person(Uuid::from_u128(department.as_u128() + 100), &[Role::Handler], Some(department))
}

fn head_of(department: Uuid) -> Actor {
    person(Uuid::from_u128(department.as_u128() + 200), &[Role::DepartmentHead], Some(department))
}

fn decision() -> Box<Decision> {
    static CATALOGUE: std::sync::LazyLock<CompiledCatalogue> = std::sync::LazyLock::new(|| {
        CompiledCatalogue::new(Catalogue::demonstration().unwrap()).unwrap()
    });
    Box::new(CATALOGUE.decide(&RoutingInput::default()))
}

fn route(department: Option<Uuid>) -> Command {
    Command::Route { decision: decision(), department }
}

fn dispatch(department: Uuid, is_final: bool) -> Command {
    Command::Dispatch { department, is_final }
}

fn reply() -> Command {
    let text = "已与银行对接".into();
    let outcome = ReplyOutcome::Resolved;
    Command::Reply { text, outcome, attachments: vec![], without_helpers: None }
}

fn rate(score: u8) -> Command {
    Command::Rate { score, comment: None }
}

fn dispute(reason_code: DisputeReason) -> Command {
    Command::Dispute { reason_code, reason: "不在职责范围".into(), suggested: Some(OTHER) }
}

fn rule_on(ruling: Ruling) -> Command {
    Command::Rule { ruling, reason: "按三定方案".into() }
}

fn whistle(department: Uuid, required: bool) -> Command {
    Command::Whistle { calls: vec![CoCall { department, required, ask: "请核实".into() }] }
}

fn force(members: Vec<Uuid>, days: u32) -> Command {
    let (name, mandate) = ("融资专班".into(), "一个月内解决".into());
    let force = TaskForce { id: Uuid::from_u128(77), name, mandate, members, days };
    Command::FormTaskForce { force }
}

fn why() -> String {
    "理由".into()
}

/// Takes a step and says what it does to the clocks.
fn effects_of(case: &mut Case, actor: &Actor, command: &Command) -> Vec<clockwork::ClockEffect> {
    let events = case.take(actor, command);
    events.iter().flat_map(|event| clockwork::effects(event, &case.appeal)).collect()
}

/// One appeal with its history and its own time.
#[derive(Clone)]
struct Case {
    appeal: Appeal,
    history: Vec<EventRecord>,
    now: Timestamp,
}

impl Case {
    /// A plain appeal: 5 working days, once extendable by 10.
    fn filed() -> Self {
        let rule = ExtensionRule::Times { times: 1, each: 10 };
        Self::promised(Promise { amount: Amount::new(5), rule, statutory: false })
    }

    fn promised(promise: Promise) -> Self {
        Self::with(promise, false, false, vec![])
    }

    fn confidential() -> Self {
        Self::with(Promise::default(), true, false, vec![])
    }

    fn manual() -> Self {
        Self::with(Promise::default(), false, true, vec![])
    }

    fn about(department: Uuid) -> Self {
        Self::with(Promise::default(), false, false, vec![department])
    }

    fn with(promise: Promise, confidential: bool, manual: bool, conflicts: Vec<Uuid>) -> Self {
        let event = Event::Submitted {
            enterprise: FIRM,
            category: "other".into(),
            level: "normal".into(),
            profile: None,
            profile_version: 1,
            confidential,
            content_sha256: String::new(),
            promise,
            conflicts,
            manual,
            split_from: None,
            promised_from: None,
        };
        let now = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let appeal = Appeal::from_events([&event]).unwrap();
        Self { appeal, history: vec![EventRecord { seq: 1, at: now, event }], now }
    }

    /// On the lead department's table.
    fn dispatched() -> Self {
        Self::filed().then(&Actor::System, route(Some(LEAD)))
    }

    /// Signed for by the handler.
    fn in_progress() -> Self {
        Self::dispatched().then(&handler(), Command::Sign)
    }

    /// Before the firm.
    fn feedback() -> Self {
        Self::in_progress().then(&handler(), reply()).then(&head(), Command::Approve)
    }

    fn closed() -> Self {
        Self::feedback().then(&firm(), rate(5))
    }

    /// The story goes on; the step must be accepted.
    #[allow(clippy::needless_pass_by_value, reason = "stories read better without borrows")]
    fn then(mut self, actor: &Actor, command: Command) -> Self {
        self.take(actor, &command);
        self
    }

    fn take(&mut self, actor: &Actor, command: &Command) -> Vec<Event> {
        let events = decide(&self.appeal, actor, command, self.now).unwrap();
        for event in &events {
            self.happens(event.clone());
        }
        events
    }

    fn happens(&mut self, event: Event) {
        self.appeal.apply(&event);
        let seq = i64::try_from(self.history.len()).unwrap() + 1;
        self.history.push(EventRecord { seq, at: self.now, event });
    }

    fn after_hours(mut self, hours: i64) -> Self {
        self.now += TimeDelta::hours(hours);
        self
    }

    /// The refusal of a step that must be refused.
    #[allow(clippy::needless_pass_by_value, reason = "stories read better without borrows")]
    fn refuses(&self, actor: &Actor, command: Command) -> Refusal {
        decide(&self.appeal, actor, &command, self.now).unwrap_err()
    }

    fn permits(&self, actor: &Actor, action: Action) -> bool {
        permitted(&self.appeal, actor, self.now).contains(&action)
    }

    fn state(&self) -> StateName {
        self.appeal.state.name()
    }
}
