//! The sentences of problems, by language: what went wrong and what to do next.

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::notice::Language;
use serde::Deserialize;

/// The sentences of one code.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    /// Short; the same for every occurrence.
    pub title: String,
    /// This occurrence, with `{names}` to be filled in, and what to do next.
    pub detail: String,
}

/// One message file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Messages {
    /// By problem code.
    pub codes: HashMap<String, Sentence>,
    /// By the code of a field's fault.
    pub fields: HashMap<String, String>,
    /// States of an appeal, for people.
    pub states: HashMap<String, String>,
    /// Actions on an appeal, for people.
    pub actions: HashMap<String, String>,
}

impl Messages {
    /// An action, for people.
    #[must_use]
    pub fn action(&self, action: Option<domain::appeal::Action>) -> String {
        let name = action.map_or("", domain::appeal::Action::as_str);
        self.actions.get(name).map_or(name, String::as_str).to_owned()
    }
}

static CHINESE: LazyLock<Messages> =
    LazyLock::new(|| parse(include_str!("../../messages/problems.zh-CN.json")));
static ENGLISH: LazyLock<Messages> =
    LazyLock::new(|| parse(include_str!("../../messages/problems.en.json")));

/// A file that cannot be read fails the tests; a process would rather answer with codes alone than die.
fn parse(text: &str) -> Messages {
    serde_json::from_str(text).unwrap_or_else(|error| {
        tracing::error!(%error, "a message file cannot be read");
        Messages::default()
    })
}

/// The sentences of a language.
#[must_use]
pub fn of(language: Language) -> &'static Messages {
    match language {
        Language::Chinese => &CHINESE,
        Language::English => &ENGLISH,
    }
}

/// Puts values into `{names}`.
#[must_use]
pub fn fill(sentence: &str, params: &[(&'static str, String)]) -> String {
    let mut filled = sentence.to_owned();
    for (name, value) in params {
        filled = filled.replace(&format!("{{{name}}}"), value);
    }
    filled
}
