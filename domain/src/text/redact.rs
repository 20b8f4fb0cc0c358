//! Taking persons and firms out of a text before it is published (晒单).

/// What stands in place of what was taken out.
pub const MASK: &str = "＊＊＊";
/// Runs of this many digits and letters with this many digits in them are taken for numbers of persons
/// or firms: phones, identity cards, unified codes, accounts. Years, amounts and article numbers are
/// shorter.
const SHORTEST_NUMBER: usize = 7;

/// The text without the given names and without anything that looks like the number of a person or
/// firm, or an e-mail address. A text that comes back unchanged is fit to be published as far as a
/// machine can tell.
#[must_use]
pub fn redacted(text: &str, names: &[String]) -> String {
    mask_runs(&without(text, names))
}

/// The text without the given names and numbers, and otherwise as it was: for erasing one person.
#[must_use]
pub fn without(text: &str, names: &[String]) -> String {
    let mut names: Vec<&str> = names.iter().map(|name| name.trim()).collect();
    names.retain(|name| name.chars().count() >= 2);
    // The longest first, so that a part of a name does not spoil the whole.
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut text = text.to_owned();
    for name in names {
        text = text.replace(name, MASK);
    }
    text
}

/// The members of events and facts that hold what somebody wrote. Everything else is a code, an id, a
/// number or a moment, and must stay as it is.
const WRITTEN: [&str; 14] = [
    "text",
    "reason",
    "question",
    "note",
    "message",
    "comment",
    "answer",
    "demand",
    "title",
    "ask",
    "mandate",
    "name",
    "channel",
    "without_helpers",
];

/// Changes every text that somebody wrote inside an event or the facts of an appeal.
pub fn each_text(value: &mut serde_json::Value, change: &impl Fn(&str) -> String) {
    match value {
        serde_json::Value::Array(items) => {
            items.iter_mut().for_each(|item| each_text(item, change));
        }
        serde_json::Value::Object(members) => {
            for (name, member) in members {
                match member {
                    serde_json::Value::String(text) if WRITTEN.contains(&name.as_str()) => {
                        *text = change(text);
                    }
                    other => each_text(other, change),
                }
            }
        }
        _ => {}
    }
}

fn mask_runs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for next in text.chars().chain(std::iter::once('\0')) {
        if next.is_ascii_alphanumeric()
            || (!run.is_empty() && matches!(next, '@' | '-' | '.' | '_'))
        {
            run.push(next);
            continue;
        }
        out.push_str(if is_number(&run) || is_address(&run) { MASK } else { &run });
        run.clear();
        if next != '\0' {
            out.push(next);
        }
    }
    out
}

fn is_number(run: &str) -> bool {
    // An amount such as 1234567.89 or a date such as 2026-11-24 is no number of a person.
    let is_date = run.len() == 10 && run.matches('-').count() == 2;
    let is_amount = run.contains('.') && run.chars().all(|c| c.is_ascii_digit() || c == '.');
    let digits = run.chars().filter(char::is_ascii_digit).count();
    digits >= SHORTEST_NUMBER && !is_date && !is_amount
}

fn is_address(run: &str) -> bool {
    run.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<String> {
        vec!["示例机械有限公司".to_owned(), "示例".to_owned()]
    }

    #[test]
    fn names_phones_codes_and_addresses_are_taken_out() {
        let text = "示例机械有限公司（91371400MA00000000）联系电话 13800000000、0534-2000000，邮箱 a.b@example.com。";
        let out = redacted(text, &names());
        for trace in ["示例", "9137", "1380", "2000000", "example"] {
            assert!(!out.contains(trace), "{trace}: {out}");
        }
    }

    #[test]
    fn amounts_dates_and_article_numbers_stay() {
        let text = "2026-11-24 依据第25条，补贴 1200000.50 元，涉及 37 户企业，GB/T 4754";
        assert_eq!(redacted(text, &names()), text);
    }

    #[test]
    fn only_what_somebody_wrote_is_changed_inside_an_event() {
        let mut event = serde_json::json!({
            "state": "closed", "by": "de", "reason": "closed by de",
            "parts": [{ "number": "QY1", "title": "de closed" }],
        });
        each_text(&mut event, &|text| without(text, &["closed".to_owned(), "de".to_owned()]));
        let expected = serde_json::json!({
            "state": "closed", "by": "de", "reason": "＊＊＊ by ＊＊＊",
            "parts": [{ "number": "QY1", "title": "＊＊＊ ＊＊＊" }],
        });
        assert_eq!(event, expected);
    }

    #[test]
    fn redacting_twice_changes_nothing_more() {
        let once = redacted("示例机械有限公司 13800000000", &names());
        assert_eq!(redacted(&once, &names()), once);
    }
}
