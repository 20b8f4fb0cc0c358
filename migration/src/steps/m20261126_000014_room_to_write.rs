//! What a minute in which a hundred thousand clocks fall due does not need: eight notices a clock, each with
//! a look at the appeal whose id it was made from and an entry in an index that only erasure read; an entry
//! by actor for what nobody did; and, for every change of an appeal, an entry in each of its indexes because
//! its page is full.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::columns::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

/// SQLite has neither fill factors nor a way to drop a foreign key, and one writer anyway.
const POSTGRES: [&str; 4] = [
    "ALTER TABLE notices DROP CONSTRAINT IF EXISTS fk_notices_appeal_id",
    "ALTER TABLE appeals SET (fillfactor = 80)",
    "ALTER TABLE clocks SET (fillfactor = 80)",
    // Ids and moments hardly get smaller, and a preview waits for the attempt.
    "ALTER TABLE clock_moves ALTER COLUMN moves SET STORAGE EXTERNAL",
];
const BACK: [&str; 4] = [
    "ALTER TABLE notices ADD CONSTRAINT fk_notices_appeal_id FOREIGN KEY (appeal_id) REFERENCES appeals (id)",
    "ALTER TABLE appeals RESET (fillfactor)",
    "ALTER TABLE clocks RESET (fillfactor)",
    "ALTER TABLE clock_moves ALTER COLUMN moves SET STORAGE EXTENDED",
];

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        index(m, "DROP INDEX IF EXISTS ix_notices_appeal").await?;
        index(m, "DROP INDEX ix_audit_actor").await?;
        index(
            m,
            "CREATE INDEX ix_audit_actor ON audit_entries (actor_id, position) \
             WHERE actor_id IS NOT NULL",
        )
        .await?;
        on_postgres(m, &POSTGRES).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        on_postgres(m, &BACK).await?;
        index(m, "DROP INDEX ix_audit_actor").await?;
        index(m, "CREATE INDEX ix_audit_actor ON audit_entries (actor_id, position)").await?;
        index(m, "CREATE INDEX ix_notices_appeal ON notices (appeal_id)").await
    }
}

async fn on_postgres(m: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    if m.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    for statement in statements {
        m.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}
