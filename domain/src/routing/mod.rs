//! Who gets an appeal: the dispatch catalogue (派单目录) and the engine that applies it.
//!
//! Every candidate's score is the sum of the weights of its reasons. Confidence is
//! `s1 / (s1 + s2 + unknown)` with the two best scores and the catalogue's constant for what nobody
//! wrote down; margin is `(s1 - s2) / (s1 + s2 + unknown)`. A decision is automatic when both reach the
//! catalogue's limits and no rule holds it for a human (个人信息保护法 art. 24: explainable, and a human
//! can take over). Weights are kept to four decimals, so that the sums can be checked on paper.
//!
//! To add a rule for a city: put it into the catalogue's `rules`. To add a kind of evidence: give it a
//! function in `evidence` that returns reasons, and a test.

mod catalogue;
mod compiled;
mod decide;
mod evidence;
mod normalise;
mod types;

pub use catalogue::{
    Catalogue, CatalogueError, Effect, Lexicon, RoutingSettings, Rule, Weights, When,
};
pub use compiled::CompiledCatalogue;
pub use types::{Candidate, Decision, Evidence, Field, Reason, RoutingInput};

/// Characters (Unicode scalar values) of a title or content that are read; the rest is ignored. Twice
/// what the HTTP contract accepts.
pub const MAX_CHARS: usize = 10_000;

/// Number of candidates that a decision shows.
pub const MAX_CANDIDATES: usize = 3;
