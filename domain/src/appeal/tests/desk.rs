//! Intake and dispatch.

use super::*;

#[test]
fn a_router_that_is_not_sure_leaves_the_appeal_on_the_dispatch_desk() {
    let case = Case::filed().then(&Actor::System, route(None));
    assert_eq!(case.appeal.state, State::Accepted);
    assert_eq!(case.appeal.custodian(), Custodian::DispatchDesk);
    let case = case.then(&desk(), dispatch(LEAD, false));
    assert_eq!(case.appeal.custodian(), Custodian::Department { id: LEAD });
}

#[test]
fn manual_intake_waits_for_a_dispatcher() {
    let case = Case::manual().then(&Actor::System, route(Some(LEAD)));
    assert_eq!(case.state(), StateName::Submitted);
    let case = case.then(&desk(), Command::Accept);
    assert_eq!(case.state(), StateName::Accepted);
}

fn decline(code: DeclineCode, channel: Option<&str>) -> Command {
    Command::Decline { code, reason: why(), channel: channel.map(Into::into) }
}

#[test]
fn a_decline_for_legal_process_names_the_right_channel() {
    let case = Case::filed();
    let without = decline(DeclineCode::LegalProcess, None);
    assert_eq!(case.refuses(&desk(), without), Refusal::ChannelMissing);
    let case = case.then(&desk(), decline(DeclineCode::LegalProcess, Some("人民法院")));
    assert_eq!(case.state(), StateName::Declined);
}

#[test]
fn a_decline_is_appealed_against_once_and_decided_by_somebody_else() {
    let appeal = || Command::AppealDecline { reason: why() };
    let case = Case::filed().then(&desk(), decline(DeclineCode::NoSubstance, None));
    let case = case.then(&firm(), appeal());
    assert_eq!(case.state(), StateName::Submitted);
    assert_eq!(case.refuses(&desk(), Command::Accept), Refusal::OwnDecision);
    assert!(!case.permits(&desk(), Action::Decline));
    assert!(case.permits(&supervisor(), Action::Accept));
    let second = person(Uuid::from_u128(99), &[Role::Dispatcher], None);
    let case = case.then(&second, decline(DeclineCode::NoSubstance, None));
    assert_eq!(case.refuses(&firm(), appeal()), Refusal::AlreadyAppealed);
}

#[test]
fn a_supervisor_decides_on_intake_only_after_an_appeal_against_a_decline() {
    let refusal = Case::manual().refuses(&supervisor(), Command::Accept);
    assert_eq!(refusal, Refusal::NotPermitted { action: Some(Action::Accept) });
}

#[test]
fn a_question_to_the_firm_lapses_without_an_answer_and_goes_on_with_one() {
    let asked = Case::filed().then(&desk(), Command::AskInfo { question: "哪家银行？".into() });
    assert_eq!(asked.appeal.custodian(), Custodian::Firm);
    let lapsed = asked.clone().then(&Actor::System, Command::RemindInfo);
    assert_eq!(lapsed.state(), StateName::NeedsInfo);
    assert_eq!(lapsed.then(&Actor::System, Command::LapseInfo).state(), StateName::Withdrawn);
    let answer = Command::Supplement { text: "建行".into(), attachments: vec![] };
    assert_eq!(asked.then(&firm(), answer).state(), StateName::Submitted);
}

#[test]
fn the_firm_may_withdraw_until_a_department_has_signed() {
    let withdraw = || Command::Withdraw { reason: None };
    let case = Case::dispatched().then(&firm(), withdraw());
    assert_eq!(case.appeal.custodian(), Custodian::Nobody);
    let refusal = Case::in_progress().refuses(&firm(), withdraw());
    assert_eq!(refusal.code(), "wrong_state");
}

#[test]
fn a_department_never_gets_an_appeal_about_itself() {
    let case = Case::about(LEAD).then(&Actor::System, route(Some(LEAD)));
    assert_eq!(case.state(), StateName::Accepted, "the router's choice is not followed");
    for is_final in [false, true] {
        assert_eq!(case.refuses(&desk(), dispatch(LEAD, is_final)), Refusal::ConflictOfInterest);
    }
    let case = case.then(&desk(), dispatch(OTHER, false)).then(&handler_of(OTHER), Command::Sign);
    assert_eq!(case.refuses(&handler_of(OTHER), whistle(LEAD, false)), Refusal::ConflictOfInterest);
}

#[test]
fn a_conflict_of_interest_that_is_upheld_holds_for_ever() {
    let case = Case::dispatched()
        .then(&head(), dispute(DisputeReason::ConflictOfInterest))
        .then(&desk(), rule_on(Ruling::Uphold));
    assert_eq!(case.refuses(&desk(), dispatch(LEAD, true)), Refusal::ConflictOfInterest);
    let reopened = case
        .then(&desk(), dispatch(OTHER, false))
        .then(&handler_of(OTHER), Command::Sign)
        .then(&handler_of(OTHER), reply())
        .then(&head_of(OTHER), Command::Approve)
        .then(&firm(), rate(5))
        .then(&firm(), Command::Reopen { reason: why(), attachments: vec![] })
        .then(&Actor::System, route(Some(LEAD)));
    assert_eq!(reopened.state(), StateName::Accepted);
    assert_eq!(reopened.refuses(&desk(), dispatch(LEAD, true)), Refusal::ConflictOfInterest);
}

#[test]
fn a_return_that_is_rejected_makes_the_order_final() {
    let case = Case::dispatched().then(&head(), dispute(DisputeReason::OtherLead));
    assert_eq!(case.appeal.custodian(), Custodian::DispatchDesk);
    let case = case.then(&desk(), rule_on(Ruling::Reject));
    assert_eq!(case.appeal.custodian(), Custodian::Department { id: LEAD });
    let again = case.refuses(&head(), dispute(DisputeReason::OtherLead));
    assert_eq!(again, Refusal::FinalDesignation);
}

#[test]
fn a_department_returns_an_appeal_once_and_gets_it_back_only_for_good() {
    let case = Case::dispatched()
        .then(&head(), dispute(DisputeReason::OtherLead))
        .then(&desk(), rule_on(Ruling::Uphold));
    assert_eq!(case.refuses(&desk(), dispatch(LEAD, false)), Refusal::ReturnedBefore);
    let routed = case.clone().then(&Actor::System, route(Some(LEAD)));
    assert_eq!(routed.state(), StateName::Accepted, "nor does the router send it there");
    let back = case.then(&desk(), dispatch(LEAD, true));
    let refusal = back.refuses(&head(), dispute(DisputeReason::NotOurDuty));
    assert_eq!(refusal, Refusal::FinalDesignation);
}

#[test]
fn a_second_return_is_refused_even_where_the_order_is_not_final() {
    let mut case = Case::dispatched();
    case.appeal.returned_by.push(LEAD);
    let refusal = case.refuses(&head(), dispute(DisputeReason::NotOurDuty));
    assert_eq!(refusal, Refusal::AlreadyReturned);
}

#[test]
fn another_department_may_return_it_too() {
    let case = Case::dispatched()
        .then(&head(), dispute(DisputeReason::OtherLead))
        .then(&desk(), rule_on(Ruling::Uphold))
        .then(&desk(), dispatch(OTHER, false));
    let case = case.then(&head_of(OTHER), dispute(DisputeReason::WrongCounty));
    assert_eq!(case.appeal.returned_by, vec![LEAD, OTHER]);
}
