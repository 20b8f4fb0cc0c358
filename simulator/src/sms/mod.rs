//! Text messages of two providers (wire document, section 6). Both verify the caller's signature.

pub(crate) mod aliyun;
pub(crate) mod tencent;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// HMAC-SHA256; any key length will do.
fn hmac(key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(data);
    mac.finalize().into_bytes().to_vec()
}

/// A value that looks like a sign-in code: 4 to 8 digits.
fn as_code(value: &str) -> Option<String> {
    let digits = (4..=8).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| value.to_owned())
}

fn is_mobile(phone: &str) -> bool {
    phone.len() == 11 && phone.starts_with('1') && phone.bytes().all(|b| b.is_ascii_digit())
}
