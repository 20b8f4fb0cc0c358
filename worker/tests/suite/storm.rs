//! Lives of many kinds for the sweep to end, and messages of many changes.

use std::time::Duration;

use domain::appeal::{Command, ContactMethod, ReplyOutcome, Role};
use domain::ids::IdSource;
use entity::{appeal_parties, appeals, cards, clocks, dead_letters, inbox, notices, outbox};
use platform::lifecycle::Tasks;
use platform::machine_time::MachineIds;
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder};
use service::act::act;
use service::commands::reply::{NewReply, reply};
use uuid::Uuid;

use crate::harness::City;
use crate::sweep;

const CONTENT: &str = "我公司计划进行智能化技术改造和设备更新，希望了解技改补助政策并申请支持。";

/// Appeals of every level, one that nobody routes, one that waits for its rating, one with a merged child,
/// one that waits for the firm's answer.
pub(crate) async fn lives(city: &City) {
    let mut ids = Vec::new();
    let kinds = [
        ("critical", "technical_upgrade"),
        ("urgent", "technical_upgrade"),
        ("consult", "financing"),
        ("normal", "technical_upgrade"),
        ("normal", "other"),
        ("normal", "other"),
        ("complex", "technical_upgrade"),
        ("normal", "technical_upgrade"),
        ("normal", "other"),
    ];
    for (number, (level, category)) in kinds.into_iter().enumerate() {
        let (title, key) = (format!("诉求第{number}号"), format!("key-{number:08}"));
        let text = if category == "other" {
            "不知道该找哪个部门，请协调解决。"
        } else {
            CONTENT
        };
        ids.push(city.file_as(&title, text, category, &key, Some(level)).await.unwrap());
        city.time.advance(Duration::from_secs(1));
    }
    city.settle_at_once().await;
    let desk = city.as_staff(Role::Dispatcher, None).await;
    let store = &city.wired.store;
    for id in [ids[4], ids[5], ids[8]] {
        assert_eq!(city.row(id).await.state, "accepted");
    }
    // The child of an appeal whose rating window will close.
    service::commands::merge::merge(store, &desk, ids[5], ids[7]).await.unwrap();
    answered(city, ids[3]).await;
    answered(city, ids[7]).await;
    let question = "请补充营业执照".to_owned();
    act(store, &desk, ids[8], Command::AskInfo { question }).await.unwrap();
    city.settle_at_once().await;
}

/// Handled and answered: the firm may rate it now.
async fn answered(city: &City, id: Uuid) {
    let store = &city.wired.store;
    let department = city.row(id).await.department_id;
    let handler = city.as_staff(Role::Handler, department).await;
    act(store, &handler, id, Command::Claim).await.unwrap();
    act(store, &handler, id, Command::Sign).await.unwrap();
    let note = "已电话联系企业，了解情况".to_owned();
    let contact = Command::Contact { method: ContactMethod::Phone, note };
    act(store, &handler, id, contact).await.unwrap();
    let new = NewReply {
        text: "补助可在惠企平台申报，已发送申报指南。".to_owned(),
        outcome: ReplyOutcome::Resolved,
        attachments: vec![],
        without_helpers: None,
    };
    reply(store, &handler, id, new).await.unwrap();
    let head = city.as_staff(Role::DepartmentHead, department).await;
    act(store, &head, id, Command::Approve).await.unwrap();
}

/// Every row that the sweep may write, without ids and the moments of recording.
pub(crate) async fn rows(city: &City) -> Vec<String> {
    let db = city.wired.store.read();
    let mut lines = Vec::new();
    for row in appeals::Entity::find().order_by_asc(appeals::Column::Title).all(db).await.unwrap() {
        lines.push(format!(
            "{} {} v{} seq{} {:?} {:?} {:?} {:?} {:?}",
            row.title,
            row.state,
            row.version,
            row.last_seq,
            row.holder,
            row.next_due_at,
            row.closed_at.is_some(),
            row.outcome,
            row.rating
        ));
    }
    let mut rest = Vec::new();
    for row in clocks::Entity::find().all(db).await.unwrap() {
        rest.push(format!(
            "clock {} {} {} {} {:?} {:?} {} {:?} {:?} {}",
            row.stage,
            row.round,
            row.due_at,
            row.next_rung,
            row.next_fire_at,
            row.breached_at,
            row.stopped_at.is_some(),
            row.leased_until,
            row.paused_at,
            row.adjustments
        ));
    }
    for row in cards::Entity::find().all(db).await.unwrap() {
        rest.push(format!(
            "card {} {} {:?} {} {}",
            row.rung,
            row.action,
            row.colour,
            row.department_id.is_some(),
            row.due_at
        ));
    }
    for row in appeal_parties::Entity::find().all(db).await.unwrap() {
        rest.push(format!("party {}", row.kind));
    }
    for row in notices::Entity::find().all(db).await.unwrap() {
        // What is told of the filing depends on how far the router had come.
        let early = ["submitted", "accepted"].contains(&row.template.as_str());
        let params = if early { String::new() } else { row.params.to_string() };
        rest.push(format!("notice {} {} {params}", row.template, row.channel));
    }
    rest.sort();
    lines.extend(rest);
    lines
}

#[tokio::test]
async fn many_changes_travel_in_one_message() {
    let city = City::new("").await;
    sweep::file(&city, 6, "urgent").await;
    city.time.set(sweep::at(9, 16, 0));
    worker::sweep::pass(&sweep::with_batch(&city, 100)).await.unwrap();
    let owed = outbox::Entity::find().all(city.wired.store.read()).await.unwrap();
    assert_eq!(owed.len(), 1);
    assert_eq!(owed[0].payload["changes"].as_array().unwrap().len(), 6);
    city.close().await;
}

#[tokio::test]
async fn of_many_changes_only_the_one_at_fault_becomes_a_dead_letter() {
    let city = City::new("").await;
    let ids = sweep::file(&city, 4, "urgent").await;
    city.time.set(sweep::at(9, 16, 0));
    worker::sweep::pass(&sweep::with_batch(&city, 100)).await.unwrap();
    let db = &city.wired.pools.write;
    let mut message = outbox::Entity::find().one(db).await.unwrap().unwrap();
    // An appeal that does not exist.
    message.payload["changes"][1]["appeal_id"] = serde_json::json!(MachineIds.next());
    let payload = sea_orm::sea_query::Expr::value(message.payload);
    outbox::Entity::update_many()
        .col_expr(outbox::Column::Payload, payload)
        .exec(db)
        .await
        .unwrap();
    let told = async || notices::Entity::find().count(db).await.unwrap();
    let before = told().await;
    let tasks = Tasks::default();
    worker::start(&city.wired.parts(), &tasks);
    let mut letters = Vec::new();
    for _ in 0..600 {
        letters = dead_letters::Entity::find().all(db).await.unwrap();
        if !letters.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    city.wait_until_quiet().await;
    tasks.stop();
    assert!(tasks.run(Duration::from_secs(20)).await.is_clean());
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert!(letters[0].payload.get("changes").is_none(), "{letters:?}");
    assert!(told().await > before);
    let done = inbox::Entity::find().all(db).await.unwrap();
    assert!(done.iter().any(|row| row.message_id == message.id), "taken apart once");
    assert_eq!(ids.len(), 4);
    city.close().await;
}
