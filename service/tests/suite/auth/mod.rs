//! Signing in.

mod sessions;
mod sms;
mod staff;
mod wechat;

use service::auth::{AuthRules, Hashing};

/// The rules of every day, but with passwords that cost next to nothing.
fn rules() -> AuthRules {
    AuthRules { hashing: Hashing { memory_kib: 64, iterations: 1 }, ..AuthRules::default() }
}

/// The code of a refusal to let somebody in.
fn refusal<T: std::fmt::Debug>(result: Result<T, service::ServiceError>) -> &'static str {
    match result {
        Err(service::ServiceError::Unauthenticated(code)) => code,
        other => panic!("expected a refusal, not {other:?}"),
    }
}

/// The seconds to wait.
fn wait<T: std::fmt::Debug>(result: Result<T, service::ServiceError>) -> u64 {
    match result {
        Err(service::ServiceError::TooMany { retry_after }) => retry_after,
        other => panic!("expected a wait, not {other:?}"),
    }
}
