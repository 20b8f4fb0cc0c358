//! Who used up the time: the spans of custody, derived from the events alone.

use super::event::{Event, EventRecord};
use super::state::{Appeal, Custodian};
use crate::time::Timestamp;

/// A span during which one party had the appeal on the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Custody {
    /// Who.
    pub custodian: Custodian,
    /// From when, inclusive.
    pub from: Timestamp,
    /// Until when, exclusive.
    pub until: Timestamp,
}

/// The custody of an appeal from filing until `now` (or until it was closed), without gaps or overlaps:
/// neighbouring spans meet, and spans of no length are left out. `events` must be in order of `seq`.
#[must_use]
pub fn spans(events: &[EventRecord], now: Timestamp) -> Vec<Custody> {
    let Some(first) = events.first() else { return Vec::new() };
    let Event::Submitted { enterprise, .. } = &first.event else { return Vec::new() };
    let mut appeal = Appeal::filed(*enterprise);
    appeal.apply(&first.event);
    let mut spans: Vec<Custody> = Vec::new();
    let mut open = (appeal.custodian(), first.at);
    for record in &events[1..] {
        appeal.apply(&record.event);
        let custodian = appeal.custodian();
        // The desk merged it and the desk has undone that: the time between is the desk's.
        if matches!(record.event, Event::Unmerged { .. }) {
            open.0 = Custodian::DispatchDesk;
        }
        if custodian != open.0 {
            push(&mut spans, open, record.at);
            open = (custodian, record.at);
        }
    }
    if open.0 != Custodian::Nobody {
        push(&mut spans, open, now.max(open.1));
    }
    spans
}

fn push(spans: &mut Vec<Custody>, (custodian, from): (Custodian, Timestamp), until: Timestamp) {
    if until > from && custodian != Custodian::Nobody {
        spans.push(Custody { custodian, from, until });
    }
}
