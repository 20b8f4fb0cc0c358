//! Who hears of what beside the plain way: the desk of its own lateness, a new handler of what they are
//! given, an officer of the firms that are theirs.

use domain::appeal::Command;
use entity::notices;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use service::Call;
use service::commands::assign::assign;
use service::messages::Change;
use service::notices::notify;
use service::people::handover;
use uuid::Uuid;

use super::City;

/// Templates that a person has in the inbox for an appeal.
async fn heard(city: &City, id: Uuid, who: &str) -> Vec<String> {
    let change = Change::of(id, city.events(id).await.into_iter().map(|event| event.id));
    let call = Call::system(city.now(), "notify");
    notify(city, &call, city.ids().next(), vec![change], None).await.unwrap();
    let person = city.staff(who).await.id().unwrap();
    let rows = notices::Entity::find()
        .filter(notices::Column::AppealId.eq(id))
        .filter(notices::Column::RecipientId.eq(person))
        .filter(notices::Column::Channel.eq("inbox"));
    rows.all(city.read()).await.unwrap().into_iter().map(|row| row.template).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_hears_of_what_it_is_late_with_and_urged_for() {
    let city = City::new().await;
    let mut input =
        city.input("希望有关部门关注", "我公司近期遇到困难，希望有关部门予以关注。", false);
    input.category = "other".to_owned();
    let id = city.file_as(&city.owner, input).await.unwrap();
    city.route(id).await;
    let urge = Command::Urge { message: None, rest_until: city.now() };
    city.give(&city.owner, id, urge).await.unwrap();
    city.advance_seconds(4 * 86_400);
    let swept = Call::system(city.now(), "sweep");
    service::sweep::catch_up(&city, &swept, id).await.unwrap();
    let told = heard(&city, id, "dispatcher").await;
    for template in ["needs_dispatch", "urged", "yellow_card", "red_card", "supervised"] {
        assert!(told.iter().any(|one| one == template), "{template}: {told:?}");
    }
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_given_a_task_hears_of_it_by_assignment_and_by_hand_over() {
    let city = City::new().await;
    let id = city.dispatched().await;
    let second = city.staff("gxj-handler2").await.id().unwrap();
    let head = city.call(city.staff("gxj-head").await);
    let before = heard(&city, id, "gxj-handler2").await.len();
    assign(&city, &head, id, second).await.unwrap();
    assert_eq!(heard(&city, id, "gxj-handler2").await.len(), before + 1);
    let first = city.staff("gxj-handler").await.id().unwrap();
    let before = heard(&city, id, "gxj-handler").await.len();
    handover::hand_over(&city, &head, second, first).await.unwrap();
    assert_eq!(heard(&city, id, "gxj-handler").await.len(), before + 1);
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_officer_of_a_firm_hears_what_the_firm_hears() {
    let city = City::new().await;
    let id = city.dispatched().await;
    let told = heard(&city, id, "officer").await;
    assert!(told.contains(&"submitted".to_owned()) && told.contains(&"dispatched".to_owned()));
    let secret =
        city.file_as(&city.owner, city.input(super::TITLE, super::CONTENT, true)).await.unwrap();
    assert!(heard(&city, secret, "officer").await.is_empty());
    city.h.remove().await;
}
