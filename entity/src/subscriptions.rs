//! What an entrepreneur has agreed to receive: the quota ledger of subscription messages.

use sea_orm::entity::prelude::*;

use domain::time::Timestamp;

/// One row of `subscriptions`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "subscriptions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entrepreneur_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub template_id: String,
    #[sea_orm(column_type = "Text")]
    pub status: String,
    pub granted: i32,
    pub used: i32,
    pub updated_at: Timestamp,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
