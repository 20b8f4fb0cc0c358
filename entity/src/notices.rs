//! Notices (通知), one row per event, recipient and channel.

use sea_orm::entity::prelude::*;

use domain::time::Timestamp;

/// One row of `notices`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "notices")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub event_id: Uuid,
    pub appeal_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub recipient_kind: String,
    pub recipient_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub channel: String,
    #[sea_orm(column_type = "Text")]
    pub template: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub params: Json,
    #[sea_orm(column_type = "Text")]
    pub state: String,
    pub attempts: i32,
    pub available_at: Timestamp,
    pub leased_until: Option<Timestamp>,
    #[sea_orm(column_type = "Text", nullable)]
    pub provider_id: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub outcome_code: Option<String>,
    pub created_at: Timestamp,
    pub settled_at: Option<Timestamp>,
    pub read_at: Option<Timestamp>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
