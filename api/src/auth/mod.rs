//! Access tokens: made at sign-in, looked at with every request, kept nowhere.
//!
//! A token says who calls, with roles and department as they were at most `auth.access_ttl_s` ago; what may
//! not wait that long is asked of the database. Sessions and passwords are the service's
//! ([`service::auth`]).

mod keys;
mod provider;
mod tokens;

use chrono::Duration;
use platform::config::Config;
use service::auth::{AuthRules, Lockout, SmsRules};

pub use keys::{KeyFault, SigningKey, VerifyingKey};
pub use tokens::Tokens;

/// What the operator has set for signing in, as the service wants it.
#[must_use]
pub fn rules(config: &Config) -> AuthRules {
    let auth = &config.auth;
    let sms = SmsRules {
        ttl: long(auth.sms_code_ttl),
        attempts: auth.sms_code_attempts,
        per_hour: config.limits.sms_codes_per_phone_per_hour,
        ..SmsRules::default()
    };
    AuthRules {
        refresh_ttl: long(auth.refresh_ttl),
        lockout: Lockout {
            after: auth.lockout_after,
            base: long(auth.lockout_base),
            max: long(auth.lockout_max),
        },
        sms,
        hashing: crate::wiring::hashing(config),
    }
}

/// The configuration's bounds lie far within what a duration holds.
fn long(duration: std::time::Duration) -> Duration {
    Duration::from_std(duration).unwrap_or(Duration::days(36_500))
}
