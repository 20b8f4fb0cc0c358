//! Incidents (异常): what the nightly self-check found to be wrong with the clocks of an appeal, until
//! somebody has looked into it and says what it was. The same fault found again is the same incident.

use chrono::{DateTime, Utc};
use domain::appeal::Role;
use domain::text::redact;
use entity::incidents;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::audit::Draft;
use crate::call::{Answer, Call, Caller};
use crate::clocks::Difference;
use crate::error::ServiceError;
use crate::queries::page::{Page, PageRequest, cut};
use crate::scope;
use crate::store::Store;

/// The stored clocks of an appeal are not what its events say.
pub const CLOCKS_DIFFER: &str = "clocks_differ";
/// The clocks of an appeal cannot be worked out at all.
pub const CLOCKS_UNREADABLE: &str = "clocks_unreadable";
/// Differences kept per incident; one fault may show in many fields.
const KEPT: usize = 50;

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which appeal.
    pub appeal: Uuid,
    /// [`CLOCKS_DIFFER`] or [`CLOCKS_UNREADABLE`].
    pub kind: &'static str,
    /// What differs; empty where nothing could be compared.
    pub differences: Vec<Difference>,
    /// Why nothing could be compared.
    pub reason: Option<String>,
}

/// Keeps what was found; answers how many incidents are new. One that is open already is seen again.
///
/// # Errors
/// When the database does not answer.
pub async fn keep(store: &Store, call: &Call, faults: Vec<Fault>) -> Result<u64, ServiceError> {
    if faults.is_empty() {
        return Ok(0);
    }
    let (service, call) = (store.clone(), call.clone());
    store
        .transact(move |tx| {
            Box::pin(async move {
                let mut new = 0;
                for fault in faults {
                    let known = incidents::Entity::find()
                        .filter(incidents::Column::Kind.eq(fault.kind))
                        .filter(incidents::Column::SubjectId.eq(fault.appeal))
                        .filter(incidents::Column::ResolvedAt.is_null())
                        .one(tx)
                        .await?;
                    let details = json!({
                        "differences": fault.differences.get(..KEPT).unwrap_or(&fault.differences),
                        "count": fault.differences.len(),
                        "reason": fault.reason,
                    });
                    if let Some(mut row) = known {
                        (row.details, row.seen_at) = (details, call.now);
                        let row = row.into_active_model().reset_all();
                        incidents::Entity::update(row).exec(tx).await?;
                        continue;
                    }
                    let row = incidents::Model {
                        id: service.ids().next(),
                        kind: fault.kind.to_owned(),
                        appeal_id: Some(fault.appeal),
                        subject_id: Some(fault.appeal),
                        details,
                        found_at: call.now,
                        seen_at: call.now,
                        resolved_at: None,
                        resolved_by: None,
                        resolution: None,
                    };
                    let told = json!({ "kind": row.kind, "appeal": fault.appeal });
                    let subject = ("incident", Some(row.id));
                    tx.audit(Draft::of(&call, "incident.found", subject, &told));
                    let row = row.into_active_model().reset_all();
                    incidents::Entity::insert(row).exec_without_returning(tx).await?;
                    new += 1;
                }
                Ok(new)
            })
        })
        .await
}

/// An incident as supervisors and administrators see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IncidentView {
    /// The id.
    pub id: Uuid,
    /// `clocks_differ`: the stored clocks are not what the events say; `clocks_unreadable`: they cannot be
    /// worked out.
    pub kind: String,
    /// The appeal.
    pub appeal_id: Option<Uuid>,
    /// The first 50 differences.
    pub differences: Vec<Difference>,
    /// How many there are in all.
    pub count: u64,
    /// Why nothing could be compared.
    pub reason: Option<String>,
    /// When it was found first.
    pub found_at: DateTime<Utc>,
    /// When it was found last: what no check has seen since is mended.
    pub seen_at: DateTime<Utc>,
    /// When somebody has dealt with it.
    pub resolved_at: Option<DateTime<Utc>>,
    /// What it was.
    pub resolution: Option<String>,
}

impl IncidentView {
    fn of(row: incidents::Model) -> Result<Self, ServiceError> {
        let details = row.details;
        Ok(Self {
            id: row.id,
            kind: row.kind,
            appeal_id: row.appeal_id,
            count: details["count"].as_u64().unwrap_or_default(),
            reason: details["reason"].as_str().map(str::to_owned),
            differences: serde_json::from_value(details["differences"].clone())?,
            found_at: row.found_at,
            seen_at: row.seen_at,
            resolved_at: row.resolved_at,
            resolution: row.resolution,
        })
    }
}

/// Incidents, oldest first: those that are open, or those that were dealt with.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but supervisors and administrators.
pub async fn list(
    store: &Store,
    caller: &Caller,
    resolved: bool,
    page: &PageRequest,
) -> Result<Page<IncidentView>, ServiceError> {
    caller.require(&[Role::Supervisor, Role::Administrator])?;
    let limit = page.limit()?;
    let decided = incidents::Column::ResolvedAt;
    let mut query = incidents::Entity::find()
        .filter(if resolved { decided.is_not_null() } else { decided.is_null() })
        .order_by_asc(incidents::Column::Id);
    if let Some(after) = page.after_id()? {
        query = query.filter(incidents::Column::Id.gt(after));
    }
    let rows = query.limit(limit + 1).all(store.read()).await?;
    let (rows, next_cursor) = cut(rows, limit, |row| row.id.to_string());
    let items = rows.into_iter().map(IncidentView::of).collect::<Result<_, _>>()?;
    Ok(Page { items, next_cursor })
}

/// Closes an incident, saying what it was. Nothing is mended by it: a fault that is still there is found
/// again the next night.
///
/// # Errors
/// [`ServiceError::Conflict`] `incident_resolved`; [`ServiceError::NotFound`]; [`ServiceError::Forbidden`].
pub async fn resolve(
    store: &Store,
    call: &Call,
    id: Uuid,
    resolution: String,
) -> Result<Answer, ServiceError> {
    call.caller.require(&[Role::Administrator])?;
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                scope::acting(tx, &call.caller, call.now).await?;
                let row = incidents::Entity::find_by_id(id).lock_exclusive().one(tx).await?;
                let mut row = row.ok_or(ServiceError::NotFound)?;
                if row.resolved_at.is_some() {
                    return Err(ServiceError::Conflict("incident_resolved"));
                }
                let details = json!({ "resolution": redact::redacted(&resolution, &[]) });
                row.resolved_at = Some(call.now);
                row.resolved_by = call.caller.id();
                row.resolution = Some(resolution);
                let active = row.clone().into_active_model().reset_all();
                incidents::Entity::update(active).exec(tx).await?;
                let subject = ("incident", Some(id));
                tx.audit(Draft::of(&call, "incident.resolved", subject, &details));
                Answer::json(200, &IncidentView::of(row)?)
            })
        })
        .await
}

/// How many wait to be dealt with; for metrics.
///
/// # Errors
/// When the database does not answer.
pub async fn open_count(store: &Store) -> Result<u64, ServiceError> {
    let open = incidents::Entity::find().filter(incidents::Column::ResolvedAt.is_null());
    Ok(open.count(store.read()).await?)
}
