//! What is owed to others: saved answers, the outbox, the inbox, dead letters, notices.

use sea_orm_migration::prelude::*;

use crate::columns::{
    at, at_null, create, drop, id, index, int, json, text, text_null, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        create(
            m,
            "idempotency_keys",
            vec![
                text("caller"),
                text("key"),
                text("request_hash"),
                int("status"),
                text("body"),
                text_null("etag"),
                text_null("location"),
                at("created_at"),
                at("expires_at"),
            ],
            &["caller", "key"],
            &[],
        )
        .await?;
        index(m, "CREATE INDEX ix_idempotency_expires ON idempotency_keys (expires_at)").await?;
        create(
            m,
            "outbox",
            vec![
                id(),
                text("routing_key"),
                json("payload"),
                json("headers"),
                at("created_at"),
                at("available_at"),
                at_null("leased_until"),
                uuid_null("lease_id"),
                int("attempts").default(0).to_owned(),
            ],
            &[],
            &[],
        )
        .await?;
        index(m, "CREATE INDEX ix_outbox_available ON outbox (available_at)").await?;
        create(
            m,
            "inbox",
            vec![text("consumer"), uuid("message_id"), at("processed_at")],
            &["consumer", "message_id"],
            &[],
        )
        .await?;
        index(m, "CREATE INDEX ix_inbox_processed ON inbox (processed_at)").await?;
        dead_letters(m).await?;
        notices(m).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop(
            m,
            &["subscriptions", "notices", "dead_letters", "inbox", "outbox", "idempotency_keys"],
        )
        .await
    }
}

async fn dead_letters(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        m,
        "dead_letters",
        vec![
            id(),
            text("queue"),
            uuid("message_id"),
            text("routing_key"),
            json("payload"),
            json("headers"),
            text("reason"),
            int("attempts"),
            at("created_at"),
            at_null("resolved_at"),
            text_null("resolution"),
        ],
        &[],
        &[],
    )
    .await?;
    index(m, "CREATE UNIQUE INDEX ux_dead_letters_message ON dead_letters (queue, message_id)")
        .await
}

async fn notices(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        m,
        "notices",
        vec![
            id(),
            uuid("event_id"),
            uuid("appeal_id"),
            text("recipient_kind"),
            uuid("recipient_id"),
            text("channel"),
            text("template"),
            json("params"),
            text("state"),
            int("attempts").default(0).to_owned(),
            at("available_at"),
            at_null("leased_until"),
            text_null("provider_id"),
            text_null("outcome_code"),
            at("created_at"),
            at_null("settled_at"),
            at_null("read_at"),
        ],
        &[],
        &[("appeal_id", "appeals", "id")],
    )
    .await?;
    index(
        m,
        "CREATE UNIQUE INDEX ux_notices_once \
         ON notices (event_id, recipient_kind, recipient_id, channel)",
    )
    .await?;
    index(m, "CREATE INDEX ix_notices_owed ON notices (available_at) WHERE state = 'owed'").await?;
    index(m, "CREATE INDEX ix_notices_recipient ON notices (recipient_kind, recipient_id, id)")
        .await?;
    index(m, "CREATE INDEX ix_notices_appeal ON notices (appeal_id)").await?;
    create(
        m,
        "subscriptions",
        vec![
            uuid("entrepreneur_id"),
            text("template_id"),
            text("status"),
            int("granted").default(0).to_owned(),
            int("used").default(0).to_owned(),
            at("updated_at"),
        ],
        &["entrepreneur_id", "template_id"],
        &[("entrepreneur_id", "entrepreneurs", "id")],
    )
    .await
}
