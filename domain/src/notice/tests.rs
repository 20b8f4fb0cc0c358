#![allow(clippy::unwrap_used, reason = "tests say what they expect")]
use super::*;
use crate::time::Timestamp;
use chrono_tz::Asia::Shanghai;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn every_template_has_words_in_both_languages() {
    for template in Template::ALL {
        for language in [Language::Chinese, Language::English] {
            let words = render(template, language, &Params::new());
            assert!(!words.body.is_empty(), "{template:?} {language:?}");
            assert!(words.phrase.chars().count() <= 5 || language == Language::English);
        }
        assert_eq!(Template::parse(template.as_str()), Some(template));
    }
}

#[test]
fn a_parameter_is_text_and_never_a_pattern() {
    let params = Params::from([("title".into(), "{number}".into()), ("number".into(), "1".into())]);
    assert!(render(Template::Submitted, Language::Chinese, &params).body.contains("{number}"));
}

#[test]
fn quiet_hours_across_midnight_hold_until_morning_in_the_citys_zone() {
    let quiet: QuietHours = "21:00-08:00".parse().unwrap();
    let morning = at("2026-11-24T00:00:00Z");
    assert_eq!(quiet.allowed_from(at("2026-11-23T13:00:00Z"), Shanghai), morning);
    assert_eq!(quiet.allowed_from(at("2026-11-23T20:30:00Z"), Shanghai), morning);
    assert_eq!(quiet.allowed_from(morning, Shanghai), morning);
    let before = at("2026-11-23T12:59:59Z");
    assert_eq!(quiet.allowed_from(before, Shanghai), before);
}

#[test]
fn quiet_hours_that_are_no_span_are_refused() {
    for text in ["", "21:00", "21:00-21:00", "25:00-08:00", "a-b"] {
        assert!(text.parse::<QuietHours>().is_err(), "{text}");
    }
}
