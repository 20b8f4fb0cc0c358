//! Access tokens as the providers give and end them.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

const LIFE: TimeDelta = TimeDelta::seconds(7200);
/// In their last five minutes a new token is given and both are good.
const OVERLAP: TimeDelta = TimeDelta::minutes(5);

/// What is wrong with a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BadToken {
    Missing,
    Unknown,
    Expired,
}

/// The tokens of one application.
#[derive(Default)]
pub(crate) struct Tokens {
    good_until: HashMap<String, DateTime<Utc>>,
    stable: Option<String>,
    plain: Option<String>,
}

impl Tokens {
    /// The same token to everybody until its last five minutes (`stable_token`, WeCom's `gettoken`).
    pub(crate) fn stable(&mut self, now: DateTime<Utc>) -> (String, i64) {
        if let Some(token) = &self.stable
            && let Some(until) = self.good_until.get(token)
            && *until - now > OVERLAP
        {
            return (token.clone(), (*until - now).num_seconds());
        }
        let token = self.issue(now);
        self.stable = Some(token.clone());
        (token, LIFE.num_seconds())
    }

    /// A new token each time; the one before lives five minutes more (`/cgi-bin/token`).
    pub(crate) fn plain(&mut self, now: DateTime<Utc>) -> (String, i64) {
        if let Some(until) = self.plain.take().and_then(|old| self.good_until.get_mut(&old)) {
            *until = (*until).min(now + OVERLAP);
        }
        let token = self.issue(now);
        self.plain = Some(token.clone());
        (token, LIFE.num_seconds())
    }

    fn issue(&mut self, now: DateTime<Utc>) -> String {
        self.good_until.retain(|_, until| now - *until < LIFE);
        let token = format!("93_{}", hex::encode(rand::random::<[u8; 48]>()));
        self.good_until.insert(token.clone(), now + LIFE);
        token
    }

    pub(crate) fn check(&self, token: Option<&str>, now: DateTime<Utc>) -> Result<(), BadToken> {
        let token = token.filter(|t| !t.is_empty()).ok_or(BadToken::Missing)?;
        match self.good_until.get(token) {
            None => Err(BadToken::Unknown),
            Some(until) if *until <= now => Err(BadToken::Expired),
            Some(_) => Ok(()),
        }
    }

    /// Ends all tokens: still known and expired, or forgotten altogether.
    pub(crate) fn end(&mut self, now: DateTime<Utc>, forget: bool) {
        self.stable = None;
        self.plain = None;
        if forget {
            self.good_until.clear();
        } else {
            self.good_until.values_mut().for_each(|until| *until = (*until).min(now));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stable_token_stays_until_its_last_five_minutes_and_then_overlaps() {
        let mut tokens = Tokens::default();
        let start = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        let (first, life) = tokens.stable(start);
        assert_eq!(life, 7200);
        assert_eq!(tokens.stable(start + TimeDelta::seconds(6800)).0, first);
        let late = start + TimeDelta::seconds(6901);
        let (second, _) = tokens.stable(late);
        assert_ne!(first, second);
        assert!(tokens.check(Some(&first), late).is_ok());
        assert!(tokens.check(Some(&second), late).is_ok());
        assert_eq!(tokens.check(Some(&first), start + LIFE), Err(BadToken::Expired));
        assert_eq!(tokens.check(Some("other"), late), Err(BadToken::Unknown));
        assert_eq!(tokens.check(None, late), Err(BadToken::Missing));
    }

    #[test]
    fn a_plain_token_ends_the_one_before_within_five_minutes() {
        let mut tokens = Tokens::default();
        let start = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        let (first, _) = tokens.plain(start);
        tokens.plain(start);
        assert!(tokens.check(Some(&first), start + TimeDelta::minutes(4)).is_ok());
        assert!(tokens.check(Some(&first), start + TimeDelta::minutes(5)).is_err());
    }
}
