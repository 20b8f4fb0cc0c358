//! The appeal itself: its present state, its events, its clocks and cards.

use sea_orm_migration::prelude::*;

use crate::columns::{
    at, at_null, bigint, create, drop, flag, id, index, int, int_null, json, text, text_null, uuid,
    uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        appeals(m).await?;
        events(m).await?;
        clocks(m).await?;
        create(
            m,
            "attachments",
            vec![
                id(),
                text("owner_kind"),
                uuid("owner_id"),
                uuid_null("appeal_id"),
                uuid_null("event_id"),
                text("file_name"),
                text("media_type"),
                bigint("size"),
                text("sha256"),
                text("storage_key"),
                at("created_at"),
            ],
            &[],
            &[("appeal_id", "appeals", "id")],
        )
        .await?;
        index(m, "CREATE INDEX ix_attachments_appeal ON attachments (appeal_id)").await?;
        create(
            m,
            "number_blocks",
            vec![text("day").primary_key().to_owned(), bigint("next")],
            &[],
            &[],
        )
        .await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop(m, &["number_blocks", "attachments", "cards", "clocks", "appeal_events", "appeals"])
            .await
    }
}

async fn appeals(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        m,
        "appeals",
        vec![
            id(),
            text("number").unique_key().to_owned(),
            uuid("enterprise_id"),
            text("filed_by_kind"),
            uuid("filed_by"),
            text("title"),
            text("content"),
            text("content_sha256"),
            text("category"),
            text("level"),
            int("profile_version"),
            text("calendar"),
            text_null("county"),
            text_null("chain"),
            text_null("contact_name"),
            text_null("contact_phone"),
            flag("confidential", false),
            text("channel"),
            text("state"),
            json("facts"),
            uuid_null("department_id"),
            uuid_null("handler_id"),
            text("holder"),
            at("held_since"),
            at_null("next_due_at"),
            bigint("version"),
            bigint("last_seq"),
            at("filed_at"),
            at("updated_at"),
            at_null("closed_at"),
            text_null("outcome"),
            int_null("rating"),
        ],
        &[],
        &[("enterprise_id", "enterprises", "id"), ("department_id", "departments", "id")],
    )
    .await?;
    index(m, "CREATE INDEX ix_appeals_enterprise ON appeals (enterprise_id, id)").await?;
    index(
        m,
        "CREATE INDEX ix_appeals_department ON appeals (department_id, next_due_at) \
         WHERE department_id IS NOT NULL",
    )
    .await?;
    index(
        m,
        "CREATE INDEX ix_appeals_desk ON appeals (state, id) \
         WHERE state IN ('submitted', 'accepted', 'disputed')",
    )
    .await
}

async fn events(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        m,
        "appeal_events",
        vec![
            id(),
            uuid("appeal_id"),
            bigint("seq"),
            text("kind"),
            text("audience"),
            text("actor_kind"),
            uuid_null("actor_id"),
            at("at"),
            json("data"),
            text_null("request_id"),
        ],
        &[],
        &[("appeal_id", "appeals", "id")],
    )
    .await?;
    index(m, "CREATE UNIQUE INDEX ux_appeal_events_seq ON appeal_events (appeal_id, seq)").await
}

async fn clocks(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        m,
        "clocks",
        vec![
            id(),
            uuid("appeal_id"),
            text("stage"),
            int("round"),
            text("unit"),
            int("amount"),
            json("adjustments"),
            text("calendar"),
            text("profile"),
            int("profile_version"),
            at("started_at"),
            at("due_at"),
            at("yellow_at"),
            flag("provisional", false),
            at_null("stopped_at"),
            at_null("breached_at"),
            at_null("next_fire_at"),
            int("next_rung"),
            at_null("leased_until"),
        ],
        &[],
        &[("appeal_id", "appeals", "id")],
    )
    .await?;
    index(m, "CREATE UNIQUE INDEX ux_clocks_stage ON clocks (appeal_id, stage, round)").await?;
    index(m, "CREATE INDEX ix_clocks_fire ON clocks (next_fire_at) WHERE next_fire_at IS NOT NULL")
        .await?;
    index(m, "CREATE INDEX ix_clocks_due ON clocks (due_at) WHERE stopped_at IS NULL").await?;
    create(
        m,
        "cards",
        vec![
            uuid("clock_id"),
            text("rung"),
            uuid("appeal_id"),
            text("action"),
            text_null("colour"),
            uuid_null("department_id"),
            uuid_null("handler_id"),
            at("due_at"),
            at("recorded_at"),
        ],
        &["clock_id", "rung"],
        &[("clock_id", "clocks", "id"), ("appeal_id", "appeals", "id")],
    )
    .await?;
    index(m, "CREATE INDEX ix_cards_appeal ON cards (appeal_id)").await
}
