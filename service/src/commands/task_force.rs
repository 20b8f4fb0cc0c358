//! A supervisor forms a task force (专班): members of any office who hold one appeal for a time.

use domain::appeal::{Action, Command, Role, TaskForce};
use uuid::Uuid;

use crate::act::act_with;
use crate::call::{Answer, Call};
use crate::error::{FieldFault, ServiceError};
use crate::reference::Reference;
use crate::store::Store;

/// The most members.
pub const MOST_MEMBERS: usize = 30;

/// Forms it; `force.id` is set here.
///
/// # Errors
/// [`ServiceError::Invalid`] with every member who is no active member of staff, is named twice, or only
/// administers: administrators see no appeals.
pub async fn form(
    store: &Store,
    call: &Call,
    appeal: Uuid,
    force: TaskForce,
) -> Result<Answer, ServiceError> {
    let reference = store.reference().get(store).await?;
    let force = TaskForce { id: store.ids().next(), ..force };
    act_with(store, call, appeal, move |desk| {
        Box::pin(async move {
            desk.may(Action::FormTaskForce)?;
            let faults = faults(&reference, &force, &desk.dossier.appeal.conflicts);
            if faults.is_empty() {
                Ok(Command::FormTaskForce { force })
            } else {
                Err(ServiceError::Invalid(faults))
            }
        })
    })
    .await
}

/// Nobody of a department that the appeal is about sits on its task force.
fn faults(reference: &Reference, force: &TaskForce, conflicts: &[Uuid]) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    if force.members.len() > MOST_MEMBERS {
        faults.push(FieldFault::new("members", "too_many"));
    }
    for (place, member) in force.members.iter().enumerate() {
        let field = format!("members[{place}]");
        let official = reference.staff.iter().find(|official| {
            official.id == *member && official.roles.iter().any(|role| *role != Role::Administrator)
        });
        match official {
            Some(one) if one.department.is_some_and(|id| conflicts.contains(&id)) => {
                faults.push(FieldFault::new(&field, "conflicted"));
            }
            Some(_) if !force.members[..place].contains(member) => {}
            _ => faults.push(FieldFault::new(&field, "unknown")),
        }
    }
    faults
}
