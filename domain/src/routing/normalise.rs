//! One spelling for catalogue and appeals.

use unicode_normalization::UnicodeNormalization;

use super::MAX_CHARS;

/// Compatibility form (full-width letters, presentation forms), lower case, without white space,
/// control and invisible characters, so that 停 水 and ＶＯＣ are found like 停水 and voc.
/// Reads `MAX_CHARS` characters at most.
pub(super) fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(4 * MAX_CHARS));
    let read = text.chars().take(MAX_CHARS);
    for c in read.nfkc() {
        if c.is_ascii() {
            if c.is_ascii_graphic() {
                out.push(c.to_ascii_lowercase());
            }
        } else if !c.is_whitespace() && !c.is_control() && !is_invisible(c) {
            out.extend(c.to_lowercase());
        }
    }
    out
}

/// Zero-width and directional marks, soft hyphen, variation selectors, byte order mark.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}
