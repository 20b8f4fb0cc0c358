//! A catalogue made ready: words in matchers, codes in tables.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, MatchKind};

use super::catalogue::{Catalogue, CatalogueError, Rule};
use super::normalise::normalise;
use crate::city::{Category, DepartmentKind};

/// Weights are counted in ten-thousandths, so that sums are exact and equal on every machine.
pub(super) type Points = i64;

/// Ten-thousandths, rounded to nearest.
pub(super) fn points(x: f64) -> Points {
    (x * 1e4).round() as Points
}

/// Back to the number that is shown.
pub(super) fn number(p: Points) -> f64 {
    p as f64 / 1e4
}

/// What a word is, for the explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    Keyword,
    ServiceItem,
    Name,
}

/// A word speaks for a department.
#[derive(Debug, Clone, Copy)]
pub(super) struct Posting {
    /// Index into the catalogue's departments.
    pub(super) department: usize,
    pub(super) source: Source,
    /// Weight of one occurrence in the content.
    pub(super) weight: f64,
}

/// A word and those it speaks for; nobody, if it is a mask.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) postings: Vec<Posting>,
}

/// What a match outside the scoring means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signal {
    /// A word of the rule with this index.
    Rule(usize),
    /// A phrase that complains about the department with this index.
    Complaint(usize),
}

/// A validated catalogue with its matchers. Build once, share between threads.
#[derive(Debug, Clone)]
pub struct CompiledCatalogue {
    pub(super) catalogue: Catalogue,
    pub(super) words: Vec<Word>,
    pub(super) matcher: AhoCorasick,
    pub(super) signals: Vec<(String, Vec<Signal>)>,
    pub(super) signal_matcher: AhoCorasick,
    departments: BTreeMap<String, usize>,
    categories: BTreeMap<String, usize>,
}

type Postings = BTreeMap<String, BTreeMap<usize, (Source, f64)>>;

impl CompiledCatalogue {
    /// Validates and compiles a catalogue.
    ///
    /// # Errors
    /// When codes, references or numbers are wrong, or a word is empty after normalisation.
    pub fn new(catalogue: Catalogue) -> Result<Self, CatalogueError> {
        catalogue.validate()?;
        let departments = index(catalogue.departments.iter().map(|d| &d.code));
        let categories = index(catalogue.categories.iter().map(|c| &c.code));
        let words = weigh(&catalogue, collect(&catalogue, &departments)?)?;
        let signals = signals(&catalogue)?;
        let matcher =
            build(MatchKind::LeftmostLongest, words.iter().map(|w| w.text.as_str()).collect())?;
        let signal_matcher =
            build(MatchKind::Standard, signals.iter().map(|s| s.0.as_str()).collect())?;
        Ok(Self { catalogue, words, matcher, signals, signal_matcher, departments, categories })
    }

    /// The catalogue it was compiled from.
    #[must_use]
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    pub(super) fn department_index(&self, code: &str) -> Option<usize> {
        self.departments.get(code).copied()
    }

    pub(super) fn category(&self, code: &str) -> Option<&Category> {
        self.categories.get(code).and_then(|i| self.catalogue.categories.get(*i))
    }

    pub(super) fn rules(&self) -> &[Rule] {
        &self.catalogue.settings.rules
    }
}

fn index<'a>(codes: impl Iterator<Item = &'a String>) -> BTreeMap<String, usize> {
    codes.enumerate().map(|(i, c)| (c.clone(), i)).collect()
}

fn build(kind: MatchKind, words: Vec<&str>) -> Result<AhoCorasick, CatalogueError> {
    AhoCorasick::builder()
        .match_kind(kind)
        .build(words)
        .map_err(|e| CatalogueError::Matcher(e.to_string()))
}

fn word(place: &str, raw: &str) -> Result<String, CatalogueError> {
    let text = normalise(raw);
    if text.is_empty() {
        return Err(CatalogueError::Empty { what: format!("a word of {place}") });
    }
    Ok(text)
}

/// Every word with the departments it speaks for; where it stands twice for one, the stronger counts.
fn collect(
    catalogue: &Catalogue,
    departments: &BTreeMap<String, usize>,
) -> Result<Postings, CatalogueError> {
    let mut all = Postings::new();
    let mut add = |place: &str, raw: &str, code: &str, source: Source, strength: f64| {
        let text = word(place, raw)?;
        let Some(&department) = departments.get(code) else { return Ok(()) };
        let slot = all.entry(text).or_default().entry(department).or_insert((source, strength));
        if strength > slot.1 {
            *slot = (source, strength);
        }
        Ok(())
    };
    let weights = &catalogue.settings.weights;
    for d in catalogue.departments.iter().filter(|d| d.kind != DepartmentKind::Hub) {
        for name in names(&d.full_name, &d.short_name) {
            add(&d.code, name, &d.code, Source::Name, weights.department_name)?;
        }
        d.keywords.iter().try_for_each(|k| add(&d.code, k, &d.code, Source::Keyword, 1.0))?;
    }
    for c in &catalogue.categories {
        if let Some(d) = &c.department {
            c.keywords.iter().try_for_each(|k| add(&c.code, k, d, Source::Keyword, 1.0))?;
        }
    }
    for l in &catalogue.settings.lexicon {
        let place = &l.department;
        let each = |k: &String| add(place, k, place, Source::Keyword, l.strength);
        l.words.iter().try_for_each(each)?;
    }
    for s in &catalogue.service_items {
        if let Some(stem) = stem(&s.name) {
            add(&s.name, &stem, &s.department, Source::ServiceItem, weights.service_item)?;
        }
    }
    for mask in &catalogue.settings.masks {
        all.insert(word("masks", mask)?, BTreeMap::new());
    }
    Ok(all)
}

/// The names under which a department is called: both, and the full name without 市.
fn names<'a>(full: &'a str, short: &'a str) -> impl Iterator<Item = &'a str> {
    [full, full.strip_prefix('市').unwrap_or(full), short].into_iter()
}

/// Weight of one occurrence: `word` × strength × rarity × √(characters / 2), × `faint` where listed.
/// Rarity is ln(1 + N/n) / ln(1 + N) for a word that n of N departments share: 1 for a word of one's own.
fn weigh(catalogue: &Catalogue, all: Postings) -> Result<Vec<Word>, CatalogueError> {
    let settings = &catalogue.settings;
    let faint = settings
        .faint
        .iter()
        .map(|f| word("faint", f))
        .collect::<Result<BTreeSet<_>, CatalogueError>>()?;
    let total = count(catalogue.departments.len());
    let weighed = all.into_iter().map(|(text, by)| {
        let rarity = (1.0 + total / count(by.len().max(1))).ln() / (1.0 + total).ln();
        let length = (count(text.chars().count()) / 2.0).sqrt();
        let dim = if faint.contains(&text) { settings.weights.faint } else { 1.0 };
        let unit = settings.weights.word * rarity * length * dim;
        let posting = |(department, (source, strength))| Posting {
            department,
            source,
            weight: unit * strength,
        };
        Word { postings: by.into_iter().map(posting).collect(), text }
    });
    Ok(weighed.collect())
}

pub(super) fn count(n: usize) -> f64 {
    n as f64
}

/// Endings of service items that say what is done, not what it is about.
const ENDINGS: [&str; 26] = [
    "审批", "核发", "备案", "登记", "变更", "注销", "延续", "新办", "补办", "补发", "换发", "补证",
    "申请", "申领", "办理", "查询", "打印", "确认", "审核", "核准", "认定", "咨询", "报告", "信息",
    "发放", "许可",
];

/// What a service item is about: its name without brackets and endings; `None` below four characters,
/// which would say too little.
fn stem(name: &str) -> Option<String> {
    let mut text = normalise(name);
    if let Some(at) = text.find(['(', '[']) {
        text.truncate(at);
    }
    while let Some(shorter) = ENDINGS.iter().find_map(|e| text.strip_suffix(e)) {
        if shorter.chars().count() < 4 {
            break;
        }
        text.truncate(shorter.len());
    }
    (text.chars().count() >= 4).then_some(text)
}

/// Words of rules, and phrases such as 投诉税务局 that name the target of a complaint.
fn signals(catalogue: &Catalogue) -> Result<Vec<(String, Vec<Signal>)>, CatalogueError> {
    let mut all: BTreeMap<String, Vec<Signal>> = BTreeMap::new();
    let mut add = |text: String, signal: Signal| {
        let slot = all.entry(text).or_default();
        if !slot.contains(&signal) {
            slot.push(signal);
        }
    };
    for (i, rule) in catalogue.settings.rules.iter().enumerate() {
        for w in &rule.when.words {
            add(word(&rule.code, w)?, Signal::Rule(i));
        }
    }
    for (i, d) in catalogue.departments.iter().enumerate() {
        // A utility's or a park's short name (供水, 园区) is also the name of a thing.
        let organ = !matches!(d.kind, DepartmentKind::Utility | DepartmentKind::Area);
        for name in names(&d.full_name, &d.short_name).filter(|n| n.chars().count() > 2 && organ) {
            for verb in ["投诉", "举报", "控告", "状告"] {
                for place in ["", "市", "县", "区"] {
                    add(word(&d.code, &format!("{verb}{place}{name}"))?, Signal::Complaint(i));
                }
            }
        }
    }
    Ok(all.into_iter().collect())
}
