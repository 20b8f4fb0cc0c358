//! Published appeals (晒单): redacted texts, with the firm's consent.

use sea_orm::entity::prelude::*;

use domain::time::Timestamp;

/// One row of `publications`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "publications")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub appeal_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub number: String,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub question: String,
    #[sea_orm(column_type = "Text")]
    pub answer: String,
    #[sea_orm(column_type = "Text")]
    pub category: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub county: Option<String>,
    pub department_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub outcome: String,
    pub filed_at: Timestamp,
    pub closed_at: Timestamp,
    pub published_at: Timestamp,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
