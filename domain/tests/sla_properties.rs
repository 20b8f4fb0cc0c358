//! What must hold of every clock, and that the engine answers as the slow reference does.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod slow;

use std::sync::LazyLock;

use chrono::{DateTime, Days, NaiveDate, TimeDelta};
use domain::calendar::{
    AfterHours, Calendar, Closure, CompiledCalendar, DayKind, DayOverride, OverrideKind, Place,
};
use domain::sla::{
    Amount, ClockFault, ClockState, ClockTerms, Lamp, Pause, Unit, due, explain, lamp_at,
    remaining, settle, state, yellow_at,
};
use domain::time::Timestamp;
use proptest::prelude::*;
use slow::draw::{
    any_calendar, any_place, any_terms, any_unit, any_versions, clocks_of_2025, moment,
};
use slow::{Slow, Verdict};

static CITY: LazyLock<(Calendar, CompiledCalendar)> = LazyLock::new(|| {
    let calendar = Calendar::default_city().unwrap();
    let compiled = calendar.compile().unwrap();
    (calendar, compiled)
});

/// The engine's answers about one clock, against the reference and against each other.
fn agrees(slow: &Slow<'_>, compiled: &CompiledCalendar, terms: &ClockTerms) {
    let story = explain(compiled, terms).unwrap();
    assert_eq!(story.spans.iter().map(|s| s.counted).sum::<i64>() + story.left, story.amount);
    assert!(story.spans.windows(2).all(|pair| pair[0].to == pair[1].from), "{story:#?}");
    assert!(story.spans.iter().all(|s| s.from <= s.to && s.counted >= 0), "{story:#?}");
    let end = story.spans.last().map_or(terms.started_at, |span| span.to);
    let at = match slow.due(terms) {
        Verdict::Paused => {
            assert_eq!(due(compiled, terms), Err(ClockFault::Paused));
            let ClockState::Paused { since, remaining: left } = state(compiled, terms).unwrap()
            else {
                panic!("not paused");
            };
            assert_eq!(end, since);
            assert_eq!(remaining(compiled, terms, since + TimeDelta::days(9)).unwrap(), left);
            assert!(left.paused && !left.overdue);
            assert!(lamp_at(compiled, terms, since + TimeDelta::days(900)).unwrap() < Lamp::Red);
            return;
        }
        Verdict::Due(at) => at,
    };
    let got = due(compiled, terms).unwrap();
    assert_eq!(got.due_at, at);
    assert_eq!((end, story.left), (at, 0));
    let yellow = yellow_at(compiled, terms).unwrap();
    // A pause that lasts, begun after the due moment, is no matter of the reference's lamps.
    if terms.pauses.iter().all(|pause| pause.to.is_some()) {
        assert_eq!(yellow, slow.yellow(terms, at));
    }
    assert!(terms.started_at <= yellow && yellow <= at);
    let micro = TimeDelta::microseconds(1);
    assert!(!settle(compiled, terms, at - micro).unwrap().breached);
    assert_eq!(settle(compiled, terms, at).map(|s| (s.due_at, s.breached)), Ok((at, true)));
    assert_eq!(lamp_at(compiled, terms, at).unwrap(), Lamp::Red);
    assert!(lamp_at(compiled, terms, at - micro).unwrap() < Lamp::Red);
    assert!(remaining(compiled, terms, at).unwrap().overdue);
    assert!(!remaining(compiled, terms, at - micro).unwrap().overdue);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn every_answer_over_the_real_calendar_equals_the_slow_reference(terms in any_terms()) {
        agrees(&Slow::of(&CITY.0), &CITY.1, &terms);
    }

    #[test]
    fn due_is_monotone_in_start_and_amount(terms in any_terms(), later in 1..500_000_i64) {
        let terms = ClockTerms { pauses: vec![], ..terms };
        let at = |terms: &ClockTerms| due(&CITY.1, terms).unwrap().due_at;
        let moved = terms.started_at + TimeDelta::seconds(later);
        let started_later = ClockTerms { started_at: moved, ..terms.clone() };
        prop_assert!(at(&terms) <= at(&started_later));
        let mut longer = terms.clone();
        longer.extensions.push(1);
        prop_assert!(at(&terms) <= at(&longer));
    }

    #[test]
    fn work_between_start_and_due_equals_the_amount(terms in any_terms()) {
        let terms = ClockTerms { pauses: vec![], ..terms };
        let (from, to) = (terms.started_at, due(&CITY.1, &terms).unwrap().due_at);
        let total = terms.total().unwrap();
        let amount = TimeDelta::microseconds(terms.unit.micros().unwrap_or(0) * i64::from(total));
        match terms.unit {
            Unit::Workhour | Unit::Workminute => {
                prop_assert_eq!(CITY.1.opening_between(from, to).unwrap(), amount);
            }
            Unit::Hour | Unit::Minute => prop_assert_eq!(to - from, amount),
            Unit::Workday => {
                let (from, to) = (CITY.1.date_of(from).unwrap(), CITY.1.date_of(to).unwrap());
                prop_assert_eq!(CITY.1.working_days_between(from, to).unwrap(), total);
            }
            Unit::Day => {
                let (from, to) = (CITY.1.date_of(from).unwrap(), CITY.1.date_of(to).unwrap());
                prop_assert!((to - from).num_days() >= i64::from(total));
            }
        }
    }

    #[test]
    fn an_extension_is_a_larger_amount_from_the_start(terms in any_terms()) {
        let amount = Amount::new(terms.total().unwrap()).unwrap();
        let whole = ClockTerms { amount, extensions: vec![], ..terms.clone() };
        prop_assert_eq!(state(&CITY.1, &terms), state(&CITY.1, &whole));
    }

    #[test]
    fn a_pause_told_in_two_parts_is_one_pause(terms in any_terms(), share in 0..=100_i32) {
        let mut parts = terms.clone();
        parts.pauses = terms.pauses.iter().flat_map(|&Pause { from, to }| {
            let cut = to.map_or(from, |to| from + (to - from) / 100 * share);
            [Pause { from, to: Some(cut) }, Pause { from: cut, to }]
        }).collect();
        prop_assert_eq!(state(&CITY.1, &terms), state(&CITY.1, &parts));
    }

    #[test]
    fn the_order_of_pauses_and_their_doubles_do_not_matter(terms in any_terms()) {
        let mut other = terms.clone();
        other.pauses.reverse();
        other.pauses.extend(terms.pauses.clone());
        prop_assert_eq!(state(&CITY.1, &terms), state(&CITY.1, &other));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn every_answer_over_random_calendars_equals_the_slow_reference(
        calendar in any_calendar(),
        clocks in prop::collection::vec((any_terms(), 0..31_000_000_i64), 20),
    ) {
        let compiled = CompiledCalendar::for_years(&calendar, 2024, 2028).unwrap();
        for (terms, after) in clocks {
            let started_at = moment(1_735_660_800 + after);
            let shift = started_at - terms.started_at;
            let mut terms = ClockTerms { started_at, ..terms };
            for pause in &mut terms.pauses {
                pause.from += shift;
                pause.to = pause.to.map(|to| to + shift);
            }
            agrees(&Slow::of(&calendar), &compiled, &terms);
        }
    }

    #[test]
    fn a_day_off_more_never_makes_due_earlier_and_a_workday_more_never_later(
        calendar in any_calendar(),
        (day, whole, hours) in (0..400_u64, any::<bool>(), 0..24_i64),
        clocks in prop::collection::vec((any_terms(), 0..31_000_000_i64), 20),
    ) {
        let date = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap() + Days::new(day);
        let with = |kind| {
            let mut calendar = calendar.clone();
            let entry = DayOverride { kind, name: "新".into(), notice_year: None, intervals: vec![] };
            calendar.overrides.insert(date, entry);
            calendar
        };
        let (mut less, before) = (with(OverrideKind::Off), calendar.clone());
        if !whole {
            let from = moment(1_735_660_800 + i64::try_from(day).unwrap() * 86_400 + hours * 3600);
            less = calendar.clone();
            less.closures.push(Closure::everywhere(from, from + TimeDelta::hours(5), "停暖"));
        }
        let mut more = before.clone();
        if !Slow::of(&before).works(date) {
            more = with(OverrideKind::Working);
        }
        let compile = |c: &Calendar| CompiledCalendar::for_years(c, 2024, 2028).unwrap();
        let (less, before, more) = (compile(&less), compile(&before), compile(&more));
        for (terms, after) in clocks {
            let started_at = moment(1_735_660_800 + after);
            let terms = ClockTerms { started_at, pauses: vec![], ..terms };
            let at = |c: &CompiledCalendar| due(c, &terms).unwrap().due_at;
            prop_assert!(at(&more) <= at(&before));
            prop_assert!(at(&before) <= at(&less));
        }
    }
}

/// What a day means, by the reference.
fn meaning(
    slow: &Slow<'_>,
    date: NaiveDate,
) -> (Vec<(Timestamp, Timestamp)>, Option<Timestamp>, bool, AfterHours) {
    let close = slow.works(date).then(|| slow.close(date));
    (slow.open(date), close, slow.announced(date), slow.rules(date).after_hours)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn versions_over_time_and_closures_of_a_place_equal_the_slow_reference(
        versions in any_versions(),
        place in any_place(),
        clocks in clocks_of_2025(20),
    ) {
        let compiled = CompiledCalendar::of_versions_for_years(&versions, &place, 2024, 2028).unwrap();
        let slow = Slow(&versions, place);
        for terms in &clocks {
            agrees(&slow, &compiled, terms);
        }
        let first = NaiveDate::from_ymd_opt(2024, 9, 1).unwrap();
        for date in first.iter_days().take(600) {
            prop_assert_eq!(compiled.is_working_day(date), Ok(slow.works(date)));
            prop_assert_eq!(compiled.ruling_on(date), Ok(slow.rules(date)));
            let noon = moment(date.and_hms_opt(4, 0, 0).unwrap().and_utc().timestamp());
            prop_assert_eq!(compiled.is_provisional(noon), Ok(!slow.announced(date)));
            let kind = compiled.day_kind(date).unwrap();
            prop_assert_eq!(kind.is_working(), slow.works(date));
            if let DayKind::Holiday(name) = kind {
                prop_assert_eq!(name, slow.rules(date).overrides[&date].name.clone());
            }
        }
        let newest = versions.iter().max_by_key(|c| c.version).unwrap();
        prop_assert_eq!(compiled.calendar(), newest);
    }

    #[test]
    fn the_difference_is_from_the_first_to_the_last_day_that_differs(
        mut versions in any_versions(),
        other in any_calendar(),
        (place, elsewhere) in (any_place(), any_place()),
        add in any::<bool>(),
    ) {
        let compile = |versions: &[Calendar], place: &Place| {
            CompiledCalendar::of_versions_for_years(versions, place, 2024, 2027).unwrap()
        };
        let before = compile(&versions, &place);
        let old = versions.clone();
        if add {
            let version = versions.iter().map(|c| c.version).max().unwrap() + 1;
            let notice_years = old[0].notice_years.clone();
            versions.push(Calendar { version, effective_from: other.effective_from.max(
                NaiveDate::from_ymd_opt(2025, 6, 1).unwrap()), notice_years, ..other });
        }
        let after = compile(&versions, &elsewhere);
        let (was, is) = (Slow(&old, place), Slow(&versions, elsewhere));
        let first = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
        let differ: Vec<NaiveDate> = first.iter_days().take(4 * 366 - 3)
            .filter(|&date| meaning(&was, date) != meaning(&is, date)).collect();
        let ends = differ.first().copied().zip(differ.last().copied());
        prop_assert_eq!(before.difference(&after), ends);
        prop_assert_eq!(after.difference(&before), ends);
        prop_assert_eq!(before.difference(&before), None);
    }

    #[test]
    fn a_clock_carried_pause_by_pause_equals_one_computed_from_all_pauses(
        versions in any_versions(),
        clocks in clocks_of_2025(20),
    ) {
        let place = Place::default();
        let compiled = CompiledCalendar::of_versions_for_years(&versions, &place, 2024, 2028).unwrap();
        for terms in clocks {
            let mut all = terms.pauses.clone();
            all.retain(|pause| pause.to.is_some());
            all.sort_by_key(|pause| pause.from);
            let whole = ClockTerms { pauses: all.clone(), ..terms.clone() };
            let mut carried = ClockTerms { pauses: vec![], ..terms };
            // As a desk does it: each pause is told when it begins and again when it ends, and those
            // that begin after the clock has run out are not told at all.
            for pause in all {
                let runs = state(&compiled, &carried).unwrap();
                let ClockState::Running(now) = runs else { panic!("it stands still") };
                if pause.from >= now.due_at {
                    continue;
                }
                carried.pauses.push(Pause { to: None, ..pause });
                let stands = state(&compiled, &carried).unwrap();
                carried.pauses.pop();
                if let ClockState::Paused { remaining: left, .. } = stands {
                    prop_assert!(!left.overdue);
                }
                carried.pauses.push(pause);
            }
            prop_assert_eq!(state(&compiled, &carried), state(&compiled, &whole));
        }
    }

    #[test]
    fn a_day_off_more_never_lights_a_lamp_earlier_nor_a_workday_more_later(
        calendar in any_calendar(),
        day in 0..400_u64,
        clocks in clocks_of_2025(20),
    ) {
        let date = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap() + Days::new(day);
        let mut less = calendar.clone();
        let off = DayOverride { kind: OverrideKind::Off, name: "新".into(), notice_year: None, intervals: vec![] };
        less.overrides.insert(date, off);
        let compile = |c: &Calendar| CompiledCalendar::for_years(c, 2024, 2028).unwrap();
        let (less, more) = (compile(&less), compile(&calendar));
        for terms in clocks {
            let days = matches!(terms.unit, Unit::Workday | Unit::Day);
            // After pauses, a day off more can leave more days on resumption and fewer to lose before
            // it: only units of opening time stay in order then.
            let terms = if days { ClockTerms { pauses: vec![], ..terms } } else { terms };
            let (Ok(late), Ok(early)) = (due(&less, &terms), due(&more, &terms)) else { continue };
            prop_assert!(early.due_at <= late.due_at, "{:?}", terms);
            // A term in calendar days may keep its due day, and then has its eve a working day earlier.
            if terms.unit == Unit::Day && terms.total().unwrap() > 1 {
                continue;
            }
            prop_assert!(yellow_at(&more, &terms).unwrap() <= yellow_at(&less, &terms).unwrap(), "{:?}", terms);
        }
    }
}

/// Moments from one end of time to the other.
fn any_moment() -> impl Strategy<Value = Timestamp> {
    prop_oneof![
        Just(DateTime::<chrono::Utc>::MIN_UTC),
        Just(DateTime::<chrono::Utc>::MAX_UTC),
        (946_000_000..2_560_000_000_i64).prop_map(moment),
        (i64::MIN..i64::MAX).prop_map(|n| {
            DateTime::from_timestamp_micros(n).unwrap_or(DateTime::<chrono::Utc>::MAX_UTC)
        }),
    ]
}

proptest! {
    #[test]
    fn clocks_at_the_ends_of_time_are_answered_or_refused_and_never_panic(
        (unit, _) in any_unit(),
        amount in prop_oneof![1..100_u32, 1..=Amount::MAX],
        extensions in prop::collection::vec(any::<u32>(), 0..2),
        started_at in any_moment(),
        pauses in prop::collection::vec((any_moment(), prop::option::of(any_moment())), 0..3),
        at in any_moment(),
    ) {
        let pauses = pauses.into_iter().map(|(from, to)| Pause { from, to }).collect();
        let amount = Amount::new(amount).unwrap();
        let terms = ClockTerms { unit, amount, extensions, started_at, pauses };
        let _ = (due(&CITY.1, &terms), state(&CITY.1, &terms), yellow_at(&CITY.1, &terms));
        let _ = (lamp_at(&CITY.1, &terms, at), remaining(&CITY.1, &terms, at));
        let _ = settle(&CITY.1, &terms, at);
        let ladder = &domain::sla::profile::Profile::shipped().unwrap()[0].ladder;
        let _ = domain::sla::rung_moments(&CITY.1, ladder, &terms);
        if terms.total().is_ok_and(|total| total < 1_000) {
            let _ = explain(&CITY.1, &terms);
        }
    }
}
