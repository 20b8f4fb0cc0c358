//! The main path: filed, routed, signed, contacted, replied, approved, rated, closed.

use domain::appeal::{Command, ContactMethod, ReplyOutcome, Role};
use service::act::act;
use service::commands::rate::rate;
use service::commands::reply::{NewReply, reply};
use service::queries::{PageRequest, desk, supervision, tasks};

use crate::harness::City;

const TITLE: &str = "申请技术改造补助";
const CONTENT: &str = "我公司计划进行智能化技术改造和设备更新，希望了解技改补助政策并申请支持。";

#[tokio::test]
async fn an_appeal_travels_from_the_firm_to_the_department_and_back() {
    let city = City::new("").await;
    let store = &city.wired.store;
    let id = city.file(TITLE, CONTENT, "technical_upgrade").await;
    city.settle().await;
    let row = city.row(id).await;
    assert_eq!(row.state, "dispatched", "{row:?}");
    let department = row.department_id;

    let handler = city.as_staff(Role::Handler, department).await;
    let all = tasks::TaskFilter::default();
    let list = tasks::list(store, &handler.caller, handler.now, &all).await.unwrap();
    assert_eq!(list.items[0].id, id);
    act(store, &handler, id, Command::Claim).await.unwrap();
    act(store, &handler, id, Command::Sign).await.unwrap();
    let note = "已电话联系企业，了解情况".to_owned();
    let contact = Command::Contact { method: ContactMethod::Phone, note };
    act(store, &handler, id, contact).await.unwrap();
    let text = "补助可在惠企平台申报，已发送申报指南。".to_owned();
    let new = NewReply {
        text,
        outcome: ReplyOutcome::Resolved,
        attachments: vec![],
        without_helpers: None,
    };
    reply(store, &handler, id, new).await.unwrap();
    let head = city.as_staff(Role::DepartmentHead, department).await;
    act(store, &head, id, Command::Approve).await.unwrap();
    rate(store, &city.as_firm(), id, 5, Some("很满意".to_owned())).await.unwrap();
    city.settle().await;

    assert_eq!(city.row(id).await.state, "closed");
    let told: Vec<_> = city.simulator.messages(Some(&city.openid));
    let templates: Vec<_> =
        told.iter().map(|message| message.template_id.clone().unwrap()).collect();
    for name in ["submitted", "accepted", "dispatched", "contacted", "replied", "closed"] {
        let wanted = format!("tmpl-{name}");
        let count = templates.iter().filter(|id| **id == wanted).count();
        assert_eq!(count, 1, "{name} in {templates:?}");
    }
    city.close().await;
}

#[tokio::test]
async fn what_the_router_is_not_sure_of_waits_at_the_desk_with_candidates_and_reasons() {
    let city = City::new("").await;
    let id = city
        .file("希望有关部门关注", "我公司近期遇到一些困难，希望有关部门予以关注协调。", "other")
        .await;
    city.settle().await;
    assert_eq!(city.row(id).await.state, "accepted");
    let dispatcher = city.as_staff(Role::Dispatcher, None).await;
    let store = &city.wired.store;
    let page =
        desk::list(store, &dispatcher.caller, dispatcher.now, &Default::default()).await.unwrap();
    assert_eq!(page.items[0].appeal.id, id);
    assert!(!page.items[0].routing.as_ref().unwrap().reasons.is_empty());

    let reference = store.reference().get(store).await.unwrap();
    let department = reference.department_ids["GXJ"];
    service::commands::dispatch::dispatch(store, &dispatcher, id, department, false).await.unwrap();
    assert_eq!(city.row(id).await.state, "dispatched");
    city.close().await;
}

#[tokio::test]
async fn filing_twice_with_one_key_gives_one_appeal_and_the_same_answer() {
    let city = City::new("").await;
    let first = city.file_with(TITLE, CONTENT, "technical_upgrade", "key-00000001").await.unwrap();
    let second = city.file_with(TITLE, CONTENT, "technical_upgrade", "key-00000001").await.unwrap();
    assert_eq!(first, second);
    let other =
        city.file_with("另一个标题文字", CONTENT, "technical_upgrade", "key-00000001").await;
    assert!(matches!(other, Err(service::ServiceError::KeyReused)), "{other:?}");
    city.settle().await;
    assert_eq!(city.snapshot().await.appeals.len(), 1);
    city.close().await;
}

#[tokio::test]
async fn another_department_does_not_know_of_the_appeal() {
    let city = City::new("").await;
    let store = &city.wired.store;
    let id = city.file(TITLE, CONTENT, "technical_upgrade").await;
    city.settle().await;
    let reference = store.reference().get(store).await.unwrap();
    let stranger = city.as_staff(Role::Handler, Some(reference.department_ids["SW"])).await;
    let result = act(store, &stranger, id, Command::Sign).await;
    assert!(matches!(result, Err(service::ServiceError::NotFound)), "{result:?}");
    let (all, first) = (supervision::ClockFilter::default(), PageRequest::default());
    let overdue = supervision::overdue(store, &stranger.caller, stranger.now, all, &first).await;
    assert!(matches!(overdue, Err(service::ServiceError::Forbidden(_))));
    city.close().await;
}
