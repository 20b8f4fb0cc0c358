//! A running API: its server, its fan-out of live changes, its metrics port, and, when asked for, the
//! worker beside it.

use std::convert::Infallible;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use anyhow::Context;
use futures::FutureExt;
use platform::lifecycle::Tasks;
use platform::telemetry::{self, PartHealth, Readiness};
use worker::wiring::Wired;

use crate::routes::health;
use crate::server;
use crate::state::AppState;

/// Starts everything as named tasks that stop together; answers the address of the API.
///
/// # Errors
/// When a port cannot be had.
pub async fn start(
    wired: &Wired,
    state: &AppState,
    tasks: &Tasks,
    with_worker: bool,
) -> anyhow::Result<SocketAddr> {
    let settings = &wired.config.server;
    let listener = TcpListener::bind(settings.bind)
        .with_context(|| format!("server.bind {}", settings.bind))?;
    let address = listener.local_addr()?;
    let (live, cache, stop) = (state.live.clone(), state.cache.clone(), tasks.stop_token());
    tasks.spawn("live updates", async move {
        live.run(cache, stop).await;
        Ok::<_, Infallible>(())
    });
    operations(wired, state, tasks).await?;
    if with_worker {
        worker::start(&wired.parts(), tasks);
    }
    tasks.spawn("http", server::build(state.clone(), listener)?);
    tracing::info!(%address, with_worker, "the API listens");
    Ok(address)
}

/// `/metrics`, `/healthz` and `/readyz` on the port of the house.
async fn operations(wired: &Wired, state: &AppState, tasks: &Tasks) -> anyhow::Result<()> {
    let metrics = telemetry::metrics_recorder()?;
    let bind = wired.config.metrics.bind;
    let listener = tokio::net::TcpListener::bind(bind)
        .await
        .with_context(|| format!("metrics.bind {bind}"))?;
    let (upkeep, stop) = (metrics.clone(), tasks.stop_token());
    tasks.spawn("metrics upkeep", async move {
        upkeep.upkeep(stop).await;
        Ok::<_, Infallible>(())
    });
    let served = telemetry::serve_ops(listener, metrics, readiness(state), tasks.stop_token());
    tasks.spawn("operations", served);
    Ok(())
}

fn readiness(state: &AppState) -> Readiness {
    let state = state.clone();
    Arc::new(move || {
        let state = state.clone();
        async move {
            let parts = health::dependencies(&state).await.into_iter();
            parts
                .map(|part| PartHealth {
                    part: part.name.to_owned(),
                    up: part.ok,
                    required: part.required,
                })
                .collect()
        }
        .boxed()
    })
}
