//! Reading what the providers really send: numbers as text, text as numbers, fields left out.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A whole number that may come as a number, as text, as null or not at all (then 0).
pub(crate) fn integer<'de, D: Deserializer<'de>>(d: D) -> Result<i64, D::Error> {
    match Value::deserialize(d)? {
        Value::Null => Ok(0),
        Value::Number(n) => {
            n.as_i64().ok_or_else(|| serde::de::Error::custom("not a whole number"))
        }
        Value::String(s) if s.trim().is_empty() => Ok(0),
        Value::String(s) => s.trim().parse().map_err(serde::de::Error::custom),
        _ => Err(serde::de::Error::custom("neither number nor text")),
    }
}

/// Text that may come as text, as a number (kept digit by digit: ids exceed 2^53), as null or not at all.
pub(crate) fn text<'de, D: Deserializer<'de>>(d: D) -> Result<Option<String>, D::Error> {
    match Value::deserialize(d)? {
        Value::Null => Ok(None),
        Value::String(s) if s.is_empty() => Ok(None),
        Value::String(s) => Ok(Some(s)),
        Value::Number(n) => Ok(Some(n.to_string())),
        _ => Err(serde::de::Error::custom("neither number nor text")),
    }
}

/// The head that every WeChat and WeCom answer shares; absent on some successes.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Head {
    /// 0 is success.
    #[serde(default, deserialize_with = "integer")]
    pub(crate) errcode: i64,
    /// Ends in `rid: …` at WeChat, by which the provider finds the call again.
    #[serde(default, deserialize_with = "text")]
    pub(crate) errmsg: Option<String>,
}

impl Head {
    /// The provider's words, cut to what is worth storing.
    pub(crate) fn reason(&self) -> String {
        self.errmsg
            .as_deref()
            .unwrap_or("no reason given")
            .chars()
            .filter(|c| !c.is_control())
            .take(300)
            .collect()
    }
}
