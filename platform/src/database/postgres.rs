//! PostgreSQL: a pool that is made while the server is down, and that never hands out a connection which
//! is inside somebody else's transaction.

use std::time::Duration;

use sea_orm::sqlx::{self, Row as _};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr};

use super::DatabaseSettings;

/// A client that has died or hung inside a transaction holds its row locks no longer than this.
const IDLE_IN_TRANSACTION: Duration = Duration::from_secs(15);

pub(super) async fn pool(
    url: &str,
    settings: &DatabaseSettings,
    max_connections: u32,
) -> Result<DatabaseConnection, DbErr> {
    // SeaORM knows the scheme in its short form only.
    let url = match url.strip_prefix("postgresql:") {
        Some(rest) => format!("postgres:{rest}"),
        None => url.to_owned(),
    };
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(max_connections.max(1))
        .min_connections(0)
        .connect_lazy(true)
        .acquire_timeout(settings.acquire_timeout)
        .connect_timeout(settings.acquire_timeout)
        .idle_timeout(Duration::from_secs(10 * 60))
        .max_lifetime(Duration::from_secs(30 * 60))
        .statement_timeout(settings.statement_timeout)
        .sqlx_logging(false)
        // The guard below asks the server anyway: a ping beside it would be a second round trip.
        .test_before_acquire(false)
        .map_sqlx_postgres_opts(|options| {
            let idle = IDLE_IN_TRANSACTION.as_millis().to_string();
            options
                .application_name("appeals")
                .options([("idle_in_transaction_session_timeout", idle)])
        })
        .map_sqlx_postgres_before_acquire(|connection, _| {
            Box::pin(async move { outside_a_transaction(connection).await })
        });
    Database::connect(options).await
}

/// Whether a pooled connection is fit to be handed out.
///
/// A `begin()` whose caller is cancelled (by a timeout, or a client that hangs up) can come back to the
/// pool with its transaction open (sqlx 0.9.0, issue 4393); what the next caller writes is then answered
/// with success and seen by nobody. Inside a transaction `now()` is the moment of its BEGIN, outside it is
/// that of the statement. A raw statement needs no prepared one and takes a single round trip.
async fn outside_a_transaction(
    connection: &mut sqlx::postgres::PgConnection,
) -> Result<bool, sqlx::Error> {
    let row = sqlx::Executor::fetch_one(
        connection,
        sqlx::raw_sql("SELECT now() = statement_timestamp()"),
    )
    .await?;
    let fit: bool = row.try_get_unchecked(0)?;
    if !fit {
        tracing::warn!("refused a pooled connection that was inside an abandoned transaction");
    }
    Ok(fit)
}
