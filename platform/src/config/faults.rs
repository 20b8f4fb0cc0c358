//! What is wrong with a configuration, all of it at once, in Chinese and English.

use std::fmt;

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The key as in the TOML file, or the unknown name as written.
    pub key: String,
    /// Its name in the environment; empty where there is none.
    pub env: String,
    /// What is wrong and what is expected, in Chinese.
    pub zh: String,
    /// What is wrong and what is expected, in English.
    pub en: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.key)?;
        if !self.env.is_empty() && self.env != self.key {
            write!(f, " ({})", self.env)?;
        }
        write!(f, "：{} / {}", self.zh, self.en)
    }
}

/// A configuration that cannot be used. Never empty; never holds a secret's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// Every fault that was found.
    pub faults: Vec<Fault>,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.faults.len();
        let s = if count == 1 { "" } else { "s" };
        write!(f, "配置有 {count} 处错误 / {count} fault{s} in the configuration:")?;
        self.faults.iter().try_for_each(|fault| write!(f, "\n  - {fault}"))
    }
}

impl std::error::Error for ConfigError {}
