//! What the scripts under `.ci/` need around the product for a short while: a database, providers, a
//! broker that can be cut off.
//!
//! ```text
//! throwaway create ADMIN_URL           makes an empty database, prints its URL
//! throwaway drop ADMIN_URL URL         deletes it
//! throwaway providers ADDRESS FILE     the provider stand-ins; writes the settings that lead to them
//! throwaway gate LISTEN TARGET FLAG    passes TCP on; cuts everything while the file FLAG exists
//! throwaway forget                     deletes the queues of the configuration in the environment
//! ```

use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use domain::ids::IdSource;
use domain::notice::Template;
use platform::config::Config;
use platform::database::testing::TestDatabase;
use platform::database::{DatabaseSettings, connect_for_migration};
use platform::fault::FaultPoints;
use platform::machine_time::{MachineIds, MachineTime};
use sea_orm::ConnectionTrait;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use url::Url;

/// How soon the gate notices its flag.
const GLANCE: Duration = Duration::from_millis(50);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["create", admin] => {
            let made = TestDatabase::create(admin, MachineIds.next()).await?;
            writeln!(std::io::stdout(), "{}", made.url())?;
            Ok(())
        }
        ["drop", admin, url] => drop_database(admin, url).await,
        ["providers", address, file] => providers(address.parse()?, Path::new(file)).await,
        ["gate", listen, target, flag] => gate(listen, target.to_owned(), flag.into()).await,
        ["forget"] => forget().await,
        _ => bail!("see the head of this file"),
    }
}

async fn drop_database(admin: &str, url: &str) -> anyhow::Result<()> {
    let url = Url::parse(url)?;
    let name = url.path().trim_start_matches('/');
    anyhow::ensure!(name.starts_with("test_"), "{name} was not made here");
    let admin = connect_for_migration(&DatabaseSettings::new(admin)).await?;
    admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
    Ok(())
}

/// The stand-ins, until the process is killed. The file is complete once they listen.
async fn providers(address: SocketAddr, file: &Path) -> anyhow::Result<()> {
    let options = simulator::Options::default();
    let running = simulator::start(address, options.clone()).await?;
    let templates: Vec<_> =
        Template::ALL.iter().map(|one| format!("{0}=demo-{0}", one.as_str())).collect();
    let settings = [
        ("WECHAT_BASE_URL", running.base("wechat")),
        ("WECHAT_APPID", options.appid),
        ("WECHAT_SECRET", options.app_secret),
        ("WECHAT_TEMPLATES", templates.join(",")),
        ("WECOM_BASE_URL", running.base("wecom")),
        ("WECOM_CORPID", options.corpid),
        ("WECOM_SECRET", options.corp_secret),
        ("WECOM_AGENT_ID", options.agentid.to_string()),
    ];
    let lines = settings.map(|(name, value)| format!("export YH_{name}='{value}'\n"));
    let fresh = file.with_extension("new");
    std::fs::write(&fresh, lines.concat())?;
    std::fs::rename(fresh, file)?;
    tokio::signal::ctrl_c().await?;
    Ok(running.stop().await?)
}

/// Passes TCP on. While the flag is there, connections are broken and new ones closed at once: what a
/// stopped server looks like from outside.
async fn gate(listen: &str, target: String, flag: PathBuf) -> anyhow::Result<()> {
    let listener = TcpListener::bind(listen).await.with_context(|| listen.to_owned())?;
    let (sender, shut) = watch::channel(false);
    tokio::spawn(async move {
        loop {
            let now = flag.exists();
            sender.send_if_modified(|shut| std::mem::replace(shut, now) != now);
            tokio::time::sleep(GLANCE).await;
        }
    });
    loop {
        let (mut client, _) = listener.accept().await?;
        if *shut.borrow() {
            continue;
        }
        let (target, mut shut) = (target.clone(), shut.clone());
        tokio::spawn(async move {
            let Ok(mut server) = TcpStream::connect(&target).await else { return };
            tokio::select! {
                _ = tokio::io::copy_bidirectional(&mut client, &mut server) => {}
                _ = shut.wait_for(|shut| *shut) => {}
            }
        });
    }
}

async fn forget() -> anyhow::Result<()> {
    let config = Arc::new(Config::load(None)?);
    let faults = Arc::new(FaultPoints::none());
    let wired = worker::wiring::wire(config, Arc::new(MachineTime), faults).await?;
    for _ in 0..50 {
        if wired.broker.health().await.is_ok() {
            break;
        }
        tokio::time::sleep(GLANCE * 4).await;
    }
    wired.broker.delete_topology().await?;
    wired.broker.close().await;
    Ok(())
}
