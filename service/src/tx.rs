//! A transaction with what it owes to the audit trail.
//!
//! Entries are noted while the work is done and chained as its very last step, when everything else is
//! written: the one row that all transactions meet at, the head of the chain, is locked no longer than
//! the commit takes, and always last, so no two transactions wait for each other in a ring.

use std::sync::{Mutex, PoisonError};

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
};

use crate::audit::Draft;
use crate::error::ServiceError;
use crate::store::Store;

/// An open transaction.
#[derive(Debug)]
pub struct Tx {
    inner: DatabaseTransaction,
    owed: Mutex<Vec<Draft>>,
}

impl Tx {
    pub(crate) fn new(inner: DatabaseTransaction) -> Self {
        Self { inner, owed: Mutex::default() }
    }

    /// Notes an entry of the audit trail; it is written with the commit.
    pub fn audit(&self, draft: Draft) {
        self.owed.lock().unwrap_or_else(PoisonError::into_inner).push(draft);
    }

    /// Chains what is owed.
    pub(crate) async fn seal(&self, store: &Store) -> Result<(), ServiceError> {
        let owed = std::mem::take(&mut *self.owed.lock().unwrap_or_else(PoisonError::into_inner));
        crate::audit::chain::append(self, store, owed).await
    }

    pub(crate) async fn commit(self) -> Result<(), DbErr> {
        self.inner.commit().await
    }

    pub(crate) async fn rollback(self) -> Result<(), DbErr> {
        self.inner.rollback().await
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.inner.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.inner.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.inner.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.inner.query_all_raw(statement).await
    }
}
