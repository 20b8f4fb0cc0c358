//! Signing in (登录): who somebody is, and the session that follows.
//!
//! Three doors lead in: WeChat ([`wechat`]), a code by SMS ([`sms`]) and, for staff, a password
//! ([`staff`]). Each ends in [`SignedIn`]: a refresh token ([`sessions`]) and the person as they are shown
//! to themselves. Access tokens are made by `api` from [`SignedIn::caller`].
//!
//! A refusal that must be remembered (a failed attempt, a token used twice) is committed before it is
//! answered, so the transactions here answer `Result<Result<…>>`: the outer fault undoes, the inner one
//! stays. No answer tells whether an account exists.

mod names;
pub(crate) mod opaque;
pub mod password;
pub mod sessions;
pub mod sms;
pub mod staff;
mod strikes;
pub mod totp;
mod user;
pub mod wechat;

use std::fmt;

use chrono::Duration;
use uuid::Uuid;

use crate::call::Caller;

pub use password::Hashing;
pub(crate) use password::weakness;
pub use sms::SmsRules;
pub(crate) use staff::{LONGEST_CODE, LONGEST_WECOM, check_roles, department, unfit_line};
pub use staff::{Made, NewStaff, create_staff};
pub use strikes::Lockout;
pub use user::{OfficeView, UserView, me};

/// What the operator has set for signing in.
#[derive(Clone, Debug)]
pub struct AuthRules {
    /// Life of a refresh token; each exchange starts it again.
    pub refresh_ttl: Duration,
    /// What follows on wrong passwords.
    pub lockout: Lockout,
    /// Codes by SMS.
    pub sms: SmsRules,
    /// Cost of a password.
    pub hashing: Hashing,
}

impl Default for AuthRules {
    /// The values of the configuration reference: 30 days; a lock from the fifth failure on; codes for 5
    /// minutes; Argon2id with 19 MiB and two passes.
    fn default() -> Self {
        Self {
            refresh_ttl: Duration::days(30),
            lockout: Lockout::default(),
            sms: SmsRules::default(),
            hashing: Hashing::default(),
        }
    }
}

/// Somebody has signed in.
#[derive(Clone)]
pub struct SignedIn {
    /// Who, for the access token.
    pub caller: Caller,
    /// The session; `sid` of the access token.
    pub family: Uuid,
    /// 64 hexadecimal characters, for the client alone.
    pub refresh_token: String,
    /// The person as they are shown to themselves.
    pub user: UserView,
}

impl fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedIn")
            .field("caller", &self.caller)
            .field("family", &self.family)
            .finish_non_exhaustive()
    }
}
