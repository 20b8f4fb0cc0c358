//! Urging and supervision orders.

use super::*;

fn urge(case: &Case) -> Command {
    Command::Urge { message: None, rest_until: case.now + TimeDelta::hours(24) }
}

#[test]
fn an_appeal_is_urged_again_only_after_a_rest() {
    let case = Case::dispatched();
    let until = case.now + TimeDelta::hours(24);
    let first = urge(&case);
    let case = case.then(&firm(), first).after_hours(23);
    assert_eq!(case.refuses(&firm(), urge(&case)), Refusal::UrgedLately { until });
    let case = case.after_hours(1);
    assert!(case.permits(&firm(), Action::Urge));
}

fn supervise() -> Command {
    Command::Supervise { demand: "请说明进度".into() }
}

fn answer() -> Command {
    Command::AnswerSupervision { text: "本周办结".into() }
}

#[test]
fn a_supervision_order_is_answered_by_the_head_of_whom_it_is_demanded() {
    let case = Case::in_progress().then(&supervisor(), supervise());
    assert_eq!(case.refuses(&handler(), answer()).code(), "not_permitted");
    assert_eq!(case.refuses(&desk(), answer()).code(), "not_permitted");
    let case = case.then(&supervisor(), supervise());
    assert_eq!(case.appeal.orders.len(), 2);
    let case = case.then(&head(), answer());
    assert_eq!(case.appeal.orders, vec![]);
    assert!(!case.permits(&head(), Action::AnswerSupervision));
    assert_eq!(case.then(&supervisor(), supervise()).appeal.orders[0].number, 3);
}

#[test]
fn while_a_return_is_before_the_desk_the_desk_is_supervised() {
    let case = Case::dispatched()
        .then(&head(), dispute(DisputeReason::OtherLead))
        .then(&supervisor(), supervise());
    assert!(case.permits(&desk(), Action::AnswerSupervision));
    assert!(!case.permits(&head(), Action::AnswerSupervision));
}

#[test]
fn the_ladder_orders_whoever_is_late() {
    let demand = || "逾期，请说明".into();
    let case = Case::in_progress()
        .then(&Actor::System, Command::OrderByLadder { demand: demand(), department: None })
        .then(&Actor::System, Command::OrderByLadder { demand: demand(), department: Some(OTHER) });
    let numbers = |case: &Case| case.appeal.orders.iter().map(|o| o.number).collect::<Vec<_>>();
    let answered = case.clone().then(&head_of(OTHER), answer());
    assert_eq!(numbers(&answered), vec![1]);
    assert_eq!(numbers(&case.then(&desk(), answer())), vec![2]);
}

#[test]
fn who_heads_a_department_and_sits_on_the_desk_answers_for_each_apart() {
    let order = |department| Command::OrderByLadder { demand: why(), department };
    let both = person(HEAD, &[Role::DepartmentHead, Role::Dispatcher], Some(LEAD));
    let mut case = Case::in_progress();
    for department in [None, Some(LEAD), None] {
        case = case.then(&Actor::System, order(department));
    }
    let events = case.take(&both, &answer());
    let said: Vec<_> = events
        .iter()
        .map(|event| match event {
            Event::SupervisionAnswered { numbers, department, .. } => {
                (numbers.clone(), *department)
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(said, vec![(vec![1, 3], None), (vec![2], Some(LEAD))]);
    assert_eq!(case.appeal.orders, vec![]);
}

#[test]
fn an_upheld_return_frees_the_department_of_its_orders() {
    let case = Case::dispatched()
        .then(&supervisor(), supervise())
        .then(&head(), dispute(DisputeReason::OtherLead))
        .then(&desk(), rule_on(Ruling::Uphold));
    assert_eq!(case.appeal.orders, vec![]);
}
