//! That every code there is has its sentence in every language, and that nothing leaks.

use std::collections::BTreeSet;
use std::path::Path;

use domain::appeal::{Action, Refusal, StateName};
use domain::notice::Language;
use service::ServiceError;

use super::codes::{CODES, find};
use super::messages;
use super::problem::Problem;

const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];

#[test]
fn every_code_has_its_sentences_in_every_language_and_no_sentence_is_left_over() {
    let codes: BTreeSet<_> = CODES.iter().map(|row| row.code).collect();
    assert_eq!(codes.len(), CODES.len(), "a code stands twice in the table");
    for language in LANGUAGES {
        let known: BTreeSet<_> = messages::of(language).codes.keys().map(String::as_str).collect();
        assert_eq!(known, codes, "{language:?}");
    }
}

#[test]
fn both_languages_know_the_same_fields_states_and_actions() {
    let [zh, en] = LANGUAGES.map(messages::of);
    let keys = |map: &std::collections::HashMap<String, String>| {
        map.keys().cloned().collect::<BTreeSet<_>>()
    };
    assert_eq!(keys(&zh.fields), keys(&en.fields));
    for state in StateName::ALL {
        assert!(zh.states.contains_key(state.as_str()) && en.states.contains_key(state.as_str()));
    }
    for action in Action::ALL {
        let name = action.as_str();
        assert!(zh.actions.contains_key(name) && en.actions.contains_key(name), "{name}");
    }
}

/// The codes of [`Refusal::code`], as its source has them.
fn refusals() -> Vec<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/src/appeal/refusal.rs");
    let source = std::fs::read_to_string(source).unwrap();
    let codes = source.split("fn code(").nth(1).unwrap().split("fn is_of_input(").next().unwrap();
    codes.split("=> \"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn every_refusal_of_the_rules_has_its_row_and_says_what_to_do_next() {
    let refusals = refusals();
    assert!(refusals.len() > 25, "{refusals:?}");
    for code in &refusals {
        // A score is a field of its body, and faulted as one.
        if code == "score_out_of_range" {
            continue;
        }
        let status = find(code).unwrap_or_else(|| panic!("{code} has no row")).status;
        assert!([403, 409, 422, 429].contains(&status), "{code}: {status}");
        for language in LANGUAGES {
            let words = &messages::of(language).codes[code.as_str()];
            // What happened, and what to do next: at least two clauses.
            let clauses = words.detail.split(['。', '；', '，', '.', ';', ',', ':', '：']);
            let clauses = clauses.filter(|clause| !clause.trim().is_empty()).count();
            assert!(clauses >= 2, "{code} says too little: {}", words.detail);
        }
    }
}

/// What stands between the parentheses of a call.
fn arguments(after: &str) -> &str {
    let (mut depth, mut quoted) = (0, false);
    for (at, c) in after.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted && depth == 0 => return &after[..at],
            ')' if !quoted => depth -= 1,
            _ => {}
        }
    }
    after
}

#[test]
fn every_code_that_the_source_can_give_is_known() {
    let mut texts = Vec::new();
    for folder in ["src", "../service/src"] {
        read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut texts);
    }
    let fields = &messages::of(Language::English).fields;
    for text in texts {
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for mark in
            ["Forbidden(\"", "Unauthenticated(\"", "Problem::new(\"", "Conflict(\"", "refuse(\""]
        {
            for after in text.split(mark).skip(1) {
                let code = after.split('"').next().unwrap();
                assert!(find(code).is_some() || code == "idempotency_race", "code {code}");
            }
        }
        for mark in ["ServiceError::field(", "FieldFault::new(", "Problem::field(", ".fault("] {
            for after in text.split(mark).skip(1) {
                let last = arguments(after).trim().trim_end_matches(',').rsplit(',').next();
                // Codes that are not written out are made elsewhere, and looked at there.
                if let Some(code) = last.unwrap().trim().strip_prefix('"') {
                    let code = code.trim_end_matches('"');
                    assert!(fields.contains_key(code), "field code {code}");
                }
            }
        }
    }
}

fn read(folder: &Path, texts: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, texts);
        } else if path.extension().is_some_and(|ending| ending == "rs")
            && path.file_name().is_some_and(|name| name != "tests.rs")
        {
            texts.push(std::fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn a_refusal_names_state_and_action_in_the_language_asked_for() {
    let refusal = Refusal::WrongState { action: Some(Action::Sign), state: StateName::Closed };
    let problem = Problem::from(ServiceError::Refused(refusal));
    let zh = problem.body(Language::Chinese, "request-1");
    assert_eq!((zh.status, zh.code.as_str()), (409, "wrong_state"));
    assert!(zh.detail.contains("已办结") && zh.detail.contains("签收"), "{}", zh.detail);
    let en = problem.body(Language::English, "request-1");
    assert!(en.detail.contains("closed") && en.detail.contains("sign"), "{}", en.detail);
}

#[test]
fn nothing_of_the_inside_is_answered() {
    for error in [
        ServiceError::Internal("SELECT secret FROM staff".to_owned()),
        ServiceError::Unavailable("postgres://yh:secret@db".to_owned()),
    ] {
        let body = Problem::from(error).body(Language::English, "request-1");
        let text = serde_json::to_string(&body).unwrap();
        assert!(!text.contains("secret"), "{text}");
    }
}

#[test]
fn a_code_outside_the_table_is_a_fault_of_ours() {
    assert_eq!(Problem::from(ServiceError::Forbidden("no_such_code")).code(), "internal");
}

#[test]
fn what_passes_with_time_says_when_to_try_again() {
    for error in [
        ServiceError::Unavailable(String::new()),
        ServiceError::InProgress,
        ServiceError::TooMany { retry_after: 30 },
    ] {
        let answer = Problem::from(error).render(Language::English, "request-1");
        assert!(answer.headers().contains_key("retry-after"));
        let body = format!("{:?}", answer.body());
        assert!(!body.contains("{seconds}"));
    }
}
