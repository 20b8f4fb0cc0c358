//! Closure notices of one place, in an order that answers "which touch this span" by binary search.

use super::{CalendarFault, Closure, Place};

/// The closures of one version that apply at one place.
#[derive(Debug, Clone)]
pub(super) struct Closures {
    /// By their beginning: from, to (microseconds), name.
    list: Vec<(i64, i64, String)>,
    /// The latest end among a closure and all before it, so that long ones are not overlooked.
    reach: Vec<i64>,
    /// Overlapping ones joined.
    joined: Vec<(i64, i64)>,
}

impl Closures {
    pub(super) fn at(closures: &[Closure], place: &Place) -> Result<Self, CalendarFault> {
        if let Some(bad) = closures.iter().find(|closure| closure.to <= closure.from) {
            return Err(CalendarFault::BadClosure { name: bad.name.clone() });
        }
        let here = closures.iter().filter(|closure| closure.applies_at(place));
        let micros =
            here.map(|c| (c.from.timestamp_micros(), c.to.timestamp_micros(), c.name.clone()));
        let mut list: Vec<_> = micros.collect();
        list.sort_unstable();
        let latest = list.iter().scan(i64::MIN, |latest, closure| {
            *latest = closure.1.max(*latest);
            Some(*latest)
        });
        let reach = latest.collect();
        let joined = union_of(list.iter().map(|&(from, to, _)| (from, to)).collect());
        Ok(Self { list, reach, joined })
    }

    /// Those that touch a span, in order of their beginning.
    pub(super) fn touching(
        &self,
        from: i64,
        to: i64,
    ) -> impl Iterator<Item = (i64, i64, &str)> + '_ {
        let first = self.reach.partition_point(|&end| end <= from);
        let known = self.list.partition_point(|closure| closure.0 < to).max(first);
        self.list[first..known]
            .iter()
            .filter(move |closure| closure.1 > from)
            .map(|(begin, end, name)| (*begin, *end, name.as_str()))
    }

    /// What is left of a span when the closures are cut out.
    pub(super) fn cut_out_of(&self, span: (i64, i64)) -> Vec<(i64, i64)> {
        let mut left = Vec::with_capacity(1);
        let mut from = span.0;
        let first = self.joined.partition_point(|c| c.1 <= span.0);
        for closure in self.joined[first..].iter().take_while(|c| c.0 < span.1) {
            if closure.0 > from {
                left.push((from, closure.0));
            }
            from = closure.1;
        }
        if from < span.1 {
            left.push((from, span.1));
        }
        left
    }
}

/// Sorts spans and joins those that overlap or touch.
pub(crate) fn union_of(mut spans: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    spans.sort_unstable();
    let mut joined: Vec<(i64, i64)> = Vec::with_capacity(spans.len());
    for (from, to) in spans {
        match joined.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    joined
}
