//! What the digest of overdue promises (超期通报) says. All its numbers are of one moment.

use chrono::TimeZone;
use domain::calendar::CompiledCalendar;
use domain::notice::{Language, Params, Template};
use domain::sla::Lamp;
use domain::sla::profile::Stage;
use domain::time::Timestamp;
use domain::wording;
use entity::{appeals, clocks};
use sea_orm::{ConnectionTrait, QueryOrder, QuerySelect};
use serde_json::{Value, json};

use crate::error::ServiceError;
use crate::queries::supervision::{ClockCounts, ClockFilter, count};
use crate::reference::Reference;

/// How many departments are named.
const NAMED: usize = 3;

/// What was found.
#[derive(Clone, Debug)]
pub(super) struct Digest {
    overdue: ClockCounts,
    fresh: i64,
    today: i64,
    longest: Option<Longest>,
}

/// What is overdue longest.
#[derive(Clone, Debug)]
struct Longest {
    number: String,
    stage: String,
    due_at: Timestamp,
}

/// Reads the numbers: overdue now, new since the last digest, due before the day is over.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    reference: &Reference,
    now: Timestamp,
    since: Option<Timestamp>,
    tomorrow: Timestamp,
) -> Result<Digest, ServiceError> {
    let red = ClockFilter { lamp: Some(Lamp::Red), ..ClockFilter::default() };
    let overdue = count(db, reference, now, &red).await?;
    let fresh = match since {
        Some(_) => {
            let fresh = ClockFilter { due_from: since, ..red.clone() };
            count(db, reference, now, &fresh).await?.open
        }
        // The first digest of all: everything is new.
        None => overdue.open,
    };
    let due = ClockFilter {
        due_from: Some(now),
        due_to: Some(tomorrow),
        paused: Some(false),
        ..ClockFilter::default()
    };
    let today = count(db, reference, now, &due).await?.open;
    let first = red
        .open(now)
        .order_by_asc(clocks::Column::DueAt)
        .order_by_asc(clocks::Column::Id)
        .limit(1)
        .select_also(appeals::Entity)
        .one(db)
        .await?;
    let longest = first.and_then(|(clock, appeal)| {
        Some(Longest { number: appeal?.number, stage: clock.stage, due_at: clock.due_at })
    });
    Ok(Digest { overdue, fresh, today, longest })
}

impl Digest {
    /// People trust a digest that comes every day: one without anything overdue says so in a line.
    pub(super) fn template(&self) -> Template {
        if self.overdue.open == 0 { Template::NothingOverdue } else { Template::OverdueDigest }
    }

    /// What goes into the words; names and numbers, which are the same in both languages.
    pub(super) fn params(
        &self,
        calendar: &CompiledCalendar,
        now: Timestamp,
    ) -> Result<Params, ServiceError> {
        let local = |at: Timestamp| {
            let at = calendar.zone().from_utc_datetime(&at.naive_utc());
            at.format("%-m月%-d日 %H:%M").to_string()
        };
        let mut params = Params::from([
            ("at".to_owned(), local(now)),
            ("overdue".to_owned(), self.overdue.open.to_string()),
            ("fresh".to_owned(), self.fresh.to_string()),
            ("today".to_owned(), self.today.to_string()),
        ]);
        for (class, count) in self.overdue.ages.named() {
            params.insert(class.to_owned(), count.to_string());
        }
        let most = self.overdue.departments.iter().filter(|one| one.lamps.red > 0).take(NAMED);
        let most = most.map(|one| format!("{} {}", desk_or(one.name.as_ref()), one.lamps.red));
        params.insert("departments".to_owned(), most.collect::<Vec<_>>().join("、"));
        if let Some(longest) = &self.longest {
            let date = |at| calendar.date_of(at).map_err(ServiceError::internal);
            let days = calendar
                .working_days_between(date(longest.due_at)?, date(now)?)
                .map_err(ServiceError::internal)?;
            params.insert("longest".to_owned(), self.named(longest));
            params.insert("longest_due".to_owned(), local(longest.due_at));
            params.insert("longest_days".to_owned(), days.to_string());
        }
        Ok(params)
    }

    /// The appeal's number and the stage, with the department that the oldest promise is of.
    fn named(&self, longest: &Longest) -> String {
        let stage = Stage::parse(&longest.stage)
            .map_or(longest.stage.as_str(), |stage| wording::stage(Language::Chinese, stage));
        let of = self.overdue.departments.iter();
        let of = of.filter(|one| one.longest_due_at == Some(longest.due_at));
        let whose = of.map(|one| desk_or(one.name.as_ref())).next().unwrap_or_default();
        format!("{} {stage}（{whose}）", longest.number)
    }

    /// What is kept with the bulletin.
    pub(super) fn summary(&self) -> Value {
        json!({
            "overdue": self.overdue.open,
            "fresh": self.fresh,
            "today": self.today,
            "ages": self.overdue.ages,
            "stages": self.overdue.stages,
            "longest": self.longest.as_ref().map(|one| &one.number),
        })
    }
}

fn desk_or(name: Option<&String>) -> String {
    name.cloned().unwrap_or_else(|| wording::holder(Language::Chinese, "dispatch_desk"))
}
