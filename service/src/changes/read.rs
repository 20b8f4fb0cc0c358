//! Changes as people read them: what was proposed, what moves, how far it has come.

use chrono::{DateTime, Utc};
use domain::appeal::Role;
use entity::{appeals, clock_changes, clock_moves, clocks};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::ToSchema;
use uuid::Uuid;

use super::moves::{Move, Moves};
use super::{CardCount, ChangeSummary, preview};
use crate::call::Caller;
use crate::error::ServiceError;
use crate::queries::page::{Page, PageRequest, cut};
use crate::store::Store;

/// A change of a calendar or profile.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ChangeView {
    /// The id; named in the history of every appeal that it moved.
    pub id: Uuid,
    /// `calendar` or `profile`.
    pub kind: String,
    /// Of which calendar or profile.
    pub code: String,
    /// The version before; 0 for something new.
    pub from_version: i32,
    /// The version that it makes.
    pub to_version: i32,
    /// `previewed`, `applying`, `done` or `discarded`.
    pub state: String,
    /// Why.
    pub reason: String,
    /// What was done to the version before.
    #[schema(value_type = Object)]
    pub edits: serde_json::Value,
    /// Whether appeals that are already open follow it.
    pub reaches_open: bool,
    /// What moves, in numbers.
    pub summary: ChangeSummary,
    /// SHA-256 of the list of moves: what is agreed to by applying it.
    pub digest: String,
    /// Who made it.
    pub made_by: Uuid,
    /// When.
    pub made_at: DateTime<Utc>,
    /// Who applied it.
    pub applied_by: Option<Uuid>,
    /// When.
    pub applied_at: Option<DateTime<Utc>>,
    /// When every open clock was counted by it, or when it was given up.
    pub finished_at: Option<DateTime<Utc>>,
    /// Clocks counted anew so far.
    pub done: i64,
}

impl ChangeView {
    /// From its row; the list of moves is read apart.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when the row was damaged.
    pub fn of(row: &clock_changes::Model) -> Result<Self, ServiceError> {
        Ok(Self {
            id: row.id,
            kind: row.kind.clone(),
            code: row.code.clone(),
            from_version: row.from_version,
            to_version: row.to_version,
            state: row.state.clone(),
            reason: row.reason.clone(),
            edits: row.edits.clone(),
            reaches_open: row.reaches_open,
            summary: preview::summary(row)?,
            digest: row.digest.clone(),
            made_by: row.made_by,
            made_at: row.made_at,
            applied_by: row.applied_by,
            applied_at: row.applied_at,
            finished_at: row.finished_at,
            done: row.done,
        })
    }
}

/// One clock that a change moves. Of the appeal only what names it: administrators read no appeals.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MoveView {
    /// The clock.
    pub clock_id: Uuid,
    /// The appeal.
    pub appeal_id: Uuid,
    /// Its work order number.
    pub number: String,
    /// The stage.
    pub stage: String,
    /// The department that has the appeal.
    pub department_id: Option<Uuid>,
    /// When it was due; null while it stands still.
    pub old_due: Option<DateTime<Utc>>,
    /// When it is due by the change; null while it stands still.
    pub new_due: Option<DateTime<Utc>>,
    /// It stands still, and what is left has changed.
    pub remainder_changes: bool,
    /// It is late at once.
    pub late_now: bool,
    /// It counts as late, and does not by the change.
    pub breach_withdrawn: bool,
    /// Cards that are given at once.
    pub cards_appear: CardCount,
    /// Cards that become moot.
    pub cards_void: CardCount,
}

/// Who may read changes: who makes them, and who answers for deadlines.
const READERS: [Role; 2] = [Role::Administrator, Role::Supervisor];

/// A change.
///
/// # Errors
/// [`ServiceError::Forbidden`], [`ServiceError::NotFound`].
pub async fn one(store: &Store, caller: &Caller, id: Uuid) -> Result<ChangeView, ServiceError> {
    caller.require(&READERS)?;
    let row = clock_changes::Entity::find_by_id(id).one(store.read()).await?;
    ChangeView::of(&row.ok_or(ServiceError::NotFound)?)
}

/// Changes, newest first.
///
/// # Errors
/// [`ServiceError::Forbidden`].
pub async fn list(
    store: &Store,
    caller: &Caller,
    state: Option<&str>,
    page: &PageRequest,
) -> Result<Page<ChangeView>, ServiceError> {
    caller.require(&READERS)?;
    let limit = page.limit()?;
    let mut query =
        clock_changes::Entity::find().order_by_desc(clock_changes::Column::Id).limit(limit + 1);
    if let Some(state) = state {
        query = query.filter(clock_changes::Column::State.eq(state));
    }
    if let Some(after) = page.after_id()? {
        query = query.filter(clock_changes::Column::Id.lt(after));
    }
    let rows = query.all(store.read()).await?;
    let (rows, next_cursor) = cut(rows, limit, |row| row.id.to_string());
    let items = rows.iter().map(ChangeView::of).collect::<Result<_, _>>()?;
    Ok(Page { items, next_cursor })
}

/// The appeals and clocks that a change moves, in order of the clocks' ids.
///
/// # Errors
/// [`ServiceError::Forbidden`], [`ServiceError::NotFound`].
pub async fn moves(
    store: &Store,
    caller: &Caller,
    id: Uuid,
    page: &PageRequest,
) -> Result<Page<MoveView>, ServiceError> {
    caller.require(&READERS)?;
    let limit = page.limit()?;
    let from: usize = match &page.cursor {
        Some(cursor) => cursor.parse().map_err(|_| ServiceError::field("cursor", "malformed"))?,
        None => 0,
    };
    let kept = clock_moves::Entity::find_by_id(id).one(store.read()).await?;
    let bytes = kept.ok_or(ServiceError::NotFound)?.moves;
    let wanted = usize::try_from(limit).map_err(ServiceError::internal)?;
    let mut some = Moves::page(&bytes, from, wanted + 1)?;
    let more = some.len() > wanted;
    some.truncate(wanted);
    let next_cursor = more.then(|| (from + wanted).to_string());
    Ok(Page { items: named(store, some).await?, next_cursor })
}

async fn named(store: &Store, moves: Vec<Move>) -> Result<Vec<MoveView>, ServiceError> {
    let db = store.read();
    let of: Vec<(Uuid, String, Option<Uuid>)> = appeals::Entity::find()
        .select_only()
        .column(appeals::Column::Id)
        .column(appeals::Column::Number)
        .column(appeals::Column::DepartmentId)
        .filter(appeals::Column::Id.is_in(moves.iter().map(|one| one.appeal)))
        .into_tuple()
        .all(db)
        .await?;
    let of: HashMap<Uuid, (String, Option<Uuid>)> =
        of.into_iter().map(|(id, number, department)| (id, (number, department))).collect();
    let stages: Vec<(Uuid, String)> = clocks::Entity::find()
        .select_only()
        .column(clocks::Column::Id)
        .column(clocks::Column::Stage)
        .filter(clocks::Column::Id.is_in(moves.iter().map(|one| one.clock)))
        .into_tuple()
        .all(db)
        .await?;
    let stages: HashMap<Uuid, String> = stages.into_iter().collect();
    Ok(moves
        .into_iter()
        .map(|one| {
            let (number, department_id) = of.get(&one.appeal).cloned().unwrap_or_default();
            MoveView {
                clock_id: one.clock,
                appeal_id: one.appeal,
                number,
                stage: stages.get(&one.clock).cloned().unwrap_or_default(),
                department_id,
                old_due: one.old_due,
                new_due: one.new_due,
                remainder_changes: one.remainder,
                late_now: one.late_now,
                breach_withdrawn: one.withdrawn,
                cards_appear: one.appear,
                cards_void: one.void,
            }
        })
        .collect())
}
