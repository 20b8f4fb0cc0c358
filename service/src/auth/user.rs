//! A person as they are shown to themselves.

use domain::appeal::Role;
use domain::text::Phone;
use entity::{departments, entrepreneurs, staff, staff_roles};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::call::Caller;
use crate::error::ServiceError;
use crate::privacy::{Field, open_some};
use crate::store::Store;

/// A person as they are shown to themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct UserView {
    /// The id.
    pub id: Uuid,
    /// `entrepreneur` or `staff`.
    pub kind: String,
    /// The name; an entrepreneur may not have given one.
    pub name: Option<String>,
    /// Role names (角色).
    pub roles: Vec<String>,
    /// Where they work.
    pub department: Option<OfficeView>,
    /// The phone number with its middle hidden.
    pub phone_masked: Option<String>,
    /// The person within the mini-program; entrepreneurs only, once they have come through WeChat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub openid: Option<String>,
}

/// A department, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OfficeView {
    /// The id.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// Somebody with an account in use.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) caller: Caller,
    pub(super) user: UserView,
}

impl Person {
    pub(super) fn entrepreneur(
        store: &Store,
        row: entrepreneurs::Model,
    ) -> Result<Self, ServiceError> {
        let cipher = &*store.guards().cipher;
        let phone = open_some(cipher, Field::PersonPhone, row.id, row.phone.as_deref())?;
        let user = UserView {
            id: row.id,
            kind: "entrepreneur".into(),
            name: open_some(cipher, Field::PersonName, row.id, row.name.as_deref())?,
            roles: vec![Role::Entrepreneur.as_str().into()],
            department: None,
            phone_masked: masked(phone.as_deref()),
            openid: row.openid,
        };
        Ok(Self { caller: Caller::Entrepreneur { id: user.id }, user })
    }
}

fn masked(phone: Option<&str>) -> Option<String> {
    phone.and_then(|phone| Phone::parse(phone).ok()).map(|phone| phone.masked())
}

/// The person behind an account; nothing when there is none or it is closed.
pub(super) async fn find(
    store: &Store,
    db: &impl ConnectionTrait,
    kind: &str,
    id: Uuid,
) -> Result<Option<Person>, ServiceError> {
    if kind == "entrepreneur" {
        let row = entrepreneurs::Entity::find_by_id(id)
            .filter(entrepreneurs::Column::ErasedAt.is_null())
            .one(db)
            .await?;
        return row.map(|row| Person::entrepreneur(store, row)).transpose();
    }
    let row = staff::Entity::find_by_id(id).filter(staff::Column::Active.eq(true)).one(db).await?;
    match row {
        Some(row) if kind == "staff" => of_staff(store, db, row).await.map(Some),
        _ => Ok(None),
    }
}

async fn of_staff(
    store: &Store,
    db: &impl ConnectionTrait,
    row: staff::Model,
) -> Result<Person, ServiceError> {
    let cipher = &*store.guards().cipher;
    let phone = open_some(cipher, Field::StaffPhone, row.id, row.phone.as_deref())?;
    let names = staff_roles::Entity::find()
        .filter(staff_roles::Column::StaffId.eq(row.id))
        .order_by_asc(staff_roles::Column::Role)
        .all(db)
        .await?;
    let roles: Vec<Role> = names.iter().filter_map(|row| Role::parse(&row.role)).collect();
    let department = match row.department_id {
        Some(id) => departments::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    let user = UserView {
        id: row.id,
        kind: "staff".into(),
        name: Some(row.name),
        roles: roles.iter().map(|role| role.as_str().to_owned()).collect(),
        department: department.map(|row| OfficeView { id: row.id, code: row.code, name: row.name }),
        phone_masked: masked(phone.as_deref()),
        openid: None,
    };
    Ok(Person { caller: Caller::Staff { id: row.id, roles, department: row.department_id }, user })
}

/// The caller, as they are now.
///
/// # Errors
/// [`ServiceError::Unauthenticated`] for nobody, and for an account that was closed since the token was
/// made.
pub async fn me(store: &Store, caller: &Caller) -> Result<UserView, ServiceError> {
    let id = caller.id().ok_or(ServiceError::Unauthenticated("token_missing"))?;
    let person = find(store, store.read(), caller.kind(), id).await?;
    Ok(person.ok_or(ServiceError::Unauthenticated("account_inactive"))?.user)
}
