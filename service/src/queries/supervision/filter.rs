//! Which promises are looked at: the filters that the lists, the counts and the export share, and the
//! conditions that they become.

use domain::appeal::clockwork::{Answerable, answerable};
use domain::sla::Lamp;
use domain::sla::profile::Stage;
use domain::time::Timestamp;
use entity::{appeals, clocks};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Func, Keyword, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QuerySelect, Select};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::{FieldFault, ServiceError};
use crate::queries::appeals::windows;
use crate::reference::Reference;

/// Who may have an appeal on the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// 派单台
    DispatchDesk,
    /// 部门
    Department,
    /// 专班
    TaskForce,
    /// 企业
    Firm,
    /// 督查
    Supervisor,
}

impl Holder {
    /// All of them, in the order in which an appeal meets them.
    pub const ALL: [Self; 5] =
        [Self::DispatchDesk, Self::Department, Self::TaskForce, Self::Firm, Self::Supervisor];

    /// The name, as stored with the appeal.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DispatchDesk => "dispatch_desk",
            Self::Department => "department",
            Self::TaskForce => "task_force",
            Self::Firm => "firm",
            Self::Supervisor => "supervisor",
        }
    }
}

/// What the open promises are narrowed by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ClockFilter {
    /// How the clock's lamp stands.
    pub lamp: Option<Lamp>,
    /// Which clock.
    pub stage: Option<Stage>,
    /// Who has the appeal on the table.
    pub holder: Option<Holder>,
    /// The department that answers for the clock.
    pub department: Option<Uuid>,
    /// County code.
    pub county: Option<String>,
    /// Chain code.
    pub chain: Option<String>,
    /// Category code.
    pub category: Option<String>,
    /// Profile code.
    pub level: Option<String>,
    /// Overdue by at least so many seconds of the wall clock.
    pub min_age_s: Option<i64>,
    /// Overdue by at most so many.
    pub max_age_s: Option<i64>,
    /// Due at or after.
    pub due_from: Option<Timestamp>,
    /// Due before.
    pub due_to: Option<Timestamp>,
    /// Whether it stands still.
    pub paused: Option<bool>,
    /// Whether its due moment rests on a year whose holidays are not announced yet.
    pub provisional: Option<bool>,
}

impl ClockFilter {
    /// Refuses what cannot be meant, with every field at fault.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`].
    pub fn check(&self, reference: &Reference) -> Result<(), ServiceError> {
        let mut faults = Vec::new();
        let mut unless = |fine: bool, field, code| {
            if !fine {
                faults.push(FieldFault::new(field, code));
            }
        };
        let known =
            |code: &Option<String>, is: &dyn Fn(&String) -> bool| code.as_ref().is_none_or(is);
        let department = self.department.is_none_or(|id| reference.departments.contains_key(&id));
        unless(department, "department", "unknown");
        unless(known(&self.county, &|c| reference.counties.contains_key(c)), "county", "unknown");
        unless(known(&self.chain, &|c| reference.chains.contains_key(c)), "chain", "unknown");
        let category = known(&self.category, &|c| reference.categories.contains_key(c));
        unless(category, "category", "unknown");
        unless(known(&self.level, &|c| reference.has_profile(c)), "level", "unknown");
        unless(self.min_age_s.is_none_or(|age| age >= 0), "min_age_s", "out_of_range");
        unless(self.max_age_s.is_none_or(|age| age >= 0), "max_age_s", "out_of_range");
        unless(in_order(self.min_age_s, self.max_age_s), "max_age_s", "backwards");
        unless(in_order(self.due_from, self.due_to), "due_to", "backwards");
        let aged = self.min_age_s.is_some() || self.max_age_s.is_some();
        let red = self.lamp.is_none_or(|lamp| lamp == Lamp::Red);
        unless(!aged || red, "lamp", "incompatible");
        if faults.is_empty() { Ok(()) } else { Err(ServiceError::Invalid(faults)) }
    }

    /// The open promises that the filter lets through, beside their appeals.
    pub(crate) fn open(&self, now: Timestamp) -> Select<clocks::Entity> {
        let of = clocks::Entity::belongs_to(appeals::Entity)
            .from(clocks::Column::AppealId)
            .to(appeals::Column::Id)
            .into();
        clocks::Entity::find()
            .join(JoinType::InnerJoin, of)
            .filter(self.of_clock(now))
            .filter(self.of_appeal())
    }

    fn of_clock(&self, now: Timestamp) -> Condition {
        use clocks::Column::{DueAt, PausedAt, Provisional, Stage, StoppedAt};
        let mut all = Condition::all().add(StoppedAt.is_null()).add(Stage.is_not_in(windows()));
        if let Some(lamp) = self.lamp {
            all = all.add(lamp_is(lamp, now));
        }
        if self.min_age_s.is_some() || self.max_age_s.is_some() {
            all = all.add(lamp_is(Lamp::Red, now));
        }
        if let Some(age) = self.min_age_s {
            all = all.add(DueAt.lte(before(now, age)));
        }
        if let Some(age) = self.max_age_s {
            all = all.add(DueAt.gte(before(now, age)));
        }
        if let Some(stage) = self.stage {
            all = all.add(Stage.eq(stage.as_str()));
        }
        if let Some(from) = self.due_from {
            all = all.add(DueAt.gte(from));
        }
        if let Some(to) = self.due_to {
            all = all.add(DueAt.lt(to));
        }
        match self.paused {
            Some(true) => all = all.add(PausedAt.is_not_null()),
            Some(false) => all = all.add(PausedAt.is_null()),
            None => {}
        }
        if let Some(provisional) = self.provisional {
            all = all.add(Provisional.eq(provisional));
        }
        all
    }

    fn of_appeal(&self) -> Condition {
        use appeals::Column::{Category, Chain, ClosedAt, County, Holder, Level};
        // Whatever closes an appeal stops its promises. Said once more, so that the index of the open
        // appeals serves and the archive is left alone.
        let mut all = Condition::all().add(ClosedAt.is_null());
        if let Some(holder) = self.holder {
            all = all.add(Holder.eq(holder.as_str()));
        }
        if let Some(id) = self.department {
            all = all.add(responsible().eq(id));
        }
        for (column, code) in [
            (County, &self.county),
            (Chain, &self.chain),
            (Category, &self.category),
            (Level, &self.level),
        ] {
            if let Some(code) = code {
                all = all.add(column.eq(code));
            }
        }
        all
    }
}

fn in_order<T: PartialOrd>(from: Option<T>, to: Option<T>) -> bool {
    !matches!((from, to), (Some(from), Some(to)) if from > to)
}

/// So long ago; the beginning of time for what is longer.
fn before(now: Timestamp, seconds: i64) -> Timestamp {
    let age = chrono::Duration::try_seconds(seconds);
    age.and_then(|age| now.checked_sub_signed(age)).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The moment at which a clock's lamp is read: now, or when it was stopped from running.
fn read_at(now: Timestamp) -> SimpleExpr {
    Func::coalesce([Expr::col((clocks::Entity, clocks::Column::PausedAt)), Expr::value(now)]).into()
}

fn lamp_is(lamp: Lamp, now: Timestamp) -> Condition {
    use clocks::Column::{DueAt, YellowAt};
    let column = |column| Expr::col((clocks::Entity, column));
    let due = column(DueAt).lte(read_at(now));
    let yellow = column(YellowAt).lte(read_at(now));
    match lamp {
        // A clock that stands still does so since a moment before now: the plain comparison lets the
        // index on due moments be used.
        Lamp::Red => Condition::all().add(DueAt.lte(now)).add(due),
        Lamp::Yellow => Condition::all().add(yellow).add(due.not()),
        Lamp::Green => Condition::all().add(yellow.not()).add(due.not()),
    }
}

/// The lamp as a word.
pub(super) fn lamp(now: Timestamp) -> SimpleExpr {
    CaseStatement::new()
        .case(lamp_is(Lamp::Red, now), Expr::value(Lamp::Red.as_str()))
        .case(lamp_is(Lamp::Yellow, now), Expr::value(Lamp::Yellow.as_str()))
        .finally(Expr::value(Lamp::Green.as_str()))
        .into()
}

/// The stages for whose clocks somebody answers.
fn stages_of(who: Answerable) -> impl Iterator<Item = &'static str> {
    Stage::ALL.into_iter().filter(move |stage| answerable(*stage) == who).map(Stage::as_str)
}

/// The department that answers for a clock; null: the dispatch desk. The same rule as that of the cards
/// (`Dossier::responsible`).
pub(super) fn responsible() -> SimpleExpr {
    use appeals::Column::{DepartmentId, Holder as HeldBy};
    use clocks::Column::{PartyId, Stage};
    CaseStatement::new()
        .case(Stage.is_in(stages_of(Answerable::Desk)), Keyword::Null)
        .case(Stage.is_in(stages_of(Answerable::Party)), Expr::col((clocks::Entity, PartyId)))
        .case(HeldBy.eq(Holder::DispatchDesk.as_str()), Keyword::Null)
        .finally(Expr::col((appeals::Entity, DepartmentId)))
        .into()
}

/// The same for rows that are loaded.
pub(super) fn responsible_of(
    stage: Stage,
    clock: &clocks::Model,
    appeal: &appeals::Model,
) -> Option<Uuid> {
    match answerable(stage) {
        Answerable::Desk => None,
        Answerable::Party => clock.party_id,
        Answerable::Lead => {
            appeal.department_id.filter(|_| appeal.holder != Holder::DispatchDesk.as_str())
        }
    }
}
