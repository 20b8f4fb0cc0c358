//! Notices out of iCalendar: every dialect reads back as what was written, nothing is guessed, and
//! rubbish is refused in good time.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write;

use chrono::{Days, NaiveDate, TimeZone};
use chrono_tz::Tz;
use domain::calendar::{
    CalendarFault, IcsFault, IcsNotice, IcsReason, Notice, NoticeDay, read_ics,
};
use proptest::prelude::*;

const ZONE: Tz = chrono_tz::Asia::Shanghai;

fn calendar(events: &[&str]) -> String {
    let mut text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//ZH\r\n".to_owned();
    for event in events {
        let lines = event.trim().lines().map(str::trim).collect::<Vec<_>>().join("\r\n");
        write!(text, "BEGIN:VEVENT\r\n{lines}\r\nEND:VEVENT\r\n").unwrap();
    }
    text + "END:VCALENDAR\r\n"
}

fn read(events: &[&str]) -> IcsNotice {
    read_ics(&calendar(events), 2026, ZONE).unwrap()
}

/// The days as `10-01 off 国庆节`.
fn days(events: &[&str]) -> Vec<String> {
    let found = read(events);
    assert!(found.ignored.is_empty(), "{:?}", found.ignored);
    shown(&found)
}

fn shown(found: &IcsNotice) -> Vec<String> {
    let kind = |day: &NoticeDay| if day.is_off_day { "off" } else { "work" };
    let show = |day: &NoticeDay| format!("{} {} {}", day.date.format("%m-%d"), kind(day), day.name);
    found.notice.days.iter().map(show).collect()
}

fn reason(event: &str) -> IcsReason {
    let found = read(&[event]);
    assert!(found.notice.days.is_empty(), "{:?}", found.notice);
    found.ignored[0].reason
}

#[test]
fn a_day_is_a_day_and_the_end_is_not_counted() {
    assert_eq!(
        days(&["DTSTART;VALUE=DATE:20261001\nDTEND;VALUE=DATE:20261004\nSUMMARY:国庆节 休"]),
        ["10-01 off 国庆节", "10-02 off 国庆节", "10-03 off 国庆节"]
    );
    for end in ["", "\nDTEND;VALUE=DATE:20261001", "\nDURATION:P1D", "\nDURATION:PT24H"] {
        let event = format!("DTSTART;VALUE=DATE:20261001{end}\nSUMMARY:国庆节 休");
        assert_eq!(days(&[&event]), ["10-01 off 国庆节"]);
    }
    let week = "DTSTART;VALUE=DATE:20261001\nDURATION:P1W\nSUMMARY:国庆节假期";
    assert_eq!(days(&[week]).len(), 7);
}

#[test]
fn a_calendar_exported_in_utc_covers_the_local_days() {
    let event = "DTSTART:20260930T160000Z\nDTEND:20261007T160000Z\nSUMMARY:国庆节（休）";
    let found = days(&[event]);
    assert_eq!((found.len(), found[0].as_str()), (7, "10-01 off 国庆节"));
    assert_eq!(found[6], "10-07 off 国庆节");
    let series = "DTSTART:20260930T160000Z\nDTEND:20261001T160000Z\nRRULE:FREQ=DAILY;UNTIL=20261006T160000Z\nSUMMARY:国庆节（休）";
    assert_eq!(days(&[series]), found);
    let tokyo = "DTSTART;TZID=Asia/Tokyo:20261001T010000\nDTEND;TZID=Asia/Tokyo:20261002T010000\nSUMMARY:国庆节（休）";
    assert_eq!(days(&[tokyo]), found[..1]);
}

#[test]
fn zones_are_known_by_their_makers_names_and_floating_times_are_local() {
    for zone in [
        "Asia/Shanghai",
        "\"Asia/Shanghai\"",
        "China Standard Time",
        "/example.org/20260101/Asia/Shanghai",
    ] {
        let event = format!(
            "DTSTART;TZID={zone}:20261001T000000\nDTEND;TZID={zone}:20261002T000000\nSUMMARY:国庆节 休"
        );
        assert_eq!(days(&[&event]), ["10-01 off 国庆节"], "{zone}");
    }
    let floating = "DTSTART:20261001T000000\nDURATION:P1D\nSUMMARY:国庆节 休";
    assert_eq!(days(&[floating]), ["10-01 off 国庆节"]);
    let nowhere = "DTSTART;TZID=Mars/Olympus:20261001T000000\nDURATION:P1D\nSUMMARY:国庆节 休";
    assert_eq!(reason(nowhere), IcsReason::BadTime);
}

#[test]
fn what_does_not_cover_whole_days_is_ignored_and_never_guessed() {
    for times in [
        "DTSTART:20261001T000000Z\nDTEND:20261002T000000Z",
        "DTSTART:20261001T000000\nDTEND:20261001T235959",
        "DTSTART:20261001T000000\nDTEND:20261002T170000",
        "DTSTART:20261001T090000\nDTEND:20261002T000000",
        "DTSTART:20261001T090000\nDTEND:20261001T170000",
        "DTSTART:20261001T000000",
        "DTSTART:20261001T000000\nDURATION:PT23H",
        "DTSTART;VALUE=DATE:20261001\nDURATION:PT12H",
    ] {
        let event = format!("{times}\nSUMMARY:国庆节 休");
        let why = reason(&event);
        assert!(matches!(why, IcsReason::NotWholeDays | IcsReason::BadTime), "{times} {why:?}");
    }
    for times in [
        "DTSTART;VALUE=DATE:20261301",
        "DTSTART;VALUE=DATE:20261002\nDTEND;VALUE=DATE:20261001",
        "DTSTART;VALUE=DATE:20261002\nDTEND:20261003T000000",
        "DTSTART;VALUE=DATE:20261002\nDURATION:P",
        "DTSTART;VALUE=DATE:20261002\nDURATION:-P1D",
        "DTEND;VALUE=DATE:20261001",
    ] {
        assert_eq!(reason(&format!("{times}\nSUMMARY:国庆节 休")), IcsReason::BadTime, "{times}");
    }
}

#[test]
fn rules_of_recurrence_are_followed_and_bounded() {
    let with = |rule: &str| {
        days(&[&format!("DTSTART;VALUE=DATE:20261001\nRRULE:{rule}\nSUMMARY:国庆节 休")])
            .iter()
            .map(|day| day[..5].to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(with("FREQ=DAILY;COUNT=3"), ["10-01", "10-02", "10-03"]);
    assert_eq!(with("FREQ=DAILY;INTERVAL=2;UNTIL=20261005"), ["10-01", "10-03", "10-05"]);
    assert_eq!(with("FREQ=DAILY;UNTIL=20261002T155959Z"), ["10-01", "10-02"]);
    assert_eq!(with("FREQ=WEEKLY;BYDAY=TH;UNTIL=20261015T000000"), ["10-01", "10-08", "10-15"]);
    let endless = with("FREQ=WEEKLY");
    assert_eq!((endless.len(), endless.last().unwrap().as_str()), (15, "01-07"));
    let yearly = "DTSTART;VALUE=DATE:19991001\nRRULE:FREQ=YEARLY\nSUMMARY:国庆节 休";
    assert_eq!(days(&[yearly]), ["10-01 off 国庆节"]);
    for rule in [
        "FREQ=HOURLY",
        "FREQ=SECONDLY;COUNT=2",
        "FREQ=DAILY;BYHOUR=0",
        "FREQ=SOMETIMES",
        "COUNT=2",
        "",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=0",
    ] {
        let event = format!("DTSTART;VALUE=DATE:20261001\nRRULE:{rule}\nSUMMARY:国庆节 休");
        assert_eq!(reason(&event), IcsReason::BadRule, "{rule}");
    }
}

#[test]
fn dates_are_added_to_a_series_taken_out_and_replaced() {
    let series = "UID:a\nDTSTART;VALUE=DATE:20261001\nRRULE:FREQ=DAILY;COUNT=5\nEXDATE;VALUE=DATE:20261002,20261003\nRDATE;VALUE=DATE:20261008\nSUMMARY:国庆节 休";
    let moved = "UID:a\nRECURRENCE-ID;VALUE=DATE:20261004\nDTSTART;VALUE=DATE:20261010\nSUMMARY:国庆节 补班";
    let other =
        "UID:b\nRECURRENCE-ID;VALUE=DATE:20261005\nDTSTART;VALUE=DATE:20261011\nSUMMARY:中秋节 休";
    assert_eq!(
        days(&[series, moved, other]),
        [
            "10-01 off 国庆节",
            "10-05 off 国庆节",
            "10-08 off 国庆节",
            "10-10 work 国庆节",
            "10-11 off 中秋节"
        ]
    );
    let gone = "UID:a\nRECURRENCE-ID;VALUE=DATE:20261001\nDTSTART;VALUE=DATE:20261001\nSTATUS:CANCELLED\nSUMMARY:国庆节 休";
    let found = read(&[gone, series]);
    assert_eq!(shown(&found), ["10-04 off 国庆节", "10-05 off 国庆节", "10-08 off 国庆节"]);
    assert_eq!(found.ignored[0].reason, IcsReason::Cancelled);
    let onwards = "UID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20261004\nDTSTART;VALUE=DATE:20261010\nSUMMARY:国庆节 休";
    let found = read(&[series, onwards]);
    assert_eq!((found.notice.days.len(), found.ignored.len()), (0, 2));
    assert!(found.ignored.iter().all(|event| event.reason == IcsReason::BadRule));
    let cancelled = "DTSTART;VALUE=DATE:20261001\nSTATUS:CANCELLED\nSUMMARY:国庆节 休";
    assert_eq!(reason(cancelled), IcsReason::Cancelled);
}

#[test]
fn a_day_is_off_or_worked_as_it_says_and_otherwise_unclear() {
    let said = |summary: &str, more: &str| {
        let found = read(&[&format!("DTSTART;VALUE=DATE:20261001\nSUMMARY:{summary}{more}")]);
        shown(&found).first().map_or("unclear".to_owned(), |day| day[6..].to_owned())
    };
    for (summary, expected) in [
        ("国庆节（休）", "off 国庆节"),
        ("国庆节(休)", "off 国庆节"),
        ("国庆节 放假", "off 国庆节"),
        ("国庆节假期 第1天/共7天", "off 国庆节"),
        ("【休】国庆节", "off 国庆节"),
        ("National Day Holiday", "off National Day"),
        ("国庆节（班）", "work 国庆节"),
        ("国庆节 [班]", "work 国庆节"),
        ("国庆节补班", "work 国庆节"),
        ("国庆节调休上班", "work 国庆节"),
        ("国庆节 上班", "work 国庆节"),
        ("国庆节 班", "work 国庆节"),
        ("国庆节 值班", "unclear"),
        ("培训班", "unclear"),
        ("National Day (workday)", "work National Day"),
        ("国庆节、中秋节 休", "off 国庆节、中秋节"),
        ("国庆节\\, 中秋节 休", "off 国庆节, 中秋节"),
        ("休", "off 休"),
        ("国庆节", "unclear"),
        ("国庆节 调休", "unclear"),
        ("国庆节 不放假", "unclear"),
        ("退休人员座谈会", "unclear"),
        ("A non-working day?", "unclear"),
    ] {
        assert_eq!(said(summary, ""), expected, "{summary}");
    }
    assert_eq!(said("国庆节", "\nX-APPLE-SPECIAL-DAY:WORK-HOLIDAY"), "off 国庆节");
    assert_eq!(said("国庆节（休）", "\nX-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY"), "work 国庆节");
    assert_eq!(said("国庆节", "\nCATEGORIES:Holiday"), "off 国庆节");
    assert_eq!(said("国庆节", "\nCATEGORIES:节日,补班"), "work 国庆节");
    assert_eq!(said("", "\nCATEGORIES:Holiday"), "off 放假");
    assert_eq!(reason("DTSTART;VALUE=DATE:20261001\nSUMMARY:国庆节"), IcsReason::Unclear);
}

#[test]
fn a_day_with_two_meanings_is_a_fault_that_names_it() {
    let off = "DTSTART;VALUE=DATE:20261001\nDURATION:P7D\nSUMMARY:国庆节 休";
    let working = "DTSTART;VALUE=DATE:20261004\nSUMMARY:国庆节 补班";
    for events in [[off, working], [working, off]] {
        let fault = read_ics(&calendar(&events), 2026, ZONE).unwrap_err();
        let date = "2026-10-04".parse().unwrap();
        let (off, working) = ("国庆节 休".into(), "国庆节 补班".into());
        assert_eq!(fault, IcsFault::TwoMeanings { date, off, working });
    }
    // Said twice alike it is one day, with the first name.
    let again = "DTSTART;VALUE=DATE:20261004\nSUMMARY:中秋节 休";
    assert_eq!(days(&[off, again]).len(), 7);
}

#[test]
fn only_the_year_and_its_edges_are_taken() {
    let event = |from: &str, to: &str| {
        format!("DTSTART;VALUE=DATE:{from}\nDTEND;VALUE=DATE:{to}\nSUMMARY:元旦 休")
    };
    assert_eq!(days(&[&event("20251219", "20251222")]), ["12-21 off 元旦"]);
    assert_eq!(days(&[&event("20270109", "20270112")]), ["01-09 off 元旦", "01-10 off 元旦"]);
    assert_eq!(reason(&event("20251001", "20251008")), IcsReason::OutsideYear);
    assert_eq!(reason(&event("20270201", "20270208")), IcsReason::OutsideYear);
    let years = read_ics(&calendar(&[]), 9999, ZONE);
    assert!(matches!(years, Err(IcsFault::Notice(CalendarFault::BadYears { .. }))));
}

#[test]
fn line_ends_folds_marks_and_other_components_do_not_matter() {
    let text = calendar(&[
        "DTSTART;VALUE=DATE:20261001\nDESCRIPTION:a\\, b\\;\\nc\nSUMMARY:国庆节（休）\nATTENDEE;CN=\"x:y;z\":mailto:a@example.org",
    ]);
    let folded = text.replace("国庆节（休）", "国庆\r\n 节（\r\n\t休）");
    let alarm = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nDURATION:PT5M\r\nEND:VALARM\r\nEND:VEVENT";
    let zone = "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\nBEGIN:STANDARD\r\nDTSTART:19890917T020000\r\nTZOFFSETFROM:+0900\r\nTZOFFSETTO:+0800\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT";
    for dialect in [
        text.clone(),
        folded.clone(),
        folded.replace("\r\n", "\n"),
        folded.replace("\r\n", "\r"),
        text.replacen("\r\n", "\n", 4),
        text.replacen("\r\n", "\n", 100).replacen('\n', "\r\n", 3),
        format!("\u{feff}{folded}"),
        format!("\r\n\r\n{}\r\n\r\n", text.replace("\r\n", "\r\n\r\n")),
        text.to_ascii_lowercase(),
        text.replace("END:VEVENT", alarm),
        text.replace("BEGIN:VEVENT", zone),
        format!("{text}{}", calendar(&[])),
        text.replace("END:VCALENDAR", "BEGIN:VTODO\r\nSUMMARY:休\r\nEND:VTODO\r\nEND:VCALENDAR"),
    ] {
        let found = read_ics(&dialect, 2026, ZONE).unwrap();
        assert_eq!(shown(&found), ["10-01 off 国庆节"], "{dialect}");
        assert!(found.ignored.is_empty());
    }
}

#[test]
fn what_is_no_calendar_or_too_much_of_one_is_refused() {
    let refused = |text: &str| read_ics(text, 2026, ZONE).unwrap_err();
    for text in [
        "",
        "\u{feff}\n",
        "hello",
        "{}",
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n",
        "END:VCALENDAR\r\n",
        "BEGIN:VCALENDAR",
    ] {
        assert!(matches!(refused(text), IcsFault::NotACalendar(_)), "{text:?}");
    }
    let deep = "BEGIN:A\r\n".repeat(100_000);
    assert!(matches!(refused(&deep), IcsFault::NotACalendar(_)));
    assert_eq!(refused(&"x".repeat(1_000_001)), IcsFault::TooLong);
    let one = ["DTSTART;VALUE=DATE:20261001"];
    assert_eq!(refused(&calendar(&one.repeat(5_001))), IcsFault::TooManyEvents);
    assert_eq!(read_ics(&calendar(&one.repeat(5_000)), 2026, ZONE).unwrap().ignored.len(), 5_000);
    let daily = ["DTSTART;VALUE=DATE:19000101\nRRULE:FREQ=DAILY\nSUMMARY:休"];
    assert_eq!(refused(&calendar(&daily.repeat(100))), IcsFault::TooManyOccurrences);
    let never = ["DTSTART;VALUE=DATE:20000101\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"];
    assert_eq!(refused(&calendar(&never.repeat(100))), IcsFault::TooManyOccurrences);
    let all = "DTSTART;VALUE=DATE:20251201\nDTEND;VALUE=DATE:20280101\nSUMMARY:休";
    assert!(matches!(refused(&calendar(&[all])), IcsFault::Notice(CalendarFault::BadNotice(_))));
    // A megabyte of one line is one line.
    let long = format!("DTSTART;VALUE=DATE:20261001\nSUMMARY:休{}", "长".repeat(300_000));
    assert_eq!(read(&[&long]).notice.days[0].name.chars().count(), 60);
}

/// Days of a notice that follow each other and mean the same.
fn runs(notice: &Notice) -> Vec<(NoticeDay, u64)> {
    let mut days = notice.days.clone();
    days.sort_by_key(|day| day.date);
    let mut runs: Vec<(NoticeDay, u64)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((first, length))
                if first.date + Days::new(*length) == day.date
                    && (&first.name, first.is_off_day) == (&day.name, day.is_off_day) =>
            {
                *length += 1;
            }
            _ => runs.push((day, 1)),
        }
    }
    runs
}

/// The same notice as several programs would write it.
fn written(notice: &Notice, dialect: u8) -> String {
    let mut events = Vec::new();
    for (first, length) in runs(notice) {
        let day = |date: NaiveDate| date.format("%Y%m%d").to_string();
        let utc = |date: NaiveDate| {
            let midnight = ZONE.from_local_datetime(&date.and_hms_opt(0, 0, 0).unwrap()).unwrap();
            midnight.to_utc().format("%Y%m%dT%H%M%SZ").to_string()
        };
        let (from, end, name) = (first.date, first.date + Days::new(length), &first.name);
        let off = first.is_off_day;
        let either = |a: &'static str, b: &'static str| if off { a } else { b };
        events.push(match dialect {
            0 => format!("DTSTART;VALUE=DATE:{}\nDTEND;VALUE=DATE:{}\nSUMMARY:{name}（{}）\nX-APPLE-SPECIAL-DAY:{}",
                day(from), day(end), either("休", "班"), either("WORK-HOLIDAY", "ALTERNATE-WORKDAY")),
            1 => format!("DTSTART:{}\nDTEND:{}\nSUMMARY:{name} {}", utc(from), utc(end), either("放假", "补班")),
            2 => format!("DTSTART;TZID=Asia/Shanghai:{}T000000\nDURATION:P{length}D\nSUMMARY:{name}\nCATEGORIES:{}",
                day(from), either("Holiday", "Workday")),
            3 => format!("DTSTART;VALUE=DATE:{}\nRRULE:FREQ=DAILY;COUNT={length}\nSUMMARY:[{}] {name}",
                day(from), either("休", "班")),
            _ => format!("DTSTART:{}\nDURATION:PT24H\nRRULE:FREQ=DAILY;UNTIL={}\nSUMMARY:{name}{}",
                utc(from), utc(end - Days::new(1)), either("假期", "调休上班")),
        });
    }
    let text = calendar(&events.iter().map(String::as_str).collect::<Vec<_>>());
    if dialect.is_multiple_of(2) { text } else { text.replace("\r\n", "\n") }
}

#[test]
fn every_notice_reads_back_from_every_dialect() {
    for notice in Notice::shipped().unwrap() {
        for dialect in 0..5 {
            let found = read_ics(&written(&notice, dialect), notice.year, ZONE).unwrap();
            let mut days = notice.days.clone();
            days.sort_by_key(|day| day.date);
            assert_eq!(found.notice.days, days, "{} in dialect {dialect}", notice.year);
            assert!(found.ignored.is_empty(), "{:?}", found.ignored);
        }
    }
}

fn any_notice() -> impl Strategy<Value = Notice> {
    let names = prop::sample::select(vec!["元旦", "春节", "国庆节、中秋节", "Labour Day"]);
    let days = prop::collection::btree_map(0..386_u64, (names, any::<bool>()), 0..120);
    days.prop_map(|days| {
        let first = NaiveDate::from_ymd_opt(2025, 12, 21).unwrap();
        let day = |(after, (name, is_off_day)): (u64, (&str, bool))| NoticeDay {
            name: name.to_owned(),
            date: first + Days::new(after),
            is_off_day,
        };
        Notice::of_days(2026, days.into_iter().map(day).collect()).unwrap()
    })
}

/// A text with pieces taken out, doubled, exchanged and put in.
fn any_rubbish() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "\r\n",
        "\n",
        "\r",
        "\n ",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "BEGIN:",
        "END:",
        ":",
        ";",
        "=",
        ",",
        "\"",
        "\\",
        "T",
        "Z",
        "0",
        "99999999",
        "P",
        "RRULE:FREQ=DAILY;",
        "COUNT=1000000",
        "INTERVAL=65535",
        "BYMONTHDAY=-31",
        "BYDAY=-53MO,5TU",
        "BYSETPOS=-1",
        "BYWEEKNO=53",
        "BYYEARDAY=-366",
        "WKST=SU",
        "UNTIL=",
        "DTSTART:",
        "DURATION:P9999999W",
        "TZID=",
        "休",
        "（",
        "\u{feff}",
        "\0",
        "00010101",
        "99991231",
        "FREQ=YEARLY",
    ]);
    let change = (any::<prop::sample::Index>(), 0..4_u8, 1..40_usize, pieces);
    (any_notice(), 0..5_u8, prop::collection::vec(change, 1..12)).prop_map(
        |(notice, dialect, changes)| {
            let mut text: Vec<char> = written(&notice, dialect).chars().take(4_000).collect();
            for (place, how, length, piece) in changes {
                let at = place.index(text.len() + 1);
                let to = (at + length).min(text.len());
                match how {
                    0 => drop(text.drain(at..to)),
                    1 => {
                        let part = text[at..to].to_vec();
                        text.splice(at..at, part);
                    }
                    2 => text[at..to].reverse(),
                    _ => drop(text.splice(at..at, piece.chars())),
                }
            }
            text.into_iter().collect()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_notice_written_in_any_dialect_reads_back_equal(notice in any_notice(), dialect in 0..5_u8) {
        let found = read_ics(&written(&notice, dialect), 2026, ZONE).unwrap();
        prop_assert_eq!(found.notice, notice);
        prop_assert!(found.ignored.is_empty());
    }

    #[test]
    fn rubbish_is_answered_or_refused_and_what_is_answered_is_a_notice(text in any_rubbish(), year in 1990..2060_i32) {
        if let Ok(found) = read_ics(&text, year, ZONE) {
            prop_assert_eq!(found.notice.check(), Ok(()));
        }
    }

    #[test]
    fn any_rule_of_recurrence_is_followed_or_refused(
        freq in prop::sample::select(vec!["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
        parts in prop::collection::vec(prop::sample::select(vec![
            "COUNT=3", "INTERVAL=3", "INTERVAL=400", "BYMONTH=2", "BYMONTH=10", "BYMONTHDAY=30", "BYMONTHDAY=-1",
            "BYDAY=MO", "BYDAY=2FR", "BYDAY=-1SU", "BYYEARDAY=366", "BYYEARDAY=-1", "BYWEEKNO=53", "BYSETPOS=2",
            "BYSETPOS=-1", "WKST=SU", "UNTIL=20261101", "UNTIL=20000101T000000Z",
        ]), 0..5),
        start in prop::sample::select(vec![
            ";VALUE=DATE:20260201", ";VALUE=DATE:19000101", ":20251231T160000Z", ";VALUE=DATE:00010101",
            ";TZID=America/New_York:20260308T023000", ";TZID=Asia/Shanghai:20261001T000000", ";VALUE=DATE:99991231",
        ]),
    ) {
        let rule = parts.iter().fold(format!("FREQ={freq}"), |rule, part| format!("{rule};{part}"));
        let event = format!("DTSTART{start}\nDURATION:P1D\nRRULE:{rule}\nSUMMARY:休");
        let found = read_ics(&calendar(&[&event]), 2026, ZONE);
        // Every day of the year and its edges are more than a notice holds.
        let too_many = IcsFault::Notice(CalendarFault::BadNotice("more than 366 days".to_owned()));
        if found.as_ref() == Err(&too_many) {
            return Ok(());
        }
        let found = found.unwrap();
        prop_assert_eq!(found.notice.check(), Ok(()));
        prop_assert!(found.notice.days.is_empty() != found.ignored.is_empty());
    }
}
