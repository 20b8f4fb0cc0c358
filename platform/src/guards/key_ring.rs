//! Named keys as an operator writes them: one a line, `id:base64`, where the base64 holds 32 bytes
//! (`openssl rand -base64 32`). Blank lines and lines that start with `#` are skipped.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::config::HashAlgorithm;

/// Bytes of a key: the strength of the hashes and of AES-256 alike.
const KEY_BYTES: usize = 32;
/// Longest id.
const LONGEST_ID: usize = 32;

/// A key; wiped when it is dropped.
pub(super) type KeyBytes = Zeroizing<[u8; KEY_BYTES]>;

/// What is wrong with a ring. Names the line and never shows it: a line that is not understood may be a
/// key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RingFault {
    /// Comments and blank lines only.
    #[error("holds no key")]
    Empty,
    /// More keys than the one that there may be.
    #[error("line {0} is a second key, and there may be one only")]
    Second(usize),
    /// No colon where one must be.
    #[error("line {0} is not id:base64")]
    NotAKeyLine(usize),
    /// An algorithm that is not known stands before the id.
    #[error("line {0} names an algorithm that is not known")]
    Algorithm(usize),
    /// The id has other characters or another length.
    #[error("line {0}: the id must be 1 to 32 of a-z, 0-9, \".\", \"_\" and \"-\"")]
    Id(usize),
    /// The key is no base64 or has another length.
    #[error("line {0}: the key must be 32 bytes in base64, as of `openssl rand -base64 32`")]
    Bytes(usize),
    /// Two keys under one id.
    #[error("line {0} repeats the id of an earlier line")]
    SameId(usize),
    /// One key under two ids: a rotation that changes nothing.
    #[error("line {0} repeats the key of an earlier line")]
    SameKey(usize),
}

impl RingFault {
    /// The same in Chinese.
    #[must_use]
    pub fn zh(self) -> String {
        match self {
            Self::Empty => "其中没有密钥".to_owned(),
            Self::Second(line) => format!("第 {line} 行是第二把密钥，此处只能有一把"),
            Self::NotAKeyLine(line) => format!("第 {line} 行不是“编号:base64”"),
            Self::Algorithm(line) => format!("第 {line} 行的算法未知"),
            Self::Id(line) => {
                format!("第 {line} 行的编号应为 1–32 个小写字母、数字、“.”、“_”或“-”")
            }
            Self::Bytes(line) => {
                format!("第 {line} 行的密钥应为 32 字节的 base64（openssl rand -base64 32）")
            }
            Self::SameId(line) => format!("第 {line} 行的编号与前面重复"),
            Self::SameKey(line) => format!("第 {line} 行的密钥与前面重复"),
        }
    }
}

/// A key with its id.
pub(super) struct NamedKey {
    pub(super) id: String,
    pub(super) bytes: KeyBytes,
}

/// Named keys; the first is the current one, the others are there for what was made with them.
pub struct KeyRing {
    /// Never empty; neither an id nor a key comes twice.
    keys: Vec<NamedKey>,
}

impl KeyRing {
    /// Reads a ring.
    ///
    /// # Errors
    /// The first line that does not fit.
    pub fn parse(text: &str) -> Result<Self, RingFault> {
        let mut keys: Vec<NamedKey> = Vec::new();
        for (line, text) in key_lines(text) {
            let (id, bytes) = text.split_once(':').ok_or(RingFault::NotAKeyLine(line))?;
            let key = named_key(line, id, bytes)?;
            if keys.iter().any(|earlier| earlier.id == key.id) {
                return Err(RingFault::SameId(line));
            }
            if keys.iter().any(|earlier| earlier.bytes == key.bytes) {
                return Err(RingFault::SameKey(line));
            }
            keys.push(key);
        }
        if keys.is_empty() { Err(RingFault::Empty) } else { Ok(Self { keys }) }
    }

    /// The id of the current key.
    #[must_use]
    pub fn current_id(&self) -> &str {
        &self.keys[0].id
    }

    /// Every id, the current one first.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(|key| key.id.as_str())
    }

    pub(super) fn keys(&self) -> &[NamedKey] {
        &self.keys
    }
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyRing")?;
        f.debug_list().entries(self.ids()).finish()
    }
}

/// The key of the fingerprints: one line `id:base64` for HMAC-SHA-256 or `hmac-sm3:id:base64` for
/// HMAC-SM3.
///
/// The algorithm is the key's own and not the configuration's: a fingerprint that is stored must be
/// found again after the cipher was changed.
pub struct IndexKey {
    pub(super) algorithm: HashAlgorithm,
    pub(super) key: NamedKey,
}

impl IndexKey {
    /// Reads the key.
    ///
    /// # Errors
    /// What does not fit, or a second key.
    pub fn parse(text: &str) -> Result<Self, RingFault> {
        let mut lines = key_lines(text);
        let (line, text) = lines.next().ok_or(RingFault::Empty)?;
        let (rest, bytes) = text.rsplit_once(':').ok_or(RingFault::NotAKeyLine(line))?;
        let (algorithm, id) = match rest.split_once(':') {
            None => (HashAlgorithm::HmacSha256, rest),
            Some((name, id)) => {
                let known = HashAlgorithm::ALL.into_iter().find(|known| known.as_str() == name);
                (known.ok_or(RingFault::Algorithm(line))?, id)
            }
        };
        let key = named_key(line, id, bytes)?;
        match lines.next() {
            Some((second, _)) => Err(RingFault::Second(second)),
            None => Ok(Self { algorithm, key }),
        }
    }
}

impl fmt::Debug for IndexKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IndexKey({}:{})", self.algorithm.as_str(), self.key.id)
    }
}

/// The lines that hold keys, numbered as an editor does.
fn key_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

fn named_key(line: usize, id: &str, bytes: &str) -> Result<NamedKey, RingFault> {
    let id = id.trim();
    if !is_id(id) {
        return Err(RingFault::Id(line));
    }
    let decoded = Zeroizing::new(STANDARD.decode(bytes.trim()).unwrap_or_default());
    let bytes: [u8; KEY_BYTES] =
        decoded.as_slice().try_into().map_err(|_| RingFault::Bytes(line))?;
    Ok(NamedKey { id: id.to_owned(), bytes: Zeroizing::new(bytes) })
}

/// Whether it may be the id of a key.
pub(super) fn is_id(text: &str) -> bool {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b);
    !text.is_empty() && text.len() <= LONGEST_ID && text.bytes().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    const B: &str = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

    #[test]
    fn the_first_line_is_the_current_key_and_comments_are_none() {
        let text = format!("# made in 2026\r\n\r\n  2026b : {B} \r\n2026a:{A}\r\n# end");
        let ring = KeyRing::parse(&text).unwrap();
        assert_eq!(ring.current_id(), "2026b");
        assert_eq!(ring.ids().collect::<Vec<_>>(), ["2026b", "2026a"]);
        assert_eq!(ring.keys()[1].bytes[..3], [0, 1, 2]);
    }

    #[test]
    fn a_line_that_does_not_fit_is_named_and_not_shown() {
        let short = &A[..40];
        let bent = A.replace('8', "9");
        for (text, fault) in [
            (String::new(), RingFault::Empty),
            ("# none\n\n".to_owned(), RingFault::Empty),
            (A.to_owned(), RingFault::NotAKeyLine(1)),
            (format!("\nA:{A}"), RingFault::Id(2)),
            (format!(":{A}"), RingFault::Id(1)),
            (format!("{}:{A}", "a".repeat(33)), RingFault::Id(1)),
            (format!("a:{short}"), RingFault::Bytes(1)),
            (format!("a:{A}{B}"), RingFault::Bytes(1)),
            (format!("a:{bent}"), RingFault::Bytes(1)),
            (format!("a:{A}\na:{B}"), RingFault::SameId(2)),
            (format!("a:{A}\n#\nb:{A}"), RingFault::SameKey(3)),
        ] {
            let found = KeyRing::parse(&text).unwrap_err();
            assert_eq!(found, fault, "{text}");
            for shown in [found.to_string(), found.zh(), format!("{found:?}")] {
                assert!(!shown.contains("AAEC"), "{shown}");
            }
        }
    }

    #[test]
    fn the_index_key_is_one_and_carries_its_algorithm() {
        let plain = IndexKey::parse(&format!("# index\nidx:{A}\n")).unwrap();
        assert_eq!(plain.algorithm, HashAlgorithm::HmacSha256);
        let national = IndexKey::parse(&format!("hmac-sm3:idx:{A}")).unwrap();
        assert_eq!(national.algorithm, HashAlgorithm::HmacSm3);
        for (text, fault) in [
            (String::new(), RingFault::Empty),
            (A.to_owned(), RingFault::NotAKeyLine(1)),
            (format!("md5:idx:{A}"), RingFault::Algorithm(1)),
            (format!("hmac-sm3:a:b:{A}"), RingFault::Id(1)),
            (format!("a:{A}\nb:{B}"), RingFault::Second(2)),
        ] {
            assert_eq!(IndexKey::parse(&text).unwrap_err(), fault, "{text}");
        }
    }

    #[test]
    fn a_ring_shows_its_ids_alone() {
        let ring = KeyRing::parse(&format!("b:{B}\na:{A}")).unwrap();
        assert_eq!(format!("{ring:?}"), r#"KeyRing["b", "a"]"#);
        let index = IndexKey::parse(&format!("hmac-sm3:idx:{A}")).unwrap();
        assert_eq!(format!("{index:?}"), "IndexKey(hmac-sm3:idx)");
    }
}
