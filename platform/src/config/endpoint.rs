//! The address of an outside part, whose password is shown to nobody.

use std::fmt;

use serde::Deserialize;

/// A URL that may carry a password: `postgres://user:secret@host/db`, `memory:`, `file:var/objects`.
///
/// Kept as written, because `url::Url` would turn the relative `file:var/objects` into
/// `file:///var/objects`. `Debug` and `Display` mask the password and every query value.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Endpoint(String);

impl Endpoint {
    /// Wraps an address as written; the configuration has checked it, a test answers for its own.
    pub fn new(url: impl Into<String>) -> Self {
        Self(url.into())
    }

    /// The address with its password, for the part that connects. Never log it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the first colon, in lower case; empty where there is none.
    pub fn scheme(&self) -> String {
        self.0.split_once(':').map(|(s, _)| s.to_ascii_lowercase()).unwrap_or_default()
    }

    /// Whether the part lives in this process (`memory:`, `sqlite:`, `file:`).
    pub fn is_embedded(&self) -> bool {
        matches!(self.scheme().as_str(), "memory" | "sqlite" | "file")
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&masked(&self.0))
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Endpoint({})", masked(&self.0))
    }
}

/// The address with its password and its query values replaced by `***`.
fn masked(url: &str) -> String {
    let (head, query) = match url.split_once('?') {
        Some((head, query)) => (head, Some(query)),
        None => (url, None),
    };
    let mut out = match head.split_once("://") {
        Some((scheme, rest)) => {
            // The authority ends at the first slash, but an unescaped slash inside a password must
            // not let it through: the last `@` decides.
            match rest.rfind('@') {
                Some(at) => {
                    let user = rest[..at].split(':').next().unwrap_or_default();
                    let mask = if rest[..at].contains(':') { ":***" } else { "" };
                    format!("{scheme}://{user}{mask}{}", &rest[at..])
                }
                None => head.to_owned(),
            }
        }
        None => head.to_owned(),
    };
    if let Some(query) = query {
        let names: Vec<String> = query
            .split('&')
            .map(|pair| match pair.split_once('=') {
                Some((name, _)) => format!("{name}=***"),
                None => "***".to_owned(),
            })
            .collect();
        out.push('?');
        out.push_str(&names.join("&"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_and_query_values_are_masked_in_every_spelling() {
        for (url, shown) in [
            ("postgres://yh:secret@db:5432/yh", "postgres://yh:***@db:5432/yh"),
            ("postgres://yh:se/cr@et@db/yh", "postgres://yh:***@db/yh"),
            ("redis://:secret@cache:6379/0", "redis://:***@cache:6379/0"),
            ("amqp://mq:5672/%2f", "amqp://mq:5672/%2f"),
            ("postgres://db/yh?user=u&password=secret", "postgres://db/yh?user=***&password=***"),
            ("postgres://db/yh?secret", "postgres://db/yh?***"),
            ("memory:", "memory:"),
            ("sqlite://var/yh.db", "sqlite://var/yh.db"),
            ("file:var/objects", "file:var/objects"),
        ] {
            let endpoint = Endpoint::new(url);
            assert_eq!(endpoint.to_string(), shown);
            assert!(!format!("{endpoint:?}").contains("secret"));
        }
    }

    #[test]
    fn the_scheme_says_whether_a_part_is_embedded() {
        assert!(Endpoint::new("memory:").is_embedded());
        assert!(Endpoint::new("sqlite://var/yh.db").is_embedded());
        assert!(!Endpoint::new("amqps://mq").is_embedded());
        assert_eq!(Endpoint::new("nonsense").scheme(), "");
    }
}
