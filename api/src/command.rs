//! What the commands do. To add one: a function here and a word in `main`.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, ensure};
use clap::Args;
use domain::appeal::Role;
use domain::time::TimeSource;
use migration::{Migrator, MigratorTrait};
use platform::config::Config;
use platform::database;
use platform::fault::FaultPoints;
use platform::lifecycle::{self, Tasks};
use platform::machine_time::MachineTime;
use platform::telemetry;
use service::auth::{Made, NewStaff};
use service::{Call, ServiceError};
use uuid::Uuid;
use worker::wiring::{self, Wired, database_settings};

use crate::auth::Tokens;
use crate::process;

/// An account of staff, as the command line has it.
#[derive(Debug, Args)]
pub struct NewAccount {
    /// For signing in.
    #[arg(long)]
    pub username: String,
    /// For people.
    #[arg(long)]
    pub name: String,
    /// `supervisor`, `dispatcher`, `handler`, `department_head`, `officer` or `administrator`; may be
    /// given more than once.
    #[arg(long = "role", required = true, value_parser = role)]
    pub roles: Vec<Role>,
    /// The department's code; handlers and heads need one.
    #[arg(long)]
    pub department: Option<String>,
    /// Where WeCom messages go.
    #[arg(long)]
    pub wecom_id: Option<String>,
    /// Where SMS go.
    #[arg(long)]
    pub phone: Option<String>,
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| "no such role".to_owned())
}

/// Runs a command on a runtime of its own.
///
/// # Errors
/// What the command answers.
pub fn run<T>(command: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(command)
}

/// Serves until it is asked to stop.
///
/// # Errors
/// When it cannot start, or did not stop cleanly.
pub async fn serve(file: Option<&Path>, with_worker: bool) -> anyhow::Result<()> {
    let config = Arc::new(Config::load(file)?);
    let _guard = telemetry::init(&config.telemetry)?;
    lifecycle::log_panics();
    tracing::info!(config = ?config.redacted(), "the API starts");
    for warning in config.warnings() {
        tracing::warn!(key = %warning.key, "{}", warning.en);
    }
    let wired = wire(&config).await?;
    let tasks = Tasks::default();
    lifecycle::stop_on_signals(tasks.stop_token())?;
    let tokens = Arc::new(Tokens::from_config(&config)?);
    let state = crate::wiring::state(&wired, tokens, tasks.stop_token())?;
    process::start(&wired, &state, &tasks, with_worker).await?;
    // The server lets the requests under way finish; the tasks around it wait for that.
    let patience = config.server.shutdown_timeout.max(config.worker.shutdown_timeout);
    let report = tasks.run(patience).await;
    wired.broker.close().await;
    wired.pools.close().await.ok();
    ensure!(report.is_clean(), "not stopped cleanly: {report:?}");
    Ok(())
}

pub(crate) async fn wire(config: &Arc<Config>) -> anyhow::Result<Wired> {
    let (time, faults) = (Arc::new(MachineTime), Arc::new(FaultPoints::none()));
    wiring::wire(config.clone(), time, faults).await
}

/// Brings the database to the present schema, and writes the reference data that is not there yet.
///
/// # Errors
/// When the database does not answer or a step fails; a failed step is undone.
pub async fn migrate(file: Option<&Path>) -> anyhow::Result<()> {
    let config = Arc::new(Config::load(file)?);
    let _guard = telemetry::init(&config.telemetry)?;
    let database = database::connect_for_migration(&database_settings(&config)).await?;
    Migrator::up(&database, None).await.context("a migration step failed")?;
    database.close().await?;
    let wired = wire(&config).await?;
    service::seed::reference(&wired.store, wired.time.now()).await?;
    take_over(&wired).await?;
    wired.broker.close().await;
    wired.pools.close().await?;
    tracing::info!("the database is at the present schema");
    Ok(())
}

/// What an older version has left: events without an entry in the audit trail, fields that lie open.
pub(crate) async fn take_over(wired: &Wired) -> anyhow::Result<()> {
    // Where heads lie outside, there was a trail: one that is empty now was emptied.
    let known = worker::heads::kept(&wired.objects).await.is_ok_and(|heads| heads.is_empty());
    let events = if known { service::audit::adopt::adopt(&wired.store).await? } else { 0 };
    let call = Call::system(wired.time.now(), "command-line");
    let fields = service::privacy::rotate::rotate(&wired.store, &call, |_| {}).await?;
    tracing::info!(events, sealed = fields.sealed, "took over what an older version has left");
    Ok(())
}

/// Makes an account of staff; answers its id.
///
/// # Errors
/// When a field is at fault, the name is taken, or the database does not answer.
pub async fn create_staff(file: Option<&Path>, account: NewAccount) -> anyhow::Result<Uuid> {
    let config = Arc::new(Config::load(file)?);
    let mut password = String::new();
    std::io::stdin().take(4_096).read_to_string(&mut password).context("the password")?;
    let wired = wire(&config).await?;
    let new = NewStaff {
        username: account.username,
        password: password.trim_end_matches(['\r', '\n']).to_owned(),
        name: account.name,
        roles: account.roles,
        department_code: account.department,
        wecom_id: account.wecom_id,
        phone: account.phone,
        totp_secret: None,
    };
    let hashing = crate::wiring::hashing(&config);
    let made = service::auth::create_staff(
        &wired.store,
        hashing,
        &Call::system(MachineTime.now(), "command-line"),
        new,
    )
    .await;
    wired.broker.close().await;
    wired.pools.close().await?;
    let made = made.map_err(|error| match error {
        ServiceError::Invalid(faults) => {
            let named: Vec<_> =
                faults.iter().map(|fault| format!("{}: {}", fault.field, fault.code)).collect();
            anyhow::anyhow!("{}", named.join("; "))
        }
        other => other.into(),
    })?;
    Ok(serde_json::from_str::<Made>(&made.body)?.id)
}
