//! A calendar that changes under very many open clocks: how long the preview takes, how long until every
//! clock is counted anew, and what filing feels of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use chrono::{NaiveTime, TimeZone};
use domain::appeal::Role;
use domain::calendar::{CalendarEdit, Closure};
use domain::ids::IdSource;
use domain::sla::workday_close_after;
use domain::text::{Content, Title};
use entity::{bindings, clock_changes, enterprises, entrepreneurs, staff, staff_roles};
use platform::machine_time::MachineIds;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;
use service::changes::preview::{self, Wanted};
use service::changes::{DONE, apply};
use service::commands::file_appeal::{FileAppeal, file_appeal};
use service::reference::CITY_CALENDAR;
use service::{Answer, Call, Caller, Store};
use uuid::Uuid;
use worker::wiring::Wired;

use crate::watch::ANY_DUE;
use crate::{number, say};

/// How often it looks.
const GLANCE: Duration = Duration::from_millis(100);
/// How long between two filings.
const FILING: Duration = Duration::from_millis(50);
/// How long the change may take at most.
const PATIENCE: Duration = Duration::from_secs(600);

/// Closes the next working day, everywhere. Prints `moved preview-seconds apply-seconds
/// seconds-to-the-last-clock filed slowest-filing-milliseconds due seconds-to-the-last-due-clock`.
pub(crate) async fn change(wired: &Wired) -> anyhow::Result<()> {
    let store = &wired.store;
    let (admin, filer) = (administrator(store).await?, Filer::new(wired).await?);
    let due = number(wired, "SELECT count(*) FROM clocks WHERE next_fire_at <= now()").await?;
    let edits = vec![closure(wired).await?];
    let proposal = preview::edited(store, CITY_CALENDAR, &edits, None).await?;
    let (edits, reason) = (serde_json::to_value(&edits)?, "演练：台风停工".to_owned());
    let call = || Call { caller: admin.clone(), ..Call::system(wired.time.now(), "storm-change") };
    let began = Instant::now();
    let shown = preview::preview(store, &call(), Wanted { proposal, edits, reason }).await?;
    let previewed = began.elapsed();
    let shown: Value = serde_json::from_str(&shown.body)?;
    let id: Uuid = shown["id"].as_str().context("id")?.parse()?;
    let moved = shown["summary"]["moved"].as_i64().context("moved")?;

    let over = Arc::new(AtomicBool::new(false));
    let filing = tokio::spawn(filer.file_until(over.clone()));
    let began = Instant::now();
    // What is filed meanwhile moves too.
    let applied: Answer = apply::apply(store, &call(), id, 100_000).await?;
    ensure!(applied.status == 202, "{}", applied.body);
    let published = began.elapsed();
    let (mut carried, mut swept) = (None, None);
    while carried.is_none() || swept.is_none() {
        if carried.is_none() && is_done(store, id).await? {
            carried = Some(began.elapsed());
        }
        if swept.is_none() && number(wired, ANY_DUE).await? == 0 {
            swept = Some(began.elapsed());
        }
        ensure!(began.elapsed() < PATIENCE, "the change does not end");
        tokio::time::sleep(GLANCE).await;
    }
    over.store(true, Ordering::Relaxed);
    let (filed, slowest) = filing.await??;
    let seconds = |span: Option<Duration>| span.unwrap_or_default().as_secs_f64();
    say(&format!(
        "{moved} {:.2} {:.2} {:.2} {filed} {} {due} {:.2}",
        previewed.as_secs_f64(),
        published.as_secs_f64(),
        seconds(carried),
        slowest.as_millis(),
        seconds(swept),
    ))?;
    let left = "SELECT count(*) FROM clocks WHERE stopped_at IS NULL AND calendar_version < \
                (SELECT max(version) FROM calendars WHERE code = 'city')";
    ensure!(number(wired, left).await? == 0, "clocks were left at the version before");
    Ok(())
}

/// Works every open clock out again; prints `appeals clocks seconds`.
pub(crate) async fn self_check(wired: &Wired) -> anyhow::Result<()> {
    let began = Instant::now();
    let call = Call::system(wired.time.now(), "storm-self-check");
    let checked = service::self_check::run(&wired.store, &call, |_, _| {}).await?;
    let seconds = began.elapsed().as_secs_f64();
    say(&format!("{} {} {seconds:.2}", checked.appeals, checked.clocks))?;
    ensure!(checked.faults == 0, "{} appeals differ from their events", checked.faults);
    Ok(())
}

async fn is_done(store: &Store, id: Uuid) -> anyhow::Result<bool> {
    let row = clock_changes::Entity::find_by_id(id).one(store.read()).await?;
    Ok(row.context("the change")?.state == DONE)
}

/// All of the next working day.
async fn closure(wired: &Wired) -> anyhow::Result<CalendarEdit> {
    let reference = wired.store.reference().get(&wired.store).await?;
    let calendar = reference.calendar(CITY_CALENDAR)?;
    let day = calendar.date_of(workday_close_after(&calendar, wired.time.now(), 1)?)?;
    let midnight = |day: chrono::NaiveDate| {
        let local = calendar.zone().from_local_datetime(&day.and_time(NaiveTime::MIN));
        Ok::<_, anyhow::Error>(local.earliest().context("midnight")?.to_utc())
    };
    let (from, to) = (midnight(day)?, midnight(day + chrono::Days::new(1))?);
    let closure = Closure::everywhere(from, to, "台风停工");
    Ok(CalendarEdit::AddClosure { closure: Closure { key: "storm".to_owned(), ..closure } })
}

async fn administrator(store: &Store) -> anyhow::Result<Caller> {
    let role = staff_roles::Entity::find()
        .filter(staff_roles::Column::Role.eq(Role::Administrator.as_str()))
        .one(store.read())
        .await?
        .context("no administrator")?;
    let row = staff::Entity::find_by_id(role.staff_id).one(store.read()).await?;
    let row = row.context("no account")?;
    Ok(Caller::Staff {
        id: row.id,
        roles: vec![Role::Administrator],
        department: row.department_id,
    })
}

/// Somebody who files one appeal after another.
struct Filer {
    store: Store,
    time: Arc<dyn domain::time::TimeSource>,
    person: Uuid,
    firm: Uuid,
}

impl Filer {
    async fn new(wired: &Wired) -> anyhow::Result<Self> {
        let (store, person) = (wired.store.clone(), MachineIds.next());
        let firm = enterprises::Entity::find().one(store.read()).await?.context("no firm")?.id;
        let now = wired.time.now();
        let row = entrepreneurs::ActiveModel {
            id: Set(person),
            openid: Set(None),
            phone: Set(None),
            name: Set(None),
            created_at: Set(now),
            phone_index: Set(None),
            erased_at: Set(None),
        };
        let binding = bindings::ActiveModel {
            entrepreneur_id: Set(person),
            enterprise_id: Set(firm),
            position: Set("经办人".to_owned()),
            status: Set("active".to_owned()),
            override_reason: Set(None),
            created_at: Set(now),
        };
        let db = &wired.pools.write;
        entrepreneurs::Entity::insert(row).exec_without_returning(db).await?;
        bindings::Entity::insert(binding).exec_without_returning(db).await?;
        Ok(Self { store, time: wired.time.clone(), person, firm })
    }

    /// Answers how many were filed, and how long the slowest took.
    async fn file_until(self, over: Arc<AtomicBool>) -> anyhow::Result<(u64, Duration)> {
        let (mut filed, mut slowest) = (0, Duration::ZERO);
        while !over.load(Ordering::Relaxed) {
            let caller = Caller::Entrepreneur { id: self.person };
            let call = Call { caller, ..Call::system(self.time.now(), "storm-filing") };
            let began = Instant::now();
            file_appeal(&self.store, &call, self.input(filed)?).await?;
            slowest = slowest.max(began.elapsed());
            filed += 1;
            tokio::time::sleep(FILING).await;
        }
        Ok((filed, slowest))
    }

    fn input(&self, number: u64) -> anyhow::Result<FileAppeal> {
        let content = "我公司计划更新设备，需要技术改造补助和银行贷款支持，请协调。";
        Ok(FileAppeal {
            enterprise: self.firm,
            title: Title::parse(&format!("演练期间提交的诉求第{number}号"))
                .map_err(|fault| anyhow::anyhow!("{fault:?}"))?,
            content: Content::parse(content).map_err(|fault| anyhow::anyhow!("{fault:?}"))?,
            category: "technical_upgrade".to_owned(),
            level: None,
            county: None,
            chain: None,
            contact_name: None,
            contact_phone: None,
            confidential: false,
            about_department: None,
            attachments: vec![],
            channel: "h5".to_owned(),
        })
    }
}
