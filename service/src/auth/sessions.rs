//! Refresh tokens: opaque, random, spent at every exchange. All that descend from one sign-in are a
//! family; a token that comes back after it was spent has been copied, and ends its family, for the
//! thief and the owner alike (RFC 9700, section 4.14.2). Only hashes are stored.

use chrono::Duration;
use domain::ids::IdSource;
use domain::time::Timestamp;
use entity::refresh_tokens::{ActiveModel, Column, Entity, Model};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, UpdateResult};
use uuid::Uuid;

use super::opaque::{self, hash};
use super::user::{self, Person};
use super::{AuthRules, SignedIn};
use crate::call::{Answer, Call};
use crate::error::ServiceError;
use crate::store::Store;
use crate::tx::Tx;

/// Opens a session for somebody who has proved who they are.
pub(super) async fn open(
    tx: &Tx,
    ids: &dyn IdSource,
    rules: &AuthRules,
    person: Person,
    now: Timestamp,
) -> Result<SignedIn, ServiceError> {
    let family = ids.next();
    let refresh_token = issue(tx, ids.next(), family, &person, now, rules.refresh_ttl).await?;
    Ok(SignedIn { caller: person.caller, family, refresh_token, user: person.user })
}

async fn issue(
    tx: &Tx,
    id: Uuid,
    family: Uuid,
    person: &Person,
    now: Timestamp,
    ttl: Duration,
) -> Result<String, ServiceError> {
    let token = opaque::fresh()?;
    let row = ActiveModel {
        id: Set(id),
        family: Set(family),
        subject_kind: Set(person.caller.kind().to_owned()),
        subject_id: Set(person.user.id),
        token_hash: Set(hash(&token)),
        issued_at: Set(now),
        expires_at: Set(now + ttl),
        spent_at: Set(None),
        revoked_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(token)
}

/// Exchanges a refresh token for a new one, with the person as they are now: roles may have changed, the
/// account may be closed. Of two exchanges at the same moment one wins; the other is a reuse.
///
/// # Errors
/// [`ServiceError::Unauthenticated`]: `refresh_invalid` (unknown, expired or revoked),
/// `refresh_reused` (and the family has ended), `account_inactive`.
pub async fn refresh(
    store: &Store,
    call: &Call,
    rules: &AuthRules,
    token: &str,
) -> Result<SignedIn, ServiceError> {
    let (token_hash, now, rules, ids) = (hash(token), call.now, rules.clone(), store.ids().clone());
    let service = store.clone();
    store
        .transact(move |tx| {
            Box::pin(async move {
                let spent = spend(tx, &token_hash, now).await?.rows_affected == 1;
                let Some(row) =
                    Entity::find().filter(Column::TokenHash.eq(token_hash)).one(tx).await?
                else {
                    return refuse("refresh_invalid");
                };
                if !spent {
                    return refuse(why_refused(tx, &row, now).await?);
                }
                let found = user::find(&service, tx, &row.subject_kind, row.subject_id).await?;
                let Some(person) = found else {
                    revoke(tx, row.family, now).await?;
                    return refuse("account_inactive");
                };
                let (id, family) = (ids.next(), row.family);
                let refresh_token = issue(tx, id, family, &person, now, rules.refresh_ttl).await?;
                Ok(Ok(SignedIn { caller: person.caller, family, refresh_token, user: person.user }))
            })
        })
        .await?
}

fn refuse<T>(code: &'static str) -> Result<Result<T, ServiceError>, ServiceError> {
    Ok(Err(ServiceError::Unauthenticated(code)))
}

/// The one statement that decides a race.
async fn spend(tx: &Tx, token_hash: &str, now: Timestamp) -> Result<UpdateResult, ServiceError> {
    Ok(Entity::update_many()
        .col_expr(Column::SpentAt, Expr::value(now))
        .filter(Column::TokenHash.eq(token_hash))
        .filter(Column::SpentAt.is_null())
        .filter(Column::RevokedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .exec(tx)
        .await?)
}

/// Why a token could not be spent; a reuse ends the family.
async fn why_refused(tx: &Tx, row: &Model, now: Timestamp) -> Result<&'static str, ServiceError> {
    if row.spent_at.is_some() {
        revoke(tx, row.family, now).await?;
        tracing::warn!(family = %row.family, "a spent refresh token came back; the session has ended");
        return Ok("refresh_reused");
    }
    Ok("refresh_invalid")
}

/// Ends a family. Repeated until nothing is left: an exchange under way holds its row, and what it adds is
/// seen only by the statement after the one that waited for it.
async fn revoke(tx: &Tx, family: Uuid, now: Timestamp) -> Result<(), ServiceError> {
    loop {
        let ended = Entity::update_many()
            .col_expr(Column::RevokedAt, Expr::value(now))
            .filter(Column::Family.eq(family))
            .filter(Column::RevokedAt.is_null())
            .exec(tx)
            .await?;
        if ended.rows_affected == 0 {
            return Ok(());
        }
    }
}

/// Signs out: the token's family ends. 204 whatever the token was: there is nothing to learn from it.
///
/// # Errors
/// When the database does not answer.
pub async fn log_out(store: &Store, call: &Call, token: &str) -> Result<Answer, ServiceError> {
    let (token_hash, now) = (hash(token), call.now);
    store
        .transact(move |tx| {
            Box::pin(async move {
                let row = Entity::find().filter(Column::TokenHash.eq(token_hash)).one(tx).await?;
                if let Some(row) = row {
                    revoke(tx, row.family, now).await?;
                }
                Ok(Answer::empty(204))
            })
        })
        .await
}

/// Ends every session of an account: it was closed, or its password has changed.
///
/// # Errors
/// When the database does not answer.
pub async fn end_all(tx: &Tx, kind: &str, id: Uuid, now: Timestamp) -> Result<(), ServiceError> {
    loop {
        let ended = Entity::update_many()
            .col_expr(Column::RevokedAt, Expr::value(now))
            .filter(Column::SubjectKind.eq(kind))
            .filter(Column::SubjectId.eq(id))
            .filter(Column::RevokedAt.is_null())
            .exec(tx)
            .await?;
        if ended.rows_affected == 0 {
            return Ok(());
        }
    }
}
