//! The rest of an appeal's life: clocks of helpers, clocks that stand still, who else takes part, what is
//! published, what hangs together.

use sea_orm_migration::prelude::*;

use crate::columns::{add, at, at_null, create, drop, index, text, text_null, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        add(m, "clocks", uuid_null("party_id")).await?;
        add(m, "clocks", at_null("paused_at")).await?;
        add(m, "appeals", uuid_null("merged_into")).await?;
        add(m, "appeals", uuid_null("split_from")).await?;
        index(
            m,
            "CREATE INDEX ix_appeals_merged ON appeals (merged_into) WHERE merged_into IS NOT NULL",
        )
        .await?;
        // Departments called to help and members of task forces: who sees the appeal beside its lead.
        create(
            m,
            "appeal_parties",
            vec![uuid("appeal_id"), text("kind"), uuid("party_id"), at("since")],
            &["appeal_id", "kind", "party_id"],
            &[("appeal_id", "appeals", "id")],
        )
        .await?;
        index(m, "CREATE INDEX ix_appeal_parties_party ON appeal_parties (party_id, kind)").await?;
        create(
            m,
            "publications",
            vec![
                uuid("appeal_id").primary_key().to_owned(),
                text("number"),
                text("title"),
                text("question"),
                text("answer"),
                text("category"),
                text_null("county"),
                uuid_null("department_id"),
                text("outcome"),
                at("filed_at"),
                at("closed_at"),
                at("published_at"),
            ],
            &[],
            &[("appeal_id", "appeals", "id")],
        )
        .await?;
        index(m, "CREATE INDEX ix_publications_at ON publications (published_at)").await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop(m, &["publications", "appeal_parties"]).await
    }
}
