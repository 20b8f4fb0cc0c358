//! Applying a change: exactly what was shown, in one recorded step, or not at all.
//!
//! The list is made again and compared with the one that was shown. What happens between that reading and
//! the commit is caught at the head of the audit trail: every change of a clock has an entry there, so the
//! transaction that publishes takes the head's lock, looks at the entries since the reading, and counts
//! those appeals once more. Nobody else can commit an event meanwhile.

use std::sync::Arc;

use domain::appeal::Role;
use entity::{audit_entries, calendars, clock_changes, clock_moves, profiles};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};
use serde_json::json;
use uuid::Uuid;

use super::moves::Moves;
use super::preview::{Proposal, Wanted, close, keep, row};
use super::read::ChangeView;
use super::scan::{Found, Yardstick, every_open_clock, of_appeals};
use super::{APPLYING, DISCARDED, Differences, Outdated, PREVIEWED};
use crate::audit::{Draft, chain};
use crate::call::{Answer, Call};
use crate::error::{ServiceError, is_unique_violation};
use crate::scope;
use crate::store::Store;
use crate::tx::Tx;

/// A change with what it was shown to move.
struct Shown {
    row: clock_changes::Model,
    moves: Moves,
}

/// What is written if nothing has come between.
struct Agreed {
    change: clock_changes::Model,
    proposal: Proposal,
    fresh: Found,
    shown: Moves,
    accept: u64,
    /// Entries of the audit trail that had been seen when the clocks were counted.
    seen: i64,
}

/// Applies a change. `accept` is how many clocks may have come, gone or changed since it was shown: none,
/// unless whoever applies it says so.
///
/// # Errors
/// [`ServiceError::Outdated`] with a fresh preview when the world has moved; [`ServiceError::Conflict`] when
/// the change was decided already; [`ServiceError::Forbidden`] for everybody but administrators.
pub async fn apply(
    store: &Store,
    call: &Call,
    id: Uuid,
    accept: u64,
) -> Result<Answer, ServiceError> {
    call.caller.require(&[Role::Administrator])?;
    if let Some(answer) = store.replay(call).await? {
        return Ok(answer);
    }
    let shown = shown(store, id).await?;
    let proposal = Proposal::of(&shown.row)?;
    store.reference().forget().await;
    let reference = store.reference().get(store).await?;
    if proposal.version() != proposal.known_version(&reference) + 1 {
        return Err(ServiceError::Conflict("changed_meanwhile"));
    }
    let seen = position(store).await?;
    let yardstick = Yardstick::of(reference, &proposal, call.now)?;
    let fresh = every_open_clock(store.read(), &yardstick).await?;
    let differences = fresh.moves.differences(&shown.moves);
    if differences.count() > accept {
        return outdated(store, call, shown.row, proposal, fresh, differences).await;
    }
    let agreed = Agreed {
        change: shown.row.clone(),
        proposal: proposal.clone(),
        fresh,
        shown: shown.moves,
        accept,
        seen,
    };
    match publish(store, call, yardstick.clone(), agreed).await {
        Err(ServiceError::Outdated(_)) => {
            let fresh = every_open_clock(store.read(), &yardstick).await?;
            let moves = moves_of(store, id).await?;
            let differences = fresh.moves.differences(&moves);
            outdated(store, call, shown.row, proposal, fresh, differences).await
        }
        other => {
            store.reference().forget().await;
            other
        }
    }
}

async fn shown(store: &Store, id: Uuid) -> Result<Shown, ServiceError> {
    let row = clock_changes::Entity::find_by_id(id).one(store.read()).await?;
    let row = row.ok_or(ServiceError::NotFound)?;
    if row.state != PREVIEWED {
        return Err(ServiceError::Conflict("change_decided"));
    }
    Ok(Shown { row, moves: moves_of(store, id).await? })
}

async fn moves_of(store: &Store, id: Uuid) -> Result<Moves, ServiceError> {
    let kept = clock_moves::Entity::find_by_id(id).one(store.read()).await?;
    Moves::from_bytes(&kept.ok_or(ServiceError::NotFound)?.moves)
}

/// How far the audit trail has come.
async fn position(store: &Store) -> Result<i64, ServiceError> {
    let head = entity::audit_chain::Entity::find_by_id(chain::HEAD).one(store.read()).await?;
    Ok(head.ok_or_else(|| ServiceError::internal("no audit chain"))?.position)
}

/// Keeps a fresh preview in place of the one that was overtaken, and says what is new in it.
async fn outdated(
    store: &Store,
    call: &Call,
    old: clock_changes::Model,
    proposal: Proposal,
    fresh: Found,
    differences: Differences,
) -> Result<Answer, ServiceError> {
    let before = u32::try_from(old.from_version).map_err(ServiceError::internal)?;
    let wanted = Wanted { proposal, edits: old.edits.clone(), reason: old.reason.clone() };
    let (new, moves) = row(store, call, &wanted, before, &fresh)?;
    let preview = new.id;
    let call = Arc::new(call.clone());
    store
        .transact(move |tx| {
            Box::pin(async move {
                scope::acting(tx, &call.caller, call.now).await?;
                close(tx, old.id, DISCARDED, call.now).await?;
                keep(tx, &call, new, moves).await
            })
        })
        .await?;
    Err(ServiceError::Outdated(Box::new(Outdated { preview, differences })))
}

/// The one recorded step.
async fn publish(
    store: &Store,
    call: &Call,
    yardstick: Arc<Yardstick>,
    agreed: Agreed,
) -> Result<Answer, ServiceError> {
    let bytes = agreed.fresh.moves.to_bytes();
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                scope::acting(tx, &call.caller, call.now).await?;
                new_version(tx, &call, &agreed).await?;
                let mut change = agreed.change.clone();
                APPLYING.clone_into(&mut change.state);
                change.summary = serde_json::to_value(&agreed.fresh.summary)?;
                change.digest = Moves::digest(&bytes);
                (change.applied_by, change.applied_at) = (call.caller.id(), Some(call.now));
                let taken = take(tx, &change).await?;
                if !taken {
                    return Err(ServiceError::Conflict("change_decided"));
                }
                clock_moves::Entity::update_many()
                    .col_expr(clock_moves::Column::Moves, Expr::value(bytes))
                    .filter(clock_moves::Column::ChangeId.eq(change.id))
                    .exec(tx)
                    .await?;
                let details = json!({
                    "kind": change.kind, "code": change.code, "version": change.to_version,
                    "moved": agreed.fresh.summary.moved, "digest": change.digest,
                });
                let subject = ("clock_change", Some(change.id));
                tx.audit(Draft::of(&call, "clock_change.applied", subject, &details));
                nothing_between(tx, &yardstick, &agreed).await?;
                Answer::json(202, &ChangeView::of(&change)?)
            })
        })
        .await
}

/// Nobody decides a change twice.
async fn take(tx: &Tx, change: &clock_changes::Model) -> Result<bool, ServiceError> {
    use clock_changes::Column;
    let done = clock_changes::Entity::update_many()
        .col_expr(Column::State, Expr::value(&change.state))
        .col_expr(Column::Summary, Expr::value(change.summary.clone()))
        .col_expr(Column::Digest, Expr::value(&change.digest))
        .col_expr(Column::AppliedBy, Expr::value(change.applied_by))
        .col_expr(Column::AppliedAt, Expr::value(change.applied_at))
        .filter(Column::Id.eq(change.id))
        .filter(Column::State.eq(PREVIEWED))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

async fn new_version(tx: &Tx, call: &Call, agreed: &Agreed) -> Result<(), ServiceError> {
    let proposal = &agreed.proposal;
    let version = i32::try_from(proposal.version()).map_err(ServiceError::internal)?;
    let (code, effective_from) =
        (proposal.code().to_owned(), proposal.effective_from().to_string());
    let (body, created_at) = (proposal.body()?, call.now);
    let change_id = Some(agreed.change.id);
    let written = match proposal {
        Proposal::Calendar(_) => {
            let row =
                calendars::Model { code, version, effective_from, body, created_at, change_id };
            let new = row.into_active_model().reset_all();
            calendars::Entity::insert(new).exec_without_returning(tx).await
        }
        Proposal::Profile { reaches_open, .. } => {
            let reaches_open = *reaches_open;
            let row = profiles::Model {
                code,
                version,
                effective_from,
                body,
                created_at,
                change_id,
                reaches_open,
            };
            let new = row.into_active_model().reset_all();
            profiles::Entity::insert(new).exec_without_returning(tx).await
        }
    };
    match written {
        Ok(_) => Ok(()),
        Err(fault) if is_unique_violation(&fault) => {
            Err(ServiceError::Conflict("changed_meanwhile"))
        }
        Err(fault) => Err(fault.into()),
    }
}

/// Takes the head of the audit trail, after which nobody commits an event, and counts once more the appeals
/// to which something has happened since the list was made.
async fn nothing_between(
    tx: &Tx,
    yardstick: &Yardstick,
    agreed: &Agreed,
) -> Result<(), ServiceError> {
    chain::lock(tx).await?;
    let touched: Vec<Option<Uuid>> = audit_entries::Entity::find()
        .select_only()
        .column(audit_entries::Column::SubjectId)
        .filter(audit_entries::Column::Position.gt(agreed.seen))
        .filter(audit_entries::Column::SubjectKind.eq("appeal"))
        .distinct()
        .into_tuple()
        .all(tx)
        .await?;
    let touched: Vec<Uuid> = touched.into_iter().flatten().collect();
    if touched.is_empty() {
        return Ok(());
    }
    let now = of_appeals(tx, yardstick, &touched).await?;
    let of = |moves: &Moves| Moves {
        list: moves.list.iter().filter(|one| touched.contains(&one.appeal)).copied().collect(),
    };
    let unseen = now.differences(&of(&agreed.fresh.moves));
    let before = agreed.fresh.moves.differences(&agreed.shown).count();
    if unseen.count() == 0 || before + unseen.count() <= agreed.accept {
        return Ok(());
    }
    // Undoes the transaction; whoever applies makes the fresh preview then.
    let (preview, differences) = (agreed.change.id, unseen);
    Err(ServiceError::Outdated(Box::new(Outdated { preview, differences })))
}
