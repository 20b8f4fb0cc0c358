//! What is kept beside an appeal so that lists and scopes need not read facts: who takes part, and what
//! is published. Written in the appeal's own transaction, from its events.

use domain::appeal::{Event, Publication};
use entity::{appeal_parties, publications};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use crate::error::ServiceError;
use crate::ledger::Dossier;
use crate::tx::Tx;

/// The party is a department that was called to help.
pub const DEPARTMENT: &str = "department";
/// The party is a department that was called and has not answered yet.
pub const CO_TASK: &str = "co_task";
/// The party is a member of a task force.
pub const STAFF: &str = "staff";
/// The party is the dispatch desk, which has a supervision order to answer wherever the appeal is now.
pub const DESK: &str = "desk";
/// There is one desk.
pub const THE_DESK: Uuid = Uuid::nil();

/// Brings the registers in line with what was recorded.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn keep(tx: &Tx, dossier: &Dossier) -> Result<(), ServiceError> {
    for record in dossier.recorded() {
        match Event::from_parts(&record.kind, &record.data)? {
            Event::Whistled { calls } => {
                let called: Vec<Uuid> = calls.iter().map(|call| call.department).collect();
                admit(tx, dossier, DEPARTMENT, called.clone()).await?;
                admit(tx, dossier, CO_TASK, called).await?;
            }
            Event::CoReplied { department, .. } => {
                dismiss(tx, dossier.row.id, CO_TASK, Some(department)).await?;
            }
            // The lead has answered without them.
            Event::Replied { .. } => dismiss(tx, dossier.row.id, CO_TASK, None).await?,
            Event::TaskForceFormed { members, .. } => admit(tx, dossier, STAFF, members).await?,
            Event::TaskForceDissolved { .. } => {
                dismiss(tx, dossier.row.id, STAFF, None).await?;
            }
            Event::SupervisionOrdered { department: None, .. } => {
                admit(tx, dossier, DESK, vec![THE_DESK]).await?;
            }
            Event::SupervisionAnswered { department: None, .. } => {
                dismiss(tx, dossier.row.id, DESK, None).await?;
            }
            Event::Closed { .. } | Event::Declined { .. } | Event::Withdrawn { .. } => {
                for kind in [STAFF, DESK, CO_TASK] {
                    dismiss(tx, dossier.row.id, kind, None).await?;
                }
            }
            // It begins again, with nobody called yet.
            Event::Reopened { .. } | Event::DeclineAppealed { .. } => {
                for kind in [STAFF, DESK, CO_TASK, DEPARTMENT] {
                    dismiss(tx, dossier.row.id, kind, None).await?;
                }
                unpublish(tx, dossier.row.id).await?;
            }
            // Whoever the appeal is about does not go on reading it as a former helper.
            Event::DisputeUpheld { department, .. }
                if dossier.appeal.conflicts.contains(&department) =>
            {
                dismiss(tx, dossier.row.id, DEPARTMENT, Some(department)).await?;
                dismiss(tx, dossier.row.id, CO_TASK, Some(department)).await?;
            }
            // Another appeal about them was merged into this one.
            Event::MergedHere { conflicts, .. } => {
                for department in conflicts {
                    dismiss(tx, dossier.row.id, DEPARTMENT, Some(department)).await?;
                }
            }
            Event::PublicationDecided { agreed: true } => publish(tx, dossier).await?,
            Event::Unpublished { .. } => unpublish(tx, dossier.row.id).await?,
            _ => {}
        }
    }
    Ok(())
}

async fn admit(
    tx: &Tx,
    dossier: &Dossier,
    kind: &str,
    parties: Vec<Uuid>,
) -> Result<(), ServiceError> {
    let rows = parties.into_iter().map(|party_id| {
        let kind = kind.to_owned();
        let (appeal_id, since) = (dossier.row.id, dossier.row.updated_at);
        appeal_parties::Model { appeal_id, kind, party_id, since }.into_active_model().reset_all()
    });
    let key = [
        appeal_parties::Column::AppealId,
        appeal_parties::Column::Kind,
        appeal_parties::Column::PartyId,
    ];
    let once = OnConflict::columns(key).do_nothing().to_owned();
    let insert = appeal_parties::Entity::insert_many(rows).on_conflict(once);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

async fn dismiss(
    tx: &Tx,
    appeal: Uuid,
    kind: &str,
    party: Option<Uuid>,
) -> Result<(), ServiceError> {
    let mut gone = appeal_parties::Entity::delete_many()
        .filter(appeal_parties::Column::AppealId.eq(appeal))
        .filter(appeal_parties::Column::Kind.eq(kind));
    if let Some(party) = party {
        gone = gone.filter(appeal_parties::Column::PartyId.eq(party));
    }
    gone.exec(tx).await?;
    Ok(())
}

async fn publish(tx: &Tx, dossier: &Dossier) -> Result<(), ServiceError> {
    let (row, Publication::Published { text }) = (&dossier.row, &dossier.appeal.publication) else {
        return Ok(());
    };
    let published = publications::Model {
        appeal_id: row.id,
        number: row.number.clone(),
        title: text.title.clone(),
        question: text.question.clone(),
        answer: text.answer.clone(),
        category: row.category.clone(),
        county: row.county.clone(),
        department_id: dossier.appeal.state.department(),
        outcome: row.outcome.clone().unwrap_or_default(),
        filed_at: row.filed_at,
        closed_at: row.closed_at.unwrap_or(row.updated_at),
        published_at: row.updated_at,
    };
    let row = published.into_active_model().reset_all();
    publications::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

async fn unpublish(tx: &Tx, appeal: Uuid) -> Result<(), ServiceError> {
    publications::Entity::delete_by_id(appeal).exec(tx).await?;
    Ok(())
}
