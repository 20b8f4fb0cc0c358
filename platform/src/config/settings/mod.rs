//! The shape of a loaded configuration: one struct per section of the file.
//!
//! Every field has exactly one row in [`super::keys`], which carries its default, its meaning and
//! its limits; nothing here has a default of its own. A field without a row, or a row without a
//! field, fails the first test that loads the defaults.

mod guards;
mod parts;
mod people;
mod process;

use std::{collections::BTreeMap, path::PathBuf, time::Duration};

use serde::{Deserialize, Deserializer};

pub use self::{guards::*, parts::*, people::*, process::*};

/// Everything a process of this house is told from outside. See `docs/CONFIG.md`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// How strict the start is; see [`Mode`].
    pub mode: Mode,
    /// Folder for everything the process keeps on disk by itself.
    pub data_dir: PathBuf,
    /// The API's listener and its bounds.
    pub server: ServerSettings,
    /// The listener for `/metrics` and the worker's `/healthz`.
    pub metrics: MetricsSettings,
    /// The database.
    pub database: DatabaseSettings,
    /// The message broker.
    pub broker: BrokerSettings,
    /// The cache.
    pub cache: CacheSettings,
    /// Where attachments are kept.
    pub objects: ObjectSettings,
    /// Tokens, passwords and lockout.
    pub auth: AuthSettings,
    /// The audit chain and its heads.
    pub audit: AuditSettings,
    /// Fields that name or reach a person.
    pub privacy: PrivacySettings,
    /// WeChat mini-program.
    pub wechat: WechatSettings,
    /// WeCom application.
    pub wecom: WecomSettings,
    /// SMS provider.
    pub sms: SmsSettings,
    /// Delivery of notices.
    pub notify: NotifySettings,
    /// Rates per caller and address.
    pub limits: LimitSettings,
    /// Relay, consumers and timers.
    pub worker: WorkerSettings,
    /// Logs and traces.
    pub telemetry: TelemetrySettings,
    /// Stand-ins of the providers (development and tests).
    pub simulator: SimulatorSettings,
    /// What [`Config::redacted`] shows.
    #[serde(skip)]
    pub(in crate::config) shown: BTreeMap<&'static str, String>,
}

/// How strict the start is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// What is missing is made up where that is harmless.
    Development,
    /// What a deployment cannot do without is demanded at start.
    Production,
}

fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    u64::deserialize(deserializer).map(Duration::from_secs)
}

fn milliseconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    u64::deserialize(deserializer).map(Duration::from_millis)
}

/// Unlike serde's own rule for `Option`, demands that the field is there, be it null: so a field
/// without a row in the table of keys is found by the first test.
fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer)
}
