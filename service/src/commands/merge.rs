//! A dispatcher makes an appeal part of another (并单), or undoes that.
//!
//! Both appeals change in one transaction. The parent is locked first, as everywhere: see
//! `service/src/family.rs`.

use domain::appeal::{Action, Command};
use entity::appeals;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::act::Scene;
use crate::call::{Answer, Call};
use crate::error::ServiceError;
use crate::ledger::Dossier;
use crate::scope;
use crate::store::Store;

/// Merges the appeal into another one.
///
/// # Errors
/// [`ServiceError::Invalid`] when there is no other one; the refusals of the rules for both.
pub async fn merge(
    store: &Store,
    call: &Call,
    appeal: Uuid,
    into: Uuid,
) -> Result<Answer, ServiceError> {
    if appeal == into {
        return Err(ServiceError::field("into", "itself"));
    }
    let reference = store.reference().get(store).await?;
    let service = store.clone();
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                let scene = Scene { tx, store: &service, reference: &reference, call: &call };
                scope::acting(tx, &call.caller, call.now).await?;
                // Whoever may not know of the appeal locks nothing and learns nothing.
                let seen = scope::visible(&call.caller, call.now);
                let seen = seen.filter(appeals::Column::Id.eq(appeal)).one(tx).await?;
                seen.ok_or(ServiceError::NotFound)?;
                let parent = Dossier::open(tx, &service, &reference, into).await;
                let (mut dossier, actor) = scene.enter(appeal).await?;
                dossier.may(&actor, Action::Merge, call.now)?;
                let mut parent = match parent {
                    Err(ServiceError::NotFound) => {
                        return Err(ServiceError::field("into", "unknown"));
                    }
                    other => other?,
                };
                parent.catch_up(&service, &call)?;
                let number = parent.row.number.clone();
                scene.command(&mut dossier, &actor, &Command::Merge { into, number })?;
                let conflicts = dossier.appeal.conflicts.clone();
                let number = dossier.row.number.clone();
                let taken = Command::TakeIn { appeal, number, conflicts };
                parent.consequence(&service, &call, &actor, &taken)?;
                parent.save(tx, &service, &call).await?;
                dossier.save(tx, &service, &call).await?;
                scene.answer(&dossier, &actor).await
            })
        })
        .await
}

/// Undoes a merge: the appeal stands where it stood, its clocks as if they had never been set aside.
///
/// # Errors
/// The refusals of the rules.
pub async fn unmerge(
    store: &Store,
    call: &Call,
    appeal: Uuid,
    reason: String,
) -> Result<Answer, ServiceError> {
    let reference = store.reference().get(store).await?;
    let service = store.clone();
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                let scene = Scene { tx, store: &service, reference: &reference, call: &call };
                // Read without a lock to learn which parent to lock first; a merge undone in between
                // is refused by the state.
                let row = appeals::Entity::find_by_id(appeal).one(tx).await?;
                let into = row.and_then(|row| row.merged_into);
                let mut parent = match into {
                    Some(into) => Some(Dossier::open(tx, &service, &reference, into).await?),
                    None => None,
                };
                let (mut dossier, actor) = scene.enter(appeal).await?;
                // Merged, or merged elsewhere, since it was looked at: its parent is not locked.
                if dossier.row.merged_into != into {
                    return Err(ServiceError::Stale { current: dossier.standing() });
                }
                scene.command(&mut dossier, &actor, &Command::Unmerge { reason })?;
                // What should have fired meanwhile fires now, with its own moments.
                dossier.catch_up(&service, &call)?;
                if let Some(parent) = &mut parent {
                    let gone = Command::LetGo { appeal };
                    parent.consequence(&service, &call, &actor, &gone)?;
                    parent.save(tx, &service, &call).await?;
                }
                dossier.save(tx, &service, &call).await?;
                scene.answer(&dossier, &actor).await
            })
        })
        .await
}
