//! Calendar feeds of due dates (ICS): who subscribed, for which department; only the hash of the token.

use sea_orm::entity::prelude::*;

use domain::time::Timestamp;

/// One row of `feeds`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "feeds")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub staff_id: Uuid,
    pub department_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub token_hash: String,
    pub created_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
