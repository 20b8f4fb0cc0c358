//! Calendar feeds (日历订阅): a department's due dates in the calendars of those who work there. A calendar
//! program cannot sign in, so a feed is read by whoever knows its address: a long random one, shown once,
//! of which only a digest is kept. It is good as long as its owner works in that department.

use chrono::{DateTime, Utc};
use domain::appeal::Role;
use domain::sla::Lamp;
use domain::sla::profile::Stage;
use domain::time::Timestamp;
use entity::feeds::{Column, Entity, Model};
use entity::{appeals, clocks, staff, staff_roles};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::audit::Draft;
use crate::auth::opaque::{self, hash};
use crate::call::{Answer, Call, Caller};
use crate::clocks::Clock;
use crate::error::ServiceError;
use crate::queries::supervision::{CONFIDENTIAL, ClockFilter};
use crate::reference::Reference;
use crate::scope;
use crate::store::Store;
use crate::tx::Tx;
use crate::view::NamedView;

/// The most feeds that one person may have at a time.
const MOST_FEEDS: u64 = 10;
/// The most entries of a feed, soonest first.
const MOST_ENTRIES: u64 = 1_000;
/// Who has a department's due dates in their calendar.
const READERS: [Role; 2] = [Role::Handler, Role::DepartmentHead];

/// A feed, as its owner sees it later: without its address.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FeedView {
    /// The id, for revoking it.
    pub id: Uuid,
    /// Whose due dates.
    pub department: NamedView,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// A new feed, with its address.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NewFeed {
    /// The id, for revoking it.
    pub id: Uuid,
    /// Whose due dates.
    pub department: NamedView,
    /// Where a calendar program subscribes, below this server. Shown once: whoever knows it reads the feed.
    pub url: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// What a feed says.
#[derive(Clone, Debug)]
pub struct Feed {
    /// The department's short name.
    pub department: String,
    /// Its open promises, soonest first.
    pub entries: Vec<FeedEntry>,
}

/// One due date.
#[derive(Clone, Debug)]
pub struct FeedEntry {
    /// Stable as long as the promise is open.
    pub clock: Uuid,
    /// Work order number.
    pub number: String,
    /// The firm's words; of a confidential appeal nothing of it.
    pub title: String,
    /// Which promise.
    pub stage: Stage,
    /// When it is due.
    pub due_at: Timestamp,
    /// When its lamp turns yellow.
    pub yellow_at: Timestamp,
    /// How its lamp stands.
    pub lamp: Lamp,
    /// Whether the due moment rests on a year whose holidays are not announced yet.
    pub provisional: bool,
    /// What kind of party has the appeal on the table.
    pub holder: String,
    /// Grows with everything that happens to the appeal.
    pub sequence: i64,
    /// When something last did.
    pub modified: Timestamp,
}

fn works_in(caller: &Caller) -> Result<(Uuid, Uuid), ServiceError> {
    caller.require(&READERS)?;
    match caller {
        Caller::Staff { id, department: Some(department), .. } => Ok((*id, *department)),
        _ => Err(ServiceError::Forbidden("no_department")),
    }
}

/// Makes a feed of the caller's department.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but handlers and heads; [`ServiceError::Conflict`]
/// `too_many_feeds`.
pub async fn subscribe(store: &Store, call: &Call) -> Result<Answer, ServiceError> {
    let (me, department) = works_in(&call.caller)?;
    let reference = store.reference().get(store).await?;
    let id = store.ids().next();
    let token = opaque::fresh()?;
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                scope::acting(tx, &call.caller, call.now).await?;
                let mine = live().filter(Column::StaffId.eq(me));
                if mine.count(tx).await? >= MOST_FEEDS {
                    return Err(ServiceError::Conflict("too_many_feeds"));
                }
                let row = Model {
                    id,
                    staff_id: me,
                    department_id: department,
                    token_hash: hash(&token),
                    created_at: call.now,
                    revoked_at: None,
                };
                Entity::insert(row.into_active_model().reset_all())
                    .exec_without_returning(tx)
                    .await?;
                let details = json!({ "department": department });
                tx.audit(Draft::of(&call, "feed.made", ("feed", Some(id)), &details));
                let view = NewFeed {
                    id,
                    department: named(&reference, department),
                    url: format!("/api/v1/feeds/{token}.ics"),
                    created_at: call.now,
                };
                Answer::json(201, &view)
            })
        })
        .await
}

/// The caller's feeds that are good, newest first.
///
/// # Errors
/// [`ServiceError::Forbidden`] for everybody but handlers and heads.
pub async fn mine(store: &Store, caller: &Caller) -> Result<Vec<FeedView>, ServiceError> {
    let (me, department) = works_in(caller)?;
    let reference = store.reference().get(store).await?;
    let of_me = live().filter(Column::StaffId.eq(me)).filter(Column::DepartmentId.eq(department));
    let rows = of_me.order_by_desc(Column::Id).all(store.read()).await?;
    let views = rows.into_iter().map(|row| FeedView {
        id: row.id,
        department: named(&reference, row.department_id),
        created_at: row.created_at,
    });
    Ok(views.collect())
}

/// Revokes one of the caller's feeds: its address is good for nothing from now on.
///
/// # Errors
/// [`ServiceError::NotFound`] when it is not the caller's, or no longer good.
pub async fn revoke(store: &Store, call: &Call, id: Uuid) -> Result<Answer, ServiceError> {
    let (me, _) = works_in(&call.caller)?;
    store
        .once(call, move |tx, call| {
            Box::pin(async move {
                scope::acting(tx, &call.caller, call.now).await?;
                let done = Entity::update_many()
                    .col_expr(Column::RevokedAt, Expr::value(Some(call.now)))
                    .filter(Column::Id.eq(id))
                    .filter(Column::StaffId.eq(me))
                    .filter(Column::RevokedAt.is_null())
                    .exec(tx)
                    .await?;
                if done.rows_affected == 0 {
                    return Err(ServiceError::NotFound);
                }
                tx.audit(Draft::of(&call, "feed.revoked", ("feed", Some(id)), &json!({})));
                Ok(Answer::empty(204))
            })
        })
        .await
}

/// Revokes every feed of somebody who leaves or goes elsewhere; answers how many there were.
pub(crate) async fn end_all(tx: &Tx, staff: Uuid, now: Timestamp) -> Result<u64, ServiceError> {
    let ended = Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(Some(now)))
        .filter(Column::StaffId.eq(staff))
        .filter(Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(ended.rows_affected)
}

/// What the feed behind an address says.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is no such address, or its owner no longer works there.
pub async fn read(store: &Store, token: &str, now: Timestamp) -> Result<Feed, ServiceError> {
    // Found by its digest: how long that takes says nothing about the address.
    let feed = live().filter(Column::TokenHash.eq(hash(token))).one(store.read()).await?;
    let feed = feed.ok_or(ServiceError::NotFound)?;
    if !is_good(store, &feed).await? {
        return Err(ServiceError::NotFound);
    }
    let reference = store.reference().get(store).await?;
    // What stands still has no due moment until it runs on.
    let filter = ClockFilter {
        department: Some(feed.department_id),
        paused: Some(false),
        ..ClockFilter::default()
    };
    let found = filter
        .open(now)
        .order_by_asc(clocks::Column::DueAt)
        .order_by_asc(clocks::Column::Id)
        .limit(MOST_ENTRIES)
        .select_also(appeals::Entity)
        .all(store.read())
        .await?;
    let entries = found.into_iter().filter_map(|(clock, appeal)| Some((clock, appeal?)));
    let entries = entries.map(|(clock, appeal)| entry(clock, appeal, &reference, now));
    Ok(Feed {
        department: reference.department_name(feed.department_id),
        entries: entries.collect::<Result<_, _>>()?,
    })
}

fn entry(
    clock: clocks::Model,
    appeal: appeals::Model,
    reference: &Reference,
    now: Timestamp,
) -> Result<FeedEntry, ServiceError> {
    let clock = Clock::read(clock, reference)?;
    let title = if appeal.confidential { CONFIDENTIAL.to_owned() } else { appeal.title };
    Ok(FeedEntry {
        clock: clock.row.id,
        number: appeal.number,
        title,
        stage: clock.stage,
        due_at: clock.row.due_at,
        yellow_at: clock.row.yellow_at,
        lamp: clock.lamp(now)?,
        provisional: clock.row.provisional,
        holder: appeal.holder,
        sequence: appeal.last_seq,
        modified: appeal.updated_at,
    })
}

/// Whether the owner still works where the feed is of, in a part that has tasks.
async fn is_good(store: &Store, feed: &Model) -> Result<bool, ServiceError> {
    let owner = staff::Entity::find_by_id(feed.staff_id)
        .filter(staff::Column::Active.eq(true))
        .filter(staff::Column::DepartmentId.eq(feed.department_id));
    if owner.one(store.read()).await?.is_none() {
        return Ok(false);
    }
    let reads = staff_roles::Entity::find()
        .filter(staff_roles::Column::StaffId.eq(feed.staff_id))
        .filter(staff_roles::Column::Role.is_in(READERS.map(Role::as_str)));
    Ok(reads.count(store.read()).await? > 0)
}

fn live() -> sea_orm::Select<Entity> {
    Entity::find().filter(Column::RevokedAt.is_null())
}

fn named(reference: &Reference, id: Uuid) -> NamedView {
    NamedView { id, name: reference.department_name(id) }
}
