//! The outbox seen from the relay: lease what is owed, settle what the broker has confirmed, put off
//! what it has not. No transaction is open while the broker is called.

use chrono::Duration;
use domain::time::Timestamp;
use entity::outbox;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Statement,
};
use uuid::Uuid;

use crate::error::ServiceError;
use crate::store::Store;

/// The longest wait between two attempts at publishing: when the broker is back, everything flows within
/// this time.
const LONGEST_WAIT: Duration = Duration::seconds(5);

/// Leases up to `limit` rows that are due and not leased, oldest first. A row whose lease has run out
/// was leased by a process that is gone.
///
/// # Errors
/// When the database does not answer.
pub async fn lease(
    store: &Store,
    now: Timestamp,
    lease: Duration,
    limit: u64,
) -> Result<Vec<outbox::Model>, ServiceError> {
    let backend = store.backend();
    let id = store.ids().next();
    let skip = crate::store::skip_locked(backend);
    let sql = format!(
        "UPDATE outbox SET leased_until = $1, lease_id = $2, attempts = attempts + 1 WHERE id IN \
         (SELECT id FROM outbox WHERE available_at <= $3 \
          AND (leased_until IS NULL OR leased_until <= $3) ORDER BY id LIMIT $4{skip}) RETURNING *"
    );
    let limit = i64::try_from(limit).map_err(ServiceError::internal)?;
    let values = [(now + lease).into(), id.into(), now.into(), limit.into()];
    let statement = Statement::from_sql_and_values(backend, sql, values);
    let rows = store.write_loosely(statement).await?;
    let mut rows: Vec<_> = rows
        .iter()
        .map(|row| outbox::Model::from_query_result(row, ""))
        .collect::<Result<_, _>>()?;
    rows.sort_by_key(|row| row.id);
    Ok(rows)
}

/// Settles rows that the broker has confirmed: they are owed no longer.
///
/// # Errors
/// When the database does not answer; the rows are then sent again, and the inbox makes that harmless.
pub async fn settle(store: &Store, ids: Vec<Uuid>) -> Result<(), ServiceError> {
    let gone = sea_orm::sea_query::Query::delete()
        .from_table(outbox::Entity)
        .and_where(outbox::Column::Id.is_in(ids))
        .to_owned();
    store.write_loosely(store.backend().build(&gone)).await?;
    Ok(())
}

/// Gives back rows that could not be published; they become due again after a wait that doubles with
/// every attempt, up to `LONGEST_WAIT`.
///
/// # Errors
/// When the database does not answer; the lease then runs out by itself.
pub async fn put_off(
    store: &Store,
    rows: Vec<outbox::Model>,
    now: Timestamp,
) -> Result<(), ServiceError> {
    store
        .transact(move |tx| {
            Box::pin(async move {
                let mut by_wait = std::collections::BTreeMap::<i64, Vec<Uuid>>::new();
                for row in rows {
                    let doubled = 1i64 << row.attempts.clamp(0, 3);
                    let wait = LONGEST_WAIT.num_seconds().min(doubled);
                    by_wait.entry(wait).or_default().push(row.id);
                }
                for (wait, ids) in by_wait {
                    outbox::Entity::update_many()
                        .col_expr(
                            outbox::Column::AvailableAt,
                            Expr::value(now + Duration::seconds(wait)),
                        )
                        .col_expr(
                            outbox::Column::LeasedUntil,
                            Expr::value(Option::<Timestamp>::None),
                        )
                        .filter(outbox::Column::Id.is_in(ids))
                        .exec(tx)
                        .await?;
                }
                Ok(())
            })
        })
        .await
}

/// Takes back every lease: for a single process that starts on its own database, where every lease was
/// held by its predecessor.
///
/// # Errors
/// When the database does not answer.
pub async fn forget_leases(store: &Store) -> Result<(), ServiceError> {
    store
        .transact(move |tx| {
            Box::pin(async move {
                let nothing = || Expr::value(Option::<Timestamp>::None);
                outbox::Entity::update_many()
                    .col_expr(outbox::Column::LeasedUntil, nothing())
                    .filter(outbox::Column::LeasedUntil.is_not_null())
                    .exec(tx)
                    .await?;
                entity::notices::Entity::update_many()
                    .col_expr(entity::notices::Column::LeasedUntil, nothing())
                    .filter(entity::notices::Column::LeasedUntil.is_not_null())
                    .exec(tx)
                    .await?;
                entity::clocks::Entity::update_many()
                    .col_expr(entity::clocks::Column::LeasedUntil, nothing())
                    .filter(entity::clocks::Column::LeasedUntil.is_not_null())
                    .exec(tx)
                    .await?;
                Ok(())
            })
        })
        .await
}

/// How much is owed, and since when the oldest has been.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backlog {
    /// Rows.
    pub pending: u64,
    /// When the oldest was written.
    pub oldest: Option<Timestamp>,
}

/// The backlog, for metrics and readiness.
///
/// # Errors
/// When the database does not answer.
pub async fn backlog(store: &Store) -> Result<Backlog, ServiceError> {
    use sea_orm::PaginatorTrait;
    let pending = outbox::Entity::find().count(store.read()).await?;
    let oldest = outbox::Entity::find()
        .select_only()
        .column(outbox::Column::CreatedAt)
        .order_by_asc(outbox::Column::Id)
        .into_tuple()
        .one(store.read())
        .await?;
    Ok(Backlog { pending, oldest })
}
