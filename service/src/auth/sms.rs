//! Signing in by a code sent as SMS, for people outside WeChat.
//!
//! The code is written first and sent after the commit: [`request_code`], then the provider, then, where
//! it has definitely not gone out, [`take_back`]. Known and unknown phones are treated alike.

use chrono::Duration;
use domain::text::Phone;
use domain::time::Timestamp;
use entity::entrepreneurs;
use entity::sms_codes::{ActiveModel, Column, Entity, Model};
use rand::Rng;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::user::Person;
use super::{AuthRules, SignedIn, names, sessions, strikes};
use crate::call::Call;
use crate::error::ServiceError;
use crate::privacy::{Field, phone_index, seal};
use crate::store::Store;
use crate::tx::Tx;

const PURPOSE: &str = "sms-code";
/// Digits of a code.
const DIGITS: usize = 6;

/// What the operator has set for codes by SMS. A rate of zero is no limit.
#[derive(Clone, Copy, Debug)]
pub struct SmsRules {
    /// How long a code is good for.
    pub ttl: Duration,
    /// Guesses per code, the right one included.
    pub attempts: u32,
    /// Codes per minute to one phone.
    pub per_minute: u32,
    /// Codes per hour to one phone.
    pub per_hour: u32,
    /// Codes per day to one phone. The three defaults are what the providers allow anyway.
    pub per_day: u32,
}

impl Default for SmsRules {
    /// 5 minutes, 5 guesses; 1 a minute, 5 an hour, 10 a day.
    fn default() -> Self {
        Self { ttl: Duration::minutes(5), attempts: 5, per_minute: 1, per_hour: 5, per_day: 10 }
    }
}

/// A code that is stored and must now be sent. Neither shown nor written anywhere else.
#[derive(Clone)]
pub struct PendingCode {
    /// The row, and the reference of the message.
    pub id: Uuid,
    /// 11 digits.
    pub phone: String,
    /// Six digits.
    pub code: String,
}

impl std::fmt::Debug for PendingCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PendingCode").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Makes a code for a mobile phone. The newest code of a phone is the only one that counts.
///
/// # Errors
/// [`ServiceError::Invalid`] when it is not a mobile number; [`ServiceError::TooMany`] when too many
/// codes were asked for.
pub async fn request_code(
    store: &Store,
    call: &Call,
    rules: &AuthRules,
    phone: &str,
) -> Result<PendingCode, ServiceError> {
    let phone = mobile(phone)?;
    let (rules, now, id) = (rules.sms, call.now, store.ids().next());
    // The number itself is not kept: its fingerprint finds the code again.
    let index = phone_index(&*store.guards().cipher, &phone);
    let code = format!("{:06}", rand::rng().random_range(0..1_000_000));
    store
        .transact(move |tx| {
            Box::pin(async move {
                names::lock(tx, PURPOSE, &index).await?;
                check_rates(tx, &rules, &index, now).await?;
                let row = ActiveModel {
                    id: Set(id),
                    phone: Set(index),
                    code_hash: Set(hash(id, &phone, &code)),
                    created_at: Set(now),
                    expires_at: Set(now + rules.ttl),
                    attempts: Set(0),
                    used_at: Set(None),
                };
                Entity::insert(row).exec_without_returning(tx).await?;
                Ok(PendingCode { id, phone, code })
            })
        })
        .await
}

fn mobile(phone: &str) -> Result<String, ServiceError> {
    match Phone::parse(phone) {
        Ok(phone) if phone.is_mobile() => Ok(phone.into()),
        _ => Err(ServiceError::field("phone", "not_a_mobile")),
    }
}

async fn check_rates(
    tx: &Tx,
    rules: &SmsRules,
    phone: &str,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let day = Duration::days(1);
    let most = [rules.per_minute, rules.per_hour, rules.per_day].into_iter().max().unwrap_or(0);
    let sent: Vec<Timestamp> = Entity::find()
        .select_only()
        .column(Column::CreatedAt)
        .filter(Column::Phone.eq(phone))
        .filter(Column::CreatedAt.gt(now - day))
        .order_by_desc(Column::CreatedAt)
        .limit(u64::from(most))
        .into_tuple()
        .all(tx)
        .await?;
    let windows = [
        (rules.per_minute, Duration::minutes(1)),
        (rules.per_hour, Duration::hours(1)),
        (rules.per_day, day),
    ];
    // The n-th last code decides: as long as it lies inside the window, the window is full.
    let free_at = windows
        .iter()
        .filter(|(limit, _)| *limit > 0)
        .filter_map(|(limit, window)| Some(*sent.get(*limit as usize - 1)? + *window))
        .filter(|free_at| *free_at > now)
        .max();
    match free_at {
        Some(free_at) => {
            Err(ServiceError::TooMany { retry_after: strikes::seconds_until(free_at, now) })
        }
        None => Ok(()),
    }
}

/// Forgets a code that has definitely not been sent, so that the person may ask again at once.
///
/// # Errors
/// When the database does not answer; the code then runs out by itself.
pub async fn take_back(store: &Store, id: Uuid) -> Result<(), ServiceError> {
    store
        .transact(move |tx| {
            Box::pin(async move {
                Entity::delete_by_id(id).exec(tx).await?;
                Ok(())
            })
        })
        .await
}

/// Signs in with a code. Whoever holds a phone that nobody has used before gets an account.
///
/// # Errors
/// [`ServiceError::Unauthenticated`] `sms_code_invalid`, whether the code is wrong, used, run out, guessed
/// too often, or was never asked for.
pub async fn log_in(
    store: &Store,
    call: &Call,
    rules: &AuthRules,
    phone: &str,
    code: &str,
) -> Result<SignedIn, ServiceError> {
    let phone = mobile(phone)?;
    let code = code.trim().to_owned();
    if code.len() != DIGITS || !code.bytes().all(|c| c.is_ascii_digit()) {
        return Err(ServiceError::field("code", "malformed"));
    }
    let (rules, now, ids) = (rules.clone(), call.now, store.ids().clone());
    let index = phone_index(&*store.guards().cipher, &phone);
    let service = store.clone();
    store
        .transact(move |tx| {
            Box::pin(async move {
                let Some(row) = charge(tx, &rules.sms, &index, now).await? else {
                    return Ok(Err(ServiceError::Unauthenticated("sms_code_invalid")));
                };
                let expected = row.code_hash.as_bytes();
                if !bool::from(hash(row.id, &phone, &code).as_bytes().ct_eq(expected)) {
                    return Ok(Err(ServiceError::Unauthenticated("sms_code_invalid")));
                }
                Entity::update_many()
                    .col_expr(Column::UsedAt, Expr::value(now))
                    .filter(Column::Id.eq(row.id))
                    .exec(tx)
                    .await?;
                let account = by_phone(tx, &service, &phone, index, now).await?;
                let person = Person::entrepreneur(&service, account)?;
                sessions::open(tx, ids.as_ref(), &rules, person, now).await.map(Ok)
            })
        })
        .await?
}

/// Charges one guess against the newest code of the phone, before it is looked at.
async fn charge(
    tx: &Tx,
    rules: &SmsRules,
    phone: &str,
    now: Timestamp,
) -> Result<Option<Model>, ServiceError> {
    let newest = Entity::find()
        .filter(Column::Phone.eq(phone))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .one(tx)
        .await?;
    let Some(row) = newest else { return Ok(None) };
    let charged = Entity::update_many()
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .filter(Column::Id.eq(row.id))
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .filter(Column::Attempts.lt(i32::try_from(rules.attempts).unwrap_or(i32::MAX)))
        .exec(tx)
        .await?;
    Ok((charged.rows_affected == 1).then_some(row))
}

/// The account of a phone, made where there is none; of two at the same moment one makes it.
async fn by_phone(
    tx: &Tx,
    store: &Store,
    phone: &str,
    index: String,
    now: Timestamp,
) -> Result<entrepreneurs::Model, ServiceError> {
    use entrepreneurs::{ActiveModel, Column, Entity};
    let id = store.ids().next();
    let fresh = ActiveModel {
        id: Set(id),
        openid: Set(None),
        phone: Set(Some(seal(&*store.guards().cipher, Field::PersonPhone, id, phone))),
        name: Set(None),
        created_at: Set(now),
        phone_index: Set(Some(index.clone())),
        erased_at: Set(None),
    };
    let held = OnConflict::column(Column::PhoneIndex)
        .target_and_where(Expr::col(Column::PhoneIndex).is_not_null())
        .do_nothing()
        .to_owned();
    Entity::insert(fresh).on_conflict(held).exec_without_returning(tx).await?;
    let row = Entity::find().filter(Column::PhoneIndex.eq(index)).one(tx).await?;
    row.ok_or_else(|| ServiceError::internal("an account vanished while it was made"))
}

/// The row's id salts the hash. Six digits can be tried out by anybody who reads the table; they are
/// worth something for [`SmsRules::ttl`] only.
fn hash(id: Uuid, phone: &str, code: &str) -> String {
    let digest = Sha256::new()
        .chain_update(id.as_bytes())
        .chain_update(phone)
        .chain_update([0])
        .chain_update(code)
        .finalize();
    hex::encode(digest)
}
