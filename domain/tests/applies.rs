//! Which profile and which calendar an appeal gets, where several claim it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use chrono::NaiveDate;
use domain::calendar::Calendar;
use domain::sla::profile::Profile;
use domain::sla::{Applies, Facts};

fn profile(code: &str) -> Profile {
    Profile::shipped().unwrap().into_iter().find(|p| p.code == code).unwrap()
}

/// A profile that claims what the criteria say: county, chain, category, level.
fn claiming(code: &str, version: u32, from: &str, claims: &[[&str; 4]]) -> Arc<Profile> {
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let applies = claims.iter().map(|[county, chain, category, level]| Applies {
        county: given(county),
        chain: given(chain),
        category: given(category),
        level: given(level),
    });
    let (code, effective_from) = (code.to_owned(), from.parse().unwrap());
    let applies = applies.collect();
    Arc::new(Profile { code, version, effective_from, applies, ..profile("normal") })
}

fn chosen(all: &[Arc<Profile>], facts: Facts<'_>, day: &str) -> String {
    let found = Profile::choose(all, &facts, day.parse().unwrap());
    found.map_or("none".to_owned(), |p| format!("{} {}", p.code, p.version))
}

#[test]
fn the_most_specific_profile_wins_and_ties_have_an_order() {
    let facts = Facts {
        level: "normal",
        category: "financing",
        chain: Some("steel"),
        county: Some("371402"),
    };
    let (county, chain, category, level) = (
        ["371402", "", "", ""],
        ["", "steel", "", ""],
        ["", "", "financing", ""],
        ["", "", "", "normal"],
    );
    // Each line wins over all that follow it.
    let order: [&[[&str; 4]]; 9] = [
        &[["371402", "steel", "financing", "normal"]],
        &[["371402", "steel", "financing", ""]],
        &[["371402", "steel", "", ""]],
        &[["", "steel", "financing", ""]],
        &[["", "", "financing", "normal"]],
        &[county],
        &[chain],
        &[category, ["371403", "steel", "financing", "normal"]],
        &[level],
    ];
    let all: Vec<_> = order
        .iter()
        .enumerate()
        .map(|(n, claims)| claiming(&format!("p{}", 9 - n), 1, "2022-04-01", claims))
        .collect();
    for first in 0..order.len() {
        let mut rest = all[first..].to_vec();
        assert_eq!(chosen(&rest, facts, "2026-01-01"), format!("p{} 1", 9 - first));
        rest.reverse();
        assert_eq!(chosen(&rest, facts, "2026-01-01"), format!("p{} 1", 9 - first));
    }
    // Equal claims go by code, and a claim on everything is weaker than any.
    let twins = [
        claiming("b", 1, "2022-04-01", &[county]),
        claiming("a", 1, "2022-04-01", &[county]),
        claiming("0", 1, "2022-04-01", &[["", "", "", ""]]),
    ];
    assert_eq!(chosen(&twins, facts, "2026-01-01"), "a 1");
    let elsewhere = Facts { county: None, chain: None, ..facts };
    assert_eq!(chosen(&twins, elsewhere, "2026-01-01"), "0 1");
}

#[test]
fn without_claims_a_profile_is_for_the_level_named_like_it() {
    let all: Vec<_> = Profile::shipped().unwrap().into_iter().map(Arc::new).collect();
    for p in &all {
        let facts = Facts { level: &p.code, category: "other", ..Facts::default() };
        assert_eq!(chosen(&all, facts, "2026-01-01"), format!("{} 1", p.code));
        assert_eq!(chosen(&all, facts, "2022-03-31"), "none");
    }
    let facts = Facts { level: "unheard-of", category: "other", ..Facts::default() };
    assert_eq!(chosen(&all, facts, "2026-01-01"), "none");
}

#[test]
fn only_the_newest_version_in_effect_claims_an_appeal() {
    let county = [["371402", "", "", ""]];
    let all = [
        claiming("x", 2, "2026-06-01", &[["", "steel", "", ""]]),
        claiming("x", 1, "2026-01-01", &county),
        claiming("x", 3, "2027-01-01", &county),
        claiming("normal", 1, "2026-01-01", &[]),
    ];
    let facts = Facts { level: "normal", category: "c", chain: None, county: Some("371402") };
    assert_eq!(chosen(&all, facts, "2025-12-31"), "none");
    assert_eq!(chosen(&all, facts, "2026-05-31"), "x 1");
    // What version 1 claimed has been given up, although version 1 is in effect.
    assert_eq!(chosen(&all, facts, "2026-06-01"), "normal 1");
    assert_eq!(chosen(&all, facts, "2027-01-01"), "x 3");
}

#[test]
fn a_statutory_profile_that_matches_wins_over_the_most_specific() {
    let mut arrears = profile("arrears");
    arrears.applies = vec![Applies { category: Some("arrears".into()), ..Applies::default() }];
    let all = [
        claiming("park", 1, "2022-04-01", &[["371402", "steel", "arrears", "normal"]]),
        Arc::new(arrears),
    ];
    let facts = Facts {
        level: "normal",
        category: "arrears",
        chain: Some("steel"),
        county: Some("371402"),
    };
    assert_eq!(chosen(&all, facts, "2026-01-01"), "arrears 1");
    assert_eq!(chosen(&all, Facts { category: "other", ..facts }, "2026-01-01"), "none");
}

#[test]
fn the_city_is_what_remains_where_no_calendar_claims_an_appeal() {
    let named = |code: &str, applies: Vec<Applies>| {
        Arc::new(Calendar { code: code.into(), applies, ..Calendar::default_city().unwrap() })
    };
    let county = |code: &str| Applies { county: Some(code.into()), ..Applies::default() };
    let level = Applies::to_level("critical");
    let all = [
        named("city", vec![]),
        named("spare", vec![]),
        named("park", vec![county("371402"), county("371403")]),
        named("duty", vec![level]),
    ];
    let date = |text: &str| text.parse::<NaiveDate>().unwrap();
    let day = date("2026-03-04");
    let choose = |facts: Facts<'_>, day| {
        Calendar::choose(&all, &facts, day).map(|calendar| calendar.code.as_str())
    };
    let facts = Facts { level: "normal", category: "financing", ..Facts::default() };
    assert_eq!(choose(facts, day), Some("city"));
    let here = Facts { county: Some("371403"), ..facts };
    assert_eq!(choose(here, day), Some("park"));
    // A county is worth more than a level.
    assert_eq!(choose(Facts { level: "critical", ..here }, day), Some("park"));
    assert_eq!(choose(Facts { level: "critical", ..facts }, day), Some("duty"));
    assert_eq!(choose(facts, date("2006-12-31")), None);
    // A city that claims something remains no longer.
    let claims = [named("city", vec![county("371402")])];
    assert_eq!(Calendar::choose(&claims, &facts, day), None);
}
