//! What the lead department does: signing, replying, asking for time, putting aside, ending.

use super::*;

#[test]
fn the_main_path_ends_closed_and_resolved() {
    let case = Case::closed();
    let outcome = Outcome::Resolved;
    let closed = State::Closed { department: Some(LEAD), outcome, reopenable: true };
    assert_eq!(case.appeal.state, closed);
    assert_eq!(case.appeal.custodian(), Custodian::Nobody);
}

#[test]
fn an_unsatisfied_rating_comes_back_twice_then_to_the_supervisors_then_closes() {
    let mut case = Case::feedback();
    for round in 1..=2 {
        case = case.then(&firm(), rate(3));
        assert_eq!(case.appeal.rounds.rework, round);
        assert_eq!(case.appeal.custodian(), Custodian::Department { id: LEAD });
        case = case.then(&handler(), reply()).then(&head(), Command::Approve);
    }
    case = case.then(&firm(), rate(3));
    assert_eq!(case.state(), StateName::Rework);
    assert_eq!(case.appeal.custodian(), Custodian::Supervisor);
    case = case.then(&handler(), reply()).then(&head(), Command::Approve).then(&firm(), rate(1));
    assert_eq!(case.state(), StateName::Closed);
}

#[test]
fn a_reply_sent_back_returns_to_where_it_was_written() {
    let back = || Command::ReturnReply { reason: why() };
    let case = Case::in_progress().then(&handler(), reply()).then(&head(), back());
    assert_eq!(case.state(), StateName::InProgress);
    let case = Case::feedback().then(&firm(), rate(1)).then(&handler(), reply());
    assert_eq!(case.then(&head(), back()).state(), StateName::Rework);
}

#[test]
fn an_unsigned_order_is_signed_by_the_clock() {
    let case = Case::dispatched().then(&Actor::System, Command::AutoSign);
    assert_eq!(case.state(), StateName::InProgress);
    assert_eq!(case.appeal.handler, None);
}

#[test]
fn an_extension_is_asked_for_endorsed_and_granted_within_the_profile() {
    let ask = |amount| Command::RequestExtension { amount, reason: why() };
    let case = Case::in_progress();
    let code = |amount| case.refuses(&handler(), ask(amount)).code();
    assert_eq!((code(0), code(11)), ("extension_empty", "extension_too_long"));
    let asked = case.clone().then(&handler(), ask(10));
    assert_eq!(asked.appeal.custodian(), Custodian::Supervisor);
    assert!(asked.permits(&head(), Action::Approve));
    let endorsed = asked.clone().then(&head(), Command::Approve);
    assert!(matches!(endorsed.appeal.state, State::ExtensionPending { endorsed: true, .. }));
    assert!(!endorsed.permits(&head(), Action::Approve), "once is enough");
    let granted = endorsed.then(&supervisor(), Command::GrantExtension);
    assert_eq!(granted.appeal.term.granted, vec![10]);
    assert_eq!(granted.refuses(&handler(), ask(1)).code(), "extension_used_up");
    let refused = asked.then(&head(), Command::RefuseExtension { reason: why() });
    assert!(refused.permits(&handler(), Action::RequestExtension), "nothing was used up");
}

#[test]
fn what_the_head_asks_for_is_endorsed_already() {
    let case = Case::in_progress();
    let case = case.then(&head(), Command::RequestExtension { amount: 1, reason: why() });
    assert!(matches!(case.appeal.state, State::ExtensionPending { endorsed: true, .. }));
}

#[test]
fn extensions_up_to_a_total_add_up() {
    let rule = ExtensionRule::InAll { total: 30 };
    let promise = Promise { amount: Amount::new(15), rule, statutory: false };
    let ask = |amount| Command::RequestExtension { amount, reason: why() };
    let case = Case::promised(promise)
        .then(&Actor::System, route(Some(LEAD)))
        .then(&handler(), Command::Sign)
        .then(&handler(), ask(10))
        .then(&supervisor(), Command::GrantExtension);
    assert_eq!(case.refuses(&handler(), ask(6)).code(), "extension_too_long");
    let case = case.then(&handler(), ask(5)).then(&supervisor(), Command::GrantExtension);
    assert_eq!(case.refuses(&handler(), ask(1)).code(), "extension_used_up");
}

#[test]
fn no_extension_is_asked_for_when_the_deadline_has_passed() {
    let mut case = Case::in_progress();
    let (stage, due_at) = (crate::sla::profile::Stage::Resolve, case.now);
    case.happens(Event::ClockBreached { stage, due_at, department: Some(LEAD) });
    let ask = Command::RequestExtension { amount: 1, reason: why() };
    assert_eq!(case.refuses(&handler(), ask), Refusal::TooLate);
}

fn park() -> Command {
    Command::Park { reason: "等待上级政策".into() }
}

fn effects_of(case: &mut Case, actor: &Actor, command: &Command) -> Vec<clockwork::ClockEffect> {
    let events = case.take(actor, command);
    events.iter().flat_map(|event| clockwork::effects(event, &case.appeal)).collect()
}

#[test]
fn a_parking_is_granted_reported_on_and_ended() {
    let mut case = Case::in_progress();
    assert!(effects_of(&mut case, &handler(), &park()).contains(&clockwork::ClockEffect::Pause));
    assert_eq!(case.appeal.custodian(), Custodian::Supervisor);
    let mut case = case.then(&supervisor(), Command::GrantParking);
    assert_eq!(case.appeal.custodian(), Custodian::Department { id: LEAD });
    assert!(!case.permits(&supervisor(), Action::RefuseParking), "granted is granted");
    case = case.then(&handler(), Command::ReportParking { text: "仍在等待".into() });
    assert_eq!(case.state(), StateName::Parked);
    let resume = Command::Resume { reason: why() };
    let effects = effects_of(&mut case, &handler(), &resume);
    assert!(effects.contains(&clockwork::ClockEffect::Resume));
    assert_eq!(case.state(), StateName::InProgress);
}

#[test]
fn a_parking_that_nobody_granted_never_stopped_the_clock() {
    let undone = clockwork::ClockEffect::UndoPause;
    let mut case = Case::in_progress().then(&handler(), park());
    let resume = Command::Resume { reason: why() };
    assert!(effects_of(&mut case, &handler(), &resume).contains(&undone));
    let mut case = case.then(&handler(), park());
    let refuse = Command::RefuseParking { reason: why() };
    assert!(effects_of(&mut case, &supervisor(), &refuse).contains(&undone));
    assert_eq!(case.state(), StateName::InProgress);
}

#[test]
fn a_supervisor_parks_without_asking_unless_it_is_the_own_department() {
    let case = Case::in_progress();
    let parked = case.clone().then(&supervisor(), park());
    assert!(matches!(parked.appeal.state, State::Parked { granted: true, .. }));
    let both = person(HANDLER, &[Role::Handler, Role::Supervisor], Some(LEAD));
    let asked = case.then(&both, park());
    assert!(matches!(asked.appeal.state, State::Parked { granted: false, .. }));
    assert_eq!(asked.refuses(&both, Command::GrantParking), Refusal::OwnRequest);
}

#[test]
fn a_statutory_clock_is_not_parked() {
    let promise = Promise {
        amount: Amount::new(30),
        rule: ExtensionRule::InAll { total: 90 },
        statutory: true,
    };
    let case = Case::promised(promise)
        .then(&Actor::System, route(Some(LEAD)))
        .then(&handler(), Command::Sign);
    for actor in [handler(), head(), supervisor()] {
        assert_eq!(case.refuses(&actor, park()), Refusal::StatutoryClock);
    }
    assert!(case.permits(&handler(), Action::RequestExtension), "the law extends it");
}

#[test]
fn a_termination_is_a_supervisors_decision() {
    let ask = || Command::RequestTermination { reason: "企业已注销".into() };
    let asked = Case::in_progress().then(&handler(), ask());
    assert_eq!(asked.appeal.custodian(), Custodian::Supervisor);
    assert_eq!(asked.refuses(&handler(), reply()), Refusal::TerminationPending);
    assert_eq!(asked.refuses(&handler(), ask()), Refusal::TerminationPending);
    let no = Command::RefuseTermination { reason: why() };
    let refused = asked.clone().then(&supervisor(), no);
    assert!(refused.permits(&handler(), Action::Reply));
    assert!(!refused.permits(&supervisor(), Action::ApproveTermination), "nobody asks any more");
    let ended = asked.then(&supervisor(), Command::ApproveTermination);
    assert!(matches!(ended.appeal.state, State::Closed { outcome: Outcome::Terminated, .. }));
}
