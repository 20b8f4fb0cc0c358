//! Matching of routing keys, as AMQP 0-9-1 defines it for topic exchanges (section 3.1.3.3).

/// Whether a topic pattern takes a routing key: words divided by dots, `*` stands for exactly one word,
/// `#` for none or more.
#[must_use]
pub fn matches(pattern: &str, key: &str) -> bool {
    let pattern: Vec<&str> = pattern.split('.').collect();
    let key: Vec<&str> = key.split('.').collect();
    // reached[k]: the pattern so far takes exactly the first k words.
    let mut reached = vec![false; key.len() + 1];
    reached[0] = true;
    for part in pattern {
        if part == "#" {
            let first = reached.iter().position(|&r| r).unwrap_or(reached.len());
            reached[first..].fill(true);
        } else {
            for k in (0..key.len()).rev() {
                reached[k + 1] = reached[k] && (part == "*" || part == key[k]);
            }
            reached[0] = false;
        }
    }
    reached[key.len()]
}

#[cfg(test)]
mod tests {
    use super::matches;
    use proptest::prelude::*;

    /// The definition, word for word, at the price of exponential time.
    fn slow(pattern: &[&str], key: &[&str]) -> bool {
        match pattern.split_first() {
            None => key.is_empty(),
            Some((&"#", rest)) => (0..=key.len()).any(|n| slow(rest, &key[n..])),
            Some((&part, rest)) => key
                .split_first()
                .is_some_and(|(&word, more)| (part == "*" || part == word) && slow(rest, more)),
        }
    }

    proptest! {
        #[test]
        fn matching_agrees_with_the_definition(
            pattern in prop::collection::vec(prop::sample::select(vec!["a", "b", "*", "#"]), 1..6),
            key in prop::collection::vec(prop::sample::select(vec!["a", "b", "c"]), 1..6),
        ) {
            prop_assert_eq!(
                matches(&pattern.join("."), &key.join(".")),
                slow(&pattern, &key)
            );
        }
    }

    #[test]
    fn the_examples_of_the_specification_hold() {
        assert!(matches("*.stock.#", "usd.stock"));
        assert!(matches("*.stock.#", "eur.stock.db"));
        assert!(!matches("*.stock.#", "stock.nasdaq"));
        assert!(matches("#", "anything.at.all"));
    }
}
