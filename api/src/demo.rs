//! The demonstration city in one process: database, API, worker and the stand-ins of the providers. The
//! same code as in production, wired to embedded parts unless the environment names others.

use std::collections::BTreeMap;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use domain::city::City;
use domain::notice::Template;
use migration::{Migrator, MigratorTrait};
use platform::config::Config;
use platform::database;
use platform::fault::FaultPoints;
use platform::lifecycle::{self, Tasks};
use platform::machine_time::MachineTime;
use platform::telemetry;
use serde_json::json;
use service::auth::password::hash_password;
use service::seed::{self, Account};
use worker::wiring::{self, Wired, database_settings};

use crate::auth::Tokens;
use crate::process;

/// The password of every demonstration account; the demonstration listens on loopback.
pub const PASSWORD: &str = "demo-Pass-2026";
/// Where scripts find what the terminal shows, inside the data folder.
const FACTS: &str = "demo.json";

/// A running demonstration.
pub struct Demo {
    /// Where the API listens.
    pub api: SocketAddr,
    tasks: Tasks,
    wired: Wired,
    simulator: simulator::Running,
}

impl std::fmt::Debug for Demo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Demo").field("api", &self.api).finish_non_exhaustive()
    }
}

/// Runs the demonstration until Ctrl-C.
///
/// # Errors
/// When a port is taken, the database cannot be opened, or something did not stop cleanly.
pub async fn run(file: Option<&Path>) -> anyhow::Result<()> {
    let began = Instant::now();
    let config = Arc::new(configuration(file)?);
    let _guard = telemetry::init(&config.telemetry)?;
    lifecycle::log_panics();
    let tasks = Tasks::default();
    lifecycle::stop_on_signals(tasks.stop_token())?;
    let demo = start(config, tasks).await?;
    announce(&demo, began.elapsed())?;
    demo.wait().await
}

/// The configuration: the demonstration's defaults, below the file and the environment.
///
/// # Errors
/// When the file or the environment is at fault; every fault is named.
pub fn configuration(file: Option<&Path>) -> anyhow::Result<Config> {
    let mut settings: BTreeMap<String, String> = defaults();
    let first = Config::load_from(file, settings.clone().into_iter().collect())?;
    let base = format!("http://{}", first.simulator.bind);
    for (name, path) in [("WECHAT", "wechat"), ("WECOM", "wecom"), ("SMS", "sms/tencent")] {
        settings.insert(format!("YH_{name}_BASE_URL"), format!("{base}/{path}"));
    }
    Ok(Config::load_from(file, settings.into_iter().collect())?)
}

/// What differs from the product's own defaults, with the environment above it.
fn defaults() -> BTreeMap<String, String> {
    let options = simulator::Options::default();
    let templates: Vec<_> =
        Template::ALL.iter().map(|one| format!("{0}=demo-{0}", one.as_str())).collect();
    let own = [
        ("YH_WECHAT_APPID", options.appid),
        ("YH_WECHAT_SECRET", options.app_secret),
        ("YH_WECHAT_TEMPLATES", templates.join(",")),
        ("YH_WECOM_CORPID", options.corpid),
        ("YH_WECOM_SECRET", options.corp_secret),
        ("YH_WECOM_AGENT_ID", options.agentid.to_string()),
        ("YH_SMS_PROVIDER", "tencent".to_owned()),
        ("YH_SMS_ACCESS_KEY_ID", options.tencent.0),
        ("YH_SMS_ACCESS_KEY_SECRET", options.tencent.1),
        ("YH_SMS_APP_ID", "1400000000".to_owned()),
        ("YH_SMS_TEMPLATES", "sign_in_code=1000001,notice=1000002".to_owned()),
        // People try things out at night, and many of them behind one address.
        ("YH_NOTIFY_QUIET_HOURS", String::new()),
        ("YH_LIMITS_PER_ADDRESS_PER_MINUTE", "0".to_owned()),
        ("YH_LIMITS_PER_CALLER_PER_MINUTE", "0".to_owned()),
        ("YH_LIMITS_FILINGS_PER_HOUR", "0".to_owned()),
        ("YH_LIMITS_LOGINS_PER_ADDRESS_PER_MINUTE", "600".to_owned()),
        ("YH_TELEMETRY_LOG_FORMAT", "pretty".to_owned()),
        ("YH_TELEMETRY_LOG_FILTER", "warn".to_owned()),
    ];
    let own = own.into_iter().map(|(name, value)| (name.to_owned(), value));
    own.chain(std::env::vars().filter(|(name, _)| name.starts_with("YH_"))).collect()
}

/// Starts everything and answers once it listens.
///
/// # Errors
/// As [`run`].
pub async fn start(config: Arc<Config>, tasks: Tasks) -> anyhow::Result<Demo> {
    // A second demonstration on the same ports must not touch the first one's database.
    for (key, address) in
        [("server.bind", config.server.bind), ("metrics.bind", config.metrics.bind)]
    {
        std::net::TcpListener::bind(address).with_context(|| taken(key, address))?;
    }
    let bind = config.simulator.bind;
    let options = simulator::Options::default();
    let simulator =
        simulator::start(bind, options).await.with_context(|| taken("simulator.bind", bind))?;
    migrate(&config).await?;
    let faults = Arc::new(FaultPoints::none());
    let wired = wiring::wire(config.clone(), Arc::new(MachineTime), faults).await?;
    if config.database.url.is_embedded() {
        // One process owns this database, so every lease was its predecessor's.
        service::outbox::forget_leases(&wired.store).await?;
    }
    crate::command::take_over(&wired).await?;
    let hashing = crate::wiring::hashing(&config);
    let hash = hash_password(hashing, PASSWORD).await?;
    let accounts = seed::demonstration(&wired.store, wired.time.now(), hash).await?;
    let tokens = Arc::new(Tokens::from_config(&config)?);
    let state = crate::wiring::state(&wired, tokens, tasks.stop_token())?;
    let api = process::start(&wired, &state, &tasks, true).await?;
    let demo = Demo { api, tasks, wired, simulator };
    demo.write_facts(&accounts)?;
    Ok(demo)
}

fn taken(key: &str, address: SocketAddr) -> String {
    format!(
        "{key} {address}: 端口被占用 / the port is in use; stop what listens there or set another"
    )
}

async fn migrate(config: &Config) -> anyhow::Result<()> {
    let database = database::connect_for_migration(&database_settings(config))
        .await
        .context("database.url")?;
    Migrator::up(&database, None).await.context("a migration step failed")?;
    database.close().await?;
    Ok(())
}

impl Demo {
    /// Waits until it is asked to stop, then stops in order.
    ///
    /// # Errors
    /// When something did not stop in time.
    pub async fn wait(self) -> anyhow::Result<()> {
        let patience = self.wired.config.worker.shutdown_timeout;
        let report = self.tasks.run(patience).await;
        self.wired.broker.close().await;
        self.wired.pools.close().await.ok();
        self.simulator.stop().await?;
        ensure!(report.is_clean(), "not stopped cleanly: {report:?}");
        Ok(())
    }

    /// Asks it to stop.
    pub fn stop(&self) {
        self.tasks.stop();
    }

    /// The facts for scripts, written whole or not at all.
    fn write_facts(&self, accounts: &[Account]) -> anyhow::Result<()> {
        let city = City::demonstration()?;
        let accounts: Vec<_> = accounts
            .iter()
            .map(|account| {
                let mut fact = json!({
                    "role": account.role.as_str(),
                    "username": account.username,
                    "password": PASSWORD,
                });
                if let Some(code) = &account.department {
                    fact["department"] = json!(code);
                }
                fact
            })
            .collect();
        let firms: Vec<_> =
            city.firms.iter().map(|firm| json!({ "name": firm.name, "uscc": firm.uscc })).collect();
        let facts = json!({
            "api": format!("http://{}", self.api),
            "simulator": format!("http://{}", self.simulator.addr()),
            "metrics": format!("http://{}", self.wired.config.metrics.bind),
            "accounts": accounts,
            "firms": firms,
        });
        let path = facts_path(&self.wired.config);
        let folder = path.parent().context("data_dir")?;
        std::fs::create_dir_all(folder)?;
        let fresh = folder.join(format!(".{FACTS}.new"));
        std::fs::write(&fresh, serde_json::to_vec_pretty(&facts)?)?;
        std::fs::rename(fresh, &path).with_context(|| path.display().to_string())
    }
}

/// Where the facts lie.
#[must_use]
pub fn facts_path(config: &Config) -> PathBuf {
    config.data_dir.join(FACTS)
}

fn announce(demo: &Demo, took: Duration) -> anyhow::Result<()> {
    let config = &demo.wired.config;
    let text = format!(
        "\n企业有话说 演示城市已就绪 / the demonstration city is ready ({took:.1?})\n\n\
         \x20 API        http://{api}   (接口文档 / browse it: http://{api}/docs/)\n\
         \x20 手机模拟   http://{simulator}   (微信、企业微信、短信 / what phones receive)\n\
         \x20 指标       http://{metrics}/metrics\n\
         \x20 数据库     {database}\n\n\
         演示账号（口令均为 {PASSWORD}） / demonstration accounts, all with that password:\n\
         \x20 督查员 supervisor, supervisor2 · 派单员 dispatcher, dispatcher2 · 管理员 admin\n\
         \x20 首席政府服务官 officer\n\
         \x20 承办人 <部门代码>-handler, -handler2 · 负责人 <部门代码>-head，如 / such as gxj-handler, gxj-head\n\
         \x20 企业用户 / entrepreneurs: 微信登录码 demo-<任意词>，手机号码 demo-<11 位数字>\n\n\
         全部账号和企业见 / all accounts and firms: {facts}\n\
         免打扰时段与提交次数限制在演示中关闭 / quiet hours and filing limits are off here\n\
         按 Ctrl-C 停止 / Ctrl-C stops\n",
        api = demo.api,
        simulator = demo.simulator.addr(),
        metrics = config.metrics.bind,
        database = config.database.url,
        facts = facts_path(config).display(),
    );
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}
