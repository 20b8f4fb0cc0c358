//! Evidence: from texts and catalogue to scored departments.

use std::collections::BTreeMap;

use super::compiled::{CompiledCatalogue, Points, Signal, Source, number, points};
use super::types::{Evidence, Field, Reason};

/// What speaks for one department.
#[derive(Debug, Default)]
pub(super) struct Score {
    /// Sum of the weights of `reasons`.
    pub(super) total: Points,
    /// The part that comes from the text, before any factor for impartial categories.
    pub(super) text: Points,
    pub(super) reasons: Vec<Reason>,
}

impl Score {
    pub(super) fn add(&mut self, reason: Reason) {
        self.total += points(reason.weight);
        self.reasons.push(reason);
    }
}

/// Scores by index of department: ordered, so that everything after is, too.
pub(super) type Scores = BTreeMap<usize, Score>;

/// A reason that weighs.
pub(super) fn speaks(rule: &str, zh: String, en: String, weight: Points) -> Reason {
    Reason {
        rule: rule.to_owned(),
        zh,
        en,
        words: Vec::new(),
        weight: number(weight),
        holds: false,
    }
}

/// A reason that explains.
pub(super) fn note(rule: &str, zh: String, en: String) -> Reason {
    speaks(rule, zh, en, 0)
}

/// A reason that keeps the decision for a human.
pub(super) fn hold(rule: &str, zh: String, en: String) -> Reason {
    Reason { holds: true, ..note(rule, zh, en) }
}

/// Words of departments in both fields. `own` is the impartial category's department, if it is one:
/// what speaks for others is then multiplied by `subject`.
pub(super) fn text_evidence(
    compiled: &CompiledCatalogue,
    title: &str,
    content: &str,
    own: Option<usize>,
) -> Scores {
    let weights = &compiled.catalogue.settings.weights;
    let mut found: BTreeMap<(usize, Source), (Vec<Evidence>, Points, Points)> = BTreeMap::new();
    for (field, text, factor) in
        [(Field::Title, title, weights.title), (Field::Content, content, 1.0)]
    {
        for (at, times) in occurrences(compiled, text) {
            let word = &compiled.words[at];
            for p in &word.postings {
                let full = p.weight * factor * repetition(times);
                let subject = own.is_some_and(|d| d != p.department);
                let weight = points(if subject { full * weights.subject } else { full });
                let slot = found.entry((p.department, p.source)).or_default();
                slot.0.push(Evidence {
                    word: word.text.clone(),
                    field,
                    count: times,
                    weight: number(weight),
                });
                slot.1 += weight;
                slot.2 += points(full);
            }
        }
    }
    let mut scores = Scores::new();
    for ((department, source), (words, weight, full)) in found {
        let score = scores.entry(department).or_default();
        score.text += full;
        score.add(Reason { words, ..said(source, weight, own.is_some_and(|d| d != department)) });
    }
    scores
}

/// How often each word stands in a text, in order of the words.
fn occurrences(compiled: &CompiledCatalogue, text: &str) -> BTreeMap<usize, u32> {
    let mut found = BTreeMap::new();
    for m in compiled.matcher.find_iter(text) {
        *found.entry(m.pattern().as_usize()).or_insert(0) += 1;
    }
    found
}

/// Said twice is said louder, but not twice as loud, and four times is enough.
fn repetition(times: u32) -> f64 {
    f64::from(times.min(4)).sqrt()
}

fn said(source: Source, weight: Points, subject: bool) -> Reason {
    let (rule, zh, en) = match source {
        Source::Keyword => ("keywords", "文中出现该部门职责关键词", "Words of its duties"),
        Source::ServiceItem => ("service_items", "文中出现该部门政务服务事项", "Its service items"),
        Source::Name => ("department_name", "文中提到该部门", "It is named in the text"),
    };
    let (more_zh, more_en) = if subject {
        ("（仅作为所涉事项折算）", " (only the subject of the matter: reduced)")
    } else {
        ("", "")
    };
    speaks(rule, format!("{zh}{more_zh}"), format!("{en}{more_en}"), weight)
}

/// Rules and complaints that the texts hit, each with its words.
#[derive(Debug, Default)]
pub(super) struct Signals {
    pub(super) rules: BTreeMap<usize, Vec<Evidence>>,
    pub(super) complaints: BTreeMap<usize, Vec<Evidence>>,
}

pub(super) fn signals(compiled: &CompiledCatalogue, title: &str, content: &str) -> Signals {
    let mut out = Signals::default();
    for (field, text) in [(Field::Title, title), (Field::Content, content)] {
        let mut found: BTreeMap<usize, u32> = BTreeMap::new();
        for m in compiled.signal_matcher.find_overlapping_iter(text) {
            *found.entry(m.pattern().as_usize()).or_insert(0) += 1;
        }
        for (at, count) in found {
            let (word, means) = &compiled.signals[at];
            for signal in means {
                let slot = match signal {
                    Signal::Rule(i) => out.rules.entry(*i).or_default(),
                    Signal::Complaint(i) => out.complaints.entry(*i).or_default(),
                };
                slot.push(Evidence { word: word.clone(), field, count, weight: 0.0 });
            }
        }
    }
    out
}

/// `points` of a share in 0..=1, four decimals.
pub(super) fn share(part: Points, whole: Points) -> f64 {
    if whole <= 0 {
        return 0.0;
    }
    number(points(number(part) / number(whole))).clamp(0.0, 1.0)
}
