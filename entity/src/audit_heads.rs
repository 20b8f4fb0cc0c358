//! Signed heads of the audit trail, as they were given away; `stored_as` is the place in the object store.

use sea_orm::entity::prelude::*;

use domain::time::Timestamp;

/// One row of `audit_heads`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_heads")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub position: i64,
    #[sea_orm(column_type = "Text")]
    pub mac: String,
    pub at: Timestamp,
    #[sea_orm(column_type = "Text")]
    pub key_id: String,
    #[sea_orm(column_type = "Text")]
    pub signature: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub stored_as: Option<String>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
