//! The outside parts: database, broker, cache, object store.

use std::time::Duration;

use secrecy::SecretString;
use serde::Deserialize;

use super::{milliseconds, present};
use crate::config::endpoint::Endpoint;

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
    /// Longest time of one statement (PostgreSQL); zero is without limit.
    #[serde(rename = "statement_timeout_ms", deserialize_with = "milliseconds")]
    pub statement_timeout: Duration,
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
