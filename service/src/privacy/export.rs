//! The copy of their data that a person may ask for (PIPL art. 45): everything that the platform keeps
//! about them, in words that a program can read too.

use chrono::{DateTime, Utc};
use entity::{
    appeal_events, appeals, attachments, bindings, enterprises, entrepreneurs, notices,
    refresh_tokens, subscriptions,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Contact, Field, open_some};
use crate::audit::Draft;
use crate::call::Call;
use crate::error::ServiceError;
use crate::store::Store;
use crate::view::AttachmentView;

/// Everything about a person.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PersonalData {
    /// The account.
    pub id: Uuid,
    /// As given at WeChat or by SMS.
    pub phone: Option<String>,
    /// The name, if they gave one.
    pub name: Option<String>,
    /// The person within the mini-program.
    pub openid: Option<String>,
    /// Since when there is an account.
    pub created_at: DateTime<Utc>,
    /// Firms that they speak for.
    pub enterprises: Vec<DataOfBinding>,
    /// Appeals that they filed.
    pub appeals: Vec<DataOfAppeal>,
    /// Files that they uploaded.
    pub attachments: Vec<AttachmentView>,
    /// What they were told.
    #[schema(value_type = Vec<Object>)]
    pub notices: Vec<Value>,
    /// What they have consented to, by template.
    #[schema(value_type = Vec<Object>)]
    pub consents: Vec<Value>,
    /// When they have signed in, as far as it is still kept.
    pub sessions: Vec<DateTime<Utc>>,
}

/// A firm that the person speaks for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DataOfBinding {
    /// Its name.
    pub enterprise: String,
    /// Its code.
    pub uscc: String,
    /// What the person is there.
    pub position: String,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// An appeal that the person filed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DataOfAppeal {
    /// Work order number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its text.
    pub content: String,
    /// Whom to ask for.
    pub contact_name: Option<String>,
    /// How to reach them.
    pub contact_phone: Option<String>,
    /// Where it stands.
    pub state: String,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// What has happened to it, as the firm sees it.
    #[schema(value_type = Vec<Object>)]
    pub events: Vec<Value>,
}

/// Collects it. That it was asked for is recorded.
///
/// # Errors
/// [`ServiceError::Forbidden`] for staff.
pub async fn export(store: &Store, call: &Call) -> Result<PersonalData, ServiceError> {
    let id = call.caller.entrepreneur()?;
    let db = store.read();
    let person = entrepreneurs::Entity::find_by_id(id).one(db).await?;
    let person = person.ok_or(ServiceError::NotFound)?;
    let cipher = &*store.guards().cipher;
    let data = PersonalData {
        id,
        phone: open_some(cipher, Field::PersonPhone, id, person.phone.as_deref())?,
        name: open_some(cipher, Field::PersonName, id, person.name.as_deref())?,
        openid: person.openid,
        created_at: person.created_at,
        enterprises: firms(store, id).await?,
        appeals: filed(store, id).await?,
        attachments: files(store, id).await?,
        notices: told(store, id).await?,
        consents: consents(store, id).await?,
        sessions: sessions(store, id).await?,
    };
    let draft = Draft::of(call, "privacy.exported", ("entrepreneur", Some(id)), &json!({}));
    store.record(draft).await?;
    Ok(data)
}

async fn firms(store: &Store, person: Uuid) -> Result<Vec<DataOfBinding>, ServiceError> {
    let db = store.read();
    let rows = bindings::Entity::find()
        .filter(bindings::Column::EntrepreneurId.eq(person))
        .order_by_asc(bindings::Column::CreatedAt)
        .all(db)
        .await?;
    let firms = enterprises::Entity::find()
        .filter(enterprises::Column::Id.is_in(rows.iter().map(|row| row.enterprise_id)))
        .all(db)
        .await?;
    let known = rows.into_iter().filter_map(|row| {
        let firm = firms.iter().find(|firm| firm.id == row.enterprise_id)?;
        Some(DataOfBinding {
            enterprise: firm.name.clone(),
            uscc: firm.uscc.clone(),
            position: row.position,
            since: row.created_at,
        })
    });
    Ok(known.collect())
}

async fn filed(store: &Store, person: Uuid) -> Result<Vec<DataOfAppeal>, ServiceError> {
    let db = store.read();
    let rows = appeals::Entity::find()
        .filter(appeals::Column::FiledBy.eq(person))
        .order_by_asc(appeals::Column::Id)
        .all(db)
        .await?;
    let mut filed = Vec::with_capacity(rows.len());
    for row in rows {
        let contact = Contact::of(store, &row)?;
        let events = appeal_events::Entity::find()
            .filter(appeal_events::Column::AppealId.eq(row.id))
            .filter(appeal_events::Column::Audience.eq("firm"))
            .order_by_asc(appeal_events::Column::Seq)
            .all(db)
            .await?;
        let events = events
            .into_iter()
            .map(|one| json!({ "kind": one.kind, "at": one.at, "data": one.data }));
        filed.push(DataOfAppeal {
            number: row.number,
            title: row.title,
            content: row.content,
            contact_name: contact.name,
            contact_phone: contact.phone,
            state: row.state,
            filed_at: row.filed_at,
            events: events.collect(),
        });
    }
    Ok(filed)
}

async fn files(store: &Store, person: Uuid) -> Result<Vec<AttachmentView>, ServiceError> {
    let rows = attachments::Entity::find()
        .filter(attachments::Column::OwnerId.eq(person))
        .order_by_asc(attachments::Column::Id);
    Ok(rows.all(store.read()).await?.into_iter().map(AttachmentView::from).collect())
}

async fn told(store: &Store, person: Uuid) -> Result<Vec<Value>, ServiceError> {
    let rows = notices::Entity::find()
        .filter(notices::Column::RecipientId.eq(person))
        .order_by_asc(notices::Column::Id);
    let rows = rows.all(store.read()).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            json!({ "template": row.template, "params": row.params, "channel": row.channel,
                    "state": row.state, "at": row.created_at })
        })
        .collect())
}

async fn consents(store: &Store, person: Uuid) -> Result<Vec<Value>, ServiceError> {
    let rows = subscriptions::Entity::find()
        .filter(subscriptions::Column::EntrepreneurId.eq(person))
        .all(store.read())
        .await?;
    let view =
        |row: subscriptions::Model| json!({ "template": row.template_id, "status": row.status });
    Ok(rows.into_iter().map(view).collect())
}

async fn sessions(store: &Store, person: Uuid) -> Result<Vec<DateTime<Utc>>, ServiceError> {
    let rows = refresh_tokens::Entity::find()
        .filter(refresh_tokens::Column::SubjectId.eq(person))
        .order_by_asc(refresh_tokens::Column::IssuedAt);
    Ok(rows.all(store.read()).await?.into_iter().map(|row| row.issued_at).collect())
}
