//! Calendar feeds (RFC 5545), as calendar programs read them.
//!
//! An entry keeps its name (`UID`) as long as its promise is open, so that one whose due date moves is
//! moved, not doubled; what has stopped is not in the feed any more and disappears. Nothing here depends
//! on when it is read but the lamp, so an unchanged feed has the same bytes.

use chrono::Duration;
use domain::notice::Language;
use domain::wording;
use icalendar::{
    Alarm, Calendar, CalendarDateTime, Component, Event, EventLike, EventStatus, Property,
};
use service::people::feeds::{Feed, FeedEntry};

/// How often a program should read again.
const AGAIN: Duration = Duration::minutes(15);
/// How long an entry is on the page: the last half hour before it is due.
const SHOWN: Duration = Duration::minutes(30);
/// Who made the file.
const MAKER: &str = "-//qiye-youhuashuo//due dates//ZH";

/// The file.
#[must_use]
pub fn calendar(feed: &Feed) -> String {
    let mut calendar = Calendar::empty();
    calendar
        .append_property(Property::new("VERSION", "2.0"))
        .append_property(Property::new("PRODID", MAKER))
        .append_property(Property::new("CALSCALE", "GREGORIAN"))
        .append_property(Property::new("METHOD", "PUBLISH"))
        .name(&format!("{} 诉求时限", feed.department))
        .timezone("Asia/Shanghai")
        .ttl(&AGAIN);
    for entry in &feed.entries {
        calendar.push(event(entry));
    }
    calendar.to_string()
}

fn event(entry: &FeedEntry) -> Event {
    let stage = wording::stage(Language::Chinese, entry.stage);
    let summary = format!("【{stage}】{} {}", entry.number, entry.title);
    let lamp = wording::lamp(Language::Chinese, entry.lamp);
    let holder = wording::holder(Language::Chinese, &entry.holder);
    let mut said = format!("{lamp}；当前由{holder}办理。");
    if entry.provisional {
        said.push_str("该年放假安排尚未公布，时间为暂定。");
    }
    let mut event = Event::new();
    event
        .uid(&format!("{}@qiye-youhuashuo", entry.clock))
        .timestamp(entry.modified)
        .add_property("LAST-MODIFIED", stamp(entry))
        .sequence(u32::try_from(entry.sequence).unwrap_or(u32::MAX))
        .summary(&summary)
        .description(&said)
        .starts(entry.due_at - SHOWN)
        .ends(entry.due_at)
        .status(EventStatus::Confirmed)
        // A due date keeps nobody from being invited to a meeting.
        .add_property("TRANSP", "TRANSPARENT");
    event.alarm(alarm(entry, &summary));
    event.done()
}

/// Rings when the lamp turns yellow.
fn alarm(entry: &FeedEntry, summary: &str) -> Alarm {
    let mut alarm = Alarm::display(summary, CalendarDateTime::from(entry.yellow_at));
    // The library would name and stamp it anew at every reading.
    alarm.uid(&format!("{}-yellow@qiye-youhuashuo", entry.clock)).timestamp(entry.modified);
    alarm.done()
}

fn stamp(entry: &FeedEntry) -> String {
    entry.modified.format("%Y%m%dT%H%M%SZ").to_string()
}
