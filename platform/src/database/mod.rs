//! The database: PostgreSQL for many processes, SQLite for one.
//!
//! Both are reached through two handles: `write` for every transaction that may write, `read` for
//! everything else. On PostgreSQL they are the same pool; on SQLite `write` is one connection and `read`
//! is a pool that cannot write.

mod postgres;
mod sqlite;
pub mod testing;

use std::time::Duration;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use secrecy::{ExposeSecret as _, SecretString};

/// Which database it is; the few statements that differ ask this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// PostgreSQL 14 or later.
    Postgres,
    /// SQLite, built in.
    Sqlite,
}

/// How sure SQLite is of the disk when it commits (`PRAGMA synchronous`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SqliteSynchronous {
    /// A commit survives a power cut. About half the rate of `Normal`.
    #[default]
    Full,
    /// A commit survives the death of the process, but perhaps not a power cut.
    Normal,
}

/// Where the database is and what it may cost.
#[derive(Debug, Clone)]
pub struct DatabaseSettings {
    /// `postgres://user:password@host/name` or `sqlite:path/to/file.db`.
    pub url: SecretString,
    /// Connections of this process to PostgreSQL; readers of SQLite.
    pub max_connections: u32,
    /// A statement that takes longer is cancelled by the server (PostgreSQL).
    pub statement_timeout: Duration,
    /// How long to wait for a free connection, the making of one included.
    pub acquire_timeout: Duration,
    /// SQLite's durability.
    pub sqlite_synchronous: SqliteSynchronous,
}

impl DatabaseSettings {
    /// The usual settings for a URL: 16 connections (4 readers on SQLite), statements up to 10 s, 3 s for
    /// a connection, commits that survive a power cut.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        let url = url.into();
        let max_connections = if url.starts_with("sqlite:") { 4 } else { 16 };
        Self {
            url: SecretString::from(url),
            max_connections,
            statement_timeout: Duration::from_secs(10),
            acquire_timeout: Duration::from_secs(3),
            sqlite_synchronous: SqliteSynchronous::default(),
        }
    }
}

/// The handles to the database.
#[derive(Debug, Clone)]
pub struct Pools {
    /// For transactions that may write. On SQLite this is one connection: inside a transaction use the
    /// transaction's handle only, or it waits for itself.
    pub write: DatabaseConnection,
    /// For everything that only reads.
    pub read: DatabaseConnection,
    /// Which database it is.
    pub backend: Backend,
}

impl Pools {
    /// Begins a transaction that may write. On SQLite it begins IMMEDIATE: one that first reads and then
    /// writes would otherwise be refused whenever another process has written in between. Await it in a
    /// task of its own (`tokio::spawn`), so that a client who hangs up does not cut a command in half.
    ///
    /// # Errors
    /// When there is no connection within the acquire timeout.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        match self.backend {
            Backend::Postgres => self.write.begin().await,
            Backend::Sqlite => {
                let options = TransactionOptions {
                    isolation_level: None,
                    access_mode: None,
                    sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                };
                self.write.begin_with_options(options).await
            }
        }
    }

    /// Closes every connection, after those in use have come back.
    ///
    /// # Errors
    /// When a connection cannot be closed.
    pub async fn close(self) -> Result<(), DbErr> {
        self.read.close().await?;
        self.write.close().await
    }
}

/// Why a database could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// Neither `postgres:` nor `sqlite:`. The URL is not repeated: it may carry a password.
    #[error("the database's URL must begin with postgres: or sqlite:")]
    UnknownScheme,
    /// `sqlite::memory:`, where every connection would have a database of its own.
    #[error("SQLite needs a file: in memory every connection would have its own database")]
    InMemory,
    /// The folder of the file cannot be made.
    #[error("the folder of the database cannot be made: {0}")]
    Folder(#[from] std::io::Error),
    /// The URL cannot be read, or the file cannot be opened.
    #[error("the database cannot be opened: {0}")]
    Database(#[from] DbErr),
}

fn backend(url: &str) -> Result<Backend, ConnectError> {
    match url.split_once(':').map(|(scheme, _)| scheme) {
        Some("postgres" | "postgresql") => Ok(Backend::Postgres),
        Some("sqlite") => Ok(Backend::Sqlite),
        _ => Err(ConnectError::UnknownScheme),
    }
}

/// Opens the pools. PostgreSQL need not be there: it is reached when first asked. A SQLite file is made,
/// with its folder, if it is missing.
///
/// # Errors
/// When the URL cannot be read or the file cannot be opened.
pub async fn connect(settings: &DatabaseSettings) -> Result<Pools, ConnectError> {
    let url = settings.url.expose_secret();
    match backend(url)? {
        Backend::Postgres => {
            let pool = postgres::pool(url, settings, settings.max_connections).await?;
            Ok(Pools { write: pool.clone(), read: pool, backend: Backend::Postgres })
        }
        Backend::Sqlite => {
            let write = sqlite::writer(url, settings).await?;
            let read = sqlite::readers(url, settings).await?;
            Ok(Pools { write, read, backend: Backend::Sqlite })
        }
    }
}

/// One connection for migrations: they set options for their connection, which another connection of a
/// pool would not see, and they may take longer than a statement of the service may.
///
/// # Errors
/// As for [`connect`]; unlike there, PostgreSQL must answer.
pub async fn connect_for_migration(
    settings: &DatabaseSettings,
) -> Result<DatabaseConnection, ConnectError> {
    let url = settings.url.expose_secret();
    match backend(url)? {
        Backend::Postgres => {
            let long = Duration::from_secs(15 * 60);
            let settings = DatabaseSettings { statement_timeout: long, ..settings.clone() };
            let pool = postgres::pool(url, &settings, 1).await?;
            pool.ping().await?;
            Ok(pool)
        }
        Backend::Sqlite => Ok(sqlite::writer(url, settings).await?),
    }
}

/// Asks both pools for a sign of life.
///
/// # Errors
/// When one of them does not give it within its acquire timeout.
pub async fn ping(pools: &Pools) -> Result<(), DbErr> {
    pools.read.query_one_raw(statement(pools.backend)).await?;
    if pools.backend == Backend::Sqlite {
        pools.write.query_one_raw(statement(pools.backend)).await?;
    }
    Ok(())
}

fn statement(backend: Backend) -> sea_orm::Statement {
    let backend = match backend {
        Backend::Postgres => sea_orm::DbBackend::Postgres,
        Backend::Sqlite => sea_orm::DbBackend::Sqlite,
    };
    sea_orm::Statement::from_string(backend, "SELECT 1")
}
