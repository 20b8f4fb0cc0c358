//! What guards the records: the ports of [`domain::guard`] made from configured keys.
//!
//! * [`ChainHash`]: the keyed hash of the audit chain;
//! * [`HeadKeys`]: signatures over its heads, and [`HeadPublicKey`] for who only verifies them;
//! * [`FieldSeal`]: the cipher of single fields, and their fingerprints.
//!
//! To rotate a ring, put the new key on its first line and leave the others: what was made with them
//! names them. A key may leave the ring when nothing names it any more. The key of the fingerprints does
//! not rotate: with another one no fingerprint that is stored is found again.

mod heads;
mod key_ring;
mod mac;
mod own;
mod seal;
pub mod testing;

use std::sync::Arc;

use domain::guard::Guards;
use secrecy::{ExposeSecret as _, SecretString};

pub use self::{
    heads::{HeadKeyFault, HeadKeys, HeadPublicKey},
    key_ring::{IndexKey, KeyRing, RingFault},
    mac::ChainHash,
    seal::FieldSeal,
    testing::for_tests,
};
use crate::config::{Config, HashAlgorithm};
use own::OwnFile;

/// Why the guards cannot be made. Names the key of the configuration, and says nothing of what it holds.
#[derive(Debug, thiserror::Error)]
pub enum GuardFault {
    /// A ring, or the key of the fingerprints, that cannot be read.
    #[error("{key}: {fault}")]
    Ring {
        /// The key of the configuration.
        key: &'static str,
        /// What is wrong.
        fault: RingFault,
    },
    /// A key of the heads that cannot be read.
    #[error("{key}: {fault}")]
    HeadKey {
        /// The key of the configuration.
        key: &'static str,
        /// What is wrong.
        fault: HeadKeyFault,
    },
    /// The machine gives no random numbers.
    #[error("no random numbers for a new key")]
    NoRandom,
    /// A file of the process's own keys.
    #[error("the file {file} in data_dir: {source}")]
    File {
        /// Its name in the data folder.
        file: &'static str,
        /// What is wrong.
        source: std::io::Error,
    },
}

/// All three, from the configuration. In development the process makes the keys that are not set, once,
/// under its data folder; in production a configuration without them does not load.
///
/// # Errors
/// A key that cannot be read, or a file of its own that cannot be written.
pub fn from_config(config: &Config) -> Result<Guards, GuardFault> {
    Ok(Guards {
        hash: Arc::new(chain_hash(config)?),
        signer: Arc::new(head_keys(config)?),
        cipher: Arc::new(field_seal(config)?),
    })
}

/// The keyed hash of the audit chain, from the configuration.
///
/// # Errors
/// As [`from_config`].
pub fn chain_hash(config: &Config) -> Result<ChainHash, GuardFault> {
    let own = OwnFile { name: "audit.keys", make: own::ring };
    let ring = parsed(config, "audit.keys", config.audit.keys.as_ref(), own, KeyRing::parse)?;
    Ok(ChainHash::new(&ring, config.audit.algorithm))
}

/// The keys of the heads, from the configuration; [`HeadKeys::public_pem`] is what the supervisor gets.
///
/// # Errors
/// As [`from_config`].
pub fn head_keys(config: &Config) -> Result<HeadKeys, GuardFault> {
    let previous: Result<Vec<_>, _> = config
        .audit
        .previous_keys
        .iter()
        .map(|pem| HeadPublicKey::from_pem(pem.expose_secret()))
        .collect();
    let previous =
        previous.map_err(|fault| GuardFault::HeadKey { key: "audit.previous_key_files", fault })?;
    let own = OwnFile { name: "audit-head-key.pem", make: own::signing_key };
    let pem = match &config.audit.signing_key {
        Some(pem) => pem.clone(),
        None => own.read_or_make(&config.data_dir)?,
    };
    HeadKeys::new(pem.expose_secret(), previous)
        .map_err(|fault| GuardFault::HeadKey { key: "audit.signing_key", fault })
}

/// The cipher of fields, from the configuration.
///
/// # Errors
/// As [`from_config`].
pub fn field_seal(config: &Config) -> Result<FieldSeal, GuardFault> {
    let privacy = &config.privacy;
    let own = OwnFile { name: "privacy.keys", make: own::ring };
    let ring = parsed(config, "privacy.keys", privacy.keys.as_ref(), own, KeyRing::parse)?;
    let make = match seal::hash_beside(privacy.algorithm) {
        HashAlgorithm::HmacSha256 => own::ring,
        HashAlgorithm::HmacSm3 => own::national_index_key,
    };
    let own = OwnFile { name: "privacy.index.key", make };
    let index =
        parsed(config, "privacy.index_key", privacy.index_key.as_ref(), own, IndexKey::parse)?;
    Ok(FieldSeal::new(&ring, &index, privacy.algorithm))
}

/// What a key of the configuration holds, or else the process's own file.
fn parsed<T>(
    config: &Config,
    key: &'static str,
    configured: Option<&SecretString>,
    own: OwnFile,
    parse: fn(&str) -> Result<T, RingFault>,
) -> Result<T, GuardFault> {
    let text = match configured {
        Some(text) => text.clone(),
        None => own.read_or_make(&config.data_dir)?,
    };
    parse(text.expose_secret()).map_err(|fault| GuardFault::Ring { key, fault })
}
