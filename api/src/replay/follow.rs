//! Following: when each appeal is first seen in a list, and whether in the end everything is there once.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::{Duration, Instant};

use indicatif::ProgressBar;
use serde_json::json;
use service::reconcile::{Account, MOST, Reconciliation};
use tokio::sync::mpsc::UnboundedReceiver;
use uuid::Uuid;

use super::check::{self, Fault};
use super::filing::Filed;
use super::wire::Session;

/// The shortest time between two looks: the resolution of what is measured.
const LOOK: Duration = Duration::from_millis(20);
/// The time between two looks at the whole, and before the second opinion that ends it.
const SETTLE: Duration = Duration::from_secs(1);

/// When appeals were seen.
#[derive(Debug, Default)]
pub(super) struct Sightings {
    /// From sending to the first look that showed it in a list.
    pub visible: HashMap<Uuid, Duration>,
    /// How long each look took, the wait before it included.
    pub looks: Vec<Duration>,
}

/// Asks for the accounts of these appeals.
pub(super) async fn accounts(
    supervisor: &Session<'_>,
    ids: &[Uuid],
) -> anyhow::Result<Reconciliation> {
    let mut all = Reconciliation::default();
    for some in ids.chunks(MOST) {
        let reply =
            supervisor.post("/supervision/reconciliation", "", &json!({ "ids": some })).await?;
        let found: Reconciliation = reply.json()?;
        all.accounts.extend(found.accounts);
        all.outbox_pending = found.outbox_pending;
        all.deliveries_owed = found.deliveries_owed;
    }
    Ok(all)
}

/// Looks until every appeal that arrives here is in a list, or none has come for `patience`.
pub(super) async fn watch(
    supervisor: &Session<'_>,
    mut filed: UnboundedReceiver<Filed>,
    bar: &ProgressBar,
    patience: Duration,
) -> anyhow::Result<Sightings> {
    let mut seen = Sightings::default();
    let mut waiting: BTreeMap<Uuid, Instant> = BTreeMap::new();
    let mut progress = Instant::now();
    loop {
        if waiting.is_empty() {
            let Some(one) = filed.recv().await else { return Ok(seen) };
            waiting.insert(one.id, one.sent);
            progress = Instant::now();
        }
        while let Ok(one) = filed.try_recv() {
            waiting.insert(one.id, one.sent);
        }
        let began = Instant::now();
        let ids: Vec<Uuid> = waiting.keys().copied().collect();
        let found = accounts(supervisor, &ids).await?;
        let now = Instant::now();
        for id in found.accounts.iter().filter(|(_, one)| check::is_visible(one)).map(|(id, _)| id)
        {
            if let Some(sent) = waiting.remove(id) {
                seen.visible.insert(*id, now - sent);
                bar.inc(1);
                progress = now;
            }
        }
        if progress.elapsed() > patience {
            return Ok(seen);
        }
        // No more than half of the time is spent looking, so that the look does not make the load.
        tokio::time::sleep(LOOK.max(began.elapsed())).await;
        seen.looks.push(began.elapsed());
    }
}

/// What the last look at everything showed.
#[derive(Debug, Default)]
pub(super) struct Settled {
    pub accounts: BTreeMap<Uuid, Account>,
    pub outbox_pending: u64,
    pub deliveries_owed: u64,
    pub faults: BTreeSet<(Uuid, Fault)>,
}

impl Settled {
    const fn is_quiet(&self) -> bool {
        self.outbox_pending == 0 && self.deliveries_owed == 0
    }
}

/// Looks until two looks in a row find nothing owed and nothing that may still come, or nothing has
/// changed for `patience`.
pub(super) async fn settle(
    supervisor: &Session<'_>,
    filed: &[Filed],
    bar: &ProgressBar,
    patience: Duration,
) -> anyhow::Result<Settled> {
    let mut last: Option<Settled> = None;
    let mut progress = Instant::now();
    loop {
        let now = look(supervisor, filed).await?;
        let open = now.faults.iter().filter(|(_, fault)| fault.may_still_come()).count();
        bar.set_message(format!(
            "发件箱 outbox {} · 待送达 deliveries {} · 待补 open {open}",
            now.outbox_pending, now.deliveries_owed
        ));
        let same = last.as_ref().is_some_and(|last| {
            last.faults == now.faults
                && (last.outbox_pending, last.deliveries_owed)
                    == (now.outbox_pending, now.deliveries_owed)
        });
        if !same {
            progress = Instant::now();
        }
        let done = now.is_quiet() && open == 0;
        if (done && same) || progress.elapsed() > patience {
            return Ok(now);
        }
        last = Some(now);
        tokio::time::sleep(SETTLE).await;
    }
}

async fn look(supervisor: &Session<'_>, filed: &[Filed]) -> anyhow::Result<Settled> {
    let ids: Vec<Uuid> = filed.iter().map(|one| one.id).collect();
    let found = accounts(supervisor, &ids).await?;
    let mut faults = BTreeSet::new();
    for one in filed {
        match found.accounts.get(&one.id) {
            None => {
                faults.insert((one.id, Fault::Missing("the appeal itself".to_owned())));
            }
            Some(account) => {
                let of_one = check::faults(account, &one.promised);
                faults.extend(of_one.into_iter().map(|fault| (one.id, fault)));
            }
        }
    }
    Ok(Settled {
        accounts: found.accounts,
        outbox_pending: found.outbox_pending,
        deliveries_owed: found.deliveries_owed,
        faults,
    })
}
