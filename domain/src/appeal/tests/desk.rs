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

#[test]
fn a_dispatcher_hears_of_what_the_router_was_sure_of_and_a_person_decides() {
    let mut sure = decision();
    (sure.automatic, sure.department) = (true, Some("finance".into()));
    let route = Command::Route { decision: sure.clone(), department: Some(LEAD) };
    let mut followed = Case::filed();
    assert!(followed.take(&Actor::System, &route).contains(&Event::Routed { decision: sure }));
    assert_eq!(followed.state(), StateName::Dispatched);
    let returned = Case::dispatched()
        .then(&head(), dispute(DisputeReason::OtherLead))
        .then(&desk(), rule_on(Ruling::Uphold));
    let cases = [
        (Case::manual(), "manual_intake"),
        (Case::about(LEAD), "department_unfit"),
        (returned, "department_unfit"),
    ];
    for (mut case, why) in cases {
        let events = case.take(&Actor::System, &route);
        let Some(Event::Routed { decision }) = events.last() else { panic!("{events:?}") };
        assert_eq!((decision.automatic, &decision.department), (false, &None));
        assert_eq!((decision.reasons[0].rule.as_str(), decision.reasons[0].holds), (why, true));
        let told = crate::notice::plan(&events[events.len() - 1], None);
        assert_eq!(told.len(), 1, "the dispatchers are told");
    }
}

#[test]
fn a_manual_appeal_comes_back_to_the_desk_with_what_the_firm_was_asked_for() {
    let ask = || Command::AskInfo { question: "哪家银行？".into() };
    let answer = || Command::Supplement { text: "建行".into(), attachments: vec![] };
    let manual = Case::manual().then(&desk(), Command::Accept).then(&desk(), ask());
    let manual = manual.then(&firm(), answer()).then(&Actor::System, route(Some(LEAD)));
    assert_eq!(manual.state(), StateName::Submitted, "taken in anew, with what is known now");
    let other = Case::filed().then(&Actor::System, route(None)).then(&desk(), ask());
    let other = other.then(&firm(), answer()).then(&Actor::System, route(Some(LEAD)));
    assert_eq!(other.state(), StateName::Dispatched);
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
fn who_declined_it_once_decides_again_when_it_is_reopened_on_new_facts() {
    let case = Case::filed()
        .then(&desk(), decline(DeclineCode::NoSubstance, None))
        .then(&firm(), Command::AppealDecline { reason: why() })
        .then(&supervisor(), Command::Accept);
    assert_eq!(
        case.refuses(&desk(), decline(DeclineCode::NoSubstance, None)),
        Refusal::OwnDecision,
        "nor when somebody else has taken it in"
    );
    let reopened = case
        .then(&Actor::System, route(Some(LEAD)))
        .then(&handler(), Command::Sign)
        .then(&handler(), reply())
        .then(&head(), Command::Approve)
        .then(&firm(), rate(5))
        .then(&firm(), Command::Reopen { reason: why(), attachments: vec![] });
    assert!(reopened.permits(&desk(), Action::Accept));
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
fn a_department_returns_an_order_only_within_its_time() {
    let lapse = || Command::LapseReturn;
    let mut case = Case::dispatched();
    assert_eq!(case.take(&Actor::System, &lapse()), vec![Event::ReturnLapsed]);
    assert_eq!(Event::ReturnLapsed.audience(), Audience::Staff);
    assert_eq!(crate::notice::plan(&Event::ReturnLapsed, None), vec![]);
    let refusal = case.refuses(&head(), dispute(DisputeReason::NotOurDuty));
    assert_eq!((refusal.code(), refusal), ("return_over", Refusal::ReturnOver));
    assert!(!case.permits(&head(), Action::Dispute));
    assert!(case.permits(&head(), Action::Sign), "all else goes on");
    assert_eq!(case.refuses(&Actor::System, lapse()).code(), "wrong_state", "once is enough");
    assert_eq!(Case::in_progress().refuses(&Actor::System, lapse()).code(), "wrong_state");
}

#[test]
fn every_order_has_its_own_time_for_returning_and_a_final_one_has_none() {
    let back = Case::dispatched()
        .then(&head(), dispute(DisputeReason::OtherLead))
        .then(&desk(), rule_on(Ruling::Uphold))
        .then(&desk(), dispatch(OTHER, false));
    assert!(back.permits(&head_of(OTHER), Action::Dispute));
    let late = back.then(&Actor::System, Command::LapseReturn);
    assert!(!late.permits(&head_of(OTHER), Action::Dispute));
    let dispute = dispute(DisputeReason::OtherLead);
    let kept = Case::dispatched().then(&head(), dispute.clone());
    let kept = kept.then(&desk(), rule_on(Ruling::Reject));
    assert_eq!(kept.refuses(&Actor::System, Command::LapseReturn).code(), "wrong_state");
    assert_eq!(kept.refuses(&head(), dispute), Refusal::FinalDesignation);
}

#[test]
fn an_order_stored_before_there_was_a_time_for_returning_is_read_as_open() {
    let mut stored = serde_json::to_value(&Case::dispatched().appeal).unwrap();
    assert!(stored["state"].as_object_mut().unwrap().remove("return_over").is_some());
    let read: Appeal = serde_json::from_value(stored).unwrap();
    assert_eq!(read, Case::dispatched().appeal);
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
