//! What goes into a decision and what comes out.

use serde::{Deserialize, Serialize};

/// What the engine knows of an appeal. Codes that the catalogue does not know are treated as absent
/// and said so in the reasons.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RoutingInput {
    /// Title as filed.
    pub title: String,
    /// Content as filed.
    pub content: String,
    /// Category code chosen by the firm.
    pub category: String,
    /// County code of the matter, if any.
    pub county: Option<String>,
    /// Chain code of the firm, if any.
    pub chain: Option<String>,
    /// Code of the department that the appeal complains about, if any.
    pub about_department: Option<String>,
}

/// Where a word was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// In the title.
    Title,
    /// In the content.
    Content,
}

/// A word that was found, and what it weighs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The word as it stands in the catalogue.
    pub word: String,
    /// Where it was found.
    pub field: Field,
    /// How often.
    pub count: u32,
    /// Its weight, four decimals.
    pub weight: f64,
}

/// One step of the explanation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Stable code: a rule of the catalogue, or one of `category`, `category_also`, `keywords`,
    /// `service_items`, `department_name`, `chain`, `county`, `conflict_of_interest`, `contradiction`,
    /// `no_evidence`, `low_confidence`, `narrow_margin`, `unknown_code`, `automatic`; where a person
    /// decides in spite of a sure router, `manual_intake` or `department_unfit`.
    pub rule: String,
    /// In Chinese, for the firm and the dispatcher.
    pub zh: String,
    /// In English.
    pub en: String,
    /// The words that it rests on; where there are any that weigh, `weight` is their sum.
    pub words: Vec<Evidence>,
    /// What it adds to its candidate's score; 0 for notes and holds.
    pub weight: f64,
    /// Whether it keeps the decision for a human.
    pub holds: bool,
}

/// A department that could take the appeal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// Department code.
    pub department: String,
    /// Sum of the weights of `reasons`.
    pub score: f64,
    /// `score / (s1 + s2 + unknown)`; for the best candidate, the decision's confidence.
    pub share: f64,
    /// What speaks for it.
    pub reasons: Vec<Reason>,
}

/// The decision, as it is stored with the appeal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Department code; `None`: the dispatch desk decides.
    pub department: Option<String>,
    /// County whose own bureau of `department` is competent; `None`: the city's.
    pub county: Option<String>,
    /// In 0..=1: the share of the best candidate, 0 without candidates.
    pub confidence: f64,
    /// Whether `department` was decided without a human.
    pub automatic: bool,
    /// Why automatic or why not, holds and notes first, then what speaks for the best candidate.
    pub reasons: Vec<Reason>,
    /// The three best at most, best first; equal scores by code.
    pub candidates: Vec<Candidate>,
    /// What a rule suggests to the dispatcher as a ground for declining, e.g. `legal_process`.
    pub suggested_decline: Option<String>,
    /// Version of the catalogue that was applied.
    pub catalogue_version: String,
}

impl Decision {
    /// The same, kept for a human in spite of what the router is sure of, with the reason.
    #[must_use]
    pub(crate) fn kept(&self, rule: &str, zh: &str, en: &str) -> Self {
        let (rule, zh, en) = (rule.to_owned(), zh.to_owned(), en.to_owned());
        let hold = Reason { rule, zh, en, words: Vec::new(), weight: 0.0, holds: true };
        let others = self.reasons.iter().filter(|reason| reason.rule != "automatic").cloned();
        let reasons = std::iter::once(hold).chain(others).collect();
        Self { department: None, automatic: false, reasons, ..self.clone() }
    }
}
