//! A confidential appeal (保密诉求): the department works on it and does not learn whose it is.

use domain::appeal::Command;
use serde_json::json;
use service::commands::reveal::reveal;
use service::queries::{appeals, tasks};

use super::{City, body};

#[tokio::test(flavor = "multi_thread")]
async fn a_department_sees_neither_firm_nor_contact_nor_their_traces_in_texts() {
    let city = City::new().await;
    let name = name_of(&city).await;
    let text = format!("{name}希望了解技术改造和设备更新补助政策，联系电话13800009999。");
    let input = city.input("申请技术改造设备更新补助", &text, true);
    let id = city.file_as(&city.owner, input).await.unwrap();
    city.route(id).await;
    assert_eq!(city.row(id).await.state, "dispatched");
    let handler = city.staff("gxj-handler").await;
    let seen = appeals::detail(&city, &handler, city.now(), id).await.unwrap();
    assert!(
        seen.enterprise.is_none() && seen.contact_phone.is_none() && seen.contact_name.is_none()
    );
    let all = tasks::TaskFilter::default();
    let listed = tasks::list(&city, &handler, city.now(), &all).await.unwrap();
    let events =
        appeals::events(&city, &handler, city.now(), id, &Default::default()).await.unwrap();
    let everything = json!([seen, listed.items, events.items]).to_string();
    for trace in [name.as_str(), "13800009999", &city.firm.to_string()] {
        assert!(!everything.contains(trace), "{trace} in {everything}");
    }
    // The firm itself and the supervisor see it whole.
    for who in [city.owner.clone(), city.staff("supervisor").await] {
        let seen = appeals::detail(&city, &who, city.now(), id).await.unwrap();
        assert!(
            seen.content.contains(&name) && seen.contact_phone.as_deref() == Some("13800009999")
        );
    }
    city.h.remove().await;
}

async fn name_of(city: &City) -> String {
    use sea_orm::EntityTrait;
    let row = entity::enterprises::Entity::find_by_id(city.firm).one(city.read()).await.unwrap();
    row.unwrap().name
}

#[tokio::test(flavor = "multi_thread")]
async fn looking_up_the_identity_needs_a_reason_is_recorded_and_shows_it_once() {
    let city = City::new().await;
    let id =
        city.file_as(&city.owner, city.input(super::TITLE, super::CONTENT, true)).await.unwrap();
    city.route(id).await;
    let handler = city.staff("gxj-handler").await;
    let answer = reveal(&city, &city.call(handler.clone()), id, "须上门核实设备".into()).await;
    let seen = body(&answer.unwrap());
    assert_eq!(seen["enterprise"]["name"], name_of(&city).await);
    assert_eq!(seen["contact_phone"], "13800009999");
    let last = city.events(id).await.pop().unwrap();
    assert_eq!((last.kind.as_str(), last.audience.as_str()), ("identity_revealed", "firm"));
    let again = appeals::detail(&city, &handler, city.now(), id).await.unwrap();
    assert!(again.enterprise.is_none(), "views stay as they were");
    let other = city.staff("rsj-handler").await;
    assert!(reveal(&city, &city.call(other), id, "想看看".into()).await.is_err());
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_knows_nothing_of_a_confidential_appeal_of_an_assigned_firm() {
    let city = City::new().await;
    let officer = city.staff("officer").await;
    let open = city.file().await;
    let secret =
        city.file_as(&city.owner, city.input(super::TITLE, super::CONTENT, true)).await.unwrap();
    assert!(appeals::detail(&city, &officer, city.now(), open).await.is_ok());
    assert!(appeals::detail(&city, &officer, city.now(), secret).await.is_err());
    let urge = Command::Urge { message: None, rest_until: city.now() };
    assert!(city.give(&officer, secret, urge).await.is_err());
    city.h.remove().await;
}
