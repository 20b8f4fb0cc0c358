//! Filing: many clients, each appeal asked for with the same key and bytes until it is accepted.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;
use futures::future::try_join_all;
use futures::{StreamExt, stream};
use indicatif::ProgressBar;
use serde::Deserialize;
use serde_json::json;
use tokio::sync::mpsc::UnboundedSender;
use uuid::Uuid;

use super::rows::Row;
use super::target::Firm;
use super::wire::{Credentials, Reply, Session, Wire};

/// What all appeals of a run share.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Begins every idempotency key; the same run with the same rows files nothing new.
    pub run: String,
    /// Category code.
    pub category: String,
    /// Appeals per second; as fast as the clients go when absent.
    pub rate: Option<f64>,
    /// Requests in flight.
    pub clients: usize,
}

/// Somebody who files, and for which enterprise.
#[derive(Debug)]
pub struct Person<'w> {
    /// Signed in.
    pub session: Session<'w>,
    /// Bound to it.
    pub enterprise: Uuid,
}

/// An appeal that was accepted.
#[derive(Clone, Debug)]
pub struct Filed {
    /// Which row.
    pub row: usize,
    /// Its id, as answered.
    pub id: Uuid,
    /// When the request was first sent.
    pub sent: Instant,
    /// Until it was accepted, repetitions included.
    pub took: Duration,
    /// The stages whose clocks the answer shows.
    pub promised: Vec<String>,
}

#[derive(Deserialize)]
struct Enterprise {
    id: Uuid,
    status: String,
}

/// One person for each of the firms, signed in and bound.
///
/// # Errors
/// When the server stays away, or refuses one of them.
pub async fn people<'w>(wire: &'w Wire, firms: &[Firm]) -> anyhow::Result<Vec<Person<'w>>> {
    let sign_in = |(number, firm): (usize, &Firm)| {
        let (name, uscc) = (firm.name.clone(), firm.uscc.clone());
        async move {
            let session = Session::new(wire, Credentials::Wechat(format!("replay-{number:03}")));
            let body = json!({ "uscc": uscc, "name": name, "position": "演练联系人" });
            let reply = session.post("/me/enterprises", "", &body).await?;
            let bound: Enterprise = reply.json().with_context(|| format!("binding {name}"))?;
            anyhow::ensure!(bound.status == "active", "{name}: the binding is {}", bound.status);
            Ok(Person { session, enterprise: bound.id })
        }
    };
    let all: Vec<_> = firms.iter().enumerate().map(sign_in).collect();
    stream::iter(all).buffered(4).collect::<Vec<_>>().await.into_iter().collect()
}

/// The idempotency key of a row.
#[must_use]
pub fn key(run: &str, row: usize) -> String {
    format!("{run}-{row:06}")
}

/// Who files a row: always the same person.
#[must_use]
pub fn filer<'p, 'w>(people: &'p [Person<'w>], row: usize) -> &'p Person<'w> {
    &people[row % people.len()]
}

fn body(plan: &Plan, person: &Person<'_>, row: &Row) -> serde_json::Value {
    json!({
        "enterprise_id": person.enterprise,
        "title": row.title,
        "content": row.content,
        "category": plan.category,
    })
}

/// Sends one row; the same bytes every time.
pub(super) async fn send(
    plan: &Plan,
    people: &[Person<'_>],
    rows: &[Row],
    row: usize,
) -> anyhow::Result<Reply> {
    let person = filer(people, row);
    person.session.post("/appeals", &key(&plan.run, row), &body(plan, person, &rows[row])).await
}

#[derive(Deserialize)]
struct Answer {
    id: Uuid,
    clocks: Vec<Clock>,
}

#[derive(Deserialize)]
struct Clock {
    stage: String,
}

/// What came of all rows.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub accepted: Vec<Filed>,
    /// Row and refusal.
    pub refused: Vec<(usize, String)>,
}

/// Files all rows; each accepted one is told to `watch` at once.
pub(super) async fn file_all(
    plan: &Plan,
    people: &[Person<'_>],
    rows: &[Row],
    watch: UnboundedSender<Filed>,
    bar: &ProgressBar,
) -> anyhow::Result<Outcome> {
    let next = AtomicUsize::new(0);
    let began = Instant::now();
    let client = || async {
        let mut outcome = Outcome::default();
        loop {
            let row = next.fetch_add(1, Ordering::Relaxed);
            if row >= rows.len() {
                return anyhow::Ok(outcome);
            }
            if let Some(rate) = plan.rate {
                #[expect(clippy::cast_precision_loss, reason = "rows are few")]
                let due = began + Duration::from_secs_f64(row as f64 / rate);
                tokio::time::sleep_until(due.into()).await;
            }
            let sent = Instant::now();
            let reply = send(plan, people, rows, row).await?;
            let took = sent.elapsed();
            bar.inc(1);
            match reply.json::<Answer>() {
                Ok(Answer { id, clocks }) => {
                    let promised = clocks.into_iter().map(|clock| clock.stage).collect();
                    let filed = Filed { row, id, sent, took, promised };
                    // Who watches may have given up; the appeal is accounted for all the same.
                    watch.send(filed.clone()).ok();
                    outcome.accepted.push(filed);
                }
                Err(refusal) => outcome.refused.push((row, refusal.to_string())),
            }
        }
    };
    let outcomes = try_join_all((0..plan.clients.max(1)).map(|_| client())).await?;
    let mut all = Outcome::default();
    for one in outcomes {
        all.accepted.extend(one.accepted);
        all.refused.extend(one.refused);
    }
    all.accepted.sort_by_key(|filed| filed.row);
    Ok(all)
}
