//! Finding a firm: by its code before it is bound, so that nobody types what the platform knows; and by name
//! or code for administrators, who say which officer looks after it and in which park it is.

use domain::appeal::Role;
use domain::uscc::Uscc;
use entity::{counties, enterprises};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::enterprises::{CodeView, VERIFIED};
use crate::call::Caller;
use crate::error::ServiceError;
use crate::queries::page::{Page, PageRequest, contains, cut};
use crate::store::Store;

/// What the platform knows of a code. Name and code of a firm are public (《企业信息公示暂行条例》 art. 6); who
/// speaks for it, and where it stands with the platform, is not told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct KnownFirm {
    /// The firm's name; absent where no verified firm has the code.
    pub name: Option<String>,
    /// Where it is, or where its code says that it was registered; absent where that is elsewhere.
    pub county: Option<CodeView>,
}

/// A firm, for administrators.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FirmView {
    /// The id.
    pub id: Uuid,
    /// Unified social credit code.
    pub uscc: String,
    /// The name.
    pub name: String,
    /// County code.
    pub county: Option<String>,
    /// Chain code.
    pub chain: Option<String>,
    /// Park code.
    pub park: Option<String>,
    /// `verified` or `pending`.
    pub verification: String,
}

/// What is known of a code.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but entrepreneurs; [`ServiceError::Invalid`] `uscc_shape` or
/// `uscc_checksum` for what is no code.
pub async fn look_up(
    store: &Store,
    caller: &Caller,
    uscc: &str,
) -> Result<KnownFirm, ServiceError> {
    caller.entrepreneur()?;
    let code = Uscc::parse_shape(uscc).map_err(|_| ServiceError::field("uscc", "uscc_shape"))?;
    code.check().map_err(|_| ServiceError::field("uscc", "uscc_checksum"))?;
    let db = store.read();
    let firm = enterprises::Entity::find()
        .filter(enterprises::Column::Uscc.eq(code.as_str()))
        .filter(enterprises::Column::Verification.eq(VERIFIED))
        .one(db)
        .await?;
    let (name, county) = match firm {
        Some(firm) => (Some(firm.name), firm.county),
        None => (None, Some(code.division().to_owned())),
    };
    let county = match county {
        Some(county) => counties::Entity::find_by_id(county).one(db).await?,
        None => None,
    };
    Ok(KnownFirm { name, county: county.map(|row| CodeView { code: row.code, name: row.name }) })
}

/// All firms, newest first; those whose name or code has the text in it where one is given.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but administrators.
pub async fn list(
    store: &Store,
    caller: &Caller,
    text: Option<&str>,
    page: &PageRequest,
) -> Result<Page<FirmView>, ServiceError> {
    caller.require(&[Role::Administrator])?;
    let limit = page.limit()?;
    let mut query = enterprises::Entity::find().order_by_desc(enterprises::Column::Id);
    if let Some(text) = text {
        let any = Condition::any()
            .add(contains(enterprises::Column::Name, text))
            .add(contains(enterprises::Column::Uscc, &text.to_ascii_uppercase()));
        query = query.filter(any);
    }
    if let Some(after) = page.after_id()? {
        query = query.filter(enterprises::Column::Id.lt(after));
    }
    let rows = query.limit(limit + 1).all(store.read()).await?;
    let (rows, next_cursor) = cut(rows, limit, |row| row.id.to_string());
    let items = rows.into_iter().map(|row| FirmView {
        id: row.id,
        uscc: row.uscc,
        name: row.name,
        county: row.county,
        chain: row.chain,
        park: row.park,
        verification: row.verification,
    });
    Ok(Page { items: items.collect(), next_cursor })
}
