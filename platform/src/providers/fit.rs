//! Cuts values to what a subscription-message field takes (wire document, section 2). WeChat refuses
//! the whole message for one bad field (47003), so a value is made to fit before it is sent.
//!
//! Every function gives back a value that is never empty, holds no control character, and does not
//! change when fitted again. Length counts UTF-16 units, as JavaScript does: a rare Han character or
//! an emoji counts two, which is never too long however the provider counts.

use chrono::{Datelike, Timelike};
use domain::time::Timestamp;

use super::pace::beijing;

/// What stands for nothing where words are wanted.
const NONE: &str = "无";

/// Fits by the field's name: `thing4` is a `thing`. An unknown kind is treated as `thing`, the
/// strictest of the free texts.
#[must_use]
pub fn fit_field(name: &str, value: &str) -> String {
    match name.trim_end_matches(|c: char| c.is_ascii_digit()) {
        "number" => fit_number(value),
        "letter" => fit_letter(value),
        "character_string" => fit_character_string(value),
        "symbol" => fit_symbol(value),
        "phone_number" => fit_phone_number(value),
        "car_number" => fit_car_number(value),
        "name" => fit_name(value),
        "phrase" => fit_phrase(value),
        // These have a grammar, not a length: they are made by fit_time and fit_date, or by the
        // template's own list, and only tidied here.
        "time" | "date" | "amount" | "enum" | "const" => fit_line(value, 64),
        _ => fit_thing(value),
    }
}

/// `thing`: at most 20 characters of any kind, one line.
#[must_use]
pub fn fit_thing(value: &str) -> String {
    fit_line(value, 20)
}

/// `number`: at most 32 digits, with sign and decimal point; `0` when there is none.
#[must_use]
pub fn fit_number(value: &str) -> String {
    let mut out = String::new();
    let mut point = false;
    for c in value.chars() {
        let wanted = match c {
            '0'..='9' => true,
            '-' => out.is_empty(),
            '.' => !point && out.ends_with(|c: char| c.is_ascii_digit()),
            _ => false,
        };
        if wanted && out.len() < 32 {
            point |= c == '.';
            out.push(c);
        }
    }
    let out = out.trim_end_matches('.');
    if out.bytes().any(|b| b.is_ascii_digit()) { out.to_owned() } else { "0".into() }
}

/// `letter`: at most 32 letters; `N` when there is none.
#[must_use]
pub fn fit_letter(value: &str) -> String {
    keep(value, 32, |c| c.is_ascii_alphabetic(), "N")
}

/// `character_string`: at most 32 digits, letters and symbols; `-` when there is none.
#[must_use]
pub fn fit_character_string(value: &str) -> String {
    keep(value, 32, |c| c.is_ascii_graphic(), "-")
}

/// `symbol`: at most 5 symbols; `-` when there is none.
#[must_use]
pub fn fit_symbol(value: &str) -> String {
    keep(value, 5, |c| c.is_ascii_punctuation(), "-")
}

/// `phone_number`: at most 17 digits and `+`, `-`; `0` when there is none.
#[must_use]
pub fn fit_phone_number(value: &str) -> String {
    keep(value, 17, |c| c.is_ascii_digit() || matches!(c, '+' | '-'), "0")
}

/// `car_number`: at most 8, a Han character only at the two ends.
#[must_use]
pub fn fit_car_number(value: &str) -> String {
    let plate = keep(value, 8, |c| is_han(c) || c.is_ascii_alphanumeric(), NONE);
    let last = plate.chars().count() - 1;
    let inner = |(i, c): &(usize, char)| *i == 0 || *i == last || !is_han(*c);
    plate.chars().enumerate().filter(inner).map(|(_, c)| c).collect()
}

/// `name`: at most 10 characters where there is a Han character among them, otherwise 20.
#[must_use]
pub fn fit_name(value: &str) -> String {
    let wanted = |c: char| is_han(c) || c.is_ascii_graphic() || matches!(c, ' ' | '·');
    let all: String = value.chars().filter(|c| wanted(*c)).collect();
    let all = all.trim();
    let most = if all.is_ascii() { 20 } else { 10 };
    let cut = cut(all, most).trim_end();
    if cut.is_empty() { NONE.into() } else { cut.to_owned() }
}

/// `phrase`: at most 5 Han characters and nothing else.
#[must_use]
pub fn fit_phrase(value: &str) -> String {
    keep(value, 5, is_han, NONE)
}

/// `time`: `2019年10月1日 15:01`, in Beijing.
#[must_use]
pub fn fit_time(at: Timestamp) -> String {
    let local = at.with_timezone(&beijing());
    format!("{} {:02}:{:02}", fit_date(at), local.hour(), local.minute())
}

/// `date`: `2019年10月1日`, in Beijing.
#[must_use]
pub fn fit_date(at: Timestamp) -> String {
    let local = at.with_timezone(&beijing());
    format!("{}年{}月{}日", local.year(), local.month(), local.day())
}

/// One line of at most `most` units; an ellipsis shows that something was cut.
#[must_use]
pub fn fit_line(value: &str, most: usize) -> String {
    let spaced: String = value.chars().map(|c| if is_break(c) { ' ' } else { c }).collect();
    let line = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    ellipsis(&line, most)
}

/// Like [`fit_line`], but line breaks stay.
#[must_use]
pub fn fit_block(value: &str, most: usize) -> String {
    let clean: String = value.chars().filter(|c| *c == '\n' || !is_break(*c)).collect();
    ellipsis(clean.trim(), most)
}

/// A text of at most `most` bytes of UTF-8, line breaks kept, cut between characters.
#[must_use]
pub fn fit_bytes(value: &str, most: usize) -> String {
    let clean: String = value.chars().filter(|c| *c == '\n' || !is_break(*c)).collect();
    let clean = clean.trim();
    if clean.is_empty() {
        return NONE.into();
    }
    if clean.len() <= most {
        return clean.to_owned();
    }
    let room = most.saturating_sub('…'.len_utf8());
    let end = clean.char_indices().map(|(i, c)| i + c.len_utf8()).take_while(|e| *e <= room).last();
    format!("{}…", clean[..end.unwrap_or(0)].trim_end())
}

fn ellipsis(text: &str, most: usize) -> String {
    if text.is_empty() {
        return NONE.into();
    }
    if units(text) <= most {
        return text.to_owned();
    }
    format!("{}…", cut(text, most.saturating_sub(1)).trim_end())
}

fn keep(value: &str, most: usize, wanted: impl Fn(char) -> bool, none: &str) -> String {
    let kept: String = value.chars().filter(|c| wanted(*c)).collect();
    let kept = cut(&kept, most);
    if kept.is_empty() { none.to_owned() } else { kept.to_owned() }
}

fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The longest beginning of at most `most` units.
fn cut(text: &str, most: usize) -> &str {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.len_utf16();
        if used > most {
            return &text[..at];
        }
    }
    text
}

/// Control characters, line and paragraph separators, and marks that turn the reading direction.
fn is_break(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// CJK unified ideographs with extensions A to J, and 〇.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}
