//! Published appeals (晒单), for everybody: redacted texts with the firm's consent, and nothing by which a
//! person or a firm could be found. Days instead of moments, names of offices instead of their ids.

use chrono::NaiveDate;
use entity::publications;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::page::{Page, PageRequest, cut, moment_cursor};
use crate::error::ServiceError;
use crate::reference::Reference;
use crate::store::Store;

/// A published appeal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicationView {
    /// The id, for `GET /public/appeals/{id}`.
    pub id: Uuid,
    /// Headline.
    pub title: String,
    /// What was asked.
    pub question: String,
    /// What was done.
    pub answer: String,
    /// What it was about.
    pub category: PublicCategory,
    /// Where.
    pub county: Option<PublicCounty>,
    /// The department that answered.
    pub department: Option<String>,
    /// `resolved`, `partly_resolved`, `explained` or `unresolvable`.
    pub outcome: String,
    /// The day on which it was filed.
    pub filed_on: NaiveDate,
    /// The day on which it was closed.
    pub closed_on: NaiveDate,
    /// The day on which it was published.
    pub published_on: NaiveDate,
}

/// A category, with its names.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicCategory {
    /// For the filter `category`.
    pub code: String,
    /// In Chinese.
    pub name_zh: String,
    /// In English.
    pub name_en: String,
}

/// A county, with its name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicCounty {
    /// For the filter `county`.
    pub code: String,
    /// For people.
    pub name: String,
}

/// What the list is narrowed by.
#[derive(Clone, Debug, Default)]
pub struct PublicationFilter {
    /// Category code.
    pub category: Option<String>,
    /// County code.
    pub county: Option<String>,
    /// Which page.
    pub page: PageRequest,
}

/// What is published, newest first.
///
/// # Errors
/// [`ServiceError::Invalid`] for a page or a filter at fault.
pub async fn list(
    store: &Store,
    filter: &PublicationFilter,
) -> Result<Page<PublicationView>, ServiceError> {
    use publications::Column::{AppealId, Category, County, PublishedAt};
    let limit = filter.page.limit()?;
    let mut query = publications::Entity::find();
    if let Some(category) = &filter.category {
        query = query.filter(Category.eq(category));
    }
    if let Some(county) = &filter.county {
        query = query.filter(County.eq(county));
    }
    if let Some((at, id)) = filter.page.after_moment()? {
        let same = Condition::all().add(PublishedAt.eq(at)).add(AppealId.lt(id));
        query = query.filter(Condition::any().add(PublishedAt.lt(at)).add(same));
    }
    let query = query.order_by_desc(PublishedAt).order_by_desc(AppealId).limit(limit + 1);
    let rows = query.all(store.read()).await?;
    let key = |row: &publications::Model| moment_cursor(Some(row.published_at), row.appeal_id);
    let (rows, next_cursor) = cut(rows, limit, key);
    let reference = store.reference().get(store).await?;
    let items = rows.into_iter().map(|row| view(row, &reference)).collect::<Result<_, _>>()?;
    Ok(Page { items, next_cursor })
}

/// One that is published.
///
/// # Errors
/// [`ServiceError::NotFound`] when it is not, or no longer.
pub async fn detail(store: &Store, id: Uuid) -> Result<PublicationView, ServiceError> {
    let row = publications::Entity::find_by_id(id).one(store.read()).await?;
    let reference = store.reference().get(store).await?;
    view(row.ok_or(ServiceError::NotFound)?, &reference)
}

fn view(row: publications::Model, reference: &Reference) -> Result<PublicationView, ServiceError> {
    // A category that was removed keeps its code for a name.
    let named = reference.categories.get(&row.category);
    let name = |of: fn(&entity::categories::Model) -> &String| {
        named.map_or_else(|| row.category.clone(), |found| of(found).clone())
    };
    let category = PublicCategory {
        name_zh: name(|found| &found.name_zh),
        name_en: name(|found| &found.name_en),
        code: row.category.clone(),
    };
    let county = row.county.map(|code| PublicCounty {
        name: reference.counties.get(&code).unwrap_or(&code).clone(),
        code,
    });
    Ok(PublicationView {
        id: row.appeal_id,
        title: row.title,
        question: row.question,
        answer: row.answer,
        category,
        county,
        department: row.department_id.map(|id| reference.department_name(id)),
        outcome: row.outcome,
        filed_on: reference.civil_day(row.filed_at)?,
        closed_on: reference.civil_day(row.closed_at)?,
        published_on: reference.civil_day(row.published_at)?,
    })
}
