//! The store: the database with the one way to write to it.

use std::collections::HashSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use domain::guard::Guards;
use domain::ids::IdSource;
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend,
    IsolationLevel, QueryResult, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait,
};
use tokio::sync::Notify;

use crate::audit::Draft;
use crate::error::ServiceError;
use crate::reference::ReferenceCache;
use crate::tx::Tx;

/// A future that a transaction's body answers with.
pub type Work<'t, T> = Pin<Box<dyn Future<Output = Result<T, ServiceError>> + Send + 't>>;

/// The points at which tests interrupt a command, to prove that nothing is lost or doubled.
#[async_trait::async_trait]
pub trait Probe: Send + Sync {
    /// Called at the named point; an error stands for a crash there.
    async fn at(&self, point: &'static str) -> Result<(), String>;
}

/// The probe of every day: never interrupts.
#[derive(Debug, Default)]
pub struct NoProbe;

#[async_trait::async_trait]
impl Probe for NoProbe {
    async fn at(&self, _point: &'static str) -> Result<(), String> {
        Ok(())
    }
}

/// Everything a command needs of the database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    write: DatabaseConnection,
    read: DatabaseConnection,
    ids: Arc<dyn IdSource>,
    probe: Arc<dyn Probe>,
    guards: Guards,
    committed: Notify,
    in_flight: Mutex<HashSet<(String, String)>>,
    reference: ReferenceCache,
    numbers: crate::numbers::NumberBlocks,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("backend", &self.backend()).finish_non_exhaustive()
    }
}

impl Store {
    /// A store over a writing and a reading connection; the same pool may serve as both.
    #[must_use]
    pub fn new(
        write: DatabaseConnection,
        read: DatabaseConnection,
        ids: Arc<dyn IdSource>,
        probe: Arc<dyn Probe>,
        guards: Guards,
    ) -> Self {
        Self {
            inner: Arc::new(Inner {
                write,
                read,
                ids,
                probe,
                guards,
                committed: Notify::new(),
                in_flight: Mutex::default(),
                reference: ReferenceCache::default(),
                numbers: crate::numbers::NumberBlocks::default(),
            }),
        }
    }

    /// The reading connection. Never used inside a transaction.
    #[must_use]
    pub fn read(&self) -> &DatabaseConnection {
        &self.inner.read
    }

    /// Asks the database whether it answers.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`] when it does not.
    pub async fn ping(&self) -> Result<(), ServiceError> {
        self.inner.read.execute_unprepared("SELECT 1").await?;
        Ok(())
    }

    /// Which database this is.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.inner.write.get_database_backend()
    }

    /// Makes ids.
    #[must_use]
    pub fn ids(&self) -> &Arc<dyn IdSource> {
        &self.inner.ids
    }

    /// The reference data as last read.
    #[must_use]
    pub fn reference(&self) -> &ReferenceCache {
        &self.inner.reference
    }

    /// Work order numbers, handed out in blocks.
    #[must_use]
    pub fn numbers(&self) -> &crate::numbers::NumberBlocks {
        &self.inner.numbers
    }

    /// The keys that seal fields and link the audit trail.
    #[must_use]
    pub fn guards(&self) -> &Guards {
        &self.inner.guards
    }

    /// Where tests interrupt.
    #[must_use]
    pub fn probe(&self) -> &Arc<dyn Probe> {
        &self.inner.probe
    }

    /// Resolves soon after a transaction of this process has been committed: the relay need not wait
    /// for its next poll.
    pub async fn committed(&self) {
        self.inner.committed.notified().await;
    }

    /// Runs `body` in one transaction, in a task of its own.
    ///
    /// The task matters: a client that resets its connection cancels the handler's future, and a
    /// `begin()` dropped half-way gives a connection back to the pool *inside* a transaction, where the
    /// next writer's rows vanish. A spawned task is never dropped half-way.
    ///
    /// SQLite transactions begin IMMEDIATE: a deferred one that reads and then writes loses almost
    /// every race.
    ///
    /// # Errors
    /// What `body` answers, or [`ServiceError::Unavailable`] when the database does not.
    pub async fn transact<T, F>(&self, body: F) -> Result<T, ServiceError>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t Tx) -> Work<'t, T> + Send + 'static,
    {
        let store = self.clone();
        let span = tracing::Span::current();
        let task = async move {
            let tx = Tx::new(store.begin().await?);
            let done = match body(&tx).await {
                Ok(value) => tx.seal(&store).await.map(|()| value),
                Err(error) => Err(error),
            };
            let value = match done {
                Ok(value) => value,
                Err(error) => {
                    tx.rollback().await.ok();
                    return Err(error);
                }
            };
            let probe = &store.inner.probe;
            probe.at("commit.before").await.map_err(ServiceError::Unavailable)?;
            tx.commit().await?;
            store.inner.committed.notify_one();
            probe.at("commit.after").await.map_err(ServiceError::Unavailable)?;
            Ok(value)
        };
        tokio::spawn(tracing::Instrument::instrument(task, span))
            .await
            .map_err(|error| ServiceError::Internal(format!("transaction task: {error}")))?
    }

    /// Reads everything that `body` asks for as of one moment, so that numbers that are shown side by side
    /// agree. In a task of its own, as [`Store::transact`].
    ///
    /// # Errors
    /// What `body` answers, or [`ServiceError::Unavailable`] when the database does not.
    pub async fn snapshot<T, F>(&self, body: F) -> Result<T, ServiceError>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t DatabaseTransaction) -> Work<'t, T> + Send + 'static,
    {
        let store = self.clone();
        let options = match self.backend() {
            DbBackend::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                ..TransactionOptions::default()
            },
            // A reading transaction of SQLite sees one moment by itself.
            _ => TransactionOptions::default(),
        };
        let task = async move {
            let tx = store.inner.read.begin_with_options(options).await?;
            let found = body(&tx).await;
            tx.rollback().await.ok();
            found
        };
        tokio::spawn(tracing::Instrument::instrument(task, tracing::Span::current()))
            .await
            .map_err(|error| ServiceError::Internal(format!("reading task: {error}")))?
    }

    /// Writes an entry of the audit trail that goes with nothing else.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn record(&self, draft: Draft) -> Result<(), ServiceError> {
        self.transact(move |tx| {
            Box::pin(async move {
                tx.audit(draft);
                Ok(())
            })
        })
        .await
    }

    /// Runs a statement whose loss in a crash of the database would do no harm: a lease that is lost is
    /// taken again, a settled message that is owed again is sent again and recognised by its consumer.
    /// PostgreSQL therefore need not wait for the disk here.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn write_loosely(
        &self,
        statement: Statement,
    ) -> Result<Vec<QueryResult>, ServiceError> {
        if self.backend() != DbBackend::Postgres {
            return self.write_alone(statement).await;
        }
        let store = self.clone();
        tokio::spawn(async move {
            let tx = store.begin().await?;
            tx.execute_unprepared("SET LOCAL synchronous_commit TO off").await?;
            let rows = tx.query_all_raw(statement).await?;
            // Nobody is woken: what is leased or settled makes no new work.
            tx.commit().await?;
            Ok(rows)
        })
        .await
        .map_err(|error| ServiceError::Internal(format!("statement task: {error}")))?
    }

    /// Runs one writing statement that is a transaction by itself, in a task of its own for the reason
    /// given at [`Store::transact`].
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn write_alone(
        &self,
        statement: Statement,
    ) -> Result<Vec<QueryResult>, ServiceError> {
        let store = self.clone();
        tokio::spawn(async move { store.inner.write.query_all_raw(statement).await })
            .await
            .map_err(|error| ServiceError::Internal(format!("statement task: {error}")))?
            .map_err(ServiceError::from)
    }

    async fn begin(&self) -> Result<DatabaseTransaction, ServiceError> {
        let options = match self.backend() {
            DbBackend::Sqlite => TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            },
            _ => TransactionOptions::default(),
        };
        Ok(self.inner.write.begin_with_options(options).await?)
    }

    /// Marks a request as under way in this process. Answers `None` when it already is.
    #[must_use]
    pub fn enter(&self, caller: &str, key: &str) -> Option<InFlight> {
        let entry = (caller.to_owned(), key.to_owned());
        let mut set = self.inner.in_flight.lock().unwrap_or_else(PoisonError::into_inner);
        set.insert(entry.clone()).then(|| InFlight { store: self.clone(), entry })
    }
}

/// A request under way; leaves the set when dropped.
#[derive(Debug)]
pub struct InFlight {
    store: Store,
    entry: (String, String),
}

impl Drop for InFlight {
    fn drop(&mut self) {
        let mut set = self.store.inner.in_flight.lock().unwrap_or_else(PoisonError::into_inner);
        set.remove(&self.entry);
    }
}

/// What lets rivals pass each other's locked rows: PostgreSQL's own words; SQLite has one writer and
/// needs none.
#[must_use]
pub fn skip_locked(backend: DbBackend) -> &'static str {
    if backend == DbBackend::Postgres { " FOR UPDATE SKIP LOCKED" } else { "" }
}
