//! One-time codes by time (TOTP, RFC 6238): six digits, 30 s, HMAC-SHA-1, as the authenticator apps have
//! them.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use subtle::ConstantTimeEq;

use domain::time::Timestamp;

/// Seconds of one step.
const STEP: i64 = 30;
/// How many steps a clock may be off, either way.
const SKEW: i64 = 1;
/// Fewest bytes of a secret (RFC 4226, requirement 6: 128 bits).
const SHORTEST_SECRET: usize = 16;

/// A shared secret. Does not show itself.
#[derive(Clone)]
pub struct TotpSecret(Vec<u8>);

impl std::fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TotpSecret(…)")
    }
}

impl TotpSecret {
    /// Reads a secret in Base32 (RFC 4648); small letters, spaces and padding are read over. Nothing when
    /// it is not Base32 or shorter than 128 bits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = Vec::new();
        let (mut buffer, mut bits) = (0_u32, 0_u32);
        for char in text.bytes().filter(|char| !matches!(char, b' ' | b'=')) {
            let value = match char.to_ascii_uppercase() {
                letter @ b'A'..=b'Z' => letter - b'A',
                digit @ b'2'..=b'7' => digit - b'2' + 26,
                _ => return None,
            };
            buffer = buffer << 5 | u32::from(value);
            bits += 5;
            if bits >= 8 {
                bits -= 8;
                bytes.push(u8::try_from(buffer >> bits & 0xFF).unwrap_or_default());
            }
        }
        (bytes.len() >= SHORTEST_SECRET).then_some(Self(bytes))
    }

    /// The code of a step, six digits.
    #[must_use]
    pub fn code(&self, step: i64) -> String {
        // HMAC takes a key of any length; there is no error to have.
        let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(&self.0) else { return String::new() };
        mac.update(&step.to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let offset = usize::from(digest[19] & 0xF);
        let mut word = [0; 4];
        word.copy_from_slice(&digest[offset..offset + 4]);
        format!("{:06}", (u32::from_be_bytes(word) & 0x7FFF_FFFF) % 1_000_000)
    }

    /// The step that the code belongs to, if it is the present one or a neighbour.
    #[must_use]
    pub fn matching_step(&self, code: &str, now: Timestamp) -> Option<i64> {
        let current = step_at(now);
        // All are computed, whichever matches.
        let mut found = None;
        for step in current - SKEW..=current + SKEW {
            if bool::from(self.code(step).as_bytes().ct_eq(code.as_bytes())) {
                found = Some(step);
            }
        }
        found
    }
}

/// The step of a moment.
#[must_use]
pub fn step_at(now: Timestamp) -> i64 {
    now.timestamp().div_euclid(STEP)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    /// RFC 6238, appendix B: "12345678901234567890" in Base32.
    const SECRET: &str = "GEZD GNBV GY3T QOJQ gezdgnbvgy3tqojq====";

    #[test]
    fn the_codes_are_those_of_the_standard() {
        let secret = TotpSecret::parse(SECRET).unwrap();
        // The standard prints eight digits; the last six are ours.
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let now = DateTime::from_timestamp(seconds, 0).unwrap();
            assert_eq!(secret.code(step_at(now)), code);
            assert_eq!(secret.matching_step(code, now), Some(step_at(now)));
        }
    }

    #[test]
    fn a_clock_may_be_off_by_one_step_and_no_more() {
        let secret = TotpSecret::parse(SECRET).unwrap();
        let now = DateTime::from_timestamp(1_234_567_890, 0).unwrap();
        let step = step_at(now);
        let accepts = |by: i64| secret.matching_step(&secret.code(step + by), now);
        assert_eq!(
            [-2, -1, 0, 1, 2].map(accepts),
            [None, Some(step - 1), Some(step), Some(step + 1), None]
        );
        assert_eq!(secret.matching_step("", now), None);
    }

    #[test]
    fn a_secret_that_is_short_or_not_base32_is_refused() {
        for text in ["", "GEZDGNBVGY3TQOJQ", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1", "密钥"] {
            assert!(TotpSecret::parse(text).is_none(), "{text}");
        }
    }
}
