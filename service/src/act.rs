//! How every command on an existing appeal runs: open, compare versions, catch up with the clocks,
//! decide, record, answer with the appeal as the caller now sees it.

use std::sync::Arc;

use domain::appeal::{Action, Actor, Command, Refusal};
use uuid::Uuid;

use crate::call::{Answer, Call};
use crate::error::ServiceError;
use crate::ledger::Dossier;
use crate::reference::{CITY_CALENDAR, Reference};
use crate::scope;
use crate::store::{Store, Work};
use crate::tx::Tx;
use crate::view::{self, Reader};

/// What a command may look at and do before it decides, inside the transaction.
pub struct Desk<'t> {
    /// The open transaction.
    pub tx: &'t Tx,
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

impl Desk<'_> {
    /// Whether the caller may at all, before anything is said about the input: whoever has no business
    /// here learns nothing from its faults.
    ///
    /// # Errors
    /// The refusal of the rules.
    pub fn may(&self, action: Action) -> Result<(), ServiceError> {
        self.dossier.may(self.actor, action, self.call.now)
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
                let scene = Scene { tx, store: &service, reference: &reference, call: &call };
                let (mut dossier, actor) = scene.enter(appeal).await?;
                let desk =
                    Desk { tx, store: &service, dossier: &mut dossier, actor: &actor, call: &call };
                let command = build(desk).await?;
                scene.command(&mut dossier, &actor, &command)?;
                dossier.save(tx, &service, &call).await?;
                scene.answer(&dossier, &actor).await
            })
        })
        .await
}

/// Where a command runs: the transaction, and what it may look at. For commands that touch more than
/// one appeal; all others use [`act`] and [`act_with`].
#[derive(Clone, Copy)]
pub(crate) struct Scene<'t> {
    pub(crate) tx: &'t Tx,
    pub(crate) store: &'t Store,
    pub(crate) reference: &'t Arc<Reference>,
    pub(crate) call: &'t Call,
}

impl Scene<'_> {
    /// Opens the appeal for the caller: seen, current, and caught up with its clocks.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for what the caller may not know of, [`ServiceError::Stale`] when
    /// `If-Match` is behind.
    pub(crate) async fn enter(&self, appeal: Uuid) -> Result<(Dossier, Actor), ServiceError> {
        let Self { tx, store, reference, call } = *self;
        let actor = scope::acting(tx, &call.caller, call.now).await?;
        let mut dossier = Dossier::open(tx, store, reference, appeal).await?;
        if !scope::sees(&call.caller, &actor, &dossier.row, &dossier.appeal) {
            return Err(ServiceError::NotFound);
        }
        if call.if_match.is_some_and(|seen| seen != dossier.row.version) {
            return Err(ServiceError::Stale { current: dossier.standing() });
        }
        dossier.catch_up(store, call)?;
        Ok((dossier, actor))
    }

    /// Gives the command; a refusal says where the appeal stands.
    ///
    /// # Errors
    /// The refusal of the rules.
    pub(crate) fn command(
        &self,
        dossier: &mut Dossier,
        actor: &Actor,
        command: &Command,
    ) -> Result<(), ServiceError> {
        match dossier.command(self.store, self.call, actor, command) {
            Err(ServiceError::Refused(refusal)) => {
                let again = self.again(&refusal)?;
                Err(ServiceError::RefusedAt { refusal, current: dossier.standing(), again })
            }
            other => other,
        }
    }

    /// When a refusal ends by itself.
    fn again(&self, refusal: &Refusal) -> Result<Option<(String, u64)>, ServiceError> {
        let Refusal::UrgedLately { until } = refusal else { return Ok(None) };
        let zone = self.reference.calendar(CITY_CALENDAR)?.zone();
        let local = until.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string();
        let seconds = (*until - self.call.now).num_seconds().max(0).unsigned_abs() + 1;
        Ok(Some((local, seconds)))
    }

    /// The appeal as the caller now sees it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn answer(
        &self,
        dossier: &Dossier,
        actor: &Actor,
    ) -> Result<Answer, ServiceError> {
        let Self { tx, reference, call, .. } = *self;
        let reader = Reader { caller: &call.caller, actor, now: call.now };
        let seen = view::appeal(self.store, tx, reference, dossier, &reader).await?;
        Ok(Answer::json(200, &seen)?.with_etag(dossier.row.version))
    }
}
