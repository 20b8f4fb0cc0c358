//! Who there is: entrepreneurs, enterprises, staff, and how they sign in.

use sea_orm_migration::prelude::*;

use crate::columns::{
    at, at_null, create, drop, flag, id, index, int, text, text_null, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        create(
            m,
            "departments",
            vec![
                id(),
                text("code").unique_key().to_owned(),
                text("name"),
                text("short_name"),
                text("kind"),
                text("duties"),
                flag("active", true),
            ],
            &[],
            &[],
        )
        .await?;
        create(
            m,
            "enterprises",
            vec![
                id(),
                text("uscc").unique_key().to_owned(),
                text("name"),
                text_null("county"),
                text_null("chain"),
                text_null("industry"),
                text("verification"),
                at("created_at"),
            ],
            &[],
            &[],
        )
        .await?;
        create(
            m,
            "entrepreneurs",
            vec![
                id(),
                text_null("openid").unique_key().to_owned(),
                text_null("phone").unique_key().to_owned(),
                text_null("name"),
                at("created_at"),
            ],
            &[],
            &[],
        )
        .await?;
        create(
            m,
            "bindings",
            vec![
                uuid("entrepreneur_id"),
                uuid("enterprise_id"),
                text("position"),
                text("status"),
                text_null("override_reason"),
                at("created_at"),
            ],
            &["entrepreneur_id", "enterprise_id"],
            &[("entrepreneur_id", "entrepreneurs", "id"), ("enterprise_id", "enterprises", "id")],
        )
        .await?;
        index(m, "CREATE INDEX ix_bindings_enterprise ON bindings (enterprise_id)").await?;
        staff(m).await?;
        sign_in(m).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop(
            m,
            &[
                "sms_codes",
                "refresh_tokens",
                "staff_roles",
                "staff",
                "bindings",
                "entrepreneurs",
                "enterprises",
                "departments",
            ],
        )
        .await
    }
}

async fn staff(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        m,
        "staff",
        vec![
            id(),
            text("username").unique_key().to_owned(),
            text("password_hash"),
            text("name"),
            uuid_null("department_id"),
            text_null("wecom_id"),
            text_null("phone"),
            text_null("totp_secret"),
            flag("active", true),
            at("created_at"),
        ],
        &[],
        &[("department_id", "departments", "id")],
    )
    .await?;
    index(m, "CREATE INDEX ix_staff_department ON staff (department_id)").await?;
    create(
        m,
        "staff_roles",
        vec![uuid("staff_id"), text("role")],
        &["staff_id", "role"],
        &[("staff_id", "staff", "id")],
    )
    .await?;
    index(m, "CREATE INDEX ix_staff_roles_role ON staff_roles (role)").await
}

async fn sign_in(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        m,
        "refresh_tokens",
        vec![
            id(),
            uuid("family"),
            text("subject_kind"),
            uuid("subject_id"),
            text("token_hash").unique_key().to_owned(),
            at("issued_at"),
            at("expires_at"),
            at_null("spent_at"),
            at_null("revoked_at"),
        ],
        &[],
        &[],
    )
    .await?;
    index(m, "CREATE INDEX ix_refresh_tokens_family ON refresh_tokens (family)").await?;
    index(m, "CREATE INDEX ix_refresh_tokens_expires ON refresh_tokens (expires_at)").await?;
    create(
        m,
        "sms_codes",
        vec![
            id(),
            text("phone"),
            text("code_hash"),
            at("created_at"),
            at("expires_at"),
            int("attempts").default(0).to_owned(),
            at_null("used_at"),
        ],
        &[],
        &[],
    )
    .await?;
    index(m, "CREATE INDEX ix_sms_codes_phone ON sms_codes (phone, created_at)").await
}
