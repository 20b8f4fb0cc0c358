//! Changes of calendars and profiles (时限变更): what was previewed, and what came of it.

use sea_orm::entity::prelude::*;

use domain::time::Timestamp;

/// One row of `clock_changes`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "clock_changes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    #[sea_orm(column_type = "Text")]
    pub code: String,
    pub from_version: i32,
    pub to_version: i32,
    #[sea_orm(column_type = "Text")]
    pub state: String,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub edits: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub body: Json,
    pub reaches_open: bool,
    #[sea_orm(column_type = "JsonBinary")]
    pub summary: Json,
    #[sea_orm(column_type = "Text")]
    pub digest: String,
    pub made_by: Uuid,
    pub made_at: Timestamp,
    pub applied_by: Option<Uuid>,
    pub applied_at: Option<Timestamp>,
    pub finished_at: Option<Timestamp>,
    pub done: i64,
    pub leased_until: Option<Timestamp>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
