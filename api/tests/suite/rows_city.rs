//! The people and the rows of the permission table.

use std::collections::BTreeMap;

use domain::appeal::Role;
use domain::ids::IdSource;
use entity::{appeals, clocks, notices};
use platform::machine_time::MachineIds;
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use service::Caller;
use uuid::Uuid;

use crate::harness::{City, key};
use crate::rows_table::COLUMNS;
use crate::rows_things::{Things, look_after};
use crate::scenes::{CLEAR, LEAD, UNCLEAR, department, done, filed, of_department, words};

/// Where an appeal stands for those who look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// The owner's, in progress at the lead, with a helper, a task force and a supervision order.
    Held,
    /// The stranger's, in progress at another department.
    Foreign,
    /// The owner's, on the dispatch desk, with a supervision order.
    Desk,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Held, Self::Foreign, Self::Desk];

    /// The row that is somebody's own, or another's.
    pub(crate) fn of(who: &str, own: bool) -> Self {
        match (who, own) {
            ("dispatcher", true) => Self::Desk,
            ("dispatcher", false) | (_, true) => Self::Held,
            (_, false) => Self::Foreign,
        }
    }
}

/// Everybody, by the names of the columns.
pub(crate) struct People {
    callers: BTreeMap<&'static str, Caller>,
    /// Of the department that has [`Kind::Foreign`].
    pub(crate) foreign: Caller,
    /// A department that has nothing to do with any row.
    pub(crate) third: Uuid,
}

impl People {
    pub(crate) async fn of(city: &City) -> Self {
        let lead = department(city, LEAD).await;
        let called = department(city, "KJJ").await;
        let members = department(city, "FGW").await;
        let elsewhere = department(city, "SW").await;
        let third = department(city, "CZJ").await;
        let callers = BTreeMap::from([
            ("entrepreneur", city.owner.clone()),
            ("officer", city.staff(Role::Officer).await),
            ("dispatcher", city.staff(Role::Dispatcher).await),
            ("handler", of_department(city, Role::Handler, lead).await),
            ("head", of_department(city, Role::DepartmentHead, lead).await),
            ("helper", of_department(city, Role::Handler, called).await),
            ("member", of_department(city, Role::Handler, members).await),
            ("supervisor", city.staff(Role::Supervisor).await),
            ("administrator", city.staff(Role::Administrator).await),
        ]);
        look_after(city, &callers["officer"]).await;
        assert!(COLUMNS.iter().all(|name| callers.contains_key(name)));
        let foreign = of_department(city, Role::Handler, elsewhere).await;
        Self { callers, foreign, third }
    }

    pub(crate) fn caller(&self, who: &str) -> &Caller {
        &self.callers[who]
    }

    pub(crate) fn id(&self, who: &str) -> Uuid {
        self.caller(who).id().unwrap()
    }
}

/// The rows as they are now: one of each kind, with a file; and for everybody a notice.
pub(crate) struct Rows {
    ids: BTreeMap<Kind, (Uuid, Uuid)>,
    clocks: BTreeMap<Uuid, Uuid>,
    notices: BTreeMap<&'static str, Uuid>,
    things: Things,
}

impl Rows {
    pub(crate) async fn new(city: &City, people: &People) -> Self {
        let mut ids = BTreeMap::new();
        for kind in Kind::ALL {
            ids.insert(kind, made(city, people, kind).await);
        }
        let (about, _) = ids[&Kind::Foreign];
        let mut notices = BTreeMap::new();
        for who in COLUMNS {
            notices.insert(who, tell(city, people.caller(who), about).await);
        }
        let things = Things::of(city, people, about).await;
        let mut rows = Self { ids, clocks: BTreeMap::new(), notices, things };
        for kind in Kind::ALL {
            rows.look_for_clock(city, kind).await;
        }
        rows
    }

    async fn look_for_clock(&mut self, city: &City, kind: Kind) {
        let id = self.id(kind);
        let of = clocks::Entity::find().filter(clocks::Column::AppealId.eq(id));
        let clock = of.one(city.wired.store.read()).await.unwrap().unwrap();
        self.clocks.insert(id, clock.id);
    }

    /// Makes a row anew, after something was done with the one before.
    pub(crate) async fn renew(&mut self, city: &City, people: &People, kind: Kind) {
        self.ids.insert(kind, made(city, people, kind).await);
        self.look_for_clock(city, kind).await;
    }

    pub(crate) fn id(&self, kind: Kind) -> Uuid {
        self.ids[&kind].0
    }

    /// A file that was filed with it.
    pub(crate) fn file(&self, kind: Kind) -> Uuid {
        self.ids[&kind].1
    }

    /// One of its clocks.
    pub(crate) fn clock(&self, kind: Kind) -> Uuid {
        self.clocks[&self.id(kind)]
    }

    /// A notice to that person, or to somebody else.
    pub(crate) fn notice(&self, who: &str, own: bool) -> Uuid {
        let other = if who == "entrepreneur" { "officer" } else { "entrepreneur" };
        self.notices[if own { who } else { other }]
    }

    /// A calendar feed of that person's, or of somebody else's.
    pub(crate) fn feed(&self, who: Uuid, own: bool) -> Uuid {
        self.things.feed(who, own)
    }

    /// What else a path may name, where a route is not about an appeal.
    pub(crate) fn thing(&self, operation: &str, own: bool) -> Option<Uuid> {
        self.things.id(operation, own)
    }

    /// Whether a list has the row in it.
    pub(crate) fn listed(&self, list: &str, kind: Kind, who: &str, own: bool, text: &str) -> bool {
        let id = if list == "list_notices" { self.notice(who, own) } else { self.id(kind) };
        let body: Value = serde_json::from_str(text).unwrap_or_default();
        let items = body["items"].as_array().cloned().unwrap_or_default();
        let mut ids = items.iter().flat_map(|item| [&item["id"], &item["appeal"]["id"]]);
        ids.any(|found| *found == json!(id))
    }
}

/// A file that anybody may upload.
pub(crate) fn picture() -> Form {
    let bytes = b"\x89PNG\r\n\x1a\nthe rest of a picture".to_vec();
    Form::new().part("file", Part::bytes(bytes).file_name("a.png"))
}

async fn with_file(city: &City, who: &Caller, mut body: Value) -> (Uuid, Uuid) {
    let request = city.request(who, Method::POST, "/api/v1/attachments");
    let request = request.header("idempotency-key", key()).multipart(picture());
    let made: Value = request.send().await.unwrap().json().await.unwrap();
    body["attachment_ids"] = json!([made["id"]]);
    (filed(city, who, &body).await, made["id"].as_str().unwrap().parse().unwrap())
}

/// The id of a new row, and of its file.
async fn made(city: &City, people: &People, kind: Kind) -> (Uuid, Uuid) {
    match kind {
        Kind::Held => held(city, people).await,
        Kind::Foreign => foreign(city, people).await,
        Kind::Desk => desk(city, people).await,
    }
}

async fn held(city: &City, people: &People) -> (Uuid, Uuid) {
    let (id, file) = with_file(city, &city.owner, words(city.enterprise, CLEAR)).await;
    let (handler, supervisor) = (people.caller("handler"), people.caller("supervisor"));
    done(city, handler, id, "sign", json!({})).await;
    let Caller::Staff { department: called, .. } = people.caller("helper") else { unreachable!() };
    let call = json!({ "departments": [{ "id": called, "required": false, "ask": "请提供意见" }] });
    done(city, handler, id, "whistle", call).await;
    done(city, supervisor, id, "supervise", json!({ "demand": "请加快办理" })).await;
    let force = json!({
        "name": "技改专班", "mandate": "协调技改", "members": [people.id("member")], "days": 30
    });
    done(city, supervisor, id, "form-task-force", force).await;
    (id, file)
}

async fn foreign(city: &City, people: &People) -> (Uuid, Uuid) {
    let (id, file) = with_file(city, &city.stranger, words(city.elsewhere, UNCLEAR)).await;
    let Caller::Staff { department, .. } = &people.foreign else { unreachable!() };
    let to = json!({ "department_id": department });
    done(city, people.caller("dispatcher"), id, "dispatch", to).await;
    done(city, &people.foreign, id, "sign", json!({})).await;
    (id, file)
}

async fn desk(city: &City, people: &People) -> (Uuid, Uuid) {
    let (id, file) = with_file(city, &city.owner, words(city.enterprise, UNCLEAR)).await;
    let demand = json!({ "demand": "请尽快派单" });
    done(city, people.caller("supervisor"), id, "supervise", demand).await;
    let row = appeals::Entity::find_by_id(id).one(city.wired.store.read()).await.unwrap().unwrap();
    assert_eq!(row.state, "accepted", "left to a dispatcher");
    (id, file)
}

/// Puts a notice into somebody's inbox, as the worker would.
pub(crate) async fn tell(city: &City, who: &Caller, appeal: Uuid) -> Uuid {
    let (id, now) = (MachineIds.next(), city.state.now());
    let notice = notices::ActiveModel {
        id: Set(id),
        event_id: Set(MachineIds.next()),
        appeal_id: Set(Some(appeal)),
        recipient_kind: Set(who.kind().to_owned()),
        recipient_id: Set(who.id().unwrap()),
        channel: Set("inbox".to_owned()),
        template: Set("accepted".to_owned()),
        params: Set(json!({ "number": "QY20260309-000001", "title": "一件事" })),
        state: Set("delivered".to_owned()),
        attempts: Set(1),
        available_at: Set(now),
        leased_until: Set(None),
        provider_id: Set(None),
        outcome_code: Set(None),
        created_at: Set(now),
        settled_at: Set(Some(now)),
        read_at: Set(None),
    };
    let db = &city.wired.pools.write;
    notices::Entity::insert(notice).exec_without_returning(db).await.unwrap();
    id
}
