//! What a replay found: for people on the screen, for programs as JSON.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::atomic::Ordering;
use std::time::Duration;

use serde::Serialize;
use uuid::Uuid;

use super::filing::Outcome;
use super::follow::{Settled, Sightings};
use super::rows::Fitted;
use super::stats::Spread;
use super::verify::Keys;
use super::wire::Wire;

/// The most faults that are printed; JSON has them all.
const MOST_PRINTED: usize = 40;

/// Everything that was found, before it is counted.
pub(super) struct Findings<'a> {
    pub run: &'a str,
    pub rows: usize,
    pub fitted: Fitted,
    pub outcome: &'a Outcome,
    pub reconciled: bool,
    pub followed: Followed,
    pub elapsed: Duration,
    pub wire: &'a Wire,
}

/// What following the accepted appeals showed.
#[derive(Debug, Default)]
pub(super) struct Followed {
    pub seen: Sightings,
    pub settled: Settled,
    pub keys: Keys,
    pub strays: Vec<Uuid>,
}

/// The summary.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    run: String,
    rows: usize,
    fitted: Fitted,
    accepted: usize,
    /// In a department's list.
    routed: usize,
    /// On the dispatch desk.
    waiting_for_a_human: usize,
    /// By `channel/state`.
    notices: BTreeMap<String, i64>,
    filing: Spread,
    /// From sending the request to the first look that showed the appeal in a list.
    visible: Spread,
    /// Median time between two looks: what the figure above may be too long by.
    look_ms: f64,
    seconds: f64,
    per_second: f64,
    retries: u64,
    rate_limited: u64,
    keys_checked: usize,
    outbox_pending: u64,
    deliveries_owed: u64,
    /// Whether the appeals were followed and reconciled at all.
    reconciled: bool,
    faults: Vec<String>,
}

impl Report {
    pub(super) fn new(found: Findings<'_>) -> Self {
        let faults = faults(&found);
        let accounts = &found.followed.settled.accounts;
        let mut notices = BTreeMap::new();
        for (name, count) in accounts.values().flat_map(|account| &account.notices) {
            *notices.entry(name.clone()).or_default() += count;
        }
        let accepted = found.outcome.accepted.len();
        let routed = accounts.values().filter(|account| account.in_department).count();
        let desk = accounts.values().filter(|account| account.at_desk).count();
        let seconds = found.elapsed.as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "appeals are few")]
        let per_second = accepted as f64 / seconds.max(f64::EPSILON);
        Self {
            run: found.run.to_owned(),
            rows: found.rows,
            fitted: found.fitted,
            accepted,
            routed,
            waiting_for_a_human: desk,
            notices,
            filing: Spread::of(found.outcome.accepted.iter().map(|one| one.took).collect()),
            visible: Spread::of(found.followed.seen.visible.into_values().collect()),
            look_ms: Spread::of(found.followed.seen.looks).p50_ms,
            seconds,
            per_second,
            retries: found.wire.retries.load(Ordering::Relaxed),
            rate_limited: found.wire.limited.load(Ordering::Relaxed),
            keys_checked: found.followed.keys.checked,
            outbox_pending: found.followed.settled.outbox_pending,
            deliveries_owed: found.followed.settled.deliveries_owed,
            reconciled: found.reconciled,
            faults,
        }
    }

    /// Nothing missing, nothing double.
    pub(super) const fn is_whole(&self) -> bool {
        self.faults.is_empty()
    }

    pub(super) fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let Fitted { cut, padded, cleaned } = self.fitted;
        writeln!(out, "回放 replay                {} ({} 行 rows)", self.run, self.rows)?;
        writeln!(
            out,
            "  改动 fitted              截断 cut {cut} · 补足 padded {padded} · 清理 cleaned {cleaned}"
        )?;
        writeln!(
            out,
            "  已受理 accepted          {} ({:.0} 件/秒 per s, {:.1} s)",
            self.accepted, self.per_second, self.seconds
        )?;
        writeln!(out, "  已派部门 routed          {}", self.routed)?;
        writeln!(out, "  待人工 waiting           {}", self.waiting_for_a_human)?;
        writeln!(out, "  通知 notices             {}", listed(&self.notices))?;
        writeln!(out, "  提交 filing              {}", self.filing)?;
        writeln!(out, "  提交→可见 task visible   {}", self.visible)?;
        writeln!(
            out,
            "      从发出提交请求到督查对账首次看到它在部门或派单台；每 {:.0} ms 看一次，误差不超过此值",
            self.look_ms
        )?;
        writeln!(
            out,
            "      from sending the request to the first look that shows it in a list; a look every {:.0} ms",
            self.look_ms
        )?;
        writeln!(
            out,
            "  重试 retries             {} (限流 rate limited {})",
            self.retries, self.rate_limited
        )?;
        writeln!(
            out,
            "对账 reconciliation         幂等键复核 keys {} · 发件箱 outbox {} · 待送达 owed {}",
            self.keys_checked, self.outbox_pending, self.deliveries_owed
        )?;
        for fault in self.faults.iter().take(MOST_PRINTED) {
            writeln!(out, "  ✗ {fault}")?;
        }
        if self.faults.len() > MOST_PRINTED {
            writeln!(out, "  … {} 项 in all", self.faults.len())?;
        }
        if !self.reconciled {
            writeln!(out, "  未对账 / not reconciled")?;
        } else if self.is_whole() {
            writeln!(
                out,
                "  ✓ 每件恰好一次，无缺失、无重复 / each exactly once: nothing missing, nothing double"
            )?;
        }
        Ok(())
    }
}

fn listed(counts: &BTreeMap<String, i64>) -> String {
    let each = counts.iter().map(|(name, count)| format!("{name} {count}"));
    each.collect::<Vec<_>>().join(" · ")
}

fn faults(found: &Findings<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    for (row, refusal) in &found.outcome.refused {
        faults.push(format!("缺少 missing: row {} was refused: {refusal}", row + 1));
    }
    let mut ids: Vec<Uuid> = found.outcome.accepted.iter().map(|one| one.id).collect();
    ids.sort_unstable();
    for pair in ids.windows(2).filter(|pair| pair[0] == pair[1]) {
        faults.push(format!("重复 double: two rows were answered with {}", pair[0]));
    }
    for id in &found.followed.strays {
        faults.push(format!("重复 double: {id} was filed a second time without an answer"));
    }
    for (row, what) in &found.followed.keys.wrong {
        faults.push(format!("重复 double: the key of row {} answers: {what}", row + 1));
    }
    for (id, fault) in &found.followed.settled.faults {
        faults.push(format!("{fault} · {id}"));
    }
    let owed = [
        ("messages owed to the broker", found.followed.settled.outbox_pending),
        ("deliveries owed", found.followed.settled.deliveries_owed),
    ];
    for (what, count) in owed.into_iter().filter(|(_, count)| *count > 0) {
        faults.push(format!("缺少 missing: {count} {what}"));
    }
    faults
}
