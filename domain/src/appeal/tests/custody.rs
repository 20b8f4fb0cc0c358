//! Who used up the time.

use super::super::custody::{Custody, spans};
use super::*;

fn told(case: &Case) -> Vec<(Custodian, i64)> {
    let spans = spans(&case.history, case.now);
    for pair in spans.windows(2) {
        assert!(pair[0].until <= pair[1].from, "spans overlap: {pair:?}");
    }
    let hours = |span: &Custody| (span.until - span.from).num_hours();
    spans.iter().map(|span| (span.custodian, hours(span))).collect()
}

const LEADS: Custodian = Custodian::Department { id: LEAD };

#[test]
fn every_hour_is_somebodys_from_filing_to_the_end() {
    let case = Case::filed()
        .after_hours(1)
        .then(&Actor::System, route(None))
        .after_hours(1)
        .then(&desk(), dispatch(LEAD, false))
        .after_hours(3)
        .then(&handler(), Command::Sign)
        .after_hours(4)
        .then(&handler(), Command::Park { reason: why() })
        .after_hours(5)
        .then(&supervisor(), Command::GrantParking)
        .after_hours(6)
        .then(&handler(), Command::Resume { reason: why() })
        .then(&handler(), reply())
        .after_hours(7)
        .then(&head(), Command::Approve)
        .after_hours(8)
        .then(&firm(), rate(5))
        .after_hours(9);
    let expected = vec![
        (Custodian::DispatchDesk, 2),
        (LEADS, 7),
        (Custodian::Supervisor, 5),
        (LEADS, 13),
        (Custodian::Firm, 8),
    ];
    assert_eq!(told(&case), expected);
    let spans = spans(&case.history, case.now);
    assert!(spans.windows(2).all(|pair| pair[0].until == pair[1].from));
}

#[test]
fn the_time_of_a_merge_that_was_undone_is_the_desks() {
    let case = Case::filed()
        .after_hours(2)
        .then(&desk(), Command::Merge { into: Uuid::from_u128(50), number: "QY-1".into() })
        .after_hours(3);
    assert_eq!(told(&case), vec![(Custodian::DispatchDesk, 2)]);
    let case = case
        .then(&desk(), Command::Unmerge { reason: why() })
        .after_hours(4)
        .then(&Actor::System, route(Some(LEAD)))
        .after_hours(5);
    let desk: i64 = told(&case)
        .iter()
        .filter(|(who, _)| *who == Custodian::DispatchDesk)
        .map(|(_, hours)| hours)
        .sum();
    assert_eq!(desk, 9);
    assert_eq!(told(&case).last(), Some(&(LEADS, 5)));
}

#[test]
fn nobody_has_what_is_over_until_it_is_reopened() {
    let case = Case::closed()
        .after_hours(50)
        .then(&firm(), Command::Reopen { reason: why(), attachments: vec![] })
        .after_hours(6);
    assert_eq!(told(&case).last(), Some(&(Custodian::DispatchDesk, 6)));
    assert_eq!(told(&case).iter().map(|(_, hours)| hours).sum::<i64>(), 6);
}
