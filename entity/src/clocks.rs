//! Clocks (时限), one row per appeal, stage and round.

use sea_orm::entity::prelude::*;

use domain::time::Timestamp;

/// One row of `clocks`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "clocks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub appeal_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub stage: String,
    pub round: i32,
    #[sea_orm(column_type = "Text")]
    pub unit: String,
    pub amount: i32,
    #[sea_orm(column_type = "JsonBinary")]
    pub adjustments: Json,
    #[sea_orm(column_type = "Text")]
    pub calendar: String,
    #[sea_orm(column_type = "Text")]
    pub profile: String,
    pub profile_version: i32,
    pub started_at: Timestamp,
    pub due_at: Timestamp,
    pub yellow_at: Timestamp,
    pub provisional: bool,
    pub stopped_at: Option<Timestamp>,
    pub breached_at: Option<Timestamp>,
    pub next_fire_at: Option<Timestamp>,
    pub next_rung: i32,
    pub leased_until: Option<Timestamp>,
    pub party_id: Option<Uuid>,
    pub paused_at: Option<Timestamp>,
    pub calendar_version: i32,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
