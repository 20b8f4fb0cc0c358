//! What an administrator may do to a calendar, and what is refused by name.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::{NaiveDate, TimeDelta, TimeZone};
use domain::calendar::{
    AfterHours, Calendar, CalendarEdit, CalendarFault, Closure, CompiledCalendar, DayKind,
    Interval, MonthDay, Notice, NoticeDay, OverrideKind, Place, SeasonHours,
};
use domain::sla::{Amount, Applies, ClockTerms, Facts, Unit, due};
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

/// Hours that end at a time of the afternoon.
fn until(end: &str) -> CalendarEdit {
    let mut hours = city().hours;
    hours[0].intervals[1].to = end.parse().unwrap();
    CalendarEdit::SetHours { hours }
}

fn of(versions: &[Calendar]) -> CompiledCalendar {
    CompiledCalendar::of_versions(versions, &Place::default()).unwrap()
}

/// The closing time of a working day.
fn closes(calendar: &CompiledCalendar, day: &str) -> Timestamp {
    let night = at(&format!("{day} 23:59"));
    let terms = ClockTerms::new(Unit::Day, Amount::new(1).unwrap(), night - TimeDelta::days(1));
    due(calendar, &terms).unwrap().due_at
}

#[test]
fn a_closure_entered_before_published_hours_begin_moves_only_its_days_and_leaves_both_hours() {
    let first = city();
    let winter = first.edited(&[until("17:00")], Some(date("2026-12-01"))).unwrap();
    assert_eq!((winter.hours_from, winter.hours_from()), (None, date("2026-12-01")));
    let (from, to) = (at("2026-11-19 12:00"), at("2026-11-21 00:00"));
    let closure = Closure { key: "t".into(), ..Closure::everywhere(from, to, "台风停工") };
    let closed = winter.edited(&[CalendarEdit::AddClosure { closure }], None).unwrap();
    assert_eq!((closed.version, closed.effective_from), (3, date("2026-11-19")));
    assert_eq!(closed.hours_from, Some(date("2026-12-01")));
    let known = [first, winter];
    assert_eq!(closed.may_follow(&known), Ok(()));
    let [first, winter] = known;
    let before = of(&[first.clone(), winter.clone()]);
    let after = of(&[first.clone(), winter.clone(), closed.clone()]);
    assert_eq!(before.difference(&after), Some((date("2026-11-19"), date("2026-11-20"))));
    let kind = DayKind::Closure("台风停工".into());
    assert_eq!(after.day_kind(date("2026-11-20")), Ok(kind));
    assert_eq!(closes(&after, "2026-11-19"), at("2026-11-19 17:30"));
    assert_eq!(closes(&after, "2026-11-30"), at("2026-11-30 17:30"));
    assert_eq!(closes(&after, "2026-12-01"), at("2026-12-01 17:00"));
    // Withdrawn, all is as it was.
    let withdraw = [CalendarEdit::WithdrawClosure { key: "t".into() }];
    let gone = closed.edited(&withdraw, None).unwrap();
    assert_eq!((gone.effective_from, gone.hours_from()), (date("2026-11-19"), date("2026-12-01")));
    assert_eq!(before.difference(&of(&[first, winter, closed, gone])), None);
}

#[test]
fn a_notice_for_next_year_is_imported_while_other_hours_are_to_come() {
    let mut first = city();
    first.notice_years = (2007..=2026).collect();
    first.overrides.retain(|_, day| day.notice_year != Some(2027));
    assert_eq!(first.missing_notice(date("2026-12-01")), Some(2027));
    let spring = first.edited(&[until("18:00")], Some(date("2027-03-01"))).unwrap();
    let notice = Notice::of_days(
        2027,
        vec![day("元旦", "2027-01-01", true), day("劳动节", "2027-05-03", true)],
    );
    let edits = [CalendarEdit::ApplyNotice { notice: notice.unwrap() }];
    let told = spring.edited(&edits, None).unwrap();
    assert_eq!((told.effective_from, told.hours_from()), (date("2027-01-01"), date("2027-03-01")));
    assert_eq!(told.may_follow(&[first.clone(), spring.clone()]), Ok(()));
    assert_eq!(told.missing_notice(date("2026-12-01")), None);
    let calendar = of(&[first, spring, told]);
    assert_eq!(closes(&calendar, "2027-02-26"), at("2027-02-26 17:30"));
    assert_eq!(closes(&calendar, "2027-03-01"), at("2027-03-01 18:00"));
    for day in ["2027-01-01", "2027-05-03"] {
        assert!(matches!(calendar.day_kind(date(day)), Ok(DayKind::Holiday(_))), "{day}");
    }
    assert!(!calendar.is_provisional(at("2027-02-01 09:00")).unwrap());
}

#[test]
fn a_day_is_cleared_in_the_past_and_hours_since_then_stay() {
    let first = city().edited(&[set_day("2026-03-02", OverrideKind::Off, "庆")], None).unwrap();
    let summer = first.edited(&[until("18:00")], Some(date("2026-06-01"))).unwrap();
    let edits = [CalendarEdit::ClearDay { date: date("2026-03-02") }];
    let clear = summer.edited(&edits, None).unwrap();
    assert_eq!(
        (clear.effective_from, clear.hours_from()),
        (date("2026-03-02"), date("2026-06-01"))
    );
    let versions = [city(), first, summer, clear];
    assert_eq!(versions[3].may_follow(&versions[..3]), Ok(()));
    let (before, after) = (of(&versions[..3]), of(&versions));
    let day = date("2026-03-02");
    assert_eq!(before.difference(&after), Some((day, day)));
    assert_eq!(after.day_kind(day), Ok(DayKind::Workday));
    assert_eq!(closes(&after, "2026-03-02"), at("2026-03-02 17:30"));
    assert_eq!(closes(&after, "2026-06-01"), at("2026-06-01 18:00"));
}

#[test]
fn hours_that_are_set_again_for_an_earlier_day_replace_those_to_come() {
    let first = city();
    let winter = first.edited(&[until("17:00")], Some(date("2026-12-01"))).unwrap();
    let autumn = winter.edited(&[until("18:00")], Some(date("2026-08-03"))).unwrap();
    assert_eq!(autumn.hours_from, None);
    let sooner = winter.edited(&[until("17:00")], Some(date("2026-08-03"))).unwrap();
    let before = [first.clone(), winter.clone()];
    for (next, end) in [(autumn, "18:00"), (sooner, "17:00")] {
        assert_eq!(next.may_follow(&before), Ok(()));
        let calendar = of(&[first.clone(), winter.clone(), next]);
        assert_eq!(closes(&calendar, "2026-07-31"), at("2026-07-31 17:30"));
        for day in ["2026-08-03", "2026-12-01", "2027-01-04"] {
            assert_eq!(closes(&calendar, day), at(&format!("{day} {end}")), "{day}");
        }
    }
}

#[test]
fn hours_and_days_edited_together_keep_a_day_each() {
    let days = set_day("2026-10-12", OverrideKind::Off, "市庆");
    let edits = [until("17:00"), days.clone()];
    let next = city().edited(&edits, Some(date("2026-12-01"))).unwrap();
    assert_eq!(
        (next.effective_from, next.hours_from),
        (date("2026-10-12"), Some(date("2026-12-01")))
    );
    let calendar = of(&[city(), next]);
    assert!(matches!(calendar.day_kind(date("2026-10-12")), Ok(DayKind::Holiday(_))));
    assert_eq!(closes(&calendar, "2026-10-13"), at("2026-10-13 17:30"));
    assert_eq!(closes(&calendar, "2026-12-01"), at("2026-12-01 17:00"));
    let sooner = city().edited(&edits, Some(date("2026-10-01"))).unwrap();
    assert_eq!((sooner.effective_from, sooner.hours_from), (date("2026-10-01"), None));
}

#[test]
fn claims_begin_on_their_own_day_whatever_is_edited_meanwhile() {
    let county = |code: &str| Applies { county: Some(code.to_owned()), ..Applies::default() };
    let claims = |code: &str| CalendarEdit::SetApplies { applies: vec![county(code)] };
    let later = Some(date("2026-12-01"));
    let port = Calendar {
        code: "port".to_owned(),
        applies: vec![county("371402")],
        ..Calendar::weekly("port", chrono_tz::Asia::Shanghai, city().hours[0].intervals.clone())
    };
    let moved = port.edited(&[claims("371403")], later).unwrap();
    assert_eq!((moved.effective_from, moved.applies_from), (date("2026-12-01"), None));
    assert_eq!(moved.hours_from, Some(port.effective_from));
    // A typhoon in between: a version for a day on which the new claims have not begun.
    let closed = moved.edited(&[CalendarEdit::AddClosure { closure: typhoon() }], None).unwrap();
    assert!(closed.effective_from < moved.effective_from);
    assert_eq!(closed.applies_from, Some(date("2026-12-01")));
    let all = [city(), port, moved, closed];
    let chosen = |code: &str, day: &str| {
        let facts = Facts { county: Some(code), ..Facts::default() };
        Calendar::choose(&all, &facts, date(day)).unwrap().code.clone()
    };
    assert_eq!(
        (chosen("371402", "2026-11-30"), chosen("371403", "2026-11-30")),
        ("port".into(), "city".into())
    );
    assert_eq!(
        (chosen("371402", "2026-12-01"), chosen("371403", "2026-12-01")),
        ("city".into(), "port".into())
    );
    // One edit list may hold both: each keeps its day.
    let both = [claims("371404"), set_day("2026-10-12", OverrideKind::Off, "市庆")];
    let next = all[1].edited(&both, later).unwrap();
    assert_eq!(
        (next.effective_from, next.applies_from()),
        (date("2026-10-12"), date("2026-12-01"))
    );
    // A day that is given although nothing could begin on it is a mistake.
    let day = set_day("2026-10-12", OverrideKind::Off, "市庆");
    let (from, touched) = (date("2026-12-01"), date("2026-10-12"));
    let fault = CalendarFault::TouchesEarlier { day: touched, effective_from: from };
    assert_eq!(city().edited(&[day], later), Err(fault));
}

#[test]
fn what_was_not_set_is_not_moved_with_what_was() {
    let after_hours = CalendarEdit::SetAfterHours { after_hours: AfterHours::NextOpening };
    let (november, december) = (Some(date("2026-11-02")), Some(date("2026-12-01")));
    let (day, hours_from) = (date("2026-11-02"), date("2026-12-01"));
    for (later, sooner) in [(until("17:00"), after_hours.clone()), (after_hours, until("17:00"))] {
        let known = [city(), city().edited(std::slice::from_ref(&later), december).unwrap()];
        let alone = known[1].edited(std::slice::from_ref(&sooner), november).unwrap();
        let fault = CalendarFault::CarriesBack { day, hours_from };
        assert_eq!(alone.may_follow(&known), Err(fault));
        let alone = known[1].edited(std::slice::from_ref(&sooner), december).unwrap();
        assert_eq!(alone.may_follow(&known), Ok(()));
        // What nobody else is to change begins when it is said to.
        let same = [city(), city().edited(std::slice::from_ref(&sooner), december).unwrap()];
        let again = match sooner {
            CalendarEdit::SetHours { .. } => until("18:00"),
            _ => CalendarEdit::SetAfterHours { after_hours: AfterHours::Ignore },
        };
        let again = same[1].edited(&[again], november).unwrap();
        assert_eq!(again.may_follow(&same), Ok(()));
        let both = known[1].edited(&[later, sooner], november).unwrap();
        assert_eq!(both.hours_from(), day);
    }
    // Both of them set anew replace both.
    let ignore = CalendarEdit::SetAfterHours { after_hours: AfterHours::NextOpening };
    let known = [city(), city().edited(&[until("17:00")], december).unwrap()];
    let both = known[1].edited(&[until("18:00"), ignore], november).unwrap();
    assert_eq!(both.may_follow(&known), Ok(()));
}

#[test]
fn a_version_follows_the_newest_of_its_own_calendar() {
    let first = city();
    let next = first.edited(&[until("17:00")], Some(date("2026-12-01"))).unwrap();
    assert_eq!(next.may_follow::<Calendar>(&[]), Ok(()));
    assert_eq!(next.may_follow(std::slice::from_ref(&first)), Ok(()));
    let park = Calendar { code: "park".into(), ..next.clone() };
    let tokyo = Calendar { zone: chrono_tz::Asia::Tokyo, ..next.clone() };
    let both = [first, next.clone()];
    for (wrong, versions) in [(&next, &both[..]), (&park, &both[..1]), (&tokyo, &both[..1])] {
        let fault = wrong.may_follow(versions).unwrap_err();
        assert!(matches!(fault, CalendarFault::MixedVersions { version: 2, .. }), "{fault}");
    }
}

#[test]
fn next_years_notice_is_missed_from_december_on() {
    let mut calendar = city();
    calendar.notice_years = (2007..=2026).collect();
    assert_eq!(calendar.missing_notice(date("2026-11-30")), None);
    assert_eq!(calendar.missing_notice(date("2026-12-01")), Some(2027));
    assert_eq!(calendar.missing_notice(date("2026-12-31")), Some(2027));
    // In January it is this year's, and the clocks have been provisional for long.
    assert_eq!(calendar.missing_notice(date("2027-01-01")), None);
    assert_eq!(calendar.missing_notice(date("2025-12-31")), None);
    let always = Calendar { always_open: true, ..calendar.clone() };
    assert_eq!(always.missing_notice(date("2026-12-01")), None);
    calendar.notice_years.insert(2027);
    assert_eq!(calendar.missing_notice(date("2026-12-01")), None);
    assert_eq!(calendar.missing_notice(date("2027-12-01")), Some(2028));
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
