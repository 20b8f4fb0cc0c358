//! The proof: the audit trail, chained by a keyed hash, and the signed heads that were given away.

use sea_orm_migration::prelude::*;

use crate::columns::{add, at, bigint, create, drop, id, index, int, text, text_null, uuid_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        create(
            m,
            "audit_entries",
            vec![
                bigint("position").primary_key().to_owned(),
                at("at"),
                text("actor_kind"),
                uuid_null("actor_id"),
                text("action"),
                text("subject_kind"),
                uuid_null("subject_id"),
                uuid_null("record_id"),
                text("digest"),
                text("details"),
                text("request_id"),
                text("hash_name"),
                text("mac"),
            ],
            &[],
            &[],
        )
        .await?;
        index(m, "CREATE INDEX ix_audit_subject ON audit_entries (subject_id, position)").await?;
        index(
            m,
            "CREATE INDEX ix_audit_record ON audit_entries (record_id) \
             WHERE record_id IS NOT NULL",
        )
        .await?;
        index(m, "CREATE INDEX ix_audit_actor ON audit_entries (actor_id, position)").await?;
        // One row, locked by whoever appends: the place where the next entry is linked.
        create(
            m,
            "audit_chain",
            vec![int("id").primary_key().to_owned(), bigint("position"), text("mac")],
            &[],
            &[],
        )
        .await?;
        let first = "INSERT INTO audit_chain (id, position, mac) VALUES (1, 0, \
             '0000000000000000000000000000000000000000000000000000000000000000')";
        m.get_connection().execute_unprepared(first).await?;
        create(
            m,
            "audit_heads",
            vec![
                id(),
                bigint("position"),
                text("mac"),
                at("at"),
                text("key_id"),
                text("signature"),
                text_null("stored_as"),
            ],
            &[],
            &[],
        )
        .await?;
        index(m, "CREATE INDEX ix_audit_heads_at ON audit_heads (at)").await?;
        add(m, "dead_letters", uuid_null("resolved_by")).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop(m, &["audit_heads", "audit_chain", "audit_entries"]).await
    }
}
