//! Visits of officers to firms (走访日志).

use sea_orm::entity::prelude::*;

use domain::time::Timestamp;

/// One row of `visits`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "visits")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub staff_id: Uuid,
    pub enterprise_id: Uuid,
    pub visited_at: Timestamp,
    #[sea_orm(column_type = "Text")]
    pub note: String,
    pub appeal_id: Option<Uuid>,
    pub created_at: Timestamp,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
