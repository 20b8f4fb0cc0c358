//! Configuration: defaults → TOML file → environment, read once at start, every fault named.
//!
//! [`keys::KEYS`] is the one table of what there is; `settings` is the shape that the rest of the
//! house sees. To add a key, see [`keys`].

mod check;
mod endpoint;
mod faults;
pub mod keys;
mod kind;
mod network;
mod redacted;
mod reference;
mod settings;
mod source;
#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, path::Path};

pub use endpoint::Endpoint;
pub use faults::{ConfigError, Fault};
pub use kind::Kind;
pub use network::{Network, NotANetwork};
pub use reference::reference_markdown;
use serde::Deserialize;
pub use settings::*;

impl Config {
    /// Reads the configuration of this process: the file named on the command line (else by
    /// `YH_CONFIG_FILE`), then the environment.
    ///
    /// # Errors
    /// Every fault that was found, at once.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        let mut env = Vec::new();
        let mut faults = Vec::new();
        for (name, value) in std::env::vars_os() {
            match (name.into_string(), value.into_string()) {
                (Ok(name), Ok(value)) => env.push((name, value)),
                (Ok(name), Err(_)) if name.starts_with("YH_") => faults.push(Fault {
                    key: name,
                    env: String::new(),
                    zh: "不是 UTF-8 文本".to_owned(),
                    en: "is not UTF-8 text".to_owned(),
                }),
                // Another program's variable.
                _ => {}
            }
        }
        Self::load_after(file, env, faults)
    }

    /// The same with the environment as an argument.
    ///
    /// # Errors
    /// Every fault that was found, at once.
    pub fn load_from(file: Option<&Path>, env: Vec<(String, String)>) -> Result<Self, ConfigError> {
        Self::load_after(file, env, Vec::new())
    }

    fn load_after(
        file: Option<&Path>,
        env: Vec<(String, String)>,
        faults: Vec<Fault>,
    ) -> Result<Self, ConfigError> {
        let mut written = source::Written::default();
        written.faults = faults;
        let file = file.map(Path::to_owned).or_else(|| source::file_from_env(&env));
        if let Some(file) = file {
            match source::read_limited(&file) {
                Ok(text) => written.take_toml(&file, &text),
                Err(why) => written.faults.push(Fault {
                    key: file.display().to_string(),
                    env: "YH_CONFIG_FILE".to_owned(),
                    zh: format!("无法读取配置文件：{why}"),
                    en: format!("cannot read the configuration file: {why}"),
                }),
            }
        }
        written.take_env(env);
        let (tree, mut faults) = written.into_tree();
        if !faults.is_empty() {
            return Err(ConfigError { faults });
        }
        let shown = redacted::view(&tree);
        match Self::deserialize(serde_json::Value::Object(tree)) {
            Ok(mut config) => {
                config.shown = shown;
                faults.extend(check::faults(&config));
                if faults.is_empty() { Ok(config) } else { Err(ConfigError { faults }) }
            }
            // Reached only when a value fits its row in the table but not its field.
            Err(error) => Err(ConfigError {
                faults: vec![Fault {
                    key: "settings".to_owned(),
                    env: String::new(),
                    zh: format!("内部错误：{error}"),
                    en: format!("internal: {error}"),
                }],
            }),
        }
    }

    /// The defaults alone: embedded parts, no providers. What a test starts from.
    ///
    /// # Errors
    /// None as long as the table of keys holds; a test sees to it.
    pub fn defaults() -> Result<Self, ConfigError> {
        Self::load_from(None, Vec::new())
    }

    /// Every key as it was loaded, fit for a log: secrets are `***` when set, addresses without
    /// their password. A field changed after loading is not seen here; give overrides to
    /// [`Config::load_from`] as variables instead.
    pub fn redacted(&self) -> &BTreeMap<&'static str, String> {
        &self.shown
    }

    /// What is allowed but seldom meant; to be logged at start.
    pub fn warnings(&self) -> Vec<Fault> {
        check::warnings(self)
    }
}
