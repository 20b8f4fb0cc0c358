//! Rating, reopening, publication.

use super::*;

#[test]
fn a_score_is_1_to_5() {
    for score in [0, 6] {
        assert_eq!(Case::feedback().refuses(&firm(), rate(score)), Refusal::ScoreOutOfRange);
    }
}

#[test]
fn silence_closes_the_appeal_unrated() {
    let mut case = Case::feedback();
    let events = case.take(&Actor::System, &Command::LapseRating);
    assert_eq!(events, vec![Event::Closed { outcome: Outcome::Resolved, rated: false }]);
}

fn reopen() -> Command {
    Command::Reopen { reason: "又发生了".into(), attachments: vec![] }
}

#[test]
fn a_closed_appeal_is_reopened_within_its_window_and_begins_again() {
    let mut case = Case::feedback().then(&firm(), rate(1));
    case = case.then(&handler(), reply()).then(&head(), Command::Approve).then(&firm(), rate(5));
    let over = case.clone().then(&Actor::System, Command::LapseReopen);
    assert_eq!(over.refuses(&firm(), reopen()), Refusal::ReopenOver);
    let case = case.then(&firm(), reopen());
    assert_eq!(case.state(), StateName::Submitted);
    assert_eq!((case.appeal.rounds.rework, case.appeal.handler), (0, None));
    assert!(!case.appeal.contacted);
}

#[test]
fn only_with_the_firms_consent_is_anything_published() {
    let text =
        || PublicText { title: "融资".into(), question: "问".into(), answer: "答".into() };
    let propose = || Command::ProposePublication { text: text() };
    let decide = |agreed| Command::DecidePublication { agreed };
    let case = Case::closed();
    assert!(!case.permits(&firm(), Action::DecidePublication));
    let case = case.then(&supervisor(), propose());
    assert!(!case.permits(&supervisor(), Action::DecidePublication));
    assert!(!case.permits(&supervisor(), Action::ProposePublication));
    let refused = case.clone().then(&firm(), decide(false));
    assert_eq!(refused.appeal.publication, Publication::None);
    assert!(refused.permits(&supervisor(), Action::ProposePublication));
    let published = case.then(&firm(), decide(true));
    assert_eq!(published.appeal.publication, Publication::Published { text: text() });
    for actor in [firm(), supervisor()] {
        let gone = published.clone().then(&actor, Command::Unpublish { reason: why() });
        assert_eq!(gone.appeal.publication, Publication::None);
    }
}
