//! A firm files an appeal (提交诉求). One transaction: the appeal, its first event, its clocks, the outbox
//! row and the saved answer. The clocks start here, whatever becomes of brokers or workers.

use std::sync::Arc;

use domain::appeal::{Actor, Appeal, Event, Role};
use domain::calendar::Place;
use domain::sla::Facts;
use domain::text::{Content, PersonName, Phone, Title};
use entity::{appeals, attachments, bindings, enterprises, entrepreneurs};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::attach;
use crate::call::{Answer, Call};
use crate::error::{FieldFault, ServiceError};
use crate::ledger::{Dossier, clock_source, profile_code, promise};
use crate::privacy::Contact;
use crate::reference::Reference;
use crate::scope::{self, BINDING_ACTIVE};
use crate::store::Store;
use crate::tx::Tx;
use crate::view;

/// The level of an appeal whose category and firm say nothing else.
const DEFAULT_LEVEL: &str = "normal";
/// The channel of what an officer files on a firm's behalf.
const BY_OFFICER: &str = "officer";
/// The level that is fixed by statute and neither chosen nor changed by anybody
/// (《保障中小企业款项支付条例》 art. 25).
const STATUTORY_LEVEL: &str = "arrears";

/// What a firm sends, parsed.
#[derive(Clone, Debug)]
pub struct FileAppeal {
    /// For which enterprise.
    pub enterprise: Uuid,
    /// 4 to 60 characters.
    pub title: Title,
    /// 10 to 5,000 characters.
    pub content: Content,
    /// Category code.
    pub category: String,
    /// Profile code asked for.
    pub level: Option<String>,
    /// County code.
    pub county: Option<String>,
    /// Chain code.
    pub chain: Option<String>,
    /// Whom to ask for.
    pub contact_name: Option<PersonName>,
    /// How to reach them.
    pub contact_phone: Option<Phone>,
    /// Whether departments may not learn who filed it.
    pub confidential: bool,
    /// The department that the appeal is about; it never gets it.
    pub about_department: Option<Uuid>,
    /// Uploaded before, by the same person.
    pub attachments: Vec<Uuid>,
    /// `mini_program`, `h5`, `officer` or `import`.
    pub channel: String,
}

/// What was sent, with what follows from it.
struct Draft {
    input: FileAppeal,
    level: String,
    number: String,
}

/// Files the appeal; 201 with the appeal as the firm sees it.
///
/// # Errors
/// [`ServiceError::Invalid`] with every field at fault, [`ServiceError::NotFound`] when the caller neither
/// speaks for the enterprise nor looks after it now, [`ServiceError::Forbidden`] for other staff.
pub async fn file_appeal(
    store: &Store,
    call: &Call,
    input: FileAppeal,
) -> Result<Answer, ServiceError> {
    let mut input = input;
    if call.caller.entrepreneur().is_err() {
        if !call.caller.has(Role::Officer) {
            return Err(ServiceError::Forbidden("entrepreneurs_only"));
        }
        // An officer files in the open: nobody can vouch for a secret that they were told.
        if input.confidential {
            return Err(ServiceError::field("confidential", "not_by_officers"));
        }
        input.channel = BY_OFFICER.to_owned();
    }
    let reference = store.reference().get(store).await?;
    let level = check(&input, &reference)?;
    let number = store.next_number(reference.civil_day(call.now)?).await?;
    let draft = Draft { input, level, number };
    let service = store.clone();
    store
        .once(call, move |tx, call| {
            Box::pin(async move { file(tx, &service, &reference, &call, draft).await })
        })
        .await
}

/// Checks the codes against the reference data; answers the level that applies.
fn check(input: &FileAppeal, reference: &Reference) -> Result<String, ServiceError> {
    let mut faults = Vec::new();
    let category = reference.categories.get(&input.category).filter(|row| row.active);
    if category.is_none() {
        faults.push(FieldFault::new("category", "unknown"));
    }
    if input.county.as_ref().is_some_and(|code| !reference.counties.contains_key(code)) {
        faults.push(FieldFault::new("county", "unknown"));
    }
    if input.chain.as_ref().is_some_and(|code| !reference.chains.contains_key(code)) {
        faults.push(FieldFault::new("chain_id", "unknown"));
    }
    if input.about_department.is_some_and(|id| !reference.departments.contains_key(&id)) {
        faults.push(FieldFault::new("about_department_id", "unknown"));
    }
    if input.attachments.len() > attach::MOST_FILES {
        faults.push(FieldFault::new("attachment_ids", "too_many"));
    }
    let of_category = category.map_or(DEFAULT_LEVEL, |row| row.profile.as_str());
    let level = match &input.level {
        _ if of_category == STATUTORY_LEVEL => STATUTORY_LEVEL,
        Some(level) if level != STATUTORY_LEVEL => level,
        Some(_) => {
            faults.push(FieldFault::new("level", "statutory"));
            of_category
        }
        None => of_category,
    };
    if !reference.has_profile(level) {
        faults.push(FieldFault::new("level", "unknown"));
    }
    if faults.is_empty() { Ok(level.to_owned()) } else { Err(ServiceError::Invalid(faults)) }
}

async fn file(
    tx: &Tx,
    store: &Store,
    reference: &Arc<Reference>,
    call: &Call,
    draft: Draft,
) -> Result<Answer, ServiceError> {
    let filer = call.caller.id().ok_or(ServiceError::Unauthenticated("token_missing"))?;
    let (firm, actor) = for_firm(tx, call, filer, draft.input.enterprise).await?;
    let id = store.ids().next();
    let files = draft.input.attachments.clone();
    let conflicts = draft.input.about_department.into_iter().collect();
    let row = new_row(store, reference, call, (filer, id, &firm), draft)?;
    let submitted = Event::Submitted {
        enterprise: row.enterprise_id,
        category: row.category.clone(),
        level: row.level.clone(),
        profile: row.profile.clone().filter(|code| *code != row.level),
        profile_version: row.profile_version,
        confidential: row.confidential,
        content_sha256: row.content_sha256.clone(),
        promise: promise(&*reference.profile(profile_code(&row), row.profile_version)?),
        conflicts,
        manual: reference.categories.get(&row.category).is_some_and(|row| row.manual_intake),
        split_from: None,
        promised_from: None,
    };
    let source = clock_source(&row, reference)?;
    let mut dossier = Dossier::new(row, Appeal::filed(firm.id), source);
    dossier.record(store, call, &actor, &submitted)?;
    dossier.save(tx, store, call).await?;
    let files = link_files(tx, call, id, &files).await?;
    let contact = Contact::of(store, &dossier.row)?;
    let parts = view::Parts::of_filing(firm.id, firm.name, files, contact);
    let seen = view::assemble(reference, &dossier, &call.caller, &actor, call.now, parts)?;
    let location = format!("/api/v1/appeals/{id}");
    Ok(Answer::json(201, &seen)?.with_etag(seen.version).at(location))
}

async fn link_files(
    tx: &Tx,
    call: &Call,
    appeal: Uuid,
    files: &[Uuid],
) -> Result<Vec<attachments::Model>, ServiceError> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    attach::link(tx, &call.caller, appeal, files).await?;
    Ok(attachments::Entity::find()
        .filter(attachments::Column::AppealId.eq(appeal))
        .order_by_asc(attachments::Column::Id)
        .all(tx)
        .await?)
}

/// The enterprise, if the caller may file for it, and the caller as the rules know them.
async fn for_firm(
    tx: &Tx,
    call: &Call,
    filer: Uuid,
    enterprise: Uuid,
) -> Result<(enterprises::Model, Actor), ServiceError> {
    if call.caller.entrepreneur().is_ok() {
        // Held until the appeal is there: nobody is erased in the middle of filing.
        let person = entrepreneurs::Entity::find_by_id(filer).lock_shared().one(tx).await?;
        if person.is_none_or(|row| row.erased_at.is_some()) {
            return Err(ServiceError::Unauthenticated("account_inactive"));
        }
        let firm = bound_firm(tx, filer, enterprise).await?;
        return Ok((firm, Actor::Entrepreneur { id: filer, enterprises: vec![enterprise] }));
    }
    let actor = scope::acting(tx, &call.caller, call.now).await?;
    if !actor.looks_after(enterprise) {
        return Err(ServiceError::NotFound);
    }
    let firm = enterprises::Entity::find_by_id(enterprise).one(tx).await?;
    Ok((firm.ok_or(ServiceError::NotFound)?, actor))
}

/// The enterprise, if the entrepreneur speaks for it.
async fn bound_firm(
    tx: &impl ConnectionTrait,
    filer: Uuid,
    enterprise: Uuid,
) -> Result<enterprises::Model, ServiceError> {
    let (_, firm) = bindings::Entity::find_by_id((filer, enterprise))
        .filter(bindings::Column::Status.eq(BINDING_ACTIVE))
        .find_also_linked(BoundTo)
        .one(tx)
        .await?
        .ok_or(ServiceError::NotFound)?;
    firm.ok_or(ServiceError::NotFound)
}

/// From a binding to its enterprise, in one query.
struct BoundTo;

impl sea_orm::Linked for BoundTo {
    type FromEntity = bindings::Entity;
    type ToEntity = enterprises::Entity;

    fn link(&self) -> Vec<sea_orm::LinkDef> {
        vec![
            bindings::Entity::belongs_to(enterprises::Entity)
                .from(bindings::Column::EnterpriseId)
                .to(enterprises::Column::Id)
                .into(),
        ]
    }
}

fn new_row(
    store: &Store,
    reference: &Reference,
    call: &Call,
    (filer, id, firm): (Uuid, Uuid, &enterprises::Model),
    draft: Draft,
) -> Result<appeals::Model, ServiceError> {
    let Draft { input, level, number } = draft;
    let place = Place { county: input.county.clone(), park: firm.park.clone() };
    let facts = Facts {
        level: &level,
        category: &input.category,
        chain: input.chain.as_deref(),
        county: input.county.as_deref(),
    };
    let day = reference.civil_day(call.now)?;
    let profile = reference.profile_for(&facts, day);
    let profile = profile.ok_or_else(|| ServiceError::field("level", "unknown"))?;
    let calendar = reference.calendar_for(&facts, day, place)?;
    let content_sha256 = digest(input.title.as_str(), input.content.as_str());
    let contact = Contact {
        name: input.contact_name.map(|name| name.as_str().to_owned()),
        phone: input.contact_phone.map(|phone| phone.as_str().to_owned()),
    };
    let (contact_name, contact_phone) = contact.sealed(store, id);
    Ok(appeals::Model {
        id,
        number,
        enterprise_id: input.enterprise,
        filed_by_kind: call.caller.kind().to_owned(),
        filed_by: filer,
        title: input.title.as_str().to_owned(),
        content: input.content.as_str().to_owned(),
        content_sha256,
        category: input.category,
        profile: Some(profile.code.clone()),
        level,
        profile_version: i32::try_from(profile.version).map_err(ServiceError::internal)?,
        calendar: calendar.to_string(),
        county: input.county,
        chain: input.chain,
        contact_name,
        contact_phone,
        confidential: input.confidential,
        channel: input.channel,
        state: String::new(),
        facts: serde_json::Value::Null,
        department_id: None,
        handler_id: None,
        holder: String::new(),
        held_since: call.now,
        next_due_at: None,
        version: 0,
        last_seq: 0,
        filed_at: call.now,
        updated_at: call.now,
        closed_at: None,
        outcome: None,
        rating: None,
        merged_into: None,
        split_from: None,
        park: firm.park.clone(),
    })
}

/// SHA-256 of title and content, in hex.
#[must_use]
pub fn digest(title: &str, content: &str) -> String {
    hex::encode(
        Sha256::new().chain_update(title).chain_update([0]).chain_update(content).finalize(),
    )
}
