//! Opaque tokens: whoever holds one may, and only its digest is stored. 256 random bits need no slow hash.

use rand::TryRngCore;
use rand::rngs::OsRng;
use sha2::{Digest, Sha256};

use crate::error::ServiceError;

/// Bytes of a token: 256 bits.
const BYTES: usize = 32;

/// A new token, in hex.
///
/// # Errors
/// [`ServiceError::Internal`] when the system has no randomness to give.
pub(crate) fn fresh() -> Result<String, ServiceError> {
    let mut bytes = [0; BYTES];
    OsRng.try_fill_bytes(&mut bytes).map_err(ServiceError::internal)?;
    Ok(hex::encode(bytes))
}

/// What is stored of a token, and found by.
pub(crate) fn hash(token: &str) -> String {
    hex::encode(Sha256::digest(token))
}
