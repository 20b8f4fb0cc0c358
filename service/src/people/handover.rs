//! Hand-over (工作交接): all open tasks of a handler go to a colleague, in one transaction: nobody is left
//! with half of them.

use domain::appeal::{Actor, Command, Role, StateName};
use entity::appeals;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::absences::handles_in;
use crate::audit::Draft;
use crate::call::{Answer, Call, Caller};
use crate::error::ServiceError;
use crate::ledger::Dossier;
use crate::scope;
use crate::store::Store;
use crate::tx::Tx;

/// What was handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct HandOver {
    /// From whom.
    pub from: Uuid,
    /// To whom.
    pub to: Uuid,
    /// The appeals.
    pub appeals: Vec<Uuid>,
}

/// A head hands over everything that a handler of the own department has.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but heads; [`ServiceError::Invalid`] when the successor is
/// no active handler here, or either is the other.
pub async fn hand_over(
    store: &Store,
    call: &Call,
    from: Uuid,
    to: Uuid,
) -> Result<Answer, ServiceError> {
    call.caller.require(&[Role::DepartmentHead])?;
    let Caller::Staff { department: Some(department), .. } = call.caller else {
        return Err(ServiceError::Forbidden("no_department"));
    };
    let service = store.clone();
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                let actor = scope::acting(tx, &call.caller, call.now).await?;
                let was = entity::staff::Entity::find_by_id(from).one(tx).await?;
                if was.is_none_or(|row| row.department_id != Some(department)) {
                    return Err(ServiceError::field("from", "not_a_handler_here"));
                }
                let done = pass_on(tx, &service, &call, &actor, (from, to, department)).await?;
                Answer::json(200, &done)
            })
        })
        .await
}

/// The open tasks of a handler.
fn open_of(handler: Uuid) -> sea_orm::Select<appeals::Entity> {
    let over = StateName::ALL.into_iter().filter(|state| state.is_final());
    appeals::Entity::find()
        .filter(appeals::Column::HandlerId.eq(handler))
        .filter(appeals::Column::State.is_not_in(over.map(StateName::as_str)))
}

/// How many open tasks somebody has.
pub(crate) async fn open_count(tx: &Tx, handler: Uuid) -> Result<u64, ServiceError> {
    Ok(open_of(handler).count(tx).await?)
}

/// Passes all open tasks on. Each appeal records its own event, in the name of whoever ordered it.
pub(crate) async fn pass_on(
    tx: &Tx,
    store: &Store,
    call: &Call,
    by: &Actor,
    (from, to, department): (Uuid, Uuid, Uuid),
) -> Result<HandOver, ServiceError> {
    if from == to {
        return Err(ServiceError::field("to", "itself"));
    }
    if !handles_in(tx, to, department).await? {
        return Err(ServiceError::field("to", "not_a_handler_here"));
    }
    let reference = store.reference().get(store).await?;
    let ids: Vec<Uuid> = open_of(from)
        .select_only()
        .column(appeals::Column::Id)
        .order_by_asc(appeals::Column::Id)
        .into_tuple()
        .all(tx)
        .await?;
    let mut handed = Vec::with_capacity(ids.len());
    for id in ids {
        let mut dossier = Dossier::open(tx, store, &reference, id).await?;
        dossier.catch_up(store, call)?;
        // A clock that was caught up with may have closed it, or somebody was faster.
        if dossier.appeal.handler != Some(from) || dossier.appeal.state.name().is_final() {
            dossier.save(tx, store, call).await?;
            continue;
        }
        dossier.consequence(store, call, by, &Command::Assign { handler: to })?;
        dossier.save(tx, store, call).await?;
        handed.push(id);
    }
    let details = json!({ "to": to, "appeals": handed.len() });
    tx.audit(Draft::of(call, "staff.handed_over", ("staff", Some(from)), &details));
    Ok(HandOver { from, to, appeals: handed })
}
