//! What guards the records: the audit chain and the fields that name or reach a person.

use std::time::Duration;

use secrecy::SecretString;
use serde::Deserialize;

use super::{present, seconds};

/// The audit chain and its heads.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditSettings {
    /// The keyed hash of new links; older links verify under the name that they carry.
    pub algorithm: HashAlgorithm,
    /// Key ring of the chain. Absent in development: the process makes one under `data_dir`.
    #[serde(deserialize_with = "present")]
    pub keys: Option<SecretString>,
    /// Ed25519 private key, PKCS#8 PEM, that signs the heads. Absent in development: the process
    /// makes one under `data_dir`.
    #[serde(deserialize_with = "present")]
    pub signing_key: Option<SecretString>,
    /// Earlier keys of the heads (PEM, private or public half) whose signatures still verify; the
    /// contents of the files that `audit.previous_key_files` names.
    #[serde(rename = "previous_key_files")]
    pub previous_keys: Vec<SecretString>,
    /// How often a head is signed.
    #[serde(rename = "head_interval_s", deserialize_with = "seconds")]
    pub head_interval: Duration,
}

/// Fields that name or reach a person.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrivacySettings {
    /// The cipher of newly sealed fields; older ones open under the algorithm that they carry.
    pub algorithm: CipherAlgorithm,
    /// Key ring of the cipher. Absent in development: the process makes one under `data_dir`.
    #[serde(deserialize_with = "present")]
    pub keys: Option<SecretString>,
    /// Key of the fingerprints. Absent in development: the process makes one under `data_dir`.
    #[serde(deserialize_with = "present")]
    pub index_key: Option<SecretString>,
    /// Days for which contact names and numbers are kept after closing; zero keeps them for ever.
    pub contact_retention_days: u32,
}

/// A keyed hash: HMAC (RFC 2104) over a hash of 32 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum HashAlgorithm {
    /// Over SHA-256 (FIPS 180-4).
    #[serde(rename = "hmac-sha256")]
    HmacSha256,
    /// Over SM3 (GB/T 32905).
    #[serde(rename = "hmac-sm3")]
    HmacSm3,
}

impl HashAlgorithm {
    /// Every one.
    pub const ALL: [Self; 2] = [Self::HmacSha256, Self::HmacSm3];

    /// Its name in the configuration and in front of a key's id.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HmacSha256 => "hmac-sha256",
            Self::HmacSm3 => "hmac-sm3",
        }
    }
}

/// A cipher with authentication: a block cipher in Galois/Counter Mode (NIST SP 800-38D).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum CipherAlgorithm {
    /// AES with a key of 256 bits (FIPS 197).
    #[serde(rename = "aes-256-gcm")]
    Aes256Gcm,
    /// SM4 (GB/T 32907; RFC 8998).
    #[serde(rename = "sm4-gcm")]
    Sm4Gcm,
}

impl CipherAlgorithm {
    /// Every one.
    pub const ALL: [Self; 2] = [Self::Aes256Gcm, Self::Sm4Gcm];

    /// Its name in the configuration and in a sealed field.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Aes256Gcm => "aes-256-gcm",
            Self::Sm4Gcm => "sm4-gcm",
        }
    }
}
