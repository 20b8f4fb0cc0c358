//! Erasing a person (PIPL art. 47). What names or reaches them goes: the account, its sessions and
//! notices, the contacts of their appeals, and their name and numbers wherever they stand in a text. The
//! appeals themselves stay: they are the firm's, and the statistics rest on them. Events in which a text
//! changes get a new digest in the audit trail, so the chain still holds.

use domain::appeal::StateName;
use domain::text::redact;
use domain::time::Timestamp;
use entity::{
    appeal_events, appeals, attachments, bindings, entrepreneurs, idempotency_keys, notices,
    refresh_tokens, sms_codes, subscriptions, visits,
};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Contact, Field, open_some};
use crate::audit::Draft;
use crate::call::{Answer, Call};
use crate::commands::file_appeal::digest;
use crate::error::ServiceError;
use crate::store::Store;
use crate::tx::Tx;

/// What was erased, and what stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Erasure {
    /// Appeals whose contacts are gone.
    pub appeals: u64,
    /// Texts in which the person's name or number was replaced.
    pub texts: u64,
    /// Files that belonged to no appeal, deleted.
    pub files: u64,
    /// Files that belong to appeals: they stay with the firm's case (档案法 art. 13 ff.).
    pub files_kept: u64,
    /// Notices deleted.
    pub notices: u64,
}

/// The bytes of the caller's files that belong to no appeal: to be removed from the object store once
/// [`erase`] has removed their rows.
///
/// # Errors
/// When the database does not answer.
pub async fn loose_files(store: &Store, person: Uuid) -> Result<Vec<String>, ServiceError> {
    Ok(attachments::Entity::find()
        .select_only()
        .column(attachments::Column::StorageKey)
        .filter(attachments::Column::OwnerId.eq(person))
        .filter(attachments::Column::AppealId.is_null())
        .into_tuple()
        .all(store.read())
        .await?)
}

/// Erases a person on their written request, or again after a backup was restored.
///
/// # Errors
/// [`ServiceError::Conflict`] `appeals_open`; [`ServiceError::NotFound`].
pub async fn erase_on_request(
    store: &Store,
    call: &Call,
    person: Uuid,
) -> Result<Erasure, ServiceError> {
    let (service, call) = (store.clone(), call.clone());
    store
        .transact(move |tx| {
            Box::pin(async move { erase_person(tx, &service, &call, person).await })
        })
        .await
}

/// Erases the caller. What they have filed must be over: an open appeal needs somebody to talk to.
///
/// # Errors
/// [`ServiceError::Conflict`] `appeals_open`; [`ServiceError::Forbidden`] for staff.
pub async fn erase(store: &Store, call: &Call) -> Result<Answer, ServiceError> {
    let person = call.caller.entrepreneur()?;
    let service = store.clone();
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                let erasure = erase_person(tx, &service, &call, person).await?;
                Answer::json(200, &erasure)
            })
        })
        .await
}

async fn erase_person(
    tx: &Tx,
    store: &Store,
    call: &Call,
    person: Uuid,
) -> Result<Erasure, ServiceError> {
    let row = entrepreneurs::Entity::find_by_id(person).lock_exclusive().one(tx).await?;
    let row = row.filter(|row| row.erased_at.is_none()).ok_or(ServiceError::NotFound)?;
    let mine = appeals::Entity::find()
        .filter(appeals::Column::FiledBy.eq(person))
        .order_by_asc(appeals::Column::Id)
        .lock_exclusive()
        .all(tx)
        .await?;
    let is_open = |row: &appeals::Model| {
        StateName::parse(&row.state).is_none_or(|state| !state.is_final())
            || (row.state == StateName::Merged.as_str() && row.closed_at.is_none())
    };
    if mine.iter().any(is_open) {
        return Err(ServiceError::Conflict("appeals_open"));
    }
    let mut erasure = Erasure { appeals: mine.len() as u64, ..Erasure::default() };
    let names = own_names(store, &row)?;
    for appeal in mine {
        let mut names = names.clone();
        let contact = Contact::of(store, &appeal)?;
        names.extend(contact.name.into_iter().chain(contact.phone));
        erasure.texts += erase_texts(tx, call, appeal, &names).await?;
    }
    erase_visits(tx, person, &names).await?;
    let index = row.phone_index.clone();
    close_account(tx, row, call.now).await?;
    forget(tx, person, index, &mut erasure).await?;
    let details = json!({ "appeals": erasure.appeals, "texts": erasure.texts });
    tx.audit(Draft::of(call, "privacy.erased", ("entrepreneur", Some(person)), &details));
    Ok(erasure)
}

fn own_names(store: &Store, row: &entrepreneurs::Model) -> Result<Vec<String>, ServiceError> {
    let cipher = &*store.guards().cipher;
    let name = open_some(cipher, Field::PersonName, row.id, row.name.as_deref())?;
    let phone = open_some(cipher, Field::PersonPhone, row.id, row.phone.as_deref())?;
    Ok(name.into_iter().chain(phone).collect())
}

/// Takes the names out of an appeal and its events; answers how many texts have changed.
async fn erase_texts(
    tx: &Tx,
    call: &Call,
    row: appeals::Model,
    names: &[String],
) -> Result<u64, ServiceError> {
    let mut changed = 0;
    let without = |text: &str| redact::without(text, names);
    let (title, content) = (without(&row.title), without(&row.content));
    let written = u64::from(title != row.title) + u64::from(content != row.content);
    changed += written;
    if title != row.title {
        erase_titles(tx, row.id, &without).await?;
    }
    let sha256 = digest(&title, &content);
    let mut facts = row.facts.clone();
    redact::each_text(&mut facts, &without);
    let events = appeal_events::Entity::find()
        .filter(appeal_events::Column::AppealId.eq(row.id))
        .order_by_asc(appeal_events::Column::Seq)
        .all(tx)
        .await?;
    let mut row = row.into_active_model();
    row.title = Set(title);
    row.content = Set(content);
    row.facts = Set(facts);
    row.content_sha256 = Set(sha256.clone());
    row.contact_name = Set(None);
    row.contact_phone = Set(None);
    row.update(tx).await?;
    for mut event in events {
        let before = event.data.clone();
        redact::each_text(&mut event.data, &without);
        changed += u64::from(event.data != before);
        // A plain hash of the old words would let anybody try out numbers.
        if written > 0 && event.data.get("content_sha256").is_some() {
            event.data["content_sha256"] = sha256.clone().into();
        }
        if event.data == before {
            continue;
        }
        appeal_events::Entity::update_many()
            .col_expr(appeal_events::Column::Data, Expr::value(event.data.clone()))
            .filter(appeal_events::Column::Id.eq(event.id))
            .exec(tx)
            .await?;
        tx.audit(Draft::of_erasure(call, &event));
    }
    Ok(changed)
}

/// What officers have noted of visits to the person's firms.
async fn erase_visits(tx: &Tx, person: Uuid, names: &[String]) -> Result<(), ServiceError> {
    let firms: Vec<Uuid> = bindings::Entity::find()
        .select_only()
        .column(bindings::Column::EnterpriseId)
        .filter(bindings::Column::EntrepreneurId.eq(person))
        .into_tuple()
        .all(tx)
        .await?;
    let of = visits::Entity::find().filter(visits::Column::EnterpriseId.is_in(firms));
    for row in of.all(tx).await? {
        let note = redact::without(&row.note, names);
        if note != row.note {
            let mut row = row.into_active_model();
            row.note = Set(note);
            row.update(tx).await?;
        }
    }
    Ok(())
}

/// Notices carry the title of their appeal, whoever was told.
async fn erase_titles(
    tx: &Tx,
    appeal: Uuid,
    without: &impl Fn(&str) -> String,
) -> Result<(), ServiceError> {
    // By its events: notices have an index by these, and are too many for one more.
    let events = Query::select()
        .column(appeal_events::Column::Id)
        .from(appeal_events::Entity)
        .and_where(appeal_events::Column::AppealId.eq(appeal))
        .to_owned();
    let of = notices::Entity::find().filter(notices::Column::EventId.in_subquery(events));
    for row in of.all(tx).await? {
        let mut params = row.params.clone();
        redact::each_text(&mut params, without);
        if params != row.params {
            let mut row = row.into_active_model();
            row.params = Set(params);
            row.update(tx).await?;
        }
    }
    Ok(())
}

async fn close_account(
    tx: &Tx,
    row: entrepreneurs::Model,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let mut row = row.into_active_model();
    row.openid = Set(None);
    row.phone = Set(None);
    row.phone_index = Set(None);
    row.name = Set(None);
    row.erased_at = Set(Some(now));
    row.update(tx).await?;
    Ok(())
}

/// Everything around the account.
async fn forget(
    tx: &Tx,
    person: Uuid,
    phone_index: Option<String>,
    erasure: &mut Erasure,
) -> Result<(), ServiceError> {
    bindings::Entity::delete_many()
        .filter(bindings::Column::EntrepreneurId.eq(person))
        .exec(tx)
        .await?;
    refresh_tokens::Entity::delete_many()
        .filter(refresh_tokens::Column::SubjectId.eq(person))
        .exec(tx)
        .await?;
    subscriptions::Entity::delete_many()
        .filter(subscriptions::Column::EntrepreneurId.eq(person))
        .exec(tx)
        .await?;
    let caller = crate::call::Caller::Entrepreneur { id: person }.label();
    idempotency_keys::Entity::delete_many()
        .filter(idempotency_keys::Column::Caller.eq(caller))
        .exec(tx)
        .await?;
    if let Some(index) = phone_index {
        let codes = sms_codes::Column::Phone.eq(index);
        sms_codes::Entity::delete_many().filter(codes).exec(tx).await?;
    }
    let told = notices::Column::RecipientId.eq(person);
    erasure.notices = notices::Entity::delete_many().filter(told).exec(tx).await?.rows_affected;
    let files = || attachments::Entity::find().filter(attachments::Column::OwnerId.eq(person));
    erasure.files_kept =
        files().filter(attachments::Column::AppealId.is_not_null()).count(tx).await?;
    let loose = attachments::Entity::delete_many()
        .filter(attachments::Column::OwnerId.eq(person))
        .filter(attachments::Column::AppealId.is_null());
    erasure.files = loose.exec(tx).await?.rows_affected;
    Ok(())
}
