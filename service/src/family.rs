//! Appeals that hang together: what was merged into another follows it, in the other's own transaction.
//!
//! Locks are always taken from the parent down, so two commands on one family wait for each other and
//! never for ever.

use domain::appeal::{Actor, Command, Event, ParentMove, State};

use crate::call::Call;
use crate::error::ServiceError;
use crate::ledger::Dossier;
use crate::store::Store;
use crate::tx::Tx;

/// Lets the appeals that were merged into this one follow what was just recorded.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn follow(
    tx: &Tx,
    store: &Store,
    call: &Call,
    parent: &Dossier,
) -> Result<(), ServiceError> {
    let children = parent.children();
    if children.is_empty() {
        return Ok(());
    }
    let moves = moves(parent)?;
    if moves.is_empty() {
        return Ok(());
    }
    let reference = store.reference().get(store).await?;
    for child in children {
        let mut dossier = Dossier::open(tx, store, &reference, child).await?;
        if !matches!(dossier.appeal.state, State::Merged { into, .. } if into == parent.row.id) {
            continue;
        }
        for command in &moves {
            dossier.consequence(store, call, &Actor::System, command)?;
        }
        // A child has no children of its own: this goes one step deep.
        Box::pin(dossier.save(tx, store, call)).await?;
    }
    Ok(())
}

/// What was recorded in the parent means these commands for the others.
///
/// # Errors
/// When an event cannot be read.
pub(crate) fn moves(parent: &Dossier) -> Result<Vec<Command>, ServiceError> {
    let mut moves = Vec::new();
    for record in parent.recorded() {
        moves.extend(consequence(&Event::from_parts(&record.kind, &record.data)?));
    }
    Ok(moves)
}

/// What an event of the parent means for the others.
fn consequence(event: &Event) -> Option<Command> {
    let follow = |moved| Command::Follow { moved, text: None, outcome: None };
    Some(match event {
        Event::ReplyApproved { text, outcome, .. } => Command::Follow {
            moved: ParentMove::Replied,
            text: Some(text.clone()),
            outcome: Some(*outcome),
        },
        Event::ReworkStarted { .. } | Event::ReworkExhausted => follow(ParentMove::Reworked),
        Event::Closed { .. } => follow(ParentMove::Closed),
        Event::Reopened { .. } => follow(ParentMove::Reopened),
        // Nobody handles the parent any more, but the others have not taken theirs back.
        Event::Withdrawn { .. } | Event::Declined { .. } => {
            Command::Unmerge { reason: "主诉求已撤回或未受理".to_owned() }
        }
        _ => return None,
    })
}
