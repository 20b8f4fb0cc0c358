//! Departments called to help, and task forces.

use super::*;

fn without_helpers() -> Command {
    Command::Reply {
        text: "先行答复".into(),
        outcome: ReplyOutcome::Explained,
        attachments: vec![],
        without_helpers: Some("协办部门将另行答复".into()),
    }
}

#[test]
fn the_lead_waits_for_a_required_helper_or_says_why_not() {
    let case = Case::in_progress().then(&handler(), whistle(OTHER, true));
    assert_eq!(case.refuses(&handler(), reply()), Refusal::HelpersOpen);
    let overtaken = case.clone().then(&handler(), without_helpers());
    assert_eq!(overtaken.appeal.co_tasks[0].progress, CoProgress::Overtaken);
    let answered = case
        .then(&handler_of(OTHER), Command::ReportIn)
        .then(&handler_of(OTHER), Command::CoReply { text: "已核实".into() });
    assert_eq!(answered.then(&handler(), reply()).state(), StateName::Replied);
}

#[test]
fn a_helper_that_is_not_required_does_not_hold_up_the_reply() {
    let case =
        Case::in_progress().then(&handler(), whistle(OTHER, false)).then(&handler(), reply());
    assert_eq!(case.state(), StateName::Replied);
}

#[test]
fn a_helper_reports_in_once_and_may_do_nothing_after_its_answer() {
    let helper = handler_of(OTHER);
    let case = Case::in_progress().then(&handler(), whistle(OTHER, true));
    let case = case.then(&helper, Command::ReportIn);
    assert_eq!(case.refuses(&helper, Command::ReportIn), Refusal::AlreadyReportedIn);
    let case = case.then(&helper, Command::CoReply { text: "已核实".into() });
    assert_eq!(permitted(&case.appeal, &helper, case.now), vec![]);
}

#[test]
fn nobody_is_called_twice_nor_the_lead_itself() {
    let case = Case::in_progress();
    assert_eq!(case.refuses(&handler(), whistle(LEAD, true)), Refusal::AlreadyCalled);
    assert_eq!(case.refuses(&handler(), Command::Whistle { calls: vec![] }), Refusal::NobodyCalled);
    let case = case.then(&handler(), whistle(OTHER, true));
    assert_eq!(case.refuses(&handler(), whistle(OTHER, false)), Refusal::AlreadyCalled);
    let case = case.then(&head_of(OTHER), Command::CoReply { text: "已核实".into() });
    assert!(case.then(&handler(), whistle(OTHER, false)).appeal.open_co_task(OTHER).is_some());
}

#[test]
fn a_task_force_holds_the_appeal_until_its_mandate_is_over() {
    let member = Uuid::from_u128(60);
    let case = Case::in_progress().then(&supervisor(), force(vec![member], 30));
    assert_eq!(case.appeal.custodian(), Custodian::TaskForce { id: Uuid::from_u128(77) });
    let member = person(member, &[], None);
    assert!(case.permits(&member, Action::Reply));
    assert_eq!(case.refuses(&supervisor(), force(vec![], 30)), Refusal::TaskForceExists);
    let over = case.then(&Actor::System, Command::ExpireTaskForce);
    assert_eq!(over.appeal.custodian(), Custodian::Department { id: LEAD });
    assert!(!over.permits(&member, Action::Reply));
    let dissolve = Command::DissolveTaskForce { reason: why() };
    assert_eq!(over.refuses(&supervisor(), dissolve), Refusal::NoTaskForce);
}

#[test]
fn a_task_force_has_members_and_at_most_a_year() {
    let case = Case::in_progress();
    for (members, days) in [(vec![], 30), (vec![HANDLER], 0), (vec![HANDLER], 366)] {
        assert_eq!(case.refuses(&supervisor(), force(members, days)), Refusal::EmptyTaskForce);
    }
}

#[test]
fn the_reply_of_a_task_force_is_approved_by_the_lead_department() {
    let member = Uuid::from_u128(60);
    let case = Case::in_progress()
        .then(&supervisor(), force(vec![member], 30))
        .then(&person(member, &[], None), reply());
    assert_eq!(case.appeal.custodian(), Custodian::Department { id: LEAD });
    assert_eq!(case.then(&head(), Command::Approve).state(), StateName::Feedback);
}
