//! Binding a firm (绑定企业): an entrepreneur says that they speak for an enterprise, by its unified social
//! credit code (GB 32100-2015).
//!
//! A code whose check characters fail can be insisted on, with a reason, and is then verified by hand. An
//! enterprise that is already known keeps its name; who gives another name is verified by hand.

use chrono::{DateTime, Utc};
use domain::ids::IdSource;
use domain::text::{Reason, parse_line};
use domain::time::Timestamp;
use domain::uscc::Uscc;
use entity::{bindings, chains, counties, enterprises, entrepreneurs};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::call::{Answer, Call};
use crate::error::{FieldFault, ServiceError};
use crate::scope::{BINDING_ACTIVE, BINDING_PENDING};
use crate::store::Store;
use crate::tx::Tx;

/// The most enterprises one person may speak for.
pub const MOST_BINDINGS: u64 = 20;
/// The enterprise's code has passed its checks.
pub const VERIFIED: &str = "verified";
/// A person must look at the enterprise first.
pub const VERIFICATION_PENDING: &str = "pending";

/// A parsed wish to speak for an enterprise.
#[derive(Clone, Debug)]
pub struct BindEnterprise {
    uscc: Uscc,
    name: String,
    position: String,
    /// Why the code holds although its check characters fail; kept only in that case.
    override_reason: Option<String>,
}

impl BindEnterprise {
    /// Parses what a person typed: name 2 to 100 characters, position (职务) 1 to 50, reason 2 to 1,000.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] with every field at fault; `uscc_checksum` is the one that a reason heals.
    pub fn parse(
        uscc: &str,
        name: &str,
        position: &str,
        override_reason: Option<&str>,
    ) -> Result<Self, ServiceError> {
        let mut faults = Vec::new();
        let reason = match override_reason.map(Reason::parse).transpose() {
            Ok(reason) => reason.map(String::from),
            Err(_) => {
                faults.push(FieldFault::new("override_reason", "malformed"));
                None
            }
        };
        let code = Uscc::parse_shape(uscc).ok();
        let sound = code.is_some_and(|code| code.check().is_ok());
        match code {
            None => faults.push(FieldFault::new("uscc", "uscc_shape")),
            Some(_) if !sound && override_reason.is_none() => {
                faults.push(FieldFault::new("uscc", "uscc_checksum"));
            }
            Some(_) => {}
        }
        let line = |field, text: &str, min, max, faults: &mut Vec<FieldFault>| {
            parse_line(field, text, min, max)
                .inspect_err(|_| faults.push(FieldFault::new(field, "malformed")))
                .ok()
        };
        let name = line("name", name, 2, 100, &mut faults);
        let position = line("position", position, 1, 50, &mut faults);
        match (code, name, position) {
            (Some(uscc), Some(name), Some(position)) if faults.is_empty() => {
                Ok(Self { uscc, name, position, override_reason: reason.filter(|_| !sound) })
            }
            _ => Err(ServiceError::Invalid(faults)),
        }
    }
}

/// An enterprise that the caller speaks for, or wishes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BoundEnterprise {
    /// The id.
    pub id: Uuid,
    /// Unified social credit code (统一社会信用代码).
    pub uscc: String,
    /// The name, as the platform has it.
    pub name: String,
    /// Where it is.
    pub county: Option<CodeView>,
    /// Its industry chain (产业链).
    pub chain: Option<CodeView>,
    /// GB/T 4754 code.
    pub industry: Option<String>,
    /// `verified` or `pending`.
    pub verification: String,
    /// What the caller is there (职务).
    pub position: String,
    /// `active`: they may file; `pending`: a person looks at it first.
    pub status: String,
    /// Since when.
    pub bound_at: DateTime<Utc>,
}

/// A code with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CodeView {
    /// The code.
    pub code: String,
    /// The name.
    pub name: String,
}

/// Binds the caller to an enterprise: 201 with it, or 200 where they were bound before.
///
/// # Errors
/// [`ServiceError::Conflict`] `too_many_bindings`.
pub async fn bind_enterprise(
    store: &Store,
    call: &Call,
    wish: BindEnterprise,
) -> Result<Answer, ServiceError> {
    let person = call.caller.entrepreneur()?;
    let ids = store.ids().clone();
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                // One binding at a time per person, so that the limit holds.
                entrepreneurs::Entity::find_by_id(person)
                    .filter(entrepreneurs::Column::ErasedAt.is_null())
                    .lock_exclusive()
                    .one(tx)
                    .await?
                    .ok_or(ServiceError::Unauthenticated("account_inactive"))?;
                let firm = find_or_create(tx, ids.as_ref(), &wish, call.now).await?;
                let (binding, fresh) = bind(tx, person, &firm, wish, call.now).await?;
                let view = views(tx, vec![(binding, Some(firm))]).await?.pop();
                let view =
                    view.ok_or_else(|| ServiceError::internal("a binding without a view"))?;
                Answer::json(if fresh { 201 } else { 200 }, &view)
            })
        })
        .await
}

async fn find_or_create(
    tx: &Tx,
    ids: &dyn IdSource,
    wish: &BindEnterprise,
    now: Timestamp,
) -> Result<enterprises::Model, ServiceError> {
    use enterprises::{ActiveModel, Column, Entity};
    let known = Entity::find().filter(Column::Uscc.eq(wish.uscc.as_str()));
    if let Some(row) = known.clone().one(tx).await? {
        return Ok(row);
    }
    // The code names the division of the registering authority: a first guess, corrected by hand.
    let county = counties::Entity::find_by_id(wish.uscc.division()).one(tx).await?;
    let doubtful = wish.override_reason.is_some();
    let fresh = ActiveModel {
        id: Set(ids.next()),
        uscc: Set(wish.uscc.to_string()),
        name: Set(wish.name.clone()),
        county: Set(county.map(|row| row.code)),
        chain: Set(None),
        industry: Set(None),
        park: Set(None),
        verification: Set(if doubtful { VERIFICATION_PENDING } else { VERIFIED }.to_owned()),
        created_at: Set(now),
    };
    Entity::insert(fresh)
        .on_conflict(OnConflict::column(Column::Uscc).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    known.one(tx).await?.ok_or_else(|| ServiceError::internal("no enterprise after insert"))
}

/// Records the binding; answers it, and whether it is new. One that waits is let through when the same
/// person now gives the name that the enterprise has.
async fn bind(
    tx: &Tx,
    person: Uuid,
    firm: &enterprises::Model,
    wish: BindEnterprise,
    now: Timestamp,
) -> Result<(bindings::Model, bool), ServiceError> {
    use bindings::{ActiveModel, Column, Entity};
    let sound = wish.override_reason.is_none()
        && firm.verification != VERIFICATION_PENDING
        && same_name(&firm.name, &wish.name);
    let status = if sound { BINDING_ACTIVE } else { BINDING_PENDING };
    if let Some(mut row) = Entity::find_by_id((person, firm.id)).one(tx).await? {
        if sound && row.status == BINDING_PENDING {
            Entity::update_many()
                .col_expr(Column::Status, Expr::value(BINDING_ACTIVE))
                .filter(Column::EntrepreneurId.eq(person))
                .filter(Column::EnterpriseId.eq(firm.id))
                .exec(tx)
                .await?;
            row.status = BINDING_ACTIVE.to_owned();
        }
        return Ok((row, false));
    }
    let bound = Entity::find().filter(Column::EntrepreneurId.eq(person)).count(tx).await?;
    if bound >= MOST_BINDINGS {
        return Err(ServiceError::Conflict("too_many_bindings"));
    }
    let row = bindings::Model {
        entrepreneur_id: person,
        enterprise_id: firm.id,
        position: wish.position,
        status: status.to_owned(),
        override_reason: wish.override_reason,
        created_at: now,
    };
    Entity::insert(ActiveModel::from(row.clone())).exec_without_returning(tx).await?;
    Ok((row, true))
}

/// Whether two names are the same to a reader: compatibility forms (full-width letters and brackets),
/// white space and case do not count.
fn same_name(a: &str, b: &str) -> bool {
    normal_name(a) == normal_name(b)
}

fn normal_name(name: &str) -> String {
    name.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The enterprises that the caller speaks for or wishes to, oldest first; at most [`MOST_BINDINGS`].
///
/// # Errors
/// [`ServiceError::Forbidden`] for staff.
pub async fn bound_enterprises(
    store: &Store,
    call: &Call,
) -> Result<Vec<BoundEnterprise>, ServiceError> {
    let person = call.caller.entrepreneur()?;
    let rows = bindings::Entity::find()
        .filter(bindings::Column::EntrepreneurId.eq(person))
        .order_by_asc(bindings::Column::CreatedAt)
        .order_by_asc(bindings::Column::EnterpriseId)
        .find_also_linked(Firm)
        .all(store.read())
        .await?;
    views(store.read(), rows).await
}

/// From a binding to its enterprise, in one query.
struct Firm;

impl sea_orm::Linked for Firm {
    type FromEntity = bindings::Entity;
    type ToEntity = enterprises::Entity;

    fn link(&self) -> Vec<sea_orm::LinkDef> {
        vec![
            bindings::Entity::belongs_to(enterprises::Entity)
                .from(bindings::Column::EnterpriseId)
                .to(enterprises::Column::Id)
                .into(),
        ]
    }
}

async fn views(
    db: &impl ConnectionTrait,
    rows: Vec<(bindings::Model, Option<enterprises::Model>)>,
) -> Result<Vec<BoundEnterprise>, ServiceError> {
    let codes = |pick: fn(&enterprises::Model) -> Option<String>| -> Vec<String> {
        rows.iter().filter_map(|(_, firm)| firm.as_ref().and_then(pick)).collect()
    };
    let counties = counties::Entity::find()
        .filter(counties::Column::Code.is_in(codes(|firm| firm.county.clone())))
        .all(db)
        .await?;
    let chains = chains::Entity::find()
        .filter(chains::Column::Code.is_in(codes(|firm| firm.chain.clone())))
        .all(db)
        .await?;
    let county = |code: String| {
        let name = counties.iter().find(|row| row.code == code).map(|row| row.name.clone());
        CodeView { name: name.unwrap_or_else(|| code.clone()), code }
    };
    let chain = |code: String| {
        let name = chains.iter().find(|row| row.code == code).map(|row| row.name.clone());
        CodeView { name: name.unwrap_or_else(|| code.clone()), code }
    };
    let view = |(binding, firm): (bindings::Model, Option<enterprises::Model>)| {
        let firm = firm?;
        Some(BoundEnterprise {
            id: firm.id,
            uscc: firm.uscc,
            name: firm.name,
            county: firm.county.map(county),
            chain: firm.chain.map(chain),
            industry: firm.industry,
            verification: firm.verification,
            position: binding.position,
            status: binding.status,
            bound_at: binding.created_at,
        })
    };
    Ok(rows.into_iter().filter_map(view).collect())
}

#[cfg(test)]
mod tests {
    use super::same_name;

    #[test]
    fn names_are_compared_as_a_reader_sees_them() {
        assert!(same_name("演示（德州）科技有限公司", "演示(德州) 科技有限公司"));
        assert!(same_name("ＡＢＣ　演示厂", "abc演示厂"));
        assert!(!same_name("演示科技有限公司", "演示科技公司"));
    }
}
