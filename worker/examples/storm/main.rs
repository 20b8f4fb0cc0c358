//! A storm of clocks for `.ci/bench`: very many resolve clocks that fall due in the same minute, the watch
//! over the workers that work them off, and the proof that each has breached once; and a calendar that
//! changes under very many open clocks.
//!
//! ```text
//! storm seed COUNT      appeals under way, on the database of the configuration; needs the demonstration
//! storm seed-open COUNT appeals that were filed just now, each with two clocks that run
//! storm change          closes the next working day: previews, applies, files meanwhile, waits for workers
//! storm self-check      works every open clock out again from the events; fails where one differs
//! storm watch           waits until every breach and every notice is there; prints how long it took
//! storm check           fails where anything is missing, double, or not in order
//! storm alone COUNT     works clocks off one transaction each, as before they were batched
//! storm plan FILE       writes what equal rows cost in plain SQL, as a script for pgbench
//! ```

mod change;
mod check;
mod seed;
mod watch;

use std::io::Write;
use std::sync::Arc;

use anyhow::{Context, bail};
use platform::config::Config;
use platform::fault::FaultPoints;
use platform::machine_time::MachineTime;
use worker::wiring::{self, Wired};

use crate::seed::When;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let config = Arc::new(Config::load(None)?);
    let faults = Arc::new(FaultPoints::none());
    let wired = wiring::wire(config, Arc::new(MachineTime), faults).await?;
    match words[..] {
        ["seed", count] => {
            seed::seed(&wired, count.parse().context("a number")?, When::Due).await?;
        }
        ["seed-open", count] => {
            seed::seed(&wired, count.parse().context("a number")?, When::Open).await?;
        }
        ["change"] => change::change(&wired).await?,
        ["self-check"] => change::self_check(&wired).await?,
        ["watch"] => watch::watch(&wired).await?,
        ["check"] => check::check(&wired).await?,
        ["alone", count] => watch::alone(&wired, count.parse().context("a number")?).await?,
        ["plan", file] => std::fs::write(file, include_str!("equal.sql"))?,
        _ => bail!("see the head of this file"),
    }
    wired.broker.close().await;
    wired.pools.close().await?;
    Ok(())
}

/// Says something on standard output.
fn say(what: &str) -> anyhow::Result<()> {
    Ok(writeln!(std::io::stdout(), "{what}")?)
}

/// The first number of a query without parameters.
async fn number(wired: &Wired, sql: &str) -> anyhow::Result<i64> {
    use sea_orm::{ConnectionTrait, DbBackend, Statement};
    let statement = Statement::from_string(DbBackend::Postgres, sql.to_owned());
    let row = wired.pools.read.query_one_raw(statement).await?.context("no row")?;
    Ok(row.try_get_by_index(0)?)
}
