#![allow(clippy::unwrap_used, reason = "tests say what they expect")]
//! Firings are remembered by their names, whatever order a changed length puts them into.

use chrono::DateTime;
use domain::calendar::Calendar;
use domain::sla::profile::{Rung, When};

use super::*;

/// A moment of Beijing's wall clock.
fn at(text: &str) -> Timestamp {
    DateTime::parse_from_rfc3339(&format!("{text}:00+08:00")).unwrap().to_utc()
}

/// A hundred hours from Friday at six: due on Tuesday at ten. It warns at 80 %, on Monday at two in the
/// afternoon, and at closing time of the working day before it is due.
fn clock() -> Clock {
    let mut profile = Profile::shipped().unwrap().remove(0);
    let rung = |key: &str, when: When, of: &Rung| Rung { key: key.to_owned(), when, ..of.clone() };
    let card = profile.ladder[0].clone();
    // A stage that the profile does not know goes on as it was promised.
    profile.stages.clear();
    profile.ladder = vec![
        rung("warn", When::Warn, &card),
        rung("day_before", When::DueOffset { workdays: -1 }, &card),
    ];
    let calendar = Arc::new(Calendar::default_city().unwrap().compile().unwrap());
    let started_at = at("2026-03-06T06:00");
    let terms = ClockTerms::new(Unit::Hour, Amount::try_from(100).unwrap(), started_at);
    let row = clocks::Model {
        id: Uuid::from_u128(1),
        appeal_id: Uuid::from_u128(2),
        stage: Stage::Resolve.as_str().to_owned(),
        round: 1,
        unit: Unit::Hour.as_str().to_owned(),
        amount: 100,
        adjustments: serde_json::json!({}),
        calendar: "city".to_owned(),
        profile: profile.code.clone(),
        profile_version: 1,
        started_at,
        due_at: started_at,
        yellow_at: started_at,
        provisional: false,
        stopped_at: None,
        breached_at: None,
        next_fire_at: None,
        next_rung: 0,
        leased_until: None,
        party_id: None,
        paused_at: None,
        calendar_version: 1,
    };
    let mut clock = Clock {
        row,
        stage: Stage::Resolve,
        terms,
        set_aside: false,
        fired: Vec::new(),
        calendar,
        profile: Arc::new(profile),
        fresh: true,
        changed: true,
    };
    clock.alter(|_| {}).unwrap();
    clock
}

fn fire_all(clock: &mut Clock, now: Timestamp) -> Vec<String> {
    let mut fired = Vec::new();
    while let Some((firing, _)) = clock.take_firing(now).unwrap() {
        fired.push(clock.key(firing).to_owned());
    }
    fired
}

#[test]
fn a_pause_that_puts_two_warnings_into_another_order_lets_each_fire_once() {
    let mut clock = clock();
    assert_eq!(clock.row.due_at, at("2026-03-10T10:00"));
    assert_eq!(clock.row.next_fire_at, Some(at("2026-03-09T14:00")), "80 % come first");
    assert_eq!(fire_all(&mut clock, at("2026-03-09T15:00")), ["warn"]);
    clock.pause(at("2026-03-09T15:00")).unwrap();
    assert_eq!((clock.row.next_fire_at, clock.row.paused_at), (None, Some(at("2026-03-09T15:00"))));
    clock.resume(at("2026-03-10T03:00")).unwrap();
    // Due on Tuesday at ten in the evening; the working day before it still closes on Monday, and 80 % are
    // over on Tuesday at two: the other way round.
    assert_eq!(clock.row.due_at, at("2026-03-10T22:00"));
    assert_eq!(clock.row.next_fire_at, Some(at("2026-03-09T17:30")));
    assert_eq!(fire_all(&mut clock, at("2026-03-10T03:00")), ["day_before"]);
    assert_eq!(fire_all(&mut clock, at("2026-03-10T21:59")), [""; 0]);
    assert_eq!(fire_all(&mut clock, at("2026-03-10T22:00")), ["#due"]);
    assert_eq!(clock.row.breached_at, Some(at("2026-03-10T22:00")));
    // More time after the breach moves nothing that has fired.
    clock.extend(24).unwrap();
    assert_eq!(clock.row.breached_at, Some(at("2026-03-10T22:00")));
    assert_eq!(clock.row.next_fire_at, None);
}

#[test]
fn a_rung_that_a_ladder_forgets_and_a_later_one_knows_again_fires_once() {
    let mut clock = clock();
    let known = clock.profile.clone();
    let mut without = Profile::clone(&known);
    without.ladder.retain(|rung| rung.key != "warn");
    let turn_to = |clock: &mut Clock, profile: &Arc<Profile>, now| {
        let by =
            recount::Counted { calendar: clock.calendar.clone(), profile: Some(profile.clone()) };
        clock.recount(&by, at(now)).unwrap()
    };
    assert_eq!(fire_all(&mut clock, at("2026-03-09T15:00")), ["warn"]);
    for now in ["2026-03-09T15:10", "2026-03-09T15:20"] {
        turn_to(&mut clock, &Arc::new(without.clone()), now);
    }
    let again = turn_to(&mut clock, &known, "2026-03-09T15:30");
    assert_eq!((again.appear, again.void), (Vec::new(), Vec::new()));
    assert_eq!(fire_all(&mut clock, at("2026-03-09T17:30")), ["day_before"]);
    assert_eq!(fire_all(&mut clock, at("2026-03-10T10:00")), ["#due"]);
}
