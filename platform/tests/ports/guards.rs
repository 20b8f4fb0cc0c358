//! What guards the records, as its users see it: hashes, signatures, sealed fields.

use domain::guard::{CipherFault, FieldCipher, HeadSigner, KeyedHash};
use platform::config::{CipherAlgorithm, HashAlgorithm};
use platform::guards::{ChainHash, FieldSeal, HeadKeys, HeadPublicKey, IndexKey, KeyRing, testing};
use proptest::prelude::*;

pub(crate) const FIRST: &str = "2026a:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
pub(crate) const SECOND: &str = "2026b:ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";
pub(crate) const PLACE: &str = "appeals.contact_phone.7";
pub(crate) const PHONE: &str = "13800000000";

fn ring(lines: &[&str]) -> KeyRing {
    KeyRing::parse(&lines.join("\n")).unwrap()
}

fn seal(lines: &[&str], algorithm: CipherAlgorithm) -> FieldSeal {
    FieldSeal::new(&ring(lines), &IndexKey::parse(testing::INDEX_KEY).unwrap(), algorithm)
}

/// A new private key, as `openssl genpkey` writes it.
pub(crate) fn private_key(seed: u8) -> String {
    use base64::Engine as _;
    let mut der = hex::decode("302e020100300506032b657004220420").unwrap();
    der.extend([seed; 32]);
    let text = base64::engine::general_purpose::STANDARD.encode(der);
    format!("-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n")
}

#[test]
fn each_key_of_the_ring_hashes_under_both_names() {
    for algorithm in HashAlgorithm::ALL {
        let hash = ChainHash::new(&ring(&[SECOND, FIRST]), algorithm);
        assert_eq!(hash.name(), format!("{}:2026b", algorithm.as_str()));
        let names = ["hmac-sha256:2026a", "hmac-sha256:2026b", "hmac-sm3:2026a", "hmac-sm3:2026b"];
        let macs: Vec<_> = names.map(|name| hash.mac(name, b"link").unwrap()).to_vec();
        for (index, mac) in macs.iter().enumerate() {
            assert!(!macs[..index].contains(mac), "{}", names[index]);
            assert_ne!(Some(*mac), hash.mac(names[index], b"another"));
        }
        for unknown in ["", "2026a", "hmac-sha256", "hmac-sha256:", "hmac-md5:2026a"] {
            assert_eq!(hash.mac(unknown, b"link"), None, "{unknown}");
        }
    }
}

#[test]
fn a_link_of_an_earlier_key_and_algorithm_still_verifies() {
    let before = ChainHash::new(&ring(&[FIRST]), HashAlgorithm::HmacSha256);
    let after = ChainHash::new(&ring(&[SECOND, FIRST]), HashAlgorithm::HmacSm3);
    let mac = before.mac(before.name(), b"link");
    assert!(mac.is_some());
    assert_eq!(after.mac(before.name(), b"link"), mac);
    assert_eq!(before.mac(after.name(), b"link"), None);
}

#[test]
fn a_head_verifies_with_its_key_alone_and_with_no_other() {
    let earlier = HeadKeys::new(&private_key(1), []).unwrap();
    let keys = HeadKeys::new(&private_key(2), [earlier.public_key().clone()]).unwrap();
    let (old, new) = (earlier.sign(b"head"), keys.sign(b"head"));
    assert!(keys.verify(keys.key_id(), b"head", &new));
    assert!(keys.verify(earlier.key_id(), b"head", &old));
    assert!(!earlier.verify(keys.key_id(), b"head", &new));
    for (key_id, message, signature) in [
        (keys.key_id(), &b"another"[..], &new),
        (keys.key_id(), b"head", &old),
        (earlier.key_id(), b"head", &new),
        ("", b"head", &new),
        (keys.key_id(), b"head", &new[..63].to_vec()),
    ] {
        assert!(!keys.verify(key_id, message, signature));
    }
    // As the supervisor does, who has the public half alone.
    let handed_over = HeadPublicKey::from_pem(&keys.public_pem()).unwrap();
    assert_eq!(handed_over.id(), keys.key_id());
    assert!(handed_over.verify(b"head", &new) && !handed_over.verify(b"head", &old));
}

#[test]
fn what_was_sealed_in_one_place_does_not_open_in_another() {
    for algorithm in CipherAlgorithm::ALL {
        let cipher = seal(&[FIRST], algorithm);
        let sealed = cipher.seal(PLACE, PHONE);
        assert!(sealed.starts_with(&format!("enc:1:{}:2026a:", algorithm.as_str())), "{sealed}");
        assert!(!sealed.contains(PHONE));
        assert_eq!(cipher.open(PLACE, &sealed), Ok(PHONE.to_owned()));
        for elsewhere in ["", "appeals.contact_phone.8", "appeals.contact_name.7"] {
            assert_eq!(cipher.open(elsewhere, &sealed), Err(CipherFault::Damaged));
        }
    }
}

#[test]
fn equal_texts_are_sealed_differently_each_time() {
    let cipher = seal(&[FIRST], CipherAlgorithm::Sm4Gcm);
    let sealed: std::collections::BTreeSet<_> =
        (0..100).map(|_| cipher.seal(PLACE, PHONE)).collect();
    assert_eq!(sealed.len(), 100);
}

#[test]
fn no_character_of_a_sealed_text_can_be_changed_added_or_cut() {
    for algorithm in CipherAlgorithm::ALL {
        let cipher = seal(&[SECOND, FIRST], algorithm);
        let sealed = cipher.seal(PLACE, PHONE);
        for at in "enc:1:".len()..sealed.len() {
            for other in ["A", "b", "9", "-", ":", "é", ""] {
                if &sealed[at..=at] == other {
                    continue;
                }
                let changed = format!("{}{other}{}", &sealed[..at], &sealed[at + 1..]);
                assert!(cipher.open(PLACE, &changed).is_err(), "{changed}");
            }
            assert!(cipher.open(PLACE, &sealed[..at]).is_err());
        }
        assert!(cipher.open(PLACE, &format!("{sealed}A")).is_err());
        assert!(cipher.open(PLACE, &format!("{sealed}=")).is_err());
        assert!(cipher.open(PLACE, &format!("{sealed}\n")).is_err());
    }
}

#[test]
fn a_text_that_was_never_sealed_comes_back_as_it_is_and_is_not_current() {
    let cipher = seal(&[FIRST], CipherAlgorithm::Aes256Gcm);
    for plain in ["", PHONE, "王小明", "enc:", "enc:2:aes-256-gcm:2026a:AAAA", " enc:1:x"] {
        assert_eq!(cipher.open(PLACE, plain), Ok(plain.to_owned()));
        assert!(!cipher.is_current(plain));
    }
    for broken in ["enc:1:", "enc:1:aes-256-gcm", "enc:1:aes-256-gcm:2026a", "enc:1:a:b:c:d"] {
        assert_eq!(cipher.open(PLACE, broken), Err(CipherFault::Damaged), "{broken}");
    }
}

#[test]
fn a_key_that_is_not_configured_is_named() {
    let sealed = seal(&[SECOND], CipherAlgorithm::Aes256Gcm).seal(PLACE, PHONE);
    let fault = seal(&[FIRST], CipherAlgorithm::Aes256Gcm).open(PLACE, &sealed).unwrap_err();
    assert_eq!(fault, CipherFault::UnknownKey("2026b".to_owned()));
    assert!(fault.to_string().contains("2026b"));
    // What cannot be an id is not repeated in an error, which may be logged.
    let odd = sealed.replace("2026b", "张三\n");
    let fault = seal(&[FIRST], CipherAlgorithm::Aes256Gcm).open(PLACE, &odd).unwrap_err();
    assert_eq!(fault, CipherFault::Damaged);
}

#[test]
fn after_a_rotation_the_old_opens_and_is_sealed_anew() {
    use CipherAlgorithm::{Aes256Gcm, Sm4Gcm};
    let before = seal(&[FIRST], Aes256Gcm);
    let old = before.seal(PLACE, PHONE);
    assert!(before.is_current(&old));
    for after in
        [seal(&[SECOND, FIRST], Aes256Gcm), seal(&[SECOND, FIRST], Sm4Gcm), seal(&[FIRST], Sm4Gcm)]
    {
        assert!(!after.is_current(&old));
        let plain = after.open(PLACE, &old).unwrap();
        let new = after.seal(PLACE, &plain);
        assert!(after.is_current(&new));
        assert_eq!(after.open(PLACE, &new), Ok(PHONE.to_owned()));
        assert_eq!(after.fingerprint("phone", PHONE), before.fingerprint("phone", PHONE));
    }
}

#[test]
fn a_fingerprint_is_of_its_text_its_kind_and_its_own_key() {
    let cipher = seal(&[FIRST], CipherAlgorithm::Aes256Gcm);
    let print = cipher.fingerprint("phone", PHONE);
    assert_eq!(print, cipher.fingerprint("phone", PHONE));
    assert_eq!(print.len(), 64);
    assert!(print.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)));
    assert_ne!(print, cipher.fingerprint("phone", "13800000001"));
    assert_ne!(print, cipher.fingerprint("fax", PHONE));
    assert_ne!(print, cipher.fingerprint("phone1", &PHONE[1..]));
    let (_, bytes) = testing::INDEX_KEY.split_once(':').unwrap();
    let print_by = |key: String| {
        let index = IndexKey::parse(&key).unwrap();
        FieldSeal::new(&ring(&[FIRST]), &index, CipherAlgorithm::Aes256Gcm)
            .fingerprint("phone", PHONE)
    };
    assert_eq!(print, print_by(format!("renamed:{bytes}")));
    assert_ne!(print, print_by(format!("hmac-sm3:demo:{bytes}")));
    assert_ne!(print, print_by(FIRST.to_owned()));
}

/// Values computed apart from this code, with OpenSSL's HMAC, SM3, AES and SM4 from the forms that
/// `platform::guards` documents. What is stored is of these forms: they may gain a version, and never
/// change.
#[test]
fn what_is_stored_keeps_its_form() {
    let ring = |text| KeyRing::parse(text).unwrap();
    let hash = ChainHash::new(&ring(testing::CHAIN_KEYS), HashAlgorithm::HmacSha256);
    for (name, expected) in [
        ("hmac-sha256:demo", "29cd355728110c7d7d97b0ecc3ac8d49388abd3d22198396dceacc6e0cd09b65"),
        ("hmac-sm3:demo", "928133646b1cae5b5ae2bc7c656d21752c8b3edb1755aba909375d49375058a7"),
    ] {
        assert_eq!(hash.mac(name, b"link").map(hex::encode).as_deref(), Some(expected), "{name}");
    }
    for (index, print) in [
        ("", "243f4f1bf078b197e96e94552c5bce23f5bfbe9544f8839c99c436405a37b5fb"),
        ("hmac-sm3:", "0e2efd8c196da9c0ca0ccf53d0f8286bfd005725a51fbeac775f62ae5859324b"),
    ] {
        let index = IndexKey::parse(&format!("{index}{}", testing::INDEX_KEY)).unwrap();
        let cipher = FieldSeal::new(&ring(testing::FIELD_KEYS), &index, CipherAlgorithm::Aes256Gcm);
        assert_eq!(cipher.fingerprint("phone", PHONE), print);
        for sealed in [
            "enc:1:aes-256-gcm:demo:AAECAwQFBgcICQoL6FXqT9zV98b4mXilqvlTTgGCrrcN3bJkbjta",
            "enc:1:sm4-gcm:demo:AAECAwQFBgcICQoL9QRrFo4ifDgIosGayjyigeA48a_mpB7_ClUb",
        ] {
            assert_eq!(cipher.open(PLACE, sealed), Ok(PHONE.to_owned()));
        }
    }
}

proptest! {
    #[test]
    fn whatever_was_sealed_opens_as_it_was(
        place in any::<String>(),
        plain in prop_oneof![any::<String>(), "enc:1:.{0,40}"],
    ) {
        for algorithm in CipherAlgorithm::ALL {
            let cipher = seal(&[SECOND, FIRST], algorithm);
            let sealed = cipher.seal(&place, &plain);
            prop_assert!(sealed.is_ascii() && cipher.is_current(&sealed));
            prop_assert_eq!(cipher.open(&place, &sealed), Ok(plain.clone()));
        }
    }

    #[test]
    fn no_text_of_any_form_panics(text in prop_oneof![
        any::<String>(), "enc:1:.{0,60}", "enc:1:(aes-256|sm4)-gcm:2026a:[A-Za-z0-9_-]{0,60}",
    ]) {
        let cipher = seal(&[FIRST], CipherAlgorithm::Aes256Gcm);
        let opened = cipher.open(PLACE, &text);
        prop_assert_eq!(opened.is_ok(), !text.starts_with("enc:1:"));
        let _ = (KeyRing::parse(&text), IndexKey::parse(&text), HeadPublicKey::from_pem(&text));
    }
}
