//! What WeChat's codes mean for us (wire document, sections 1 and 2).

use std::time::Duration;

use domain::time::Timestamp;

use crate::providers::lenient::Head;
use crate::providers::pace::{until_next_day, until_next_minute};
use crate::providers::{LoginFault, SendOutcome};

/// The token is not good any more: forget it, fetch, try once again.
pub(super) const STALE_TOKEN: &[i64] = &[40001, 40014, 42001];

/// Codes that only a person with access to the back office can mend: application id and secret,
/// token parameters, addresses that may call, interface rights.
fn is_config(code: i64) -> bool {
    matches!(
        code,
        40002
            | 40013
            | 40125
            | 40164
            | 40243
            | 41001
            | 41002
            | 41004
            | 43002
            | 48001
            | 50002
            | 89503
    )
}

/// Reads a code of sign-in, token or phone number; `None` is success.
pub(super) fn login_fault(head: &Head, now: Timestamp) -> Option<LoginFault> {
    match head.errcode {
        0 => None,
        40029 | 40163 => Some(LoginFault::InvalidCode),
        40226 => Some(LoginFault::Blocked),
        -1 => Some(LoginFault::Busy { after: Duration::from_secs(2) }),
        45011 => Some(LoginFault::Busy { after: until_next_minute(now) }),
        45009 => Some(LoginFault::Busy { after: until_next_day(now) }),
        code if is_config(code) || STALE_TOKEN.contains(&code) => {
            Some(LoginFault::Config { code: code.to_string(), reason: head.reason() })
        }
        code => Some(LoginFault::Unavailable { reason: format!("code {code}: {}", head.reason()) }),
    }
}

/// Reads the code of a send; `None` is success.
pub(super) fn send_outcome(head: &Head, now: Timestamp) -> Option<SendOutcome> {
    let code = head.errcode.to_string();
    let reason = head.reason();
    Some(match head.errcode {
        0 => return None,
        // Seen even after a fresh token: another instance's refresh is under way.
        c if STALE_TOKEN.contains(&c) => {
            SendOutcome::RetryLater { code, after: Duration::from_secs(60) }
        }
        -1 => SendOutcome::RetryLater { code, after: Duration::from_secs(10) },
        // Concurrent sends to the same person.
        43108 => SendOutcome::RetryLater { code, after: Duration::from_secs(2) },
        45011 => SendOutcome::RetryLater { code, after: until_next_minute(now) },
        45009 => SendOutcome::RetryLater { code, after: until_next_day(now) },
        // A sensitive word would be refused elsewhere too, and must not be spread.
        45168 => SendOutcome::Refused { code, reason, fallback: false },
        // Template, page, banned capability.
        40037 | 41030 | 43107 => SendOutcome::ConfigFault { code, reason },
        c if is_config(c) => SendOutcome::ConfigFault { code, reason },
        // 40003 another application's openid, 43101 not subscribed or quota used up, 47003 a field's
        // rule; and what is not documented: a definite no, so another channel may speak.
        _ => SendOutcome::Refused { code, reason, fallback: true },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(errcode: i64) -> Head {
        Head { errcode, errmsg: Some("words rid: 1".into()) }
    }

    #[test]
    fn each_documented_send_code_has_the_action_of_the_table() {
        let now = Timestamp::from_timestamp(1_700_000_000, 0).unwrap();
        let label = |c| send_outcome(&head(c), now).map_or("sent", |o| o.label());
        for (code, expected) in [
            (0, "sent"),
            (-1, "retry_later"),
            (40001, "retry_later"),
            (43108, "retry_later"),
            (45009, "retry_later"),
            (45011, "retry_later"),
            (40003, "refused"),
            (43101, "refused"),
            (45168, "refused"),
            (47003, "refused"),
            (99999, "refused"),
            (40037, "config_fault"),
            (41030, "config_fault"),
            (43107, "config_fault"),
            (40164, "config_fault"),
        ] {
            assert_eq!(label(code), expected, "{code}");
        }
        let fallback = |c| matches!(send_outcome(&head(c), now), Some(SendOutcome::Refused { fallback, .. }) if fallback);
        assert!(fallback(43101) && fallback(40003) && !fallback(45168));
    }
}
