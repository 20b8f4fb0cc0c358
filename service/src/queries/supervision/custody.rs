//! Who used up the working time of an appeal (责任时间).

use std::collections::HashMap;

use domain::appeal::custody::{self, Custody};
use domain::appeal::{Custodian, Event, EventRecord, Role};
use domain::calendar::CompiledCalendar;
use domain::time::Timestamp;
use entity::appeal_events;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::call::Caller;
use crate::error::ServiceError;
use crate::queries::appeals::find;
use crate::reference::Reference;
use crate::store::Store;

/// One party's share of the working time.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ShareView {
    /// `dispatch_desk`, `department`, `task_force`, `firm` or `supervisor`.
    pub holder: String,
    /// The department.
    pub department_id: Option<Uuid>,
    /// Its short name, or the task force's.
    pub name: Option<String>,
    /// Working time, in seconds.
    pub working_s: i64,
}

/// Who used up the working time of one appeal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CustodyView {
    /// In order of first custody; the seconds add up to `working_s` exactly.
    pub shares: Vec<ShareView>,
    /// Working time during which the appeal was open, in seconds.
    pub working_s: i64,
}

/// Who used up the working time of an appeal so far, for whoever works on it or watches over it.
///
/// # Errors
/// [`ServiceError::Forbidden`] for firms, officers and administrators; [`ServiceError::NotFound`] when there is
/// no appeal or the caller may not know of it.
pub async fn of_appeal(
    store: &Store,
    caller: &Caller,
    now: Timestamp,
    appeal: Uuid,
) -> Result<CustodyView, ServiceError> {
    caller.require(&[Role::Dispatcher, Role::Handler, Role::DepartmentHead, Role::Supervisor])?;
    let row = find(store, caller, now, appeal).await?;
    let reference = store.reference().get(store).await?;
    let history = histories(store, &[row.id]).await?.remove(&row.id).unwrap_or_default();
    let calendar = reference.calendar(&row.calendar)?;
    let shares = shares(&reference, &calendar, &history, now)?;
    Ok(CustodyView { working_s: shares.iter().map(|share| share.working_s).sum(), shares })
}

/// The histories of appeals.
pub(super) async fn histories(
    store: &Store,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<EventRecord>>, ServiceError> {
    let rows = appeal_events::Entity::find()
        .filter(appeal_events::Column::AppealId.is_in(ids.iter().copied()))
        .order_by_asc(appeal_events::Column::AppealId)
        .order_by_asc(appeal_events::Column::Seq)
        .all(store.read())
        .await?;
    let mut histories = HashMap::<Uuid, Vec<EventRecord>>::new();
    for row in rows {
        let event = Event::from_parts(&row.kind, &row.data)?;
        let record = EventRecord { seq: row.seq, at: row.at, event };
        histories.entry(row.appeal_id).or_default().push(record);
    }
    Ok(histories)
}

/// Working seconds per party up to a moment, in order of first custody.
pub(super) fn shares(
    reference: &Reference,
    calendar: &CompiledCalendar,
    history: &[EventRecord],
    now: Timestamp,
) -> Result<Vec<ShareView>, ServiceError> {
    let mut shares: Vec<(Custodian, chrono::Duration)> = Vec::new();
    for span in custody::spans(history, now) {
        let Custody { custodian, from, until } = span;
        let worked = calendar.opening_between(from, until).map_err(ServiceError::internal)?;
        match shares.iter_mut().find(|(known, _)| *known == custodian) {
            Some((_, sum)) => *sum += worked,
            None => shares.push((custodian, worked)),
        }
    }
    let mut sum = chrono::Duration::zero();
    Ok(shares
        .into_iter()
        .map(|(custodian, worked)| {
            // Rounded so that whole seconds add up to the whole: what a share loses the next one has.
            let before = sum.num_seconds();
            sum += worked;
            let department_id = match custodian {
                Custodian::Department { id } => Some(id),
                _ => None,
            };
            let name = match custodian {
                Custodian::TaskForce { id } => force_name(history, id),
                _ => department_id.map(|id| reference.department_name(id)),
            };
            ShareView {
                holder: custodian.as_str().to_owned(),
                department_id,
                name,
                working_s: sum.num_seconds() - before,
            }
        })
        .collect())
}

/// What a task force was called when it was formed.
fn force_name(history: &[EventRecord], force: Uuid) -> Option<String> {
    history.iter().find_map(|record| match &record.event {
        Event::TaskForceFormed { id, name, .. } if *id == force => Some(name.clone()),
        _ => None,
    })
}
