//! What an administrator may do to a calendar, and what is refused by name.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::{NaiveDate, TimeDelta, TimeZone};
use domain::calendar::{
    AfterHours, Calendar, CalendarEdit, CalendarFault, Closure, DayKind, Interval, MonthDay,
    Notice, NoticeDay, OverrideKind, SeasonHours,
};
use domain::sla::Applies;
use domain::time::Timestamp;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> Timestamp {
    let local = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
    chrono_tz::Asia::Shanghai.from_local_datetime(&local).single().unwrap().to_utc()
}

fn city() -> Calendar {
    Calendar::default_city().unwrap()
}

fn typhoon() -> Closure {
    let closure = Closure::everywhere(at("2026-08-06 00:30"), at("2026-08-08 00:00"), "台风停工");
    Closure { key: "typhoon-9".into(), counties: vec!["371402".into()], ..closure }
}

fn set_day(day: &str, kind: OverrideKind, name: &str) -> CalendarEdit {
    CalendarEdit::SetDay { date: date(day), day: kind, name: name.into(), intervals: vec![] }
}

fn day(name: &str, text: &str, is_off_day: bool) -> NoticeDay {
    NoticeDay { name: name.into(), date: date(text), is_off_day }
}

#[test]
fn a_version_takes_effect_on_the_earliest_day_that_its_edits_touch() {
    let calendar = city();
    let notice = Notice::of_days(
        2027,
        vec![day("元旦", "2027-01-03", false), day("元旦", "2027-01-01", true)],
    );
    let edits = [
        CalendarEdit::ApplyNotice { notice: notice.unwrap() },
        set_day("2027-02-01", OverrideKind::Off, "市庆"),
    ];
    let next = calendar.edited(&edits, None).unwrap();
    assert_eq!((next.version, next.effective_from), (2, date("2027-01-01")));
    assert!(next.notice_years.contains(&2027));
    let compiled = next.compile().unwrap();
    assert_eq!(compiled.day_kind(date("2027-02-01")), Ok(DayKind::Holiday("市庆".into())));
    assert_eq!(compiled.is_working_day(date("2027-01-03")), Ok(true));
    // A closure begins in the calendar's zone: half past midnight is the day before in UTC.
    let next = calendar.edited(&[CalendarEdit::AddClosure { closure: typhoon() }], None).unwrap();
    assert_eq!(next.effective_from, date("2026-08-06"));
    let earlier = calendar.edited(&edits, Some(date("2026-12-01"))).unwrap();
    assert_eq!(earlier.effective_from, date("2026-12-01"));
    assert!(calendar.edited(&edits, Some(date("2027-01-01"))).is_ok());
    let fault = calendar.edited(&edits, Some(date("2027-01-02"))).unwrap_err();
    let (day, effective_from) = (date("2027-01-01"), date("2027-01-02"));
    assert_eq!(fault, CalendarFault::TouchesEarlier { day, effective_from });
    assert_eq!(calendar.edited(&[], None), Err(CalendarFault::NeedsDate));
}

#[test]
fn a_corrected_notice_touches_the_days_that_it_drops() {
    let first = Notice::of_days(
        2027,
        vec![day("元旦", "2026-12-31", true), day("元旦", "2027-01-01", true)],
    );
    let second = Notice::of_days(2027, vec![day("元旦", "2027-01-01", true)]);
    let edit = |notice: Result<Notice, _>| [CalendarEdit::ApplyNotice { notice: notice.unwrap() }];
    let one = city().edited(&edit(first), None).unwrap();
    let two = one.edited(&edit(second), None).unwrap();
    assert_eq!((two.version, two.effective_from), (3, date("2026-12-31")));
    assert!(!two.overrides.contains_key(&date("2026-12-31")));
    let nothing = edit(Notice::of_days(2028, vec![]));
    assert!(matches!(city().edited(&nothing, None), Err(CalendarFault::BadNotice(_))));
    let contradiction = Notice {
        year: 2028,
        papers: vec![],
        days: vec![day("甲", "2028-01-01", true), day("乙", "2028-01-01", false)],
    };
    let edits = [CalendarEdit::ApplyNotice { notice: contradiction }];
    assert!(matches!(city().edited(&edits, None), Err(CalendarFault::BadNotice(_))));
}

#[test]
fn what_has_no_date_of_its_own_needs_one() {
    use chrono::Weekday::{Fri, Mon};
    let season = |weekdays| SeasonHours {
        from: MonthDay::NEW_YEAR,
        to: MonthDay::YEAR_END,
        weekdays,
        intervals: vec![Interval { from: "09:00".parse().unwrap(), to: "12:00".parse().unwrap() }],
    };
    let applies = vec![Applies { county: Some("371402".into()), ..Applies::default() }];
    for edit in [
        CalendarEdit::SetHours { hours: vec![season(vec![Mon, Fri])] },
        CalendarEdit::SetAfterHours { after_hours: AfterHours::NextOpening },
        CalendarEdit::SetApplies { applies },
    ] {
        let with_a_date = [edit.clone(), set_day("2027-02-01", OverrideKind::Off, "市庆")];
        assert_eq!(city().edited(&with_a_date, None), Err(CalendarFault::NeedsDate));
        let next = city().edited(&[edit], Some(date("2026-11-01"))).unwrap();
        assert_eq!(next.effective_from, date("2026-11-01"));
        assert_ne!(Calendar { version: 1, effective_from: city().effective_from, ..next }, city());
    }
    for weekdays in [vec![], vec![Mon, Mon]] {
        let edits = [CalendarEdit::SetHours { hours: vec![season(weekdays)] }];
        let fault = city().edited(&edits, Some(date("2026-11-01"))).unwrap_err();
        assert!(matches!(fault, CalendarFault::BadSeason { .. }));
    }
}

#[test]
fn a_closure_is_lifted_early_or_withdrawn_by_its_key() {
    let one = city().edited(&[CalendarEdit::AddClosure { closure: typhoon() }], None).unwrap();
    let key = || "typhoon-9".to_owned();
    let end = |text| [CalendarEdit::EndClosure { key: key(), at: at(text) }];
    let two = one.edited(&end("2026-08-07 12:00"), None).unwrap();
    assert_eq!(two.closures[0].to, at("2026-08-07 12:00"));
    assert_eq!(two.effective_from, date("2026-08-07"));
    for outside in ["2026-08-06 00:30", "2026-08-08 00:00", "2026-09-01 00:00"] {
        let fault = one.edited(&end(outside), None).unwrap_err();
        assert_eq!(fault, CalendarFault::NotWithinClosure { key: key() });
    }
    let withdraw = [CalendarEdit::WithdrawClosure { key: key() }];
    let gone = two.edited(&withdraw, None).unwrap();
    assert_eq!((gone.closures.len(), gone.effective_from), (0, date("2026-08-06")));
    let fault = gone.edited(&withdraw, None).unwrap_err();
    assert_eq!(fault, CalendarFault::NoSuchClosure { key: key() });
    let twice = [CalendarEdit::AddClosure { closure: typhoon() }];
    assert_eq!(one.edited(&twice, None), Err(CalendarFault::SameClosure { key: key() }));
    // What was stored before there were keys is found by its name.
    let mut old = city();
    old.closures =
        vec![Closure::everywhere(at("2026-08-06 00:00"), at("2026-08-07 00:00"), "停工")];
    let withdraw = [CalendarEdit::WithdrawClosure { key: "停工".into() }];
    assert!(old.edited(&withdraw, None).unwrap().closures.is_empty());
}

#[test]
fn a_day_is_cleared_only_where_one_was_set() {
    let one = city().edited(&[set_day("2026-08-03", OverrideKind::Off, "庆")], None).unwrap();
    let clear = [CalendarEdit::ClearDay { date: date("2026-08-03") }];
    let two = one.edited(&clear, None).unwrap();
    assert_eq!(two.overrides, city().overrides);
    let fault = CalendarFault::NoSuchDay { date: date("2026-08-03") };
    assert_eq!(two.edited(&clear, None), Err(fault));
}

#[test]
fn edits_that_make_no_calendar_are_refused_by_name() {
    let refused = |edit: CalendarEdit| city().edited(&[edit], None).unwrap_err();
    let closure = |change: fn(&mut Closure)| {
        let mut closure = typhoon();
        change(&mut closure);
        refused(CalendarEdit::AddClosure { closure })
    };
    assert!(matches!(closure(|c| c.to = c.from), CalendarFault::BadClosure { .. }));
    assert!(matches!(
        closure(|c| c.to = c.from + TimeDelta::seconds(366 * 86_400 + 1)),
        CalendarFault::ClosureTooLong { .. }
    ));
    assert!(matches!(closure(|c| c.key = String::new()), CalendarFault::BadCode { .. }));
    assert!(matches!(closure(|c| c.key = "台风".into()), CalendarFault::BadCode { .. }));
    assert!(matches!(
        closure(|c| c.counties = vec!["德城区".into()]),
        CalendarFault::BadCode { .. }
    ));
    assert!(matches!(closure(|c| c.parks = vec![String::new()]), CalendarFault::BadCode { .. }));
    assert!(matches!(closure(|c| c.name = "x".repeat(61)), CalendarFault::BadName { .. }));
    for name in ["", "  ", "a\nb"] {
        let edit = set_day("2026-08-03", OverrideKind::Off, name);
        assert_eq!(refused(edit), CalendarFault::BadName { name: name.into() });
    }
    let hours =
        |from: &str, to: &str| Interval { from: from.parse().unwrap(), to: to.parse().unwrap() };
    let own = |day, intervals| {
        let (date, name) = (date("2026-08-03"), "特".to_owned());
        refused(CalendarEdit::SetDay { date, day, name, intervals })
    };
    let two = vec![hours("09:00", "12:00"), hours("11:00", "13:00")];
    assert!(matches!(own(OverrideKind::Working, two), CalendarFault::BadInterval { .. }));
    let one = vec![hours("09:00", "12:00")];
    assert!(matches!(own(OverrideKind::Off, one), CalendarFault::BadDay { .. }));
    let far = set_day("2051-01-01", OverrideKind::Off, "远");
    assert_eq!(refused(far), CalendarFault::BadDay { date: date("2051-01-01") });
    let applies = vec![Applies { county: Some(String::new()), ..Applies::default() }];
    let edits = [CalendarEdit::SetApplies { applies }];
    let fault = city().edited(&edits, Some(date("2026-01-01"))).unwrap_err();
    assert!(matches!(fault, CalendarFault::BadCode { .. }));
}

#[test]
fn a_calendar_has_room_for_so_much_and_no_more() {
    let days: Vec<_> = date("2028-01-01").iter_days().take(2_001).collect();
    let edits: Vec<_> =
        days.iter().map(|day| set_day(&day.to_string(), OverrideKind::Off, "休")).collect();
    let empty = Calendar { overrides: Default::default(), ..city() };
    assert!(empty.edited(&edits[..2_000], None).is_ok());
    let fault = empty.edited(&edits, None).unwrap_err();
    assert_eq!(fault, CalendarFault::TooMany { what: "days", limit: 2_000 });
    let edits: Vec<_> = (0..501)
        .map(|n| CalendarEdit::AddClosure {
            closure: Closure { key: format!("c{n}"), ..typhoon() },
        })
        .collect();
    assert!(city().edited(&edits[..500], None).is_ok());
    let fault = city().edited(&edits, None).unwrap_err();
    assert_eq!(fault, CalendarFault::TooMany { what: "closures", limit: 500 });
}

#[test]
fn a_version_does_not_carry_hours_back_that_begin_later() {
    let first = city();
    let mut hours = first.hours.clone();
    hours[0].intervals.truncate(1);
    let winter =
        first.edited(&[CalendarEdit::SetHours { hours }], Some(date("2026-12-01"))).unwrap();
    assert_eq!(winter.may_follow(std::slice::from_ref(&first)), Ok(()));
    let add = [CalendarEdit::AddClosure { closure: typhoon() }];
    let versions = [first.clone(), winter.clone()];
    let fault = winter.edited(&add, None).unwrap().may_follow(&versions).unwrap_err();
    let (day, effective_from) = (date("2026-08-06"), date("2026-12-01"));
    assert_eq!(fault, CalendarFault::CarriesBack { day, effective_from });
    // A notice has dates of its own and may be carried back.
    let notice = Notice::of_days(2027, vec![day_off("2027-01-01")]).unwrap();
    let told = first.edited(&[CalendarEdit::ApplyNotice { notice }], None).unwrap();
    let next = told.edited(&add, None).unwrap();
    assert_eq!(next.may_follow(&[first.clone(), told.clone()]), Ok(()));
    // Numbers are counted on.
    assert!(matches!(told.may_follow(&versions), Err(CalendarFault::MixedVersions { .. })));
}

fn day_off(text: &str) -> NoticeDay {
    day("元旦", text, true)
}

#[test]
fn edits_are_data() {
    let json = r#"[{"kind":"set_day","date":"2026-08-03","day":"off","name":"庆"},
        {"kind":"add_closure","closure":{"key":"t","from":"2026-08-06T00:00:00Z","to":"2026-08-07T00:00:00Z","name":"停","parks":["park-x"]}},
        {"kind":"end_closure","key":"t","at":"2026-08-06T10:00:00Z"},
        {"kind":"withdraw_closure","key":"t"},
        {"kind":"clear_day","date":"2026-08-03"},
        {"kind":"set_after_hours","after_hours":"next_opening"},
        {"kind":"set_hours","hours":[{"from":"01-01","to":"12-31","weekdays":["Mon"],"intervals":[{"from":"09:00","to":"12:00"}]}]},
        {"kind":"set_applies","applies":[{"county":"371402"}]},
        {"kind":"apply_notice","notice":{"year":2027,"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true}]}}]"#;
    let edits: Vec<CalendarEdit> = serde_json::from_str(json).unwrap();
    assert_eq!(edits.len(), 9);
    let next = city().edited(&edits, Some(date("2026-08-01"))).unwrap();
    assert_eq!(next.check(), Ok(()));
    let again = serde_json::to_string(&edits).unwrap();
    assert_eq!(serde_json::from_str::<Vec<CalendarEdit>>(&again).unwrap(), edits);
    for bad in [
        r#"{"kind":"set_day","date":"2026-08-03","day":"off","name":"庆","why":"x"}"#,
        r#"{"kind":"set_hours","hours":[{"from":"01-01","to":"12-31","weekdays":["Funday"],"intervals":[]}]}"#,
        r#"{"kind":"set_code","code":"x"}"#,
    ] {
        assert!(serde_json::from_str::<CalendarEdit>(bad).is_err(), "{bad}");
    }
}
