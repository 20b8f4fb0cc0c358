//! Proposing a change and showing what it would move, before anything moves.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::appeal::Role;
use domain::calendar::{Calendar, CalendarEdit};
use domain::sla::profile::{Profile, ProfileFault};
use domain::time::Timestamp;
use domain::wording;
use entity::{clock_changes, clock_moves};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
};
use serde_json::json;
use uuid::Uuid;

use super::moves::Moves;
use super::read::ChangeView;
use super::scan::{Found, Yardstick, every_open_clock};
use super::{CALENDAR, ChangeSummary, DISCARDED, PREVIEWED, PROFILE};
use crate::audit::Draft;
use crate::call::{Answer, Call};
use crate::error::{FieldFault, ServiceError};
use crate::reference::Reference;
use crate::scope;
use crate::store::Store;
use crate::tx::Tx;

/// The next version of something.
#[derive(Clone, Debug)]
pub enum Proposal {
    /// Of a calendar.
    Calendar(Arc<Calendar>),
    /// Of a profile.
    Profile {
        /// The value.
        profile: Arc<Profile>,
        /// Whether appeals that are already open follow it.
        reaches_open: bool,
    },
}

impl Proposal {
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::Calendar(_) => CALENDAR,
            Self::Profile { .. } => PROFILE,
        }
    }

    pub(super) fn code(&self) -> &str {
        match self {
            Self::Calendar(calendar) => &calendar.code,
            Self::Profile { profile, .. } => &profile.code,
        }
    }

    pub(super) fn version(&self) -> u32 {
        match self {
            Self::Calendar(calendar) => calendar.version,
            Self::Profile { profile, .. } => profile.version,
        }
    }

    pub(super) fn effective_from(&self) -> NaiveDate {
        match self {
            Self::Calendar(calendar) => calendar.effective_from,
            Self::Profile { profile, .. } => profile.effective_from,
        }
    }

    pub(super) const fn reaches_open(&self) -> bool {
        matches!(self, Self::Calendar(_) | Self::Profile { reaches_open: true, .. })
    }

    pub(super) fn body(&self) -> Result<serde_json::Value, ServiceError> {
        Ok(match self {
            Self::Calendar(calendar) => serde_json::to_value(&**calendar)?,
            Self::Profile { profile, .. } => serde_json::to_value(&**profile)?,
        })
    }

    /// Reads what was proposed.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when the row was damaged.
    pub(super) fn of(row: &clock_changes::Model) -> Result<Self, ServiceError> {
        let body = row.body.clone();
        Ok(if row.kind == CALENDAR {
            Self::Calendar(Arc::new(serde_json::from_value(body)?))
        } else {
            let profile = Arc::new(serde_json::from_value(body)?);
            Self::Profile { profile, reaches_open: row.reaches_open }
        })
    }

    /// The version that it comes after, as known now; 0 for something new.
    pub(super) fn known_version(&self, reference: &Reference) -> u32 {
        match self {
            Self::Calendar(calendar) => {
                reference.calendar_versions(&calendar.code).last().map_or(0, |one| one.version)
            }
            Self::Profile { profile, .. } => {
                reference.newest_profile(&profile.code).map_or(0, |one| one.version)
            }
        }
    }
}

/// What an administrator wants, parsed.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The next version.
    pub proposal: Proposal,
    /// What was done to the one before, for people who read it later.
    pub edits: serde_json::Value,
    /// Why; goes into the history of every appeal that it moves.
    pub reason: String,
}

/// The next version of a calendar, from edits.
///
/// # Errors
/// [`ServiceError::NotFound`]; [`ServiceError::Invalid`] naming what does not go.
pub async fn edited(
    store: &Store,
    code: &str,
    edits: &[CalendarEdit],
    effective_from: Option<NaiveDate>,
) -> Result<Proposal, ServiceError> {
    let reference = store.reference().get(store).await?;
    let known = reference.calendar_versions(code).last().ok_or(ServiceError::NotFound)?;
    known_places(&reference, edits)?;
    let next = known.edited(edits, effective_from).map_err(|fault| calendar_fault(&fault))?;
    checked(&reference, next)
}

/// A calendar that is not there yet.
///
/// # Errors
/// [`ServiceError::Conflict`] when it is; [`ServiceError::Invalid`].
pub async fn new_calendar(store: &Store, calendar: Calendar) -> Result<Proposal, ServiceError> {
    let reference = store.reference().get(store).await?;
    if !reference.calendar_versions(&calendar.code).is_empty() {
        return Err(ServiceError::Conflict("calendar_exists"));
    }
    checked(&reference, Calendar { version: 1, ..calendar })
}

/// It must open at some time, also together with the versions before it.
fn checked(reference: &Reference, next: Calendar) -> Result<Proposal, ServiceError> {
    let before = reference.calendar_versions(&next.code);
    next.check().map_err(|fault| calendar_fault(&fault))?;
    next.may_follow(before).map_err(|fault| calendar_fault(&fault))?;
    let versions: Vec<&Calendar> =
        before.iter().map(AsRef::as_ref).chain(std::iter::once(&next)).collect();
    for place in reference.places() {
        domain::calendar::CompiledCalendar::of_versions(&versions, &place)
            .map_err(|fault| calendar_fault(&fault))?;
        // Without closures for a place, every place has the same hours.
        if !versions.iter().any(|one| {
            one.closures
                .iter()
                .any(|closure| !(closure.counties.is_empty() && closure.parks.is_empty()))
        }) {
            break;
        }
    }
    Ok(Proposal::Calendar(Arc::new(next)))
}

fn known_places(reference: &Reference, edits: &[CalendarEdit]) -> Result<(), ServiceError> {
    let mut faults = Vec::new();
    for (place, edit) in edits.iter().enumerate() {
        let CalendarEdit::AddClosure { closure } = edit else { continue };
        if closure.counties.iter().any(|code| !reference.counties.contains_key(code)) {
            faults.push(FieldFault::new(&format!("edits[{place}].counties"), "unknown"));
        }
        if closure.parks.iter().any(|code| !reference.parks.contains_key(code)) {
            faults.push(FieldFault::new(&format!("edits[{place}].parks"), "unknown"));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(ServiceError::Invalid(faults)) }
}

fn calendar_fault(fault: &domain::calendar::CalendarFault) -> ServiceError {
    let mut found = FieldFault::new("edits", "calendar_refused");
    found.params.push(("why", fault.to_string()));
    found.params.push(("why_zh", wording::calendar_fault(fault)));
    ServiceError::Invalid(vec![found])
}

/// The next version of a profile. Version and code are the platform's to give.
///
/// # Errors
/// [`ServiceError::Invalid`] naming what does not go: statutory clocks are locked, appeals that are open
/// follow at once or not at all, and never into another unit.
pub async fn profile(
    store: &Store,
    profile: Profile,
    reaches_open: bool,
    today: NaiveDate,
) -> Result<Proposal, ServiceError> {
    let reference = store.reference().get(store).await?;
    let refused = |field: &str, fault: &ProfileFault| {
        let mut found = FieldFault::new(field, "profile_refused");
        found.params.push(("why", fault.to_string()));
        found.params.push(("why_zh", wording::profile_fault(fault)));
        ServiceError::Invalid(vec![found])
    };
    let known = reference.newest_profile(&profile.code);
    let version = known.as_ref().map_or(0, |one| one.version) + 1;
    let next = Profile { version, ..profile };
    next.check().map_err(|fault| refused("profile", &fault))?;
    match &known {
        Some(known) => known.succeed(&next).map_err(|fault| refused("profile", &fault))?,
        None if next.statutory => {
            return Err(ServiceError::field("profile.statutory", "statutory"));
        }
        None => {}
    }
    named(&reference, &next)?;
    if reaches_open {
        if next.effective_from > today {
            return Err(ServiceError::field("effective_from", "open_appeals_now"));
        }
        let other_unit = known
            .iter()
            .flat_map(|known| &known.stages)
            .any(|before| next.stage(before.stage).is_some_and(|after| after.unit != before.unit));
        if other_unit {
            return Err(ServiceError::field("profile.stages", "unit_of_open_clocks"));
        }
    }
    Ok(Proposal::Profile { profile: Arc::new(next), reaches_open })
}

/// What a profile claims must exist.
fn named(reference: &Reference, profile: &Profile) -> Result<(), ServiceError> {
    let mut faults = Vec::new();
    for (place, claim) in profile.applies.iter().enumerate() {
        let mut check = |member: &str, known: bool| {
            if !known {
                let field = format!("profile.applies[{place}].{member}");
                faults.push(FieldFault::new(&field, "unknown"));
            }
        };
        let is =
            |code: &Option<String>, there: &dyn Fn(&str) -> bool| code.as_deref().is_none_or(there);
        check("county", is(&claim.county, &|code| reference.counties.contains_key(code)));
        check("chain", is(&claim.chain, &|code| reference.chains.contains_key(code)));
        check("category", is(&claim.category, &|code| reference.categories.contains_key(code)));
        check("level", is(&claim.level, &|code| reference.has_profile(code)));
    }
    if faults.is_empty() { Ok(()) } else { Err(ServiceError::Invalid(faults)) }
}

/// Shows what would move. Nothing does yet; the preview is kept until it is decided on.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but administrators.
pub async fn preview(store: &Store, call: &Call, wanted: Wanted) -> Result<Answer, ServiceError> {
    call.caller.require(&[Role::Administrator])?;
    if let Some(answer) = store.replay(call).await? {
        return Ok(answer);
    }
    let reference = store.reference().get(store).await?;
    let before = wanted.proposal.known_version(&reference);
    if wanted.proposal.version() != before + 1 {
        return Err(ServiceError::Conflict("changed_meanwhile"));
    }
    let yardstick = Yardstick::of(reference.clone(), &wanted.proposal, call.now)?;
    let found = every_open_clock(store.read(), &yardstick).await?;
    let (row, moves) = row(store, call, &wanted, before, &found)?;
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                scope::acting(tx, &call.caller, call.now).await?;
                let view = ChangeView::of(&row)?;
                keep(tx, &call, row, moves).await?;
                Answer::json(201, &view)
            })
        })
        .await
}

/// Writes a preview down.
pub(super) async fn keep(
    tx: &Tx,
    call: &Call,
    row: clock_changes::Model,
    moves: Vec<u8>,
) -> Result<(), ServiceError> {
    let details = json!({
        "kind": row.kind, "code": row.code, "version": row.to_version, "digest": row.digest,
    });
    let subject = ("clock_change", Some(row.id));
    tx.audit(Draft::of(call, "clock_change.previewed", subject, &details));
    let list = clock_moves::Model { change_id: row.id, moves }.into_active_model().reset_all();
    let new = row.into_active_model().reset_all();
    clock_changes::Entity::insert(new).exec_without_returning(tx).await?;
    clock_moves::Entity::insert(list).exec_without_returning(tx).await?;
    Ok(())
}

/// The row of a preview, and its list as it is kept.
pub(super) fn row(
    store: &Store,
    call: &Call,
    wanted: &Wanted,
    before: u32,
    found: &Found,
) -> Result<(clock_changes::Model, Vec<u8>), ServiceError> {
    let moves = found.moves.to_bytes();
    let number = |version: u32| i32::try_from(version).map_err(ServiceError::internal);
    let row = clock_changes::Model {
        id: store.ids().next(),
        kind: wanted.proposal.kind().to_owned(),
        code: wanted.proposal.code().to_owned(),
        from_version: number(before)?,
        to_version: number(wanted.proposal.version())?,
        state: PREVIEWED.to_owned(),
        reason: wanted.reason.clone(),
        edits: wanted.edits.clone(),
        body: wanted.proposal.body()?,
        reaches_open: wanted.proposal.reaches_open(),
        summary: serde_json::to_value(&found.summary)?,
        digest: Moves::digest(&moves),
        made_by: call.caller.id().ok_or(ServiceError::Unauthenticated("token_missing"))?,
        made_at: call.now,
        applied_by: None,
        applied_at: None,
        finished_at: None,
        done: 0,
        leased_until: None,
    };
    Ok((row, moves))
}

/// Gives a preview up.
///
/// # Errors
/// [`ServiceError::Forbidden`], [`ServiceError::NotFound`]; [`ServiceError::Conflict`] when it was applied.
pub async fn discard(store: &Store, call: &Call, id: Uuid) -> Result<Answer, ServiceError> {
    call.caller.require(&[Role::Administrator])?;
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                scope::acting(tx, &call.caller, call.now).await?;
                let row = clock_changes::Entity::find_by_id(id).one(tx).await?;
                let row = row.ok_or(ServiceError::NotFound)?;
                if row.state != PREVIEWED {
                    return Err(ServiceError::Conflict("change_decided"));
                }
                close(tx, id, DISCARDED, call.now).await?;
                tx.audit(Draft::of(
                    &call,
                    "clock_change.discarded",
                    ("clock_change", Some(id)),
                    &json!({}),
                ));
                Ok(Answer::empty(204))
            })
        })
        .await
}

/// Ends a change in a state.
pub(super) async fn close(
    db: &impl ConnectionTrait,
    id: Uuid,
    state: &str,
    now: Timestamp,
) -> Result<(), ServiceError> {
    clock_changes::Entity::update_many()
        .col_expr(clock_changes::Column::State, Expr::value(state))
        .col_expr(clock_changes::Column::FinishedAt, Expr::value(Some(now)))
        .filter(clock_changes::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// What is shown of the numbers.
pub(super) fn summary(row: &clock_changes::Model) -> Result<ChangeSummary, ServiceError> {
    Ok(serde_json::from_value(row.summary.clone())?)
}
