//! Which officer (红色CGO) looks after which enterprise, from when until when.

use sea_orm::entity::prelude::*;

use domain::time::Timestamp;

/// One row of `officer_assignments`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "officer_assignments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub staff_id: Uuid,
    pub enterprise_id: Uuid,
    pub starts_at: Timestamp,
    pub ends_at: Option<Timestamp>,
    pub created_by: Option<Uuid>,
    pub created_at: Timestamp,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
