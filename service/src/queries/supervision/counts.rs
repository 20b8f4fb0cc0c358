//! How many open promises there are: by lamp and stage, holder, department, place; and how old what is
//! overdue has become. One statement reads the promises once and counts them in every way, so that all
//! numbers are of one moment and add up.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::appeal::Role;
use domain::sla::Lamp;
use domain::time::Timestamp;
use entity::{appeals, clocks};
use sea_orm::sea_query::{
    CommonTableExpression, Expr, ExprTrait, Func, IntoIden, Query, SelectStatement, SimpleExpr,
    UnionType, WithClause,
};
use sea_orm::{ConnectionTrait, FromQueryResult, QuerySelect, QueryTrait};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::ageing::{AgeCounts, Ages};
use super::filter::{ClockFilter, lamp, responsible};
use crate::call::Caller;
use crate::error::ServiceError;
use crate::reference::{CITY_CALENDAR, Reference};
use crate::store::Store;

/// How many of each lamp.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct LampCounts {
    /// Time enough.
    pub green: i64,
    /// Soon due.
    pub yellow: i64,
    /// Overdue.
    pub red: i64,
}

impl LampCounts {
    /// All of them.
    #[must_use]
    pub const fn open(&self) -> i64 {
        self.green + self.yellow + self.red
    }

    fn add(&mut self, lamp: &str, count: i64) {
        match lamp {
            "red" => self.red += count,
            "yellow" => self.yellow += count,
            _ => self.green += count,
        }
    }
}

/// A department's open promises.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DepartmentClocks {
    /// Absent: the dispatch desk.
    pub department_id: Option<Uuid>,
    /// Short name.
    pub name: Option<String>,
    /// How many of each lamp.
    pub lamps: LampCounts,
    /// What is overdue, by age.
    pub ages: AgeCounts,
    /// The due moment of what is overdue longest.
    pub longest_due_at: Option<DateTime<Utc>>,
}

/// Open promises, counted in every way. What an appeal does not have is counted under `none`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClockCounts {
    /// The moment that is counted for.
    pub at: DateTime<Utc>,
    /// All of them.
    pub open: i64,
    /// By lamp.
    pub lamps: LampCounts,
    /// By stage.
    pub stages: BTreeMap<String, LampCounts>,
    /// By who has the appeal on the table.
    pub holders: BTreeMap<String, LampCounts>,
    /// By the department that answers for the clock, the one with most overdue first.
    pub departments: Vec<DepartmentClocks>,
    /// By county code.
    pub counties: BTreeMap<String, LampCounts>,
    /// By chain code.
    pub chains: BTreeMap<String, LampCounts>,
    /// By category code.
    pub categories: BTreeMap<String, LampCounts>,
    /// By profile code.
    pub levels: BTreeMap<String, LampCounts>,
    /// What is overdue, by age in working days of the city's calendar.
    pub ages: AgeCounts,
}

/// Counts with the same filters as the list.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but supervisors; [`ServiceError::Invalid`] for a filter at
/// fault.
pub async fn counts(
    store: &Store,
    caller: &Caller,
    now: Timestamp,
    filter: &ClockFilter,
) -> Result<ClockCounts, ServiceError> {
    caller.require(&[Role::Supervisor])?;
    let reference = store.reference().get(store).await?;
    filter.check(&reference)?;
    count(store.read(), &reference, now, filter).await
}

/// The counts, whoever asks.
pub(crate) async fn count(
    db: &impl ConnectionTrait,
    reference: &Reference,
    now: Timestamp,
    filter: &ClockFilter,
) -> Result<ClockCounts, ServiceError> {
    let ages = Ages::at(&*reference.calendar(CITY_CALENDAR)?, now)?;
    let statement = db.get_database_backend().build(&every_way(filter, now, &ages));
    let mut counts = ClockCounts {
        at: now,
        open: 0,
        lamps: LampCounts::default(),
        stages: BTreeMap::new(),
        holders: BTreeMap::new(),
        departments: Vec::new(),
        counties: BTreeMap::new(),
        chains: BTreeMap::new(),
        categories: BTreeMap::new(),
        levels: BTreeMap::new(),
        ages: AgeCounts::default(),
    };
    let mut departments = BTreeMap::new();
    for row in db.query_all_raw(statement).await? {
        let row = Counted::from_query_result(&row, "")?;
        let by = match row.kind.as_str() {
            "stage" => &mut counts.stages,
            "holder" => &mut counts.holders,
            "county" => &mut counts.counties,
            "chain" => &mut counts.chains,
            "category" => &mut counts.categories,
            "level" => &mut counts.levels,
            _ => {
                counts.lamps.add(&row.lamp, row.count);
                of_department(&mut departments, &mut counts.ages, reference, row);
                continue;
            }
        };
        let name = row.name.unwrap_or_else(|| "none".to_owned());
        by.entry(name).or_default().add(&row.lamp, row.count);
    }
    counts.open = counts.lamps.open();
    counts.departments = departments.into_values().collect();
    counts.departments.sort_by(|a, b| {
        let key = |one: &DepartmentClocks| (-one.lamps.red, -one.lamps.yellow, -one.lamps.green);
        key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name))
    });
    Ok(counts)
}

fn of_department(
    departments: &mut BTreeMap<Option<Uuid>, DepartmentClocks>,
    ages: &mut AgeCounts,
    reference: &Reference,
    row: Counted,
) {
    let id = row.department;
    let one = departments.entry(id).or_insert_with(|| DepartmentClocks {
        department_id: id,
        name: id.map(|id| reference.department_name(id)),
        lamps: LampCounts::default(),
        ages: AgeCounts::default(),
        longest_due_at: None,
    });
    one.lamps.add(&row.lamp, row.count);
    if row.lamp == Lamp::Red.as_str() {
        let class = row.name.unwrap_or_default();
        one.ages.add(&class, row.count);
        ages.add(&class, row.count);
        let earlier = one.longest_due_at.map_or(row.first_due, |due| Ord::min(due, row.first_due));
        one.longest_due_at = Some(earlier);
    }
}

#[derive(FromQueryResult)]
struct Counted {
    kind: String,
    name: Option<String>,
    department: Option<Uuid>,
    lamp: String,
    count: i64,
    first_due: Timestamp,
}

/// The names of the columns that the promises are counted by.
const WAYS: [&str; 6] = ["stage", "holder", "county", "chain", "category", "level"];

fn every_way(filter: &ClockFilter, now: Timestamp, ages: &Ages) -> sea_orm::sea_query::WithQuery {
    let open = filter
        .open(now)
        .select_only()
        .column(clocks::Column::Stage)
        .column(clocks::Column::DueAt)
        .column(appeals::Column::Holder)
        .column(appeals::Column::County)
        .column(appeals::Column::Chain)
        .column(appeals::Column::Category)
        .column(appeals::Column::Level)
        .column_as(responsible(), "department")
        .column_as(lamp(now), "lamp")
        .column_as(ages.class(), "age")
        .into_query();
    let mut all = way("department", "age");
    all.column("department").group_by_col("department");
    for name in WAYS {
        // Of the type that the first part gives the column.
        let mut part = way(name, name);
        part.expr(nobody());
        all.union(UnionType::All, part);
    }
    let table = CommonTableExpression::new().query(open).table_name("open").to_owned();
    all.with(WithClause::new().cte(table).to_owned())
}

/// One way of counting: what is counted by, how many of each lamp, and the first due moment of them. The
/// department comes last.
fn way(kind: &'static str, name: &'static str) -> SelectStatement {
    let mut part = Query::select();
    part.expr_as(Expr::cust(format!("'{kind}'")), "kind")
        .expr_as(Expr::col(name), "name")
        .column("lamp")
        .expr_as(Func::count(Expr::col("lamp")), "count")
        .expr_as(Func::min(Expr::col("due_at")), "first_due")
        .from("open".into_iden())
        .group_by_col(name)
        .group_by_col("lamp");
    part
}

fn nobody() -> SimpleExpr {
    Expr::value(None::<Uuid>).cast_as("uuid")
}
