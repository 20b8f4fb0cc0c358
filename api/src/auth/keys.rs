//! Signing keys: Ed25519, PKCS#8 in PEM (RFC 8410), named by their thumbprint (RFC 7638).

use std::io::{ErrorKind, Write};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{DecodingKey, EncodingKey};
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair};
use sha2::{Digest, Sha256};

/// What stands before the 32 bytes of a public key in DER (`SubjectPublicKeyInfo`, RFC 8410).
const SPKI_PREFIX: [u8; 12] =
    [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00];
/// Where a process in development keeps the key that it has made, inside its data folder.
pub(super) const OWN_KEY_FILE: &str = "access-token-key.pem";

/// Why a key cannot be used. Says nothing of the key.
#[derive(Debug, thiserror::Error)]
pub enum KeyFault {
    /// Not a PEM block of the kind expected.
    #[error("the key is not a PEM block of PRIVATE KEY or PUBLIC KEY")]
    NotPem,
    /// Of another algorithm, or damaged.
    #[error("the key is not an Ed25519 key")]
    NotEd25519,
    /// The machine gives no random numbers.
    #[error("no random numbers for a new key")]
    NoRandom,
    /// The file of the process's own key.
    #[error("the file of the signing key: {0}")]
    File(#[from] std::io::Error),
}

/// The key that signs. Does not show itself.
pub struct SigningKey {
    pub(super) encoding: EncodingKey,
    pub(super) public: VerifyingKey,
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SigningKey({})", self.public.kid)
    }
}

impl SigningKey {
    /// Reads a private key.
    ///
    /// # Errors
    /// [`KeyFault::NotPem`] or [`KeyFault::NotEd25519`].
    pub fn from_pem(pem: &str) -> Result<Self, KeyFault> {
        let der = block(pem, "PRIVATE KEY").ok_or(KeyFault::NotPem)?;
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der);
        let pair = pair.map_err(|_| KeyFault::NotEd25519)?;
        let public = VerifyingKey::from_bytes(pair.public_key().as_ref())?;
        Ok(Self { encoding: EncodingKey::from_ed_der(&der), public })
    }

    /// Reads the key that this process has made for itself, or makes it: development needs no set-up.
    ///
    /// # Errors
    /// When the file cannot be written or read.
    pub fn own(data_dir: &Path) -> Result<Self, KeyFault> {
        let path = data_dir.join(OWN_KEY_FILE);
        match std::fs::read_to_string(&path) {
            Ok(pem) => return Self::from_pem(&pem),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
        std::fs::create_dir_all(data_dir)?;
        let pem = generate_pem()?;
        // Written aside and linked into place: of two processes that start together both use the key
        // of the first, and none reads half a file.
        let mut file = tempfile_in(data_dir)?;
        file.1.write_all(pem.as_bytes())?;
        file.1.sync_all()?;
        let linked = std::fs::hard_link(&file.0, &path);
        std::fs::remove_file(&file.0)?;
        match linked {
            Ok(()) => Self::from_pem(&pem),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                Self::from_pem(&std::fs::read_to_string(&path)?)
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// A file of a name that nobody else uses, readable by its owner alone.
fn tempfile_in(folder: &Path) -> Result<(std::path::PathBuf, std::fs::File), KeyFault> {
    let path = folder.join(format!(".{OWN_KEY_FILE}.{:016x}", rand::random::<u64>()));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(&path)?;
    Ok((path, file))
}

/// A new key, as PEM.
///
/// # Errors
/// [`KeyFault::NoRandom`].
pub(super) fn generate_pem() -> Result<String, KeyFault> {
    let der = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new());
    let text = STANDARD.encode(der.map_err(|_| KeyFault::NoRandom)?.as_ref());
    let mut pem = String::from("-----BEGIN PRIVATE KEY-----\n");
    for line in text.as_bytes().chunks(64) {
        pem.push_str(&String::from_utf8_lossy(line));
        pem.push('\n');
    }
    pem.push_str("-----END PRIVATE KEY-----\n");
    Ok(pem)
}

/// A key that verifies: the public half.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyingKey {
    /// Its name in a token's header.
    pub kid: String,
    public: [u8; 32],
}

impl VerifyingKey {
    /// Reads a public key, or the public half of a private one.
    ///
    /// # Errors
    /// [`KeyFault::NotPem`] or [`KeyFault::NotEd25519`].
    pub fn from_pem(pem: &str) -> Result<Self, KeyFault> {
        match block(pem, "PUBLIC KEY") {
            Some(der) => {
                let bytes = der.strip_prefix(&SPKI_PREFIX).ok_or(KeyFault::NotEd25519)?;
                Self::from_bytes(bytes)
            }
            None => SigningKey::from_pem(pem).map(|key| key.public),
        }
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, KeyFault> {
        let public: [u8; 32] = bytes.try_into().map_err(|_| KeyFault::NotEd25519)?;
        let x = URL_SAFE_NO_PAD.encode(public);
        let members = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
        Ok(Self { kid: URL_SAFE_NO_PAD.encode(Sha256::digest(members)), public })
    }

    pub(super) fn decoding(&self) -> DecodingKey {
        DecodingKey::from_ed_der(&self.public)
    }

    /// As a JSON Web Key (RFC 8037).
    #[must_use]
    pub fn jwk(&self) -> serde_json::Value {
        serde_json::json!({
            "kty": "OKP",
            "crv": "Ed25519",
            "use": "sig",
            "alg": "EdDSA",
            "kid": self.kid,
            "x": URL_SAFE_NO_PAD.encode(self.public),
        })
    }
}

/// The bytes of a PEM block.
fn block(pem: &str, label: &str) -> Option<Vec<u8>> {
    let rest = pem.trim().strip_prefix(&format!("-----BEGIN {label}-----"))?;
    let text = rest.strip_suffix(&format!("-----END {label}-----"))?;
    let text: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    STANDARD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8410, section 10.3, and its public half from 10.1.
    const PRIVATE: &str = "-----BEGIN PRIVATE KEY-----\n\
        MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n\
        -----END PRIVATE KEY-----\n";
    const PUBLIC: &str = "-----BEGIN PUBLIC KEY-----\n\
        MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n\
        -----END PUBLIC KEY-----\n";

    #[test]
    fn both_halves_of_the_published_key_have_one_name() {
        let private = SigningKey::from_pem(PRIVATE).unwrap().public;
        assert_eq!(private, VerifyingKey::from_pem(PUBLIC).unwrap());
        assert_eq!(private, VerifyingKey::from_pem(PRIVATE).unwrap());
    }

    #[test]
    fn the_name_is_the_thumbprint_of_the_standard() {
        // RFC 8037, appendix A.3.
        let x = URL_SAFE_NO_PAD.decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").unwrap();
        let key = VerifyingKey::from_bytes(&x).unwrap();
        assert_eq!(key.kid, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        assert_eq!(key.jwk()["x"], "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    }

    #[test]
    fn what_is_not_a_key_is_refused() {
        let swapped = PRIVATE.replace("PRIVATE", "EC PRIVATE");
        for pem in ["", "nonsense", PUBLIC, &swapped, &PRIVATE.replace("MC4C", "MC4D")] {
            assert!(SigningKey::from_pem(pem).is_err(), "{pem}");
        }
        assert!(VerifyingKey::from_pem(&PUBLIC.replace("MCow", "MCox")).is_err());
    }

    #[test]
    fn the_key_that_a_process_makes_stays_and_is_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("data");
        let made: Vec<String> = std::thread::scope(|scope| {
            let started: Vec<_> =
                (0..8).map(|_| scope.spawn(|| SigningKey::own(&inner).unwrap())).collect();
            started.into_iter().map(|thread| thread.join().unwrap().public.kid).collect()
        });
        assert!(made.iter().all(|kid| *kid == made[0]));
        assert_eq!(SigningKey::own(&inner).unwrap().public.kid, made[0]);
        assert_eq!(std::fs::read_dir(&inner).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(inner.join(OWN_KEY_FILE)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}
