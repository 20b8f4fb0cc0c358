//! Officers by period, substitutes, hand-overs, and what an administrator may and may not do.

use chrono::Duration;
use domain::appeal::{Command, Role};
use service::ServiceError;
use service::auth::Hashing;
use service::people::{absences, handover, officers, staff, visits};
use service::queries::{appeals, tasks};
use uuid::Uuid;

use super::{City, body, refused};

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_files_on_behalf_of_an_assigned_firm_and_the_firm_hears_of_it() {
    let city = City::new().await;
    let officer = city.staff("officer").await;
    let id = city.file_as(&officer, city.input(super::TITLE, super::CONTENT, false)).await.unwrap();
    let row = city.row(id).await;
    assert_eq!((row.channel.as_str(), row.filed_by_kind.as_str()), ("officer", "staff"));
    city.give(&city.owner, id, Command::Withdraw { reason: None }).await.unwrap();
    let other = service::commands::file_appeal::FileAppeal {
        enterprise: city.other_firm,
        ..city.input(super::TITLE, super::CONTENT, false)
    };
    let result = city.file_as(&officer, other).await;
    assert!(matches!(result, Err(ServiceError::NotFound)), "{result:?}");
    let secret = city.file_as(&officer, city.input(super::TITLE, super::CONTENT, true)).await;
    assert!(matches!(secret, Err(ServiceError::Invalid(_))), "{secret:?}");
    let handler = city.staff("gxj-handler").await;
    let no = city.file_as(&handler, city.input(super::TITLE, super::CONTENT, false)).await;
    assert!(matches!(no, Err(ServiceError::Forbidden(_))), "{no:?}");
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_assignment_counts_from_its_first_to_its_last_moment_and_no_longer() {
    let city = City::new().await;
    let (admin, officer) = (city.staff("admin").await, city.staff("officer").await);
    let id = {
        let stranger = city.stranger.clone();
        let input = service::commands::file_appeal::FileAppeal {
            enterprise: city.other_firm,
            ..city.input(super::TITLE, super::CONTENT, false)
        };
        city.file_as(&stranger, input).await.unwrap()
    };
    let new = officers::NewAssignment {
        officer: officer.id().unwrap(),
        enterprise: city.other_firm,
        starts_at: Some(city.now() + Duration::hours(1)),
        ends_at: Some(city.now() + Duration::hours(2)),
    };
    officers::assign(&city, &city.call(admin.clone()), new.clone()).await.unwrap();
    let twice = officers::assign(&city, &city.call(admin.clone()), new).await;
    assert!(matches!(twice, Err(ServiceError::Conflict("already_assigned"))), "{twice:?}");
    let sees = async || appeals::detail(&city, &officer, city.now(), id).await.is_ok();
    assert!(!sees().await, "before");
    city.advance_seconds(3_600);
    assert!(sees().await, "from its first moment");
    let urge = Command::Urge { message: None, rest_until: city.now() };
    city.give(&officer, id, urge).await.unwrap();
    let visit = visits::NewVisit {
        enterprise: city.other_firm,
        visited_at: None,
        note: "走访了解设备更新情况".to_owned(),
        appeal: Some(id),
    };
    visits::log(&city, &city.call(officer.clone()), visit.clone()).await.unwrap();
    city.advance_seconds(3_599);
    assert!(sees().await, "until its last second");
    city.advance_seconds(1);
    assert!(!sees().await, "after");
    let late = visits::log(&city, &city.call(officer.clone()), visit).await;
    assert!(matches!(late, Err(ServiceError::NotFound)), "{late:?}");
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_substitute_acts_as_the_absent_handler_for_that_time_and_finds_the_tasks() {
    let city = City::new().await;
    let id = city.dispatched().await;
    city.by("gxj-handler", id, Command::Sign).await.unwrap();
    let note = || Command::Contact {
        method: domain::appeal::ContactMethod::Phone,
        note: "已电话联系".to_owned(),
    };
    assert_eq!(refused(city.by("gxj-handler2", id, note()).await), "held_by_another");
    let (absent, substitute) = (city.staff("gxj-handler").await, city.staff("gxj-handler2").await);
    let new = absences::NewAbsence {
        staff: None,
        substitute: substitute.id().unwrap(),
        starts_at: city.now(),
        ends_at: city.now() + Duration::days(1),
        reason: Some("外出培训".to_owned()),
    };
    let entered = absences::enter(&city, &city.call(absent.clone()), new.clone()).await.unwrap();
    let absence: Uuid = body(&entered)["id"].as_str().unwrap().parse().unwrap();
    let mine = tasks::TaskFilter { mine: true, ..Default::default() };
    let list = tasks::list(&city, &substitute, city.now(), &mine).await.unwrap();
    assert_eq!(list.items.len(), 1);
    city.by("gxj-handler2", id, note()).await.unwrap();
    assert_eq!(city.row(id).await.handler_id, absent.id(), "the task stays the absent one's");
    let stranger = city.staff("rsj-head").await;
    let foreign = absences::end(&city, &city.call(stranger), absence).await;
    assert!(matches!(foreign, Err(ServiceError::NotFound)), "{foreign:?}");
    let head = city.staff("gxj-head").await;
    absences::end(&city, &city.call(head), absence).await.unwrap();
    assert_eq!(refused(city.by("gxj-handler2", id, note()).await), "held_by_another");
    let other =
        absences::NewAbsence { substitute: city.staff("rsj-handler").await.id().unwrap(), ..new };
    let result = absences::enter(&city, &city.call(absent), other).await;
    assert!(matches!(result, Err(ServiceError::Invalid(_))), "{result:?}");
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_hands_over_every_open_task_or_does_not_leave() {
    let city = City::new().await;
    let (admin, leaver, heir) = (
        city.staff("admin").await,
        city.staff("gxj-handler").await,
        city.staff("gxj-handler2").await,
    );
    let mut open = Vec::new();
    for _ in 0..3 {
        let id = city.dispatched().await;
        city.by("gxj-handler", id, Command::Claim).await.unwrap();
        open.push(id);
    }
    let over = city.dispatched().await;
    city.by("gxj-handler", over, Command::Claim).await.unwrap();
    city.give(&city.owner, over, Command::Withdraw { reason: None }).await.unwrap();
    let call = city.call(admin);
    let gone = leaver.id().unwrap();
    let without = staff::leave(&city, &call, gone, None).await;
    assert!(matches!(without, Err(ServiceError::Conflict("open_tasks"))), "{without:?}");
    let foreign = city.staff("rsj-handler").await.id();
    let wrong = staff::leave(&city, &call, gone, foreign).await;
    assert!(matches!(wrong, Err(ServiceError::Invalid(_))), "{wrong:?}");
    assert_eq!(city.row(open[0]).await.handler_id, Some(gone), "nothing is half done");
    let left = body(&staff::leave(&city, &call, gone, heir.id()).await.unwrap());
    assert_eq!(left["handed_over"], 3);
    for id in open {
        assert_eq!(city.row(id).await.handler_id, heir.id());
        let last = city.events(id).await.pop().unwrap();
        assert_eq!((last.kind.as_str(), last.actor_id), ("assigned", call.caller.id()));
        city.assert_rebuilt(id).await;
    }
    let id = city.dispatched().await;
    let closed = city.give(&leaver, id, Command::Claim).await;
    assert!(matches!(closed, Err(ServiceError::Unauthenticated("account_inactive"))), "{closed:?}");
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_hands_over_inside_the_department_and_nowhere_else() {
    let city = City::new().await;
    let id = city.dispatched().await;
    city.by("gxj-handler", id, Command::Sign).await.unwrap();
    let from = city.staff("gxj-handler").await.id().unwrap();
    let to = city.staff("gxj-handler2").await.id().unwrap();
    for who in ["gxj-handler", "supervisor", "admin"] {
        let call = city.call(city.staff(who).await);
        let result = handover::hand_over(&city, &call, from, to).await;
        assert!(matches!(result, Err(ServiceError::Forbidden(_))), "{who}: {result:?}");
    }
    let foreign = city.call(city.staff("rsj-head").await);
    assert!(handover::hand_over(&city, &foreign, from, to).await.is_err());
    let call = city.call(city.staff("gxj-head").await);
    handover::hand_over(&city, &call, from, to).await.unwrap();
    assert_eq!(city.row(id).await.handler_id, Some(to));
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn administrators_keep_accounts_and_supervisors_do_not() {
    let city = City::new().await;
    let (admin, target) = (city.staff("admin").await, city.staff("rsj-handler").await);
    let id = target.id().unwrap();
    let change = |roles: Vec<Role>| staff::StaffChange {
        roles: Some(roles),
        phone: Some("13800007777".to_owned()),
        ..Default::default()
    };
    let call = city.call(admin.clone());
    let both = vec![Role::Handler, Role::DepartmentHead];
    let seen = body(&staff::change(&city, &call, id, change(both.clone())).await.unwrap());
    assert_eq!(seen["roles"], serde_json::json!(["department_head", "handler"]));
    assert_eq!(seen["phone_masked"], "138****7777");
    let split =
        staff::change(&city, &call, id, change(vec![Role::Administrator, Role::Supervisor]));
    assert!(matches!(split.await, Err(ServiceError::Invalid(_))));
    for who in ["supervisor", "gxj-head", "dispatcher", "officer"] {
        let caller = city.staff(who).await;
        let denied =
            staff::change(&city, &city.call(caller.clone()), id, change(both.clone())).await;
        assert!(matches!(denied, Err(ServiceError::Forbidden(_))), "{who}");
        assert!(staff::list(&city, &caller, &Default::default()).await.is_err(), "{who}");
    }
    let password = "a-New-pass-2026".to_owned();
    staff::set_password(&city, Hashing::default(), &call, id, password).await.unwrap();
    let appeal = city.dispatched().await;
    let hidden = appeals::detail(&city, &admin, city.now(), appeal).await;
    assert!(matches!(hidden, Err(ServiceError::NotFound)), "an administrator sees no appeal");
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_says_more_than_the_account_holds_opens_nothing() {
    let city = City::new().await;
    let id = city.dispatched().await;
    let handler = city.staff("gxj-handler").await;
    let claimed = domain::appeal::Role::DepartmentHead;
    let service::Caller::Staff { id: me, department, .. } = handler.clone() else { unreachable!() };
    let forged = service::Caller::Staff { id: me, roles: vec![claimed], department };
    let result = city.give(&forged, id, Command::Sign).await;
    assert!(matches!(result, Err(ServiceError::Unauthenticated("account_inactive"))), "{result:?}");
    let elsewhere = city.department("RSJ").await;
    let moved =
        service::Caller::Staff { id: me, roles: vec![Role::Handler], department: Some(elsewhere) };
    assert!(city.give(&moved, id, Command::Sign).await.is_err());
    // An administrator who has left keeps accounts no more, though their token still holds.
    let (admin, other) = (city.staff("admin").await, city.staff("rsj-handler").await);
    let gone = city.call(admin.clone());
    let change =
        staff::StaffChange { roles: Some(vec![Role::Administrator]), ..Default::default() };
    staff::change(&city, &gone, other.id().unwrap(), change).await.unwrap();
    let successor = city.staff("rsj-handler").await;
    staff::leave(&city, &city.call(successor), admin.id().unwrap(), None).await.unwrap();
    let late = staff::change(&city, &gone, other.id().unwrap(), Default::default()).await;
    assert!(matches!(late, Err(ServiceError::Unauthenticated("account_inactive"))), "{late:?}");
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_arrears_appeal_in_rework_runs_on_with_its_statutory_clock() {
    let city = City::new().await;
    let mut input = city.input(
        "拖欠货款请求协调",
        "某单位拖欠我公司货款，请依法督促支付，合同已履行完毕。",
        false,
    );
    input.category = "arrears".to_owned();
    let id = city.file_as(&city.owner, input).await.unwrap();
    city.route(id).await;
    if city.row(id).await.state == "accepted" {
        let department = city.department("GXJ").await;
        let order = Command::Dispatch { department, is_final: false };
        city.by("dispatcher", id, order).await.unwrap();
    }
    let holder = city.row(id).await.department_id.unwrap();
    let reference = city.reference().get(&city).await.unwrap();
    let code = reference.departments[&holder].code.to_lowercase();
    let (handler, head) = (format!("{code}-handler"), format!("{code}-head"));
    city.by(&handler, id, Command::Sign).await.unwrap();
    let due = city.row(id).await.next_due_at;
    city.by(&handler, id, super::reply()).await.unwrap();
    city.by(&head, id, Command::Approve).await.unwrap();
    let call = city.call(city.owner.clone());
    service::commands::rate::rate(&city, &call, id, 1, None).await.unwrap();
    let row = city.row(id).await;
    assert_eq!((row.state.as_str(), row.next_due_at), ("rework", due), "thirty days from filing");
    city.by(&handler, id, super::reply()).await.unwrap();
    city.by(&head, id, Command::Approve).await.unwrap();
    assert_eq!(city.row(id).await.next_due_at, None, "answered again");
    city.h.remove().await;
}
