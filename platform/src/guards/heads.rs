//! Signatures over the heads of the audit chain: Ed25519 (RFC 8032), keys in PEM (RFC 8410), named by
//! their thumbprint (RFC 7638).

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use domain::guard::HeadSigner;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

/// What stands before the 32 bytes of a public key in DER (`SubjectPublicKeyInfo`, RFC 8410).
const SPKI_PREFIX: [u8; 12] =
    [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00];

/// Why a key of the heads cannot be used. Says nothing of the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeadKeyFault {
    /// Not a PEM block of the kind expected.
    #[error("is not a PEM block of PRIVATE KEY (PKCS#8) or, for an earlier key, PUBLIC KEY")]
    NotPem,
    /// Of another algorithm, or damaged.
    #[error("is not an Ed25519 key")]
    NotEd25519,
}

impl HeadKeyFault {
    /// The same in Chinese.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::NotPem => "不是 PEM 格式的 PRIVATE KEY（PKCS#8），旧密钥也可为 PUBLIC KEY",
            Self::NotEd25519 => "不是 Ed25519 密钥",
        }
    }
}

/// The public half of a key: all that is needed to verify a head, and what an operator hands to the
/// supervisor.
#[derive(Clone, PartialEq, Eq)]
pub struct HeadPublicKey {
    id: String,
    bytes: [u8; 32],
}

impl HeadPublicKey {
    /// Reads a public key, or the public half of a private one.
    ///
    /// # Errors
    /// [`HeadKeyFault`].
    pub fn from_pem(pem: &str) -> Result<Self, HeadKeyFault> {
        match block(pem, "PUBLIC KEY") {
            Some(der) => {
                let bytes = der.strip_prefix(&SPKI_PREFIX).ok_or(HeadKeyFault::NotEd25519)?;
                Self::from_bytes(bytes)
            }
            None => Self::from_bytes(key_pair(pem)?.public_key().as_ref()),
        }
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, HeadKeyFault> {
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| HeadKeyFault::NotEd25519)?;
        let x = URL_SAFE_NO_PAD.encode(bytes);
        let members = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
        Ok(Self { id: URL_SAFE_NO_PAD.encode(Sha256::digest(members)), bytes })
    }

    /// Its id: the thumbprint of the key (RFC 7638; RFC 8037, appendix A.3).
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// As PEM, as `openssl pkey -pubout` writes it.
    #[must_use]
    pub fn pem(&self) -> String {
        let der = [&SPKI_PREFIX[..], &self.bytes].concat();
        format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", STANDARD.encode(der))
    }

    /// Whether the signature is this key's, over this message.
    #[must_use]
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.bytes).verify(message, signature).is_ok()
    }
}

impl fmt::Debug for HeadPublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HeadPublicKey({})", self.id)
    }
}

/// The key that signs heads, with the earlier ones whose signatures still verify.
pub struct HeadKeys {
    pair: Ed25519KeyPair,
    /// The public half of the key that signs, then the earlier ones.
    known: Vec<HeadPublicKey>,
}

impl HeadKeys {
    /// From a private key in PEM (PKCS#8) and the public halves of earlier ones.
    ///
    /// # Errors
    /// [`HeadKeyFault`].
    pub fn new(
        pem: &str,
        previous: impl IntoIterator<Item = HeadPublicKey>,
    ) -> Result<Self, HeadKeyFault> {
        let pair = key_pair(pem)?;
        let mut known = vec![HeadPublicKey::from_bytes(pair.public_key().as_ref())?];
        known.extend(previous);
        Ok(Self { pair, known })
    }

    /// The public half of the key that signs now.
    #[must_use]
    pub fn public_key(&self) -> &HeadPublicKey {
        &self.known[0]
    }

    /// The public half in PEM, to be handed to the supervisor.
    #[must_use]
    pub fn public_pem(&self) -> String {
        self.public_key().pem()
    }
}

impl fmt::Debug for HeadKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HeadKeys({})", self.key_id())
    }
}

impl HeadSigner for HeadKeys {
    fn key_id(&self) -> &str {
        self.public_key().id()
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.pair.sign(message).as_ref().to_vec()
    }

    fn verify(&self, key_id: &str, message: &[u8], signature: &[u8]) -> bool {
        let known = self.known.iter().find(|key| key.id() == key_id);
        known.is_some_and(|key| key.verify(message, signature))
    }
}

fn key_pair(pem: &str) -> Result<Ed25519KeyPair, HeadKeyFault> {
    let der = Zeroizing::new(block(pem, "PRIVATE KEY").ok_or(HeadKeyFault::NotPem)?);
    // `openssl genpkey` leaves the public half out, so there is nothing to check it against.
    Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der).map_err(|_| HeadKeyFault::NotEd25519)
}

/// The bytes of a PEM block (RFC 7468).
fn block(pem: &str, label: &str) -> Option<Vec<u8>> {
    let rest = pem.trim().strip_prefix(&format!("-----BEGIN {label}-----"))?;
    let text = rest.strip_suffix(&format!("-----END {label}-----"))?;
    let text: Zeroizing<String> =
        Zeroizing::new(text.chars().filter(|c| !c.is_ascii_whitespace()).collect());
    STANDARD.decode(text.as_str()).ok()
}

/// Bytes as a PEM block.
pub(super) fn private_pem(der: &[u8]) -> String {
    let text = Zeroizing::new(STANDARD.encode(der));
    let mut pem = String::from("-----BEGIN PRIVATE KEY-----\n");
    for line in text.as_bytes().chunks(64) {
        pem.extend(line.iter().map(|byte| char::from(*byte)));
        pem.push('\n');
    }
    pem.push_str("-----END PRIVATE KEY-----\n");
    pem
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
    fn the_public_half_is_written_as_published() {
        let keys = HeadKeys::new(PRIVATE, []).unwrap();
        assert_eq!(keys.public_pem(), PUBLIC);
        assert_eq!(*keys.public_key(), HeadPublicKey::from_pem(PUBLIC).unwrap());
        assert_eq!(*keys.public_key(), HeadPublicKey::from_pem(PRIVATE).unwrap());
    }

    /// RFC 8037, appendix A.3.
    #[test]
    fn the_id_is_the_thumbprint_of_the_standard() {
        let x = URL_SAFE_NO_PAD.decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").unwrap();
        let key = HeadPublicKey::from_bytes(&x).unwrap();
        assert_eq!(key.id(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    /// RFC 8032, section 7.1, test 2.
    #[test]
    fn a_signature_is_the_published_one() {
        let seed = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
        let head = hex::decode("302e020100300506032b657004220420").unwrap();
        let pem = private_pem(&[head, hex::decode(seed).unwrap()].concat());
        let keys = HeadKeys::new(&pem, []).unwrap();
        let expected = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
                        085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
        assert_eq!(hex::encode(keys.sign(&[0x72])), expected);
    }

    #[test]
    fn what_is_not_a_key_is_refused_without_showing_it() {
        let swapped = PRIVATE.replace("PRIVATE", "EC PRIVATE");
        for pem in ["", "nonsense", PUBLIC, &swapped, &PRIVATE.replace("MC4C", "MC4D")] {
            let fault = HeadKeys::new(pem, []).unwrap_err();
            assert!(!format!("{fault} {fault:?} {}", fault.zh()).contains("MC4"), "{fault}");
        }
        assert!(HeadPublicKey::from_pem(&PUBLIC.replace("MCow", "MCox")).is_err());
    }
}
