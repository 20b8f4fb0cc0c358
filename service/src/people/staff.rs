//! Accounts of staff, as administrators keep them. Every change is an entry of the audit trail; an
//! administrator sees accounts, never appeals.

use chrono::{DateTime, Utc};
use domain::appeal::{Actor, Role};
use domain::text::{PersonName, Phone};
use entity::{departments, staff, staff_roles};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait,
    IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{absences, feeds, handover, officers};
use crate::audit::Draft;
use crate::auth::password::hash_password;
use crate::auth::{
    Hashing, LONGEST_CODE, LONGEST_WECOM, check_roles, sessions, unfit_line, weakness,
};
use crate::call::{Answer, Call, Caller};
use crate::error::{FieldFault, ServiceError};
use crate::privacy::{Field, open_some, seal};
use crate::queries::page::{Page, PageRequest, contains, cut};
use crate::scope;
use crate::store::Store;
use crate::tx::Tx;
use crate::view::NamedView;

/// An account.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StaffView {
    /// The id.
    pub id: Uuid,
    /// For signing in.
    pub username: String,
    /// For people.
    pub name: String,
    /// Role names.
    pub roles: Vec<String>,
    /// Where they work.
    pub department: Option<NamedView>,
    /// The phone number with its middle hidden.
    pub phone_masked: Option<String>,
    /// Whether WeCom reaches them.
    pub has_wecom: bool,
    /// Whether they may sign in.
    pub active: bool,
    /// Since when there is an account.
    pub created_at: DateTime<Utc>,
}

/// What the list is narrowed by.
#[derive(Clone, Debug, Default)]
pub struct StaffFilter {
    /// What the name or the user name has in it.
    pub text: Option<String>,
    /// Where they work.
    pub department: Option<Uuid>,
    /// A role that they hold.
    pub role: Option<Role>,
    /// Whether they may sign in.
    pub active: Option<bool>,
    /// Which page.
    pub page: PageRequest,
}

/// What is to be changed; what is absent stays.
#[derive(Clone, Debug, Default)]
pub struct StaffChange {
    /// The name.
    pub name: Option<String>,
    /// All roles.
    pub roles: Option<Vec<Role>>,
    /// Where they work, by code.
    pub department_code: Option<String>,
    /// Where WeCom messages go; empty removes it.
    pub wecom_id: Option<String>,
    /// Where SMS go; empty removes it.
    pub phone: Option<String>,
    /// Lets somebody who had left sign in again.
    pub active: Option<bool>,
}

/// Accounts in order of their ids.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but administrators.
pub async fn list(
    store: &Store,
    caller: &Caller,
    filter: &StaffFilter,
) -> Result<Page<StaffView>, ServiceError> {
    caller.require(&[Role::Administrator])?;
    let limit = filter.page.limit()?;
    let mut query = staff::Entity::find().order_by_asc(staff::Column::Id);
    if let Some(text) = &filter.text {
        let any = Condition::any()
            .add(contains(staff::Column::Name, text))
            .add(contains(staff::Column::Username, text));
        query = query.filter(any);
    }
    if let Some(id) = filter.department {
        query = query.filter(staff::Column::DepartmentId.eq(id));
    }
    if let Some(role) = filter.role {
        let with = sea_orm::sea_query::Query::select()
            .column(staff_roles::Column::StaffId)
            .from(staff_roles::Entity)
            .and_where(staff_roles::Column::Role.eq(role.as_str()))
            .to_owned();
        query = query.filter(staff::Column::Id.in_subquery(with));
    }
    if let Some(active) = filter.active {
        query = query.filter(staff::Column::Active.eq(active));
    }
    if let Some(after) = filter.page.after_id()? {
        query = query.filter(staff::Column::Id.gt(after));
    }
    let rows = query.limit(limit + 1).all(store.read()).await?;
    let (rows, next_cursor) = cut(rows, limit, |row| row.id.to_string());
    Ok(Page { items: views(store, store.read(), rows).await?, next_cursor })
}

/// One account.
///
/// # Errors
/// [`ServiceError::NotFound`], [`ServiceError::Forbidden`].
pub async fn detail(store: &Store, caller: &Caller, id: Uuid) -> Result<StaffView, ServiceError> {
    caller.require(&[Role::Administrator])?;
    let row = staff::Entity::find_by_id(id).one(store.read()).await?;
    let rows = vec![row.ok_or(ServiceError::NotFound)?];
    views(store, store.read(), rows).await?.pop().ok_or(ServiceError::NotFound)
}

/// Changes an account.
///
/// # Errors
/// [`ServiceError::Invalid`] with every field at fault; [`ServiceError::Conflict`] `open_tasks` when
/// somebody with open tasks would no longer handle them where they are.
pub async fn change(
    store: &Store,
    call: &Call,
    id: Uuid,
    change: StaffChange,
) -> Result<Answer, ServiceError> {
    call.caller.require(&[Role::Administrator])?;
    let parsed = Parsed::of(change)?;
    let service = store.clone();
    let answer = store
        .once(call, move |tx, call| {
            Box::pin(async move {
                scope::acting(tx, &call.caller, call.now).await?;
                let row = staff::Entity::find_by_id(id).lock_exclusive().one(tx).await?;
                let row = row.ok_or(ServiceError::NotFound)?;
                apply(tx, &service, &call, row, parsed).await?;
                let row = staff::Entity::find_by_id(id).one(tx).await?;
                let view = views(&service, tx, row.into_iter().collect()).await?.pop();
                Answer::json(200, &view.ok_or(ServiceError::NotFound)?)
            })
        })
        .await?;
    store.reference().forget().await;
    Ok(answer)
}

/// A change whose fields have been looked at.
struct Parsed {
    name: Option<String>,
    roles: Option<Vec<Role>>,
    department_code: Option<String>,
    wecom_id: Option<Option<String>>,
    phone: Option<Option<Phone>>,
    active: Option<bool>,
}

impl Parsed {
    fn of(change: StaffChange) -> Result<Self, ServiceError> {
        let mut faults = Vec::new();
        let name = change.name.map(|name| PersonName::parse(&name)).transpose();
        if name.is_err() {
            faults.push(FieldFault::new("name", "malformed"));
        }
        let phone = change.phone.map(|phone| match phone.trim() {
            "" => Ok(None),
            phone => Phone::parse(phone).map(Some),
        });
        let phone = phone.transpose();
        if phone.is_err() {
            faults.push(FieldFault::new("phone", "malformed"));
        }
        let roles = change.roles.map(|mut roles| {
            faults.extend(check_roles(&mut roles));
            roles
        });
        faults.extend(unfit_line("wecom_id", change.wecom_id.as_deref(), LONGEST_WECOM));
        faults.extend(unfit_line(
            "department_code",
            change.department_code.as_deref(),
            LONGEST_CODE,
        ));
        if change.active == Some(false) {
            // Leaving has a command of its own: it hands over.
            faults.push(FieldFault::new("active", "use_leave"));
        }
        match (name, phone) {
            (Ok(name), Ok(phone)) if faults.is_empty() => Ok(Self {
                name: name.map(|name| name.as_str().to_owned()),
                roles,
                department_code: change.department_code,
                wecom_id: change.wecom_id.map(|id| Some(id).filter(|id| !id.trim().is_empty())),
                phone,
                active: change.active,
            }),
            _ => Err(ServiceError::Invalid(faults)),
        }
    }
}

async fn apply(
    tx: &Tx,
    store: &Store,
    call: &Call,
    row: staff::Model,
    change: Parsed,
) -> Result<(), ServiceError> {
    let (id, was) = (row.id, row.department_id);
    let department = match &change.department_code {
        Some(code) => Some(crate::auth::department(tx, code).await?),
        None => was,
    };
    let old = roles_of(tx, id).await?;
    let roles = change.roles.clone().unwrap_or_else(|| old.clone());
    let placed = roles.contains(&Role::Handler) || roles.contains(&Role::DepartmentHead);
    if placed && department.is_none() {
        return Err(ServiceError::field("department_code", "required"));
    }
    let moves =
        department != was || (old.contains(&Role::Handler) && !roles.contains(&Role::Handler));
    if moves && handover::open_count(tx, id).await? > 0 {
        return Err(ServiceError::Conflict("open_tasks"));
    }
    let cipher = &*store.guards().cipher;
    let mut changed = Vec::new();
    let mut row = row.into_active_model();
    if let Some(name) = change.name {
        changed.push("name");
        row.name = Set(name);
    }
    if department != was {
        changed.push("department");
        row.department_id = Set(department);
    }
    if let Some(wecom) = change.wecom_id {
        changed.push("wecom_id");
        row.wecom_id = Set(wecom);
    }
    if let Some(phone) = change.phone {
        changed.push("phone");
        row.phone = Set(phone.map(|phone| seal(cipher, Field::StaffPhone, id, phone.as_str())));
    }
    if let Some(active) = change.active {
        changed.push("active");
        row.active = Set(active);
    }
    if roles != old {
        changed.push("roles");
        set_roles(tx, id, &roles).await?;
    }
    if row.is_changed() {
        row.update(tx).await?;
    }
    if roles != old || department != was {
        // A token that is out says what was; the next one says what is.
        sessions::end_all(tx, "staff", id, call.now).await?;
        feeds::end_all(tx, id, call.now).await?;
    }
    let names: Vec<_> = roles.iter().map(|role| role.as_str()).collect();
    let details = json!({ "changed": changed, "roles": names, "department": department });
    tx.audit(Draft::of(call, "staff.changed", ("staff", Some(id)), &details));
    Ok(())
}

async fn roles_of(db: &impl ConnectionTrait, id: Uuid) -> Result<Vec<Role>, ServiceError> {
    let rows = staff_roles::Entity::find().filter(staff_roles::Column::StaffId.eq(id));
    let mut roles: Vec<Role> =
        rows.all(db).await?.iter().filter_map(|row| Role::parse(&row.role)).collect();
    roles.sort_unstable();
    Ok(roles)
}

async fn set_roles(tx: &Tx, id: Uuid, roles: &[Role]) -> Result<(), ServiceError> {
    let old = staff_roles::Column::StaffId.eq(id);
    staff_roles::Entity::delete_many().filter(old).exec(tx).await?;
    let rows = roles.iter().map(|role| staff_roles::ActiveModel {
        staff_id: Set(id),
        role: Set(role.as_str().to_owned()),
    });
    staff_roles::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// What came of somebody's leaving.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Leaving {
    /// Who.
    pub id: Uuid,
    /// Tasks that went to the successor.
    pub handed_over: usize,
    /// Assignments as officer that ended.
    pub assignments_ended: u64,
}

/// Somebody leaves (离岗): the account is closed, every session ends, and all open tasks go to the successor.
///
/// # Errors
/// [`ServiceError::Conflict`] `open_tasks` when there are some and no successor is named;
/// [`ServiceError::Invalid`] when the successor is no active handler of the same department;
/// [`ServiceError::Conflict`] `own_account` for one's own.
pub async fn leave(
    store: &Store,
    call: &Call,
    id: Uuid,
    successor: Option<Uuid>,
) -> Result<Answer, ServiceError> {
    call.caller.require(&[Role::Administrator])?;
    if call.caller.id() == Some(id) {
        return Err(ServiceError::Conflict("own_account"));
    }
    let service = store.clone();
    let answer = store
        .once(call, move |tx, call| {
            Box::pin(async move {
                scope::acting(tx, &call.caller, call.now).await?;
                let row = staff::Entity::find_by_id(id).lock_exclusive().one(tx).await?;
                let row = row.ok_or(ServiceError::NotFound)?;
                let handed_over = pass_on(tx, &service, &call, &row, successor).await?;
                let assignments_ended = officers::end_all(tx, id, call.now).await?;
                absences::end_all(tx, id, call.now).await?;
                feeds::end_all(tx, id, call.now).await?;
                sessions::end_all(tx, "staff", id, call.now).await?;
                let mut row = row.into_active_model();
                row.active = Set(false);
                row.update(tx).await?;
                let details = json!({ "successor": successor, "handed_over": handed_over });
                tx.audit(Draft::of(&call, "staff.left", ("staff", Some(id)), &details));
                Answer::json(200, &Leaving { id, handed_over, assignments_ended })
            })
        })
        .await?;
    store.reference().forget().await;
    Ok(answer)
}

async fn pass_on(
    tx: &Tx,
    store: &Store,
    call: &Call,
    row: &staff::Model,
    successor: Option<Uuid>,
) -> Result<usize, ServiceError> {
    let actor = by(call);
    match (successor, row.department_id) {
        (Some(to), Some(department)) => {
            let done = handover::pass_on(tx, store, call, &actor, (row.id, to, department)).await;
            Ok(done.map_err(named_successor)?.appeals.len())
        }
        (Some(_), None) => Err(ServiceError::field("successor_id", "not_a_handler_here")),
        (None, _) if handover::open_count(tx, row.id).await? > 0 => {
            Err(ServiceError::Conflict("open_tasks"))
        }
        (None, _) => Ok(0),
    }
}

/// The administrator as the events name them; they see nothing of the appeals.
fn by(call: &Call) -> Actor {
    match &call.caller {
        Caller::Staff { id, roles, department } => Actor::Staff {
            id: *id,
            roles: roles.clone(),
            department: *department,
            firms: Vec::new(),
            stands_in_for: Vec::new(),
        },
        _ => Actor::System,
    }
}

fn named_successor(error: ServiceError) -> ServiceError {
    match error {
        ServiceError::Invalid(faults) => ServiceError::Invalid(
            faults
                .into_iter()
                .map(|fault| FieldFault { field: "successor_id".to_owned(), ..fault })
                .collect(),
        ),
        other => other,
    }
}

/// Sets a new password; every session of the account ends.
///
/// # Errors
/// [`ServiceError::Invalid`] when it is weak; [`ServiceError::NotFound`].
pub async fn set_password(
    store: &Store,
    hashing: Hashing,
    call: &Call,
    id: Uuid,
    password: String,
) -> Result<Answer, ServiceError> {
    call.caller.require(&[Role::Administrator])?;
    let row = staff::Entity::find_by_id(id).one(store.read()).await?;
    let row = row.ok_or(ServiceError::NotFound)?;
    if let Some(fault) = weakness(&password, &row.username) {
        return Err(ServiceError::Invalid(vec![fault]));
    }
    let hash = hash_password(hashing, &password).await?;
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                scope::acting(tx, &call.caller, call.now).await?;
                let mut row = row.into_active_model();
                row.password_hash = Set(hash);
                row.update(tx).await?;
                sessions::end_all(tx, "staff", id, call.now).await?;
                tx.audit(Draft::of(&call, "staff.password", ("staff", Some(id)), &json!({})));
                Ok(Answer::empty(204))
            })
        })
        .await
}

async fn views(
    store: &Store,
    db: &impl ConnectionTrait,
    rows: Vec<staff::Model>,
) -> Result<Vec<StaffView>, ServiceError> {
    let held = staff_roles::Entity::find()
        .filter(staff_roles::Column::StaffId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(staff_roles::Column::Role)
        .all(db)
        .await?;
    let places = departments::Entity::find()
        .filter(departments::Column::Id.is_in(rows.iter().filter_map(|row| row.department_id)))
        .all(db)
        .await?;
    let cipher = &*store.guards().cipher;
    rows.into_iter()
        .map(|row| {
            let phone = open_some(cipher, Field::StaffPhone, row.id, row.phone.as_deref())?;
            let masked = phone.and_then(|phone| Phone::parse(&phone).ok());
            let place = places.iter().find(|place| Some(place.id) == row.department_id);
            Ok(StaffView {
                roles: held
                    .iter()
                    .filter(|one| one.staff_id == row.id)
                    .map(|one| one.role.clone())
                    .collect(),
                department: place
                    .map(|place| NamedView { id: place.id, name: place.short_name.clone() }),
                phone_masked: masked.map(|phone| phone.masked()),
                has_wecom: row.wecom_id.is_some(),
                id: row.id,
                username: row.username,
                name: row.name,
                active: row.active,
                created_at: row.created_at,
            })
        })
        .collect()
}
