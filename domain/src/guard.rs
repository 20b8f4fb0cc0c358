//! What guards the records: a keyed hash for the audit chain, a signature for its heads, a cipher for
//! fields that name or reach a person. Ports: the rules and the service use them, `platform` has them
//! made from configured keys.
//!
//! National algorithms can be chosen beside the international ones (密码法；GB/T 39786): HMAC-SM3 next to
//! HMAC-SHA-256, SM4-GCM next to AES-256-GCM.

use std::fmt::Debug;
use std::sync::Arc;

/// The output of a keyed hash: 32 bytes, for SHA-256 and SM3 alike.
pub type Mac = [u8; 32];

/// A keyed hash (HMAC, RFC 2104) with named keys.
pub trait KeyedHash: Send + Sync + Debug {
    /// The name under which new hashes are made: algorithm and key, e.g. `hmac-sha256:2026a`.
    fn name(&self) -> &str;

    /// The hash of a message under a name; `None` when the name is not known here.
    fn mac(&self, name: &str, message: &[u8]) -> Option<Mac>;
}

/// A signature (Ed25519) over the heads of the audit chain, which the supervisor keeps.
pub trait HeadSigner: Send + Sync + Debug {
    /// The id of the key that signs now.
    fn key_id(&self) -> &str;

    /// Signs.
    fn sign(&self, message: &[u8]) -> Vec<u8>;

    /// Whether the signature is one of a known key's; an unknown key's is not.
    fn verify(&self, key_id: &str, message: &[u8], signature: &[u8]) -> bool;
}

/// Why a sealed field cannot be read. Says nothing of the field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CipherFault {
    /// The key that it was sealed with is not configured.
    #[error("the field was sealed with key {0}, which is not configured")]
    UnknownKey(String),
    /// Changed, cut, or moved from another row or column.
    #[error("the sealed field is damaged or was moved")]
    Damaged,
}

/// A cipher with authentication (AEAD) for single fields, with named keys.
pub trait FieldCipher: Send + Sync + Debug {
    /// Seals a text with the current key. `place` names table, column and row, and is bound to the
    /// result: moved to another place it cannot be opened.
    fn seal(&self, place: &str, plain: &str) -> String;

    /// Opens what [`FieldCipher::seal`] has made under any known key. Text that was never sealed, from
    /// before there was a cipher, comes back as it is.
    ///
    /// # Errors
    /// [`CipherFault`].
    fn open(&self, place: &str, sealed: &str) -> Result<String, CipherFault>;

    /// Whether it was sealed with the current key and algorithm: what is not is sealed anew by the
    /// rotation.
    fn is_current(&self, sealed: &str) -> bool;

    /// A keyed fingerprint of a text, in hex, by which equal texts are found without being readable.
    /// `kind` keeps equal texts of different kinds apart. Does not change when the cipher's keys rotate.
    fn fingerprint(&self, kind: &str, text: &str) -> String;
}

/// All three.
#[derive(Clone, Debug)]
pub struct Guards {
    /// For the audit chain.
    pub hash: Arc<dyn KeyedHash>,
    /// For its heads.
    pub signer: Arc<dyn HeadSigner>,
    /// For fields that name or reach a person.
    pub cipher: Arc<dyn FieldCipher>,
}
