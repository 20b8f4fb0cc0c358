//! Short names for the column shapes that every table uses.

use sea_orm_migration::prelude::*;

/// A `UUIDv7`, not null.
pub(crate) fn uuid(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).uuid().not_null().to_owned()
}

/// A `UUIDv7` or null.
pub(crate) fn uuid_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).uuid().null().to_owned()
}

/// The primary key of most tables.
pub(crate) fn id() -> ColumnDef {
    ColumnDef::new(Alias::new("id")).uuid().not_null().primary_key().to_owned()
}

/// Text of any length, not null. Lengths are the parsers' business, not the database's.
pub(crate) fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).text().not_null().to_owned()
}

/// Text or null.
pub(crate) fn text_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).text().null().to_owned()
}

/// A moment in UTC, not null.
pub(crate) fn at(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).timestamp_with_time_zone().not_null().to_owned()
}

/// A moment in UTC or null.
pub(crate) fn at_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).timestamp_with_time_zone().null().to_owned()
}

/// A yes or no.
pub(crate) fn flag(name: &'static str, default: bool) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).boolean().not_null().default(default).to_owned()
}

/// A whole number, not null.
pub(crate) fn int(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).integer().not_null().to_owned()
}

/// A large whole number, not null.
pub(crate) fn bigint(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).big_integer().not_null().to_owned()
}

/// A whole number or null.
pub(crate) fn int_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).integer().null().to_owned()
}

/// A JSON document (`jsonb` on PostgreSQL, text on SQLite), not null.
pub(crate) fn json(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).json_binary().not_null().to_owned()
}

/// Creates a table from its columns; the first two arguments read like the table itself.
pub(crate) async fn create(
    manager: &SchemaManager<'_>,
    name: &'static str,
    columns: Vec<ColumnDef>,
    primary: &[&'static str],
    references: &[(&'static str, &'static str, &'static str)],
) -> Result<(), DbErr> {
    let mut table = Table::create();
    table.table(Alias::new(name));
    for mut column in columns {
        table.col(&mut column);
    }
    if !primary.is_empty() {
        let mut key = Index::create();
        for column in primary {
            key.col(Alias::new(*column));
        }
        table.primary_key(&mut key);
    }
    for (column, other, other_column) in references {
        table.foreign_key(
            ForeignKey::create()
                .name(format!("fk_{name}_{column}"))
                .from(Alias::new(name), Alias::new(*column))
                .to(Alias::new(*other), Alias::new(*other_column)),
        );
    }
    manager.create_table(table.to_owned()).await
}

/// Adds a column to a table.
pub(crate) async fn add(
    manager: &SchemaManager<'_>,
    table: &'static str,
    mut column: ColumnDef,
) -> Result<(), DbErr> {
    let alter = Table::alter().table(Alias::new(table)).add_column(&mut column).to_owned();
    manager.alter_table(alter).await
}

/// Creates an index by plain SQL, which is the same in both dialects and can carry a condition.
pub(crate) async fn index(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    manager.get_connection().execute_unprepared(sql).await.map(|_| ())
}

/// Drops the tables in the order given.
pub(crate) async fn drop(
    manager: &SchemaManager<'_>,
    tables: &[&'static str],
) -> Result<(), DbErr> {
    for table in tables {
        manager.drop_table(Table::drop().table(Alias::new(*table)).to_owned()).await?;
    }
    Ok(())
}
