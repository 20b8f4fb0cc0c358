//! Signed heads: how long the chain was at a moment, and its last hash, signed. They are given to the
//! supervisor to keep outside the database, and put into the object store by the worker; whoever then
//! cuts off the end of the chain, or makes it anew, is found by the head.

use domain::audit::{Head, SignedHead};
use domain::time::Timestamp;
use entity::{audit_chain, audit_heads};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::chain::HEAD;
use crate::error::ServiceError;
use crate::store::Store;

/// Where heads lie in the object store.
pub const FOLDER: &str = "audit/heads";

/// Takes the head of the chain as it is now and signs it.
///
/// # Errors
/// When the database does not answer.
pub async fn take(store: &Store, now: Timestamp) -> Result<SignedHead, ServiceError> {
    let row = audit_chain::Entity::find_by_id(HEAD).one(store.read()).await?;
    let row = row.ok_or_else(|| ServiceError::internal("no audit chain"))?;
    let head = Head { position: row.position, mac: row.mac, at: now };
    let signer = &store.guards().signer;
    let signature = hex::encode(signer.sign(&head.message()));
    Ok(SignedHead { head, key_id: signer.key_id().to_owned(), signature })
}

fn model(id: Uuid, signed: &SignedHead, place: String) -> audit_heads::Model {
    audit_heads::Model {
        id,
        position: signed.head.position,
        mac: signed.head.mac.clone(),
        at: signed.head.at,
        key_id: signed.key_id.clone(),
        signature: signed.signature.clone(),
        stored_as: Some(place),
    }
}

/// Notes a head that was put away, and where.
///
/// # Errors
/// When the database does not answer.
pub async fn keep(store: &Store, signed: &SignedHead, place: String) -> Result<(), ServiceError> {
    let row = model(store.ids().next(), signed, place).into_active_model().reset_all();
    store
        .transact(move |tx| {
            Box::pin(async move {
                audit_heads::Entity::insert(row).exec_without_returning(tx).await?;
                Ok(())
            })
        })
        .await
}

/// When the last head was put away; for the timer, which several workers share.
///
/// # Errors
/// When the database does not answer.
pub async fn last_taken(store: &Store) -> Result<Option<Timestamp>, ServiceError> {
    let newest = audit_heads::Entity::find().order_by_desc(audit_heads::Column::At).limit(1);
    Ok(newest.one(store.read()).await?.map(|row| row.at))
}

/// Every head that the database still has, oldest first. What somebody has deleted here is still in the
/// object store and with the supervisor.
///
/// # Errors
/// When the database does not answer.
pub async fn kept(store: &Store) -> Result<Vec<SignedHead>, ServiceError> {
    let rows = audit_heads::Entity::find().order_by_asc(audit_heads::Column::At);
    let rows = rows.all(store.read()).await?;
    Ok(rows
        .into_iter()
        .map(|row| SignedHead {
            head: Head { position: row.position, mac: row.mac, at: row.at },
            key_id: row.key_id,
            signature: row.signature,
        })
        .collect())
}

/// The place of a head in the object store, in order of their moments.
#[must_use]
pub fn place(head: &SignedHead) -> String {
    let at = head.head.at.format("%Y/%m/%Y%m%dT%H%M%S%6fZ");
    format!("{FOLDER}/{at}-{}.json", head.head.position)
}
