//! What an operator proves and turns over: the audit trail and its heads, the clocks, and the keys of sealed
//! fields.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use domain::audit::SignedHead;
use domain::time::TimeSource;
use indicatif::{ProgressBar, ProgressStyle};
use platform::config::Config;
use platform::guards;
use platform::machine_time::MachineTime;
use service::Call;
use service::audit::verify::{Verdict, verify};
use service::privacy::erase::{erase_on_request, loose_files};
use service::privacy::rotate::rotate as seal_anew;
use uuid::Uuid;
use worker::wiring::Wired;

use crate::command::wire;

/// The exit code of a trail, or of clocks, that do not hold.
const BROKEN: u8 = 2;

/// Proves the audit trail against the heads in the database, in the object store, and those given.
///
/// # Errors
/// When the database or a file does not answer.
pub async fn verify_audit(file: Option<&Path>, heads: &[PathBuf]) -> anyhow::Result<ExitCode> {
    let wired = connect(file).await?;
    let mut known = worker::heads::kept(&wired.objects).await?;
    for path in heads {
        known.push(read_head(path)?);
    }
    let bar = bar("审计链 / audit trail");
    let verdict = verify(&wired.store, known, |done, all| {
        bar.set_length(all.unsigned_abs());
        bar.set_position(done.unsigned_abs());
    })
    .await?;
    bar.finish_and_clear();
    close(wired).await?;
    tell(&verdict)?;
    Ok(if verdict.intact { ExitCode::SUCCESS } else { ExitCode::from(BROKEN) })
}

/// Works the clocks of every open appeal out again, as the nightly self-check does.
///
/// # Errors
/// When the database does not answer.
pub async fn verify_clocks(file: Option<&Path>) -> anyhow::Result<ExitCode> {
    let wired = connect(file).await?;
    let bar = bar("时限自检 / clocks");
    let call = Call::system(MachineTime.now(), "command-line");
    let checked = service::self_check::run(&wired.store, &call, |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    })
    .await?;
    bar.finish_and_clear();
    close(wired).await?;
    writeln!(
        std::io::stdout(),
        "{0} 件未结诉求、{1} 个时限，{2} 件不一致（新发现 {3}）/ {0} open appeals, {1} clocks; {2} differ ({3} new)",
        checked.appeals,
        checked.clocks,
        checked.faults,
        checked.new
    )?;
    Ok(if checked.faults == 0 { ExitCode::SUCCESS } else { ExitCode::from(BROKEN) })
}

fn read_head(path: &Path) -> anyhow::Result<SignedHead> {
    let text = std::fs::read(path).with_context(|| path.display().to_string())?;
    serde_json::from_slice(&text).with_context(|| format!("{}: not a head", path.display()))
}

fn tell(verdict: &Verdict) -> anyhow::Result<()> {
    let mut out = std::io::stdout();
    match &verdict.first_broken {
        None => writeln!(
            out,
            "完整：{0} 条记录，{1} 个签名链头 / intact: {0} entries, {1} signed heads",
            verdict.entries, verdict.heads
        )?,
        Some(broken) => writeln!(
            out,
            "不完整：第 {0} 条（{1}）。{2}\nnot intact: entry {0} ({1}); {3} entries before it hold",
            broken.position,
            serde_json::to_value(broken.fault)?.as_str().unwrap_or_default(),
            broken.detail,
            verdict.verified
        )?,
    }
    writeln!(out, "{}", serde_json::to_string_pretty(verdict)?)?;
    Ok(())
}

/// Signs the head of the trail; a copy lies in the object store too.
///
/// # Errors
/// When database or object store do not answer.
pub async fn export_head(file: Option<&Path>) -> anyhow::Result<String> {
    let wired = connect(file).await?;
    let head = worker::heads::export(&wired.store, &wired.objects, MachineTime.now()).await?;
    close(wired).await?;
    Ok(serde_json::to_string_pretty(&head)?)
}

/// The public key of the heads, PEM.
///
/// # Errors
/// When the configuration has none.
pub fn public_key(file: Option<&Path>) -> anyhow::Result<String> {
    Ok(guards::head_keys(&Config::load(file)?)?.public_pem())
}

/// Erases a person on their written request, or again after a backup was restored.
///
/// # Errors
/// When they have open appeals, or the database does not answer.
pub async fn erase(file: Option<&Path>, person: Uuid) -> anyhow::Result<()> {
    let wired = connect(file).await?;
    let call = Call::system(MachineTime.now(), "command-line");
    let files = loose_files(&wired.store, person).await?;
    let done = erase_on_request(&wired.store, &call, person).await?;
    for key in files.iter().filter_map(|key| key.parse().ok()) {
        wired.objects.delete(&key).await?;
    }
    close(wired).await?;
    writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(&done)?)?;
    Ok(())
}

/// Seals every field anew that is not sealed with the current key.
///
/// # Errors
/// When a field cannot be opened, or the database does not answer; what was sealed stays sealed.
pub async fn rotate(file: Option<&Path>) -> anyhow::Result<()> {
    let wired = connect(file).await?;
    let bar = ProgressBar::new_spinner().with_message("重新加密 / sealing anew");
    let call = Call::system(MachineTime.now(), "command-line");
    let done = seal_anew(&wired.store, &call, |done| bar.set_position(done.seen)).await?;
    bar.finish_and_clear();
    close(wired).await?;
    let mut out = std::io::stdout();
    writeln!(
        out,
        "检查 {0} 个字段，重新加密 {1} 个 / looked at {0} fields, sealed {1} anew",
        done.seen, done.sealed
    )?;
    Ok(())
}

async fn connect(file: Option<&Path>) -> anyhow::Result<Wired> {
    wire(&Arc::new(Config::load(file)?)).await
}

async fn close(wired: Wired) -> anyhow::Result<()> {
    wired.broker.close().await;
    Ok(wired.pools.close().await?)
}

fn bar(what: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len} {eta}");
    ProgressBar::new(0)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        .with_message(what)
}
