//! The dispatch catalogue as administrators edit it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::city::{Category, Chain, City, County, Department, ServiceItem};

/// How much each kind of evidence weighs. All are finite and not negative.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// A two-character word of one department only, once in the content.
    pub word: f64,
    /// Factor for the title.
    pub title: f64,
    /// Factor for words in `faint`.
    pub faint: f64,
    /// Factor for a service item's name.
    pub service_item: f64,
    /// Factor for a department's own name.
    pub department_name: f64,
    /// Factor on text evidence for other departments where the category's department is impartial: what
    /// the complaint is about, not who rules on it.
    pub subject: f64,
    /// What the chain gives to its lead department, in the categories of `chain_categories`.
    pub chain: f64,
}

/// Further words for a department, beyond its own list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lexicon {
    /// Department code.
    pub department: String,
    /// Factor on the weight of a word.
    pub strength: f64,
    /// The words.
    pub words: Vec<String>,
}

/// When a rule applies: every list that is not empty must be met by one of its members.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct When {
    /// One of these words stands in title or content.
    pub words: Vec<String>,
    /// The category is one of these.
    pub categories: Vec<String>,
    /// The chain is one of these.
    pub chains: Vec<String>,
    /// The county is one of these.
    pub counties: Vec<String>,
}

/// What a rule does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Effect {
    /// Adds evidence for a department.
    Favour {
        /// Department code.
        department: String,
        /// What it adds.
        weight: f64,
    },
    /// Keeps the appeal for a dispatcher, perhaps with a ground for declining.
    Desk {
        /// Decline code of the vocabulary, e.g. `legal_process`.
        decline: Option<String>,
    },
    /// Says something, changes nothing.
    Note,
}

/// A rule of the catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Stable code.
    pub code: String,
    /// Why, in Chinese.
    pub zh: String,
    /// Why, in English.
    pub en: String,
    /// When it applies.
    pub when: When,
    /// What it does.
    pub effect: Effect,
}

/// The part of a catalogue that is about routing alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoutingSettings {
    /// Name of this version; stored with each decision.
    pub version: String,
    /// Least confidence for an automatic decision, in 0..=1.
    pub threshold: f64,
    /// Least margin for an automatic decision, in 0..=1.
    pub margin: f64,
    /// Weight of what nobody wrote down; above 0.
    pub unknown: f64,
    /// Text evidence at which another department contradicts the category ...
    pub contradiction: f64,
    /// ... if it is also this many times the text evidence for the category's own departments.
    pub contradiction_ratio: f64,
    /// How much evidence weighs.
    pub weights: Weights,
    /// Categories in which the chain's lead department counts.
    pub chain_categories: Vec<String>,
    /// Words that say little.
    pub faint: Vec<String>,
    /// Phrases that contain a word of a department and do not mean it.
    pub masks: Vec<String>,
    /// Further words.
    pub lexicon: Vec<Lexicon>,
    /// Hard rules, applied in this order.
    pub rules: Vec<Rule>,
}

/// A whole catalogue: one version, self-contained, so that an old decision can be replayed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// Version, limits, weights, words and rules.
    pub settings: RoutingSettings,
    /// The departments.
    pub departments: Vec<Department>,
    /// The categories.
    pub categories: Vec<Category>,
    /// The chains.
    pub chains: Vec<Chain>,
    /// The counties.
    pub counties: Vec<County>,
    /// The service items.
    pub service_items: Vec<ServiceItem>,
}

/// Why a catalogue cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CatalogueError {
    /// A code stands twice.
    #[error("{what} {code:?} stands twice")]
    Duplicate {
        /// Kind of thing.
        what: &'static str,
        /// The code.
        code: String,
    },
    /// A code is referred to and not defined.
    #[error("{place} refers to {what} {code:?}, which is not defined")]
    Dangling {
        /// Where.
        place: String,
        /// Kind of thing.
        what: &'static str,
        /// The code.
        code: String,
    },
    /// A number is outside its range.
    #[error("{what} is out of range")]
    OutOfRange {
        /// Which number.
        what: String,
    },
    /// A code, a version or a word is empty (after normalisation), or there are no departments.
    #[error("{what} is empty")]
    Empty {
        /// Which.
        what: String,
    },
    /// The word matcher could not be built.
    #[error("the word matcher could not be built: {0}")]
    Matcher(String),
}

impl Catalogue {
    /// The catalogue of the demonstration city.
    ///
    /// # Errors
    /// When an embedded file does not fit its type; the tests of this crate rule that out.
    pub fn demonstration() -> Result<Self, serde_json::Error> {
        let settings = serde_json::from_str(include_str!("../../data/city/routing.json"))?;
        Ok(Self::from_city(&City::demonstration()?, settings))
    }

    /// A catalogue from a city's reference data.
    #[must_use]
    pub fn from_city(city: &City, settings: RoutingSettings) -> Self {
        Self {
            settings,
            departments: city.departments.clone(),
            categories: city.categories.clone(),
            chains: city.chains.clone(),
            counties: city.counties.clone(),
            service_items: city.service_items.clone(),
        }
    }

    /// Checks codes, references and numbers.
    ///
    /// # Errors
    /// The first fault found, in the order of the fields.
    pub fn validate(&self) -> Result<(), CatalogueError> {
        self.validate_numbers()?;
        let departments = codes("department", self.departments.iter().map(|d| d.code.as_str()))?;
        let categories = codes("category", self.categories.iter().map(|c| c.code.as_str()))?;
        let chains = codes("chain", self.chains.iter().map(|c| c.code.as_str()))?;
        let counties = codes("county", self.counties.iter().map(|c| c.code.as_str()))?;
        codes("rule", self.settings.rules.iter().map(|r| r.code.as_str()))?;
        if departments.is_empty() {
            return Err(CatalogueError::Empty { what: "the list of departments".to_owned() });
        }
        let department = |place: &str, code: &str| known("department", &departments, place, code);
        for d in &self.departments {
            d.parent.iter().try_for_each(|p| department(&d.code, p))?;
        }
        for c in &self.categories {
            c.department.iter().chain(&c.also).try_for_each(|d| department(&c.code, d))?;
        }
        for c in &self.chains {
            department(&c.code, &c.lead_department)?;
            c.county.iter().try_for_each(|x| known("county", &counties, &c.code, x))?;
        }
        self.service_items.iter().try_for_each(|s| department(&s.name, &s.department))?;
        self.settings.lexicon.iter().try_for_each(|l| department("lexicon", &l.department))?;
        let place = "chain_categories";
        let listed = &self.settings.chain_categories;
        listed.iter().try_for_each(|c| known("category", &categories, place, c))?;
        for r in &self.settings.rules {
            if let Effect::Favour { department: d, .. } = &r.effect {
                department(&r.code, d)?;
            }
            let w = &r.when;
            w.categories.iter().try_for_each(|c| known("category", &categories, &r.code, c))?;
            w.chains.iter().try_for_each(|c| known("chain", &chains, &r.code, c))?;
            w.counties.iter().try_for_each(|c| known("county", &counties, &r.code, c))?;
        }
        Ok(())
    }

    fn validate_numbers(&self) -> Result<(), CatalogueError> {
        let s = &self.settings;
        if s.version.trim().is_empty() {
            return Err(CatalogueError::Empty { what: "version".to_owned() });
        }
        let share = |what: &str, x: f64| check(what, (0.0..=1.0).contains(&x));
        share("threshold", s.threshold)?;
        share("margin", s.margin)?;
        check("unknown", (1e-3..=MAX_WEIGHT).contains(&s.unknown))?;
        let weight = |what: &str, x: f64| check(what, (0.0..=MAX_WEIGHT).contains(&x));
        weight("contradiction", s.contradiction)?;
        weight("contradiction_ratio", s.contradiction_ratio)?;
        let w = &s.weights;
        let all = [w.word, w.title, w.faint, w.service_item, w.department_name, w.subject, w.chain];
        all.iter().try_for_each(|x| weight("weights", *x))?;
        s.lexicon.iter().try_for_each(|l| weight("lexicon strength", l.strength))?;
        self.categories.iter().try_for_each(|c| weight(&c.code, c.prior))?;
        s.rules.iter().try_for_each(|r| match r.effect {
            Effect::Favour { weight: x, .. } => weight(&r.code, x),
            Effect::Desk { .. } | Effect::Note => Ok(()),
        })
    }
}

/// Keeps sums of thousands of weights exact enough for four decimals.
const MAX_WEIGHT: f64 = 1000.0;

fn check(what: &str, holds: bool) -> Result<(), CatalogueError> {
    if holds { Ok(()) } else { Err(CatalogueError::OutOfRange { what: what.to_owned() }) }
}

fn codes<'a>(
    what: &'static str,
    all: impl Iterator<Item = &'a str>,
) -> Result<BTreeSet<&'a str>, CatalogueError> {
    let mut seen = BTreeSet::new();
    for code in all {
        if code.trim().is_empty() {
            return Err(CatalogueError::Empty { what: format!("a {what} code") });
        }
        if !seen.insert(code) {
            return Err(CatalogueError::Duplicate { what, code: code.to_owned() });
        }
    }
    Ok(seen)
}

fn known(
    what: &'static str,
    all: &BTreeSet<&str>,
    place: &str,
    code: &str,
) -> Result<(), CatalogueError> {
    if all.contains(code) {
        return Ok(());
    }
    Err(CatalogueError::Dangling { place: place.to_owned(), what, code: code.to_owned() })
}
