//! The proof: every clock has breached once, in order, with what follows from it, and the trail holds.

use worker::wiring::Wired;

use crate::{number, say};

/// What must be nowhere, and the query that counts it.
const FAULTS: [(&str, &str); 12] = [
    ("clocks are still due", crate::watch::DUE),
    ("clocks are leased", "SELECT count(*) FROM clocks WHERE leased_until IS NOT NULL"),
    (
        "resolve clocks without exactly one breach at the computed moment",
        "SELECT count(*) FROM clocks c WHERE stage = 'resolve' AND 1 <> \
         (SELECT count(*) FROM appeal_events e WHERE e.appeal_id = c.appeal_id \
          AND e.kind = 'clock_breached' AND (e.data->>'due_at')::timestamptz = c.due_at)",
    ),
    (
        "breaches of no clock",
        "SELECT (SELECT count(*) FROM appeal_events WHERE kind = 'clock_breached') \
              - (SELECT count(*) FROM clocks WHERE breached_at = due_at)",
    ),
    (
        "clocks without exactly one red card at the computed moment",
        "SELECT count(*) FROM clocks c WHERE stage = 'resolve' AND 1 <> \
         (SELECT count(*) FROM cards k WHERE k.clock_id = c.id AND k.colour = 'red' \
          AND k.due_at = c.due_at)",
    ),
    (
        "yellow cards recorded after the breach",
        "SELECT count(*) FROM appeal_events y JOIN appeal_events b USING (appeal_id) \
         WHERE y.kind = 'rung_fired' AND y.data->>'rung' = 'yellow' AND b.kind = 'clock_breached' \
         AND y.data->>'stage' = b.data->>'stage' AND y.seq > b.seq",
    ),
    (
        "red cards recorded before the breach",
        "SELECT count(*) FROM appeal_events r JOIN appeal_events b USING (appeal_id) \
         WHERE r.kind = 'rung_fired' AND r.data->>'rung' = 'red' AND b.kind = 'clock_breached' \
         AND r.data->>'stage' = b.data->>'stage' AND r.seq < b.seq",
    ),
    (
        "appeals whose events are not numbered without gaps",
        "SELECT count(*) FROM (SELECT a.id FROM appeals a JOIN appeal_events e ON e.appeal_id = a.id \
         GROUP BY a.id, a.last_seq HAVING count(*) <> a.last_seq OR max(seq) <> a.last_seq) x",
    ),
    (
        "somebody told twice of one event over one channel",
        "SELECT count(*) FROM (SELECT 1 FROM notices GROUP BY event_id, recipient_kind, recipient_id, \
         channel HAVING count(*) > 1) x",
    ),
    (
        "red cards that somebody has not heard of in the inbox and by WeCom",
        "SELECT count(*) FROM appeal_events e WHERE e.kind = 'rung_fired' AND e.data->>'rung' = 'red' \
         AND (SELECT count(*) FILTER (WHERE channel = 'inbox') * 2 - count(*) + \
              CASE WHEN count(*) = 0 THEN 1 ELSE 0 END FROM notices n WHERE n.event_id = e.id) <> 0",
    ),
    (
        "gaps in the audit trail",
        "SELECT max(position) - count(*) + max(position) - (SELECT position FROM audit_chain) \
         FROM audit_entries",
    ),
    ("dead letters", "SELECT count(*) FROM dead_letters"),
];

/// The worst case of a younger breach that was recorded before an older one, in clocks between them.
const DISORDER: &str = "SELECT count(*) FROM (SELECT (data->>'due_at')::timestamptz AS due, \
    max((data->>'due_at')::timestamptz) OVER (ORDER BY at, id ROWS BETWEEN UNBOUNDED PRECEDING \
    AND 1 PRECEDING) AS before FROM appeal_events WHERE kind = 'clock_breached') x WHERE due < before";

/// Fails where anything is missing or double.
pub(crate) async fn check(wired: &Wired) -> anyhow::Result<()> {
    let mut wrong = Vec::new();
    for (what, sql) in FAULTS {
        let count = number(wired, sql).await?;
        if count != 0 {
            wrong.push(format!("{count} {what}"));
        }
    }
    let disorder = number(wired, DISORDER).await?;
    if disorder != 0 {
        wrong.push(format!("{disorder} breaches recorded after a younger one"));
    }
    anyhow::ensure!(wrong.is_empty(), "{}", wrong.join("; "));
    let verdict = service::audit::verify::verify(&wired.store, Vec::new(), |_, _| {}).await?;
    anyhow::ensure!(verdict.intact, "the audit trail: {:?}", verdict.first_broken);
    say(&format!("{} entries of the audit trail hold", verdict.verified))
}
