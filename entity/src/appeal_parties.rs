//! Who takes part in an appeal beside its lead department: departments called to help (协办), members of
//! a task force (专班).

use sea_orm::entity::prelude::*;

use domain::time::Timestamp;

/// One row of `appeal_parties`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "appeal_parties")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub appeal_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub party_id: Uuid,
    pub since: Timestamp,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
