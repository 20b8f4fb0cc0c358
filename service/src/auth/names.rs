//! One at a time per name: counters of a phone or a user name that may have no row yet.

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use sha2::{Digest, Sha256};

use crate::error::ServiceError;
use crate::tx::Tx;

/// SHA-256 over the purpose and the name, in hex: what is stored in place of the name.
pub(super) fn hash(purpose: &str, name: &str) -> String {
    hex::encode(digest(purpose, name))
}

fn digest(purpose: &str, name: &str) -> impl AsRef<[u8]> + use<> {
    Sha256::new().chain_update(purpose).chain_update([0]).chain_update(name).finalize()
}

/// Makes rivals with the same name wait until this transaction ends: two of them would both count the
/// rows before either has added its own. A row lock cannot do it, for there may be no row yet. SQLite has
/// one writer and needs nothing.
pub(super) async fn lock(tx: &Tx, purpose: &str, name: &str) -> Result<(), ServiceError> {
    if tx.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let digest = digest(purpose, name);
    let mut key = [0; 8];
    key.copy_from_slice(&digest.as_ref()[..8]);
    let lock = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT pg_advisory_xact_lock($1)",
        [i64::from_be_bytes(key).into()],
    );
    tx.execute_raw(lock).await?;
    Ok(())
}
