//! How it has gone (趋势): appeals filed and ended, promises broken, and how many appeals were open, day by
//! day, week by week or month by month of the city's calendar. One statement counts it all, so that the
//! numbers are of one moment: what was open before, plus what was filed, less what ended, is what is open.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeZone, Utc};
use domain::appeal::Role;
use domain::calendar::CompiledCalendar;
use domain::time::Timestamp;
use entity::{appeals, clocks};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Func, Query, SelectStatement, UnionType};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, FromQueryResult};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::filter::{ClockFilter, responsible};
use crate::call::Caller;
use crate::error::ServiceError;
use crate::queries::appeals::windows;
use crate::reference::CITY_CALENDAR;
use crate::store::Store;

/// The most periods that are counted at once.
pub const MOST_PERIODS: u32 = 62;

/// How long a period is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A civil day.
    #[default]
    Day,
    /// From Monday to Sunday.
    Week,
    /// A civil month.
    Month,
}

impl Step {
    /// All of them, the shortest first.
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    /// The name, as the API has it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// How many are shown when nobody says.
    const fn usual(self) -> u32 {
        match self {
            Self::Day => 30,
            Self::Week => 26,
            Self::Month => 12,
        }
    }

    /// The first day of the period that a day lies in.
    fn first_day(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Day => Some(day),
            Self::Week => {
                day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into()))
            }
            Self::Month => day.with_day(1),
        }
    }

    /// The first day of the period so many before the one that begins on a day.
    fn back(self, first: NaiveDate, periods: u32) -> Option<NaiveDate> {
        match self {
            Self::Day => first.checked_sub_days(Days::new(periods.into())),
            Self::Week => first.checked_sub_days(Days::new(u64::from(periods) * 7)),
            Self::Month => first.checked_sub_months(Months::new(periods)),
        }
    }
}

/// What the figures are narrowed by.
#[derive(Clone, Debug, Default)]
pub struct TrendFilter {
    /// The department that has or had the appeal, and that answers for the broken promise.
    pub department: Option<Uuid>,
    /// County code.
    pub county: Option<String>,
    /// Chain code.
    pub chain: Option<String>,
    /// Category code.
    pub category: Option<String>,
    /// Profile code.
    pub level: Option<String>,
}

/// One period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Period {
    /// Its first civil day.
    pub from: NaiveDate,
    /// The first civil day after it.
    pub to: NaiveDate,
    /// Appeals filed in it.
    pub filed: i64,
    /// Appeals that ended in it and have not been opened again since.
    pub closed: i64,
    /// Promises that ran out in it, breaches set aside by a later change not counted.
    pub breached: i64,
    /// Appeals that were open at its end, or now.
    pub open: i64,
}

/// How it has gone.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Trend {
    /// The moment that is counted for; the last period goes on.
    pub at: DateTime<Utc>,
    /// `day`, `week` or `month`.
    #[schema(value_type = String)]
    pub step: Step,
    /// Oldest first, without gaps.
    pub periods: Vec<Period>,
}

/// Counts the last so many periods, the present one included.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but supervisors; [`ServiceError::Invalid`] for a filter at
/// fault and for more than [`MOST_PERIODS`].
pub async fn trend(
    store: &Store,
    caller: &Caller,
    now: Timestamp,
    (step, periods): (Step, Option<u32>),
    filter: &TrendFilter,
) -> Result<Trend, ServiceError> {
    caller.require(&[Role::Supervisor])?;
    let reference = store.reference().get(store).await?;
    filter.as_clocks().check(&reference)?;
    let count = periods.unwrap_or_else(|| step.usual());
    if !(1..=MOST_PERIODS).contains(&count) {
        return Err(ServiceError::field("periods", "out_of_range"));
    }
    let calendar = reference.calendar(CITY_CALENDAR)?;
    let mut periods = empty(&calendar, now, step, count)?;
    let starts: Vec<Timestamp> =
        periods.iter().map(|one| midnight(&calendar, one.from)).collect::<Result<_, _>>()?;
    let db = store.read();
    let statement = db.get_database_backend().build(&every_kind(filter, &starts, now));
    let mut open = 0;
    for row in db.query_all_raw(statement).await? {
        let row = Counted::from_query_result(&row, "")?;
        let period = usize::try_from(row.period).ok().and_then(|place| periods.get_mut(place));
        match (row.kind.as_str(), period) {
            ("filed", Some(period)) => period.filed += row.count,
            ("closed", Some(period)) => period.closed += row.count,
            ("breached", Some(period)) => period.breached += row.count,
            _ => open += row.count,
        }
    }
    for period in &mut periods {
        open += period.filed - period.closed;
        period.open = open;
    }
    Ok(Trend { at: now, step, periods })
}

impl TrendFilter {
    fn as_clocks(&self) -> ClockFilter {
        ClockFilter {
            department: self.department,
            county: self.county.clone(),
            chain: self.chain.clone(),
            category: self.category.clone(),
            level: self.level.clone(),
            ..ClockFilter::default()
        }
    }

    fn of_appeal(&self) -> Condition {
        use appeals::Column::{Category, Chain, County, Level};
        [
            (County, &self.county),
            (Chain, &self.chain),
            (Category, &self.category),
            (Level, &self.level),
        ]
        .into_iter()
        .filter_map(|(column, code)| code.as_ref().map(|code| column.eq(code)))
        .fold(Condition::all(), Condition::add)
    }
}

/// The periods with nothing counted, oldest first.
fn empty(
    calendar: &CompiledCalendar,
    now: Timestamp,
    step: Step,
    count: u32,
) -> Result<Vec<Period>, ServiceError> {
    let today = calendar.date_of(now).map_err(ServiceError::internal)?;
    let beyond = || ServiceError::field("periods", "out_of_range");
    let last = step.first_day(today).ok_or_else(beyond)?;
    let mut to = match step {
        Step::Day => last.checked_add_days(Days::new(1)),
        Step::Week => last.checked_add_days(Days::new(7)),
        Step::Month => last.checked_add_months(Months::new(1)),
    }
    .ok_or_else(beyond)?;
    let mut periods = Vec::new();
    for back in 0..count {
        let from = step.back(last, back).ok_or_else(beyond)?;
        periods.push(Period { from, to, filed: 0, closed: 0, breached: 0, open: 0 });
        to = from;
    }
    periods.reverse();
    Ok(periods)
}

/// The first moment of a civil day.
fn midnight(calendar: &CompiledCalendar, day: NaiveDate) -> Result<Timestamp, ServiceError> {
    let local = calendar.zone().from_local_datetime(&day.and_time(NaiveTime::MIN));
    // Where clocks are put forward at midnight the day begins when they show one.
    let first = local.earliest().or_else(|| {
        let one = day.and_hms_opt(1, 0, 0)?;
        calendar.zone().from_local_datetime(&one).earliest()
    });
    first.map(|at| at.to_utc()).ok_or_else(|| ServiceError::internal("a day without a beginning"))
}

#[derive(FromQueryResult)]
struct Counted {
    kind: String,
    period: i32,
    count: i64,
}

fn every_kind(filter: &TrendFilter, starts: &[Timestamp], now: Timestamp) -> SelectStatement {
    use appeals::Column::{ClosedAt, DepartmentId, FiledAt};
    use clocks::Column::{BreachedAt, Stage};
    let first = starts.first().copied().unwrap_or(now);
    let of_appeals = || {
        let mut part = Query::select();
        part.from(appeals::Entity).cond_where(filter.of_appeal());
        if let Some(id) = filter.department {
            part.cond_where(DepartmentId.eq(id));
        }
        part
    };
    let mut all = of_appeals();
    kind(&mut all, "before").expr_as(Expr::value(-1), "period");
    all.cond_where(FiledAt.lt(first))
        .cond_where(Condition::any().add(ClosedAt.is_null()).add(ClosedAt.gte(first)));
    for (name, column) in [("filed", FiledAt), ("closed", ClosedAt)] {
        let mut part = of_appeals();
        kind(&mut part, name)
            .expr_as(period(&Expr::col((appeals::Entity, column)), starts), "period");
        part.cond_where(column.gte(first)).cond_where(column.lte(now));
        all.union(UnionType::All, part);
    }
    let mut part = Query::select();
    part.from(clocks::Entity).inner_join(
        appeals::Entity,
        Expr::col((clocks::Entity, clocks::Column::AppealId))
            .equals((appeals::Entity, appeals::Column::Id)),
    );
    kind(&mut part, "breached")
        .expr_as(period(&Expr::col((clocks::Entity, BreachedAt)), starts), "period");
    part.cond_where(filter.of_appeal())
        .cond_where(BreachedAt.gte(first))
        .cond_where(BreachedAt.lte(now))
        .cond_where(Stage.is_not_in(windows()));
    if let Some(id) = filter.department {
        part.cond_where(responsible().eq(id));
    }
    all.union(UnionType::All, part);
    Query::select()
        .columns(["kind", "period"])
        .expr_as(Func::count(Expr::col("period")), "count")
        .from_subquery(all, "counted")
        .group_by_columns(["kind", "period"])
        .to_owned()
}

fn kind<'a>(part: &'a mut SelectStatement, name: &'static str) -> &'a mut SelectStatement {
    part.expr_as(Expr::cust(format!("'{name}'")), "kind")
}

/// In which period a moment lies, by its place.
fn period(column: &Expr, starts: &[Timestamp]) -> CaseStatement {
    let mut case = CaseStatement::new();
    for (place, start) in starts.iter().enumerate().rev() {
        let place = i32::try_from(place).unwrap_or(i32::MAX);
        case = case.case(column.clone().gte(*start), Expr::value(place));
    }
    case.finally(Expr::value(-1))
}
