//! What names or reaches a person is sealed at rest, given on demand, and taken away.

use chrono::Duration;
use domain::appeal::Command;
use entity::{appeals, entrepreneurs, idempotency_keys, sms_codes, staff};
use sea_orm::{ConnectionTrait, EntityTrait, Statement};
use service::audit::verify::verify;
use service::auth::{AuthRules, sms};
use service::privacy::{erase, export, retention, rotate};
use service::queries::appeals::detail;
use service::{Call, Caller, ServiceError};

use super::{City, body};

/// The rows of the tables that may hold numbers, as they lie in the database.
async fn at_rest(city: &City) -> String {
    let db = city.read();
    format!(
        "{:?} {:?} {:?} {:?} {:?}",
        appeals::Entity::find().all(db).await.unwrap(),
        entrepreneurs::Entity::find().all(db).await.unwrap(),
        staff::Entity::find().all(db).await.unwrap(),
        sms_codes::Entity::find().all(db).await.unwrap(),
        idempotency_keys::Entity::find().all(db).await.unwrap(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn no_number_and_no_contact_lies_open_in_the_database() {
    let city = City::new().await;
    let call = city.call_once(city.owner.clone(), "key-00000001", "hash");
    let input = city.input(super::TITLE, super::CONTENT, false);
    let first =
        service::commands::file_appeal::file_appeal(&city, &call, input.clone()).await.unwrap();
    assert_eq!(body(&first)["contact_phone"], "13800009999");
    let again = service::commands::file_appeal::file_appeal(&city, &call, input).await.unwrap();
    assert!(again.replayed);
    assert_eq!(first.body, again.body, "byte for byte");
    let nobody = city.call(Caller::Anonymous);
    sms::request_code(&city, &nobody, &AuthRules::default(), "13900001111").await.unwrap();
    let rows = at_rest(&city).await;
    for open in ["13800009999", "1380000000", "13900001111", "演示联系人"] {
        assert!(!rows.contains(open), "{open}");
    }
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_gets_a_copy_of_everything_and_it_is_on_record() {
    let city = City::new().await;
    let id = city.file().await;
    let copy = export::export(&city, &city.call(city.owner.clone())).await.unwrap();
    assert_eq!(copy.appeals.len(), 1);
    assert_eq!(copy.appeals[0].contact_phone.as_deref(), Some("13800009999"));
    assert_eq!(copy.phone.as_deref(), Some("13800000001"));
    assert_eq!(copy.enterprises.len(), 1);
    assert_eq!(copy.appeals[0].number, city.row(id).await.number);
    let staff = city.staff("supervisor").await;
    assert!(export::export(&city, &city.call(staff)).await.is_err());
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn erasing_a_person_keeps_the_appeals_the_figures_and_the_chain() {
    let city = City::new().await;
    let id = {
        let mut input = city.input(super::TITLE, super::CONTENT, false);
        let text = "我公司计划技术改造和设备更新，请联系演示联系人，电话13800009999。";
        input.content = domain::text::Content::parse(text).unwrap();
        city.file_as(&city.owner, input).await.unwrap()
    };
    let call = city.call(city.owner.clone());
    let open = erase::erase(&city, &call).await;
    assert!(matches!(open, Err(ServiceError::Conflict("appeals_open"))), "{open:?}");
    let reason = Some("演示联系人已自行解决，13800009999".to_owned());
    city.give(&city.owner, id, Command::Withdraw { reason }).await.unwrap();
    let done = body(&erase::erase(&city, &call).await.unwrap());
    assert_eq!((done["appeals"].as_u64(), done["texts"].as_u64()), (Some(1), Some(2)));
    let row = city.row(id).await;
    assert_eq!((row.contact_name.clone(), row.contact_phone.clone()), (None, None));
    let events = city.events(id).await;
    let everything = format!("{row:?} {events:?} {}", at_rest(&city).await);
    for trace in ["13800009999", "演示联系人"] {
        assert!(!everything.contains(trace), "{trace}");
    }
    assert!(row.content.contains("技术改造和设备更新"), "the firm's matter stays");
    assert_eq!(row.state, "withdrawn");
    city.assert_rebuilt(id).await;
    let verdict = verify(&city, vec![], |_, _| {}).await.unwrap();
    assert!(verdict.intact, "{:?}", verdict.first_broken);
    assert!(matches!(erase::erase(&city, &call).await, Err(ServiceError::NotFound)));
    // What is changed after the erasure is found all the same.
    let sql = "UPDATE appeal_events SET audience = 'staff' WHERE kind = 'withdrawn'";
    city.write_alone(Statement::from_string(city.backend(), sql)).await.unwrap();
    assert!(!verify(&city, vec![], |_, _| {}).await.unwrap().intact);
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn contacts_go_when_their_time_is_over_and_not_before() {
    let city = City::new().await;
    let (closed, open) = (city.file().await, city.file().await);
    city.give(&city.owner, closed, Command::Withdraw { reason: None }).await.unwrap();
    let kept = Duration::days(30);
    let early = city.now() + Duration::days(29);
    assert_eq!(retention::forget_contacts(&city, early, kept).await.unwrap(), 0);
    let late = city.now() + Duration::days(30);
    assert_eq!(retention::forget_contacts(&city, late, kept).await.unwrap(), 1);
    assert!(city.row(closed).await.contact_phone.is_none());
    assert!(city.row(open).await.contact_phone.is_some());
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lay_open_before_is_sealed_by_the_rotation_and_found_by_its_fingerprint() {
    let city = City::new().await;
    let id = city.file().await;
    for sql in [
        format!(
            "UPDATE appeals SET contact_phone = '13800005555' WHERE number = '{}'",
            city.row(id).await.number
        ),
        "UPDATE entrepreneurs SET phone = '13900002222', phone_index = NULL".to_owned()
            + " WHERE id = (SELECT MIN(id) FROM entrepreneurs)",
    ] {
        let min = sql
            .replace("MIN(id)", "id")
            .replace("FROM entrepreneurs)", "FROM entrepreneurs ORDER BY id LIMIT 1)");
        city.write_alone(Statement::from_string(city.backend(), min)).await.unwrap();
    }
    let before = detail(&city, &city.owner, city.now(), id).await.unwrap();
    assert_eq!(before.contact_phone.as_deref(), Some("13800005555"), "read as it is");
    let call = Call::system(city.now(), "test");
    let done = rotate::rotate(&city, &call, |_| {}).await.unwrap();
    assert_eq!(done.sealed, 2);
    assert_eq!(rotate::rotate(&city, &call, |_| {}).await.unwrap().sealed, 0, "nothing is left");
    let rows = at_rest(&city).await;
    assert!(!rows.contains("13800005555") && !rows.contains("13900002222"));
    let after = detail(&city, &city.owner, city.now(), id).await.unwrap();
    assert_eq!(after.contact_phone.as_deref(), Some("13800005555"));
    let found = sql_index(&city, "13900002222").await;
    assert_eq!(found, 1);
    city.h.remove().await;
}

async fn sql_index(city: &City, phone: &str) -> usize {
    let index = service::privacy::phone_index(&*city.guards().cipher, phone);
    let sql = format!("SELECT id FROM entrepreneurs WHERE phone_index = '{index}'");
    city.read().query_all_raw(Statement::from_string(city.backend(), sql)).await.unwrap().len()
}
