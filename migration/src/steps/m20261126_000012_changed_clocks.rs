//! Clocks that a change of calendar or profile moves: which version each was counted by, what was
//! previewed and applied, cards that became moot; parks; incidents; bulletins that concern no appeal;
//! feeds of due dates.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::columns::{
    add, at, at_null, bigint, create, drop, flag, id, index, int, json, text, text_null, uuid,
    uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        places(m).await?;
        clocks(m).await?;
        changes(m).await?;
        create(
            m,
            "incidents",
            vec![
                id(),
                text("kind"),
                uuid_null("appeal_id"),
                uuid_null("subject_id"),
                json("details"),
                at("found_at"),
                at("seen_at"),
                at_null("resolved_at"),
                uuid_null("resolved_by"),
                text_null("resolution"),
            ],
            &[],
            &[],
        )
        .await?;
        // The same fault found again is the same incident.
        index(
            m,
            "CREATE UNIQUE INDEX ux_incidents_open ON incidents (kind, subject_id) \
             WHERE resolved_at IS NULL",
        )
        .await?;
        // What is done once a day, by whichever worker comes first.
        create(
            m,
            "bulletins",
            vec![text("kind"), text("day"), uuid("id"), json("summary"), at("made_at")],
            &["kind", "day"],
            &[],
        )
        .await?;
        create(
            m,
            "feeds",
            vec![
                id(),
                uuid("staff_id"),
                uuid("department_id"),
                text("token_hash").unique_key().to_owned(),
                at("created_at"),
                at_null("revoked_at"),
            ],
            &[],
            &[("staff_id", "staff", "id"), ("department_id", "departments", "id")],
        )
        .await?;
        notices_without_appeal(m).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop(m, &["feeds", "bulletins", "incidents", "clock_moves", "clock_changes", "parks"]).await
    }
}

/// Parks (园区), and where an appeal comes from: what closure notices are for.
async fn places(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        m,
        "parks",
        vec![text("code").primary_key().to_owned(), text("name"), text("county")],
        &[],
        &[],
    )
    .await?;
    add(m, "enterprises", text_null("park")).await?;
    add(m, "appeals", text_null("park")).await?;
    add(m, "appeals", text_null("profile")).await?;
    let db = m.get_connection();
    db.execute_unprepared("UPDATE appeals SET profile = level").await?;
    // The calendar's name says where its closures are looked up: `city@371402`.
    db.execute_unprepared(
        "UPDATE clocks SET calendar = calendar || '@' || \
         (SELECT county FROM appeals WHERE appeals.id = clocks.appeal_id) \
         WHERE EXISTS (SELECT 1 FROM appeals WHERE appeals.id = clocks.appeal_id \
         AND county IS NOT NULL)",
    )
    .await?;
    db.execute_unprepared(
        "UPDATE appeals SET calendar = calendar || '@' || county WHERE county IS NOT NULL",
    )
    .await?;
    Ok(())
}

async fn clocks(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    add(m, "clocks", int("calendar_version").default(1).to_owned()).await?;
    add(m, "cards", at_null("moot_at")).await?;
    for table in ["calendars", "profiles"] {
        add(m, table, uuid_null("change_id")).await?;
    }
    // Whether appeals that were already open follow this version.
    add(m, "profiles", flag("reaches_open", false)).await?;
    // What a change may move, and the nightly self-check computes again: the open ones, in order.
    index(m, "CREATE INDEX ix_clocks_open ON clocks (id) WHERE stopped_at IS NULL").await
}

async fn changes(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        m,
        "clock_changes",
        vec![
            id(),
            text("kind"),
            text("code"),
            int("from_version"),
            int("to_version"),
            text("state"),
            text("reason"),
            json("edits"),
            json("body"),
            flag("reaches_open", false),
            json("summary"),
            text("digest"),
            uuid("made_by"),
            at("made_at"),
            uuid_null("applied_by"),
            at_null("applied_at"),
            at_null("finished_at"),
            bigint("done").default(0).to_owned(),
            at_null("leased_until"),
        ],
        &[],
        &[],
    )
    .await?;
    // Apart, because it may be long and is seldom read.
    create(
        m,
        "clock_moves",
        vec![
            uuid("change_id").primary_key().to_owned(),
            ColumnDef::new(Alias::new("moves")).blob().not_null().to_owned(),
        ],
        &[],
        &[("change_id", "clock_changes", "id")],
    )
    .await?;
    index(m, "CREATE INDEX ix_clock_changes_state ON clock_changes (state, made_at)").await?;
    index(m, "CREATE INDEX ix_clock_changes_code ON clock_changes (kind, code, id)").await
}

/// A digest concerns no appeal. SQLite cannot loosen a column, so the table is made anew there.
async fn notices_without_appeal(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = m.get_connection();
    if m.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared("ALTER TABLE notices ALTER COLUMN appeal_id DROP NOT NULL").await?;
        return Ok(());
    }
    create(
        m,
        "notices_anew",
        vec![
            id(),
            uuid("event_id"),
            uuid_null("appeal_id"),
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
    let columns = "id, event_id, appeal_id, recipient_kind, recipient_id, channel, template, params, \
                   state, attempts, available_at, leased_until, provider_id, outcome_code, \
                   created_at, settled_at, read_at";
    let copy = format!("INSERT INTO notices_anew ({columns}) SELECT {columns} FROM notices");
    for sql in [
        copy.as_str(),
        "DROP TABLE notices",
        "ALTER TABLE notices_anew RENAME TO notices",
        "CREATE UNIQUE INDEX ux_notices_once \
         ON notices (event_id, recipient_kind, recipient_id, channel)",
        "CREATE INDEX ix_notices_owed ON notices (available_at) WHERE state = 'owed'",
        "CREATE INDEX ix_notices_recipient ON notices (recipient_kind, recipient_id, id)",
        "CREATE INDEX ix_notices_appeal ON notices (appeal_id)",
    ] {
        db.execute_unprepared(sql).await?;
    }
    Ok(())
}
