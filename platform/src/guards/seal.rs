//! Sealed fields: `enc:1:<algorithm>:<key id>:<base64url(nonce || ciphertext || tag)>`.

use aes_gcm::aead::array::Array;
use aes_gcm::aead::consts::U12;
use aes_gcm::aead::{Aead, AeadCore, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, AesGcm};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::guard::{CipherFault, FieldCipher};
use ring::rand::{SecureRandom as _, SystemRandom};
use sm4::Sm4;

use super::key_ring::{IndexKey, KeyBytes, KeyRing, is_id};
use super::mac::{derive, mac};
use crate::config::{CipherAlgorithm, HashAlgorithm};

/// What stands before every sealed field of this form.
const MARK: &str = "enc:1:";
/// Bytes of a nonce: 96 bits, for which GCM is made (NIST SP 800-38D, section 5.2.1.1).
const NONCE_BYTES: usize = 12;

/// SM4 in GCM, as in RFC 8998: the mode is defined for any block cipher of 128 bits.
type Sm4Gcm = AesGcm<Sm4, U12>;

/// One key with its algorithm. The tables that the algorithm makes of a key are large, so they are
/// boxed.
enum Sealer {
    Aes256(Box<Aes256Gcm>),
    Sm4(Box<Sm4Gcm>),
}

impl Sealer {
    /// SM4 takes the first 16 bytes of the key, AES-256 all 32.
    fn new(algorithm: CipherAlgorithm, key: &[u8; 32]) -> Self {
        match algorithm {
            CipherAlgorithm::Aes256Gcm => Self::Aes256(Box::new(Aes256Gcm::new(&Array(*key)))),
            CipherAlgorithm::Sm4Gcm => {
                let (short, _) = key.split_first_chunk::<16>().expect("16 is less than 32");
                Self::Sm4(Box::new(Sm4Gcm::new(&Array(*short))))
            }
        }
    }

    fn seal(&self, nonce: [u8; NONCE_BYTES], payload: Payload<'_, '_>) -> Vec<u8> {
        match self {
            Self::Aes256(cipher) => cipher.encrypt(&Array(nonce), payload),
            Self::Sm4(cipher) => cipher.encrypt(&Array(nonce), payload),
        }
        .expect("a field is shorter than 64 GiB, the bound of GCM")
    }

    fn open(&self, nonce: [u8; NONCE_BYTES], payload: Payload<'_, '_>) -> Option<Vec<u8>> {
        match self {
            Self::Aes256(cipher) => cipher.decrypt(&Array(nonce), payload),
            Self::Sm4(cipher) => cipher.decrypt(&Array(nonce), payload),
        }
        .ok()
    }
}

/// Seals and opens fields with the keys of a ring.
///
/// Nonces are random: one key must not seal more than 2³² fields (NIST SP 800-38D, section 8.3), which
/// is one a second for a century. `place` is the associated data. Each algorithm has a key of its own:
/// `HMAC(key, "field cipher <algorithm>" || 0x01)`, by SHA-256 for AES (all 32 bytes) and by SM3 for SM4
/// (the first 16). A fingerprint is `HMAC(derived, length of kind in 8 bytes || kind || text)` under
/// `HMAC(index key, "field fingerprint <algorithm>" || 0x01)`.
pub struct FieldSeal {
    /// `enc:1:<algorithm>:<key id>:` of what is sealed now.
    head: String,
    /// By head; the current one is among them.
    known: Vec<(String, Sealer)>,
    index: (HashAlgorithm, KeyBytes),
    random: SystemRandom,
}

impl FieldSeal {
    /// From a ring and the key of the fingerprints; what is sealed now is sealed by the algorithm with
    /// the ring's current key.
    #[must_use]
    pub fn new(ring: &KeyRing, index: &IndexKey, algorithm: CipherAlgorithm) -> Self {
        let of =
            |algorithm: CipherAlgorithm, id: &str| format!("{MARK}{}:{id}:", algorithm.as_str());
        let known = ring.keys().iter().flat_map(|key| {
            CipherAlgorithm::ALL.map(|algorithm| {
                let purpose = format!("field cipher {}", algorithm.as_str());
                let derived = derive(hash_beside(algorithm), &key.bytes, &purpose);
                (of(algorithm, &key.id), Sealer::new(algorithm, &derived))
            })
        });
        let purpose = format!("field fingerprint {}", index.algorithm.as_str());
        Self {
            head: of(algorithm, ring.current_id()),
            known: known.collect(),
            index: (index.algorithm, derive(index.algorithm, &index.key.bytes, &purpose)),
            random: SystemRandom::new(),
        }
    }
}

/// The hash that derives a cipher's key: of the same family.
pub(super) const fn hash_beside(algorithm: CipherAlgorithm) -> HashAlgorithm {
    match algorithm {
        CipherAlgorithm::Aes256Gcm => HashAlgorithm::HmacSha256,
        CipherAlgorithm::Sm4Gcm => HashAlgorithm::HmacSm3,
    }
}

impl std::fmt::Debug for FieldSeal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FieldSeal({})", self.head)
    }
}

impl FieldCipher for FieldSeal {
    /// # Panics
    /// When the operating system gives no random numbers: under a nonce that comes twice, GCM gives away
    /// both texts and the key that authenticates them, so nothing may be sealed then.
    fn seal(&self, place: &str, plain: &str) -> String {
        let mut nonce = [0; NONCE_BYTES];
        self.random.fill(&mut nonce).expect("the operating system gives random numbers");
        let (_, sealer) =
            self.known.iter().find(|(head, _)| *head == self.head).expect("the current is known");
        let payload = Payload { msg: plain.as_bytes(), aad: place.as_bytes() };
        let mut body = nonce.to_vec();
        body.extend(sealer.seal(nonce, payload));
        format!("{}{}", self.head, URL_SAFE_NO_PAD.encode(body))
    }

    fn open(&self, place: &str, sealed: &str) -> Result<String, CipherFault> {
        let Some(rest) = sealed.strip_prefix(MARK) else { return Ok(sealed.to_owned()) };
        let (algorithm, rest) = rest.split_once(':').ok_or(CipherFault::Damaged)?;
        let (id, body) = rest.split_once(':').ok_or(CipherFault::Damaged)?;
        let head_length = sealed.len() - body.len();
        let Some((_, sealer)) = self.known.iter().find(|(head, _)| *head == sealed[..head_length])
        else {
            // Only what can be an algorithm and an id is repeated in an error.
            let written_here = CipherAlgorithm::ALL.iter().any(|known| known.as_str() == algorithm);
            return Err(if written_here && is_id(id) {
                CipherFault::UnknownKey(id.to_owned())
            } else {
                CipherFault::Damaged
            });
        };
        let body = URL_SAFE_NO_PAD.decode(body).map_err(|_| CipherFault::Damaged)?;
        let (nonce, body) = body.split_first_chunk().ok_or(CipherFault::Damaged)?;
        let plain = sealer.open(*nonce, Payload { msg: body, aad: place.as_bytes() });
        String::from_utf8(plain.ok_or(CipherFault::Damaged)?).map_err(|_| CipherFault::Damaged)
    }

    fn is_current(&self, sealed: &str) -> bool {
        sealed.starts_with(&self.head)
    }

    fn fingerprint(&self, kind: &str, text: &str) -> String {
        let (algorithm, key) = &self.index;
        // The length first, so that no kind and text run together into another kind's text.
        let length = (kind.len() as u64).to_be_bytes();
        hex::encode(mac(*algorithm, key.as_slice(), &[&length, kind.as_bytes(), text.as_bytes()]))
    }
}

const _: () = {
    const fn is_96_bits<C: AeadCore<NonceSize = U12>>() {}
    is_96_bits::<Aes256Gcm>();
    is_96_bits::<Sm4Gcm>();
};

#[cfg(test)]
mod tests {
    use aes_gcm::aes::cipher::BlockCipherEncrypt as _;

    use super::*;

    fn bytes<const N: usize>(text: &str) -> [u8; N] {
        hex::decode(text).unwrap().try_into().unwrap()
    }

    fn gives(sealer: &Sealer, (nonce, place, plain): (&str, &str, &str), expected: &str) {
        let (nonce, place) = (bytes(nonce), hex::decode(place).unwrap());
        let plain = hex::decode(plain).unwrap();
        let sealed = sealer.seal(nonce, Payload { msg: &plain, aad: &place });
        assert_eq!(hex::encode(&sealed), expected);
        let open = |place: &[u8]| sealer.open(nonce, Payload { msg: &sealed, aad: place });
        assert_eq!(open(&place), Some(plain));
        assert_eq!(open(b"elsewhere"), None);
    }

    /// The Galois/Counter Mode of Operation (McGrew and Viega, for NIST), test case 16.
    #[test]
    fn aes_256_gcm_gives_the_published_value() {
        let key = bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
        gives(
            &Sealer::new(CipherAlgorithm::Aes256Gcm, &key),
            (
                "cafebabefacedbaddecaf888",
                "feedfacedeadbeeffeedfacedeadbeefabaddad2",
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72\
                 1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
            ),
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa\
             8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662\
             76fc6ece0f4e1768cddf8853bb2d551b",
        );
    }

    /// GB/T 32907, appendix A.1.
    #[test]
    fn sm4_gives_the_published_value() {
        let key: [u8; 16] = bytes("0123456789abcdeffedcba9876543210");
        let mut block = Array(key);
        Sm4::new(&Array(key)).encrypt_block(&mut block);
        assert_eq!(hex::encode(block), "681edf34d206965e86b3e94f536e4246");
    }

    /// RFC 8998, appendix A.1. What follows the 16 bytes of the key is not looked at.
    #[test]
    fn sm4_gcm_gives_the_published_value() {
        let key = bytes("0123456789abcdeffedcba987654321000000000000000000000000000000000");
        gives(
            &Sealer::new(CipherAlgorithm::Sm4Gcm, &key),
            (
                "00001234567800000000abcd",
                "feedfacedeadbeeffeedfacedeadbeefabaddad2",
                "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd\
                 eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa",
            ),
            "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735\
             d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d\
             83de3541e4c2b58177e065a9bf7b62ec",
        );
    }
}
