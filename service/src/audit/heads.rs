//! Signed heads: how long the chain was at a moment, and its last hash, signed. They are given to the
//! supervisor to keep outside the database, and put into the object store by the worker; whoever then
//! cuts off the end of the chain, or makes it anew, is found by the head.

use domain::audit::{Head, SignedHead};
use domain::time::Timestamp;
use entity::{audit_chain, audit_heads};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::chain::HEAD;
use crate::error::ServiceError;
use crate::store::Store;

/// A head that was taken, and its id in the database.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The row.
    pub id: Uuid,
    /// The head with its signature.
    pub head: SignedHead,
}

/// Takes the head of the chain as it is now, signs it and keeps it.
///
/// # Errors
/// When the database does not answer.
pub async fn take(store: &Store, now: Timestamp) -> Result<Taken, ServiceError> {
    let service = store.clone();
    store
        .transact(move |tx| {
            Box::pin(async move {
                let row = audit_chain::Entity::find_by_id(HEAD).one(tx).await?;
                let row = row.ok_or_else(|| ServiceError::internal("no audit chain"))?;
                let head = Head { position: row.position, mac: row.mac, at: now };
                let signer = &service.guards().signer;
                let signature = hex::encode(signer.sign(&head.message()));
                let signed = SignedHead { head, key_id: signer.key_id().to_owned(), signature };
                let id = service.ids().next();
                let row = model(id, &signed).into_active_model().reset_all();
                audit_heads::Entity::insert(row).exec_without_returning(tx).await?;
                Ok(Taken { id, head: signed })
            })
        })
        .await
}

fn model(id: Uuid, signed: &SignedHead) -> audit_heads::Model {
    audit_heads::Model {
        id,
        position: signed.head.position,
        mac: signed.head.mac.clone(),
        at: signed.head.at,
        key_id: signed.key_id.clone(),
        signature: signed.signature.clone(),
        stored_as: None,
    }
}

/// Notes where a head was put.
///
/// # Errors
/// When the database does not answer.
pub async fn stored(store: &Store, id: Uuid, place: String) -> Result<(), ServiceError> {
    store
        .transact(move |tx| {
            Box::pin(async move {
                audit_heads::Entity::update_many()
                    .col_expr(audit_heads::Column::StoredAs, Expr::value(Some(place)))
                    .filter(audit_heads::Column::Id.eq(id))
                    .exec(tx)
                    .await?;
                Ok(())
            })
        })
        .await
}

/// When the last head was put away; for the timer, which several workers share. One that could not be put
/// away does not count.
///
/// # Errors
/// When the database does not answer.
pub async fn last_taken(store: &Store) -> Result<Option<Timestamp>, ServiceError> {
    let newest = audit_heads::Entity::find()
        .filter(audit_heads::Column::StoredAs.is_not_null())
        .order_by_desc(audit_heads::Column::At)
        .limit(1);
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
    format!("audit/heads/{at}-{}.json", head.head.position)
}
