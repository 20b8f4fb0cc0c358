//! Appending to the chain: the last step of a transaction.

use domain::audit::Entry;
use domain::guard::Mac;
use entity::{audit_chain, audit_entries};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect};

use super::{Draft, record};
use crate::bulk;
use crate::error::ServiceError;
use crate::store::Store;
use crate::tx::Tx;

/// The one row of `audit_chain`.
pub(crate) const HEAD: i32 = 1;

/// The head's row, locked until the commit on PostgreSQL; on SQLite the transaction itself is the lock.
pub(crate) async fn lock(tx: &Tx) -> Result<Option<audit_chain::Model>, ServiceError> {
    let mut head = audit_chain::Entity::find_by_id(HEAD);
    if tx.get_database_backend() == DbBackend::Postgres {
        head = head.lock_exclusive();
    }
    Ok(head.one(tx).await?)
}

/// Links the drafts behind the last entry, in order.
///
/// # Errors
/// When the database refuses, or the hash's own key is not there.
pub(crate) async fn append(tx: &Tx, store: &Store, drafts: Vec<Draft>) -> Result<(), ServiceError> {
    if drafts.is_empty() {
        return Ok(());
    }
    let head = lock(tx).await?.ok_or_else(|| ServiceError::internal("no audit chain"))?;
    let (mut position, mut before) = (head.position, read_mac(&head.mac)?);
    let mut rows = Vec::with_capacity(drafts.len());
    for draft in drafts {
        position += 1;
        let (row, mac) = link(store, draft, position, &before)?;
        before = mac;
        rows.push(row);
    }
    bulk::insert::<audit_entries::Entity>(tx, rows, false).await?;
    audit_chain::Entity::update_many()
        .col_expr(audit_chain::Column::Position, Expr::value(position))
        .col_expr(audit_chain::Column::Mac, Expr::value(hex::encode(before)))
        .filter(audit_chain::Column::Id.eq(HEAD))
        .exec(tx)
        .await?;
    Ok(())
}

fn link(
    store: &Store,
    draft: Draft,
    position: i64,
    before: &Mac,
) -> Result<(audit_entries::Model, Mac), ServiceError> {
    let hash = &*store.guards().hash;
    let no_key = || ServiceError::internal("the audit key is not configured");
    let name = hash.name();
    let digest = match &draft.record {
        Some(event) => record(event).digest(hash, name).ok_or_else(no_key)?,
        None => String::new(),
    };
    let entry = Entry {
        position,
        at: draft.at,
        actor_kind: draft.actor_kind,
        actor_id: draft.actor_id,
        action: draft.action,
        subject_kind: draft.subject_kind.to_owned(),
        subject_id: draft.subject_id,
        record_id: draft.record.map(|event| event.id),
        digest,
        details: draft.details,
        request_id: draft.request_id,
    };
    let mac = entry.mac(hash, name, before).ok_or_else(no_key)?;
    Ok((row(entry, name, &mac), mac))
}

fn row(entry: Entry, hash_name: &str, mac: &Mac) -> audit_entries::Model {
    audit_entries::Model {
        position: entry.position,
        at: entry.at,
        actor_kind: entry.actor_kind,
        actor_id: entry.actor_id,
        action: entry.action,
        subject_kind: entry.subject_kind,
        subject_id: entry.subject_id,
        record_id: entry.record_id,
        digest: entry.digest,
        details: entry.details,
        request_id: entry.request_id,
        hash_name: hash_name.to_owned(),
        mac: hex::encode(mac),
    }
}

/// The entry that a row claims to be.
pub(crate) fn entry(row: &audit_entries::Model) -> Entry {
    Entry {
        position: row.position,
        at: row.at,
        actor_kind: row.actor_kind.clone(),
        actor_id: row.actor_id,
        action: row.action.clone(),
        subject_kind: row.subject_kind.clone(),
        subject_id: row.subject_id,
        record_id: row.record_id,
        digest: row.digest.clone(),
        details: row.details.clone(),
        request_id: row.request_id.clone(),
    }
}

/// Reads a hash from its hex.
pub(crate) fn read_mac(text: &str) -> Result<Mac, ServiceError> {
    let mut mac = Mac::default();
    hex::decode_to_slice(text, &mut mac)
        .map_err(|_| ServiceError::internal("a hash is damaged"))?;
    Ok(mac)
}
