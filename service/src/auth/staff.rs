//! Staff: accounts, and signing in with a password and perhaps a one-time code.

use domain::appeal::Role;
use domain::text::{PersonName, Phone, parse_line};
use domain::time::Timestamp;
use entity::{departments, staff, staff_roles, totp_steps};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::password::{LONGEST, hash_password, verify_password, weakness};
use super::totp::TotpSecret;
use super::{AuthRules, Hashing, SignedIn, sessions, strikes, user};
use crate::audit::Draft;
use crate::call::{Answer, Call, Caller};
use crate::error::{FieldFault, ServiceError, is_unique_violation};
use crate::privacy::{Field, open_some, seal};
use crate::scope;
use crate::store::Store;
use crate::tx::Tx;

/// What a member of staff types.
#[derive(Clone)]
pub struct Credentials {
    /// The user name; case and surrounding white space do not count.
    pub username: String,
    /// The password.
    pub password: String,
    /// Six digits, where the account has a second factor.
    pub totp: Option<String>,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credentials(…)")
    }
}

/// Signs a member of staff in. An unknown name, a wrong password and a closed account get the same
/// answer after the same work, and are locked alike.
///
/// # Errors
/// [`ServiceError::Unauthenticated`]: `login_failed`; once the password was right, `totp_required` or
/// `totp_invalid`. [`ServiceError::TooMany`] while the name is locked.
pub async fn log_in(
    store: &Store,
    call: &Call,
    rules: &AuthRules,
    credentials: Credentials,
) -> Result<SignedIn, ServiceError> {
    let name = normal_name(&credentials.username);
    if name.chars().count() > 64 {
        return Err(ServiceError::field("username", "too_long"));
    }
    if credentials.password.chars().count() > LONGEST {
        return Err(ServiceError::field("password", "too_long"));
    }
    charge(store, rules, name.clone(), call.now).await?;
    let row = staff::Entity::find()
        .filter(staff::Column::Username.eq(&name))
        .filter(staff::Column::Active.eq(true))
        .one(store.read())
        .await?;
    let stored = row.as_ref().map(|row| row.password_hash.clone());
    let right = verify_password(rules.hashing, &credentials.password, stored).await?;
    let Some(row) = row.filter(|_| right) else {
        return Err(ServiceError::Unauthenticated("login_failed"));
    };
    let step = second_factor(store, &row, credentials.totp.as_deref(), call.now)?;
    enter(store, call, rules, (row.id, name, step)).await
}

fn normal_name(username: &str) -> String {
    username.trim().to_lowercase()
}

async fn charge(
    store: &Store,
    rules: &AuthRules,
    name: String,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let lockout = rules.lockout;
    store
        .transact(move |tx| {
            Box::pin(async move { strikes::charge(tx, &lockout, &name, now).await })
        })
        .await
}

/// The step of the one-time code, where the account wants one.
fn second_factor(
    store: &Store,
    row: &staff::Model,
    code: Option<&str>,
    now: Timestamp,
) -> Result<Option<i64>, ServiceError> {
    let cipher = &*store.guards().cipher;
    let sealed = row.totp_secret.as_deref();
    let Some(secret) = open_some(cipher, Field::TotpSecret, row.id, sealed)? else {
        return Ok(None);
    };
    let secret = TotpSecret::parse(&secret)
        .ok_or_else(|| ServiceError::internal("a stored one-time secret cannot be read"))?;
    let code = code.ok_or(ServiceError::Unauthenticated("totp_required"))?;
    let step = secret.matching_step(code, now);
    step.map(Some).ok_or(ServiceError::Unauthenticated("totp_invalid"))
}

async fn enter(
    store: &Store,
    call: &Call,
    rules: &AuthRules,
    (id, name, step): (Uuid, String, Option<i64>),
) -> Result<SignedIn, ServiceError> {
    let (ids, rules, now) = (store.ids().clone(), rules.clone(), call.now);
    let service = store.clone();
    store
        .transact(move |tx| {
            Box::pin(async move {
                if let Some(step) = step {
                    use_up(tx, id, step).await?;
                }
                strikes::forgive(tx, &name).await?;
                let person = user::find(&service, tx, "staff", id).await?;
                let person = person.ok_or(ServiceError::Unauthenticated("login_failed"))?;
                sessions::open(tx, ids.as_ref(), &rules, person, now).await
            })
        })
        .await
}

/// Takes a one-time code out of use, and with it every earlier one: who has looked over a shoulder comes
/// too late (RFC 6238, section 5.2).
async fn use_up(tx: &Tx, staff: Uuid, step: i64) -> Result<(), ServiceError> {
    use totp_steps::{ActiveModel, Column, Entity};
    let first = ActiveModel { staff_id: Set(staff), step: Set(step) };
    let inserted = Entity::insert(first)
        .on_conflict(OnConflict::column(Column::StaffId).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    if inserted == 1 {
        return Ok(());
    }
    let moved = Entity::update_many()
        .col_expr(Column::Step, Expr::value(step))
        .filter(Column::StaffId.eq(staff))
        .filter(Column::Step.lt(step))
        .exec(tx)
        .await?;
    if moved.rows_affected == 1 {
        Ok(())
    } else {
        Err(ServiceError::Unauthenticated("totp_invalid"))
    }
}

/// An account to be made.
#[derive(Clone)]
pub struct NewStaff {
    /// 3 to 32 of `a`–`z`, `0`–`9`, `.`, `_`, `-`; capitals become small.
    pub username: String,
    /// 10 to 128 characters; see [`weakness`].
    pub password: String,
    /// The person's name.
    pub name: String,
    /// At least one; never [`Role::Entrepreneur`]; an administrator holds no other.
    pub roles: Vec<Role>,
    /// Where they work; handlers and heads must have one.
    pub department_code: Option<String>,
    /// Where WeCom messages go.
    pub wecom_id: Option<String>,
    /// Where SMS go.
    pub phone: Option<String>,
    /// Second factor, Base32.
    pub totp_secret: Option<String>,
}

impl std::fmt::Debug for NewStaff {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewStaff")
            .field("username", &self.username)
            .field("roles", &self.roles)
            .field("department_code", &self.department_code)
            .finish_non_exhaustive()
    }
}

/// What was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Made {
    /// The id.
    pub id: Uuid,
}

/// Makes an account for an administrator, or for the command line; 201 with its id.
///
/// # Errors
/// [`ServiceError::Invalid`] with every field at fault; [`ServiceError::Conflict`] `username_taken`.
pub async fn create_staff(
    store: &Store,
    hashing: Hashing,
    call: &Call,
    new: NewStaff,
) -> Result<Answer, ServiceError> {
    if call.caller != Caller::System {
        call.caller.require(&[Role::Administrator])?;
    }
    let mut new = new;
    let phone = check(&mut new)?;
    let password_hash = hash_password(hashing, &new.password).await?;
    let service = store.clone();
    let answer = store
        .once(call, move |tx, call| {
            Box::pin(async move {
                scope::acting(tx, &call.caller, call.now).await?;
                let id = insert(tx, &service, &call, new, phone, password_hash).await?;
                Answer::json(201, &Made { id })
            })
        })
        .await?;
    store.reference().forget().await;
    Ok(answer)
}

/// The longest id at WeCom (WW: userid, 1 to 64 bytes).
pub(crate) const LONGEST_WECOM: usize = 64;
/// The longest code of a department or category.
pub(crate) const LONGEST_CODE: usize = 50;

/// What is wrong with a text of one line, where there is one.
pub(crate) fn unfit_line(
    field: &'static str,
    text: Option<&str>,
    longest: usize,
) -> Option<FieldFault> {
    let unfit = text.is_some_and(|text| parse_line(field, text, 0, longest).is_err());
    unfit.then(|| FieldFault::new(field, "malformed"))
}

/// Sorts roles and says what is wrong with them. Who configures sees no appeal: the three-way split of
/// duties.
pub(crate) fn check_roles(roles: &mut Vec<Role>) -> Option<FieldFault> {
    roles.sort_unstable();
    roles.dedup();
    if roles.is_empty() || roles.contains(&Role::Entrepreneur) {
        return Some(FieldFault::new("roles", "unknown"));
    }
    let administers = roles.contains(&Role::Administrator);
    (administers && roles.len() > 1).then(|| FieldFault::new("roles", "incompatible"))
}

/// Checks and normalises the fields; answers the phone.
fn check(new: &mut NewStaff) -> Result<Option<Phone>, ServiceError> {
    let mut faults = Vec::new();
    new.username = normal_name(&new.username);
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
    if !(3..=32).contains(&new.username.len()) || !new.username.chars().all(plain) {
        faults.push(FieldFault::new("username", "malformed"));
    }
    faults.extend(weakness(&new.password, &new.username));
    match PersonName::parse(&new.name) {
        Ok(name) => new.name = name.as_str().to_owned(),
        Err(_) => faults.push(FieldFault::new("name", "malformed")),
    }
    faults.extend(check_roles(&mut new.roles));
    let placed = new.roles.contains(&Role::Handler) || new.roles.contains(&Role::DepartmentHead);
    if placed && new.department_code.is_none() {
        faults.push(FieldFault::new("department_code", "required"));
    }
    let phone = new.phone.as_deref().map(Phone::parse).transpose();
    if phone.is_err() {
        faults.push(FieldFault::new("phone", "malformed"));
    }
    faults.extend(unfit_line("wecom_id", new.wecom_id.as_deref(), LONGEST_WECOM));
    faults.extend(unfit_line("department_code", new.department_code.as_deref(), LONGEST_CODE));
    if new.totp_secret.as_deref().is_some_and(|secret| TotpSecret::parse(secret).is_none()) {
        faults.push(FieldFault::new("totp_secret", "malformed"));
    }
    match phone {
        Ok(phone) if faults.is_empty() => Ok(phone),
        _ => Err(ServiceError::Invalid(faults)),
    }
}

async fn insert(
    tx: &Tx,
    store: &Store,
    call: &Call,
    new: NewStaff,
    phone: Option<Phone>,
    password_hash: String,
) -> Result<Uuid, ServiceError> {
    let department_id = match new.department_code {
        Some(code) => Some(department(tx, &code).await?),
        None => None,
    };
    let (id, cipher) = (store.ids().next(), &*store.guards().cipher);
    let row = staff::ActiveModel {
        id: Set(id),
        username: Set(new.username),
        password_hash: Set(password_hash),
        name: Set(new.name),
        department_id: Set(department_id),
        wecom_id: Set(new.wecom_id),
        phone: Set(phone.map(|phone| seal(cipher, Field::StaffPhone, id, phone.as_str()))),
        totp_secret: Set(new.totp_secret.map(|key| seal(cipher, Field::TotpSecret, id, &key))),
        active: Set(true),
        created_at: Set(call.now),
    };
    match staff::Entity::insert(row).exec_without_returning(tx).await {
        Ok(_) => {}
        Err(error) if is_unique_violation(&error) => {
            return Err(ServiceError::Conflict("username_taken"));
        }
        Err(error) => return Err(error.into()),
    }
    let names: Vec<_> = new.roles.iter().map(|role| role.as_str()).collect();
    let details = serde_json::json!({ "roles": names, "department": department_id });
    tx.audit(Draft::of(call, "staff.created", ("staff", Some(id)), &details));
    let roles = new.roles.into_iter().map(|role| staff_roles::ActiveModel {
        staff_id: Set(id),
        role: Set(role.as_str().to_owned()),
    });
    staff_roles::Entity::insert_many(roles).exec_without_returning(tx).await?;
    Ok(id)
}

pub(crate) async fn department(tx: &Tx, code: &str) -> Result<Uuid, ServiceError> {
    let row = departments::Entity::find()
        .filter(departments::Column::Code.eq(code))
        .filter(departments::Column::Active.eq(true))
        .one(tx)
        .await?;
    row.map(|row| row.id).ok_or_else(|| ServiceError::field("department_code", "unknown"))
}
