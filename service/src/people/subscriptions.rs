//! The quota ledger of subscription messages (订阅消息). A person agrees to a template, or refuses it, each
//! time they are asked; one agreement is good for one message. WeChat keeps the true count, which nobody
//! can ask for: this one saves sends that would fail.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use entity::subscriptions::{ActiveModel, Column, Entity, Model};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use utoipa::ToSchema;

use crate::call::{Answer, Call};
use crate::error::{FieldFault, ServiceError};
use crate::store::Store;

/// The most templates in one list; WeChat asks for at most five at a time.
pub const MOST_TEMPLATES: usize = 10;
/// Agreed to when last asked.
pub const ACCEPTED: &str = "accepted";
/// Refused when last asked.
pub const REJECTED: &str = "rejected";

/// One template in the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SubscriptionView {
    /// What the template is for, in the words of the configuration.
    pub key: String,
    /// Its id at WeChat, for `wx.requestSubscribeMessage`.
    pub template_id: String,
    /// `accepted` or `rejected`; absent when the person was never asked.
    pub status: Option<String>,
    /// Messages agreed to so far.
    pub granted: i32,
    /// Messages sent on these.
    pub used: i32,
    /// What should be left; below zero when WeChat let more through than were counted.
    pub remaining: i32,
    /// When the person last answered or a message was last sent.
    pub updated_at: Option<DateTime<Utc>>,
}

/// The ledger of the caller: every configured template (`templates`: key → id), asked for or not.
///
/// # Errors
/// [`ServiceError::Forbidden`] for staff.
pub async fn subscriptions(
    store: &Store,
    call: &Call,
    templates: &BTreeMap<String, String>,
) -> Result<Vec<SubscriptionView>, ServiceError> {
    let person = call.caller.entrepreneur()?;
    let rows = Entity::find().filter(Column::EntrepreneurId.eq(person)).all(store.read()).await?;
    Ok(view(templates, &rows))
}

fn view(templates: &BTreeMap<String, String>, rows: &[Model]) -> Vec<SubscriptionView> {
    let one = |(key, id): (&String, &String)| {
        let row = rows.iter().find(|row| row.template_id == *id);
        let (granted, used) = row.map_or((0, 0), |row| (row.granted, row.used));
        SubscriptionView {
            key: key.clone(),
            template_id: id.clone(),
            status: row.map(|row| row.status.clone()),
            granted,
            used,
            remaining: granted.saturating_sub(used),
            updated_at: row.map(|row| row.updated_at),
        }
    };
    templates.iter().map(one).collect()
}

/// Records what the caller answered when asked; 200 with the ledger.
///
/// # Errors
/// [`ServiceError::Invalid`]: an unknown template, one named twice, a list that is too long.
pub async fn record_consent(
    store: &Store,
    call: &Call,
    templates: BTreeMap<String, String>,
    accepted: Vec<String>,
    rejected: Vec<String>,
) -> Result<Answer, ServiceError> {
    let person = call.caller.entrepreneur()?;
    check(&templates, &accepted, &rejected)?;
    let mut answers: Vec<(String, bool)> = accepted.into_iter().map(|id| (id, true)).collect();
    answers.extend(rejected.into_iter().map(|id| (id, false)));
    // Always in the same order, so that two of them never wait for each other.
    answers.sort();
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                for (template_id, yes) in answers {
                    let row = ActiveModel {
                        entrepreneur_id: Set(person),
                        template_id: Set(template_id),
                        status: Set(if yes { ACCEPTED } else { REJECTED }.to_owned()),
                        granted: Set(i32::from(yes)),
                        used: Set(0),
                        updated_at: Set(call.now),
                    };
                    let more = Expr::col((Entity, Column::Granted)).add(i32::from(yes));
                    let again = OnConflict::columns([Column::EntrepreneurId, Column::TemplateId])
                        .update_columns([Column::Status, Column::UpdatedAt])
                        .value(Column::Granted, more)
                        .to_owned();
                    Entity::insert(row).on_conflict(again).exec_without_returning(tx).await?;
                }
                let mine = Column::EntrepreneurId.eq(person);
                let rows = Entity::find().filter(mine).all(tx).await?;
                let items = view(&templates, &rows);
                Answer::json(200, &serde_json::json!({ "items": items, "next_cursor": null }))
            })
        })
        .await
}

fn check(
    templates: &BTreeMap<String, String>,
    accepted: &[String],
    rejected: &[String],
) -> Result<(), ServiceError> {
    let known: BTreeSet<&String> = templates.values().collect();
    let mut seen = BTreeSet::new();
    let mut faults = Vec::new();
    for (field, ids) in [("accepted", accepted), ("rejected", rejected)] {
        if ids.len() > MOST_TEMPLATES {
            faults.push(FieldFault::new(field, "too_many"));
        } else if ids.iter().any(|id| !known.contains(id)) {
            faults.push(FieldFault::new(field, "unknown"));
        } else if !ids.iter().all(|id| seen.insert(id)) {
            faults.push(FieldFault::new(field, "duplicate"));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(ServiceError::Invalid(faults)) }
}
