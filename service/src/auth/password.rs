//! Passwords of staff: Argon2id (RFC 9106), never in a thread that serves others.

use std::time::Duration;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::password_hash::{CustomizedPasswordHasher, PasswordVerifier};
use argon2::{Argon2, Params};
use rand::TryRngCore;
use rand::rngs::OsRng;
use tokio::sync::Semaphore;

use crate::error::{FieldFault, ServiceError};

/// Fewest characters of a password. Length is what counts; NIST SP 800-63B advises against rules of
/// composition.
pub const SHORTEST: usize = 10;
/// Most characters of a password: the work for one attempt has a bound.
pub const LONGEST: usize = 128;
/// Fewest different characters.
const VARIETY: usize = 5;
/// Passwords that every guesser tries first, and that are long enough otherwise.
const COMMON: [&str; 12] = [
    "1234567890",
    "0123456789",
    "12345678910",
    "qwertyuiop",
    "1q2w3e4r5t",
    "1qaz2wsx3edc",
    "password123",
    "password1234",
    "administrator",
    "admin123456",
    "a123456789",
    "woaini1314520",
];
/// Hashes computed at once by this process: each takes its whole memory for its whole time, and a flood
/// of sign-ins must not take the machine's.
static HASHING: Semaphore = Semaphore::const_new(4);
/// How long one waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// What one hash costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hashing {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub iterations: u32,
}

impl Default for Hashing {
    /// 19 MiB and two passes: the first choice of the OWASP password storage sheet for Argon2id.
    fn default() -> Self {
        Self { memory_kib: 19_456, iterations: 2 }
    }
}

impl Hashing {
    fn params(self) -> Result<Params, ServiceError> {
        Params::new(self.memory_kib, self.iterations, 1, None).map_err(ServiceError::internal)
    }
}

/// The hash of a password, as a PHC string with its own parameters and salt.
///
/// # Errors
/// [`ServiceError::Unavailable`] when too many others hash at the same time.
pub async fn hash_password(hashing: Hashing, password: &str) -> Result<String, ServiceError> {
    let password = password.to_owned();
    let params = hashing.params()?;
    blocking(move || {
        let mut salt = [0; 16];
        OsRng.try_fill_bytes(&mut salt).map_err(ServiceError::internal)?;
        let hash: PasswordHash = Argon2::default()
            .hash_password_with_params(password.as_bytes(), &salt, params)
            .map_err(ServiceError::internal)?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether the password is the one that was hashed. Without a hash (there is no such account) the same
/// work is done for nothing, and the answer is no.
///
/// # Errors
/// [`ServiceError::Unavailable`] when too many others hash at the same time.
pub async fn verify_password(
    hashing: Hashing,
    password: &str,
    stored: Option<String>,
) -> Result<bool, ServiceError> {
    let password = password.to_owned();
    let stored = match stored {
        Some(stored) => stored,
        None => nobody(hashing)?,
    };
    blocking(move || {
        let stored = PasswordHash::new(&stored).map_err(ServiceError::internal)?;
        Ok(Argon2::default().verify_password(password.as_bytes(), &stored).is_ok())
    })
    .await
}

/// A hash that no password has (but for one in 2^256), at the price of a real one.
fn nobody(hashing: Hashing) -> Result<String, ServiceError> {
    let params = ParamsString::try_from(hashing.params()?).map_err(ServiceError::internal)?;
    let hash = PasswordHash {
        algorithm: argon2::ARGON2ID_IDENT,
        version: Some(argon2::Version::V0x13.into()),
        params,
        salt: Some(Salt::new(&[0; 16]).map_err(ServiceError::internal)?),
        hash: Some(Output::new(&[0; 32]).map_err(ServiceError::internal)?),
    };
    Ok(hash.to_string())
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ServiceError> + Send + 'static,
) -> Result<T, ServiceError> {
    let turn = tokio::time::timeout(PATIENCE, HASHING.acquire())
        .await
        .map_err(|_| ServiceError::Unavailable("password hashing is busy".into()))?
        .map_err(ServiceError::internal)?;
    // The permit goes along: a caller that gives up does not make room before the work is done.
    let task = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        work()
    });
    task.await.map_err(ServiceError::internal)?
}

/// What is wrong with a new password.
#[must_use]
pub fn weakness(password: &str, username: &str) -> Option<FieldFault> {
    let fault = |code| Some(FieldFault::new("password", code));
    let length = password.chars().take(LONGEST + 1).count();
    if length < SHORTEST {
        return fault("too_short");
    }
    if length > LONGEST {
        return fault("too_long");
    }
    let lower = password.to_lowercase();
    let variety: std::collections::BTreeSet<char> = lower.chars().collect();
    if variety.len() < VARIETY || COMMON.contains(&lower.as_str()) {
        return fault("too_common");
    }
    if username.len() >= 4 && lower.contains(&username.to_lowercase()) {
        return fault("contains_username");
    }
    None
}
