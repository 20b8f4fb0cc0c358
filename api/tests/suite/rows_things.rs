//! What the permission table asks about beside appeals: accounts, assignments, absences, letters.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::appeal::Role;
use domain::calendar::{CalendarEdit, OverrideKind};
use domain::ids::IdSource;
use entity::{absences, bindings, dead_letters, incidents, notices, officer_assignments};
use platform::machine_time::MachineIds;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
};
use serde_json::json;
use service::changes::preview::{self, Wanted};
use service::{Call, Caller};
use uuid::Uuid;

use crate::harness::City;
use crate::rows_city::{People, tell};
use crate::scenes::colleagues;

/// One of each.
pub(crate) struct Things {
    account: Uuid,
    assignment: Uuid,
    /// Of the lead's handler, and of another department's.
    absences: [Uuid; 2],
    letter: Uuid,
    incident: Uuid,
    delivery: Uuid,
    /// A previewed change of the city's calendar, far from every clock.
    change: Uuid,
    firm: Uuid,
    /// Calendar feeds by their owners: of whoever has some, and of another department's handler.
    feeds: BTreeMap<Uuid, Uuid>,
    foreign_feed: Uuid,
}

impl Things {
    pub(crate) async fn of(city: &City, people: &People, appeal: Uuid) -> Self {
        let newcomer = &colleagues(city, Role::Officer, None, 1).await[0];
        let handler = people.caller("handler");
        let absences = [absent(city, handler).await, absent(city, &people.foreign).await];
        waiting(city, people.caller("entrepreneur")).await;
        Self {
            account: newcomer.id().unwrap(),
            assignment: assigned(city, newcomer).await,
            absences,
            letter: dead_letter(city).await,
            incident: incident(city, appeal).await,
            delivery: failed(city, handler, appeal).await,
            change: previewed(city, people.caller("administrator")).await,
            firm: city.enterprise,
            feeds: feeds(city, people).await,
            foreign_feed: feed(city, &people.foreign).await,
        }
    }

    /// The calendar feed of somebody, or of somebody else.
    pub(crate) fn feed(&self, who: Uuid, own: bool) -> Uuid {
        self.feeds.get(&who).copied().filter(|_| own).unwrap_or(self.foreign_feed)
    }

    /// The id for a path; for administrators another's is one that there is not.
    pub(crate) fn id(&self, operation: &str, own: bool) -> Option<Uuid> {
        let found = match operation {
            "end_absence" => return Some(self.absences[usize::from(!own)]),
            "get_staff" | "change_staff" | "set_staff_password" | "leave_staff" => self.account,
            "end_officer" => self.assignment,
            "retry_dead_letter" | "dismiss_dead_letter" => self.letter,
            "resolve_incident" => self.incident,
            "retry_delivery" | "dismiss_delivery" => self.delivery,
            "get_clock_change"
            | "list_clock_moves"
            | "apply_clock_change"
            | "discard_clock_change" => self.change,
            "set_enterprise_park" => self.firm,
            _ => return None,
        };
        Some(if own { found } else { MachineIds.next() })
    }
}

/// The officer looks after the owner's firm, and after no other.
pub(crate) async fn look_after(city: &City, officer: &Caller) {
    let db = &city.wired.pools.write;
    officer_assignments::Entity::delete_many().exec(db).await.unwrap();
    assigned(city, officer).await;
}

async fn assigned(city: &City, officer: &Caller) -> Uuid {
    let (id, now) = (MachineIds.next(), city.state.now());
    let row = officer_assignments::ActiveModel {
        id: Set(id),
        staff_id: Set(officer.id().unwrap()),
        enterprise_id: Set(city.enterprise),
        starts_at: Set(now),
        ends_at: Set(None),
        created_by: Set(None),
        created_at: Set(now),
    };
    let db = &city.wired.pools.write;
    officer_assignments::Entity::insert(row).exec_without_returning(db).await.unwrap();
    id
}

async fn previewed(city: &City, admin: &Caller) -> Uuid {
    let edits = [CalendarEdit::SetDay {
        date: NaiveDate::from_ymd_opt(2049, 12, 31).unwrap(),
        day: OverrideKind::Off,
        name: "演示放假".to_owned(),
        intervals: vec![],
    }];
    let store = &city.state.store;
    let proposal = preview::edited(store, "city", &edits, None).await.unwrap();
    let wanted = Wanted { proposal, edits: json!(edits), reason: "演示".to_owned() };
    let call = Call { caller: admin.clone(), ..Call::system(city.state.now(), "test") };
    let answer = preview::preview(store, &call, wanted).await.unwrap();
    let change: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    change["id"].as_str().unwrap().parse().unwrap()
}

async fn absent(city: &City, who: &Caller) -> Uuid {
    let Caller::Staff { id: staff, department, .. } = who else { unreachable!() };
    let substitute = colleagues(city, Role::Handler, *department, 1).await[0].id().unwrap();
    let (id, now) = (MachineIds.next(), city.state.now());
    let row = absences::ActiveModel {
        id: Set(id),
        staff_id: Set(*staff),
        substitute_id: Set(substitute),
        starts_at: Set(now),
        ends_at: Set(now + chrono::Duration::days(1)),
        reason: Set(None),
        created_by: Set(*staff),
        created_at: Set(now),
    };
    let db = &city.wired.pools.write;
    absences::Entity::insert(row).exec_without_returning(db).await.unwrap();
    id
}

/// The owner waits to be let through for the stranger's firm.
async fn waiting(city: &City, who: &Caller) {
    let row = bindings::ActiveModel {
        entrepreneur_id: Set(who.id().unwrap()),
        enterprise_id: Set(city.elsewhere),
        position: Set("经办人".to_owned()),
        status: Set("pending".to_owned()),
        override_reason: Set(Some("证照更换中".to_owned())),
        created_at: Set(city.state.now()),
    };
    let db = &city.wired.pools.write;
    bindings::Entity::insert(row).exec_without_returning(db).await.unwrap();
}

async fn dead_letter(city: &City) -> Uuid {
    let id = MachineIds.next();
    let row = dead_letters::ActiveModel {
        id: Set(id),
        queue: Set("notify".to_owned()),
        message_id: Set(MachineIds.next()),
        routing_key: Set("appeal.changed".to_owned()),
        payload: Set(json!({})),
        headers: Set(json!({})),
        reason: Set("cannot be read".to_owned()),
        attempts: Set(5),
        created_at: Set(city.state.now()),
        resolved_at: Set(None),
        resolution: Set(None),
        resolved_by: Set(None),
    };
    let db = &city.wired.pools.write;
    dead_letters::Entity::insert(row).exec_without_returning(db).await.unwrap();
    id
}

async fn incident(city: &City, appeal: Uuid) -> Uuid {
    let (id, now) = (MachineIds.next(), city.state.now());
    let row = incidents::Model {
        id,
        kind: "clocks_differ".to_owned(),
        appeal_id: Some(appeal),
        subject_id: Some(appeal),
        details: json!({ "differences": [], "count": 0, "reason": null }),
        found_at: now,
        seen_at: now,
        resolved_at: None,
        resolved_by: None,
        resolution: None,
    };
    let row = row.into_active_model().reset_all();
    incidents::Entity::insert(row).exec_without_returning(&city.wired.pools.write).await.unwrap();
    id
}

async fn feeds(city: &City, people: &People) -> BTreeMap<Uuid, Uuid> {
    let mut feeds = BTreeMap::new();
    for who in ["handler", "head", "helper", "member"] {
        feeds.insert(people.id(who), feed(city, people.caller(who)).await);
    }
    feeds
}

async fn feed(city: &City, who: &Caller) -> Uuid {
    let Caller::Staff { id: staff, department: Some(department), .. } = who else { unreachable!() };
    let id = MachineIds.next();
    let row = entity::feeds::ActiveModel {
        id: Set(id),
        staff_id: Set(*staff),
        department_id: Set(*department),
        token_hash: Set(id.to_string()),
        created_at: Set(city.state.now()),
        revoked_at: Set(None),
    };
    let db = &city.wired.pools.write;
    entity::feeds::Entity::insert(row).exec_without_returning(db).await.unwrap();
    id
}

async fn failed(city: &City, who: &Caller, appeal: Uuid) -> Uuid {
    let id = tell(city, who, appeal).await;
    notices::Entity::update_many()
        .col_expr(notices::Column::State, Expr::value("failed"))
        .col_expr(notices::Column::Channel, Expr::value("wecom"))
        .filter(notices::Column::Id.eq(id))
        .exec(&city.wired.pools.write)
        .await
        .unwrap();
    id
}
