//! The cases that a court would ask about, each by name.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset, TimeDelta};
use domain::calendar::{Calendar, CompiledCalendar};
use domain::sla::{
    Amount, ClockFault, ClockState, ClockTerms, Lamp, Pause, Unit, Why, due, explain, lamp_at,
    remaining, settle, state, workday_close_after, workday_close_before, yellow_at,
};
use domain::time::Timestamp;

static CITY: LazyLock<CompiledCalendar> =
    LazyLock::new(|| Calendar::default_city().unwrap().compile().unwrap());

/// A moment of the city's wall clock.
fn at(text: &str) -> Timestamp {
    let text = format!("{}+08:00", text.replace(' ', "T"));
    text.parse::<DateTime<FixedOffset>>().unwrap().to_utc()
}

fn clock(amount: u32, unit: Unit, started_at: &str) -> ClockTerms {
    ClockTerms::new(unit, Amount::new(amount).unwrap(), at(started_at))
}

fn paused(mut terms: ClockTerms, pauses: &[(&str, &str)]) -> ClockTerms {
    let pause = |(from, to): &(&str, &str)| {
        let to = (!to.is_empty()).then(|| at(to));
        Pause { from: at(from), to }
    };
    terms.pauses = pauses.iter().map(pause).collect();
    terms
}

fn assert_due(terms: &ClockTerms, expected: &str) {
    assert_eq!(due(&CITY, terms).unwrap().due_at, at(expected));
}

#[test]
fn eight_working_hours_from_friday_13_february_2026_end_on_the_makeup_saturday() {
    assert_due(&clock(8, Unit::Workhour, "2026-02-13 16:30:00"), "2026-02-14 17:00:00");
}

#[test]
fn the_makeup_sunday_20_september_2026_counts() {
    assert_due(&clock(1, Unit::Workday, "2026-09-18 10:00:00"), "2026-09-20 17:30:00");
    assert_due(&clock(1, Unit::Workday, "2026-09-19 10:00:00"), "2026-09-20 17:30:00");
    let story = explain(&CITY, &clock(1, Unit::Workday, "2026-09-18 10:00:00")).unwrap();
    let why: Vec<_> = story.spans.iter().map(|s| (s.counted, s.why.clone())).collect();
    let makeup = Why::MakeupWorkday("国庆节".into());
    assert_eq!(why, [(0, Why::DayOfEvent), (0, Why::Weekend), (1, makeup)]);
}

#[test]
fn at_noon_and_at_closing_time_sharp_the_office_is_closed() {
    for (moment, open) in [
        ("08:29:59", false),
        ("08:30:00", true),
        ("11:59:59", true),
        ("12:00:00", false),
        ("13:30:00", true),
        ("17:29:59", true),
        ("17:30:00", false),
    ] {
        assert_eq!(CITY.is_open(at(&format!("2026-03-04 {moment}"))), Ok(open), "{moment}");
    }
    assert_due(&clock(1, Unit::Workminute, "2026-03-04 12:00:00"), "2026-03-04 13:31:00");
    assert_due(&clock(1, Unit::Workminute, "2026-03-04 17:30:00"), "2026-03-05 08:31:00");
}

#[test]
fn a_clock_that_runs_out_at_the_end_of_an_interval_is_due_then() {
    assert_due(&clock(1, Unit::Workhour, "2026-03-04 11:00:00"), "2026-03-04 12:00:00");
    assert_due(&clock(4, Unit::Workhour, "2026-03-04 13:30:00"), "2026-03-04 17:30:00");
    assert_due(&clock(4, Unit::Workhour, "2026-03-04 12:00:00"), "2026-03-04 17:30:00");
}

#[test]
fn an_event_on_a_holiday_or_after_hours_counts_like_any_other_of_its_date() {
    for start in ["2026-03-04 00:00:00", "2026-03-04 10:00:00", "2026-03-04 23:59:59"] {
        assert_due(&clock(1, Unit::Workday, start), "2026-03-05 17:30:00");
    }
    assert_due(&clock(5, Unit::Workday, "2026-10-03 12:00:00"), "2026-10-13 17:30:00");
}

#[test]
fn the_last_day_of_a_term_in_days_moves_off_a_holiday() {
    assert_due(&clock(10, Unit::Day, "2026-09-23 10:00:00"), "2026-10-08 17:30:00");
    assert_due(&clock(30, Unit::Day, "2026-03-02 10:00:00"), "2026-04-01 17:30:00");
    let story = explain(&CITY, &clock(10, Unit::Day, "2026-09-23 10:00:00")).unwrap();
    assert_eq!(story.spans.iter().filter(|s| s.why == Why::CalendarDay).count(), 10);
    assert_eq!(story.spans.last().unwrap().why, Why::MovedOffHoliday);
}

#[test]
fn two_pauses_beginning_in_the_same_minute_are_both_deducted() {
    let terms = paused(
        clock(4, Unit::Workhour, "2026-03-04 08:30:00"),
        &[
            ("2026-03-04 09:00:05", "2026-03-04 09:00:25"),
            ("2026-03-04 09:00:40", "2026-03-04 09:10:40"),
        ],
    );
    assert_due(&terms, "2026-03-04 14:10:20");
}

#[test]
fn a_pause_of_twenty_seconds_is_deducted_to_the_second() {
    let pause = [("2026-03-04 09:00:00", "2026-03-04 09:00:20")];
    let hour = |unit| paused(clock(1, unit, "2026-03-04 08:30:00"), &pause);
    assert_due(&hour(Unit::Workhour), "2026-03-04 09:30:20");
    assert_due(&hour(Unit::Hour), "2026-03-04 09:30:20");
    // In days, a pause within one date changes nothing.
    assert_due(&hour(Unit::Workday), "2026-03-05 17:30:00");
}

#[test]
fn paused_and_closed_in_one_step_deducts_the_pause_first() {
    let terms =
        paused(clock(1, Unit::Workhour, "2026-03-04 09:00:00"), &[("2026-03-04 09:30:00", "")]);
    let settled = settle(&CITY, &terms, at("2026-03-04 11:00:00")).unwrap();
    assert!(!settled.breached);
    assert_eq!(settled.due_at, at("2026-03-04 11:30:00"));
    let unpaused = clock(1, Unit::Workhour, "2026-03-04 09:00:00");
    assert!(settle(&CITY, &unpaused, at("2026-03-04 11:00:00")).unwrap().breached);
}

#[test]
fn a_breach_carries_the_computed_moment_not_that_of_the_stop() {
    let terms = clock(1, Unit::Workday, "2026-03-04 09:00:00");
    let settled = settle(&CITY, &terms, at("2026-03-09 03:00:00")).unwrap();
    assert_eq!((settled.breached, settled.due_at), (true, at("2026-03-05 17:30:00")));
    assert!(settle(&CITY, &terms, at("2026-03-05 17:30:00")).unwrap().breached);
    assert!(!settle(&CITY, &terms, at("2026-03-05 17:29:59")).unwrap().breached);
}

#[test]
fn overlapping_pauses_count_once() {
    let terms = paused(
        clock(10, Unit::Hour, "2026-03-04 00:00:00"),
        &[
            ("2026-03-04 04:00:00", "2026-03-04 06:00:00"),
            ("2026-03-04 02:00:00", "2026-03-04 05:00:00"),
            ("2026-03-04 03:00:00", "2026-03-04 04:30:00"),
            ("2026-03-04 06:00:00", "2026-03-04 07:00:00"),
        ],
    );
    assert_due(&terms, "2026-03-04 15:00:00");
}

#[test]
fn a_pause_told_in_two_parts_is_one_pause() {
    let terms = clock(1, Unit::Workday, "2026-03-04 09:00:00");
    let (from, cause, to) = ("2026-03-05 16:00:00", "2026-03-07 09:00:00", "2026-03-10 09:00:00");
    assert_due(&paused(terms.clone(), &[(from, to)]), "2026-03-10 17:30:00");
    assert_due(&paused(terms, &[(from, cause), (cause, to)]), "2026-03-10 17:30:00");
}

#[test]
fn a_pause_after_the_due_moment_does_not_undo_the_breach() {
    for to in ["2026-03-20 10:00:00", ""] {
        let pause = [("2026-03-05 17:30:00", to)];
        let terms = paused(clock(1, Unit::Workday, "2026-03-04 09:00:00"), &pause);
        assert_due(&terms, "2026-03-05 17:30:00");
        assert_eq!(lamp_at(&CITY, &terms, at("2026-03-10 09:00:00")), Ok(Lamp::Red));
    }
}

#[test]
fn a_pause_that_lasts_freezes_what_is_left_and_the_lamp() {
    let pause = [("2026-03-04 15:00:00", "")];
    let terms = paused(clock(5, Unit::Workday, "2026-03-02 09:00:00"), &pause);
    assert_eq!(due(&CITY, &terms), Err(ClockFault::Paused));
    assert_eq!(yellow_at(&CITY, &terms), Err(ClockFault::Paused));
    let ClockState::Paused { since, remaining: left } = state(&CITY, &terms).unwrap() else {
        panic!("the clock runs");
    };
    assert_eq!(since, at("2026-03-04 15:00:00"));
    assert_eq!((left.days, left.paused, left.to_string().as_str()), (Some(3), true, "P3D"));
    assert_eq!(lamp_at(&CITY, &terms, at("2027-03-04 15:00:00")), Ok(Lamp::Green));
    let resumed = [("2026-03-04 15:00:00", "2026-03-16 08:00:00")];
    assert_due(&paused(terms, &resumed), "2026-03-19 17:30:00");
}

#[test]
fn with_no_day_left_the_first_closing_time_after_resumption_is_due() {
    for (resumed, expected) in [
        ("2026-03-05 17:30:00", "2026-03-05 17:30:00"),
        ("2026-03-05 17:30:01", "2026-03-06 17:30:00"),
        ("2026-03-07 09:00:00", "2026-03-09 17:30:00"),
    ] {
        for unit in [Unit::Workday, Unit::Day] {
            let pause = [("2026-03-05 16:00:00", resumed)];
            assert_due(&paused(clock(1, unit, "2026-03-04 09:00:00"), &pause), expected);
        }
    }
}

#[test]
fn an_extension_is_recalculated_from_the_start_whenever_it_is_granted() {
    let mut terms = clock(5, Unit::Workday, "2026-03-02 09:00:00");
    terms.extensions = vec![3];
    assert_due(&terms, "2026-03-12 17:30:00");
    // One second before, at and after the first due moment (9 March 17:30), a pause begins: the
    // extended clock was still running then, and is moved by it each time.
    for from in ["2026-03-09 17:29:59", "2026-03-09 17:30:00", "2026-03-09 17:30:01"] {
        let extended = paused(terms.clone(), &[(from, "2026-03-10 09:00:00")]);
        assert_due(&extended, "2026-03-13 17:30:00");
    }
    terms.extensions = vec![Amount::MAX];
    assert_eq!(due(&CITY, &terms), Err(ClockFault::BadAmount));
}

#[test]
fn an_extension_moves_the_due_moment_whenever_it_is_granted_and_the_moment_judges() {
    let five = clock(5, Unit::Workday, "2026-03-02 09:00:00");
    let eight = ClockTerms { extensions: vec![3], ..five.clone() };
    let breached =
        |terms: &ClockTerms, stop: &str| settle(&CITY, terms, at(stop)).unwrap().breached;
    // Stopped one second before, at and after the first due moment: before the extension, the moment
    // decides; with it, all three are in time. When it was granted is in no term, so it cannot matter.
    for (stop, late) in [
        ("2026-03-09 17:29:59", false),
        ("2026-03-09 17:30:00", true),
        ("2026-03-09 17:30:01", true),
    ] {
        assert_eq!(breached(&five, stop), late, "{stop}");
        assert!(!breached(&eight, stop), "{stop}");
    }
    for (stop, late) in [
        ("2026-03-12 17:29:59", false),
        ("2026-03-12 17:30:00", true),
        ("2026-03-12 17:30:01", true),
    ] {
        assert_eq!(breached(&eight, stop), late, "{stop}");
    }
    // In days of pause it is the same: what is left is counted anew from the start.
    let pause = [("2026-03-04 10:00:00", "2026-03-06 10:00:00")];
    assert_due(&paused(five, &pause), "2026-03-11 17:30:00");
    assert_due(&paused(eight, &pause), "2026-03-16 17:30:00");
}

#[test]
fn a_pause_that_begins_in_the_second_of_the_due_moment_comes_too_late() {
    for unit in [Unit::Workhour, Unit::Hour] {
        let terms = clock(1, unit, "2026-03-04 09:00:00");
        let pause = |from| [(from, "2026-03-04 11:00:00")];
        assert_due(&paused(terms.clone(), &pause("2026-03-04 10:00:00")), "2026-03-04 10:00:00");
        assert_due(&paused(terms, &pause("2026-03-04 09:59:59")), "2026-03-04 11:00:01");
    }
}

#[test]
fn a_level_changed_while_paused_is_counted_anew_with_the_same_start_and_pause() {
    let pause = [("2026-03-03 10:00:00", "")];
    let normal = paused(clock(5, Unit::Workday, "2026-03-02 09:00:00"), &pause);
    let critical = ClockTerms { unit: Unit::Hour, amount: Amount::new(48).unwrap(), ..normal };
    let left = remaining(&CITY, &critical, at("2026-03-25 10:00:00")).unwrap();
    assert_eq!((left.seconds, left.days, left.to_string().as_str()), (23 * 3600, None, "PT23H"));
    let resumed = paused(critical, &[("2026-03-03 10:00:00", "2026-03-30 10:00:00")]);
    assert_due(&resumed, "2026-03-31 09:00:00");
}

#[test]
fn an_appeal_merged_and_taken_out_again_has_the_clock_it_had() {
    let terms = clock(5, Unit::Workday, "2026-03-02 09:00:00");
    let before = due(&CITY, &terms).unwrap();
    // While merged its clock is settled, not forgotten: the terms alone decide afterwards.
    assert!(!settle(&CITY, &terms, at("2026-03-04 09:00:00")).unwrap().breached);
    assert_eq!(due(&CITY, &terms).unwrap(), before);
}

#[test]
fn an_appeal_reopened_after_forty_days_starts_clocks_of_its_own() {
    let first = clock(5, Unit::Workday, "2026-08-24 09:00:00");
    assert_due(&first, "2026-08-31 17:30:00");
    let again = ClockTerms { started_at: first.started_at + TimeDelta::days(40), ..first };
    // Saturday 3 October; counted are the 8th, 9th, the make-up Saturday 10th, the 12th and 13th.
    assert_due(&again, "2026-10-13 17:30:00");
}

#[test]
fn lamps_turn_yellow_as_the_rule_book_says() {
    let yellow = |terms: &ClockTerms| yellow_at(&CITY, terms).unwrap();
    // Two days and more: closing time of the last working day before the due date.
    let terms = clock(2, Unit::Workday, "2026-03-05 09:00:00");
    assert_eq!(yellow(&terms), at("2026-03-06 17:30:00"));
    // One day: 80 % of the opening time between start and due (2.5 + 4 + 7.5 of 14 hours).
    let terms = clock(1, Unit::Workday, "2026-03-04 09:30:00");
    assert_eq!(yellow(&terms), at("2026-03-05 14:42:00"));
    // Units of time: 80 % of the amount, a pause deducted.
    let terms = clock(10, Unit::Workminute, "2026-03-04 11:59:00");
    assert_eq!(yellow(&terms), at("2026-03-04 13:37:00"));
    let pause = [("2026-03-04 01:00:00", "2026-03-04 02:00:00")];
    let terms = paused(clock(10, Unit::Hour, "2026-03-04 00:00:00"), &pause);
    assert_eq!(yellow(&terms), at("2026-03-04 09:00:00"));
    // An event on the weekend with a term in days: yellow from the start, never before it.
    let terms = clock(2, Unit::Day, "2026-03-07 20:00:00");
    assert_eq!(
        (yellow(&terms), due(&CITY, &terms).unwrap().due_at),
        (at("2026-03-07 20:00:00"), at("2026-03-09 17:30:00"))
    );
}

#[test]
fn what_is_left_and_what_is_missed_can_be_shown_to_people() {
    let terms = clock(5, Unit::Workday, "2026-03-02 09:00:00");
    let shown = |moment: &str| remaining(&CITY, &terms, at(moment)).unwrap().to_string();
    assert_eq!(shown("2026-03-02 09:00:00"), "P5D");
    assert_eq!(shown("2026-03-09 10:15:00"), "PT5H45M");
    assert_eq!(shown("2026-03-09 17:30:00"), "-PT0S");
    assert_eq!(shown("2026-03-10 09:00:00"), "-P1D");
    assert_eq!(shown("2026-03-15 09:00:00"), "-P4D");
}

#[test]
fn years_without_a_notice_are_provisional_but_elapsed_time_never_is() {
    let provisional = |terms: &ClockTerms| due(&CITY, terms).unwrap().provisional;
    assert!(!provisional(&clock(1, Unit::Workday, "2026-12-30 09:00:00")));
    assert!(provisional(&clock(2, Unit::Workday, "2026-12-30 09:00:00")));
    assert!(provisional(&clock(1, Unit::Workhour, "2027-02-06 09:00:00")));
    assert!(!provisional(&clock(1, Unit::Hour, "2027-02-06 09:00:00")));
    // Counted by weekdays alone: 1 January 2027 is a Friday.
    assert_due(&clock(2, Unit::Workday, "2026-12-30 09:00:00"), "2027-01-01 17:30:00");
}

#[test]
fn closing_times_are_found_forward_and_backward() {
    let after = |n| workday_close_after(&CITY, at("2026-10-01 12:00:00"), n).unwrap();
    let before = |n| workday_close_before(&CITY, at("2026-10-08 12:00:00"), n).unwrap();
    assert_eq!((after(0), after(1)), (at("2026-10-08 17:30:00"), at("2026-10-08 17:30:00")));
    assert_eq!(after(3), at("2026-10-10 17:30:00"));
    assert_eq!((before(1), before(2)), (at("2026-09-30 17:30:00"), at("2026-09-29 17:30:00")));
}

#[test]
fn a_clock_beyond_the_compiled_years_is_a_named_error() {
    for unit in [Unit::Workday, Unit::Day, Unit::Workhour] {
        let far = clock(500_000, unit, "2026-03-02 09:00:00");
        let fault = due(&CITY, &far).unwrap_err().to_string();
        assert_eq!(fault, "outside the years 2000 to 2050 that calendar city was compiled for");
        assert!(due(&CITY, &clock(1, unit, "1999-03-02 09:00:00")).is_err());
        assert!(due(&CITY, &clock(1, unit, "2051-03-02 09:00:00")).is_err());
    }
    let elapsed = clock(Amount::MAX, Unit::Hour, "2049-03-02 09:00:00");
    assert!(
        due(&CITY, &elapsed).is_ok() && lamp_at(&CITY, &elapsed, at("2049-03-02 09:00:00")).is_ok()
    );
}

#[test]
fn terms_that_make_no_sense_are_refused() {
    let backwards = [("2026-03-04 10:00:00", "2026-03-04 09:59:59")];
    let terms = paused(clock(1, Unit::Hour, "2026-03-04 09:00:00"), &backwards);
    assert_eq!(due(&CITY, &terms), Err(ClockFault::PauseBackwards));
    assert_eq!(Amount::new(0), None);
    assert_eq!(Amount::new(Amount::MAX + 1), None);
    assert!(
        serde_json::from_str::<Amount>("0").is_err()
            && serde_json::from_str::<Amount>("1.5").is_err()
    );
}
