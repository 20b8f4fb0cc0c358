//! The dispatch desk (派单台): what waits for a human, with the best candidates and why.

use domain::appeal::{Event, Role};
use domain::routing::{Candidate, Reason};
use domain::text::similar;
use domain::time::Timestamp;
use entity::{appeal_events, appeals};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use std::collections::HashMap;
use utoipa::ToSchema;
use uuid::Uuid;

use super::appeals::summaries;
use super::page::{Page, PageRequest, cut};
use crate::call::Caller;
use crate::error::ServiceError;
use crate::scope;
use crate::store::Store;
use crate::view::{self, AppealSummary, Names};

/// One appeal that waits for a dispatcher.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeskItem {
    /// The appeal.
    pub appeal: AppealSummary,
    /// In the firm's words.
    pub content: String,
    /// What the router made of it; absent until it has looked.
    pub routing: Option<DeskRouting>,
    /// Open appeals of the same firm that say nearly the same, the most alike first: to be merged
    /// (并单) or not.
    pub duplicates: Vec<DuplicateView>,
}

/// An appeal that may be the same matter.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DuplicateView {
    /// For `merge {into}`.
    pub id: Uuid,
    /// Work order number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Stored state.
    pub state: String,
    /// 0 to 1.
    pub likeness: f64,
}

/// What the router made of an appeal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeskRouting {
    /// 0 to 1.
    pub confidence: f64,
    /// Version of the dispatch catalogue.
    pub catalogue_version: String,
    /// Why it was not decided without a human.
    #[schema(value_type = Vec<Object>)]
    pub reasons: Vec<Reason>,
    /// The three best, best first.
    pub candidates: Vec<DeskCandidate>,
}

/// A department that could take it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeskCandidate {
    /// For `dispatch`.
    pub department_id: Option<Uuid>,
    /// Short name.
    pub name: String,
    /// Code, score, share and reasons.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub candidate: Candidate,
}

/// What waits, oldest first.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but dispatchers and supervisors.
pub async fn list(
    store: &Store,
    caller: &Caller,
    now: Timestamp,
    page: &PageRequest,
) -> Result<Page<DeskItem>, ServiceError> {
    caller.require(&[Role::Dispatcher, Role::Supervisor])?;
    let limit = page.limit()?;
    let mut query = scope::visible(caller, now)
        .filter(appeals::Column::State.is_in(scope::DESK_STATES))
        .order_by_asc(appeals::Column::Id)
        .limit(limit + 1);
    if let Some(after) = page.after_id()? {
        query = query.filter(appeals::Column::Id.gt(after));
    }
    let rows = query.all(store.read()).await?;
    let (rows, next_cursor) = cut(rows, limit, |row| row.id.to_string());
    let mut routings = routings(store, &rows).await?;
    let names = Names::load(store, store.read(), &rows).await?;
    let mut duplicates = duplicates(store, &rows, &names, caller).await?;
    let items = summaries(store, caller, now, &rows)
        .await?
        .into_iter()
        .zip(rows)
        .map(|(appeal, row)| DeskItem {
            routing: routings.remove(&appeal.id),
            duplicates: duplicates.remove(&appeal.id).unwrap_or_default(),
            appeal,
            content: names.shown(&row, caller, &row.content),
        })
        .collect();
    Ok(Page { items, next_cursor })
}

/// How many open appeals of one firm are compared.
const COMPARED: usize = 50;
/// How many are proposed.
const PROPOSED: usize = 3;
/// Into which states nothing can be merged.
const NO_TARGET: [&str; 5] = ["feedback", "closed", "merged", "declined", "withdrawn"];

/// What each row may be a duplicate of: earlier, still open appeals of the same firm. Where the caller may
/// not know who filed either of them, nothing is proposed: likeness would name the firm.
async fn duplicates(
    store: &Store,
    rows: &[appeals::Model],
    names: &Names,
    caller: &Caller,
) -> Result<HashMap<Uuid, Vec<DuplicateView>>, ServiceError> {
    let known = |row: &&appeals::Model| view::may_know_filer(row, caller);
    let firms = rows.iter().filter(known).map(|row| row.enterprise_id);
    let others = appeals::Entity::find()
        .filter(appeals::Column::EnterpriseId.is_in(firms))
        .filter(appeals::Column::Id.lte(rows.iter().map(|row| row.id).max()))
        .filter(appeals::Column::State.is_not_in(NO_TARGET))
        .order_by_desc(appeals::Column::Id)
        .limit((rows.len() * COMPARED) as u64)
        .all(store.read())
        .await?;
    let mut found = HashMap::new();
    for row in rows.iter().filter(known) {
        let of_firm = others
            .iter()
            .filter(known)
            .filter(|other| other.enterprise_id == row.enterprise_id && other.id < row.id);
        let mut alike: Vec<DuplicateView> = of_firm
            .take(COMPARED)
            .map(|other| DuplicateView {
                id: other.id,
                number: other.number.clone(),
                title: names.shown(other, caller, &other.title),
                state: other.state.clone(),
                likeness: similar::likeness(&whole(row), &whole(other)),
            })
            .filter(|view| view.likeness >= similar::DUPLICATE_FROM)
            .collect();
        alike.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
        alike.truncate(PROPOSED);
        found.insert(row.id, alike);
    }
    Ok(found)
}

fn whole(row: &appeals::Model) -> String {
    format!("{} {}", row.title, row.content)
}

async fn routings(
    store: &Store,
    rows: &[appeals::Model],
) -> Result<HashMap<Uuid, DeskRouting>, ServiceError> {
    let reference = store.reference().get(store).await?;
    let records = appeal_events::Entity::find()
        .filter(appeal_events::Column::AppealId.is_in(rows.iter().map(|row| row.id)))
        .filter(appeal_events::Column::Kind.eq("routed"))
        .order_by_asc(appeal_events::Column::Seq)
        .all(store.read())
        .await?;
    let mut routings = HashMap::new();
    for record in records {
        let Event::Routed { decision } = Event::from_parts(&record.kind, &record.data)? else {
            continue;
        };
        let candidates = decision
            .candidates
            .into_iter()
            .map(|candidate| {
                let department_id = reference.department_ids.get(&candidate.department).copied();
                let name = department_id.map(|id| reference.department_name(id));
                DeskCandidate { department_id, name: name.unwrap_or_default(), candidate }
            })
            .collect();
        let routing = DeskRouting {
            confidence: decision.confidence,
            catalogue_version: decision.catalogue_version,
            reasons: decision.reasons,
            candidates,
        };
        routings.insert(record.appeal_id, routing);
    }
    Ok(routings)
}
