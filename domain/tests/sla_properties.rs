//! What must hold of every clock, and that the engine answers as the slow reference does.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod slow;

use std::sync::LazyLock;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Weekday};
use domain::calendar::{
    AfterHours, Calendar, Closure, CompiledCalendar, DayOverride, Interval, OverrideKind,
    SeasonHours,
};
use domain::sla::{
    Amount, ClockFault, ClockState, ClockTerms, Lamp, Pause, Unit, due, explain, lamp_at,
    remaining, settle, state, yellow_at,
};
use domain::time::Timestamp;
use proptest::prelude::*;
use slow::{Slow, Verdict};

static CITY: LazyLock<(Calendar, CompiledCalendar)> = LazyLock::new(|| {
    let calendar = Calendar::default_city().unwrap();
    let compiled = calendar.compile().unwrap();
    (calendar, compiled)
});

fn moment(seconds: i64) -> Timestamp {
    DateTime::from_timestamp(seconds, 0).unwrap()
}

/// Moments from 2007 to 2026, often at the edges of the opening hours.
fn any_start() -> impl Strategy<Value = Timestamp> {
    let edges = prop_oneof![
        0..86_400_i64,
        prop::sample::select(vec![0, 30_600, 43_199, 43_200, 48_600, 62_999, 63_000, 86_399]),
    ];
    (13_514..20_800_i64, edges, 0..3_i64).prop_map(|(day, second, micro)| {
        moment(day * 86_400 + second - 8 * 3600) + TimeDelta::microseconds(micro / 2 * 137)
    })
}

fn any_unit() -> impl Strategy<Value = (Unit, u32)> {
    prop_oneof![
        (Just(Unit::Workday), 1..40_u32),
        (Just(Unit::Workday), 1..4_u32),
        (Just(Unit::Day), 1..90_u32),
        (Just(Unit::Day), 1..5_u32),
        (Just(Unit::Workhour), 1..100_u32),
        (Just(Unit::Workminute), 1..2000_u32),
        (Just(Unit::Hour), 1..500_u32),
        (Just(Unit::Minute), 1..5000_u32),
    ]
}

/// A pause that begins some time after the start, and lasts from nothing to weeks, or until now.
fn any_pause() -> impl Strategy<Value = (i64, Option<i64>)> {
    let length = prop_oneof![0..60_i64, 0..30_000_i64, 0..1_500_000_i64];
    (prop_oneof![-90_000..90_000_i64, 0..3_000_000_i64], prop::option::weighted(0.95, length))
}

prop_compose! {
    fn any_terms()(
        (unit, amount) in any_unit(),
        extensions in prop::collection::vec(1..12_u32, 0..3),
        started_at in any_start(),
        pauses in prop::collection::vec(any_pause(), 0..5),
    ) -> ClockTerms {
        let pause = |(after, length): (i64, Option<i64>)| {
            let from = started_at + TimeDelta::seconds(after);
            Pause { from, to: length.map(|s| from + TimeDelta::seconds(s)) }
        };
        let pauses = pauses.into_iter().map(pause).collect();
        ClockTerms { unit, amount: Amount::new(amount).unwrap(), extensions, started_at, pauses }
    }
}

fn interval(from: &str, to: &str) -> Interval {
    Interval { from: from.parse().unwrap(), to: to.parse().unwrap() }
}

prop_compose! {
    /// A calendar with summer hours, a short Saturday, holidays, make-up days and closures at random.
    fn any_calendar()(
        overrides in prop::collection::btree_map(0..400_u64, (any::<bool>(), any::<bool>()), 0..60),
        closures in prop::collection::vec((0..35_000_000_i64, 1..400_000_i64), 0..6),
        next_opening in any::<bool>(),
        saturday in any::<bool>(),
    ) -> Calendar {
        use Weekday::*;
        let first = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap();
        let mut calendar = Calendar::weekly("random", chrono_tz::Asia::Shanghai, vec![
            interval("08:30", "12:00"), interval("13:30", "17:30"),
        ]);
        let season = |from: &str, to: &str, weekdays: &[Weekday], intervals| SeasonHours {
            from: from.parse().unwrap(), to: to.parse().unwrap(), weekdays: weekdays.to_vec(), intervals,
        };
        calendar.hours.insert(0, season("06-01", "09-30", &[Mon, Tue, Wed, Thu, Fri], vec![
            interval("08:00:30", "11:59:59"), interval("14:30", "18:00"),
        ]));
        if saturday {
            calendar.hours.push(season("11-15", "02-15", &[Sat], vec![interval("09:00", "11:00")]));
        }
        for (day, (off, own)) in overrides {
            let kind = if off { OverrideKind::Off } else { OverrideKind::Working };
            let intervals = if own && !off { vec![interval("10:00", "16:00")] } else { vec![] };
            let day_override = DayOverride { kind, name: "特".into(), notice_year: None, intervals };
            calendar.overrides.insert(first + Days::new(day), day_override);
        }
        for (after, length) in closures {
            let from = moment(1_735_660_800 + after);
            let to = from + TimeDelta::seconds(length);
            calendar.closures.push(Closure::everywhere(from, to, "台风"));
        }
        calendar.after_hours = if next_opening { AfterHours::NextOpening } else { AfterHours::Ignore };
        calendar
    }
}

/// The engine's answers about one clock, against the reference and against each other.
fn agrees(calendar: &Calendar, compiled: &CompiledCalendar, terms: &ClockTerms) {
    let slow = Slow(calendar);
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
        agrees(&CITY.0, &CITY.1, &terms);
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
            agrees(&calendar, &compiled, &terms);
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
        if !Slow(&before).works(date) {
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
