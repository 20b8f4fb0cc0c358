//! A dispatcher splits off what belongs to another department (拆单). Each part is an appeal of its own,
//! with the promise of the whole: its clocks started when the firm filed.

use domain::appeal::{Action, Actor, Appeal, Command, Event, SplitPart};
use domain::sla::Facts;
use domain::text::{Content, Title};
use entity::appeals;
use uuid::Uuid;

use super::file_appeal::digest;
use crate::act::Scene;
use crate::call::{Answer, Call};
use crate::error::{FieldFault, ServiceError};
use crate::ledger::{Dossier, clock_source, profile_code, promise};
use crate::privacy::Contact;
use crate::reference::Reference;
use crate::store::Store;

/// The most parts of one split.
pub const MOST_PARTS: usize = 5;

/// One part to be split off.
#[derive(Clone, Debug)]
pub struct Part {
    /// 4 to 60 characters.
    pub title: Title,
    /// 10 to 5,000 characters.
    pub content: Content,
    /// Category code; the whole's where it is absent.
    pub category: Option<String>,
}

/// Splits off the parts; the appeal itself stays on the desk with what is left of it.
///
/// # Errors
/// [`ServiceError::Invalid`] for an unknown category or a wrong number of parts; the refusals of the
/// rules.
pub async fn split(
    store: &Store,
    call: &Call,
    appeal: Uuid,
    parts: Vec<Part>,
) -> Result<Answer, ServiceError> {
    let reference = store.reference().get(store).await?;
    if parts.is_empty() || parts.len() > MOST_PARTS {
        return Err(ServiceError::field("parts", "too_many"));
    }
    let mut numbered = Vec::with_capacity(parts.len());
    for part in parts {
        numbered.push((store.next_number(reference.civil_day(call.now)?).await?, part));
    }
    let service = store.clone();
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                let scene = Scene { tx, store: &service, reference: &reference, call: &call };
                let (mut dossier, actor) = scene.enter(appeal).await?;
                dossier.may(&actor, Action::Split, call.now)?;
                check(&reference, &numbered)?;
                let mut new = Vec::with_capacity(numbered.len());
                for (number, part) in numbered {
                    new.push(file(scene, &dossier, &actor, number, part)?);
                }
                let parts = new.iter().map(|part| SplitPart {
                    appeal: part.row.id,
                    number: part.row.number.clone(),
                    title: part.row.title.clone(),
                });
                let command = Command::Split { parts: parts.collect() };
                scene.command(&mut dossier, &actor, &command)?;
                dossier.save(tx, &service, &call).await?;
                for mut part in new {
                    part.save(tx, &service, &call).await?;
                }
                scene.answer(&dossier, &actor).await
            })
        })
        .await
}

fn check(reference: &Reference, parts: &[(String, Part)]) -> Result<(), ServiceError> {
    let mut faults = Vec::new();
    for (place, (_, part)) in parts.iter().enumerate() {
        let known = |code: &String| reference.categories.get(code).is_some_and(|row| row.active);
        if !part.category.as_ref().is_none_or(known) {
            faults.push(FieldFault::new(&format!("parts[{place}].category"), "unknown"));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(ServiceError::Invalid(faults)) }
}

/// The dossier of a part, with its first event recorded and nothing written yet.
fn file(
    scene: Scene<'_>,
    whole: &Dossier,
    actor: &Actor,
    number: String,
    part: Part,
) -> Result<Dossier, ServiceError> {
    let Scene { store, reference, call, .. } = scene;
    let row = row(scene, whole, store.ids().next(), number, part)?;
    let submitted = Event::Submitted {
        enterprise: row.enterprise_id,
        category: row.category.clone(),
        level: row.level.clone(),
        profile: row.profile.clone().filter(|code| *code != row.level),
        profile_version: row.profile_version,
        confidential: row.confidential,
        content_sha256: row.content_sha256.clone(),
        promise: promise(&*reference.profile(profile_code(&row), row.profile_version)?),
        conflicts: whole.appeal.conflicts.clone(),
        manual: whole.appeal.manual,
        split_from: Some(whole.row.id),
        promised_from: Some(whole.row.filed_at),
    };
    let source = clock_source(&row, reference)?;
    let mut dossier = Dossier::new(row, Appeal::filed(whole.row.enterprise_id), source);
    dossier.record(store, call, actor, &submitted)?;
    Ok(dossier)
}

fn row(
    scene: Scene<'_>,
    whole: &Dossier,
    id: Uuid,
    number: String,
    part: Part,
) -> Result<appeals::Model, ServiceError> {
    let Scene { store, reference, call, .. } = scene;
    let (title, content) = (part.title.as_str().to_owned(), part.content.as_str().to_owned());
    let category = part.category.unwrap_or_else(|| whole.row.category.clone());
    // A part of another kind has that kind's promise, by the profile in effect when the firm filed.
    let level = match reference.categories.get(&category) {
        Some(kind) if category != whole.row.category => kind.profile.clone(),
        _ => whole.row.level.clone(),
    };
    let (mut profile, mut profile_version) =
        (profile_code(&whole.row).to_owned(), whole.row.profile_version);
    if category != whole.row.category {
        let row = &whole.row;
        let facts = Facts {
            level: &level,
            category: &category,
            chain: row.chain.as_deref(),
            county: row.county.as_deref(),
        };
        let day = reference.civil_day(row.filed_at)?;
        let found = reference.profile_for(&facts, day);
        let found = found.ok_or_else(|| ServiceError::field("category", "unknown"))?;
        profile.clone_from(&found.code);
        profile_version = i32::try_from(found.version).map_err(ServiceError::internal)?;
    }
    let (contact_name, contact_phone) = Contact::of(store, &whole.row)?.sealed(store, id);
    Ok(appeals::Model {
        id,
        number,
        contact_name,
        contact_phone,
        content_sha256: digest(&title, &content),
        title,
        content,
        category,
        profile: Some(profile),
        level,
        profile_version,
        state: String::new(),
        facts: serde_json::Value::Null,
        department_id: None,
        handler_id: None,
        holder: String::new(),
        held_since: call.now,
        next_due_at: None,
        version: 0,
        last_seq: 0,
        updated_at: call.now,
        closed_at: None,
        outcome: None,
        rating: None,
        merged_into: None,
        split_from: Some(whole.row.id),
        ..whole.row.clone()
    })
}
