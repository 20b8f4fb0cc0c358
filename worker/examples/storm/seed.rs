//! Appeals that are under way, of four levels, spread over all departments: filed on the day from which
//! their time to resolve ends at the last closing time before now, routed, claimed, signed, contacted, and
//! warned (the yellow card of the day before is given, as it would be in life). Made by the product's own
//! rules, so that the audit trail can be proved as a whole afterwards.

use std::ops::Range;
use std::sync::Arc;

use anyhow::Context;
use chrono::Duration;
use domain::appeal::{Actor, Appeal, Command, ContactMethod, Event, Promise, Role};
use domain::calendar::CompiledCalendar;
use domain::ids::IdSource;
use domain::routing::Decision;
use domain::sla::profile::{Profile, Stage};
use domain::sla::{ClockTerms, due, workday_close_after, workday_close_before};
use domain::time::Timestamp;
use entity::{appeals, enterprises};
use sea_orm::{ConnectionTrait, EntityTrait};
use service::commands::file_appeal::digest;
use service::ledger::{Dossier, clock_source};
use service::reference::{CITY_CALENDAR, Reference};
use service::{Call, ServiceError, Store, batch};
use uuid::Uuid;
use worker::wiring::Wired;

/// Appeals per transaction.
const AT_ONCE: usize = 500;
/// The levels; a critical appeal's clock runs around the clock and ends at no closing time.
const LEVELS: [&str; 4] = ["normal", "urgent", "consult", "complex"];

/// How far the appeals have come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// Contacted, and due at the last closing time.
    Due,
    /// Signed a minute ago: the clocks of first contact and of the answer run.
    Open,
}

/// A level with the moment at which its appeals were filed.
struct Kind {
    profile: Arc<Profile>,
    filed_at: Timestamp,
    /// When the yellow card was given; none where it is not time yet.
    warned_at: Option<Timestamp>,
}

/// A department with a handler.
#[derive(Clone, Copy)]
struct Desk {
    department: Uuid,
    handler: Uuid,
}

struct Plan {
    now: Timestamp,
    kinds: Vec<Kind>,
    desks: Vec<Desk>,
    firms: Vec<Uuid>,
    /// Numbers begin with it: several seeds may lie in one database.
    letter: char,
}

/// Seeds so many appeals.
pub(crate) async fn seed(wired: &Wired, count: usize, when: When) -> anyhow::Result<()> {
    let store = &wired.store;
    let reference = store.reference().get(store).await?;
    let now = wired.time.now();
    let firms = enterprises::Entity::find().all(store.read()).await?;
    let plan = Arc::new(Plan {
        now,
        kinds: match when {
            When::Due => kinds(&reference, now)?,
            When::Open => fresh(&reference, now)?,
        },
        desks: desks(&reference),
        firms: firms.into_iter().map(|firm| firm.id).collect(),
        letter: if when == When::Due { 'S' } else { 'O' },
    });
    let mut first = 0;
    while first < count {
        let last = count.min(first + AT_ONCE);
        write(store, &reference, &plan, first..last).await?;
        first = last;
    }
    let db = &wired.pools.write;
    db.execute_unprepared("TRUNCATE outbox").await?;
    db.execute_unprepared("VACUUM ANALYZE").await?;
    Ok(())
}

async fn write(
    store: &Store,
    reference: &Arc<Reference>,
    plan: &Arc<Plan>,
    numbers: Range<usize>,
) -> Result<(), ServiceError> {
    let (service, reference, plan) = (store.clone(), reference.clone(), plan.clone());
    store
        .transact(move |tx| {
            Box::pin(async move {
                let mut dossiers = numbers
                    .map(|number| appeal(&service, &reference, &plan, number))
                    .collect::<Result<Vec<_>, _>>()?;
                let call = Call::system(plan.now, "storm-seed");
                batch::save_many(tx, &service, &call, &mut dossiers).await
            })
        })
        .await
}

fn kinds(reference: &Reference, now: Timestamp) -> anyhow::Result<Vec<Kind>> {
    let calendar = reference.calendar(CITY_CALENDAR)?;
    let local = now.with_timezone(&calendar.zone());
    let since_midnight = local.time() - chrono::NaiveTime::MIN;
    let today = workday_close_after(&calendar, now - since_midnight, 0)?;
    let end = if today <= now { today } else { workday_close_before(&calendar, now, 1)? };
    LEVELS.iter().map(|level| kind(reference, &calendar, level, end)).collect()
}

/// Filed half an hour ago.
fn fresh(reference: &Reference, now: Timestamp) -> anyhow::Result<Vec<Kind>> {
    let kind = |level: &&str| {
        let profile =
            reference.profile_on(level, reference.civil_day(now)?).context("no profile")?;
        Ok(Kind { profile, filed_at: now - Duration::minutes(30), warned_at: None })
    };
    LEVELS.iter().map(kind).collect()
}

/// The day from which the level's time to resolve ends at that moment.
fn kind(
    reference: &Reference,
    calendar: &CompiledCalendar,
    level: &str,
    end: Timestamp,
) -> anyhow::Result<Kind> {
    let day = reference.civil_day(end)?;
    let profile = reference.profile_on(level, day).context("no profile")?;
    let clock = profile.stages.iter().find(|one| one.stage == Stage::Resolve).context("stage")?;
    for days in 1..90 {
        let filed_at = end - Duration::days(days) - Duration::hours(7);
        let terms = ClockTerms::new(clock.unit, clock.amount, filed_at);
        if due(calendar, &terms)?.due_at == end {
            let warned_at = domain::sla::yellow_at(calendar, &terms)?;
            return Ok(Kind { profile, filed_at, warned_at: Some(warned_at) });
        }
    }
    anyhow::bail!("no day from which {level} ends at {end}")
}

fn desks(reference: &Reference) -> Vec<Desk> {
    let mut desks = Vec::new();
    for official in &reference.staff {
        if let Some(department) = official.department
            && official.roles.contains(&Role::Handler)
        {
            desks.push(Desk { department, handler: official.id });
        }
    }
    desks
}

fn appeal(
    store: &Store,
    reference: &Reference,
    plan: &Plan,
    number: usize,
) -> Result<Dossier, ServiceError> {
    let kind = &plan.kinds[number % plan.kinds.len()];
    let desk = plan.desks[number / plan.kinds.len() % plan.desks.len()];
    let firm = plan.firms[number % plan.firms.len()];
    let row = row(store.ids().next(), &format!("{}{number:08}", plan.letter), firm, kind)?;
    let submitted = Event::Submitted {
        enterprise: firm,
        category: row.category.clone(),
        level: row.level.clone(),
        profile: None,
        profile_version: row.profile_version,
        confidential: false,
        content_sha256: row.content_sha256.clone(),
        promise: promise(&kind.profile),
        conflicts: vec![],
        manual: false,
        split_from: None,
        promised_from: None,
    };
    let source = clock_source(&row, reference)?;
    let filer = Actor::Entrepreneur { id: row.filed_by, enterprises: vec![firm] };
    let mut dossier = Dossier::new(row, Appeal::filed(firm), source);
    let at = |minutes| Call::system(kind.filed_at + Duration::minutes(minutes), "storm-seed");
    dossier.record(store, &at(0), &filer, &submitted)?;
    let route = Command::Route {
        decision: Box::new(decision(reference, desk.department)),
        department: Some(desk.department),
    };
    dossier.command(store, &at(0), &Actor::System, &route)?;
    let handler = Actor::Staff {
        id: desk.handler,
        roles: vec![Role::Handler],
        department: Some(desk.department),
        firms: vec![],
        stands_in_for: vec![],
    };
    let note = "已电话联系企业，了解情况".to_owned();
    let contact = Command::Contact { method: ContactMethod::Phone, note };
    for (minutes, command) in [(10, Command::Claim), (11, Command::Sign)] {
        dossier.command(store, &at(minutes), &handler, &command)?;
    }
    if let Some(warned_at) = kind.warned_at {
        dossier.command(store, &at(20), &handler, &contact)?;
        dossier.catch_up(store, &Call::system(warned_at, "storm-seed"))?;
    }
    Ok(dossier)
}

fn promise(profile: &Profile) -> Promise {
    let resolve = profile.stages.iter().find(|clock| clock.stage == Stage::Resolve);
    Promise {
        amount: resolve.map(|clock| clock.amount),
        rule: profile.extension,
        statutory: profile.statutory,
    }
}

fn decision(reference: &Reference, department: Uuid) -> Decision {
    Decision {
        department: reference.departments.get(&department).map(|row| row.code.clone()),
        county: None,
        confidence: 0.9,
        automatic: true,
        reasons: vec![],
        candidates: vec![],
        suggested_decline: None,
        catalogue_version: "storm".to_owned(),
    }
}

fn row(id: Uuid, number: &str, firm: Uuid, kind: &Kind) -> Result<appeals::Model, ServiceError> {
    let at = kind.filed_at;
    let title = format!("演练诉求{number}：设备更新贷款");
    let content = "我公司计划更新设备，需要技术改造补助和银行贷款支持，请协调。".repeat(10);
    Ok(appeals::Model {
        id,
        number: number.to_owned(),
        enterprise_id: firm,
        filed_by_kind: "entrepreneur".to_owned(),
        filed_by: platform::machine_time::MachineIds.next(),
        content_sha256: digest(&title, &content),
        title,
        content,
        category: "other".to_owned(),
        level: kind.profile.code.clone(),
        profile_version: i32::try_from(kind.profile.version).map_err(ServiceError::internal)?,
        calendar: CITY_CALENDAR.to_owned(),
        county: None,
        chain: None,
        contact_name: None,
        contact_phone: None,
        confidential: false,
        channel: "mini_program".to_owned(),
        state: String::new(),
        facts: serde_json::Value::Null,
        department_id: None,
        handler_id: None,
        holder: String::new(),
        held_since: at,
        next_due_at: None,
        version: 0,
        last_seq: 0,
        filed_at: at,
        updated_at: at,
        closed_at: None,
        outcome: None,
        rating: None,
        merged_into: None,
        split_from: None,
        park: None,
        profile: Some(kind.profile.code.clone()),
    })
}
