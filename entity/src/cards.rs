//! Rungs of the ladder that have fired: cards (黄牌/红牌), supervision orders, interviews. Unique per clock and rung.

use sea_orm::entity::prelude::*;

use domain::time::Timestamp;

/// One row of `cards`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "cards")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub clock_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub rung: String,
    pub appeal_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub action: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub colour: Option<String>,
    pub department_id: Option<Uuid>,
    pub handler_id: Option<Uuid>,
    pub due_at: Timestamp,
    pub recorded_at: Timestamp,
    pub moot_at: Option<Timestamp>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
