//! Reconciliation (对账): for given appeals, whether everything is there exactly once.

use std::collections::{BTreeMap, HashMap};

use domain::appeal::Role;
use entity::{appeal_events, appeals, clocks, notices, outbox};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QuerySelect,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::call::Caller;
use crate::error::ServiceError;
use crate::store::Store;

/// The most appeals of one request.
pub const MOST: usize = 500;

/// What is there of one appeal.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq, Eq, ToSchema)]
pub struct Account {
    /// Stored state.
    pub state: String,
    /// Events by kind.
    pub events: BTreeMap<String, i64>,
    /// Clocks by stage.
    pub clocks: BTreeMap<String, i64>,
    /// Whether the events are numbered from 1 without gaps.
    pub gapless: bool,
    /// Most rows of one (template, recipient, channel): 1 when nobody was told twice.
    pub most_alike: i64,
    /// Notices by `channel/state`.
    pub notices: BTreeMap<String, i64>,
    /// Inbox notices by template, for the firm.
    pub firm: BTreeMap<String, i64>,
    /// Whether a department has it in its list.
    pub in_department: bool,
    /// Whether it waits at the dispatch desk.
    pub at_desk: bool,
}

/// The accounts of the appeals asked for, and what is still under way.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct Reconciliation {
    /// By appeal id; an appeal that does not exist is not listed.
    pub accounts: BTreeMap<Uuid, Account>,
    /// Messages still owed to the broker, of all appeals.
    pub outbox_pending: u64,
    /// Deliveries still owed, of all appeals.
    pub deliveries_owed: u64,
}

#[derive(FromQueryResult)]
struct Counted {
    appeal_id: Uuid,
    name: String,
    count: i64,
}

#[derive(FromQueryResult)]
struct Numbered {
    appeal_id: Uuid,
    count: i64,
    last: i64,
}

#[derive(FromQueryResult)]
struct Told {
    appeal_id: Uuid,
    recipient_kind: String,
    template: String,
    channel: String,
    state: String,
    count: i64,
}

/// Takes stock of the appeals.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but supervisors, [`ServiceError::Invalid`] for more than
/// [`MOST`].
pub async fn reconcile(
    store: &Store,
    caller: &Caller,
    ids: Vec<Uuid>,
) -> Result<Reconciliation, ServiceError> {
    caller.require(&[Role::Supervisor])?;
    if ids.len() > MOST {
        return Err(ServiceError::field("ids", "too_many"));
    }
    let db = store.read();
    let mut accounts: HashMap<Uuid, Account> = appeals::Entity::find()
        .filter(appeals::Column::Id.is_in(ids.clone()))
        .all(db)
        .await?
        .into_iter()
        .map(|row| {
            let at_desk = crate::scope::DESK_STATES.contains(&row.state.as_str());
            let in_department = row.department_id.is_some();
            (row.id, Account { state: row.state, at_desk, in_department, ..Account::default() })
        })
        .collect();
    events(store, &ids, &mut accounts).await?;
    told(store, &ids, &mut accounts).await?;
    let owed = notices::Entity::find().filter(notices::Column::State.eq(crate::notices::OWED));
    Ok(Reconciliation {
        accounts: accounts.into_iter().collect(),
        outbox_pending: outbox::Entity::find().count(db).await?,
        deliveries_owed: owed.count(db).await?,
    })
}

async fn events(
    store: &Store,
    ids: &[Uuid],
    accounts: &mut HashMap<Uuid, Account>,
) -> Result<(), ServiceError> {
    use appeal_events::Column as E;
    let db = store.read();
    let kinds: Vec<Counted> = appeal_events::Entity::find()
        .select_only()
        .column(E::AppealId)
        .column_as(E::Kind, "name")
        .column_as(E::Id.count(), "count")
        .filter(E::AppealId.is_in(ids.iter().copied()))
        .group_by(E::AppealId)
        .group_by(E::Kind)
        .into_model()
        .all(db)
        .await?;
    for row in kinds {
        if let Some(account) = accounts.get_mut(&row.appeal_id) {
            account.events.insert(row.name, row.count);
        }
    }
    let numbered: Vec<Numbered> = appeal_events::Entity::find()
        .select_only()
        .column(E::AppealId)
        .column_as(E::Id.count(), "count")
        .column_as(E::Seq.max(), "last")
        .filter(E::AppealId.is_in(ids.iter().copied()))
        .group_by(E::AppealId)
        .into_model()
        .all(db)
        .await?;
    for row in numbered {
        if let Some(account) = accounts.get_mut(&row.appeal_id) {
            account.gapless = row.count == row.last;
        }
    }
    let stages: Vec<Counted> = clocks::Entity::find()
        .select_only()
        .column(clocks::Column::AppealId)
        .column_as(clocks::Column::Stage, "name")
        .column_as(clocks::Column::Id.count(), "count")
        .filter(clocks::Column::AppealId.is_in(ids.iter().copied()))
        .group_by(clocks::Column::AppealId)
        .group_by(clocks::Column::Stage)
        .into_model()
        .all(db)
        .await?;
    for row in stages {
        if let Some(account) = accounts.get_mut(&row.appeal_id) {
            account.clocks.insert(row.name, row.count);
        }
    }
    Ok(())
}

async fn told(
    store: &Store,
    ids: &[Uuid],
    accounts: &mut HashMap<Uuid, Account>,
) -> Result<(), ServiceError> {
    use notices::Column as N;
    let rows: Vec<Told> = notices::Entity::find()
        .select_only()
        .column(N::AppealId)
        .column(N::RecipientKind)
        .column(N::RecipientId)
        .column(N::Template)
        .column(N::Channel)
        .column(N::State)
        .column(N::EventId)
        .column_as(N::Id.count(), "count")
        .filter(N::AppealId.is_in(ids.iter().copied()))
        .group_by(N::AppealId)
        .group_by(N::RecipientKind)
        .group_by(N::RecipientId)
        .group_by(N::Template)
        .group_by(N::Channel)
        .group_by(N::State)
        .group_by(N::EventId)
        .into_model()
        .all(store.read())
        .await?;
    for row in rows {
        let Some(account) = accounts.get_mut(&row.appeal_id) else { continue };
        account.most_alike = account.most_alike.max(row.count);
        *account.notices.entry(format!("{}/{}", row.channel, row.state)).or_default() += row.count;
        if row.recipient_kind == "entrepreneur" && row.channel == "inbox" {
            *account.firm.entry(row.template).or_default() += row.count;
        }
    }
    Ok(())
}
