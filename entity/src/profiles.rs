//! Versioned clock profiles (时限方案); the body is a `domain::sla::profile::Profile`.

use sea_orm::entity::prelude::*;

use domain::time::Timestamp;

/// One row of `profiles`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "profiles")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    #[sea_orm(column_type = "Text")]
    pub effective_from: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub body: Json,
    pub created_at: Timestamp,
    pub change_id: Option<Uuid>,
    pub reaches_open: bool,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
