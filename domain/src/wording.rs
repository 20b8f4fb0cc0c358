//! Words for what the rules name by codes: stages, lamps, parties, units, and why a span of a clock counts
//! or does not, as a firm would understand it. Chinese first, English beside it.
//!
//! To name one more thing: its line in both `data/messages/words.*.json`; the tests ask for every code.

mod faults;

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::notice::Language;
use crate::sla::profile::Stage;
use crate::sla::{Lamp, Unit, Why};

pub use self::faults::{calendar_fault, profile_fault};

/// The words of one language, by code.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    stages: HashMap<String, String>,
    lamps: HashMap<String, String>,
    holders: HashMap<String, String>,
    units: HashMap<String, String>,
    ages: HashMap<String, String>,
    cards: HashMap<String, String>,
    whys: HashMap<String, String>,
}

static CHINESE: LazyLock<Words> =
    LazyLock::new(|| parse(include_str!("../data/messages/words.zh-CN.json")));
static ENGLISH: LazyLock<Words> =
    LazyLock::new(|| parse(include_str!("../data/messages/words.en.json")));

/// An embedded file that does not parse leaves the codes themselves, which a test refuses.
fn parse(text: &str) -> Words {
    serde_json::from_str(text).unwrap_or_default()
}

fn of(language: Language) -> &'static Words {
    match language {
        Language::Chinese => &CHINESE,
        Language::English => &ENGLISH,
    }
}

fn word<'a>(words: &'a HashMap<String, String>, code: &'a str) -> &'a str {
    words.get(code).map_or(code, String::as_str)
}

/// A stage.
#[must_use]
pub fn stage(language: Language, stage: Stage) -> &'static str {
    word(&of(language).stages, stage.as_str())
}

/// A lamp.
#[must_use]
pub fn lamp(language: Language, lamp: Lamp) -> &'static str {
    word(&of(language).lamps, lamp.as_str())
}

/// What a clock counts, to stand after a number.
#[must_use]
pub fn unit(language: Language, unit: Unit) -> &'static str {
    word(&of(language).units, unit.as_str())
}

/// A kind of party that may hold an appeal, by its code; a code that has no word is its own.
#[must_use]
pub fn holder(language: Language, code: &str) -> String {
    word(&of(language).holders, code).to_owned()
}

/// A class of age of what is overdue, by its code; a code that has no word is its own.
#[must_use]
pub fn age(language: Language, code: &str) -> String {
    word(&of(language).ages, code).to_owned()
}

/// A card, by its colour, or another rung of the ladder, by its action; a code that has no word is its own.
#[must_use]
pub fn card(language: Language, code: &str) -> String {
    word(&of(language).cards, code).to_owned()
}

/// Why a span counts or does not, in one sentence. Names of holidays and closures are text, never
/// patterns.
#[must_use]
pub fn why(language: Language, why: &Why) -> String {
    // The code as it goes over the wire, so that there is one name for each.
    let wire = serde_json::to_value(why).unwrap_or_default();
    let code = wire["kind"].as_str().unwrap_or_default();
    let name = wire["name"].as_str().unwrap_or_default();
    match word(&of(language).whys, code).split_once("{name}") {
        Some((before, after)) => format!("{before}{name}{after}"),
        None => word(&of(language).whys, code).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests say what they expect")]
    use super::*;

    const BOTH: [Language; 2] = [Language::Chinese, Language::English];

    fn whys() -> Vec<Why> {
        vec![
            Why::Open,
            Why::Elapsed,
            Why::Workday,
            Why::MakeupWorkday("春节".into()),
            Why::CalendarDay,
            Why::DayOfEvent,
            Why::DayOfResumption,
            Why::AfterHours,
            Why::OutsideHours,
            Why::Weekend,
            Why::Holiday("国庆节".into()),
            Why::Closure("台风停工".into()),
            Why::Paused,
            Why::MovedOffHoliday,
            Why::NothingLeft,
        ]
    }

    #[test]
    fn every_code_has_a_word_in_both_languages() {
        for language in BOTH {
            let words = of(language);
            assert!(Stage::ALL.iter().all(|one| words.stages.contains_key(one.as_str())));
            for one in [Lamp::Green, Lamp::Yellow, Lamp::Red] {
                assert!(words.lamps.contains_key(one.as_str()));
            }
            for one in ["workday", "day", "workhour", "workminute", "hour", "minute"] {
                assert!(words.units.contains_key(one) && Unit::parse(one).is_some());
            }
            for one in ["dispatch_desk", "department", "task_force", "firm", "supervisor", "nobody"]
            {
                // A word may be spelt as its code: that it is there is what counts.
                assert!(words.holders.contains_key(one) && !holder(language, one).is_empty());
            }
            for one in ["yellow", "red", "supervision_order", "interview", "escalate"] {
                assert!(words.cards.contains_key(one) && !card(language, one).is_empty());
            }
            assert_eq!(words.whys.len(), whys().len());
            for one in whys() {
                let sentence = why(language, &one);
                assert!(sentence.chars().count() > 5 && !sentence.contains('{'), "{one:?}");
            }
        }
    }

    #[test]
    fn the_name_of_a_holiday_stands_in_its_sentence_and_is_no_pattern() {
        let sentence = why(Language::Chinese, &Why::Holiday("国庆节".into()));
        assert_eq!(sentence, "放假（国庆节），不计入。");
        let sentence = why(Language::English, &Why::Closure("{name}".into()));
        assert_eq!(sentence, "Closed ({name}): it does not count.");
    }
}
