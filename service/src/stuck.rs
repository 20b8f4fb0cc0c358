//! Stuck work (积压): everything that should have happened and has not, with how much and since when; and
//! deliveries that came to nothing, which an administrator has tried again or dismisses. Dead letters have
//! a file of their own, [`crate::dead_letters`].

use chrono::{DateTime, Duration, Utc};
use domain::appeal::Role;
use domain::text::redact;
use domain::time::Timestamp;
use entity::{clocks, dead_letters, incidents, notices, outbox};
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
use crate::delivery::{FAILED, REFUSED, UNKNOWN};
use crate::error::ServiceError;
use crate::notices::OWED;
use crate::queries::page::{Page, PageRequest, cut};
use crate::scope;
use crate::store::Store;

/// How long something may be under way before it counts as stuck.
const PATIENCE: Duration = Duration::minutes(5);
/// The state of a notice that an administrator has let lie.
pub const DISMISSED: &str = "dismissed";

/// How much of a kind is stuck, and since when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Backlog {
    /// How many.
    pub count: u64,
    /// The oldest one.
    pub oldest: Option<DateTime<Utc>>,
}

/// Everything that is stuck.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Stuck {
    /// Messages owed to the broker for more than five minutes.
    pub messages: Backlog,
    /// Clocks whose moment has passed by more than five minutes without anything being done.
    pub clocks: Backlog,
    /// Deliveries owed for more than five minutes.
    pub deliveries: Backlog,
    /// Messages that were given up and wait for a decision.
    pub dead_letters: Backlog,
    /// Deliveries that came to nothing.
    pub failed_deliveries: Backlog,
    /// What the self-check has found and nobody has dealt with.
    pub incidents: Backlog,
}

/// Takes stock.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but administrators.
pub async fn stock(store: &Store, caller: &Caller, now: Timestamp) -> Result<Stuck, ServiceError> {
    caller.require(&[Role::Administrator])?;
    let before = now - PATIENCE;
    let owed = outbox::Entity::find().filter(outbox::Column::CreatedAt.lte(before));
    let late = clocks::Entity::find().filter(clocks::Column::NextFireAt.lte(before));
    let due = notices::Entity::find()
        .filter(notices::Column::State.eq(OWED))
        .filter(notices::Column::AvailableAt.lte(before));
    let dead = dead_letters::Entity::find().filter(dead_letters::Column::ResolvedAt.is_null());
    let failed = notices::Entity::find().filter(notices::Column::State.is_in([FAILED, UNKNOWN]));
    let wrong = incidents::Entity::find().filter(incidents::Column::ResolvedAt.is_null());
    Ok(Stuck {
        messages: backlog(store, owed, outbox::Column::CreatedAt).await?,
        clocks: backlog(store, late, clocks::Column::NextFireAt).await?,
        deliveries: backlog(store, due, notices::Column::AvailableAt).await?,
        dead_letters: backlog(store, dead, dead_letters::Column::CreatedAt).await?,
        failed_deliveries: backlog(store, failed, notices::Column::CreatedAt).await?,
        incidents: backlog(store, wrong, incidents::Column::FoundAt).await?,
    })
}

async fn backlog<E, C>(
    store: &Store,
    rows: sea_orm::Select<E>,
    moment: C,
) -> Result<Backlog, ServiceError>
where
    E: EntityTrait,
    E::Model: Sync,
    C: ColumnTrait,
{
    let count = rows.clone().count(store.read()).await?;
    let oldest: Option<Option<Timestamp>> =
        rows.select_only().column_as(moment.min(), "oldest").into_tuple().one(store.read()).await?;
    Ok(Backlog { count, oldest: oldest.flatten() })
}

/// A delivery that came to nothing.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeliveryView {
    /// The id.
    pub id: Uuid,
    /// The appeal that it is about; none for digests and reminders.
    pub appeal_id: Option<Uuid>,
    /// Template code.
    pub template: String,
    /// `wechat`, `wecom` or `sms`.
    pub channel: String,
    /// `entrepreneur` or `staff`.
    pub recipient_kind: String,
    /// Who should have heard.
    pub recipient_id: Uuid,
    /// `failed`: given up after many tries; `unknown`: perhaps delivered; `refused`: definitely not;
    /// `dismissed`.
    pub state: String,
    /// The provider's code.
    pub outcome_code: Option<String>,
    /// How often it was tried.
    pub attempts: i32,
    /// When it should have gone out.
    pub at: DateTime<Utc>,
}

impl From<notices::Model> for DeliveryView {
    fn from(row: notices::Model) -> Self {
        Self {
            id: row.id,
            appeal_id: row.appeal_id,
            template: row.template,
            channel: row.channel,
            recipient_kind: row.recipient_kind,
            recipient_id: row.recipient_id,
            state: row.state,
            outcome_code: row.outcome_code,
            attempts: row.attempts,
            at: row.created_at,
        }
    }
}

/// Deliveries in a state, oldest first; those that were given up or whose fate is unknown where none is
/// named.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but administrators; [`ServiceError::Invalid`] for a state
/// that is none of these.
pub async fn deliveries(
    store: &Store,
    caller: &Caller,
    state: Option<&str>,
    page: &PageRequest,
) -> Result<Page<DeliveryView>, ServiceError> {
    caller.require(&[Role::Administrator])?;
    let states = match state {
        None => vec![FAILED, UNKNOWN],
        Some(one) => {
            let known =
                [FAILED, UNKNOWN, REFUSED, DISMISSED].into_iter().find(|state| *state == one);
            vec![known.ok_or_else(|| ServiceError::field("state", "unknown"))?]
        }
    };
    let limit = page.limit()?;
    let mut query = notices::Entity::find()
        .filter(notices::Column::State.is_in(states))
        .order_by_asc(notices::Column::Id);
    if let Some(after) = page.after_id()? {
        query = query.filter(notices::Column::Id.gt(after));
    }
    let rows = query.limit(limit + 1).all(store.read()).await?;
    let (rows, next_cursor) = cut(rows, limit, |row| row.id.to_string());
    Ok(Page { items: rows.into_iter().map(DeliveryView::from).collect(), next_cursor })
}

/// Has a delivery tried again from the beginning, or lets it lie with a reason.
///
/// # Errors
/// [`ServiceError::Conflict`] `delivery_settled` when it is owed, has arrived or was dismissed;
/// [`ServiceError::NotFound`].
pub async fn decide_delivery(
    store: &Store,
    call: &Call,
    id: Uuid,
    dismissed: Option<String>,
) -> Result<Answer, ServiceError> {
    call.caller.require(&[Role::Administrator])?;
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                scope::acting(tx, &call.caller, call.now).await?;
                let row = notices::Entity::find_by_id(id).lock_exclusive().one(tx).await?;
                let mut row = row.ok_or(ServiceError::NotFound)?;
                if ![FAILED, UNKNOWN, REFUSED].contains(&row.state.as_str()) {
                    return Err(ServiceError::Conflict("delivery_settled"));
                }
                let before = row.state.clone();
                let action = if dismissed.is_some() {
                    row.state = DISMISSED.to_owned();
                    "delivery.dismissed"
                } else {
                    row.state = OWED.to_owned();
                    row.attempts = 0;
                    (row.available_at, row.settled_at, row.leased_until) = (call.now, None, None);
                    "delivery.retried"
                };
                let active = row.clone().into_active_model().reset_all();
                notices::Entity::update(active).exec(tx).await?;
                let details = json!({ "was": before, "channel": row.channel,
                    "reason": dismissed.map(|why| redact::redacted(&why, &[])) });
                tx.audit(Draft::of(&call, action, ("notice", Some(id)), &details));
                Answer::json(200, &DeliveryView::from(row))
            })
        })
        .await
}
