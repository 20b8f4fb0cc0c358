//! What slows down guessing: failed sign-ins by name, and the last one-time code of each account.

use sea_orm_migration::prelude::*;

use crate::columns::{at, at_null, bigint, create, drop, index, int, text, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        // By the hash of the name as typed, whether there is such an account or not.
        create(
            m,
            "login_strikes",
            vec![
                text("name_hash").primary_key().to_owned(),
                int("failures"),
                at_null("locked_until"),
                at("last_at"),
            ],
            &[],
            &[],
        )
        .await?;
        index(m, "CREATE INDEX ix_login_strikes_last ON login_strikes (last_at)").await?;
        create(
            m,
            "totp_steps",
            vec![uuid("staff_id").primary_key().to_owned(), bigint("step")],
            &[],
            &[("staff_id", "staff", "id")],
        )
        .await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop(m, &["totp_steps", "login_strikes"]).await
    }
}
