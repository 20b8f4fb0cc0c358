//! The desk or a supervisor corrects how urgent an appeal is (更正级别): firms call urgent what is not, and
//! overlook what is. The open clocks are counted anew from the moments at which they started, by the profile
//! that was in effect for the new level when the firm filed.
//!
//! A correction makes nobody late, and nobody punctual: it is refused where a clock has run out already, and
//! where one would have run out by now. The calendar stays the one that the appeal was filed under.

use std::sync::Arc;

use domain::appeal::{Action, Command, Refusal};
use domain::sla::Facts;
use domain::sla::profile::{Profile, Stage};
use entity::appeals;
use uuid::Uuid;

use crate::act::Scene;
use crate::call::{Answer, Call};
use crate::error::ServiceError;
use crate::ledger::{Dossier, profile_code};
use crate::reference::Reference;
use crate::store::Store;

/// Sets another level.
///
/// # Errors
/// [`ServiceError::Invalid`] for a level that does not exist, is the present one, is fixed by statute, would
/// make a clock late at once, or counts the answer in other units than those of an extension that was
/// granted; [`Refusal::AlreadyLate`]; the refusals of the rules.
pub async fn set_level(
    store: &Store,
    call: &Call,
    appeal: Uuid,
    level: String,
    reason: String,
) -> Result<Answer, ServiceError> {
    let reference = store.reference().get(store).await?;
    let service = store.clone();
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                let scene = Scene { tx, store: &service, reference: &reference, call: &call };
                let (mut dossier, actor) = scene.enter(appeal).await?;
                dossier.may(&actor, Action::SetLevel, call.now)?;
                if dossier.clocks.is_late() {
                    return Err(ServiceError::RefusedAt {
                        refusal: Refusal::AlreadyLate,
                        current: dossier.standing(),
                        again: None,
                    });
                }
                let profile = profile_of(&reference, &dossier, &level)?;
                let from = dossier.row.level.clone();
                let command = Command::SetLevel { from, to: level, reason: reason.clone() };
                scene.command(&mut dossier, &actor, &command)?;
                if !is_counted_by(&dossier.row, &profile) {
                    dossier.count_by(&service, &call, profile, reason)?;
                    // What the new ladder would have done by now is done now.
                    dossier.catch_up(&service, &call)?;
                }
                dossier.save(tx, &service, &call).await?;
                scene.answer(&dossier, &actor).await
            })
        })
        .await
}

/// The profile that the appeal would have been filed under.
fn profile_of(
    reference: &Reference,
    dossier: &Dossier,
    level: &str,
) -> Result<Arc<Profile>, ServiceError> {
    let fault = |code| ServiceError::field("level", code);
    let row = &dossier.row;
    if level == row.level {
        return Err(fault("unchanged"));
    }
    if !reference.has_profile(level) {
        return Err(fault("unknown"));
    }
    let facts = Facts {
        level,
        category: &row.category,
        chain: row.chain.as_deref(),
        county: row.county.as_deref(),
    };
    let filed = reference.profile_for(&facts, reference.civil_day(row.filed_at)?);
    let filed = filed.ok_or_else(|| fault("unknown"))?;
    if filed.statutory {
        return Err(fault("statutory"));
    }
    let version = i32::try_from(filed.version).map_err(ServiceError::internal)?;
    let profile = reference.followed(&filed.code, version).unwrap_or(filed);
    let unit = |profile: &Profile| profile.stage(Stage::Resolve).map(|spec| spec.unit);
    let now = reference.profile_ref(profile_code(row), row.profile_version)?;
    if !dossier.appeal.term.granted.is_empty() && unit(now) != unit(&profile) {
        return Err(fault("extended_in_other_units"));
    }
    Ok(profile)
}

fn is_counted_by(row: &appeals::Model, profile: &Profile) -> bool {
    profile.code == profile_code(row)
        && i64::from(profile.version) == i64::from(row.profile_version)
}
