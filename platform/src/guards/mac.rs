//! HMAC (RFC 2104; GB/T 15852.2) over SHA-256 and SM3, and keys derived by it.

use domain::guard::{KeyedHash, Mac};
use hmac::digest::{OutputSizeUser, consts::U32};
use hmac::{Hmac, KeyInit};
use sha2::Sha256;
use sm3::Sm3;
use zeroize::Zeroizing;

use super::key_ring::{KeyBytes, KeyRing};
use crate::config::HashAlgorithm;

/// The keyed hash of the parts, one after the other.
pub(super) fn mac(algorithm: HashAlgorithm, key: &[u8], parts: &[&[u8]]) -> Mac {
    match algorithm {
        HashAlgorithm::HmacSha256 => run::<Hmac<Sha256>>(key, parts),
        HashAlgorithm::HmacSm3 => run::<Hmac<Sm3>>(key, parts),
    }
}

fn run<M>(key: &[u8], parts: &[&[u8]]) -> Mac
where
    M: hmac::Mac + KeyInit + OutputSizeUser<OutputSize = U32>,
{
    let mut mac =
        <M as KeyInit>::new_from_slice(key).expect("HMAC takes a key of any length (RFC 2104)");
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

/// A key for one use, made from a key of a ring: HKDF-Expand (RFC 5869, section 2.3) of one block. A
/// ring's keys are random already, so there is nothing to extract (section 3.3).
///
/// So no key of a ring is ever given to two algorithms, nor to two uses where an operator has written
/// the same ring twice. Derived by the hash that goes with the algorithm: where the national ones are
/// chosen, no other takes part.
pub(super) fn derive(algorithm: HashAlgorithm, key: &KeyBytes, purpose: &str) -> KeyBytes {
    Zeroizing::new(mac(algorithm, key.as_slice(), &[purpose.as_bytes(), &[1]]))
}

/// The keyed hash of the audit chain.
///
/// Each key of the ring is known under both names, `hmac-sha256:<id>` and `hmac-sm3:<id>`. The key that
/// hashes is `HMAC(key, "audit chain <algorithm>" || 0x01)` by the same algorithm, so that whoever holds
/// the ring can verify the chain with any tool that knows HMAC.
pub struct ChainHash {
    name: String,
    known: Vec<(String, HashAlgorithm, KeyBytes)>,
}

impl ChainHash {
    /// From a ring; new hashes are made by the algorithm with the ring's current key.
    #[must_use]
    pub fn new(ring: &KeyRing, algorithm: HashAlgorithm) -> Self {
        let of = |algorithm: HashAlgorithm, id: &str| format!("{}:{id}", algorithm.as_str());
        let known = ring.keys().iter().flat_map(|key| {
            HashAlgorithm::ALL.map(|algorithm| {
                let purpose = format!("audit chain {}", algorithm.as_str());
                (of(algorithm, &key.id), algorithm, derive(algorithm, &key.bytes, &purpose))
            })
        });
        Self { name: of(algorithm, ring.current_id()), known: known.collect() }
    }
}

impl std::fmt::Debug for ChainHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ChainHash({})", self.name)
    }
}

impl KeyedHash for ChainHash {
    fn name(&self) -> &str {
        &self.name
    }

    fn mac(&self, name: &str, message: &[u8]) -> Option<Mac> {
        let (_, algorithm, key) = self.known.iter().find(|(known, ..)| known == name)?;
        Some(mac(*algorithm, key.as_slice(), &[message]))
    }
}

#[cfg(test)]
mod tests {
    use sha2::Digest as _;

    use super::*;
    use HashAlgorithm::{HmacSha256, HmacSm3};

    fn hex_mac(algorithm: HashAlgorithm, key: &[u8], message: &[u8]) -> String {
        let (head, tail) = message.split_at(message.len() / 2);
        hex::encode(mac(algorithm, key, &[head, tail]))
    }

    /// RFC 4231, sections 4.2, 4.3 and 4.7.
    #[test]
    fn hmac_sha256_gives_the_published_values() {
        for (key, message, expected) in [
            (
                &[0x0b; 20][..],
                &b"Hi There"[..],
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            ),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                &[0xaa; 131],
                b"Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
        ] {
            assert_eq!(hex_mac(HmacSha256, key, message), expected);
        }
    }

    /// GB/T 32905, appendix A.1.
    #[test]
    fn sm3_gives_the_published_value() {
        let expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
        assert_eq!(hex::encode(Sm3::digest(b"abc")), expected);
    }

    /// GM/T 0042, appendix D.3.
    #[test]
    fn hmac_sm3_gives_the_published_values() {
        let counting: Vec<u8> = (1..=37).collect();
        let letters = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".repeat(2);
        for (key, message, expected) in [
            (
                &counting[..32],
                letters.as_bytes(),
                "ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a",
            ),
            (
                &counting,
                &[0xcd; 50],
                "220bf579ded555393f0159f66c99877822a3ecf610d1552154b41d44b94db3ae",
            ),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "2e87f1d16862e6d964b50a5200bf2b10b764faa9680a296a2405f24bec39f882",
            ),
        ] {
            assert_eq!(hex_mac(HmacSm3, key, message), expected);
        }
    }

    /// RFC 5869, appendix A.1: the first block of the expansion.
    #[test]
    fn a_derived_key_is_the_first_block_of_the_published_expansion() {
        let key = hex::decode("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
        let info = hex::decode("f0f1f2f3f4f5f6f7f8f9").unwrap();
        let made = mac(HmacSha256, &key.unwrap(), &[&info, &[1]]);
        let expected = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf";
        assert_eq!(hex::encode(made), expected);
    }

    #[test]
    fn each_algorithm_and_each_purpose_has_a_key_of_its_own() {
        let key = Zeroizing::new([7; 32]);
        let made = [
            derive(HmacSha256, &key, "a"),
            derive(HmacSha256, &key, "b"),
            derive(HmacSm3, &key, "a"),
            key,
        ];
        for (index, one) in made.iter().enumerate() {
            assert!(made[..index].iter().all(|other| other != one));
        }
    }
}
