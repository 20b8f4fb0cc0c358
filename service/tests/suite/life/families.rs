//! Appeals that hang together (并单): every submitter is told and may rate, and undoing it leaves no trace on
//! the clocks.

use chrono::Duration;
use domain::appeal::{Command, DeclineCode};
use entity::{clocks, notices};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use service::Call;
use service::commands::merge::{merge, unmerge};
use service::commands::rate::rate;
use service::messages::Change;
use service::notices::notify;
use uuid::Uuid;

use super::{City, reply};

/// The clocks of an appeal, without what names the row.
async fn clocks(city: &City, id: Uuid) -> Vec<String> {
    let rows = clocks::Entity::find()
        .filter(clocks::Column::AppealId.eq(id))
        .order_by_asc(clocks::Column::Id)
        .all(city.read())
        .await
        .unwrap();
    rows.into_iter()
        .map(|row| {
            format!(
                "{} {} {} due {} yellow {} stopped {:?} paused {:?} next {:?} {:?} breached {:?}",
                row.stage,
                row.round,
                row.started_at,
                row.due_at,
                row.yellow_at,
                row.stopped_at,
                row.paused_at,
                row.next_rung,
                row.next_fire_at,
                row.breached_at,
            )
        })
        .collect()
}

/// Two appeals that wait at the desk: the parent of the owner, the child of the stranger's firm.
async fn two(city: &City) -> (Uuid, Uuid) {
    let mut waiting =
        city.input("希望有关部门关注", "我公司近期遇到困难，希望有关部门予以关注。", false);
    waiting.category = "other".to_owned();
    let parent = city.file_as(&city.owner, waiting.clone()).await.unwrap();
    waiting.enterprise = city.other_firm;
    let child = city.file_as(&city.stranger, waiting).await.unwrap();
    city.route(parent).await;
    city.route(child).await;
    assert_eq!(city.row(parent).await.state, "accepted");
    (parent, child)
}

async fn told(city: &City, id: Uuid) -> Vec<String> {
    let change = Change::of(id, city.events(id).await.into_iter().map(|event| event.id));
    let call = Call::system(city.now(), "notify");
    notify(city, &call, city.ids().next(), vec![change], None).await.unwrap();
    let rows = notices::Entity::find()
        .filter(notices::Column::AppealId.eq(id))
        .filter(notices::Column::RecipientKind.eq("entrepreneur"))
        .filter(notices::Column::Channel.eq("inbox"))
        .order_by_asc(notices::Column::Id);
    rows.all(city.read()).await.unwrap().into_iter().map(|row| row.template).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_submitter_of_a_merged_appeal_is_told_and_may_rate_once() {
    let city = City::new().await;
    let (parent, child) = two(&city).await;
    let desk = city.call(city.staff("dispatcher").await);
    merge(&city, &desk, child, parent).await.unwrap();
    let row = city.row(child).await;
    assert_eq!((row.state.as_str(), row.merged_into), ("merged", Some(parent)));
    let early = rate(&city, &city.call(city.stranger.clone()), child, 5, None).await;
    assert!(early.is_err(), "nothing to rate yet");
    let department = city.department("GXJ").await;
    let order = Command::Dispatch { department, is_final: false };
    city.by("dispatcher", parent, order).await.unwrap();
    city.by("gxj-handler", parent, Command::Sign).await.unwrap();
    city.by("gxj-handler", parent, reply()).await.unwrap();
    city.by("gxj-head", parent, Command::Approve).await.unwrap();
    rate(&city, &city.call(city.stranger.clone()), child, 2, None).await.unwrap();
    let twice = rate(&city, &city.call(city.stranger.clone()), child, 5, None).await;
    assert!(twice.is_err(), "once");
    assert_eq!(
        city.row(parent).await.state,
        "feedback",
        "the parent's own firm decides for itself"
    );
    rate(&city, &city.call(city.owner.clone()), parent, 5, None).await.unwrap();
    let row = city.row(child).await;
    assert_eq!((row.rating, row.outcome.as_deref()), (Some(2), Some("resolved")));
    assert!(row.closed_at.is_some());
    let heard = told(&city, child).await;
    for template in ["submitted", "merged", "replied", "closed"] {
        assert_eq!(heard.iter().filter(|one| *one == template).count(), 1, "{template}: {heard:?}");
    }
    city.assert_rebuilt(child).await;
    city.assert_rebuilt(parent).await;
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn undoing_a_merge_leaves_clocks_as_if_it_had_never_been() {
    let city = City::new().await;
    let (parent, child) = two(&city).await;
    let (_, twin) = two(&city).await;
    let desk = city.call(city.staff("dispatcher").await);
    merge(&city, &desk, child, parent).await.unwrap();
    // Meanwhile the first clock runs out: on the twin at once, on the merged one when it is taken up.
    city.advance_seconds(2 * 86_400);
    let desk = city.call(city.staff("dispatcher").await);
    unmerge(&city, &desk, child, "并非同一事项".to_owned()).await.unwrap();
    let swept = Call::system(city.now(), "sweep");
    service::sweep::catch_up(&city, &swept, twin).await.unwrap();
    assert_eq!(clocks(&city, child).await, clocks(&city, twin).await);
    let row = city.row(child).await;
    assert_eq!((row.state.as_str(), row.merged_into, row.closed_at), ("accepted", None, None));
    let kinds = |events: Vec<entity::appeal_events::Model>| -> Vec<String> {
        let of_clocks = events.into_iter().filter(|event| {
            matches!(event.kind.as_str(), "clock_breached" | "rung_fired" | "supervision_ordered")
        });
        of_clocks.map(|event| format!("{} {}", event.kind, event.data)).collect()
    };
    assert_eq!(kinds(city.events(child).await), kinds(city.events(twin).await));
    city.assert_rebuilt(child).await;
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merged_appeal_stands_on_its_own_again_when_the_other_is_declined() {
    let city = City::new().await;
    let (parent, child) = two(&city).await;
    let desk = city.call(city.staff("dispatcher").await);
    merge(&city, &desk, child, parent).await.unwrap();
    let decline = Command::Decline {
        code: DeclineCode::NoSubstance,
        reason: "没有具体诉求".to_owned(),
        channel: None,
    };
    city.by("dispatcher", parent, decline).await.unwrap();
    assert_eq!(city.row(child).await.state, "accepted");
    assert!(
        city.row(child).await.next_due_at.is_some_and(|at| at > city.now() - Duration::days(1))
    );
    city.assert_rebuilt(child).await;
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn merges_in_a_ring_at_the_same_moment_leave_one_parent_and_no_knot() {
    let city = City::new().await;
    let (a, b) = two(&city).await;
    let desk = city.call(city.staff("dispatcher").await);
    let (there, back) = tokio::join!(merge(&city, &desk, a, b), merge(&city, &desk, b, a));
    assert_eq!(u8::from(there.is_ok()) + u8::from(back.is_ok()), 1, "{there:?} {back:?}");
    let merged = [a, b].map(async |id| city.row(id).await.state == "merged");
    let merged = futures::future::join_all(merged).await;
    assert_eq!(merged.iter().filter(|one| **one).count(), 1);
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_and_its_undoing_at_the_same_moment_tie_no_knot() {
    let city = City::new().await;
    for _ in 0..4 {
        let (parent, child) = two(&city).await;
        let desk = city.call(city.staff("dispatcher").await);
        let again = city.call(city.staff("dispatcher2").await);
        let (_, _) = tokio::join!(
            merge(&city, &desk, child, parent),
            unmerge(&city, &again, child, "并非同一事项".to_owned())
        );
        let (row, facts) = (city.row(child).await, city.row(parent).await.facts);
        let hangs = facts
            .get("merged_here")
            .is_some_and(|list| list.to_string().contains(&child.to_string()));
        assert_eq!(row.merged_into == Some(parent), hangs);
        // Whatever came of it, the parent goes on.
        city.give(&city.owner, parent, Command::Withdraw { reason: None }).await.unwrap();
        city.assert_rebuilt(parent).await;
        city.assert_rebuilt(child).await;
    }
    city.h.remove().await;
}
