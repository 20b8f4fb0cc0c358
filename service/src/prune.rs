//! What is no longer needed goes, a bounded batch at a time, so that no pruning holds up a filing.

use chrono::Duration;
use domain::time::Timestamp;
use sea_orm::{ConnectionTrait, Statement};

use crate::error::ServiceError;
use crate::store::Store;

/// How long inbox marks are kept: longer than any message can be under way.
const INBOX_KEPT: Duration = Duration::days(14);
/// How long spent sign-in proofs are kept, for reuse detection.
const SIGN_IN_KEPT: Duration = Duration::days(7);
/// Rows per statement.
const BATCH: i64 = 1_000;

/// Prunes one batch of each kind; answers how many rows went.
///
/// # Errors
/// When the database does not answer.
pub async fn prune(store: &Store, now: Timestamp) -> Result<u64, ServiceError> {
    let rules = [
        (
            "DELETE FROM idempotency_keys WHERE (caller, key) IN \
             (SELECT caller, key FROM idempotency_keys WHERE expires_at <= $1 LIMIT $2)",
            now,
        ),
        (
            "DELETE FROM inbox WHERE (consumer, message_id) IN \
             (SELECT consumer, message_id FROM inbox WHERE processed_at <= $1 LIMIT $2)",
            now - INBOX_KEPT,
        ),
        (
            "DELETE FROM refresh_tokens WHERE id IN \
             (SELECT id FROM refresh_tokens WHERE expires_at <= $1 LIMIT $2)",
            now - SIGN_IN_KEPT,
        ),
        (
            "DELETE FROM sms_codes WHERE id IN \
             (SELECT id FROM sms_codes WHERE expires_at <= $1 LIMIT $2)",
            now - SIGN_IN_KEPT,
        ),
    ];
    let backend = store.backend();
    let mut gone = 0;
    for (sql, before) in rules {
        gone += store
            .transact(move |tx| {
                Box::pin(async move {
                    let values = [before.into(), BATCH.into()];
                    let statement = Statement::from_sql_and_values(backend, sql, values);
                    Ok(tx.execute_raw(statement).await?.rows_affected())
                })
            })
            .await?;
    }
    Ok(gone)
}
