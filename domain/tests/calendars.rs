//! Calendars: notices, seasons, closures, foreign zones, and those that cannot be used.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::{DateTime, NaiveDate, TimeDelta, TimeZone, Timelike, Weekday};
use chrono_tz::Tz;
use domain::calendar::{
    AfterHours, Calendar, CalendarFault, Closure, CompiledCalendar, DayKind, DayOverride, Interval,
    MonthDay, Notice, OverrideKind, SeasonHours, TimeOfDay,
};
use domain::sla::{Amount, ClockTerms, Unit, Why, due, explain};
use domain::time::Timestamp;

const CITY_ZONE: Tz = chrono_tz::Asia::Shanghai;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(zone: Tz, text: &str) -> Timestamp {
    let local = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
    zone.from_local_datetime(&local).single().unwrap().to_utc()
}

fn interval(from: &str, to: &str) -> Interval {
    Interval { from: from.parse().unwrap(), to: to.parse().unwrap() }
}

fn due_at(calendar: &CompiledCalendar, amount: u32, unit: Unit, start: Timestamp) -> Timestamp {
    due(calendar, &ClockTerms::new(unit, Amount::new(amount).unwrap(), start)).unwrap().due_at
}

#[test]
fn every_notice_is_read_and_every_day_of_it_is_followed() {
    let calendar = Calendar::default_city().unwrap();
    let compiled = calendar.compile().unwrap();
    let notices = Notice::shipped().unwrap();
    assert_eq!(notices.len(), 21);
    assert_eq!(calendar.notice_years, (2007..=2026).collect());
    assert!(!notices[20].is_announced());
    for day in notices.iter().flat_map(|notice| &notice.days) {
        assert_eq!(compiled.is_working_day(day.date), Ok(!day.is_off_day), "{}", day.date);
    }
    let kind = |text| compiled.day_kind(date(text)).unwrap();
    assert_eq!(kind("2022-12-31"), DayKind::Holiday("元旦".into()));
    assert_eq!(kind("2026-09-20"), DayKind::MakeupWorkday("国庆节".into()));
    assert_eq!((kind("2026-03-07"), kind("2026-03-06")), (DayKind::Weekend, DayKind::Workday));
}

#[test]
fn a_broken_notice_is_refused_and_a_corrected_one_replaces_the_first() {
    let day = |date: &str, off| format!(r#"{{"name":"试","date":"{date}","isOffDay":{off}}}"#);
    let notice = |days: &[String]| {
        Notice::parse(&format!(r#"{{"year":2027,"papers":[],"days":[{}]}}"#, days.join(",")))
    };
    for bad in [
        vec![day("2027-02-30", true)],
        vec![day("2030-01-01", true)],
        vec![day("2027-01-01", true), day("2027-01-01", false)],
    ] {
        assert!(matches!(notice(&bad), Err(CalendarFault::BadNotice(_))));
    }
    assert!(Notice::parse("[]").is_err());
    let mut calendar = Calendar::default_city().unwrap();
    let by_hand = DayOverride {
        kind: OverrideKind::Working,
        name: "市里".into(),
        notice_year: None,
        intervals: vec![],
    };
    calendar.overrides.insert(date("2027-01-02"), by_hand);
    let first = [day("2027-01-01", true), day("2027-01-02", true), day("2027-01-04", true)];
    calendar.apply_notice(&notice(&first).unwrap());
    calendar.apply_notice(&notice(&first[..2]).unwrap());
    let compiled = calendar.compile().unwrap();
    let worked = |text| compiled.is_working_day(date(text)).unwrap();
    assert_eq!(
        (worked("2027-01-01"), worked("2027-01-02"), worked("2027-01-04")),
        (false, true, true)
    );
    assert!(!compiled.is_provisional(at(CITY_ZONE, "2027-06-01 09:00")).unwrap());
}

#[test]
fn seasons_have_their_own_hours_also_on_makeup_days_and_across_the_new_year() {
    use Weekday::{Fri, Mon, Thu, Tue, Wed};
    let mut calendar = Calendar::default_city().unwrap();
    let season = |from: &str, to: &str, intervals| SeasonHours {
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
        weekdays: vec![Mon, Tue, Wed, Thu, Fri],
        intervals,
    };
    calendar.hours = vec![
        season("06-01", "09-30", vec![interval("08:30", "12:00"), interval("14:00", "18:00")]),
        season("10-01", "05-31", vec![interval("08:30", "12:00"), interval("13:30", "17:00")]),
    ];
    let compiled = calendar.compile().unwrap();
    let close = |start| due_at(&compiled, 1, Unit::Workday, at(CITY_ZONE, start));
    assert_eq!(close("2026-09-19 09:00"), at(CITY_ZONE, "2026-09-20 18:00"));
    assert_eq!(close("2026-10-09 09:00"), at(CITY_ZONE, "2026-10-10 17:00"));
    assert_eq!(close("2026-12-31 09:00"), at(CITY_ZONE, "2027-01-01 17:00"));
}

#[test]
fn a_closure_takes_its_hours_and_a_day_it_takes_whole_does_not_count() {
    let mut calendar = Calendar::default_city().unwrap();
    let closure = |from: &str, to: &str| {
        Closure::everywhere(at(CITY_ZONE, from), at(CITY_ZONE, to), "台风停工")
    };
    calendar.closures = vec![
        closure("2026-08-06 08:00", "2026-08-06 20:00"),
        closure("2026-08-05 15:00", "2026-08-05 23:00"),
    ];
    let compiled = calendar.compile().unwrap();
    let start = at(CITY_ZONE, "2026-08-04 10:00");
    assert_eq!(compiled.day_kind(date("2026-08-06")), Ok(DayKind::Closure("台风停工".into())));
    // The day that is cut short stays a working day and keeps its closing time.
    assert_eq!(due_at(&compiled, 1, Unit::Workday, start), at(CITY_ZONE, "2026-08-05 17:30"));
    assert_eq!(due_at(&compiled, 2, Unit::Workday, start), at(CITY_ZONE, "2026-08-07 17:30"));
    assert_eq!(due_at(&compiled, 11, Unit::Workhour, start), at(CITY_ZONE, "2026-08-05 15:00"));
    let terms = ClockTerms::new(Unit::Workhour, Amount::new(12).unwrap(), start);
    let story = explain(&compiled, &terms).unwrap();
    assert!(story.spans.iter().any(|span| span.why == Why::Closure("台风停工".into())));
    assert_eq!(story.spans.last().unwrap().to, at(CITY_ZONE, "2026-08-07 09:30"));
    calendar.closures.push(closure("2026-08-07 10:00", "2026-08-07 10:00"));
    assert!(matches!(calendar.compile(), Err(CalendarFault::BadClosure { .. })));
}

#[test]
fn after_hours_may_move_an_event_to_the_next_opening() {
    let mut calendar = Calendar::default_city().unwrap();
    calendar.after_hours = AfterHours::NextOpening;
    let compiled = calendar.compile().unwrap();
    let next = |start| due_at(&compiled, 1, Unit::Workday, at(CITY_ZONE, start));
    assert_eq!(next("2026-03-04 12:00"), at(CITY_ZONE, "2026-03-05 17:30"));
    assert_eq!(next("2026-03-04 17:30"), at(CITY_ZONE, "2026-03-06 17:30"));
    assert_eq!(next("2026-03-07 10:00"), at(CITY_ZONE, "2026-03-10 17:30"));
}

#[test]
fn a_calendar_with_no_opening_hours_is_a_named_error() {
    let empty = Calendar::weekly("empty", CITY_ZONE, vec![]);
    let fault = CalendarFault::NoOpeningHours { code: "empty".into() };
    assert_eq!(empty.compile().unwrap_err(), fault);
    let mut holidays = Calendar::default_city().unwrap();
    let (from, to) = (at(CITY_ZONE, "2030-01-01 00:00"), at(CITY_ZONE, "2040-06-01 00:00"));
    holidays.closures = vec![Closure::everywhere(from, to, "停")];
    let silence = holidays.compile().unwrap_err();
    let after = date("2029-12-31");
    assert_eq!(silence, CalendarFault::NoOpeningWithinTenYears { code: "city".into(), after });
    assert!(matches!(
        CompiledCalendar::for_years(&holidays, 3, 2),
        Err(CalendarFault::BadYears { .. })
    ));
}

#[test]
fn hours_that_overlap_or_end_before_they_begin_are_refused() {
    for bad in [
        vec![interval("09:00", "09:00")],
        vec![interval("17:00", "09:00")],
        vec![interval("09:00", "12:00"), interval("11:59", "13:00")],
    ] {
        let calendar = Calendar::weekly("bad", CITY_ZONE, bad);
        assert!(matches!(calendar.compile(), Err(CalendarFault::BadInterval { .. })));
    }
    for text in ["24:01", "8:30", "08:60", "+8:30", "08:30:60", "08:30:00:00", ""] {
        assert!(text.parse::<TimeOfDay>().is_err(), "{text}");
    }
    assert_eq!("24:00".parse::<TimeOfDay>().unwrap(), TimeOfDay::END_OF_DAY);
    assert!("02-30".parse::<MonthDay>().is_err() && "02-29".parse::<MonthDay>().is_ok());
}

#[test]
fn a_calendar_survives_storage() {
    let calendar = Calendar::default_city().unwrap();
    let json = serde_json::to_string(&calendar).unwrap();
    assert_eq!(serde_json::from_str::<Calendar>(&json).unwrap(), calendar);
    assert!(json.contains(r#""zone":"Asia/Shanghai""#) && json.contains(r#""from":"08:30""#));
}

#[test]
fn around_the_clock_every_day_closes_at_midnight() {
    let compiled = Calendar::around_the_clock("always", CITY_ZONE).compile().unwrap();
    let start = at(CITY_ZONE, "2026-10-03 23:59");
    assert_eq!(due_at(&compiled, 1, Unit::Workday, start), at(CITY_ZONE, "2026-10-05 00:00"));
    assert_eq!(due_at(&compiled, 48, Unit::Workhour, start), start + TimeDelta::hours(48));
    assert!(
        !due(&compiled, &ClockTerms::new(Unit::Day, Amount::new(1).unwrap(), start))
            .unwrap()
            .provisional
    );
}

#[test]
fn new_york_keeps_its_wall_clock_across_both_changes() {
    let zone = chrono_tz::America::New_York;
    let office = Calendar::weekly("ny", zone, vec![interval("09:00", "17:00")]).compile().unwrap();
    // Put forward on Sunday 8 March 2026, back on Sunday 1 November 2026.
    for (friday, monday) in [("2026-03-06", "2026-03-09"), ("2026-10-30", "2026-11-02")] {
        let local = |day: &str, time| at(zone, &format!("{day} {time}"));
        assert_eq!(
            due_at(&office, 1, Unit::Workday, local(friday, "10:00")),
            local(monday, "17:00")
        );
        assert_eq!(
            due_at(&office, 8, Unit::Workhour, local(friday, "16:00")),
            local(monday, "16:00")
        );
        assert_eq!(due_at(&office, 3, Unit::Day, local(friday, "10:00")), local(monday, "17:00"));
    }
    let elapsed = due_at(&office, 24, Unit::Hour, at(zone, "2026-03-07 12:00"));
    assert_eq!(elapsed, at(zone, "2026-03-08 13:00"));
    let always = Calendar::around_the_clock("ny24", zone).compile().unwrap();
    for (day, next, hours) in [("2026-03-08", "2026-03-09", 23), ("2026-11-01", "2026-11-02", 25)] {
        let (from, to) = (at(zone, &format!("{day} 00:00")), at(zone, &format!("{next} 00:00")));
        assert_eq!(always.opening_between(from, to), Ok(TimeDelta::hours(hours)));
        assert_eq!(due_at(&always, 24, Unit::Workhour, from), from + TimeDelta::hours(24));
    }
}

#[test]
fn every_unit_keeps_its_rule_in_new_york_across_both_changes() {
    let zone = chrono_tz::America::New_York;
    use Weekday::{Fri, Mon, Sun};
    let mut calendar =
        Calendar::weekly("ny", zone, vec![interval("00:30", "04:30"), interval("09:00", "17:00")]);
    calendar.hours[0].weekdays = vec![Fri, Sun, Mon];
    let office = calendar.compile().unwrap();
    // The night from Saturday to Sunday has one hour less in spring and one hour more in autumn; the
    // shift from 00:30 to 04:30 lasts three hours and five.
    for (saturday, sunday, monday, shift) in [
        ("2026-03-07", "2026-03-08", "2026-03-09", 3),
        ("2026-10-31", "2026-11-01", "2026-11-02", 5),
    ] {
        let local = |day: &str, time| at(zone, &format!("{day} {time}"));
        let due = |amount, unit| due_at(&office, amount, unit, local(saturday, "12:00"));
        assert_eq!(due(1, Unit::Workday), local(sunday, "17:00"));
        assert_eq!(due(2, Unit::Workday), local(monday, "17:00"));
        assert_eq!(due(1, Unit::Day), local(sunday, "17:00"));
        assert_eq!(due(2, Unit::Day), local(monday, "17:00"));
        assert_eq!(due(shift, Unit::Workhour), local(sunday, "04:30"));
        assert_eq!(due(shift + 8, Unit::Workhour), local(sunday, "17:00"));
        assert_eq!(due(shift * 60 + 1, Unit::Workminute), local(sunday, "09:01"));
        let night = 12 + shift;
        assert_eq!(due(night, Unit::Hour), local(sunday, "04:00"));
        assert_eq!(due(night * 60 + 30, Unit::Minute), local(sunday, "04:30"));
    }
}

/// Opening time minute by minute, from nothing but the wall clock of each minute.
fn open_minutes(zone: Tz, hours: &[(u32, u32)], from: Timestamp, minutes: i64) -> i64 {
    let open = |minute: &i64| {
        let local = (from + TimeDelta::minutes(*minute)).with_timezone(&zone);
        let now = local.hour() * 60 + local.minute();
        hours.iter().any(|&(a, b)| (a * 60..b * 60).contains(&now))
    };
    i64::try_from((0..minutes).filter(open).count()).unwrap()
}

#[test]
fn opening_time_equals_the_minutes_on_the_wall_in_every_kind_of_zone() {
    // One zone per kind of oddity: changes at 2 in the morning, at midnight, by half an hour, a date
    // that did not exist, and none at all.
    for (zone, around) in [
        (chrono_tz::America::New_York, ["2026-03-08", "2026-11-01"]),
        (chrono_tz::America::Santiago, ["2026-04-05", "2026-09-06"]),
        (chrono_tz::Africa::Cairo, ["2026-04-24", "2026-10-30"]),
        (chrono_tz::Australia::Lord_Howe, ["2026-04-05", "2026-10-04"]),
        (chrono_tz::Pacific::Apia, ["2011-12-30", "2011-09-24"]),
        (CITY_ZONE, ["2026-02-14", "2026-10-01"]),
    ] {
        // The night shift covers every usual hour of change; the gap between is not at one.
        let hours = [(0, 4), (5, 6), (9, 17)];
        let week = vec![
            interval("00:00", "04:00"),
            interval("05:00", "06:00"),
            interval("09:00", "17:00"),
        ];
        let mut calendar = Calendar::weekly("odd", zone, week);
        use Weekday::{Sat, Sun};
        calendar.hours[0].weekdays.extend([Sat, Sun]);
        let compiled = calendar.compile().unwrap();
        let always = Calendar::around_the_clock("odd24", zone).compile().unwrap();
        for day in around {
            let noon = DateTime::from_timestamp(
                date(day).and_hms_opt(12, 0, 0).unwrap().and_utc().timestamp() - 2 * 86_400,
                0,
            )
            .unwrap();
            for step in 0..40 {
                let from = noon + TimeDelta::minutes(step * 47);
                for minutes in [1, 59, 600, 1_500, 3_000, 5_000] {
                    let to = from + TimeDelta::minutes(minutes);
                    let expected = TimeDelta::minutes(open_minutes(zone, &hours, from, minutes));
                    let got = compiled.opening_between(from, to).unwrap();
                    assert_eq!(got, expected, "{zone} {from} {minutes}");
                    assert_eq!(always.opening_between(from, to), Ok(to - from), "{zone} {from}");
                }
            }
        }
    }
}
