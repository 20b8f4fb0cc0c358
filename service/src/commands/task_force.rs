//! A supervisor forms a task force (专班): members of any office who hold one appeal for a time.

use domain::appeal::{Command, Role, TaskForce};
use uuid::Uuid;

use crate::act::act;
use crate::call::{Answer, Call};
use crate::error::{FieldFault, ServiceError};
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
    let mut faults = Vec::new();
    if force.members.len() > MOST_MEMBERS {
        faults.push(FieldFault::new("members", "too_many"));
    }
    for (place, member) in force.members.iter().enumerate() {
        let fits = reference.staff.iter().any(|official| {
            official.id == *member && official.roles.iter().any(|role| *role != Role::Administrator)
        });
        if !fits || force.members[..place].contains(member) {
            faults.push(FieldFault::new(&format!("members[{place}]"), "unknown"));
        }
    }
    if !faults.is_empty() {
        return Err(ServiceError::Invalid(faults));
    }
    let force = TaskForce { id: store.ids().next(), ..force };
    act(store, call, appeal, Command::FormTaskForce { force }).await
}
