//! How fast the clock engine answers, over the real calendars. Goal: two million due moments of
//! 15-working-day clocks a second on one core.

#![allow(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::sync::LazyLock;

use chrono::{DateTime, TimeDelta};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use domain::calendar::{Calendar, CompiledCalendar};
use domain::sla::{Amount, ClockTerms, Pause, Unit, due, explain, lamp_at, yellow_at};

static CITY: LazyLock<CompiledCalendar> =
    LazyLock::new(|| Calendar::default_city().unwrap().compile().unwrap());

/// Clocks in one batch.
const BATCH: usize = 10_000;

fn main() {
    divan::main();
}

/// Clocks started all over the years 2007 to 2026, in no order, so that the cache cannot help.
fn clocks(unit: Unit, amount: u32, pauses: usize) -> Vec<ClockTerms> {
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = move |below: u64| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        i64::try_from(seed % below).unwrap()
    };
    let clock = |_| {
        let started_at = DateTime::from_timestamp(1_170_000_000 + next(620_000_000), 0).unwrap();
        let mut terms = ClockTerms::new(unit, Amount::new(amount).unwrap(), started_at);
        for _ in 0..pauses {
            let from = started_at + TimeDelta::seconds(next(1_000_000));
            terms.pauses.push(Pause { from, to: Some(from + TimeDelta::seconds(next(300_000))) });
        }
        terms
    };
    (0..BATCH).map(clock).collect()
}

fn each<T>(bencher: Bencher<'_, '_>, clocks: &[ClockTerms], ask: impl Fn(&ClockTerms) -> T + Sync) {
    LazyLock::force(&CITY);
    bencher.counter(ItemsCount::new(clocks.len())).bench(|| {
        for terms in clocks {
            black_box(ask(black_box(terms)));
        }
    });
}

#[divan::bench]
fn due_in_15_workdays(bencher: Bencher<'_, '_>) {
    each(bencher, &clocks(Unit::Workday, 15, 0), |terms| due(&CITY, terms).unwrap());
}

#[divan::bench]
fn due_in_15_workdays_with_two_pauses(bencher: Bencher<'_, '_>) {
    each(bencher, &clocks(Unit::Workday, 15, 2), |terms| due(&CITY, terms).unwrap());
}

#[divan::bench]
fn due_in_90_days(bencher: Bencher<'_, '_>) {
    each(bencher, &clocks(Unit::Day, 90, 0), |terms| due(&CITY, terms).unwrap());
}

#[divan::bench]
fn due_in_100_workhours(bencher: Bencher<'_, '_>) {
    each(bencher, &clocks(Unit::Workhour, 100, 0), |terms| due(&CITY, terms).unwrap());
}

#[divan::bench]
fn yellow_of_15_workdays(bencher: Bencher<'_, '_>) {
    each(bencher, &clocks(Unit::Workday, 15, 0), |terms| yellow_at(&CITY, terms).unwrap());
}

#[divan::bench]
fn lamp_of_4_workhours(bencher: Bencher<'_, '_>) {
    each(bencher, &clocks(Unit::Workhour, 4, 0), |terms| {
        lamp_at(&CITY, terms, terms.started_at + TimeDelta::hours(3)).unwrap()
    });
}

#[divan::bench]
fn explain_15_workdays(bencher: Bencher<'_, '_>) {
    each(bencher, &clocks(Unit::Workday, 15, 0), |terms| explain(&CITY, terms).unwrap());
}

#[divan::bench]
fn compile_51_years(bencher: Bencher<'_, '_>) {
    let calendar = Calendar::default_city().unwrap();
    bencher.bench(|| black_box(&calendar).compile().unwrap());
}
