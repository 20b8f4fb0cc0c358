//! The shape of a loaded configuration: one struct per section of the file.
//!
//! Every field has exactly one row in [`super::keys`], which carries its default, its meaning and
//! its limits; nothing here has a default of its own. A field without a row, or a row without a
//! field, fails the first test that loads the defaults.

use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf, time::Duration};

use secrecy::SecretString;
use serde::{Deserialize, Deserializer};

use super::{endpoint::Endpoint, network::Network, quiet_hours::QuietHours};

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
    pub(super) shown: BTreeMap<&'static str, String>,
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

/// The API's listener and its bounds.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerSettings {
    /// Address and port of the API.
    pub bind: SocketAddr,
    /// Base address under which people reach the API, without a trailing slash.
    pub public_url: String,
    /// Number of HTTP worker threads.
    pub workers: usize,
    /// Connections held at once, per worker thread.
    pub max_connections: usize,
    /// Largest JSON body, in bytes.
    pub json_body_bytes: usize,
    /// Largest attachment, in bytes.
    pub attachment_bytes: usize,
    /// Networks whose `Forwarded`/`X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// Origins that browsers may call from; empty refuses all foreign ones.
    pub cors_origins: Vec<String>,
    /// Longest time one request may take before it is answered 503.
    #[serde(rename = "request_timeout_s", deserialize_with = "seconds")]
    pub request_timeout: Duration,
    /// How long an idle connection is kept.
    #[serde(rename = "keep_alive_s", deserialize_with = "seconds")]
    pub keep_alive: Duration,
    /// How long requests in flight may take to finish at shutdown.
    #[serde(rename = "shutdown_timeout_s", deserialize_with = "seconds")]
    pub shutdown_timeout: Duration,
    /// Folder of the built front end, when the API is to serve it.
    #[serde(deserialize_with = "present")]
    pub static_dir: Option<PathBuf>,
}

/// The listener for `/metrics` and the worker's `/healthz`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetricsSettings {
    /// Address and port; never one that the internet reaches.
    pub bind: SocketAddr,
}

/// The database.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSettings {
    /// `postgres://…` or `sqlite://…`.
    pub url: Endpoint,
    /// Connections per process (SQLite: readers; there is one writer).
    pub max_connections: u32,
    /// Longest wait for a connection.
    #[serde(rename = "acquire_timeout_ms", deserialize_with = "milliseconds")]
    pub acquire_timeout: Duration,
    /// Longest wait for the server at connecting.
    #[serde(rename = "connect_timeout_ms", deserialize_with = "milliseconds")]
    pub connect_timeout: Duration,
    /// Longest time of one statement (PostgreSQL); zero is without limit.
    #[serde(rename = "statement_timeout_ms", deserialize_with = "milliseconds")]
    pub statement_timeout: Duration,
    /// Idle connections are closed after this.
    #[serde(rename = "idle_timeout_s", deserialize_with = "seconds")]
    pub idle_timeout: Duration,
    /// Statements slower than this are logged (without their values).
    #[serde(rename = "slow_statement_ms", deserialize_with = "milliseconds")]
    pub slow_statement: Duration,
    /// What SQLite promises at commit.
    pub sqlite_synchronous: SqliteSynchronous,
}

/// What SQLite promises at commit, as `PRAGMA synchronous`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SqliteSynchronous {
    /// A power cut loses nothing that was answered.
    Full,
    /// About twice the rate; a power cut may lose the last moments.
    Normal,
}

/// The message broker.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BrokerSettings {
    /// `amqp://…`, `amqps://…` or `memory:`.
    pub url: Endpoint,
    /// First part of every exchange and queue name.
    pub prefix: String,
    /// Messages in hand per consumer.
    pub prefetch: u16,
    /// Longest wait for the broker's confirmation of a publish.
    #[serde(rename = "confirm_timeout_ms", deserialize_with = "milliseconds")]
    pub confirm_timeout: Duration,
    /// Longest wait at connecting.
    #[serde(rename = "connect_timeout_ms", deserialize_with = "milliseconds")]
    pub connect_timeout: Duration,
    /// Heartbeat; a frozen broker is noticed after about twice this.
    #[serde(rename = "heartbeat_s", deserialize_with = "seconds")]
    pub heartbeat: Duration,
    /// Deliveries of one message before the queue dead-letters it (`x-delivery-limit`).
    pub delivery_limit: u32,
}

/// The cache: saves work, is never needed for correctness.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CacheSettings {
    /// `redis://…`, `rediss://…` or `memory:`.
    pub url: Endpoint,
    /// First part of every key and channel.
    pub prefix: String,
    /// Longest wait for one call.
    #[serde(rename = "call_timeout_ms", deserialize_with = "milliseconds")]
    pub call_timeout: Duration,
    /// Longest wait at connecting.
    #[serde(rename = "connect_timeout_ms", deserialize_with = "milliseconds")]
    pub connect_timeout: Duration,
}

/// Where attachments are kept.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectSettings {
    /// `file:folder` or `s3://bucket/prefix`.
    pub url: Endpoint,
    /// S3 endpoint, when it is not the cloud's own.
    #[serde(deserialize_with = "present")]
    pub endpoint: Option<String>,
    /// S3 region.
    pub region: String,
    /// S3 access key id.
    #[serde(deserialize_with = "present")]
    pub access_key_id: Option<String>,
    /// S3 secret access key.
    #[serde(deserialize_with = "present")]
    pub secret_access_key: Option<SecretString>,
}

/// Tokens, passwords and lockout.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthSettings {
    /// Ed25519 private key, PKCS#8 PEM, that signs access tokens. Absent in development: the
    /// process makes one under `data_dir`.
    #[serde(deserialize_with = "present")]
    pub signing_key: Option<SecretString>,
    /// Earlier signing keys (PEM) whose tokens are still accepted; the contents of the files that
    /// `auth.previous_key_files` names.
    #[serde(rename = "previous_key_files")]
    pub previous_keys: Vec<SecretString>,
    /// `iss` of the tokens.
    pub issuer: String,
    /// Life of an access token.
    #[serde(rename = "access_ttl_s", deserialize_with = "seconds")]
    pub access_ttl: Duration,
    /// Life of a refresh token.
    #[serde(rename = "refresh_ttl_s", deserialize_with = "seconds")]
    pub refresh_ttl: Duration,
    /// Tolerated difference of clocks.
    #[serde(rename = "leeway_s", deserialize_with = "seconds")]
    pub leeway: Duration,
    /// Failed passwords in a row before the account is locked.
    pub lockout_after: u32,
    /// First lock; doubled at each further failure.
    #[serde(rename = "lockout_base_s", deserialize_with = "seconds")]
    pub lockout_base: Duration,
    /// Longest lock.
    #[serde(rename = "lockout_max_s", deserialize_with = "seconds")]
    pub lockout_max: Duration,
    /// Life of an SMS code.
    #[serde(rename = "sms_code_ttl_s", deserialize_with = "seconds")]
    pub sms_code_ttl: Duration,
    /// Wrong guesses before an SMS code is void.
    pub sms_code_attempts: u32,
    /// Argon2id memory, KiB.
    pub password_memory_kib: u32,
    /// Argon2id passes.
    pub password_iterations: u32,
}

/// WeChat mini-program.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WechatSettings {
    /// Base address of the provider, without a trailing slash.
    pub base_url: String,
    /// Id of the mini-program; absent switches WeChat off.
    #[serde(deserialize_with = "present")]
    pub appid: Option<String>,
    /// AppSecret.
    #[serde(deserialize_with = "present")]
    pub secret: Option<SecretString>,
    /// Token of the message push (callback).
    #[serde(deserialize_with = "present")]
    pub callback_token: Option<SecretString>,
    /// EncodingAESKey of the message push: 43 characters.
    #[serde(deserialize_with = "present")]
    pub callback_aes_key: Option<SecretString>,
    /// Template key of this house → template id at WeChat.
    pub templates: BTreeMap<String, String>,
    /// Which release of the mini-program a card opens.
    pub miniprogram_state: MiniprogramState,
    /// Longest wait for one call.
    #[serde(rename = "timeout_ms", deserialize_with = "milliseconds")]
    pub timeout: Duration,
}

/// `miniprogram_state` of a subscription message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MiniprogramState {
    /// Development build.
    Developer,
    /// Trial build.
    Trial,
    /// Released build.
    Formal,
}

impl MiniprogramState {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Developer => "developer",
            Self::Trial => "trial",
            Self::Formal => "formal",
        }
    }
}

/// WeCom application.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WecomSettings {
    /// Base address of the provider, without a trailing slash.
    pub base_url: String,
    /// Corp id; absent switches WeCom off.
    #[serde(deserialize_with = "present")]
    pub corpid: Option<String>,
    /// Secret of the application.
    #[serde(deserialize_with = "present")]
    pub secret: Option<SecretString>,
    /// Id of the application.
    pub agent_id: u64,
    /// Longest wait for one call.
    #[serde(rename = "timeout_ms", deserialize_with = "milliseconds")]
    pub timeout: Duration,
}

/// SMS provider.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsSettings {
    /// Who sends.
    pub provider: SmsProvider,
    /// Base address, when it is not the provider's own.
    #[serde(deserialize_with = "present")]
    pub base_url: Option<String>,
    /// Access key id (Tencent: SecretId).
    #[serde(deserialize_with = "present")]
    pub access_key_id: Option<String>,
    /// Access key secret (Tencent: SecretKey).
    #[serde(deserialize_with = "present")]
    pub access_key_secret: Option<SecretString>,
    /// Tencent: SmsSdkAppId.
    #[serde(deserialize_with = "present")]
    pub app_id: Option<String>,
    /// Region.
    pub region: String,
    /// Signature shown before the text.
    pub sign_name: String,
    /// Template key of this house → template id at the provider.
    pub templates: BTreeMap<String, String>,
    /// Longest wait for one call.
    #[serde(rename = "timeout_ms", deserialize_with = "milliseconds")]
    pub timeout: Duration,
}

/// Who sends SMS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmsProvider {
    /// Nobody.
    None,
    /// Tencent Cloud.
    Tencent,
    /// Alibaba Cloud.
    Aliyun,
}

/// Delivery of notices.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotifySettings {
    /// When only critical notices go out (Asia/Shanghai).
    #[serde(deserialize_with = "present")]
    pub quiet_hours: Option<QuietHours>,
    /// Whether SMS follows a definite refusal of another channel.
    pub sms_fallback: bool,
    /// Tries of one delivery before it is given up.
    pub max_attempts: u32,
    /// First wait after a failed delivery; doubled each time.
    #[serde(rename = "retry_base_s", deserialize_with = "seconds")]
    pub retry_base: Duration,
    /// Longest wait between two tries.
    #[serde(rename = "retry_max_s", deserialize_with = "seconds")]
    pub retry_max: Duration,
}

/// Rates per caller and address. Zero switches a limit off.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitSettings {
    /// Requests per minute from one address.
    pub per_address_per_minute: u32,
    /// Requests per minute of one signed-in caller.
    pub per_caller_per_minute: u32,
    /// Appeals per hour of one caller.
    pub filings_per_hour: u32,
    /// Attachments per hour of one caller.
    pub uploads_per_hour: u32,
    /// Sign-in attempts per minute from one address.
    pub logins_per_address_per_minute: u32,
    /// SMS codes per hour to one phone.
    pub sms_codes_per_phone_per_hour: u32,
    /// SMS codes per hour asked from one address.
    pub sms_codes_per_address_per_hour: u32,
    /// Live streams open at once per caller.
    pub streams_per_caller: u32,
}

/// Relay, consumers and timers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkerSettings {
    /// Outbox rows leased at once.
    pub relay_batch: u32,
    /// Publishes in flight at once.
    pub relay_window: usize,
    /// How often the relay looks when nobody wakes it.
    #[serde(rename = "relay_interval_ms", deserialize_with = "milliseconds")]
    pub relay_interval: Duration,
    /// How long a leased row is another's.
    #[serde(rename = "lease_s", deserialize_with = "seconds")]
    pub lease: Duration,
    /// Messages worked on at once, per queue.
    pub concurrency: usize,
    /// How often the clock sweep looks for what is due.
    #[serde(rename = "sweep_interval_ms", deserialize_with = "milliseconds")]
    pub sweep_interval: Duration,
    /// Due clocks leased at once.
    pub sweep_batch: u32,
    /// How often the deliverer looks for notices.
    #[serde(rename = "delivery_interval_ms", deserialize_with = "milliseconds")]
    pub delivery_interval: Duration,
    /// Deliveries leased at once.
    pub delivery_batch: u32,
    /// Provider calls in flight at once.
    pub delivery_concurrency: usize,
    /// How often what is spent is pruned.
    #[serde(rename = "prune_interval_s", deserialize_with = "seconds")]
    pub prune_interval: Duration,
    /// How long saved idempotent answers are kept.
    #[serde(rename = "idempotency_keep_s", deserialize_with = "seconds")]
    pub idempotency_keep: Duration,
    /// How long published outbox rows and inbox marks are kept.
    #[serde(rename = "outbox_keep_s", deserialize_with = "seconds")]
    pub outbox_keep: Duration,
    /// How long running work may take to finish at shutdown.
    #[serde(rename = "shutdown_timeout_s", deserialize_with = "seconds")]
    pub shutdown_timeout: Duration,
}

/// Logs and traces.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TelemetrySettings {
    /// One JSON object a line, or lines for a person.
    pub log_format: LogFormat,
    /// Directives of `tracing_subscriber::EnvFilter`.
    pub log_filter: String,
    /// Base address of an OTLP/HTTP collector; absent exports nothing.
    #[serde(deserialize_with = "present")]
    pub otlp_endpoint: Option<Endpoint>,
    /// `service.name` of the traces.
    pub service_name: String,
    /// Traces sampled, per 10,000.
    pub sample_per_10000: u32,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// One JSON object a line.
    Json,
    /// Lines for a person.
    Pretty,
}

/// Stand-ins of the providers (development and tests).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SimulatorSettings {
    /// Address and port of the stand-ins.
    pub bind: SocketAddr,
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
