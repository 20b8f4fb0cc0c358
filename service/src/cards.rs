//! Cards (黄牌/红牌) and the other rungs that have fired: one row per clock and rung. A row that became void is
//! kept until its rung fires again; the events keep both.

use domain::time::Timestamp;
use entity::cards::{Column, Entity, Model};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use crate::error::ServiceError;
use crate::tx::Tx;

/// Rows per statement.
const AT_ONCE: usize = 1_000;

/// Writes the rungs that have fired. One that is void is written over; one that stands is a fault of the
/// house, and the transaction is lost.
///
/// # Errors
/// When the database refuses, or a rung fires a second time.
pub(crate) async fn give(
    tx: &Tx,
    cards: impl IntoIterator<Item = Model>,
) -> Result<(), ServiceError> {
    let mut rows = cards.into_iter().map(|card| card.into_active_model().reset_all()).peekable();
    while rows.peek().is_some() {
        let some: Vec<_> = rows.by_ref().take(AT_ONCE).collect();
        let count = some.len() as u64;
        let again = OnConflict::columns([Column::ClockId, Column::Rung])
            .update_columns([
                Column::Action,
                Column::Colour,
                Column::DepartmentId,
                Column::HandlerId,
                Column::DueAt,
                Column::RecordedAt,
                Column::MootAt,
            ])
            .action_and_where(Expr::col((Entity, Column::MootAt)).is_not_null())
            .to_owned();
        let written = Entity::insert_many(some).on_conflict(again).exec_without_returning(tx).await?;
        if written != count {
            return Err(ServiceError::internal("a rung of the ladder has fired already"));
        }
    }
    Ok(())
}

/// Marks rungs as void that a recalculation left without ground.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn void(
    tx: &Tx,
    rungs: impl IntoIterator<Item = (Uuid, String)>,
    at: Timestamp,
) -> Result<(), ServiceError> {
    let rungs: Vec<_> = rungs.into_iter().collect();
    for some in rungs.chunks(AT_ONCE) {
        let these = some.iter().fold(Condition::any(), |any, (clock, rung)| {
            any.add(Column::ClockId.eq(*clock).and(Column::Rung.eq(rung)))
        });
        Entity::update_many()
            .col_expr(Column::MootAt, Expr::value(Some(at)))
            .filter(these)
            .exec(tx)
            .await?;
    }
    Ok(())
}
