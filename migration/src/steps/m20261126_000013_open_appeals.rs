//! What supervision filters and counts open promises by, in one index of the appeals that are open: beside
//! ten years of closed ones, it is all that has to be read. It costs one entry more per change of an appeal
//! that is open, and is as large as the work at hand, not as the archive.

use sea_orm_migration::prelude::*;

use crate::columns::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        index(
            m,
            "CREATE INDEX ix_appeals_open \
             ON appeals (id, county, chain, category, level, holder, department_id) \
             WHERE closed_at IS NULL",
        )
        .await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        index(m, "DROP INDEX ix_appeals_open").await
    }
}
