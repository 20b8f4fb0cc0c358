//! The language that a caller asks for (RFC 9110, 12.5.4): Chinese unless English is preferred.

use actix_web::http::header::{ACCEPT_LANGUAGE, HeaderMap};
use domain::notice::Language;

/// How a language is named in `Content-Language`.
#[must_use]
pub const fn tag(language: Language) -> &'static str {
    match language {
        Language::Chinese => "zh-CN",
        Language::English => "en",
    }
}

/// Reads `Accept-Language`. What cannot be read is passed over: a language is no reason to refuse.
#[must_use]
pub fn of(headers: &HeaderMap) -> Language {
    let asked = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    asked.map_or_else(Language::default, preferred)
}

fn preferred(asked: &str) -> Language {
    let (mut chinese, mut english) = (None, None);
    for part in asked.split(',').take(32) {
        let (name, weight) = part.split_once(';').unwrap_or((part, ""));
        let weight = weight.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.parse::<f32>().ok());
        let Some(weight) = weight.filter(|weight| *weight > 0.0) else { continue };
        let primary = name.trim().split('-').next().unwrap_or_default().to_ascii_lowercase();
        let slot = match primary.as_str() {
            "zh" => &mut chinese,
            "en" => &mut english,
            _ => continue,
        };
        *slot = Some(slot.map_or(weight, |old: f32| old.max(weight)));
    }
    match (chinese, english) {
        (None, Some(_)) => Language::English,
        (Some(zh), Some(en)) if en > zh => Language::English,
        _ => Language::Chinese,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_spoken_unless_english_is_preferred() {
        for (asked, language) in [
            ("", Language::Chinese),
            ("en", Language::English),
            ("en-GB,en;q=0.9", Language::English),
            ("zh-CN,zh;q=0.9,en;q=0.8", Language::Chinese),
            ("en;q=0.2, zh;q=0.7", Language::Chinese),
            ("en,zh", Language::Chinese),
            ("fr, en;q=0.5", Language::English),
            ("fr", Language::Chinese),
            ("en;q=0", Language::Chinese),
            ("en;q=x,,;;", Language::Chinese),
        ] {
            assert_eq!(preferred(asked), language, "{asked}");
        }
    }
}
