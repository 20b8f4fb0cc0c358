//! Who may: roles, rows, four eyes, substitutes.

use super::*;

const BOTH: [Role; 2] = [Role::Handler, Role::DepartmentHead];

#[test]
fn the_author_of_a_reply_may_not_approve_it() {
    let both = person(HEAD, &BOTH, Some(LEAD));
    let case = Case::dispatched().then(&both, Command::Sign).then(&both, reply());
    assert_eq!(case.refuses(&both, Command::Approve), Refusal::OwnReply);
    let second = person(Uuid::from_u128(98), &[Role::DepartmentHead], Some(LEAD));
    assert_eq!(case.then(&second, Command::Approve).state(), StateName::Feedback);
}

#[test]
fn nobody_grants_their_own_request() {
    let both = person(HANDLER, &[Role::Handler, Role::Supervisor], Some(LEAD));
    let case = Case::dispatched().then(&both, Command::Sign);
    let extension = Command::RequestExtension { amount: 1, reason: why() };
    let asked = case.clone().then(&both, extension);
    assert_eq!(asked.refuses(&both, Command::GrantExtension), Refusal::OwnRequest);
    let asked = case.clone().then(&both, Command::Park { reason: why() });
    assert_eq!(asked.refuses(&both, Command::GrantParking), Refusal::OwnRequest);
    let asked = case.then(&both, Command::RequestTermination { reason: why() });
    assert_eq!(asked.refuses(&both, Command::ApproveTermination), Refusal::OwnRequest);
    assert!(asked.permits(&supervisor(), Action::ApproveTermination));
}

#[test]
fn another_department_may_do_nothing() {
    let stranger = person(Uuid::from_u128(97), &BOTH, Some(OTHER));
    for case in [Case::dispatched(), Case::in_progress(), Case::feedback(), Case::closed()] {
        assert_eq!(permitted(&case.appeal, &stranger, case.now), vec![]);
    }
}

#[test]
fn another_firm_may_do_nothing() {
    let id = Uuid::from_u128(96);
    let stranger = Actor::Entrepreneur { id, enterprises: vec![Uuid::from_u128(95)] };
    for case in [Case::filed(), Case::dispatched(), Case::feedback(), Case::closed()] {
        assert_eq!(permitted(&case.appeal, &stranger, case.now), vec![]);
    }
}

#[test]
fn an_administrator_may_do_nothing_with_an_appeal() {
    let administrator = person(Uuid::from_u128(94), &[Role::Administrator], Some(LEAD));
    for case in [Case::filed(), Case::dispatched(), Case::in_progress(), Case::closed()] {
        assert_eq!(permitted(&case.appeal, &administrator, case.now), vec![]);
    }
}

#[test]
fn a_supervisor_does_not_do_the_work_of_desk_or_department() {
    let case = Case::in_progress();
    for action in [Action::Reply, Action::Approve, Action::Sign, Action::Assign, Action::Whistle] {
        assert!(!case.permits(&supervisor(), action), "{action:?}");
    }
    let routed = Case::filed().then(&Actor::System, route(None));
    assert!(!routed.permits(&supervisor(), Action::Dispatch));
    assert!(routed.permits(&supervisor(), Action::Supervise));
}

#[test]
fn a_task_is_its_handlers_and_the_heads_but_no_other_handlers() {
    let other = person(Uuid::from_u128(93), &[Role::Handler], Some(LEAD));
    let case = Case::in_progress();
    assert_eq!(case.refuses(&other, reply()), Refusal::HeldByAnother);
    assert_eq!(case.refuses(&other, Command::Claim), Refusal::HeldByAnother);
    assert!(case.permits(&head(), Action::Reply));
    let given = case.then(&head(), Command::Assign { handler: other.id().unwrap() });
    assert_eq!(given.refuses(&handler(), reply()), Refusal::HeldByAnother);
    assert!(given.permits(&other, Action::Reply));
}

#[test]
fn a_substitute_acts_as_the_absent_handler() {
    let substitute = Actor::Staff {
        id: Uuid::from_u128(92),
        roles: vec![Role::Handler],
        department: Some(LEAD),
        firms: vec![],
        stands_in_for: vec![HANDLER],
    };
    let case = Case::in_progress();
    assert!(case.permits(&substitute, Action::Reply));
    let case = case.then(&substitute, Command::Claim);
    assert_eq!(case.appeal.handler, substitute.id());
}

#[test]
fn claiming_what_one_holds_changes_nothing() {
    let mut case = Case::in_progress();
    assert_eq!(case.take(&handler(), &Command::Claim), vec![]);
}

#[test]
fn the_officer_acts_for_assigned_firms_but_never_on_confidential_appeals() {
    let officer = |firms| Actor::Staff {
        id: Uuid::from_u128(91),
        roles: vec![Role::Officer],
        department: None,
        firms,
        stands_in_for: vec![],
    };
    let urge = Action::Urge;
    assert!(Case::dispatched().permits(&officer(vec![FIRM]), urge));
    assert!(!Case::dispatched().permits(&officer(vec![]), urge));
    assert!(!Case::confidential().permits(&officer(vec![FIRM]), urge));
    assert!(!Case::feedback().permits(&officer(vec![FIRM]), Action::Rate), "the firm rates itself");
}

#[test]
fn only_the_identity_behind_a_confidential_appeal_is_revealed_and_to_its_department() {
    let reveal = || Command::Reveal { reason: why() };
    assert_eq!(Case::in_progress().refuses(&handler(), reveal()), Refusal::NotConfidential);
    let case = Case::confidential().then(&Actor::System, route(Some(LEAD)));
    assert!(case.permits(&handler(), Action::Reveal));
    assert!(!case.permits(&handler_of(OTHER), Action::Reveal));
    assert!(!case.permits(&supervisor(), Action::Reveal));
    assert_eq!(case.clone().then(&head(), reveal()).state(), case.state());
}

#[test]
fn the_platforms_own_commands_are_nobody_elses() {
    for actor in [firm(), desk(), handler(), supervisor()] {
        let refusal = Case::dispatched().refuses(&actor, Command::AutoSign);
        assert_eq!(refusal, Refusal::NotPermitted { action: None });
    }
}
