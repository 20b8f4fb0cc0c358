//! What callers are shown of an appeal. The same shapes go over the wire and into the saved answers,
//! so they are made here, inside the transaction that they describe.

mod shapes;
mod situation;

use std::collections::HashMap;

use domain::appeal::clockwork::is_window;
use domain::appeal::{Action, Actor, Appeal, Custodian, Role, permitted};
use domain::sla::Lamp;
use domain::text::redact;
use domain::time::Timestamp;
use entity::{appeals, attachments, enterprises, staff};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::call::Caller;
use crate::clocks::{Clock, ClockSet};
use crate::error::ServiceError;
use crate::ledger::Dossier;
use crate::privacy::Contact;
use crate::queries::attachments::{ReplyFiles, may_see_filed, reply_files};
use crate::reference::Reference;
use crate::scope;
use crate::store::Store;

pub use shapes::{
    AppealSummary, AppealView, AttachmentView, ClockView, HolderView, NamedView, ReplyView,
};
pub use situation::{
    DeclineView, DisputeView, ExtensionView, HelperView, OrderView, SituationView, TaskForceView,
};

/// Names that rows refer to, loaded once per page.
#[derive(Debug, Default)]
pub struct Names {
    enterprises: HashMap<Uuid, String>,
    staff: HashMap<Uuid, String>,
    /// What else would give away who filed a confidential appeal: its contact's name and number.
    contacts: HashMap<Uuid, Contact>,
}

impl Names {
    /// Loads the names that the rows refer to.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn load(
        store: &Store,
        db: &impl ConnectionTrait,
        rows: &[appeals::Model],
    ) -> Result<Self, ServiceError> {
        let firms = rows.iter().map(|row| row.enterprise_id);
        let firms = enterprises::Entity::find()
            .filter(enterprises::Column::Id.is_in(firms))
            .all(db)
            .await?;
        let handlers: Vec<_> = rows.iter().filter_map(|row| row.handler_id).collect();
        let people = if handlers.is_empty() {
            Vec::new()
        } else {
            staff::Entity::find().filter(staff::Column::Id.is_in(handlers)).all(db).await?
        };
        let secret = rows.iter().filter(|row| row.confidential);
        let contacts = secret.map(|row| Ok((row.id, Contact::of(store, row)?)));
        Ok(Self {
            contacts: contacts.collect::<Result<_, ServiceError>>()?,
            enterprises: firms.into_iter().map(|row| (row.id, row.name)).collect(),
            staff: people.into_iter().map(|row| (row.id, row.name)).collect(),
        })
    }

    fn handler(&self, row: &appeals::Model) -> Option<NamedView> {
        let id = row.handler_id?;
        Some(NamedView { id, name: self.staff.get(&id).cloned().unwrap_or_default() })
    }

    /// A text of the firm as the caller may read it: of a confidential appeal without what names the
    /// firm or reaches a person.
    #[must_use]
    pub fn shown(&self, row: &appeals::Model, caller: &Caller, text: &str) -> String {
        if may_know_filer(row, caller) {
            return text.to_owned();
        }
        let firm = self.enterprises.get(&row.enterprise_id).into_iter().cloned();
        let contact = self.contacts.get(&row.id).cloned().unwrap_or_default();
        let names: Vec<String> = firm.chain(contact.name).chain(contact.phone).collect();
        redact::redacted(text, &names)
    }

    fn enterprise(&self, row: &appeals::Model, caller: &Caller) -> Option<NamedView> {
        if !may_know_filer(row, caller) {
            return None;
        }
        let name = self.enterprises.get(&row.enterprise_id).cloned().unwrap_or_default();
        Some(NamedView { id: row.enterprise_id, name })
    }
}

/// Whether the caller may learn who filed: a department never does of a confidential appeal (济南条例
/// art. 32).
#[must_use]
pub fn may_know_filer(row: &appeals::Model, caller: &Caller) -> bool {
    match caller {
        Caller::Entrepreneur { .. } | Caller::System => true,
        Caller::Anonymous => false,
        Caller::Staff { .. } => !row.confidential || caller.has(Role::Supervisor),
    }
}

fn holder(row: &appeals::Model, reference: &Reference, appeal: &Appeal) -> HolderView {
    let (id, name) = match appeal.custodian() {
        Custodian::Department { id } => (Some(id), Some(reference.department_name(id))),
        Custodian::TaskForce { id } => {
            (Some(id), appeal.task_force.as_ref().map(|force| force.name.clone()))
        }
        _ => (None, None),
    };
    HolderView { kind: row.holder.clone(), id, name, since: row.held_since }
}

fn department(row: &appeals::Model, reference: &Reference) -> Option<NamedView> {
    row.department_id.map(|id| NamedView { id, name: reference.department_name(id) })
}

/// The worst lamp of the running promises.
///
/// # Errors
/// When a calendar does not reach far enough.
pub fn lamp(clocks: &[Clock], now: Timestamp) -> Result<Option<Lamp>, ServiceError> {
    let mut worst = None;
    for clock in clocks.iter().filter(|clock| clock.is_running() && !is_window(clock.stage)) {
        worst = worst.max(Some(clock.lamp(now)?));
    }
    Ok(worst)
}

/// One clock at a moment.
///
/// # Errors
/// When its calendar does not reach far enough.
pub fn clock(clock: &Clock, now: Timestamp) -> Result<ClockView, ServiceError> {
    let row = &clock.row;
    let remaining = clock.remaining(now)?;
    Ok(ClockView {
        id: row.id,
        stage: row.stage.clone(),
        department_id: row.party_id,
        round: row.round,
        unit: row.unit.clone(),
        amount: row.amount,
        started_at: row.started_at,
        due_at: row.due_at,
        provisional: row.provisional,
        stopped_at: row.stopped_at,
        breached_at: row.breached_at,
        paused: remaining.paused,
        lamp: clock.lamp(now)?,
        remaining,
    })
}

/// The appeal of an open dossier as the caller sees it.
///
/// # Errors
/// When the database does not answer.
pub async fn appeal(
    store: &Store,
    db: &impl ConnectionTrait,
    reference: &Reference,
    dossier: &Dossier,
    reader: &Reader<'_>,
) -> Result<AppealView, ServiceError> {
    let Reader { caller, actor, now } = *reader;
    let names = Names::load(store, db, std::slice::from_ref(&dossier.row)).await?;
    let mut files = attachments::Entity::find()
        .filter(attachments::Column::AppealId.eq(dossier.row.id))
        .order_by_asc(attachments::Column::Id)
        .all(db)
        .await?;
    // Most appeals have no files, and nothing need be read to hide them.
    let of_replies = match files.is_empty() {
        true => ReplyFiles::default(),
        false => reply_files(db, dossier.row.id).await?,
    };
    if !files.is_empty() && !may_see_filed(db, caller, &dossier.row).await? {
        files.retain(|file| of_replies.all.contains(&file.id));
    }
    let as_firm = scope::part_of_firm(caller, actor, &dossier.row, &dossier.appeal);
    if as_firm {
        files.retain(|file| {
            !of_replies.all.contains(&file.id) || of_replies.approved.contains(&file.id)
        });
    }
    let reply = crate::queries::appeals::reply(db, &dossier.row, as_firm).await?;
    let contact = Contact::of(store, &dossier.row)?;
    assemble(reference, dossier, caller, actor, now, Parts { names, files, reply, contact })
}

/// Who reads, and when.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// As the token says.
    pub caller: &'a Caller,
    /// As the rules know them.
    pub actor: &'a Actor,
    /// When.
    pub now: Timestamp,
}

/// What the view needs beside the dossier.
#[derive(Debug, Default)]
pub struct Parts {
    /// Names that it refers to.
    pub names: Names,
    /// Its files.
    pub files: Vec<attachments::Model>,
    /// Its reply.
    pub reply: Option<ReplyView>,
    /// Whom to ask for.
    pub contact: Contact,
}

impl Parts {
    /// The parts of an appeal that has just been filed by the caller's own enterprise.
    #[must_use]
    pub fn of_filing(
        enterprise: Uuid,
        name: String,
        files: Vec<attachments::Model>,
        contact: Contact,
    ) -> Self {
        let names = Names { enterprises: HashMap::from([(enterprise, name)]), ..Names::default() };
        Self { names, files, reply: None, contact }
    }
}

/// Puts the view together from what is already loaded.
///
/// # Errors
/// When a calendar does not reach far enough.
pub fn assemble(
    reference: &Reference,
    dossier: &Dossier,
    caller: &Caller,
    actor: &Actor,
    now: Timestamp,
    parts: Parts,
) -> Result<AppealView, ServiceError> {
    let row = &dossier.row;
    let ClockSet { clocks, .. } = &dossier.clocks;
    let known = may_know_filer(row, caller);
    let of_filer = |text: &Option<String>| text.clone().filter(|_| known);
    let shown = |text: &str| parts.names.shown(row, caller, text);
    Ok(AppealView {
        id: row.id,
        number: row.number.clone(),
        enterprise: parts.names.enterprise(row, caller),
        title: shown(&row.title),
        content: shown(&row.content),
        category: row.category.clone(),
        level: row.level.clone(),
        county: row.county.clone(),
        chain_id: row.chain.clone(),
        channel: row.channel.clone(),
        confidential: row.confidential,
        contact_name: of_filer(&parts.contact.name),
        contact_phone: of_filer(&parts.contact.phone),
        state: row.state.clone(),
        outcome: row.outcome.clone(),
        rating: row.rating,
        department: department(row, reference),
        handler: parts.names.handler(row),
        holder: holder(row, reference, &dossier.appeal),
        lamp: lamp(clocks, now)?,
        next_due_at: row.next_due_at,
        clocks: clocks.iter().map(|one| clock(one, now)).collect::<Result<_, _>>()?,
        actions: permitted(&dossier.appeal, actor, now),
        situation: situation::situation(
            dossier,
            reference,
            !scope::part_of_firm(caller, actor, &dossier.row, &dossier.appeal),
            &shown,
        ),
        reply: parts.reply.map(|reply| ReplyView { text: shown(&reply.text), ..reply }),
        attachments: parts.files.into_iter().map(AttachmentView::from).collect(),
        filed_at: row.filed_at,
        updated_at: row.updated_at,
        closed_at: row.closed_at,
        version: row.version,
    })
}

/// One line of a list.
#[must_use]
pub fn summary(
    row: &appeals::Model,
    reference: &Reference,
    names: &Names,
    caller: &Caller,
    lamp: Option<Lamp>,
    (appeal, actions): (&Appeal, Vec<Action>),
) -> AppealSummary {
    AppealSummary {
        id: row.id,
        number: row.number.clone(),
        enterprise: names.enterprise(row, caller),
        title: names.shown(row, caller, &row.title),
        category: row.category.clone(),
        level: row.level.clone(),
        county: row.county.clone(),
        confidential: row.confidential,
        state: row.state.clone(),
        outcome: row.outcome.clone(),
        rating: row.rating,
        department: department(row, reference),
        handler: names.handler(row),
        holder: holder(row, reference, appeal),
        lamp,
        next_due_at: row.next_due_at,
        filed_at: row.filed_at,
        updated_at: row.updated_at,
        actions,
        version: row.version,
    }
}
