//! What is done once a day by whichever worker comes first: the digest, reminders, the self-check.

use sea_orm::entity::prelude::*;

use domain::time::Timestamp;

/// One row of `bulletins`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "bulletins")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: String,
    pub id: Uuid,
    #[sea_orm(column_type = "JsonBinary")]
    pub summary: Json,
    pub made_at: Timestamp,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
