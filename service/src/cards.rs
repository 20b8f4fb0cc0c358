//! Cards (黄牌/红牌) and the other rungs that have fired: one row per clock and rung. A row that became void is
//! kept until its rung fires again; the events keep both.

use domain::time::Timestamp;
use entity::cards::{Column, Entity, Model};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::bulk;
use crate::error::ServiceError;
use crate::tx::Tx;

/// Rungs per statement.
const AT_ONCE: usize = 1_000;

/// Writes the rungs that have fired. One that is void is written over; one that stands is a fault of the
/// house, and the transaction is lost.
///
/// # Errors
/// When the database refuses, or a rung fires a second time.
pub(crate) async fn give(tx: &Tx, cards: Vec<Model>) -> Result<(), ServiceError> {
    let wanted = cards.len() as u64;
    let mut given = bulk::insert::<Entity>(tx, cards.clone(), true).await?;
    if given == wanted {
        return Ok(());
    }
    for card in cards {
        given += Entity::update_many()
            .col_expr(Column::Action, Expr::value(card.action))
            .col_expr(Column::Colour, Expr::value(card.colour))
            .col_expr(Column::DepartmentId, Expr::value(card.department_id))
            .col_expr(Column::HandlerId, Expr::value(card.handler_id))
            .col_expr(Column::DueAt, Expr::value(card.due_at))
            .col_expr(Column::RecordedAt, Expr::value(card.recorded_at))
            .col_expr(Column::MootAt, Expr::value(None::<Timestamp>))
            .filter(Column::ClockId.eq(card.clock_id))
            .filter(Column::Rung.eq(card.rung))
            .filter(Column::MootAt.is_not_null())
            .exec(tx)
            .await?
            .rows_affected;
    }
    if given == wanted {
        return Ok(());
    }
    Err(ServiceError::internal("a rung of the ladder has fired already"))
}

/// Marks rungs as void that a recalculation left without ground: clock, key, since when.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn void(
    tx: &Tx,
    rungs: Vec<(Uuid, String, Timestamp)>,
) -> Result<(), ServiceError> {
    for some in rungs.chunk_by(|a, b| a.2 == b.2).flat_map(|same| same.chunks(AT_ONCE)) {
        let these = some.iter().fold(Condition::any(), |any, (clock, rung, _)| {
            any.add(Column::ClockId.eq(*clock).and(Column::Rung.eq(rung)))
        });
        Entity::update_many()
            .col_expr(Column::MootAt, Expr::value(some.first().map(|one| one.2)))
            .filter(these)
            .exec(tx)
            .await?;
    }
    Ok(())
}
