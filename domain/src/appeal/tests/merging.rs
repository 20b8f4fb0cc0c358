//! Merging, following, splitting.

use super::*;

const PARENT: Uuid = Uuid::from_u128(50);
const CHILD: Uuid = Uuid::from_u128(51);

fn merge() -> Command {
    Command::Merge { into: PARENT, number: "QY-1".into() }
}

fn take_in() -> Command {
    Command::TakeIn { appeal: CHILD, number: "QY-2".into() }
}

fn follow(moved: ParentMove) -> Command {
    let text = Some("已解决".into());
    Command::Follow { moved, text, outcome: Some(ReplyOutcome::Resolved) }
}

#[test]
fn a_merged_appeal_goes_back_to_where_it_stood() {
    let unmerge = || Command::Unmerge { reason: why() };
    let case = Case::filed().then(&desk(), merge());
    assert_eq!(case.appeal.custodian(), Custodian::Nobody);
    assert_eq!(case.then(&desk(), unmerge()).state(), StateName::Submitted);
    let case = Case::filed().then(&Actor::System, route(None)).then(&desk(), merge());
    let alone = case.clone().then(&supervisor(), unmerge());
    assert_eq!(alone.state(), StateName::Accepted);
    let alone = case.then(&Actor::System, unmerge());
    assert_eq!(alone.state(), StateName::Accepted, "what it hung on was withdrawn");
}

#[test]
fn the_firm_of_a_merged_appeal_rates_each_reply_once() {
    let case = Case::filed().then(&desk(), merge());
    assert_eq!(case.refuses(&firm(), rate(5)).code(), "wrong_state");
    let case = case.then(&Actor::System, follow(ParentMove::Replied)).then(&firm(), rate(1));
    assert_eq!(case.state(), StateName::Merged, "its own firm decides on rework");
    assert_eq!(case.refuses(&firm(), rate(5)).code(), "wrong_state");
    let case = case.then(&Actor::System, follow(ParentMove::Reworked));
    assert!(!case.permits(&firm(), Action::Rate));
    let case = case
        .then(&Actor::System, follow(ParentMove::Replied))
        .then(&Actor::System, follow(ParentMove::Closed));
    assert!(case.permits(&firm(), Action::Rate), "closing takes nothing away");
}

#[test]
fn nothing_hangs_on_an_appeal_that_is_answered_or_over_or_hangs_itself() {
    let merged = Case::filed().then(&desk(), merge());
    for case in [Case::feedback(), Case::closed(), merged] {
        assert_eq!(case.refuses(&Actor::System, take_in()), Refusal::BadMergeTarget);
    }
    let case = Case::in_progress().then(&Actor::System, take_in());
    assert_eq!(case.refuses(&Actor::System, take_in()), Refusal::BadMergeTarget);
    let let_go = Command::LetGo { appeal: CHILD };
    assert!(case.then(&Actor::System, let_go).appeal.merged_here.is_empty());
}

#[test]
fn an_appeal_that_others_hang_on_is_not_merged_itself() {
    let case = Case::filed().then(&Actor::System, take_in());
    assert_eq!(case.refuses(&desk(), merge()), Refusal::HasMerged);
}

#[test]
fn what_is_withdrawn_or_declined_lets_go_of_what_hangs_on_it() {
    let case = Case::dispatched().then(&Actor::System, take_in());
    let gone = case.then(&firm(), Command::Withdraw { reason: None });
    assert!(gone.appeal.merged_here.is_empty());
    let (code, reason) = (DeclineCode::NoSubstance, why());
    let gone = Case::filed()
        .then(&Actor::System, take_in())
        .then(&desk(), Command::Decline { code, reason, channel: None });
    assert!(gone.appeal.merged_here.is_empty());
}

#[test]
fn matters_are_split_off_on_the_desk_and_the_rest_stays() {
    let part = SplitPart { appeal: CHILD, number: "QY-3".into(), title: "用电".into() };
    let split = || Command::Split { parts: vec![part.clone()] };
    let case = Case::filed().then(&Actor::System, route(None)).then(&desk(), split());
    assert_eq!(case.state(), StateName::Accepted);
    assert_eq!(Case::dispatched().refuses(&desk(), split()).code(), "wrong_state");
}
