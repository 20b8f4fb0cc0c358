//! The worker's process: relay, consumers and timers, with `/healthz`, `/readyz` and `/metrics` on the
//! metrics port.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use futures::FutureExt;
use platform::config::Config;
use platform::fault::FaultPoints;
use platform::lifecycle::{self, Tasks};
use platform::machine_time::MachineTime;
use platform::telemetry::{self, Readiness};
use worker::wiring::{self, Wired};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let file = std::env::args_os().nth(1).map(PathBuf::from);
    let config = Arc::new(Config::load(file.as_deref())?);
    let _guard = telemetry::init(&config.telemetry)?;
    let metrics = telemetry::metrics_recorder()?;
    lifecycle::log_panics();
    tracing::info!(config = ?config.redacted(), "worker starts");
    let faults = Arc::new(FaultPoints::none());
    let wired = wiring::wire(config.clone(), Arc::new(MachineTime), faults).await?;
    let tasks = Tasks::default();
    lifecycle::stop_on_signals(tasks.stop_token())?;
    worker::start(&wired.parts(), &tasks);
    let listener = tokio::net::TcpListener::bind(config.metrics.bind)
        .await
        .with_context(|| format!("metrics.bind {}", config.metrics.bind))?;
    let stop = tasks.stop_token();
    let upkeep = metrics.clone();
    tasks.spawn(
        "operations",
        telemetry::serve_ops(listener, metrics, readiness(&wired), stop.clone()),
    );
    tasks.spawn("metrics upkeep", async move {
        upkeep.upkeep(stop).await;
        Ok::<_, std::convert::Infallible>(())
    });
    let report = tasks.run(config.worker.shutdown_timeout).await;
    wired.broker.close().await;
    wired.pools.close().await.ok();
    anyhow::ensure!(report.is_clean(), "not stopped cleanly: {report:?}");
    Ok(())
}

fn readiness(wired: &Wired) -> Readiness {
    let wired = wired.clone();
    Arc::new(move || {
        let wired = wired.clone();
        async move { wired.health().await }.boxed()
    })
}
