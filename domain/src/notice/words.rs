//! The words of a notice, from the message files.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Template;

/// A language that people may ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// 简体中文
    #[default]
    Chinese,
    /// English
    English,
}

/// What is put into the words: `number`, `title`, `department`, `due`, `state`.
pub type Params = BTreeMap<String, String>;

/// The words of one notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// One line.
    pub title: String,
    /// One or two sentences.
    pub body: String,
    /// At most five Chinese characters: the state, as phone templates show it.
    pub phrase: String,
}

type Catalogue = HashMap<String, Words>;

static CHINESE: LazyLock<Catalogue> =
    LazyLock::new(|| parse(include_str!("../../data/messages/notices.zh-CN.json")));
static ENGLISH: LazyLock<Catalogue> =
    LazyLock::new(|| parse(include_str!("../../data/messages/notices.en.json")));

/// An embedded file that does not parse shows as missing words, which a test refuses.
fn parse(text: &str) -> Catalogue {
    serde_json::from_str(text).unwrap_or_default()
}

/// The words of a template with the parameters put in; a parameter that is missing leaves nothing.
#[must_use]
pub fn render(template: Template, language: Language, params: &Params) -> Words {
    let catalogue = match language {
        Language::Chinese => &*CHINESE,
        Language::English => &*ENGLISH,
    };
    let Some(words) = catalogue.get(template.as_str()) else {
        let title = template.as_str().to_owned();
        return Words { title, body: String::new(), phrase: String::new() };
    };
    Words {
        title: fill(&words.title, params),
        body: fill(&words.body, params),
        phrase: words.phrase.clone(),
    }
}

/// Puts parameters into `{braces}`. Values are text, never patterns.
fn fill(pattern: &str, params: &Params) -> String {
    let mut text = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            text.push('{');
            rest = after;
            continue;
        };
        text.push_str(params.get(name).map_or("", String::as_str));
        rest = tail;
    }
    text.push_str(rest);
    text
}
