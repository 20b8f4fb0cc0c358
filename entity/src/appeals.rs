//! Appeals (诉求): the present state; its history is in [`crate::appeal_events`].

use sea_orm::entity::prelude::*;

use domain::time::Timestamp;

/// One row of `appeals`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "appeals")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub number: String,
    pub enterprise_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub filed_by_kind: String,
    pub filed_by: Uuid,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub content: String,
    #[sea_orm(column_type = "Text")]
    pub content_sha256: String,
    #[sea_orm(column_type = "Text")]
    pub category: String,
    #[sea_orm(column_type = "Text")]
    pub level: String,
    pub profile_version: i32,
    #[sea_orm(column_type = "Text")]
    pub calendar: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub county: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub chain: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub contact_name: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub contact_phone: Option<String>,
    pub confidential: bool,
    #[sea_orm(column_type = "Text")]
    pub channel: String,
    #[sea_orm(column_type = "Text")]
    pub state: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub facts: Json,
    pub department_id: Option<Uuid>,
    pub handler_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub holder: String,
    pub held_since: Timestamp,
    pub next_due_at: Option<Timestamp>,
    pub version: i64,
    pub last_seq: i64,
    pub filed_at: Timestamp,
    pub updated_at: Timestamp,
    pub closed_at: Option<Timestamp>,
    #[sea_orm(column_type = "Text", nullable)]
    pub outcome: Option<String>,
    pub rating: Option<i32>,
    pub merged_into: Option<Uuid>,
    pub split_from: Option<Uuid>,
    #[sea_orm(column_type = "Text", nullable)]
    pub park: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub profile: Option<String>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
