//! The demonstration city (演示城市): reference data, visibly fictitious firms, and accounts for every role.
//! Everything is inserted only where it is missing, so that seeding twice changes nothing.

use std::collections::HashMap;

use domain::appeal::Role;
use domain::calendar::Calendar;
use domain::city::City;
use domain::sla::profile::Profile;
use domain::time::Timestamp;
use entity::{
    calendars, categories, chains, counties, departments, enterprises, officer_assignments,
    profiles, staff, staff_roles,
};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, Iterable, PrimaryKeyToColumn,
    QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::error::ServiceError;
use crate::reference::CITY_CALENDAR;
use crate::store::Store;
use crate::tx::Tx;

/// An account of the demonstration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its role.
    pub role: Role,
    /// Its user name.
    pub username: String,
    /// The code of its department.
    pub department: Option<String>,
}

/// The word that a stored enum uses, by way of its serialised form.
fn word(value: &impl serde::Serialize) -> Result<String, ServiceError> {
    Ok(serde_json::to_value(value)?.as_str().unwrap_or_default().to_owned())
}

/// The accounts: two handlers and a head for every department, and the city's own roles, twice where
/// somebody else must decide.
#[must_use]
pub fn accounts(city: &City) -> Vec<Account> {
    let of_city = [
        (Role::Supervisor, "supervisor"),
        (Role::Supervisor, "supervisor2"),
        (Role::Dispatcher, "dispatcher"),
        (Role::Dispatcher, "dispatcher2"),
        (Role::Administrator, "admin"),
        (Role::Officer, "officer"),
    ];
    let of_city = of_city.into_iter().map(|(role, username)| Account {
        role,
        username: username.to_owned(),
        department: None,
    });
    let of_departments = city.departments.iter().flat_map(|department| {
        let code = department.code.to_lowercase();
        let places = [
            (Role::Handler, "handler"),
            (Role::Handler, "handler2"),
            (Role::DepartmentHead, "head"),
        ];
        places.map(|(role, place)| Account {
            role,
            username: format!("{code}-{place}"),
            department: Some(department.code.clone()),
        })
    });
    of_city.chain(of_departments).collect()
}

/// Seeds the reference data alone: what a real city starts from as well.
///
/// # Errors
/// When the shipped data does not parse or the database does not answer.
pub async fn reference(store: &Store, now: Timestamp) -> Result<(), ServiceError> {
    let city = City::demonstration().map_err(ServiceError::internal)?;
    let service = store.clone();
    store
        .transact(move |tx| {
            Box::pin(async move {
                places(tx, &service, &city).await?;
                rules(tx, now).await
            })
        })
        .await?;
    store.reference().forget().await;
    Ok(())
}

/// Seeds the demonstration: reference data, firms, accounts. All accounts share one password hash.
///
/// # Errors
/// As [`reference()`].
pub async fn demonstration(
    store: &Store,
    now: Timestamp,
    password_hash: String,
) -> Result<Vec<Account>, ServiceError> {
    reference(store, now).await?;
    let city = City::demonstration().map_err(ServiceError::internal)?;
    let accounts = accounts(&city);
    let (service, wanted) = (store.clone(), accounts.clone());
    store
        .transact(move |tx| {
            Box::pin(async move {
                firms(tx, &service, &city, now).await?;
                people(tx, &service, &wanted, &password_hash, now).await?;
                officer(tx, &service, now).await
            })
        })
        .await?;
    store.reference().forget().await;
    Ok(accounts)
}

/// Inserts rows that are not there yet, by the key given.
async fn missing<M, E>(
    tx: &Tx,
    rows: Vec<M>,
    key: impl IntoIterator<Item = E::Column>,
) -> Result<(), ServiceError>
where
    E: EntityTrait<Model = M>,
    M: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: Send,
{
    let once = OnConflict::columns(key).do_nothing().to_owned();
    let mut rows = rows.into_iter().map(|row| row.into_active_model().reset_all()).peekable();
    while rows.peek().is_some() {
        let chunk: Vec<_> = rows.by_ref().take(500).collect();
        E::insert_many(chunk).on_conflict(once.clone()).exec_without_returning(tx).await?;
    }
    Ok(())
}

fn primary_key<E: EntityTrait>() -> Vec<E::Column>
where
    E::PrimaryKey: PrimaryKeyToColumn<Column = E::Column>,
{
    E::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column).collect()
}

async fn places(tx: &Tx, store: &Store, city: &City) -> Result<(), ServiceError> {
    let rows = city.counties.iter();
    let rows = rows.map(|one| counties::Model { code: one.code.clone(), name: one.name.clone() });
    missing::<_, counties::Entity>(tx, rows.collect(), primary_key::<counties::Entity>()).await?;
    let rows = city.departments.iter().map(|one| {
        Ok(departments::Model {
            id: store.ids().next(),
            code: one.code.clone(),
            name: one.full_name.clone(),
            short_name: one.short_name.clone(),
            kind: word(&one.kind)?,
            duties: one.duties.clone(),
            active: true,
        })
    });
    let rows: Vec<_> = rows.collect::<Result<_, ServiceError>>()?;
    missing::<_, departments::Entity>(tx, rows, [departments::Column::Code]).await?;
    let rows = city.categories.iter().map(|one| categories::Model {
        code: one.code.clone(),
        name_zh: one.name_zh.clone(),
        name_en: one.name_en.clone(),
        department_code: one.department.clone(),
        profile: one.profile.clone(),
        sort: one.sort,
        manual_intake: false,
        active: true,
    });
    let key = primary_key::<categories::Entity>();
    missing::<_, categories::Entity>(tx, rows.collect(), key).await?;
    let rows = city.chains.iter().map(|one| {
        Ok(chains::Model {
            code: one.code.clone(),
            name: one.name.clone(),
            level: word(&one.level)?,
            county: one.county.clone(),
            department_code: Some(one.lead_department.clone()),
        })
    });
    let rows: Vec<_> = rows.collect::<Result<_, ServiceError>>()?;
    missing::<_, chains::Entity>(tx, rows, primary_key::<chains::Entity>()).await
}

/// Calendars and profiles, as versioned values.
async fn rules(tx: &Tx, now: Timestamp) -> Result<(), ServiceError> {
    let calendar = Calendar::default_city().map_err(ServiceError::internal)?;
    let row = calendars::Model {
        code: CITY_CALENDAR.to_owned(),
        version: i32::try_from(calendar.version).map_err(ServiceError::internal)?,
        effective_from: calendar.effective_from.to_string(),
        body: serde_json::to_value(&calendar)?,
        created_at: now,
        change_id: None,
    };
    let key = primary_key::<calendars::Entity>();
    missing::<_, calendars::Entity>(tx, vec![row], key).await?;
    let rows = Profile::shipped().map_err(ServiceError::internal)?.into_iter().map(|profile| {
        Ok(profiles::Model {
            code: profile.code.clone(),
            version: i32::try_from(profile.version).map_err(ServiceError::internal)?,
            effective_from: profile.effective_from.to_string(),
            body: serde_json::to_value(&profile)?,
            created_at: now,
            change_id: None,
            reaches_open: false,
        })
    });
    let rows: Vec<_> = rows.collect::<Result<_, ServiceError>>()?;
    renew(tx, &rows).await?;
    missing::<_, profiles::Entity>(tx, rows, primary_key::<profiles::Entity>()).await
}

/// The shipped profiles as an older version of this platform has stored them know fewer stages; what they
/// say of the others stays.
async fn renew(tx: &Tx, shipped: &[profiles::Model]) -> Result<(), ServiceError> {
    for row in shipped {
        let known = profiles::Entity::find_by_id((row.code.clone(), row.version)).one(tx).await?;
        let Some(known) = known else { continue };
        let mut old: Profile = serde_json::from_value(known.body)?;
        let new: Profile = serde_json::from_value(row.body.clone())?;
        let more: Vec<_> =
            new.stages.iter().filter(|one| old.stage(one.stage).is_none()).copied().collect();
        if more.is_empty() {
            continue;
        }
        old.stages.extend(more);
        profiles::Entity::update_many()
            .col_expr(profiles::Column::Body, Expr::value(serde_json::to_value(&old)?))
            .filter(profiles::Column::Code.eq(&row.code))
            .filter(profiles::Column::Version.eq(row.version))
            .exec(tx)
            .await?;
    }
    Ok(())
}

async fn firms(tx: &Tx, store: &Store, city: &City, now: Timestamp) -> Result<(), ServiceError> {
    let rows = city.firms.iter().map(|one| enterprises::Model {
        id: store.ids().next(),
        uscc: one.uscc.clone(),
        name: one.name.clone(),
        county: Some(one.county.clone()),
        chain: one.chain.clone(),
        industry: Some(one.industry_code.clone()),
        park: None,
        verification: "verified".to_owned(),
        created_at: now,
    });
    missing::<_, enterprises::Entity>(tx, rows.collect(), [enterprises::Column::Uscc]).await
}

async fn people(
    tx: &Tx,
    store: &Store,
    accounts: &[Account],
    password_hash: &str,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let ids = departments::Entity::find().all(tx).await?;
    let ids: HashMap<String, (Uuid, String)> =
        ids.into_iter().map(|row| (row.code, (row.id, row.short_name))).collect();
    let rows = accounts.iter().map(|account| {
        let department = account.department.as_ref().and_then(|code| ids.get(code));
        let place = department.map_or("市本级", |(_, name)| name.as_str());
        staff::Model {
            id: store.ids().next(),
            username: account.username.clone(),
            password_hash: password_hash.to_owned(),
            name: format!("演示{place}{}", title(account.role)),
            department_id: department.map(|(id, _)| *id),
            wecom_id: Some(account.username.clone()),
            phone: None,
            totp_secret: None,
            active: true,
            created_at: now,
        }
    });
    missing::<_, staff::Entity>(tx, rows.collect(), [staff::Column::Username]).await?;
    let known = staff::Entity::find().all(tx).await?;
    let known: HashMap<String, Uuid> =
        known.into_iter().map(|row| (row.username, row.id)).collect();
    let rows = accounts.iter().filter_map(|account| {
        let staff_id = *known.get(&account.username)?;
        Some(staff_roles::Model { staff_id, role: account.role.as_str().to_owned() })
    });
    let key = primary_key::<staff_roles::Entity>();
    missing::<_, staff_roles::Entity>(tx, rows.collect(), key).await
}

/// How many firms the demonstration's officer looks after.
const FIRMS_OF_OFFICER: u64 = 3;

/// The officer looks after the first firms, from the first seeding on.
async fn officer(tx: &Tx, store: &Store, now: Timestamp) -> Result<(), ServiceError> {
    if officer_assignments::Entity::find().one(tx).await?.is_some() {
        return Ok(());
    }
    let officer = staff::Entity::find().filter(staff::Column::Username.eq("officer"));
    let Some(officer) = officer.one(tx).await? else { return Ok(()) };
    let firms = enterprises::Entity::find().order_by_asc(enterprises::Column::Uscc);
    for firm in firms.limit(FIRMS_OF_OFFICER).all(tx).await? {
        let row = officer_assignments::Model {
            id: store.ids().next(),
            staff_id: officer.id,
            enterprise_id: firm.id,
            starts_at: now,
            ends_at: None,
            created_by: None,
            created_at: now,
        };
        let row = row.into_active_model().reset_all();
        officer_assignments::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

const fn title(role: Role) -> &'static str {
    match role {
        Role::Entrepreneur => "企业用户",
        Role::Officer => "首席政府服务官",
        Role::Dispatcher => "派单员",
        Role::Handler => "承办人",
        Role::DepartmentHead => "负责人",
        Role::Supervisor => "督查员",
        Role::Administrator => "管理员",
    }
}
