//! What a supervisor sends upwards (督查导出): the promises that the filters let through, with the counts of
//! the same moment. It leaves the house, so a confidential appeal stands in it without its firm, title or
//! task force; and whoever takes it is written down first.

use domain::appeal::Role;
use domain::time::Timestamp;
use entity::{clocks, staff};
use sea_orm::{EntityTrait, QueryOrder, QuerySelect};
use serde_json::json;

use super::counts::{ClockCounts, count};
use super::filter::ClockFilter;
use super::items::{PromiseItem, items};
use crate::audit::Draft;
use crate::call::Call;
use crate::error::ServiceError;
use crate::reference::Reference;
use crate::store::Store;

/// The most rows of one file.
pub const MOST_ROWS: usize = 50_000;
/// What stands for the title of a confidential appeal outside the house.
pub const CONFIDENTIAL: &str = "保密诉求";
/// Rows whose names and histories are loaded at once.
const AT_ONCE: usize = 500;

/// An export.
#[derive(Clone, Debug)]
pub struct Export {
    /// The moment that it shows.
    pub at: Timestamp,
    /// Who took it.
    pub by: String,
    /// What was asked for.
    pub filter: ClockFilter,
    /// The promises, the one due first on top; at most [`MOST_ROWS`].
    pub rows: Vec<PromiseItem>,
    /// All of them, counted: also those that did not fit.
    pub counts: ClockCounts,
}

impl Export {
    /// How many did not fit.
    #[must_use]
    pub fn left_out(&self) -> i64 {
        self.counts.open - i64::try_from(self.rows.len()).unwrap_or(i64::MAX)
    }
}

/// Takes an export. It is an entry of the audit trail before it is handed out.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but supervisors; [`ServiceError::Invalid`] for a filter at
/// fault.
pub async fn export(
    store: &Store,
    call: &Call,
    filter: ClockFilter,
) -> Result<Export, ServiceError> {
    call.caller.require(&[Role::Supervisor])?;
    let reference = store.reference().get(store).await?;
    filter.check(&reference)?;
    let me = call.caller.id().ok_or(ServiceError::Unauthenticated("token_missing"))?;
    let (now, asked, city) = (call.now, filter.clone(), reference.clone());
    let (found, counts, by) = store
        .snapshot(move |tx| {
            Box::pin(async move {
                let rows = asked
                    .open(now)
                    .order_by_asc(clocks::Column::DueAt)
                    .order_by_asc(clocks::Column::Id)
                    .limit(MOST_ROWS as u64)
                    .all(tx)
                    .await?;
                let counts = count(tx, &city, now, &asked).await?;
                Ok((rows, counts, staff::Entity::find_by_id(me).one(tx).await?))
            })
        })
        .await?;
    let by = by.ok_or(ServiceError::Unauthenticated("account_inactive"))?.name;
    let rows = all(store, call, &reference, found).await?;
    let details = json!({ "filter": filter, "rows": rows.len(), "open": counts.open });
    let subject = ("supervision", None);
    store.record(Draft::of(call, "supervision.exported", subject, &details)).await?;
    Ok(Export { at: now, by, filter, rows, counts })
}

/// The rows in full, some at a time, without what must stay in the house.
async fn all(
    store: &Store,
    call: &Call,
    reference: &Reference,
    mut found: Vec<clocks::Model>,
) -> Result<Vec<PromiseItem>, ServiceError> {
    let mut rows = Vec::with_capacity(found.len());
    while !found.is_empty() {
        let rest = found.split_off(found.len().min(AT_ONCE));
        let part = items(store, &call.caller, reference, call.now, found).await?;
        rows.extend(part.into_iter().map(without_secrets));
        found = rest;
    }
    Ok(rows)
}

fn without_secrets(mut item: PromiseItem) -> PromiseItem {
    if !item.appeal.confidential {
        return item;
    }
    CONFIDENTIAL.clone_into(&mut item.appeal.title);
    item.appeal.enterprise = None;
    // What a task force is called may say whose matter it is; a department's name does not.
    if item.appeal.holder.kind == "task_force" {
        item.appeal.holder.name = None;
    }
    for share in item.shares.iter_mut().filter(|share| share.department_id.is_none()) {
        share.name = None;
    }
    item
}
