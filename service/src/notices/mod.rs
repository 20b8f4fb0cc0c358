//! From events to notices: one row per event, recipient and channel. Run by the `notify` consumer; the
//! inbox mark and the unique key each make a second run harmless.
//!
//! A message tells of one appeal or of many ([`crate::messages`]). Either way everything is read at once
//! (`book.rs`), the notices are worked out in memory (`scene.rs`), and written in one statement.

mod book;
mod scene;

use domain::appeal::Event;
use domain::notice::{Channel, QuietHours, Recipients, Template, plan};
use domain::sla::profile::Rung;
use domain::time::Timestamp;
use entity::{appeal_events, notices};
use uuid::Uuid;

use self::book::Book;
use self::scene::Scene;
use crate::bulk;
use crate::call::Call;
use crate::error::ServiceError;
use crate::inbox;
use crate::messages::Change;
use crate::reference::Reference;
use crate::store::Store;
use crate::tx::Tx;

/// The name of this consumer in the inbox.
pub const CONSUMER: &str = "notify";
/// The state of a notice that still has to be delivered.
pub const OWED: &str = "owed";
/// The state of a notice that has arrived.
pub const SENT: &str = "sent";

/// What a notice says, of what, and when; before it has its recipient.
pub(crate) struct Letter<'a> {
    /// The event, or the bulletin.
    pub(crate) event: Uuid,
    /// The appeal, where it is about one.
    pub(crate) appeal: Option<Uuid>,
    pub(crate) template: Template,
    pub(crate) params: &'a serde_json::Value,
    pub(crate) now: Timestamp,
    /// When it may leave the house.
    pub(crate) later: Timestamp,
}

impl Letter<'_> {
    /// To somebody, over a channel. The inbox has it at once.
    pub(crate) fn to(&self, id: Uuid, (kind, who): (&str, Uuid), channel: &str) -> notices::Model {
        let (now, arrived) = (self.now, channel == Channel::Inbox.as_str());
        notices::Model {
            id,
            event_id: self.event,
            appeal_id: self.appeal,
            recipient_kind: kind.to_owned(),
            recipient_id: who,
            channel: channel.to_owned(),
            template: self.template.as_str().to_owned(),
            params: self.params.clone(),
            state: if arrived { SENT } else { OWED }.to_owned(),
            attempts: 0,
            available_at: if arrived { now } else { self.later },
            leased_until: None,
            provider_id: None,
            outcome_code: None,
            created_at: now,
            settled_at: arrived.then_some(now),
            read_at: None,
        }
    }
}

/// An event, and who hears of it.
struct Told {
    record: appeal_events::Model,
    event: Event,
    plan: Vec<(Recipients, Template)>,
}

/// Writes the notices for the events of one message; answers how many rows are new.
///
/// # Errors
/// [`ServiceError::NotFound`] when an appeal does not exist.
pub async fn notify(
    store: &Store,
    call: &Call,
    message: Uuid,
    changes: Vec<Change>,
    quiet: Option<QuietHours>,
) -> Result<u64, ServiceError> {
    let reference = store.reference().get(store).await?;
    let (service, call) = (store.clone(), call.clone());
    store
        .transact(move |tx| {
            Box::pin(async move {
                if !inbox::mark(tx, CONSUMER, message, call.now).await? {
                    return Ok(0);
                }
                let rows = notices(tx, &service, &reference, &call, &changes, quiet).await?;
                bulk::insert::<notices::Entity>(tx, rows, true).await
            })
        })
        .await
}

async fn notices(
    tx: &Tx,
    store: &Store,
    reference: &Reference,
    call: &Call,
    changes: &[Change],
    quiet: Option<QuietHours>,
) -> Result<Vec<notices::Model>, ServiceError> {
    let mut book = Book::open(tx, changes).await?;
    for change in changes {
        book.appeal(change.appeal_id)?;
    }
    let mut told = Vec::new();
    for record in book.take_events() {
        let event = Event::from_parts(&record.kind, &record.data)?;
        let rung = rung(reference, &book, record.appeal_id, &event)?;
        let plan = plan(&event, rung);
        if !plan.is_empty() {
            told.push(Told { record, event, plan });
        }
    }
    book.read_people(tx, &told, call.now).await?;
    let mut rows = Vec::new();
    for one in &told {
        let scene = Scene { store, reference, book: &book, now: call.now, quiet };
        rows.extend(scene.notices(one)?);
    }
    Ok(rows)
}

/// The rung of the ladder that an event tells of: from the profile of its clock, or, where that knows no
/// such rung, from the one that the appeal was filed under.
fn rung<'r>(
    reference: &'r Reference,
    book: &Book,
    appeal: Uuid,
    event: &Event,
) -> Result<Option<&'r Rung>, ServiceError> {
    let Event::RungFired { rung, stage, .. } = event else { return Ok(None) };
    let named = |code: &str, version| {
        let profile = reference.profile_ref(code, version)?;
        Ok::<_, ServiceError>(profile.ladder.iter().find(|one| one.key == *rung))
    };
    if let Some(clock) = book.clock(appeal, *stage)
        && let Some(found) = named(&clock.profile, clock.profile_version)?
    {
        return Ok(Some(found));
    }
    let row = book.appeal(appeal)?;
    named(row.profile.as_deref().unwrap_or(&row.level), row.profile_version)
}
