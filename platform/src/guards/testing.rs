//! Guards with fixed keys that everybody can read here: for tests and nothing else.

use std::sync::Arc;

use domain::guard::Guards;

use super::{ChainHash, FieldSeal, HeadKeys, IndexKey, KeyRing};
use crate::config::{CipherAlgorithm, HashAlgorithm};

/// Ring of the audit chain. The bytes are readable text.
pub const CHAIN_KEYS: &str = "demo:YXVkaXQgY2hhaW4ga2V5IGZvciB0ZXN0cyBvbmx5ICE=";
/// Ring of the field cipher.
pub const FIELD_KEYS: &str = "demo:ZmllbGQgY2lwaGVyIGtleSBmb3IgdGVzdHMgb25seSE=";
/// Key of the fingerprints.
pub const INDEX_KEY: &str = "demo:ZmluZ2VycHJpbnRzIGtleSBmb3IgdGVzdHMgb25seSE=";
/// Key of the heads: the one published in RFC 8410, section 10.3.
pub const HEAD_KEY: &str = "-----BEGIN PRIVATE KEY-----\n\
    MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n\
    -----END PRIVATE KEY-----\n";

/// All three, without a file: HMAC-SHA-256, Ed25519 and AES-256-GCM.
///
/// # Panics
/// Never: the keys are written above.
#[must_use]
pub fn for_tests() -> Guards {
    let ring = |text| KeyRing::parse(text).expect("a ring of this file");
    let index = IndexKey::parse(INDEX_KEY).expect("the index key of this file");
    let heads = HeadKeys::new(HEAD_KEY, []).expect("the key published in RFC 8410");
    Guards {
        hash: Arc::new(ChainHash::new(&ring(CHAIN_KEYS), HashAlgorithm::HmacSha256)),
        signer: Arc::new(heads),
        cipher: Arc::new(FieldSeal::new(&ring(FIELD_KEYS), &index, CipherAlgorithm::Aes256Gcm)),
    }
}
