//! The in-app inbox (站内消息).

use chrono::{DateTime, Utc};
use domain::notice::{Channel, Language, Params, Template, render};
use entity::notices;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::page::{Page, PageRequest, cut};
use crate::call::{Answer, Call, Caller};
use crate::error::ServiceError;
use crate::store::Store;

/// One notice.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NoticeView {
    /// The id.
    pub id: Uuid,
    /// The appeal that it is about; none for digests and reminders.
    pub appeal_id: Option<Uuid>,
    /// Template code.
    pub template: String,
    /// One line.
    pub title: String,
    /// One or two sentences.
    pub body: String,
    /// When.
    pub at: DateTime<Utc>,
    /// When it was read.
    pub read_at: Option<DateTime<Utc>>,
}

/// The caller's notices, newest first.
///
/// # Errors
/// [`ServiceError::Unauthenticated`] for nobody.
pub async fn list(
    store: &Store,
    caller: &Caller,
    language: Language,
    unread: bool,
    page: &PageRequest,
) -> Result<Page<NoticeView>, ServiceError> {
    let limit = page.limit()?;
    let me = caller.id().ok_or(ServiceError::Unauthenticated("token_missing"))?;
    let mut query = notices::Entity::find()
        .filter(notices::Column::RecipientKind.eq(caller.kind()))
        .filter(notices::Column::RecipientId.eq(me))
        .filter(notices::Column::Channel.eq(Channel::Inbox.as_str()))
        .order_by_desc(notices::Column::Id)
        .limit(limit + 1);
    if unread {
        query = query.filter(notices::Column::ReadAt.is_null());
    }
    if let Some(after) = page.after_id()? {
        query = query.filter(notices::Column::Id.lt(after));
    }
    let rows = query.all(store.read()).await?;
    let (rows, next_cursor) = cut(rows, limit, |row| row.id.to_string());
    let items = rows.into_iter().map(|row| view(row, language)).collect::<Result<_, _>>()?;
    Ok(Page { items, next_cursor })
}

fn view(row: notices::Model, language: Language) -> Result<NoticeView, ServiceError> {
    let params: Params = serde_json::from_value(row.params)?;
    let template = Template::parse(&row.template)
        .ok_or_else(|| ServiceError::internal(format!("unknown template {}", row.template)))?;
    let words = render(template, language, &params);
    Ok(NoticeView {
        id: row.id,
        appeal_id: row.appeal_id,
        template: row.template,
        title: words.title,
        body: words.body,
        at: row.created_at,
        read_at: row.read_at,
    })
}

/// Marks a notice as read. Reading it twice keeps the first moment.
///
/// # Errors
/// [`ServiceError::NotFound`] when it is not the caller's.
pub async fn mark_read(store: &Store, call: &Call, id: Uuid) -> Result<Answer, ServiceError> {
    let me = call.caller.id().ok_or(ServiceError::Unauthenticated("token_missing"))?;
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                let mine = || {
                    notices::Entity::find_by_id(id)
                        .filter(notices::Column::RecipientKind.eq(call.caller.kind()))
                        .filter(notices::Column::RecipientId.eq(me))
                        .filter(notices::Column::Channel.eq(Channel::Inbox.as_str()))
                };
                mine().one(tx).await?.ok_or(ServiceError::NotFound)?;
                notices::Entity::update_many()
                    .col_expr(notices::Column::ReadAt, Expr::value(Some(call.now)))
                    .filter(notices::Column::Id.eq(id))
                    .filter(notices::Column::ReadAt.is_null())
                    .exec(tx)
                    .await?;
                Ok(Answer::empty(204))
            })
        })
        .await
}
