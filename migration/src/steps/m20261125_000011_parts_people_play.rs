//! Who stands where for how long: officers and their firms, visits, absences; and what is needed to seal
//! phone numbers and to erase a person.

use sea_orm_migration::prelude::*;

use crate::columns::{add, at, at_null, create, drop, id, index, text, text_null, uuid, uuid_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        officers(m).await?;
        create(
            m,
            "absences",
            vec![
                id(),
                uuid("staff_id"),
                uuid("substitute_id"),
                at("starts_at"),
                at("ends_at"),
                text_null("reason"),
                uuid("created_by"),
                at("created_at"),
            ],
            &[],
            &[("staff_id", "staff", "id"), ("substitute_id", "staff", "id")],
        )
        .await?;
        index(m, "CREATE INDEX ix_absences_staff ON absences (staff_id, ends_at)").await?;
        index(m, "CREATE INDEX ix_absences_substitute ON absences (substitute_id, ends_at)")
            .await?;
        // A sealed number cannot be looked up; its keyed fingerprint can.
        add(m, "entrepreneurs", text_null("phone_index")).await?;
        add(m, "entrepreneurs", at_null("erased_at")).await?;
        index(
            m,
            "CREATE UNIQUE INDEX ux_entrepreneurs_phone ON entrepreneurs (phone_index) \
             WHERE phone_index IS NOT NULL",
        )
        .await?;
        index(
            m,
            "CREATE INDEX ix_appeals_handler ON appeals (handler_id) WHERE handler_id IS NOT NULL",
        )
        .await?;
        index(m, "CREATE INDEX ix_appeals_filer ON appeals (filed_by)").await?;
        index(
            m,
            "CREATE INDEX ix_appeals_contact ON appeals (closed_at) \
             WHERE contact_phone IS NOT NULL OR contact_name IS NOT NULL",
        )
        .await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop(m, &["absences", "visits", "officer_assignments"]).await
    }
}

async fn officers(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        m,
        "officer_assignments",
        vec![
            id(),
            uuid("staff_id"),
            uuid("enterprise_id"),
            at("starts_at"),
            at_null("ends_at"),
            uuid_null("created_by"),
            at("created_at"),
        ],
        &[],
        &[("staff_id", "staff", "id"), ("enterprise_id", "enterprises", "id")],
    )
    .await?;
    index(m, "CREATE INDEX ix_officers_staff ON officer_assignments (staff_id)").await?;
    index(m, "CREATE INDEX ix_officers_firm ON officer_assignments (enterprise_id)").await?;
    create(
        m,
        "visits",
        vec![
            id(),
            uuid("staff_id"),
            uuid("enterprise_id"),
            at("visited_at"),
            text("note"),
            uuid_null("appeal_id"),
            at("created_at"),
        ],
        &[],
        &[("staff_id", "staff", "id"), ("enterprise_id", "enterprises", "id")],
    )
    .await?;
    index(m, "CREATE INDEX ix_visits_firm ON visits (enterprise_id, visited_at)").await?;
    index(m, "CREATE INDEX ix_visits_staff ON visits (staff_id, visited_at)").await
}
