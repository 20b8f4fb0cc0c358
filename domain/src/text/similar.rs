//! How alike two texts are: for proposing duplicates (疑似重复), which a person then merges or not.

use std::collections::HashMap;

/// From this likeness on two appeals of one firm are proposed as duplicates (P).
pub const DUPLICATE_FROM: f64 = 0.6;

/// The Dice coefficient of the pairs of neighbouring characters (Dice 1945), between 0 and 1. White space,
/// punctuation, width and case do not count. Texts of fewer than two characters are alike only if equal.
#[must_use]
pub fn likeness(a: &str, b: &str) -> f64 {
    let (a, b) = (pairs(a), pairs(b));
    let (all_a, all_b): (usize, usize) = (a.values().sum(), b.values().sum());
    if all_a + all_b == 0 {
        return 0.0;
    }
    let shared: usize =
        a.iter().map(|(pair, count)| (*count).min(b.get(pair).copied().unwrap_or(0))).sum();
    #[expect(clippy::cast_precision_loss, reason = "texts are short")]
    let likeness = 2.0 * shared as f64 / (all_a + all_b) as f64;
    likeness
}

fn pairs(text: &str) -> HashMap<(char, char), usize> {
    use unicode_normalization::UnicodeNormalization;
    let plain: Vec<char> =
        text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let mut pairs = HashMap::new();
    for pair in plain.windows(2) {
        *pairs.entry((pair[0], pair[1])).or_default() += 1;
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "我公司申请技术改造补助，设备更新已完成，至今未收到答复。";

    #[test]
    fn the_same_words_are_fully_alike_whatever_their_dress() {
        assert!((likeness(A, A) - 1.0).abs() < f64::EPSILON);
        let dressed = "我公司申请 技术改造补助;设备更新已完成,至今未收到答复!";
        assert!((likeness(A, dressed) - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_retelling_is_proposed_and_another_matter_is_not() {
        let retold = "我公司已申请技术改造补助，设备更新早已完成，至今仍未收到答复，请尽快处理。";
        assert!(likeness(A, retold) >= DUPLICATE_FROM, "{}", likeness(A, retold));
        let other = "厂区门口道路积水严重，影响货车进出，请有关部门协调解决。";
        assert!(likeness(A, other) < 0.2);
    }

    #[test]
    fn likeness_is_symmetric_and_nothing_is_like_nothing() {
        assert!((likeness(A, "设备更新") - likeness("设备更新", A)).abs() < f64::EPSILON);
        assert!(likeness("", "").abs() < f64::EPSILON && likeness("！？", A).abs() < f64::EPSILON);
    }
}
