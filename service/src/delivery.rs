//! Deliveries seen from the deliverer: lease owed notices, record what the provider said. The provider
//! is called between the two, with no transaction open.

use chrono::Duration;
use domain::notice::Channel;
use domain::time::Timestamp;
use entity::{entrepreneurs, notices, staff, subscriptions};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, FromQueryResult, IntoActiveModel,
    QueryFilter, QuerySelect, Statement,
};
use std::collections::HashMap;
use uuid::Uuid;

use crate::error::ServiceError;
use crate::notices::{OWED, SENT};
use crate::privacy::{Field, open_some};
use crate::store::{Store, skip_locked};
use crate::tx::Tx;

/// A refusal that nothing follows.
pub const REFUSED: &str = "refused";
/// The provider did not say whether it arrived, and asking again might deliver twice.
pub const UNKNOWN: &str = "unknown";
/// Tried as often as is reasonable.
pub const FAILED: &str = "failed";

/// How often a delivery is tried, and how long it waits in between.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Attempts before it is given up.
    pub attempts: i32,
    /// The first wait; doubled with every attempt.
    pub first_wait: Duration,
    /// The longest wait.
    pub longest_wait: Duration,
}

impl Patience {
    fn wait(self, attempts: i32) -> Duration {
        let doubled = self.first_wait * (1i32 << (attempts - 1).clamp(0, 20));
        doubled.min(self.longest_wait)
    }
}

/// A notice to deliver, with the address of its channel.
#[derive(Clone, Debug)]
pub struct Owed {
    /// The notice.
    pub notice: notices::Model,
    /// Openid, WeCom user id or phone number; absent when the person has none any more.
    pub address: Option<String>,
}

/// What came of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The provider has taken it.
    Sent {
        /// The provider's id of the message.
        provider_id: Option<String>,
    },
    /// Definitely not delivered, now or later.
    Refused {
        /// The provider's code.
        code: String,
        /// Whether another channel may try.
        fallback: bool,
    },
    /// Not delivered; may succeed later.
    Later {
        /// The provider's code.
        code: String,
        /// How long to wait, if the provider said so.
        after: Option<Duration>,
    },
    /// Perhaps delivered.
    Unknown {
        /// What happened.
        code: String,
    },
}

/// Leases up to `limit` notices that are due, oldest first, with addresses.
///
/// # Errors
/// When the database does not answer.
pub async fn lease(
    store: &Store,
    now: Timestamp,
    lease: Duration,
    limit: u64,
) -> Result<Vec<Owed>, ServiceError> {
    let backend = store.backend();
    let sql = format!(
        "UPDATE notices SET leased_until = $1, attempts = attempts + 1 WHERE id IN \
         (SELECT id FROM notices WHERE state = 'owed' AND available_at <= $2 \
          AND (leased_until IS NULL OR leased_until <= $2) ORDER BY available_at LIMIT $3{}) \
         RETURNING *",
        skip_locked(backend)
    );
    let limit = i64::try_from(limit).map_err(ServiceError::internal)?;
    let values = [(now + lease).into(), now.into(), limit.into()];
    let rows = store.write_loosely(Statement::from_sql_and_values(backend, sql, values)).await?;
    let mut rows: Vec<notices::Model> = rows
        .iter()
        .map(|row| notices::Model::from_query_result(row, ""))
        .collect::<Result<_, _>>()?;
    rows.sort_by_key(|row| row.id);
    addresses(store, rows).await
}

async fn addresses(store: &Store, rows: Vec<notices::Model>) -> Result<Vec<Owed>, ServiceError> {
    let of = |kind: &str| {
        rows.iter().filter(|row| row.recipient_kind == kind).map(|row| row.recipient_id).collect()
    };
    let (firms, officials): (Vec<Uuid>, Vec<Uuid>) = (of("entrepreneur"), of("staff"));
    let people: HashMap<_, _> = if firms.is_empty() {
        HashMap::new()
    } else {
        let query = entrepreneurs::Entity::find().filter(entrepreneurs::Column::Id.is_in(firms));
        query.all(store.read()).await?.into_iter().map(|row| (row.id, row)).collect()
    };
    let officials: HashMap<_, _> = if officials.is_empty() {
        HashMap::new()
    } else {
        let query = staff::Entity::find().filter(staff::Column::Id.is_in(officials));
        query.all(store.read()).await?.into_iter().map(|row| (row.id, row)).collect()
    };
    let cipher = &*store.guards().cipher;
    let phone = |person: &entrepreneurs::Model| {
        open_some(cipher, Field::PersonPhone, person.id, person.phone.as_deref())
    };
    rows.into_iter()
        .map(|notice| {
            let person = people.get(&notice.recipient_id);
            let official = officials.get(&notice.recipient_id);
            let address = match Channel::parse(&notice.channel) {
                Some(Channel::Wechat) => person.and_then(|person| person.openid.clone()),
                Some(Channel::Sms) => person.map(&phone).transpose()?.flatten(),
                Some(Channel::Wecom) => official.and_then(|row| row.wecom_id.clone()),
                Some(Channel::Inbox) | None => None,
            };
            Ok(Owed { notice, address })
        })
        .collect()
}

/// Whether an entrepreneur has refused a WeChat template; the ledger only ever says no when they did.
///
/// # Errors
/// When the database does not answer.
pub async fn has_refused(
    store: &Store,
    entrepreneur: Uuid,
    template_id: &str,
) -> Result<bool, ServiceError> {
    let row = subscriptions::Entity::find_by_id((entrepreneur, template_id.to_owned()));
    Ok(row.one(store.read()).await?.is_some_and(|row| row.status == "rejected"))
}

/// Records what came of one attempt. A definite refusal may hand over to SMS, in the same transaction.
/// A second record for a notice that is already settled changes nothing.
///
/// # Errors
/// When the database does not answer; the lease then runs out and the attempt is made again.
pub async fn settle(
    store: &Store,
    notice: Uuid,
    outcome: Outcome,
    patience: Patience,
    now: Timestamp,
) -> Result<(), ServiceError> {
    if let Outcome::Sent { provider_id } = outcome {
        return settle_sent(store, notice, provider_id, now).await;
    }
    let service = store.clone();
    store
        .transact(move |tx| {
            Box::pin(async move {
                let mut query = notices::Entity::find_by_id(notice);
                if service.backend() == sea_orm::DbBackend::Postgres {
                    query = query.lock_exclusive();
                }
                let Some(row) = query.one(tx).await?.filter(|row| row.state == OWED) else {
                    return Ok(());
                };
                if let Outcome::Refused { fallback: true, .. } = &outcome {
                    fall_back(tx, &service, &row, now).await?;
                }
                record(tx, row, outcome, patience, now).await
            })
        })
        .await
}

/// The usual case in one statement, which is a transaction by itself.
async fn settle_sent(
    store: &Store,
    notice: Uuid,
    provider_id: Option<String>,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let sql = "UPDATE notices SET state = 'sent', provider_id = $1, settled_at = $2, \
               leased_until = NULL, outcome_code = NULL WHERE id = $3 AND state = 'owed' RETURNING id";
    let values = [provider_id.into(), now.into(), notice.into()];
    store.write_alone(Statement::from_sql_and_values(store.backend(), sql, values)).await?;
    Ok(())
}

async fn record(
    tx: &Tx,
    row: notices::Model,
    outcome: Outcome,
    patience: Patience,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let attempts = row.attempts;
    let mut row = row.into_active_model();
    row.leased_until = Set(None);
    let (state, code) = match outcome {
        Outcome::Sent { .. } => (SENT, None),
        Outcome::Refused { code, .. } => (REFUSED, Some(code)),
        Outcome::Unknown { code } => (UNKNOWN, Some(code)),
        Outcome::Later { code, .. } if attempts >= patience.attempts => (FAILED, Some(code)),
        Outcome::Later { code, after } => {
            row.available_at = Set(now + after.unwrap_or_else(|| patience.wait(attempts)));
            (OWED, Some(code))
        }
    };
    row.state = Set(state.to_owned());
    row.outcome_code = Set(code);
    if state != OWED {
        row.settled_at = Set(Some(now));
    }
    row.update(tx).await?;
    Ok(())
}

/// The same words by SMS, for a person who has a phone number. The unique key keeps it to one.
async fn fall_back(
    tx: &Tx,
    store: &Store,
    refused: &notices::Model,
    now: Timestamp,
) -> Result<(), ServiceError> {
    if refused.channel != Channel::Wechat.as_str() {
        return Ok(());
    }
    let person = entrepreneurs::Entity::find_by_id(refused.recipient_id).one(tx).await?;
    if person.is_none_or(|person| person.phone.is_none()) {
        return Ok(());
    }
    let row = notices::Model {
        id: store.ids().next(),
        channel: Channel::Sms.as_str().to_owned(),
        state: OWED.to_owned(),
        attempts: 0,
        available_at: now,
        leased_until: None,
        provider_id: None,
        outcome_code: None,
        created_at: now,
        settled_at: None,
        read_at: None,
        ..refused.clone()
    };
    let once = OnConflict::columns([
        notices::Column::EventId,
        notices::Column::RecipientKind,
        notices::Column::RecipientId,
        notices::Column::Channel,
    ])
    .do_nothing()
    .to_owned();
    notices::Entity::insert(row.into_active_model().reset_all())
        .on_conflict(once)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// How many deliveries are owed, by channel.
///
/// # Errors
/// When the database does not answer.
pub async fn pending(store: &Store) -> Result<Vec<(String, i64)>, ServiceError> {
    Ok(notices::Entity::find()
        .select_only()
        .column(notices::Column::Channel)
        .column_as(notices::Column::Id.count(), "count")
        .filter(notices::Column::State.eq(OWED))
        .group_by(notices::Column::Channel)
        .into_tuple()
        .all(store.read())
        .await?)
}
