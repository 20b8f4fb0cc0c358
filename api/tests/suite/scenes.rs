//! Appeals brought to where a test wants them, over HTTP; the router is asked by hand, so that no test waits
//! for a worker.

use domain::appeal::Role;
use domain::ids::IdSource;
use entity::{staff, staff_roles};
use platform::machine_time::MachineIds;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use service::commands::route_appeal::route_appeal;
use service::{Call, Caller};
use uuid::Uuid;

use crate::harness::City;

/// Category, title and content of an appeal that the router sends to [`LEAD`].
pub(crate) const CLEAR: (&str, &str, &str) = (
    "technical_upgrade",
    "申请技术改造补助",
    "我公司计划进行智能化技术改造和设备更新，希望了解技改补助政策并申请支持。",
);
/// Of one that it leaves to a dispatcher.
pub(crate) const UNCLEAR: (&str, &str, &str) =
    ("other", "有一件事想请帮忙", "这件事说来话长，请派人来当面谈一谈，谢谢各位。");
/// The department that gets [`CLEAR`].
pub(crate) const LEAD: &str = "GXJ";

/// What the firm sends.
pub(crate) fn words(enterprise: Uuid, text: (&str, &str, &str)) -> Value {
    let (category, title, content) = text;
    json!({ "enterprise_id": enterprise, "category": category, "title": title, "content": content })
}

/// Files it, and lets the router look at it.
pub(crate) async fn filed(city: &City, who: &Caller, body: &Value) -> Uuid {
    let answer = city.post(who, "/api/v1/appeals", body).await;
    let (status, text) = (answer.status(), answer.text().await.unwrap());
    assert_eq!(status, 201, "{text}");
    let made: Value = serde_json::from_str(&text).unwrap();
    let id = made["id"].as_str().unwrap().parse().unwrap();
    let call = Call::system(city.state.now(), "by-hand");
    route_appeal(&city.wired.store, &call, MachineIds.next(), id).await.unwrap();
    id
}

/// Gives a command that succeeds; answers what it answered.
pub(crate) async fn done(city: &City, who: &Caller, id: Uuid, action: &str, body: Value) -> Value {
    let answer = city.post(who, &format!("/api/v1/appeals/{id}/{action}"), &body).await;
    let (status, text) = (answer.status(), answer.text().await.unwrap());
    assert_eq!(status, 200, "{action}: {text}");
    serde_json::from_str(&text).unwrap()
}

/// The id of a department by its code.
pub(crate) async fn department(city: &City, code: &str) -> Uuid {
    let store = &city.wired.store;
    store.reference().get(store).await.unwrap().department_ids[code]
}

/// The handler or the head of a department.
pub(crate) async fn of_department(city: &City, role: Role, department: Uuid) -> Caller {
    let name = if role == Role::Handler { "-handler" } else { "-head" };
    let query = staff::Entity::find()
        .filter(staff::Column::Username.ends_with(name))
        .filter(staff::Column::DepartmentId.eq(department));
    let row = query.one(city.wired.store.read()).await.unwrap().unwrap();
    Caller::Staff { id: row.id, roles: vec![role], department: Some(department) }
}

/// More people of one kind than the demonstration has.
pub(crate) async fn colleagues(
    city: &City,
    role: Role,
    department: Option<Uuid>,
    how_many: usize,
) -> Vec<Caller> {
    let mut people = Vec::new();
    for _ in 0..how_many {
        let id = MachineIds.next();
        let person = staff::ActiveModel {
            id: Set(id),
            username: Set(format!("colleague-{id}")),
            password_hash: Set("no-password".to_owned()),
            name: Set("同事".to_owned()),
            department_id: Set(department),
            wecom_id: Set(None),
            phone: Set(None),
            totp_secret: Set(None),
            active: Set(true),
            created_at: Set(city.state.now()),
        };
        let db = &city.wired.pools.write;
        staff::Entity::insert(person).exec_without_returning(db).await.unwrap();
        let has =
            staff_roles::ActiveModel { staff_id: Set(id), role: Set(role.as_str().to_owned()) };
        staff_roles::Entity::insert(has).exec_without_returning(db).await.unwrap();
        people.push(Caller::Staff { id, roles: vec![role], department });
    }
    people
}
