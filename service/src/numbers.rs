//! Work order numbers (工单号): `QY20261122-000123`, for people.
//!
//! A counter row updated inside every filing would make all filings wait for each other's commit. Each
//! process therefore takes a block of numbers in a transaction of its own and hands them out; numbers
//! left over when it stops are never used. Numbers are unique, not gapless.

use std::sync::{Mutex, PoisonError};

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};

use crate::error::ServiceError;
use crate::store::Store;

/// How many numbers a process takes at a time.
const BLOCK: i64 = 64;

/// The numbers that this process has taken and not yet given out.
#[derive(Debug, Default)]
pub struct NumberBlocks {
    block: Mutex<Option<Block>>,
    refill: tokio::sync::Mutex<()>,
}

#[derive(Debug)]
struct Block {
    day: NaiveDate,
    next: i64,
    end: i64,
}

#[derive(FromQueryResult)]
struct Taken {
    next: i64,
}

impl Store {
    /// The next number of the civil day in the city's zone.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`] when a new block is needed and the database does not answer.
    pub async fn next_number(&self, day: NaiveDate) -> Result<String, ServiceError> {
        loop {
            if let Some(number) = self.numbers().take(day) {
                return Ok(format!("QY{}-{number:06}", day.format("%Y%m%d")));
            }
            let _one_at_a_time = self.numbers().refill.lock().await;
            if self.numbers().is_spent(day) {
                let end = take_block(self, day).await?;
                self.numbers().put(Block { day, next: end - BLOCK, end });
            }
        }
    }
}

impl NumberBlocks {
    fn take(&self, day: NaiveDate) -> Option<i64> {
        let mut block = self.block.lock().unwrap_or_else(PoisonError::into_inner);
        let block = block.as_mut().filter(|block| block.day == day && block.next < block.end)?;
        block.next += 1;
        Some(block.next - 1)
    }

    fn is_spent(&self, day: NaiveDate) -> bool {
        let block = self.block.lock().unwrap_or_else(PoisonError::into_inner);
        !block.as_ref().is_some_and(|block| block.day == day && block.next < block.end)
    }

    fn put(&self, fresh: Block) {
        *self.block.lock().unwrap_or_else(PoisonError::into_inner) = Some(fresh);
    }
}

/// Takes a block; answers the number after its last.
async fn take_block(store: &Store, day: NaiveDate) -> Result<i64, ServiceError> {
    let backend = store.backend();
    store
        .transact(move |tx| {
            Box::pin(async move {
                let sql = "INSERT INTO number_blocks (day, next) VALUES ($1, $2) \
                           ON CONFLICT (day) DO UPDATE SET next = number_blocks.next + $3 \
                           RETURNING next";
                let values = [day.to_string().into(), (1 + BLOCK).into(), BLOCK.into()];
                let row = tx
                    .query_one_raw(Statement::from_sql_and_values(backend, sql, values))
                    .await?
                    .ok_or_else(|| ServiceError::internal("number block not returned"))?;
                Ok(Taken::from_query_result(&row, "")?.next)
            })
        })
        .await
}
