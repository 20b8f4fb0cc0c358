//! What was delivered: a bounded ring, and which of it was delivered twice.

use std::collections::{BTreeMap, HashMap, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// One message as a person would have received it.
#[derive(Debug, Clone, Serialize)]
pub struct Message {
    /// Grows by one; use it as `after`.
    pub id: u64,
    /// When it was taken.
    pub at: DateTime<Utc>,
    /// `wechat`, `wecom` or `sms`.
    pub channel: &'static str,
    /// Openid, WeCom userid, or 11 digits.
    pub to: String,
    /// The template; none for WeCom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template_id: Option<String>,
    /// Template fields and values; none for WeCom.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub data: Value,
    /// The text, where the provider carries one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What a tap opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// The sign-in code in a text message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The sender's own key of the message (`SessionContext`, `OutId`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// What a provider hands over; id and time are the store's.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) channel: &'static str,
    pub(crate) to: String,
    pub(crate) template_id: Option<String>,
    pub(crate) data: Value,
    pub(crate) text: Option<String>,
    pub(crate) page: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) reference: Option<String>,
}

/// The same message to the same person more than once.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Duplicate {
    pub(crate) channel: &'static str,
    pub(crate) to: String,
    pub(crate) template_id: Option<String>,
    pub(crate) first_id: u64,
    /// Ids of the later ones that were delivered.
    pub(crate) again: Vec<u64>,
    /// How many the provider's own duplicate check held back.
    pub(crate) suppressed: u64,
}

type Key = [u8; 32];

struct Seen {
    at: DateTime<Utc>,
    duplicate: Duplicate,
}

/// The ring.
pub(crate) struct Store {
    capacity: usize,
    next_id: u64,
    ring: VecDeque<(Key, Message)>,
    seen: HashMap<Key, Seen>,
    counts: BTreeMap<&'static str, u64>,
}

impl Store {
    pub(crate) fn new(capacity: usize) -> Self {
        Self {
            capacity: capacity.max(1),
            next_id: 1,
            ring: VecDeque::new(),
            seen: HashMap::new(),
            counts: BTreeMap::new(),
        }
    }

    /// Takes a message. Within `window` of an equal one it is only counted, and `None` comes back.
    pub(crate) fn deliver(
        &mut self,
        draft: Draft,
        at: DateTime<Utc>,
        window: Option<TimeDelta>,
    ) -> Option<u64> {
        let key = key(&draft);
        if let Some(seen) = self.seen.get_mut(&key) {
            if window.is_some_and(|w| at - seen.at < w) {
                seen.duplicate.suppressed += 1;
                return None;
            }
            seen.at = at;
            seen.duplicate.again.push(self.next_id);
        } else {
            let duplicate = Duplicate {
                channel: draft.channel,
                to: draft.to.clone(),
                template_id: draft.template_id.clone(),
                first_id: self.next_id,
                again: Vec::new(),
                suppressed: 0,
            };
            self.seen.insert(key, Seen { at, duplicate });
        }
        let id = self.next_id;
        self.next_id += 1;
        *self.counts.entry(draft.channel).or_default() += 1;
        let Draft { channel, to, template_id, data, text, page, code, reference } = draft;
        let message =
            Message { id, at, channel, to, template_id, data, text, page, code, reference };
        self.ring.push_back((key, message));
        if self.ring.len() > self.capacity {
            self.forget_oldest();
        }
        Some(id)
    }

    fn forget_oldest(&mut self) {
        let Some((key, gone)) = self.ring.pop_front() else { return };
        let last = self.seen.get(&key).and_then(|s| s.duplicate.again.last().copied());
        if last.is_none_or(|last| last <= gone.id) {
            self.seen.remove(&key);
        }
    }

    /// With `after`: the first `limit` behind it. Without: the latest `limit`. Oldest first.
    pub(crate) fn list(&self, to: Option<&str>, after: Option<u64>, limit: usize) -> Vec<Message> {
        let to = to.map(plain_phone);
        let wanted = |m: &&Message| to.is_none_or(|to| m.to == to);
        let all = self.ring.iter().map(|(_, m)| m);
        if let Some(after) = after {
            return all.filter(|m| m.id > after).filter(wanted).take(limit).cloned().collect();
        }
        let mut latest: Vec<_> = all.rev().filter(wanted).take(limit).cloned().collect();
        latest.reverse();
        latest
    }

    pub(crate) fn counts(&self) -> &BTreeMap<&'static str, u64> {
        &self.counts
    }

    /// Only what was really seen more than once, oldest first.
    pub(crate) fn duplicates(&self) -> Vec<Duplicate> {
        let twice = |d: &&Duplicate| !d.again.is_empty() || d.suppressed > 0;
        let mut all: Vec<_> =
            self.seen.values().map(|s| &s.duplicate).filter(twice).cloned().collect();
        all.sort_by_key(|d| d.first_id);
        all
    }

    /// Forgets every message; ids go on growing, so that an `after` stays good.
    pub(crate) fn clear(&mut self) {
        self.ring.clear();
        self.seen.clear();
        self.counts.clear();
    }
}

/// `+86138…` and `86138…` are the same phone as `138…`.
pub(crate) fn plain_phone(to: &str) -> &str {
    let digits = to.strip_prefix('+').unwrap_or(to);
    match digits.strip_prefix("86") {
        Some(rest) if rest.len() == 11 && rest.bytes().all(|b| b.is_ascii_digit()) => rest,
        _ => to,
    }
}

fn key(draft: &Draft) -> Key {
    let mut hash = Sha256::new();
    let mut part = |text: &str| {
        hash.update(text.len().to_be_bytes());
        hash.update(text);
    };
    part(draft.channel);
    part(&draft.to);
    part(draft.template_id.as_deref().unwrap_or_default());
    // serde_json keeps object keys in order, so equal data gives equal text.
    part(&draft.data.to_string());
    part(draft.text.as_deref().unwrap_or_default());
    part(draft.page.as_deref().unwrap_or_default());
    part(draft.reference.as_deref().unwrap_or_default());
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(to: &str, text: &str) -> Draft {
        Draft { channel: "sms", to: to.into(), text: Some(text.into()), ..Draft::default() }
    }

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000 + second, 0).unwrap()
    }

    #[test]
    fn the_ring_keeps_the_latest_and_forgets_their_duplicates_with_them() {
        let mut store = Store::new(3);
        for n in 0..5 {
            store.deliver(draft("13800000000", &n.to_string()), at(n), None);
        }
        let ids: Vec<u64> = store.list(None, None, 10).iter().map(|m| m.id).collect();
        assert_eq!(ids, [3, 4, 5]);
        assert_eq!(store.seen.len(), 3);
        assert_eq!(store.counts()["sms"], 5);
    }

    #[test]
    fn paging_by_after_walks_through_everything_once() {
        let mut store = Store::new(100);
        for n in 0..10 {
            store.deliver(draft(if n % 2 == 0 { "a" } else { "b" }, &n.to_string()), at(n), None);
        }
        let mut after = 0;
        let mut seen = Vec::new();
        loop {
            let page = store.list(Some("a"), Some(after), 2);
            let Some(last) = page.last() else { break };
            after = last.id;
            seen.extend(page.iter().map(|m| m.id));
        }
        assert_eq!(seen, [1, 3, 5, 7, 9]);
        let latest: Vec<u64> = store.list(Some("a"), None, 2).iter().map(|m| m.id).collect();
        assert_eq!(latest, [7, 9]);
    }

    #[test]
    fn a_window_holds_an_equal_message_back_and_shows_that_it_did() {
        let mut store = Store::new(10);
        let window = Some(TimeDelta::seconds(1800));
        assert!(store.deliver(draft("a", "x"), at(0), window).is_some());
        assert!(store.deliver(draft("a", "x"), at(10), window).is_none());
        assert!(store.deliver(draft("a", "y"), at(10), window).is_some());
        assert!(store.deliver(draft("a", "x"), at(1800), window).is_some());
        let all = store.duplicates();
        assert_eq!((all.len(), all[0].suppressed, all[0].again.len()), (1, 1, 1));
    }

    #[test]
    fn a_phone_is_found_with_and_without_its_country_code() {
        for to in ["+8613800000000", "8613800000000", "13800000000"] {
            assert_eq!(plain_phone(to), "13800000000");
        }
        assert_eq!(plain_phone("86138"), "86138");
    }
}
