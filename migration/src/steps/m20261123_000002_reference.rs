//! What the city has decided: counties, categories, chains, calendars, profiles.

use sea_orm_migration::prelude::*;

use crate::columns::{at, create, drop, flag, int, json, text, text_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        create(m, "counties", vec![text("code").primary_key().to_owned(), text("name")], &[], &[])
            .await?;
        create(
            m,
            "categories",
            vec![
                text("code").primary_key().to_owned(),
                text("name_zh"),
                text("name_en"),
                text_null("department_code"),
                text("profile"),
                int("sort"),
                flag("manual_intake", false),
                flag("active", true),
            ],
            &[],
            &[],
        )
        .await?;
        create(
            m,
            "chains",
            vec![
                text("code").primary_key().to_owned(),
                text("name"),
                text("level"),
                text_null("county"),
                text_null("department_code"),
            ],
            &[],
            &[],
        )
        .await?;
        for table in ["calendars", "profiles"] {
            create(
                m,
                table,
                vec![
                    text("code"),
                    int("version"),
                    text("effective_from"),
                    json("body"),
                    at("created_at"),
                ],
                &["code", "version"],
                &[],
            )
            .await?;
        }
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop(m, &["profiles", "calendars", "chains", "categories", "counties"]).await
    }
}
