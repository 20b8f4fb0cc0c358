//! Two people acting on one appeal at the same moment: one wins, the others are told where it stands, and
//! nothing is half done.

use std::collections::HashMap;

use domain::appeal::Command;
use futures::future::join_all;
use service::act::act;
use service::commands::rate::rate;
use service::{Answer, Call, Caller, ServiceError};
use uuid::Uuid;

use super::{City, reply};

/// So many rivals.
const RIVALS: usize = 12;

async fn race(
    city: &City,
    id: Uuid,
    callers: &[Caller],
    command: impl Fn() -> Command,
) -> Vec<Result<Answer, ServiceError>> {
    let version = city.row(id).await.version;
    let calls = (0..RIVALS).map(|place| {
        let caller = callers[place % callers.len()].clone();
        let call = Call { if_match: Some(version), ..city.call(caller) };
        let command = command();
        async move { act(city, &call, id, command).await }
    });
    join_all(calls).await
}

/// One has won; the others know that they came too late, and where it stands now.
async fn one_won(city: &City, id: Uuid, results: &[Result<Answer, ServiceError>]) {
    let won = results.iter().filter(|result| result.is_ok()).count();
    assert_eq!(won, 1, "{results:?}");
    let row = city.row(id).await;
    for result in results {
        match result {
            Ok(_) => {}
            Err(ServiceError::Stale { current } | ServiceError::RefusedAt { current, .. }) => {
                assert_eq!(
                    (current.version, current.state.as_str()),
                    (row.version, row.state.as_str())
                );
            }
            Err(other) => panic!("{other:?}"),
        }
    }
    city.assert_rebuilt(id).await;
}

async fn count(city: &City, id: Uuid, kind: &str) -> usize {
    city.events(id).await.iter().filter(|event| event.kind == kind).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_at_the_same_moment_one_wins_at_every_step_of_the_way() {
    let city = City::new().await;
    let id = city.dispatched().await;
    let handlers = [city.staff("gxj-handler").await, city.staff("gxj-handler2").await];
    one_won(&city, id, &race(&city, id, &handlers, || Command::Sign).await).await;
    assert_eq!(count(&city, id, "signed").await, 1);
    let holder = city.row(id).await.handler_id.unwrap();
    let holder: Vec<_> = handlers.into_iter().filter(|one| one.id() == Some(holder)).collect();
    one_won(&city, id, &race(&city, id, &holder, reply).await).await;
    assert_eq!(count(&city, id, "replied").await, 1);
    let head = [city.staff("gxj-head").await];
    one_won(&city, id, &race(&city, id, &head, || Command::Approve).await).await;
    assert_eq!(count(&city, id, "reply_approved").await, 1);
    let version = city.row(id).await.version;
    let ratings = (0..RIVALS).map(|place| {
        let call = Call { if_match: Some(version), ..city.call(city.owner.clone()) };
        let score = if place % 2 == 0 { 5 } else { 1 };
        let city = &city;
        async move { rate(city, &call, id, score, None).await }
    });
    one_won(&city, id, &join_all(ratings).await).await;
    assert_eq!(count(&city, id, "rated").await, 1);
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_a_version_the_state_machine_decides_and_still_one_wins() {
    let city = City::new().await;
    let id = city.dispatched().await;
    let (sign, dispute) = (
        Command::Sign,
        Command::Dispute {
            reason_code: domain::appeal::DisputeReason::NotOurDuty,
            reason: "不属于本部门职责".to_owned(),
            suggested: None,
        },
    );
    let handler = city.staff("gxj-handler").await;
    let calls = (0..RIVALS).map(|place| {
        let command = if place % 2 == 0 { sign.clone() } else { dispute.clone() };
        let call = city.call(handler.clone());
        let city = &city;
        async move { act(city, &call, id, command).await }
    });
    let results = join_all(calls).await;
    let won = results.iter().filter(|result| result.is_ok()).count();
    assert_eq!(won, 1, "{results:?}");
    assert_eq!(count(&city, id, "signed").await + count(&city, id, "disputed").await, 1);
    city.assert_rebuilt(id).await;
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_hands_on_many_appeals_leave_every_history_whole() {
    let city = City::new().await;
    let mut ids = Vec::new();
    for _ in 0..4 {
        ids.push(city.dispatched().await);
    }
    let mut wins = HashMap::<Uuid, usize>::new();
    let handler = city.staff("gxj-handler").await;
    let calls = ids.iter().cycle().take(40).enumerate().map(|(place, id)| {
        let command = match place % 3 {
            0 => Command::Claim,
            1 => Command::Sign,
            _ => Command::Note { text: format!("备注第{place}条") },
        };
        let call = city.call(handler.clone());
        let (city, id) = (&city, *id);
        async move { (id, act(city, &call, id, command).await.is_ok()) }
    });
    for (id, won) in join_all(calls).await {
        *wins.entry(id).or_default() += usize::from(won);
    }
    for id in ids {
        assert!(wins[&id] >= 3, "{wins:?}");
        assert_eq!(count(&city, id, "signed").await, 1);
        city.assert_rebuilt(id).await;
    }
    city.h.remove().await;
}
