//! Sealing anew with the current key: after a rotation of keys, and once after fields that lay open
//! before there was a cipher. Can be stopped and repeated at any time, beside a running platform.

use domain::guard::FieldCipher;
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};
use uuid::Uuid;

use super::{Field, open, phone_index, seal};
use crate::audit::Draft;
use crate::call::Call;
use crate::error::ServiceError;
use crate::store::Store;

/// Rows read at once.
const BATCH: i64 = 500;

/// Every sealed column: table, column, field.
const COLUMNS: [(&str, &str, Field); 6] = [
    ("appeals", "contact_name", Field::ContactName),
    ("appeals", "contact_phone", Field::ContactPhone),
    ("entrepreneurs", "phone", Field::PersonPhone),
    ("entrepreneurs", "name", Field::PersonName),
    ("staff", "phone", Field::StaffPhone),
    ("staff", "totp_secret", Field::TotpSecret),
];

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rotated {
    /// Fields looked at.
    pub seen: u64,
    /// Fields sealed anew.
    pub sealed: u64,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    text: String,
}

/// Seals anew whatever is not sealed with the current key. Saved answers are left to run out: they are
/// kept for 72 hours, and so must be the key before.
///
/// # Errors
/// When a field cannot be opened (its key is no longer configured), or the database does not answer.
pub async fn rotate(
    store: &Store,
    call: &Call,
    progress: impl Fn(Rotated) + Send,
) -> Result<Rotated, ServiceError> {
    let mut done = Rotated::default();
    for (table, column, field) in COLUMNS {
        let mut after = Uuid::nil();
        loop {
            let rows = read(store, table, column, after).await?;
            let Some(last) = rows.last() else { break };
            after = last.id;
            done.seen += rows.len() as u64;
            done.sealed += batch(store, (table, column, field), rows).await?;
            progress(done);
        }
    }
    if done.sealed == 0 {
        return Ok(done);
    }
    let draft = Draft::of(
        call,
        "privacy.rotated",
        ("platform", None),
        &serde_json::json!({ "seen": done.seen, "sealed": done.sealed }),
    );
    store.record(draft).await?;
    Ok(done)
}

async fn read(
    store: &Store,
    table: &str,
    column: &str,
    after: Uuid,
) -> Result<Vec<Row>, ServiceError> {
    let sql = format!(
        "SELECT id, {column} AS text FROM {table} WHERE {column} IS NOT NULL AND id > $1 \
         ORDER BY id LIMIT $2"
    );
    let values = [after.into(), BATCH.into()];
    let statement = Statement::from_sql_and_values(store.backend(), sql, values);
    let rows = store.read().query_all_raw(statement).await?;
    Ok(rows.iter().map(|row| Row::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

/// Seals one batch. A field that was written meanwhile is left as it is: the new text is sealed with the
/// current key already.
async fn batch(
    store: &Store,
    (table, column, field): (&'static str, &'static str, Field),
    rows: Vec<Row>,
) -> Result<u64, ServiceError> {
    let cipher = store.guards().cipher.clone();
    let backend = store.backend();
    store
        .transact(move |tx| {
            Box::pin(async move {
                let mut sealed = 0;
                for row in rows.into_iter().filter(|row| !cipher.is_current(&row.text)) {
                    let plain = open(&*cipher, field, row.id, &row.text)?;
                    let fresh = seal(&*cipher, field, row.id, &plain);
                    let index = index(&*cipher, field, &plain);
                    let sql = match &index {
                        Some(_) => format!(
                            "UPDATE {table} SET {column} = $1, phone_index = $4 \
                             WHERE id = $2 AND {column} = $3"
                        ),
                        None => format!(
                            "UPDATE {table} SET {column} = $1 WHERE id = $2 AND {column} = $3"
                        ),
                    };
                    let mut values = vec![fresh.into(), row.id.into(), row.text.into()];
                    values.extend(index.map(Into::into));
                    let update = Statement::from_sql_and_values(backend, sql, values);
                    sealed += tx.execute_raw(update).await?.rows_affected();
                }
                Ok(sealed)
            })
        })
        .await
}

/// An entrepreneur's number is found by its fingerprint.
fn index(cipher: &dyn FieldCipher, field: Field, plain: &str) -> Option<String> {
    (field == Field::PersonPhone).then(|| phone_index(cipher, plain))
}
