//! Clocks, calendars and places drawn at random.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Weekday};
use domain::calendar::{
    AfterHours, Calendar, Closure, DayOverride, Interval, OverrideKind, Place, SeasonHours,
};
use domain::sla::{Amount, ClockTerms, Pause, Unit};
use domain::time::Timestamp;
use proptest::prelude::*;

pub(crate) fn moment(seconds: i64) -> Timestamp {
    DateTime::from_timestamp(seconds, 0).unwrap()
}

/// Moments from 2007 to 2026, often at the edges of the opening hours.
pub(crate) fn any_start() -> impl Strategy<Value = Timestamp> {
    let edges = prop_oneof![
        0..86_400_i64,
        prop::sample::select(vec![0, 30_600, 43_199, 43_200, 48_600, 62_999, 63_000, 86_399]),
    ];
    (13_514..20_800_i64, edges, 0..3_i64).prop_map(|(day, second, micro)| {
        moment(day * 86_400 + second - 8 * 3600) + TimeDelta::microseconds(micro / 2 * 137)
    })
}

pub(crate) fn any_unit() -> impl Strategy<Value = (Unit, u32)> {
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
pub(crate) fn any_pause() -> impl Strategy<Value = (i64, Option<i64>)> {
    let length = prop_oneof![0..60_i64, 0..30_000_i64, 0..1_500_000_i64];
    (prop_oneof![-90_000..90_000_i64, 0..3_000_000_i64], prop::option::weighted(0.95, length))
}

prop_compose! {
    pub(crate) fn any_terms()(
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

pub(crate) fn interval(from: &str, to: &str) -> Interval {
    Interval { from: from.parse().unwrap(), to: to.parse().unwrap() }
}

/// Four places: nowhere, two counties, one of them with a park.
pub(crate) fn any_place() -> impl Strategy<Value = Place> {
    let county = prop::option::of(prop::sample::select(vec!["371402", "371403"]));
    let park = prop::option::of(Just("park-x"));
    (county, park).prop_map(|(county, park)| Place::new(county, park))
}

prop_compose! {
    /// Versions of one calendar that begin in any order, with closures limited to places.
    pub(crate) fn any_versions()(
        parts in prop::collection::vec((any_calendar(), 0..500_u64, 0..8_usize), 1..5),
        always in prop::option::weighted(0.1, 0..4_usize),
        years in prop::collection::btree_set(2024..2028_i32, 0..4),
    ) -> Vec<Calendar> {
        let first = NaiveDate::from_ymd_opt(2024, 10, 1).unwrap();
        let scopes = [(&[][..], &[][..]), (&["371402"], &[]), (&["371403"], &["park-x"]), (&[], &["park-x"])];
        let mut versions = Vec::new();
        for (place, (mut calendar, after, scope)) in parts.into_iter().enumerate() {
            calendar.version = u32::try_from(place).unwrap() + 1;
            calendar.effective_from = first + Days::new(after);
            calendar.notice_years = years.iter().map(|year| year + i32::from(place % 2 == 0)).collect();
            for (number, closure) in calendar.closures.iter_mut().enumerate() {
                let (counties, parks) = scopes[(scope + number) % scopes.len()];
                closure.counties = counties.iter().map(|&code: &&str| code.to_owned()).collect();
                closure.parks = parks.iter().map(|&code: &&str| code.to_owned()).collect();
            }
            if always == Some(place) {
                calendar.hours[0].intervals = vec![interval("00:00", "24:00")];
            }
            versions.push(calendar);
        }
        let turn = versions[0].closures.len() % versions.len();
        versions.rotate_left(turn);
        versions
    }
}

prop_compose! {
    /// A calendar with summer hours, a short Saturday, holidays, make-up days and closures at random.
    pub(crate) fn any_calendar()(
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

/// Clocks somewhere in 2025, shifted with their pauses.
pub(crate) fn clocks_of_2025(number: usize) -> impl Strategy<Value = Vec<ClockTerms>> {
    let one = (any_terms(), 0..31_000_000_i64).prop_map(|(terms, after)| {
        let started_at = moment(1_735_660_800 + after);
        let shift = started_at - terms.started_at;
        let mut terms = ClockTerms { started_at, ..terms };
        for pause in &mut terms.pauses {
            pause.from += shift;
            pause.to = pause.to.map(|to| to + shift);
        }
        terms
    });
    prop::collection::vec(one, number)
}
