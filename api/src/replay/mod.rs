//! `api replay`: files the rows of a file as appeals over HTTP, follows each one until it is in a list, and
//! reconciles (对账): every accepted appeal exactly once, with one set of everything that belongs to it.
//!
//! It knows the product only from outside: what it reports holds for any deployment that has the
//! demonstration's firms and accounts.

mod check;
pub mod filing;
mod follow;
mod report;
mod rows;
pub mod stats;
pub mod target;
mod verify;
pub mod wire;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Context;
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use url::Url;

use self::filing::Plan;
use self::report::Report;
use self::rows::{Fitted, Row};
use self::target::Demo;
use self::verify::Sample;
use self::wire::{Credentials, Session, Wire};

/// For how long the server may be away at a stretch.
const AWAY: Duration = Duration::from_secs(300);
/// For how long nothing may change while something is still open.
const STANDSTILL: Duration = Duration::from_secs(120);

/// 回放诉求并对账 · file the rows of a CSV file as appeals and reconcile
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// CSV 文件，含 title、text 两列 · CSV file with the columns title and text
    #[arg(required_unless_present = "synthetic")]
    pub file: Option<PathBuf>,
    /// 不读文件，改用 N 件虚构诉求 · no file: make up N fictitious appeals
    #[arg(long, value_name = "N", conflicts_with = "file")]
    pub synthetic: Option<usize>,
    /// 只取前 N 行 · only the first N rows
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// 每秒提交件数；缺省为尽快 · appeals per second; as fast as the clients go when absent
    #[arg(long, value_name = "N")]
    pub rate: Option<f64>,
    /// 并发客户端数 · clients at once
    #[arg(long, default_value_t = 16)]
    pub clients: usize,
    /// 接口地址；缺省为演示系统的 · address of the API; the demonstration's when absent
    #[arg(long, value_name = "URL")]
    pub to: Option<Url>,
    /// 演示系统写下的账号与企业 · the accounts and firms that the demonstration wrote down
    #[arg(long, value_name = "FILE", default_value = "var/demo.json")]
    pub demo: PathBuf,
    /// 提交的企业数 · firms that file
    #[arg(long, default_value_t = 30)]
    pub people: usize,
    /// 诉求类别 · category code
    #[arg(long, default_value = "other")]
    pub category: String,
    /// 幂等键前缀；相同则接着上次继续 · begins every idempotency key; the same one continues a run
    #[arg(long, value_name = "ID")]
    pub run: Option<String>,
    /// 结束时重发多少个幂等键核对：all 或件数 · keys to send once more at the end: all, or how many
    #[arg(long, value_name = "all|N", default_value = "200")]
    pub verify_keys: Sample,
    /// 只提交，不跟踪、不对账 · file only, neither follow nor reconcile
    #[arg(long)]
    pub file_only: bool,
    /// 另存 JSON 汇总 · write the summary as JSON as well
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
}

/// Replays, and prints what came of it. Failure when anything is missing or double. Without an address the
/// demonstration that runs is used, or, where none runs, one that is started for the purpose; `config`
/// is its configuration file.
///
/// # Errors
/// When the rows cannot be read, the server stays away, or signing in is refused.
pub async fn run(config: Option<&Path>, args: &Args) -> anyhow::Result<ExitCode> {
    let (rows, fitted) = read_rows(args)?;
    if args.to.is_some() || is_up(&args.demo).await {
        return replay(args, &args.demo, &rows, fitted).await;
    }
    with_own_demonstration(config, args, &rows, fitted).await
}

/// Whether the demonstration that wrote the file answers.
async fn is_up(demo: &Path) -> bool {
    let Ok(demo) = Demo::read(demo) else { return false };
    match Wire::new(demo.api, AWAY) {
        Ok(wire) => wire.is_up().await,
        Err(_) => false,
    }
}

#[cfg(feature = "demo")]
async fn with_own_demonstration(
    config: Option<&Path>,
    args: &Args,
    rows: &[Row],
    fitted: Fitted,
) -> anyhow::Result<ExitCode> {
    let config = std::sync::Arc::new(crate::demo::configuration(config)?);
    let _guard = platform::telemetry::init(&config.telemetry)?;
    let facts = crate::demo::facts_path(&config);
    let demo = crate::demo::start(config, platform::lifecycle::Tasks::default()).await?;
    let code = replay(args, &facts, rows, fitted).await;
    demo.stop();
    demo.wait().await?;
    code
}

#[cfg(not(feature = "demo"))]
async fn with_own_demonstration(
    _: Option<&Path>,
    args: &Args,
    _: &[Row],
    _: Fitted,
) -> anyhow::Result<ExitCode> {
    anyhow::bail!("{} names no server that answers; give one by --to", args.demo.display())
}

async fn replay(
    args: &Args,
    facts: &Path,
    rows: &[Row],
    fitted: Fitted,
) -> anyhow::Result<ExitCode> {
    let demo = Demo::read(facts)?;
    let base = args.to.clone().unwrap_or_else(|| demo.api.clone());
    let report = file_and_follow(args, &demo, base, rows, fitted).await?;
    report.print(&mut std::io::stdout().lock())?;
    if let Some(file) = &args.json {
        write_json(file, &report)?;
    }
    Ok(if report.is_whole() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn read_rows(args: &Args) -> anyhow::Result<(Vec<Row>, Fitted)> {
    let (mut rows, fitted) = match (&args.file, args.synthetic) {
        (Some(file), _) => rows::read(file)?,
        (None, count) => (rows::synthetic(count.unwrap_or_default()), Fitted::default()),
    };
    rows.truncate(args.limit.unwrap_or(usize::MAX));
    anyhow::ensure!(!rows.is_empty(), "没有可提交的行 / no rows to file");
    Ok((rows, fitted))
}

fn write_json(file: &Path, report: &Report) -> anyhow::Result<()> {
    let text = serde_json::to_vec_pretty(report)?;
    std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

/// The bars of a replay, on the error output, so that the summary can be piped.
struct Bars {
    filed: ProgressBar,
    visible: ProgressBar,
    settling: ProgressBar,
}

impl Bars {
    fn new(rows: usize) -> anyhow::Result<Self> {
        let all = MultiProgress::new();
        let style = ProgressStyle::with_template(
            "{prefix:>16} {bar:36} {pos:>6}/{len} {per_sec:>12} {elapsed}",
        )?;
        let bar = |prefix: &'static str| {
            let bar = all.add(ProgressBar::new(rows as u64));
            bar.with_style(style.clone()).with_prefix(prefix)
        };
        let (filed, visible) = (bar("已提交 filed"), bar("已可见 visible"));
        let settling = all.add(ProgressBar::new_spinner());
        Ok(Self { filed, visible, settling })
    }

    fn finish(&self) {
        for bar in [&self.filed, &self.visible] {
            bar.abandon();
        }
        self.settling.finish_and_clear();
    }
}

/// A name that no other run has.
fn new_run() -> String {
    format!("replay-{:016x}", rand::random::<u64>())
}

async fn file_and_follow(
    args: &Args,
    demo: &Demo,
    base: Url,
    rows: &[Row],
    fitted: Fitted,
) -> anyhow::Result<Report> {
    let wire = Wire::new(base, AWAY)?;
    let supervisor = Credentials::Staff(demo.account("supervisor")?.clone());
    let supervisor = Session::new(&wire, supervisor);
    let firms = &demo.firms[..demo.firms.len().min(args.people.max(1))];
    anyhow::ensure!(!firms.is_empty(), "the demonstration names no firms");
    let people = filing::people(&wire, firms).await?;
    let plan = Plan {
        run: args.run.clone().unwrap_or_else(new_run),
        category: args.category.clone(),
        rate: args.rate,
        clients: args.clients,
    };
    let since = verify::server_date(&people[0]).await?;
    let bars = Bars::new(rows.len())?;
    let began = Instant::now();
    let (sender, receiver) = tokio::sync::mpsc::unbounded_channel();
    let filing = async {
        let outcome = filing::file_all(&plan, &people, rows, sender, &bars.filed).await?;
        anyhow::Ok((outcome, began.elapsed()))
    };
    let (outcome, elapsed, followed) = if args.file_only {
        drop(receiver);
        let (outcome, elapsed) = filing.await?;
        (outcome, elapsed, None)
    } else {
        let watching = follow::watch(&supervisor, receiver, &bars.visible, STANDSTILL);
        let ((outcome, elapsed), seen) = tokio::try_join!(filing, watching)?;
        let filed = &outcome.accepted;
        let settled = follow::settle(&supervisor, filed, &bars.settling, STANDSTILL).await?;
        let keys = verify::keys(&plan, &people, rows, filed, args.verify_keys).await?;
        let strays = verify::strays(&people, rows, filed, since).await?;
        (outcome, elapsed, Some(report::Followed { seen, settled, keys, strays }))
    };
    bars.finish();
    Ok(Report::new(report::Findings {
        run: &plan.run,
        rows: rows.len(),
        fitted,
        outcome: &outcome,
        reconciled: followed.is_some(),
        followed: followed.unwrap_or_default(),
        elapsed,
        wire: &wire,
    }))
}
