#![allow(clippy::unwrap_used, reason = "tests say what they expect")]
use super::*;
use crate::routing::{Catalogue, CompiledCatalogue, Decision, RoutingInput};
use proptest::prelude::*;
use uuid::Uuid;

const FIRM: Uuid = Uuid::from_u128(1);
const DEPARTMENT: Uuid = Uuid::from_u128(2);
const HANDLER: Uuid = Uuid::from_u128(3);
const HEAD: Uuid = Uuid::from_u128(4);

fn firm() -> Actor {
    Actor::Entrepreneur { id: Uuid::from_u128(9), enterprises: vec![FIRM] }
}
fn staff(id: Uuid, role: Role) -> Actor {
    Actor::Staff { id, roles: vec![role], department: Some(DEPARTMENT) }
}
fn handler() -> Actor {
    staff(HANDLER, Role::Handler)
}
fn head() -> Actor {
    staff(HEAD, Role::DepartmentHead)
}
fn give(appeal: &mut Appeal, actor: &Actor, command: &Command) -> Result<Vec<Event>, Refusal> {
    let events = decide(appeal, actor, command)?;
    for event in &events {
        appeal.apply(event);
    }
    Ok(events)
}
fn decision() -> Box<Decision> {
    static CATALOGUE: std::sync::LazyLock<CompiledCatalogue> = std::sync::LazyLock::new(|| {
        CompiledCatalogue::new(Catalogue::demonstration().unwrap()).unwrap()
    });
    Box::new(CATALOGUE.decide(&RoutingInput::default()))
}
fn route() -> Command {
    Command::Route { decision: decision(), department: Some(DEPARTMENT) }
}
fn reply() -> Command {
    Command::Reply {
        text: "已与银行对接".into(),
        outcome: ReplyOutcome::Resolved,
        attachments: vec![],
    }
}

fn until_feedback() -> Appeal {
    let mut appeal = Appeal::filed(FIRM);
    give(&mut appeal, &Actor::System, &route()).unwrap();
    give(&mut appeal, &handler(), &Command::Sign).unwrap();
    give(&mut appeal, &handler(), &reply()).unwrap();
    give(&mut appeal, &head(), &Command::Approve).unwrap();
    appeal
}

#[test]
fn the_main_path_ends_closed_and_resolved() {
    let mut appeal = until_feedback();
    give(&mut appeal, &firm(), &Command::Rate { score: 5, comment: None }).unwrap();
    assert_eq!(
        appeal.state,
        State::Closed { department: Some(DEPARTMENT), outcome: Outcome::Resolved }
    );
    assert_eq!(appeal.custodian(), Custodian::Nobody);
}

#[test]
fn a_router_that_is_not_sure_leaves_the_appeal_on_the_dispatch_desk() {
    let mut appeal = Appeal::filed(FIRM);
    let unsure = Command::Route { decision: decision(), department: None };
    give(&mut appeal, &Actor::System, &unsure).unwrap();
    assert_eq!(appeal.state, State::Accepted);
    assert_eq!(appeal.custodian(), Custodian::DispatchDesk);
}

#[test]
fn an_unsatisfied_rating_comes_back_twice_then_to_the_supervisors_then_closes() {
    let mut appeal = until_feedback();
    let poor = Command::Rate { score: 1, comment: None };
    for round in 1..=2 {
        give(&mut appeal, &firm(), &poor).unwrap();
        assert_eq!(appeal.rounds.rework, round);
        assert_eq!(appeal.custodian(), Custodian::Department { id: DEPARTMENT });
        give(&mut appeal, &handler(), &reply()).unwrap();
        give(&mut appeal, &head(), &Command::Approve).unwrap();
    }
    give(&mut appeal, &firm(), &poor).unwrap();
    assert_eq!(appeal.custodian(), Custodian::Supervisor);
    give(&mut appeal, &handler(), &reply()).unwrap();
    give(&mut appeal, &head(), &Command::Approve).unwrap();
    give(&mut appeal, &firm(), &poor).unwrap();
    assert_eq!(appeal.state.name(), StateName::Closed);
}

#[test]
fn the_author_of_a_reply_may_not_approve_it() {
    let both = Actor::Staff {
        id: HEAD,
        roles: vec![Role::Handler, Role::DepartmentHead],
        department: Some(DEPARTMENT),
    };
    let mut appeal = Appeal::filed(FIRM);
    give(&mut appeal, &Actor::System, &route()).unwrap();
    give(&mut appeal, &both, &Command::Sign).unwrap();
    give(&mut appeal, &both, &reply()).unwrap();
    assert_eq!(decide(&appeal, &both, &Command::Approve), Err(Refusal::OwnReply));
}

#[test]
fn another_department_may_do_nothing() {
    let mut appeal = Appeal::filed(FIRM);
    give(&mut appeal, &Actor::System, &route()).unwrap();
    let stranger = Actor::Staff {
        id: Uuid::from_u128(7),
        roles: vec![Role::Handler, Role::DepartmentHead],
        department: Some(Uuid::from_u128(8)),
    };
    assert_eq!(permitted(&appeal, &stranger), vec![]);
}

fn any_command() -> impl Strategy<Value = Command> {
    prop_oneof![
        Just(route()),
        Just(Command::Route { decision: decision(), department: None }),
        Just(Command::Dispatch { department: DEPARTMENT, is_final: true }),
        Just(Command::Claim),
        Just(Command::Assign { handler: HANDLER }),
        Just(Command::Sign),
        Just(Command::AutoSign),
        Just(Command::Contact { method: ContactMethod::Phone, note: "已联系".into() }),
        Just(Command::Note { text: "内部".into() }),
        Just(reply()),
        Just(Command::Approve),
        Just(Command::ReturnReply { reason: "请补充".into() }),
        (0u8..7).prop_map(|score| Command::Rate { score, comment: None }),
        Just(Command::LapseRating),
    ]
}
fn any_actor() -> impl Strategy<Value = Actor> {
    prop_oneof![
        Just(firm()),
        Just(handler()),
        Just(head()),
        Just(staff(Uuid::from_u128(5), Role::Handler)),
        Just(staff(Uuid::from_u128(6), Role::Dispatcher)),
        Just(Actor::System),
        Just(Actor::Entrepreneur { id: Uuid::from_u128(10), enterprises: vec![] }),
    ]
}

proptest! {
    #[test]
    fn permitted_actions_are_what_is_accepted_and_state_is_the_sum_of_events(
        steps in prop::collection::vec((any_actor(), any_command()), 1..60)
    ) {
        let mut appeal = Appeal::filed(FIRM);
        let mut history = vec![Event::Submitted {
            enterprise: FIRM, category: "other".into(), level: "normal".into(),
            profile_version: 1, confidential: false, content_sha256: String::new(),
        }];
        for (actor, command) in steps {
            let allowed = command.action().map(|action| permitted(&appeal, &actor).contains(&action));
            let result = decide(&appeal, &actor, &command);
            match (allowed, &result) {
                (Some(true), Err(refusal)) => prop_assert_eq!(refusal, &Refusal::ScoreOutOfRange),
                (Some(false), Ok(_)) => prop_assert!(false, "accepted what was not permitted"),
                _ => {}
            }
            for event in result.unwrap_or_default() {
                let data = event.data().unwrap();
                prop_assert_eq!(&Event::from_parts(event.kind(), &data).unwrap(), &event);
                appeal.apply(&event);
                history.push(event);
            }
            prop_assert_eq!(Appeal::from_events(&history), Some(appeal.clone()));
        }
    }
}
