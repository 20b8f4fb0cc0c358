//! Signing in through the WeChat mini-program (微信小程序). The provider is asked before any transaction is
//! open; here arrives what it has said.

use domain::text::Phone;
use entity::entrepreneurs::{ActiveModel, Column, Entity};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::user::Person;
use super::{AuthRules, SignedIn, sessions};
use crate::call::{Answer, Call};
use crate::error::{ServiceError, is_unique_violation};
use crate::privacy::{Field, phone_index, seal};
use crate::store::Store;

/// Signs in the person whom WeChat has named; the first time, an account is made. Of two first sign-ins
/// at the same moment one makes it.
///
/// # Errors
/// When the database does not answer.
pub async fn log_in(
    store: &Store,
    call: &Call,
    rules: &AuthRules,
    openid: String,
) -> Result<SignedIn, ServiceError> {
    let (rules, now, ids) = (rules.clone(), call.now, store.ids().clone());
    let service = store.clone();
    store
        .transact(move |tx| {
            Box::pin(async move {
                let fresh = ActiveModel {
                    id: Set(ids.next()),
                    openid: Set(Some(openid.clone())),
                    phone: Set(None),
                    name: Set(None),
                    created_at: Set(now),
                    phone_index: Set(None),
                    erased_at: Set(None),
                };
                Entity::insert(fresh)
                    .on_conflict(OnConflict::column(Column::Openid).do_nothing().to_owned())
                    .exec_without_returning(tx)
                    .await?;
                let row = Entity::find().filter(Column::Openid.eq(openid)).one(tx).await?;
                let row = row.ok_or_else(|| ServiceError::internal("no account after insert"))?;
                let person = Person::entrepreneur(&service, row)?;
                sessions::open(tx, ids.as_ref(), &rules, person, now).await
            })
        })
        .await
}

/// Gives the caller the phone number that WeChat has verified; 200 with the person. A number that another
/// account holds stays there: two accounts are never joined without anybody's knowledge.
///
/// # Errors
/// [`ServiceError::Conflict`] `phone_in_use`; [`ServiceError::Invalid`] when the number cannot receive
/// SMS from here.
pub async fn set_phone(store: &Store, call: &Call, number: &str) -> Result<Answer, ServiceError> {
    let id = call.caller.entrepreneur()?;
    let phone = match Phone::parse(number) {
        Ok(phone) if phone.is_mobile() => String::from(phone),
        _ => return Err(ServiceError::field("phone", "not_a_mobile")),
    };
    let cipher = store.guards().cipher.clone();
    let (index, sealed) =
        (phone_index(&*cipher, &phone), seal(&*cipher, Field::PersonPhone, id, &phone));
    let service = store.clone();
    store
        .once(call, move |tx, _| {
            Box::pin(async move {
                let updated = Entity::update_many()
                    .col_expr(Column::Phone, Expr::value(Some(sealed)))
                    .col_expr(Column::PhoneIndex, Expr::value(Some(index)))
                    .filter(Column::Id.eq(id))
                    .filter(Column::ErasedAt.is_null())
                    .exec(tx)
                    .await;
                match updated {
                    Ok(_) => {}
                    Err(error) if is_unique_violation(&error) => {
                        return Err(ServiceError::Conflict("phone_in_use"));
                    }
                    Err(error) => return Err(error.into()),
                }
                let row = Entity::find_by_id(id).filter(Column::ErasedAt.is_null()).one(tx).await?;
                let row = row.ok_or(ServiceError::Unauthenticated("account_inactive"))?;
                Answer::json(200, &Person::entrepreneur(&service, row)?.user)
            })
        })
        .await
}
