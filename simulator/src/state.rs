//! What all stand-ins share.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::Options;
use crate::clock::now;
use crate::faults::Fault;
use crate::store::{Draft, Message, Store};
use crate::tokens::Tokens;

/// How strict WeChat is played.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Mode {
    /// A code works once, as in reality; `demo-<word>~<n>` gives as many as are wanted.
    pub(crate) strict_codes: bool,
    /// A message needs a subscription and uses it up; otherwise everybody has a long-term one.
    pub(crate) quota: bool,
}

/// Behind the lock.
pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) wechat: Tokens,
    pub(crate) wecom: Tokens,
    pub(crate) people: BTreeMap<String, String>,
    pub(crate) used_codes: HashSet<String>,
    pub(crate) nonces: HashSet<String>,
    /// (openid, template) → how many messages may still be sent.
    pub(crate) quota: HashMap<(String, String), u32>,
    pub(crate) mode: Mode,
    pub(crate) faults: Vec<Fault>,
    /// Path → how often it was called.
    pub(crate) calls: BTreeMap<String, u64>,
}

/// Shared by all workers of the server.
pub(crate) struct State {
    pub(crate) options: Options,
    inner: Mutex<Inner>,
}

impl State {
    pub(crate) fn new(options: Options) -> Self {
        let inner = Inner {
            store: Store::new(options.capacity),
            wechat: Tokens::default(),
            wecom: Tokens::default(),
            people: BTreeMap::new(),
            used_codes: HashSet::new(),
            nonces: HashSet::new(),
            quota: HashMap::new(),
            mode: Mode::default(),
            faults: Vec::new(),
            calls: BTreeMap::new(),
        };
        Self { options, inner: Mutex::new(inner) }
    }

    /// A panic elsewhere must not take the whole stand-in away: the data is still whole.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a message; `None` when the duplicate window held it back.
    pub(crate) fn deliver(&self, draft: Draft, window: Option<TimeDelta>) -> Option<u64> {
        self.lock().store.deliver(draft, now(), window)
    }

    pub(crate) fn messages(
        &self,
        to: Option<&str>,
        after: Option<u64>,
        limit: usize,
    ) -> Vec<Message> {
        self.lock().store.list(to, after, limit)
    }
}
