//! Many rows in one statement, with one text whatever their number.
//!
//! PostgreSQL is given one array per column: binding and planning a list of values anew for every length
//! costs more than writing the rows. SQLite has no arrays and no network in between: it gets lists of
//! values, and one update per row.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, PgFunc, SimpleExpr, Value};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait,
    IdenStatic, IntoActiveModel, Iterable, ModelTrait, PrimaryKeyToColumn, Statement,
};
use uuid::Uuid;

use crate::error::ServiceError;
use crate::tx::Tx;

/// Values per statement: SQLite binds at most 32,766.
const AT_ONCE: usize = 16_000;

/// The condition that a column is one of many ids.
pub(crate) fn among<C: ColumnTrait>(
    backend: DbBackend,
    column: C,
    ids: impl IntoIterator<Item = Uuid>,
) -> SimpleExpr {
    if backend == DbBackend::Postgres {
        let ids: Vec<Uuid> = ids.into_iter().collect();
        return Expr::col(column.as_column_ref()).eq(PgFunc::any(ids));
    }
    column.is_in(ids)
}

/// Inserts rows; answers how many are new. `once` passes over those whose key is there already.
///
/// # Errors
/// When the database refuses; without `once` also for a key that is there already.
pub(crate) async fn insert<E>(tx: &Tx, rows: Vec<E::Model>, once: bool) -> Result<u64, ServiceError>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + ActiveModelBehavior + Send,
{
    if rows.is_empty() {
        return Ok(0);
    }
    if tx.get_database_backend() != DbBackend::Postgres {
        return insert_lists::<E>(tx, rows, once).await;
    }
    let mut arrays = Arrays::default();
    let (mut columns, mut cells) = (Vec::new(), Vec::new());
    for column in E::Column::iter() {
        let name = column.as_str().to_owned();
        cells.push(arrays.cell(&name, rows.iter().map(|row| row.get(column)).collect()));
        columns.push(format!("\"{name}\""));
    }
    let known = if once { " ON CONFLICT DO NOTHING" } else { "" };
    let sql = format!(
        "INSERT INTO \"{}\" ({}) SELECT {} FROM {}{known}",
        E::default().table_name(),
        columns.join(", "),
        cells.join(", "),
        arrays.source()
    );
    let done = tx.execute_raw(arrays.statement(sql)).await?;
    Ok(done.rows_affected())
}

async fn insert_lists<E>(tx: &Tx, rows: Vec<E::Model>, once: bool) -> Result<u64, ServiceError>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + ActiveModelBehavior + Send,
{
    let at_once = (AT_ONCE / E::Column::iter().count()).max(1);
    let mut new = 0;
    let mut rows = rows.into_iter().map(|row| row.into_active_model().reset_all()).peekable();
    while rows.peek().is_some() {
        let some: Vec<_> = rows.by_ref().take(at_once).collect();
        let mut insert = E::insert_many(some);
        if once {
            insert = insert.on_conflict(OnConflict::new().do_nothing().to_owned());
        }
        new += insert.exec_without_returning(tx).await?;
    }
    Ok(new)
}

/// Writes rows that are there, found by their key: only the columns that `changed` names.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn update<E>(
    tx: &Tx,
    rows: Vec<E::Model>,
    changed: &[E::Column],
) -> Result<(), ServiceError>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + ActiveModelBehavior + Send,
{
    if rows.is_empty() || changed.is_empty() {
        return Ok(());
    }
    if tx.get_database_backend() != DbBackend::Postgres {
        for row in rows {
            E::update(row.into_active_model().reset_all()).validate()?.exec(tx).await?;
        }
        return Ok(());
    }
    let table = E::default().table_name().to_owned();
    let mut arrays = Arrays::default();
    let mut keys = Vec::new();
    for key in E::PrimaryKey::iter() {
        let column = key.into_column();
        let name = column.as_str().to_owned();
        let cell = arrays.cell(&name, rows.iter().map(|row| row.get(column)).collect());
        keys.push(format!("\"{table}\".\"{name}\" = {cell}"));
    }
    let mut sets = Vec::new();
    for column in changed {
        let name = column.as_str().to_owned();
        let cell = arrays.cell(&name, rows.iter().map(|row| row.get(*column)).collect());
        sets.push(format!("\"{name}\" = {cell}"));
    }
    let sql = format!(
        "UPDATE \"{table}\" SET {} FROM {} WHERE {}",
        sets.join(", "),
        arrays.source(),
        keys.join(" AND ")
    );
    tx.execute_raw(arrays.statement(sql)).await?;
    Ok(())
}

/// The columns in which any row differs from what it was.
pub(crate) fn differing<'r, M: ModelTrait + 'r>(
    pairs: impl IntoIterator<Item = (&'r M, &'r M)>,
) -> Vec<<M::Entity as EntityTrait>::Column> {
    let mut columns: Vec<_> =
        <M::Entity as EntityTrait>::Column::iter().map(|c| (c, false)).collect();
    for (before, after) in pairs {
        for (column, differs) in &mut columns {
            *differs = *differs || before.get(*column) != after.get(*column);
        }
    }
    columns.into_iter().filter(|(_, differs)| *differs).map(|(column, _)| column).collect()
}

/// Columns as arrays, and what a statement says to read them.
#[derive(Default)]
struct Arrays {
    values: Vec<Value>,
    names: Vec<String>,
}

impl Arrays {
    /// Takes a column in; answers the expression that stands for its cell. An array has no nulls: a
    /// column that has some is taken in with a second array that says where.
    fn cell(&mut self, name: &str, mut cells: Vec<Value>) -> String {
        let nulls: Vec<bool> = cells.iter().map(|cell| !cell.is_some()).collect();
        let Some(sample) = cells.iter().find(|cell| cell.is_some()).cloned() else {
            return "NULL".to_owned();
        };
        if !nulls.contains(&true) {
            return self.array(name, &sample, cells);
        }
        for (cell, null) in cells.iter_mut().zip(&nulls) {
            if *null {
                *cell = sample.clone();
            }
        }
        let whether = nulls.into_iter().map(|null| Value::Bool(Some(null))).collect();
        let whether = self.array(&format!("{name}_null"), &Value::Bool(Some(true)), whether);
        let cell = self.array(name, &sample, cells);
        format!("CASE WHEN {whether} THEN NULL ELSE {cell} END")
    }

    fn array(&mut self, name: &str, sample: &Value, cells: Vec<Value>) -> String {
        self.values.push(Value::Array(sample.array_type(), Some(Box::new(cells))));
        let cell = format!("v.\"{name}\"");
        self.names.push(format!("\"{name}\""));
        cell
    }

    fn source(&self) -> String {
        let places: Vec<_> = (1..=self.values.len()).map(|place| format!("${place}")).collect();
        format!("UNNEST({}) AS v({})", places.join(", "), self.names.join(", "))
    }

    fn statement(self, sql: String) -> Statement {
        Statement::from_sql_and_values(DbBackend::Postgres, sql, self.values)
    }
}
