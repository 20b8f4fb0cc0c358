//! Who had the appeal at every moment, told once more from the reference's side.

use domain::appeal::Custodian;
use domain::appeal::EventRecord;
use domain::appeal::custody::{Custody, spans};
use domain::calendar::CompiledCalendar;
use domain::time::Timestamp;

/// Changes of hands, in order.
#[derive(Clone, Debug)]
pub(crate) struct Hands(Vec<(Timestamp, Custodian)>);

impl Hands {
    pub(crate) fn new(at: Timestamp, first: Custodian) -> Self {
        Self(vec![(at, first)])
    }

    /// It may have changed hands.
    pub(crate) fn pass(&mut self, at: Timestamp, to: Custodian, unmerged: bool) {
        // A merge that is undone was the desk's doing, and so the time was the desk's.
        if let Some(last) = self.0.last_mut().filter(|_| unmerged) {
            last.1 = Custodian::DispatchDesk;
        }
        if self.0.last().is_none_or(|(_, holder)| *holder != to) {
            self.0.push((at, to));
        }
    }

    /// From when to when who, nobody included, up to now; without spans of no length, and one span where
    /// the holder stays the same.
    fn told(&self, now: Timestamp) -> Vec<Custody> {
        let ends = self.0.iter().skip(1).map(|(at, _)| *at).chain([now]);
        let spans = self.0.iter().zip(ends);
        joined(spans.map(|((from, custodian), until)| Custody {
            custodian: *custodian,
            from: *from,
            until,
        }))
    }

    /// Compares, moment by moment and to the microsecond.
    pub(crate) fn check(
        &self,
        history: &[EventRecord],
        now: Timestamp,
        calendar: &CompiledCalendar,
    ) -> Result<(), String> {
        let spans = spans(history, now);
        if let Some(pair) = spans.windows(2).find(|pair| pair[0].until > pair[1].from) {
            return Err(format!("spans overlap: {pair:?}"));
        }
        if let Some(bad) =
            spans.iter().find(|s| s.until <= s.from || s.custodian == Custodian::Nobody)
        {
            return Err(format!("a span of nothing: {bad:?}"));
        }
        let told = self.told(now);
        let held = told.iter().copied().filter(|span| span.custodian != Custodian::Nobody);
        let expected: Vec<_> = held.collect();
        if joined(spans.iter().copied()) != expected {
            return Err(format!("custody is {spans:?}, expected {expected:?}"));
        }
        let nobody = told.iter().filter(|span| span.custodian == Custodian::Nobody);
        let parts: Vec<Custody> = spans.iter().chain(nobody).copied().collect();
        adds_up(&parts, self.0[0].0, now, calendar)
    }
}

/// The shares, with what was nobody's, are the whole: in wall time and in working time.
fn adds_up(
    parts: &[Custody],
    from: Timestamp,
    now: Timestamp,
    calendar: &CompiledCalendar,
) -> Result<(), String> {
    let wall: chrono::TimeDelta = parts.iter().map(|span| span.until - span.from).sum();
    if wall != now - from {
        return Err(format!("{wall} held of {}", now - from));
    }
    let opened = |from, until| calendar.opening_between(from, until).map_err(|e| e.to_string());
    let mut worked = chrono::TimeDelta::zero();
    for span in parts {
        worked += opened(span.from, span.until)?;
    }
    let total = opened(from, now)?;
    if worked == total { Ok(()) } else { Err(format!("{worked} worked of {total}")) }
}

fn joined(spans: impl Iterator<Item = Custody>) -> Vec<Custody> {
    let mut all: Vec<Custody> = Vec::new();
    for span in spans.filter(|span| span.until > span.from) {
        match all.last_mut() {
            Some(last) if last.custodian == span.custodian && last.until == span.from => {
                last.until = span.until;
            }
            _ => all.push(span),
        }
    }
    all
}
