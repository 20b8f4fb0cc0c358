//! The watch: when the first breach is there, when the last, when the last notice.

use std::time::{Duration, Instant};

use futures::StreamExt;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use service::{Call, sweep};
use uuid::Uuid;
use worker::wiring::Wired;

use crate::{number, say};

/// How often it looks.
const GLANCE: Duration = Duration::from_millis(100);
/// How long nothing may move.
const PATIENCE: Duration = Duration::from_secs(120);
/// How many clocks are under way at once where each has a transaction of its own.
const AT_ONCE: usize = 8;

/// Clocks that are due.
pub(crate) const DUE: &str = "SELECT count(*) FROM clocks WHERE next_fire_at <= now()";
/// Whether any is. Counting them ten times a second would be a good part of what is measured.
pub(crate) const ANY_DUE: &str =
    "SELECT count(*) FROM (SELECT 1 FROM clocks WHERE next_fire_at <= now() LIMIT 1) x";
/// The end of the audit trail: moves with every commit that records something.
const TRAIL: &str = "SELECT position FROM audit_chain WHERE id = 1";
const OWED: &str = "SELECT count(*) FROM outbox";
const NOTICES: &str = "SELECT count(*) FROM notices";

/// Waits for the workers; prints `clocks seconds-to-last-breach seconds-to-last-notice`.
pub(crate) async fn watch(wired: &Wired) -> anyhow::Result<()> {
    let clocks = number(wired, DUE).await?;
    let wanted = notices_wanted(wired, clocks).await?;
    let start = number(wired, TRAIL).await?;
    let began = wait(wired, TRAIL, |position| position > start).await?;
    let breached = wait(wired, ANY_DUE, |due| due == 0).await?;
    wait(wired, OWED, |owed| owed == 0).await?;
    let told = wait(wired, NOTICES, |count| count >= wanted).await?;
    let seconds = |end: Instant| (end - began).as_secs_f64();
    say(&format!("{clocks} {:.2} {:.2}", seconds(breached), seconds(told)))
}

/// A red card goes to whoever handles the appeal, the heads of the department and the supervisors, each in
/// the inbox and by WeCom.
async fn notices_wanted(wired: &Wired, clocks: i64) -> anyhow::Result<i64> {
    let sql =
        "SELECT count(*) FROM staff s JOIN staff_roles r ON r.staff_id = s.id WHERE s.active AND ";
    let supervisors = number(wired, &format!("{sql} r.role = 'supervisor'")).await?;
    let heads = "SELECT sum(heads)::bigint FROM clocks c JOIN appeals a ON a.id = c.appeal_id JOIN \
        (SELECT department_id, count(*) AS heads FROM staff s JOIN staff_roles r ON r.staff_id = s.id \
         WHERE r.role = 'department_head' AND s.active GROUP BY 1) h USING (department_id) \
        WHERE c.next_fire_at <= now()";
    Ok(2 * (clocks + number(wired, heads).await? + clocks * supervisors))
}

async fn wait(wired: &Wired, sql: &str, there: impl Fn(i64) -> bool) -> anyhow::Result<Instant> {
    // Counting hundreds of thousands of notices is work of its own.
    let glance = if sql == NOTICES { 5 * GLANCE } else { GLANCE };
    let (mut last, mut moved) = (None, Instant::now());
    loop {
        let now = number(wired, sql).await?;
        if there(now) {
            return Ok(Instant::now());
        }
        let trail = number(wired, TRAIL).await?;
        if last != Some((now, trail)) {
            (last, moved) = (Some((now, trail)), Instant::now());
        }
        anyhow::ensure!(moved.elapsed() < PATIENCE, "nothing moves: {sql} is {now}");
        tokio::time::sleep(glance).await;
    }
}

/// Works so many clocks off with a transaction each, several at once; prints clocks per second.
pub(crate) async fn alone(wired: &Wired, count: u64) -> anyhow::Result<()> {
    let sql = format!(
        "SELECT appeal_id FROM clocks WHERE next_fire_at <= now() ORDER BY next_fire_at LIMIT {count}"
    );
    let statement = Statement::from_string(DbBackend::Postgres, sql);
    let rows = wired.pools.read.query_all_raw(statement).await?;
    let appeals: Vec<Uuid> =
        rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    let (began, count) = (Instant::now(), appeals.len());
    let mut work = futures::stream::iter(appeals)
        .map(|appeal| async move {
            let call = Call::system(wired.time.now(), "storm-alone");
            sweep::catch_up(&wired.store, &call, appeal).await
        })
        .buffered(AT_ONCE);
    while let Some(done) = work.next().await {
        done?;
    }
    let count = u32::try_from(count)?;
    say(&format!("{:.0}", f64::from(count) / began.elapsed().as_secs_f64()))
}
