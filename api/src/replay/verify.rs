//! What the accounts cannot show: that a repeated request gets the first answer, and that no appeal was
//! filed that nobody was told of.

use std::collections::HashSet;
use std::str::FromStr;

use anyhow::Context;
use chrono::{DateTime, SecondsFormat, Utc};
use futures::{StreamExt, TryStreamExt, stream};
use serde::Deserialize;
use uuid::Uuid;

use super::check;
use super::filing::{self, Filed, Person, Plan};
use super::rows::Row;

/// How many keys to send once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample(usize);

impl FromStr for Sample {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "all" { Ok(Self(usize::MAX)) } else { text.parse().map(Self) }
    }
}

/// What repeating requests showed.
#[derive(Debug, Default)]
pub(super) struct Keys {
    pub checked: usize,
    /// Row and what was answered instead of the first answer.
    pub wrong: Vec<(usize, String)>,
}

#[derive(Deserialize)]
struct Known {
    id: Uuid,
}

/// Sends some of the accepted appeals once more, evenly spread.
pub(super) async fn keys(
    plan: &Plan,
    people: &[Person<'_>],
    rows: &[Row],
    accepted: &[Filed],
    sample: Sample,
) -> anyhow::Result<Keys> {
    let step = accepted.len().div_ceil(sample.0.max(1)).max(1);
    let chosen: Vec<&Filed> = match sample.0 {
        0 => Vec::new(),
        _ => accepted.iter().step_by(step).collect(),
    };
    let checked = chosen.len();
    let ask = |filed: &Filed| {
        let (row, first) = (filed.row, filed.id);
        async move {
            let reply = filing::send(plan, people, rows, row).await?;
            anyhow::Ok(match reply.json::<Known>() {
                Ok(known) if known.id != first => Some((row, "another appeal".to_owned())),
                Ok(_) if !reply.replayed => Some((row, "not marked as replayed".to_owned())),
                Ok(_) => None,
                Err(refusal) => Some((row, refusal.to_string())),
            })
        }
    };
    let asked: Vec<_> = chosen.into_iter().map(ask).collect();
    let answers: Vec<_> = stream::iter(asked).buffered(plan.clients.max(1)).try_collect().await?;
    Ok(Keys { checked, wrong: answers.into_iter().flatten().collect() })
}

/// The server's clock, to the second.
pub(super) async fn server_date(person: &Person<'_>) -> anyhow::Result<DateTime<Utc>> {
    let reply = person.session.get("/me").await?;
    reply.date.context("the server sends no Date")
}

#[derive(Deserialize)]
struct Page {
    items: Vec<Item>,
    next_cursor: Option<String>,
}

#[derive(Deserialize)]
struct Item {
    id: Uuid,
    title: String,
}

/// Appeals in the firms' own lists since the start that were filed twice without anybody knowing.
pub(super) async fn strays(
    people: &[Person<'_>],
    rows: &[Row],
    accepted: &[Filed],
    since: DateTime<Utc>,
) -> anyhow::Result<Vec<Uuid>> {
    let known: HashSet<Uuid> = accepted.iter().map(|filed| filed.id).collect();
    let titles: HashSet<&str> = rows.iter().map(|row| row.title.as_str()).collect();
    let mut found = Vec::new();
    for person in people {
        let listed = list(person, since).await?;
        let listed = listed.iter().map(|item| (item.id, item.title.as_str()));
        found.extend(check::strays(listed, &known, &titles));
    }
    Ok(found)
}

async fn list(person: &Person<'_>, since: DateTime<Utc>) -> anyhow::Result<Vec<Item>> {
    let since = since.to_rfc3339_opts(SecondsFormat::Secs, true);
    let first = format!("/appeals?limit=100&from={since}");
    let mut items = Vec::new();
    let mut path = first.clone();
    loop {
        let page: Page = person.session.get(&path).await?.json().context("the firm's list")?;
        items.extend(page.items);
        let Some(cursor) = page.next_cursor else { return Ok(items) };
        path = format!("{first}&cursor={cursor}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_all_or_a_number() {
        assert_eq!("all".parse(), Ok(Sample(usize::MAX)));
        assert_eq!("7".parse(), Ok(Sample(7)));
        assert!("some".parse::<Sample>().is_err());
    }
}
