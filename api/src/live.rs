//! The fan-out of what changed: one subscription per process, passed on to every open stream.
//!
//! Nothing rests on it. Who misses something is told to read again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::appeal::Role;
use futures::StreamExt;
use platform::cache::{Cache, Update};
use platform::telemetry::names::STREAMS_OPEN;
use serde::{Deserialize, Serialize};
use service::Caller;
use service::messages::Body;
use service::scope::SEEN_BY_DESK;
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// How many changes a slow stream may lag behind before it is told to read again.
const BACKLOG: usize = 256;

/// One change, as the outbox has it and the worker publishes it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Change {
    /// Which appeal.
    pub appeal_id: Uuid,
    /// Whose it is.
    pub enterprise_id: Uuid,
    /// Who has it.
    pub department_id: Option<Uuid>,
    /// Departments that help.
    #[serde(default)]
    pub helpers: Vec<Uuid>,
    /// Members of its task force.
    #[serde(default)]
    pub members: Option<Vec<Uuid>>,
    /// Whether officers may not know of it.
    #[serde(default)]
    pub confidential: bool,
    /// Whether the desk has an order to answer, wherever the appeal is.
    #[serde(default)]
    pub desk_asked: bool,
    /// Stored state.
    pub state: String,
    /// What happened.
    #[serde(default)]
    pub events: Vec<Happened>,
    /// For `If-Match`.
    pub version: i64,
}

/// One thing that happened.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Happened {
    /// Kind of event.
    pub kind: String,
}

/// What a stream is told.
#[derive(Clone, Debug)]
pub enum News {
    /// Something changed; what was saved together is told together.
    Changes(Arc<Vec<Change>>),
    /// Something may have been missed.
    Gap,
}

/// Who listens, by caller.
type Open = Arc<Mutex<HashMap<String, u32>>>;

/// The fan-out. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Live {
    news: broadcast::Sender<News>,
    open: Open,
}

impl Default for Live {
    fn default() -> Self {
        Self { news: broadcast::Sender::new(BACKLOG), open: Open::default() }
    }
}

impl Live {
    /// Passes on what the cache tells, until the token is cancelled.
    pub async fn run(&self, cache: Arc<dyn Cache>, stop: CancellationToken) {
        let mut updates = cache.subscribe(worker::live::CHANNEL).await;
        while let Some(Some(update)) = stop.run_until_cancelled(updates.next()).await {
            let news = match update {
                Update::Gap => News::Gap,
                Update::Message(bytes) => match serde_json::from_slice::<Body<Change>>(&bytes) {
                    Ok(body) => News::Changes(Arc::new(body.into_changes())),
                    Err(error) => {
                        tracing::warn!(%error, "a live update cannot be read");
                        continue;
                    }
                },
            };
            // Nobody listening is no fault.
            let _ = self.news.send(news);
        }
    }

    /// Begins a stream of a caller who has less than `most` of them open; zero is without limit.
    #[must_use]
    pub fn listen(&self, caller: &Caller, most: u32) -> Option<(broadcast::Receiver<News>, Place)> {
        let label = caller.label();
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(label.clone()).or_default();
        if most > 0 && *count >= most {
            return None;
        }
        *count += 1;
        metrics::gauge!(STREAMS_OPEN).increment(1.0);
        Some((self.news.subscribe(), Place { open: self.open.clone(), label }))
    }
}

/// One open stream; given back when dropped.
#[derive(Debug)]
pub struct Place {
    open: Open,
    label: String,
}

impl Drop for Place {
    fn drop(&mut self) {
        metrics::gauge!(STREAMS_OPEN).decrement(1.0);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.label) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.label);
            }
        }
    }
}

/// Whether a change is the caller's to know of: the rule of [`service::scope`] for a change.
#[must_use]
pub fn concerns(caller: &Caller, enterprises: &[Uuid], change: &Change) -> bool {
    match caller {
        Caller::System => true,
        Caller::Anonymous => false,
        Caller::Entrepreneur { .. } => enterprises.contains(&change.enterprise_id),
        Caller::Staff { id, department, .. } => {
            let waits = SEEN_BY_DESK.contains(&change.state.as_str()) || change.desk_asked;
            let desk = caller.has(Role::Dispatcher) && waits;
            let works = caller.has(Role::Handler) || caller.has(Role::DepartmentHead);
            let own = works
                && department.is_some_and(|mine| {
                    change.department_id == Some(mine) || change.helpers.contains(&mine)
                });
            let officer = caller.has(Role::Officer)
                && !change.confidential
                && enterprises.contains(&change.enterprise_id);
            let member = change.members.as_ref().is_some_and(|members| members.contains(id));
            caller.has(Role::Supervisor) || desk || own || officer || member
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    fn staff(roles: &[Role], department: Option<Uuid>) -> Caller {
        Caller::Staff { id: id(1), roles: roles.to_vec(), department }
    }

    #[test]
    fn everybody_hears_of_what_they_may_see_and_of_nothing_else() {
        let change = |state: &str, department| Change {
            appeal_id: id(10),
            enterprise_id: id(20),
            department_id: department,
            helpers: vec![id(40)],
            members: Some(vec![id(50)]),
            confidential: false,
            desk_asked: false,
            state: state.to_owned(),
            events: Vec::new(),
            version: 1,
        };
        let owner = Caller::Entrepreneur { id: id(2) };
        let open = change("in_progress", Some(id(30)));
        assert!(concerns(&owner, &[id(20)], &open));
        assert!(!concerns(&owner, &[id(21)], &open));
        assert!(concerns(&staff(&[Role::Handler], Some(id(30))), &[], &open));
        assert!(!concerns(&staff(&[Role::Handler], Some(id(31))), &[], &open));
        assert!(!concerns(&staff(&[Role::Handler], None), &[], &change("submitted", None)));
        assert!(concerns(&staff(&[Role::Dispatcher], None), &[], &change("submitted", None)));
        assert!(!concerns(&staff(&[Role::Dispatcher], None), &[], &open));
        assert!(concerns(&staff(&[Role::Supervisor], None), &[], &open));
        assert!(!concerns(&staff(&[Role::Administrator], Some(id(30))), &[], &open));
        assert!(!concerns(&Caller::Anonymous, &[], &open));
        assert!(concerns(&staff(&[Role::Handler], Some(id(40))), &[], &open), "a helper");
        let member = Caller::Staff { id: id(50), roles: vec![Role::Handler], department: None };
        assert!(concerns(&member, &[], &open));
        let officer = staff(&[Role::Officer], None);
        assert!(concerns(&officer, &[id(20)], &open) && !concerns(&officer, &[id(21)], &open));
        let secret = Change { confidential: true, ..open.clone() };
        assert!(!concerns(&officer, &[id(20)], &secret));
        let asked = Change { desk_asked: true, ..open };
        assert!(concerns(&staff(&[Role::Dispatcher], None), &[], &asked));
    }

    #[tokio::test]
    async fn streams_of_one_caller_are_bounded_and_given_back() {
        let live = Live::default();
        let caller = Caller::Entrepreneur { id: id(1) };
        let first = live.listen(&caller, 1);
        assert!(first.is_some());
        assert!(live.listen(&caller, 1).is_none());
        drop(first);
        assert!(live.listen(&caller, 1).is_some());
    }
}
