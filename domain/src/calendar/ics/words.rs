//! Whether an event makes its days off or worked, and what the holiday is called.

use super::event::Event;

/// Said of a make-up workday.
const WORKING: &[&str] =
    &["调休上班", "补班", "上班", "（班）", "(班)", "[班]", "【班】", "workday", "working day"];
/// Said of a day off.
const OFF: &[&str] = &["休", "放假", "假期", "day off", "holiday"];
/// Contain one of the words above, and say neither.
const NEITHER: &[&str] =
    &["不上班", "不放假", "不休", "退休", "离休", "休市", "non-workday", "non-working day"];

/// What is taken out of a title to leave the name, longest first.
const MARKS: &[&str] = &[
    "make-up workday",
    "makeup workday",
    "public holiday",
    "working day",
    "day off",
    "workday",
    "holiday",
    "调休上班",
    "放假调休",
    "补班日",
    "上班日",
    "休息日",
    "补班",
    "上班",
    "放假",
    "假期",
    "休假",
    "休息",
    "调休",
];

const BRACKETS: &[(char, char)] = &[('（', '）'), ('(', ')'), ('[', ']'), ('【', '】')];

/// `true` for days off, `false` for make-up workdays, `None` when the event does not say.
pub(super) fn meaning(event: &Event) -> Option<bool> {
    match event.special.as_deref() {
        Some("WORK-HOLIDAY") => return Some(true),
        Some("ALTERNATE-WORKDAY") => return Some(false),
        _ => {}
    }
    said(&format!("{} {}", event.summary, event.categories))
}

fn said(text: &str) -> Option<bool> {
    let mut text = text.to_ascii_lowercase();
    for word in NEITHER {
        text = text.replace(word, " ");
    }
    // 班 stands for a make-up workday alone, not in 值班 or 培训班.
    let alone = text.split_whitespace().any(|word| word == "班");
    if alone || WORKING.iter().any(|word| text.contains(word)) {
        return Some(false);
    }
    // 调休 alone is said of the day off as well as of the day that makes up for it.
    let text = text.replace("调休", " ");
    OFF.iter().any(|word| text.contains(word)).then_some(true)
}

/// The name of the holiday: the title without what marks the day.
pub(super) fn name(summary: &str, is_off_day: bool) -> String {
    let line = summary.split(char::is_control).collect::<Vec<_>>().join(" ");
    let mut text = without_brackets(&line);
    for mark in MARKS {
        while let Some(at) = text.to_ascii_lowercase().find(mark) {
            text.replace_range(at..at + mark.len(), " ");
        }
    }
    text = without_count(without_count(text, '第'), '共');
    let edge = |c: char| c.is_whitespace() || "-—–_·:：,，、/|。.".contains(c);
    let mut text = text.trim_matches(edge);
    for mark in ['休', '班'] {
        text = text.strip_suffix(mark).unwrap_or(text).trim_matches(edge);
    }
    let plain = || line.trim().chars().take(60).collect::<String>();
    match (text.is_empty(), plain().is_empty()) {
        (false, _) => text.chars().take(60).collect(),
        (true, false) => plain(),
        (true, true) => if is_off_day { "放假" } else { "上班" }.to_owned(),
    }
}

/// Brackets that hold a mark are left out with it.
fn without_brackets(line: &str) -> String {
    let mut text = line.to_owned();
    for &(open, close) in BRACKETS {
        let mut from = 0;
        while let Some(begin) = text[from..].find(open).map(|at| from + at) {
            let Some(end) = text[begin..].find(close).map(|at| begin + at + close.len_utf8())
            else {
                break;
            };
            let inner = text[begin + open.len_utf8()..end - close.len_utf8()].trim();
            if inner == "班" || said(inner).is_some() || inner == "调休" {
                text.replace_range(begin..end, " ");
            } else {
                from = end;
            }
        }
    }
    text
}

/// Leaves out 第3天 and 共8天: which day of how many it is.
fn without_count(text: String, first: char) -> String {
    let Some(begin) = text.find(first) else { return text };
    let rest = &text[begin + first.len_utf8()..];
    let number =
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    match number.strip_prefix('天') {
        Some(after) if number.len() < rest.len() => format!("{} {after}", &text[..begin]),
        _ => text,
    }
}
