//! How every command on an existing appeal runs: open, compare versions, catch up with the clocks,
//! decide, record, answer with the appeal as the caller now sees it.

use domain::appeal::{Actor, Command};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use crate::call::{Answer, Call};
use crate::error::ServiceError;
use crate::ledger::Dossier;
use crate::scope;
use crate::store::{Store, Work};
use crate::view;

/// What a command may look at and do before it decides, inside the transaction.
pub struct Desk<'t> {
    /// The open transaction.
    pub tx: &'t DatabaseTransaction,
    /// The store, for ids.
    pub store: &'t Store,
    /// The appeal.
    pub dossier: &'t mut Dossier,
    /// Who acts.
    pub actor: &'t Actor,
    /// The request.
    pub call: &'t Call,
}

impl std::fmt::Debug for Desk<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk").field("appeal", &self.dossier.row.id).finish_non_exhaustive()
    }
}

/// Runs a command whose input needs nothing from the database.
///
/// # Errors
/// The refusals of the rules, [`ServiceError::NotFound`] for what the caller may not know of,
/// [`ServiceError::Stale`] when `If-Match` is behind.
pub async fn act(
    store: &Store,
    call: &Call,
    appeal: Uuid,
    command: Command,
) -> Result<Answer, ServiceError> {
    act_with(store, call, appeal, move |_| Box::pin(async move { Ok(command) })).await
}

/// Runs a command that is built inside the transaction.
///
/// # Errors
/// As [`act`], and what `build` answers.
pub async fn act_with<B>(
    store: &Store,
    call: &Call,
    appeal: Uuid,
    build: B,
) -> Result<Answer, ServiceError>
where
    B: for<'t> FnOnce(Desk<'t>) -> Work<'t, Command> + Send + 'static,
{
    let reference = store.reference().get(store).await?;
    let service = store.clone();
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                let actor = scope::actor(tx, &call.caller).await?;
                let mut dossier = Dossier::open(tx, &service, &reference, appeal).await?;
                if !scope::sees(&call.caller, &actor, &dossier.row) {
                    return Err(ServiceError::NotFound);
                }
                if let Some(seen) = call.if_match
                    && seen != dossier.row.version
                {
                    return Err(ServiceError::Stale { current: dossier.row.version });
                }
                dossier.catch_up(&service, &call)?;
                let desk =
                    Desk { tx, store: &service, dossier: &mut dossier, actor: &actor, call: &call };
                let command = build(desk).await?;
                dossier.command(&service, &call, &actor, &command)?;
                dossier.save(tx, &service, &call).await?;
                let seen = view::appeal(tx, &reference, &dossier, &call.caller, &actor, call.now);
                let seen = seen.await?;
                Ok(Answer::json(200, &seen)?.with_etag(dossier.row.version))
            })
        })
        .await
}
