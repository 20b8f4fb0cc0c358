//! The six shipped profiles and their ladder, against the rule book's table.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::TimeDelta;
use domain::calendar::Calendar;
use domain::sla::profile::{
    Card, ExtensionRefusal, ExtensionRule, Profile, ProfileFault, Rung, RungAction, Stage, When,
};
use domain::sla::{Amount, Applies, ClockTerms, Pause, Unit, due, rung_moments, yellow_at};
use domain::time::Timestamp;

fn at(text: &str) -> Timestamp {
    format!("{}+08:00", text.replace(' ', "T"))
        .parse::<chrono::DateTime<chrono::FixedOffset>>()
        .unwrap()
        .into()
}

fn profile(code: &str) -> Profile {
    Profile::shipped().unwrap().into_iter().find(|p| p.code == code).unwrap()
}

#[test]
fn the_six_profiles_are_those_of_the_rule_book() {
    let table: Vec<String> = Profile::shipped()
        .unwrap()
        .iter()
        .map(|p| {
            let cells = Stage::ALL[..7].iter().map(|&stage| {
                p.stage(stage)
                    .map_or("-".to_owned(), |c| format!("{}{}", c.amount.get(), c.unit.as_str()))
            });
            format!("{}: {}", p.code, cells.collect::<Vec<_>>().join(" "))
        })
        .collect();
    assert_eq!(
        table,
        [
            "critical: 10minute 30minute 2hour 24hour 1hour 1workday 24hour",
            "urgent: 1workhour 2workhour 4workhour 2workday 4workhour 1workday 1workday",
            "consult: 4workhour 1workday 1workday 2workday 1workday 1workday 1workday",
            "normal: 1workday 1workday 2workday 5workday 2workday 1workday 3workday",
            "complex: 1workday 1workday 3workday 15workday 2workday 1workday 5workday",
            "arrears: 10workday 1workday - 30day 2workday 1workday -",
        ]
    );
    for p in Profile::shipped().unwrap() {
        let rating = p.stage(Stage::Rating).unwrap();
        assert_eq!((rating.unit, rating.amount.get()), (Unit::Workday, 5));
        assert_eq!(p.statutory, p.code == "arrears");
        assert!(p.ladder_of(Stage::Rating).is_empty());
        let json = serde_json::to_string(&[&p]).unwrap();
        assert_eq!(Profile::parse_list(&json).unwrap(), [p]);
    }
}

#[test]
fn extensions_stay_within_the_profile() {
    let five = Amount::new(5).unwrap();
    let normal = profile("normal").extension;
    assert_eq!(normal.permits(five, &[], 10), Ok(()));
    assert_eq!(normal.permits(five, &[], 11), Err(ExtensionRefusal::TooMuch(10)));
    assert_eq!(normal.permits(five, &[1], 1), Err(ExtensionRefusal::UsedUp));
    assert_eq!(normal.permits(five, &[], 0), Err(ExtensionRefusal::Empty));
    assert_eq!(profile("critical").extension, ExtensionRule::None);
    let (fifteen, complex) = (Amount::new(15).unwrap(), profile("complex").extension);
    assert_eq!(complex.permits(fifteen, &[5, 5], 5), Ok(()));
    assert_eq!(complex.permits(fifteen, &[5, 5], 6), Err(ExtensionRefusal::TooMuch(5)));
    assert_eq!(complex.permits(fifteen, &[15], 1), Err(ExtensionRefusal::UsedUp));
    assert_eq!(profile("arrears").extension, ExtensionRule::InAll { total: 90 });
}

#[test]
fn the_ladder_of_a_five_day_clock_climbs_on_working_days() {
    let calendar = Calendar::default_city().unwrap().compile().unwrap();
    let p = profile("normal");
    // Filed on Wednesday before National Day 2026 (1 to 7 October off, Saturday 10th worked).
    let terms = p.stage(Stage::Resolve).unwrap().start(at("2026-09-23 10:00:00"));
    let rungs = rung_moments(&calendar, &p.ladder, &terms).unwrap();
    let named: Vec<_> = rungs.iter().map(|&(i, t)| (p.ladder[i].key.as_str(), t)).collect();
    assert_eq!(
        named,
        [
            ("yellow", at("2026-09-30 17:30:00")),
            ("red", at("2026-10-08 17:30:00")),
            ("supervision", at("2026-10-09 17:30:00")),
            ("interview", at("2026-10-12 17:30:00")),
            ("escalation", at("2026-10-14 17:30:00")),
        ]
    );
    let cards: Vec<_> = p.ladder.iter().map(|r| r.card).collect();
    assert_eq!(cards, [Some(Card::Yellow), Some(Card::Red), None, None, None]);
}

#[test]
fn every_unit_has_a_yellow_rung_at_the_moment_the_lamp_turns_yellow() {
    let calendar = Calendar::default_city().unwrap().compile().unwrap();
    for p in Profile::shipped().unwrap() {
        for clock in &p.stages {
            let terms = clock.start(at("2026-02-14 16:59:59"));
            let rungs = rung_moments(&calendar, &p.ladder, &terms).unwrap();
            assert_eq!(rungs[0], (0, yellow_at(&calendar, &terms).unwrap()));
            assert_eq!(rungs[1], (1, due(&calendar, &terms).unwrap().due_at));
            assert!(rungs.windows(2).all(|w| w[0].1 <= w[1].1 && w[0].0 < w[1].0));
            assert!(rungs[0].1 >= terms.started_at);
        }
    }
}

#[test]
fn a_rung_days_before_the_due_date_never_fires_before_the_start() {
    let calendar = Calendar::default_city().unwrap().compile().unwrap();
    let mut ladder = profile("normal").ladder;
    ladder[0].when = When::DueOffset { workdays: -2 };
    let first = |stage: Stage, code| {
        let terms = profile(code).stage(stage).unwrap().start(at("2026-03-04 10:00:00"));
        rung_moments(&calendar, &ladder, &terms).unwrap()[0]
    };
    assert_eq!(first(Stage::Resolve, "normal"), (0, at("2026-03-09 17:30:00")));
    assert_eq!(first(Stage::Dispatch, "critical"), (0, at("2026-03-04 10:00:00")));
}

#[test]
fn a_clock_that_stands_still_keeps_only_the_rungs_it_had_reached() {
    let calendar = Calendar::default_city().unwrap().compile().unwrap();
    let p = profile("normal");
    let mut terms =
        ClockTerms::new(Unit::Hour, Amount::new(10).unwrap(), at("2026-03-02 08:00:00"));
    let mut paused = |hour: i64| {
        let from = terms.started_at + TimeDelta::hours(hour);
        terms.pauses = vec![Pause { from, to: None }];
        rung_moments(&calendar, &p.ladder, &terms).unwrap().len()
    };
    assert_eq!((paused(7), paused(8), paused(9), paused(10)), (0, 1, 1, 5));
}

#[test]
fn a_broken_profile_is_refused_by_name() {
    let p = profile("normal");
    let mut twice = p.clone();
    twice.stages.push(twice.stages[0]);
    assert_eq!(twice.check(), Err(ProfileFault::TwoClocks("normal".into(), Stage::Dispatch)));
    let mut rungs = p.clone();
    rungs.ladder[1].key = "yellow".into();
    assert_eq!(rungs.check(), Err(ProfileFault::TwoRungs("normal".into(), "yellow".into())));
    let mut colourless = p.clone();
    colourless.ladder[0].card = None;
    assert!(matches!(colourless.check(), Err(ProfileFault::CardWithoutColour(..))));
    let zero = serde_json::to_string(&[&p]).unwrap().replace("\"amount\":5", "\"amount\":0");
    assert!(matches!(Profile::parse_list(&zero), Err(ProfileFault::BadForm(_))));
    assert_eq!(p.ladder[2].action, RungAction::SupervisionOrder);
    assert_eq!(p.ladder[2].when, When::DueOffset { workdays: 1 });
}

#[test]
fn a_profile_that_nobody_could_follow_is_refused_by_name() {
    let p = profile("normal");
    let refused = |change: &dyn Fn(&mut Profile)| {
        let mut changed = p.clone();
        change(&mut changed);
        changed.check().unwrap_err()
    };
    let normal = || "normal".to_owned();
    for stage in [Stage::Dispatch, Stage::Resolve] {
        let fault = refused(&|p| p.stages.retain(|clock| clock.stage != stage));
        assert_eq!(fault, ProfileFault::NoClock(normal(), stage));
    }
    for key in [String::new(), "k".repeat(41)] {
        let fault = refused(&|p| p.ladder[2].key.clone_from(&key));
        assert_eq!(fault, ProfileFault::BadRungKey(normal(), key));
    }
    let fault = refused(&|p| p.ladder[2].recipients.clear());
    assert_eq!(fault, ProfileFault::NoRecipients(normal(), "supervision".into()));
    let out_of_order = |one: usize, other: usize, key: &str| {
        let fault = refused(&|p| p.ladder.swap(one, other));
        assert_eq!(fault, ProfileFault::OutOfOrder(normal(), key.into()));
    };
    out_of_order(0, 1, "yellow");
    out_of_order(1, 2, "red");
    out_of_order(3, 4, "interview");
    for name in [String::new(), "名".repeat(61)] {
        let fault = refused(&|p| p.name_zh.clone_from(&name));
        assert_eq!(fault, ProfileFault::BadName(normal(), name.clone()));
        let fault = refused(&|p| p.name_en.clone_from(&name));
        assert_eq!(fault, ProfileFault::BadName(normal(), name));
    }
    let many = |p: &mut Profile, number: usize| {
        let rung = p.ladder[4].clone();
        p.ladder = (0..number).map(|n| Rung { key: format!("r{n}"), ..rung.clone() }).collect();
    };
    assert_eq!(refused(&|p| many(p, 31)), ProfileFault::TooManyRungs(normal()));
    let mut thirty = p.clone();
    many(&mut thirty, 30);
    assert_eq!(thirty.check(), Ok(()));
    assert!(matches!(refused(&|p| p.code = "一般".into()), ProfileFault::BadCode(..)));
    let fault = refused(&|p| p.applies = vec![Applies::to_level("")]);
    assert_eq!(fault, ProfileFault::BadCode(normal(), String::new()));
}

#[test]
fn a_profile_is_followed_by_its_next_version_and_the_law_by_nobodys_hand() {
    let next = |code: &str| {
        let p = profile(code);
        let mut next = p.clone();
        next.version += 1;
        (p, next)
    };
    let (p, mut changed) = next("normal");
    changed.stages[3].amount = Amount::new(4).unwrap();
    changed.applies = vec![Applies { county: Some("371402".into()), ..Applies::default() }];
    changed.ladder.truncate(2);
    assert_eq!(p.succeed(&changed), Ok(()));
    let refused = |p: &Profile, next: &Profile, change: &dyn Fn(&mut Profile)| {
        let mut changed = next.clone();
        change(&mut changed);
        p.succeed(&changed).unwrap_err()
    };
    let fault = refused(&p, &changed, &|p| p.version = 3);
    assert_eq!(fault, ProfileFault::DoesNotFollow("normal".into(), 3));
    let fault = refused(&p, &changed, &|p| p.code = "urgent".into());
    assert!(matches!(fault, ProfileFault::DoesNotFollow(..)));
    let fault = refused(&p, &changed, &|p| p.effective_from = "2022-03-31".parse().unwrap());
    assert_eq!(fault, ProfileFault::BeforePredecessor("normal".into()));
    assert!(matches!(refused(&p, &changed, &|p| p.name_zh.clear()), ProfileFault::BadName(..)));
    let by_law = |p: &Profile, next: &Profile, change: &dyn Fn(&mut Profile)| {
        assert_eq!(refused(p, next, change), ProfileFault::SetByLaw(p.code.clone()));
    };
    by_law(&p, &changed, &|p| p.statutory = true);
    let (p, mut changed) = next("arrears");
    changed.ladder.truncate(2);
    changed.name_zh = "拖欠中小企业账款".into();
    assert_eq!(p.succeed(&changed), Ok(()));
    by_law(&p, &changed, &|p| p.statutory = false);
    by_law(&p, &changed, &|p| p.stages[0].amount = Amount::new(20).unwrap());
    by_law(&p, &changed, &|p| p.stages.truncate(3));
    by_law(&p, &changed, &|p| p.extension = ExtensionRule::None);
    by_law(&p, &changed, &|p| p.applies = vec![Applies::to_level("arrears")]);
    // A profile begins at version 1, and not by law.
    let (normal, arrears) = (profile("normal"), profile("arrears"));
    assert_eq!(normal.begin(), Ok(()));
    assert_eq!(arrears.begin(), Err(ProfileFault::SetByLaw("arrears".into())));
    let second = Profile { version: 2, ..normal };
    assert!(matches!(second.begin(), Err(ProfileFault::DoesNotFollow(..))));
}

#[test]
fn where_business_stops_at_midnight_the_ladder_counts_from_the_day_that_ended() {
    let zone = chrono_tz::Asia::Shanghai;
    let calendar = Calendar::around_the_clock("always", zone).compile().unwrap();
    let mut ladder = profile("normal").ladder;
    ladder[0].when = When::DueOffset { workdays: -1 };
    let terms = ClockTerms::new(Unit::Workday, Amount::new(3).unwrap(), at("2026-03-04 10:00:00"));
    let rungs = rung_moments(&calendar, &ladder, &terms).unwrap();
    let moments: Vec<_> = rungs.iter().map(|&(_, at)| at).take(3).collect();
    let midnights =
        ["2026-03-07", "2026-03-08", "2026-03-09"].map(|d| at(&format!("{d} 00:00:00")));
    assert_eq!(moments, midnights);
}
