//! What a key may hold, and how a written value becomes a typed one.

use std::{net::SocketAddr, path::Path};

use serde_json::{Map as JsonMap, Value};

use domain::{calendar::TimeOfDay, notice::QuietHours};

use super::network::Network;

/// Longest value of one key, in bytes; a PEM key is about 120, a template map a few thousand.
const LONGEST_VALUE: usize = 65_536;

/// What a key may hold.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Text that may not be empty.
    Text,
    /// Text; empty is "not set".
    OptionalText,
    /// A name that is part of other names: letters, digits, `-`, `_`, `.`; at most 32.
    Name,
    /// A secret; empty is "not set".
    Secret,
    /// Paths of files, each holding a secret.
    SecretFiles,
    /// A whole number within bounds, both inclusive.
    Count {
        /// Smallest.
        min: u64,
        /// Largest.
        max: u64,
    },
    /// `true` or `false`.
    Flag,
    /// Address and port.
    Address,
    /// The address of an outside part, of one of these schemes; it may carry a password.
    Url(&'static [&'static str]),
    /// The same; empty is "not set".
    OptionalUrl(&'static [&'static str]),
    /// `http://` or `https://` address without credentials; a trailing slash is dropped.
    HttpUrl,
    /// The same; empty is "not set".
    OptionalHttpUrl,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Texts; in the environment separated by commas.
    List,
    /// Addresses or CIDR ranges; in the environment separated by commas.
    Networks,
    /// Names with values; in the environment `name=value,name=value`.
    Map,
    /// A path.
    Path,
    /// A path; empty is "not set".
    OptionalPath,
    /// A daily span such as `21:00-08:00`; empty is "none".
    Quiet,
    /// A time of day such as `08:40`; empty is "never".
    TimeOfDay,
    /// Directives of a log filter.
    LogFilter,
}

/// A value as written, before it is known whether it fits.
#[derive(Debug, Clone)]
pub(super) enum Raw {
    /// From the environment, or a TOML string.
    Text(String),
    /// A TOML integer, boolean, array or table.
    Toml(toml::Value),
}

impl Kind {
    /// The type's name in the reference.
    pub fn name(self) -> String {
        match self {
            Self::Text | Self::OptionalText => "text".to_owned(),
            Self::Name => "name".to_owned(),
            Self::Secret => "secret".to_owned(),
            Self::SecretFiles => "list of files".to_owned(),
            Self::Count { min, max } => format!("{min}–{max}"),
            Self::Flag => "true / false".to_owned(),
            Self::Address => "address:port".to_owned(),
            Self::Url(schemes) | Self::OptionalUrl(schemes) => {
                format!("URL ({})", schemes.join(", "))
            }
            Self::HttpUrl | Self::OptionalHttpUrl => "URL (http, https)".to_owned(),
            Self::Choice(words) => words.join(" / "),
            Self::List => "list".to_owned(),
            Self::Networks => "list of networks".to_owned(),
            Self::Map => "map".to_owned(),
            Self::Path | Self::OptionalPath => "path".to_owned(),
            Self::Quiet => "HH:MM-HH:MM".to_owned(),
            Self::TimeOfDay => "HH:MM".to_owned(),
            Self::LogFilter => "log filter".to_owned(),
        }
    }

    /// What is expected, in Chinese and English.
    pub(super) fn expected(self) -> (String, String) {
        let say = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
        match self {
            Self::Text => say("非空文本", "text that is not empty"),
            Self::OptionalText | Self::Secret => say("文本", "text"),
            Self::Name => say(
                "1–32 个字母、数字、“-”、“_”或“.”",
                "1–32 letters, digits, \"-\", \"_\" or \".\"",
            ),
            Self::SecretFiles => say("可读的文件路径列表", "a list of readable files"),
            Self::Count { min, max } => (
                format!("{min} 到 {max} 之间的整数"),
                format!("a whole number from {min} to {max}"),
            ),
            Self::Flag => say("true 或 false", "true or false"),
            Self::Address => say(
                "IP 地址与端口，如 127.0.0.1:8080",
                "an IP address and a port, such as 127.0.0.1:8080",
            ),
            Self::Url(schemes) | Self::OptionalUrl(schemes) => (
                format!("以 {} 开头的地址", schemes.join("、")),
                format!("a URL of scheme {}", schemes.join(", ")),
            ),
            Self::HttpUrl | Self::OptionalHttpUrl => say(
                "http:// 或 https:// 地址，不含用户名、参数",
                "an http:// or https:// address without user or query",
            ),
            Self::Choice(words) => {
                (format!("{} 之一", words.join("、")), format!("one of {}", words.join(", ")))
            }
            Self::List => say("列表，环境变量中以逗号分隔", "a list; commas in the environment"),
            Self::Networks => say(
                "IP 地址或网段列表，如 10.0.0.0/8",
                "a list of addresses or ranges such as 10.0.0.0/8",
            ),
            Self::Map => say(
                "名称与值的表，环境变量中写作 a=1,b=2",
                "a table of names and values; a=1,b=2 in the environment",
            ),
            Self::Path | Self::OptionalPath => say("路径", "a path"),
            Self::Quiet => say(
                "两个不同的时刻，如 21:00-08:00，或空",
                "two different times of day as 21:00-08:00, or empty",
            ),
            Self::TimeOfDay => say("一个时刻，如 08:40，或空", "a time of day as 08:40, or empty"),
            Self::LogFilter => {
                say("日志过滤规则，如 info,service=debug", "directives such as info,service=debug")
            }
        }
    }

    /// The typed value, or nothing when the written one does not fit.
    pub(super) fn parse(self, raw: &Raw) -> Option<Value> {
        match self {
            Self::Count { min, max } => {
                let number = match raw {
                    Raw::Text(text) => text.trim().replace('_', "").parse().ok()?,
                    Raw::Toml(value) => u64::try_from(value.as_integer()?).ok()?,
                };
                (min <= number && number <= max).then(|| Value::from(number))
            }
            Self::Flag => match raw {
                Raw::Text(text) => text.trim().parse().ok().map(Value::Bool),
                Raw::Toml(value) => value.as_bool().map(Value::Bool),
            },
            Self::List | Self::SecretFiles => list(raw).map(Value::from),
            Self::Networks => {
                let list = list(raw)?;
                list.iter().all(|item| item.parse::<Network>().is_ok()).then(|| Value::from(list))
            }
            Self::Map => map(raw),
            _ => match raw {
                Raw::Text(text) => self.parse_text(text),
                Raw::Toml(_) => None,
            },
        }
    }

    fn parse_text(self, text: &str) -> Option<Value> {
        let text = if matches!(self, Self::Secret) { text } else { text.trim() };
        if text.len() > LONGEST_VALUE || text.contains('\0') {
            return None;
        }
        let optional = matches!(
            self,
            Self::OptionalText
                | Self::Secret
                | Self::OptionalUrl(_)
                | Self::OptionalHttpUrl
                | Self::OptionalPath
                | Self::Quiet
                | Self::TimeOfDay
        );
        if text.trim().is_empty() {
            return optional.then_some(Value::Null);
        }
        let fits = match self {
            Self::Name => is_name(text),
            Self::Address => text.parse::<SocketAddr>().is_ok(),
            Self::Url(schemes) | Self::OptionalUrl(schemes) => is_url(text, schemes),
            Self::HttpUrl | Self::OptionalHttpUrl => is_plain_http(text),
            Self::Choice(words) => words.contains(&text),
            Self::Quiet => text.parse::<QuietHours>().is_ok(),
            Self::TimeOfDay => text.parse::<TimeOfDay>().is_ok(),
            Self::LogFilter => tracing_subscriber::EnvFilter::builder().parse(text).is_ok(),
            _ => true,
        };
        let text = match self {
            Self::HttpUrl | Self::OptionalHttpUrl => text.trim_end_matches('/'),
            _ => text,
        };
        fits.then(|| Value::from(text))
    }
}

fn is_name(text: &str) -> bool {
    text.len() <= 32
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

fn is_url(text: &str, schemes: &[&str]) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    if !schemes.contains(&scheme) {
        return false;
    }
    match scheme {
        // The parts that live in the process: `memory:`, `file:folder`, `sqlite://file`.
        "memory" => true,
        "file" | "sqlite" => {
            !rest.trim_start_matches('/').is_empty() && Path::new(rest).file_name().is_some()
        }
        _ => url::Url::parse(text).is_ok_and(|url| url.has_host()),
    }
}

fn is_plain_http(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none()
    })
}

fn list(raw: &Raw) -> Option<Vec<String>> {
    let items: Vec<String> = match raw {
        Raw::Text(text) => text.split(',').map(|item| item.trim().to_owned()).collect(),
        Raw::Toml(value) => value
            .as_array()?
            .iter()
            .map(|item| item.as_str().map(|text| text.trim().to_owned()))
            .collect::<Option<_>>()?,
    };
    Some(items.into_iter().filter(|item| !item.is_empty()).collect())
}

fn map(raw: &Raw) -> Option<Value> {
    let mut out = JsonMap::new();
    let mut add = |name: &str, value: &str| {
        let (name, value) = (name.trim(), value.trim());
        let fresh = is_name_of_map(name) && !value.is_empty();
        fresh && out.insert(name.to_owned(), Value::from(value)).is_none()
    };
    let fits = match raw {
        Raw::Text(text) => text
            .split(',')
            .filter(|pair| !pair.trim().is_empty())
            .all(|pair| pair.split_once('=').is_some_and(|(name, value)| add(name, value))),
        Raw::Toml(value) => value
            .as_table()?
            .iter()
            .all(|(name, value)| value.as_str().is_some_and(|value| add(name, value))),
    };
    fits.then_some(Value::Object(out))
}

fn is_name_of_map(name: &str) -> bool {
    !name.is_empty() && name.len() <= 64 && !name.contains(char::is_whitespace)
}
