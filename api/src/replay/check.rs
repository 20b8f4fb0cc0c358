//! The reconciliation (对账): for every appeal that was accepted, whether everything is there exactly once.

use std::collections::BTreeMap;
use std::fmt;

use service::reconcile::Account;
use uuid::Uuid;

/// The stages that start at each dispatch (domain rule book, section 5).
const AT_DISPATCH: [&str; 2] = ["sign", "return"];

/// Something that is not there exactly once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    /// Fewer than there must be.
    Missing(String),
    /// More than there may be.
    Double(String),
}

impl Fault {
    /// Whether time may heal it.
    pub(crate) const fn may_still_come(&self) -> bool {
        matches!(self, Self::Missing(_))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(what) => write!(f, "缺少 missing: {what}"),
            Self::Double(what) => write!(f, "重复 double: {what}"),
        }
    }
}

/// Where a department or a person can see it: the moment up to which "task visible" is measured.
pub(crate) fn is_visible(account: &Account) -> bool {
    account.in_department || (account.at_desk && count(&account.events, "routed") > 0)
}

fn count(counts: &BTreeMap<String, i64>, name: &str) -> i64 {
    counts.get(name).copied().unwrap_or_default()
}

/// Collects what is wrong with one appeal.
struct Ledger(Vec<Fault>);

impl Ledger {
    fn exactly(&mut self, wanted: i64, found: i64, what: &str) {
        if found < wanted {
            self.0.push(Fault::Missing(format!("{what} ({found}/{wanted})")));
        } else if found > wanted {
            self.0.push(Fault::Double(format!("{what} ({found}/{wanted})")));
        }
    }

    fn at_most_one(&mut self, kind: &str, counts: &BTreeMap<String, i64>, but: &[&str]) {
        for (name, found) in counts.iter().filter(|(name, _)| !but.contains(&name.as_str())) {
            if *found > 1 {
                self.0.push(Fault::Double(format!("{kind} {name} ({found}/1)")));
            }
        }
    }
}

/// What is wrong with an appeal. `promised` are the stages whose clocks the answer to the filing showed.
/// What staff do to an appeal meanwhile is allowed; what the machine did must be there exactly once.
pub(crate) fn faults(account: &Account, promised: &[String]) -> Vec<Fault> {
    let mut ledger = Ledger(Vec::new());
    let dispatched = count(&account.events, "dispatched");
    let events = ["submitted", "accepted", "routed"];
    for kind in events {
        ledger.exactly(1, count(&account.events, kind), &format!("event {kind}"));
    }
    ledger.exactly(i64::from(account.in_department), dispatched, "event dispatched");
    if !account.gapless {
        ledger.0.push(Fault::Missing("a number in the history".to_owned()));
    }
    for stage in promised {
        ledger.exactly(1, count(&account.clocks, stage), &format!("clock {stage}"));
    }
    for stage in AT_DISPATCH {
        ledger.exactly(dispatched.min(1), count(&account.clocks, stage), &format!("clock {stage}"));
    }
    let named: Vec<&str> = promised.iter().map(String::as_str).chain(AT_DISPATCH).collect();
    ledger.at_most_one("clock", &account.clocks, &named);
    ledger.exactly(1, account.most_alike, "notice per recipient and template");
    let firm = [("submitted", 1), ("accepted", 1), ("dispatched", dispatched.min(1))];
    for (template, wanted) in firm {
        ledger.exactly(wanted, count(&account.firm, template), &format!("firm notice {template}"));
    }
    ledger.at_most_one("firm notice", &account.firm, &firm.map(|(template, _)| template));
    let to_firm: i64 = account.firm.values().sum();
    if count(&account.notices, "inbox/sent") <= to_firm {
        ledger.0.push(Fault::Missing("notice to the staff".to_owned()));
    }
    for (name, found) in account.notices.iter().filter(|(name, _)| name.ends_with("/failed")) {
        ledger.0.push(Fault::Missing(format!("delivery {name} ({found})")));
    }
    if !is_visible(account) {
        ledger.0.push(Fault::Missing("a place in a list".to_owned()));
    }
    ledger.0
}

/// Appeals that a firm's own list shows but nobody was told of, although they carry the title of one
/// that was filed: a filing whose answer was lost and that was then made a second time.
pub(crate) fn strays<'l>(
    listed: impl Iterator<Item = (Uuid, &'l str)>,
    known: &std::collections::HashSet<Uuid>,
    titles: &std::collections::HashSet<&str>,
) -> Vec<Uuid> {
    listed
        .filter(|(id, title)| !known.contains(id) && titles.contains(title))
        .map(|(id, _)| id)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(names: &[&str]) -> BTreeMap<String, i64> {
        names.iter().map(|name| ((*name).to_owned(), 1)).collect()
    }

    fn promised() -> Vec<String> {
        ["dispatch", "first_contact", "resolve"].map(str::to_owned).to_vec()
    }

    fn dispatched() -> Account {
        let mut notices = counts(&["wechat/refused", "wecom/sent"]);
        notices.insert("inbox/sent".to_owned(), 5);
        Account {
            state: "dispatched".to_owned(),
            events: counts(&["submitted", "accepted", "routed", "dispatched"]),
            clocks: counts(&["dispatch", "first_contact", "resolve", "sign", "return"]),
            gapless: true,
            most_alike: 1,
            notices,
            firm: counts(&["submitted", "accepted", "dispatched"]),
            in_department: true,
            at_desk: false,
        }
    }

    fn at_desk() -> Account {
        let mut notices = counts(&[]);
        notices.insert("inbox/sent".to_owned(), 3);
        Account {
            state: "accepted".to_owned(),
            events: counts(&["submitted", "accepted", "routed"]),
            clocks: counts(&["dispatch", "first_contact", "resolve"]),
            notices,
            firm: counts(&["submitted", "accepted"]),
            in_department: false,
            at_desk: true,
            ..dispatched()
        }
    }

    #[test]
    fn a_whole_appeal_has_no_faults() {
        assert_eq!(faults(&dispatched(), &promised()), []);
        assert_eq!(faults(&at_desk(), &promised()), []);
    }

    #[test]
    fn an_appeal_that_is_only_submitted_is_in_no_list() {
        let account = Account { events: counts(&["submitted"]), ..at_desk() };
        assert!(!is_visible(&account));
        assert!(is_visible(&at_desk()) && is_visible(&dispatched()));
    }

    /// One of an account's counts.
    type Place = fn(&mut Account) -> &mut BTreeMap<String, i64>;

    #[test]
    fn every_count_that_is_one_too_few_or_too_many_is_found() {
        for whole in [dispatched(), at_desk()] {
            let places: [Place; 3] =
                [|one| &mut one.events, |one| &mut one.clocks, |one| &mut one.firm];
            for place in places {
                let names: Vec<String> = place(&mut whole.clone()).keys().cloned().collect();
                for name in names {
                    let mut account = whole.clone();
                    place(&mut account).insert(name.clone(), 2);
                    let found = faults(&account, &promised());
                    assert!(
                        found.iter().any(|one| !one.may_still_come()),
                        "{name} twice: {found:?}"
                    );
                    place(&mut account).remove(&name);
                    let found = faults(&account, &promised());
                    assert!(!found.is_empty(), "without {name}");
                }
            }
        }
    }

    #[test]
    fn gaps_twins_and_failed_deliveries_are_found() {
        let found = faults(&Account { gapless: false, ..dispatched() }, &promised());
        assert_eq!(found.len(), 1);
        let found = faults(&Account { most_alike: 2, ..dispatched() }, &promised());
        assert!(matches!(found[..], [Fault::Double(_)]));
        let mut account = dispatched();
        account.notices.insert("wecom/failed".to_owned(), 1);
        assert_eq!(faults(&account, &promised()).len(), 1);
        let mut account = at_desk();
        account.notices.insert("inbox/sent".to_owned(), 2);
        assert!(matches!(faults(&account, &promised())[..], [Fault::Missing(_)]));
    }

    #[test]
    fn what_staff_do_meanwhile_is_no_fault() {
        let mut account = dispatched();
        for kind in ["assigned", "signed", "contacted"] {
            account.events.insert(kind.to_owned(), 1);
        }
        account.events.insert("noted".to_owned(), 3);
        account.firm.insert("contacted".to_owned(), 1);
        account.notices.insert("inbox/sent".to_owned(), 7);
        assert_eq!(faults(&account, &promised()), []);
    }

    #[test]
    fn a_listed_appeal_nobody_was_told_of_is_a_stray_only_under_a_filed_title() {
        let ids: Vec<Uuid> = (1..=3).map(Uuid::from_u128).collect();
        let listed = [(ids[0], "甲"), (ids[1], "甲"), (ids[2], "别人的")];
        let found = strays(listed.into_iter(), &[ids[0]].into(), &["甲", "乙"].into());
        assert_eq!(found, [ids[1]]);
    }
}
