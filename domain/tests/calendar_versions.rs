//! Calendars over time and in places: keys, versions, scoped closures, what is different.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::{NaiveDate, TimeZone};
use domain::calendar::{
    AfterHours, Calendar, CalendarFault, CalendarKey, Closure, CompiledCalendar, DayKind,
    DayOverride, Interval, Notice, NoticeDay, OverrideKind, Place,
};
use domain::sla::{Amount, Applies, ClockTerms, Unit, Why, due, explain};
use domain::time::Timestamp;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> Timestamp {
    let local = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
    chrono_tz::Asia::Shanghai.from_local_datetime(&local).single().unwrap().to_utc()
}

fn interval(from: &str, to: &str) -> Interval {
    Interval { from: from.parse().unwrap(), to: to.parse().unwrap() }
}

fn city() -> Calendar {
    Calendar::default_city().unwrap()
}

/// The version after another, from a day on.
fn after(calendar: &Calendar, from: &str) -> Calendar {
    let version = calendar.version + 1;
    Calendar { version, effective_from: date(from), ..calendar.clone() }
}

fn of(versions: &[Calendar]) -> CompiledCalendar {
    CompiledCalendar::of_versions(versions, &Place::default()).unwrap()
}

fn in_days(calendar: &CompiledCalendar, amount: u32, start: &str) -> Timestamp {
    let terms = ClockTerms::new(Unit::Workday, Amount::new(amount).unwrap(), at(start));
    due(calendar, &terms).unwrap().due_at
}

#[test]
fn a_calendar_key_is_read_as_it_is_written_and_nothing_else_is() {
    for (text, county, park) in [
        ("city", None, None),
        ("city@371402", Some("371402"), None),
        ("city@371402/park-x", Some("371402"), Some("park-x")),
        ("city@/park-x", None, Some("park-x")),
        ("a_b-9@371402/0", Some("371402"), Some("0")),
    ] {
        let key: CalendarKey = text.parse().unwrap();
        assert_eq!(key.place, Place::new(county, park));
        assert_eq!(key.to_string(), text);
        assert_eq!(CalendarKey::new(&key.code, key.place.clone()), Ok(key.clone()));
        let json = serde_json::to_string(&key).unwrap();
        assert_eq!(json, format!("{text:?}"));
        assert_eq!(serde_json::from_str::<CalendarKey>(&json).unwrap(), key);
    }
    let long = "x".repeat(41);
    for text in [
        "",
        "@",
        "city@",
        "city@/",
        "city@371402/",
        "@371402",
        "City",
        "市",
        "city ",
        "city@37140",
        "city@3714022",
        "city@37140x",
        "city@park-x",
        "city/park-x",
        "city@371402/park/x",
        "city@371402@371403",
        "city@371402/Park",
        "city@/park x",
        "city@３７１４０２",
        &long,
    ] {
        assert!(text.parse::<CalendarKey>().is_err(), "{text}");
        assert!(serde_json::from_str::<CalendarKey>(&format!("{text:?}")).is_err());
    }
    assert!(CalendarKey::new("city", Place::new(Some("德城区"), None)).is_err());
}

#[test]
fn a_closure_counts_where_its_county_or_its_park_is() {
    let mut calendar = city();
    let mut closure = Closure::everywhere(at("2026-08-06 00:00"), at("2026-08-07 00:00"), "停工");
    closure.counties = vec!["371402".into()];
    closure.parks = vec!["park-x".into()];
    calendar.closures = vec![closure];
    let works = |county, park| {
        let compiled = calendar.compile_for(&Place::new(county, park)).unwrap();
        assert_eq!(compiled.place(), &Place::new(county, park));
        compiled.is_working_day(date("2026-08-06")).unwrap()
    };
    assert!(!works(Some("371402"), None));
    assert!(!works(Some("371402"), Some("park-y")));
    assert!(!works(Some("371403"), Some("park-x")));
    assert!(!works(None, Some("park-x")));
    assert!(works(Some("371403"), None));
    assert!(works(Some("371403"), Some("park-y")));
    // Of an unknown place only what applies everywhere is known.
    assert!(works(None, None));
    assert!(calendar.compile().unwrap().is_working_day(date("2026-08-06")).unwrap());
    let elsewhere = calendar.compile().unwrap();
    let here = calendar.compile_for(&Place::new(Some("371402"), None)).unwrap();
    let day = date("2026-08-06");
    assert_eq!(here.day_kind(day), Ok(DayKind::Closure("停工".into())));
    assert_eq!(elsewhere.day_kind(day), Ok(DayKind::Workday));
    assert_eq!(here.difference(&elsewhere), Some((day, day)));
}

#[test]
fn a_long_closure_is_named_also_behind_short_ones_that_begin_later() {
    let mut calendar = city();
    let closure = |from: &str, to: &str, name: &str| Closure::everywhere(at(from), at(to), name);
    calendar.closures = vec![
        closure("2026-08-05 10:00", "2026-08-05 11:00", "短"),
        closure("2026-08-03 00:00", "2026-08-15 00:00", "长"),
        closure("2026-08-06 09:00", "2026-08-06 10:00", "短"),
    ];
    let compiled = calendar.compile().unwrap();
    for day in ["2026-08-03", "2026-08-05", "2026-08-07", "2026-08-14"] {
        assert_eq!(compiled.day_kind(date(day)), Ok(DayKind::Closure("长".into())), "{day}");
    }
    let terms = ClockTerms::new(Unit::Workhour, Amount::new(4).unwrap(), at("2026-07-31 16:30"));
    let story = explain(&compiled, &terms).unwrap();
    assert!(story.spans.iter().any(|span| span.why == Why::Closure("长".into())));
    assert_eq!(story.spans.iter().map(|span| span.counted).sum::<i64>(), story.amount);
}

#[test]
fn each_day_follows_the_newest_version_in_effect() {
    let first = city();
    let mut winter = after(&first, "2026-11-01");
    winter.hours[0].intervals = vec![interval("08:30", "12:00"), interval("13:30", "17:00")];
    let mut holiday = after(&winter, "2026-12-07");
    let entry = DayOverride {
        kind: OverrideKind::Off,
        name: "市庆".into(),
        notice_year: None,
        intervals: vec![],
    };
    holiday.overrides.insert(date("2026-12-08"), entry.clone());
    // A day off that a later version knows does not reach back before it.
    holiday.overrides.insert(date("2026-10-15"), entry);
    let versions = [holiday.clone(), first.clone(), winter.clone()];
    let calendar = of(&versions);
    assert_eq!(in_days(&calendar, 1, "2026-10-29 10:00"), at("2026-10-30 17:30"));
    assert_eq!(in_days(&calendar, 2, "2026-10-29 10:00"), at("2026-11-02 17:00"));
    assert_eq!(in_days(&calendar, 1, "2026-12-07 10:00"), at("2026-12-09 17:00"));
    assert_eq!(calendar.day_kind(date("2026-12-08")), Ok(DayKind::Holiday("市庆".into())));
    assert_eq!(calendar.day_kind(date("2026-10-15")), Ok(DayKind::Workday));
    assert_eq!(calendar.calendar(), &holiday);
    // Before any version the oldest rules.
    assert_eq!(calendar.ruling_on(date("2001-01-01")), Ok(&first));
    assert_eq!(calendar.ruling_on(date("2026-10-31")), Ok(&first));
    assert_eq!(calendar.ruling_on(date("2026-11-01")), Ok(&winter));
    assert_eq!(calendar.ruling_on(date("2050-12-31")), Ok(&holiday));
    let before = of(std::slice::from_ref(&first));
    let last = date("2050-12-30");
    assert_eq!(before.difference(&calendar), Some((date("2026-11-02"), last)));
    assert_eq!(
        of(&[first, winter]).difference(&calendar),
        Some((date("2026-12-08"), date("2026-12-08")))
    );
}

#[test]
fn a_version_that_a_newer_one_overtakes_never_rules() {
    let first = city();
    let mut later = after(&first, "2027-01-01");
    later.after_hours = AfterHours::NextOpening;
    let newest = after(&first, "2026-06-01");
    let newest = Calendar { version: 3, ..newest };
    let calendar = of(&[first, later, newest.clone()]);
    assert_eq!(calendar.ruling_on(date("2027-06-01")), Ok(&newest));
    assert_eq!(in_days(&calendar, 1, "2027-06-01 20:00"), at("2027-06-02 17:30"));
}

#[test]
fn after_hours_is_asked_on_the_day_of_the_event() {
    let first = city();
    let mut strict = after(&first, "2026-03-05");
    strict.after_hours = AfterHours::NextOpening;
    let calendar = of(&[first.clone(), strict]);
    assert_eq!(in_days(&calendar, 1, "2026-03-04 20:00"), at("2026-03-05 17:30"));
    assert_eq!(in_days(&calendar, 1, "2026-03-05 20:00"), at("2026-03-09 17:30"));
    let changed = of(&[first]).difference(&calendar);
    assert_eq!(changed, Some((date("2026-03-05"), date("2050-12-31"))));
}

#[test]
fn days_that_are_open_alike_and_close_otherwise_differ() {
    // Closed by notice from 16:00 the day still closes at 17:30; by hours of its own, at 16:00.
    let (mut closed, mut short) = (city(), city());
    let (from, to) = (at("2026-08-06 16:00"), at("2026-08-06 20:00"));
    closed.closures = vec![Closure::everywhere(from, to, "停")];
    let intervals = vec![interval("08:30", "12:00"), interval("13:30", "16:00")];
    let (kind, name) = (OverrideKind::Working, "早退".to_owned());
    let own = DayOverride { kind, name, notice_year: None, intervals };
    let day = date("2026-08-06");
    short.overrides.insert(day, own);
    let (closed, short) = (of(&[closed]), of(&[short]));
    let all = closed.opening_between(at("2026-08-06 00:00"), to).unwrap();
    assert_eq!(short.opening_between(at("2026-08-06 00:00"), to), Ok(all));
    assert_eq!(closed.difference(&short), Some((day, day)));
}

#[test]
fn a_notice_is_known_on_all_days_once_the_newest_version_knows_it() {
    let first = city();
    let mut told = after(&first, "2027-05-01");
    let day =
        |date: &str| NoticeDay {
            name: "试".into(), date: date.parse().unwrap(), is_off_day: true
        };
    told.apply_notice(&Notice::of_days(2027, vec![day("2027-05-03")]).unwrap());
    let calendar = of(&[first.clone(), told]);
    assert!(!calendar.is_provisional(at("2027-02-01 09:00")).unwrap());
    assert!(calendar.is_provisional(at("2028-02-01 09:00")).unwrap());
    let changed = of(&[first]).difference(&calendar);
    assert_eq!(changed, Some((date("2027-01-01"), date("2027-12-31"))));
}

#[test]
fn versions_of_two_calendars_are_refused_by_name() {
    let first = city();
    let compile =
        |versions: &[Calendar]| CompiledCalendar::of_versions(versions, &Place::default());
    let other = Calendar { code: "park".into(), ..after(&first, "2026-01-01") };
    let moved = Calendar { zone: chrono_tz::Asia::Tokyo, ..after(&first, "2026-01-01") };
    for wrong in [other, moved] {
        let fault = CalendarFault::MixedVersions { code: "city".into(), version: 2 };
        assert_eq!(compile(&[first.clone(), wrong]).unwrap_err(), fault);
    }
    assert_eq!(compile(&[]).unwrap_err(), CalendarFault::NoVersions);
    let mut broken = after(&first, "2026-01-01");
    broken.hours[0].intervals = vec![interval("17:00", "09:00")];
    assert!(matches!(compile(&[first, broken]), Err(CalendarFault::BadInterval { .. })));
}

#[test]
fn what_was_stored_before_there_were_places_and_claims_is_still_read() {
    let json = r#"{"code":"city","version":1,"effective_from":"2007-01-01","zone":"Asia/Shanghai",
        "hours":[],"always_open":true,
        "closures":[{"from":"2026-08-06T00:00:00Z","to":"2026-08-07T00:00:00Z","name":"停"}]}"#;
    let calendar: Calendar = serde_json::from_str(json).unwrap();
    let closure = &calendar.closures[0];
    assert!(closure.key.is_empty() && closure.counties.is_empty() && closure.parks.is_empty());
    assert!(calendar.applies.is_empty());
    let again = serde_json::to_string(&calendar).unwrap();
    assert!(!again.contains("applies") && !again.contains("counties") && !again.contains("key"));
    assert!(serde_json::from_str::<Applies>(r#"{"levels":"normal"}"#).is_err());
}
