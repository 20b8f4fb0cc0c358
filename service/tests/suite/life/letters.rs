//! What could not be processed is visible with its reason, and is sent again or dismissed, on record.

use entity::{notices, outbox};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, PaginatorTrait};
use serde_json::json;
use service::audit::entries::{self, EntryFilter};
use service::dead_letters::{self, DeadLetter};
use service::{ServiceError, stuck};
use uuid::Uuid;

use super::City;

async fn died(city: &City, message: Uuid, payload: serde_json::Value, reason: &str) {
    let letter = DeadLetter {
        queue: "route".to_owned(),
        message_id: message,
        routing_key: "appeal.submitted".to_owned(),
        payload,
        headers: json!({ "request_id": "r-1", "x-death": "rejected" }),
        reason: reason.to_owned(),
        attempts: 5,
    };
    dead_letters::keep(city, letter, city.now()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_is_sent_again_under_its_old_name_and_may_die_again() {
    let city = City::new().await;
    let admin = city.staff("admin").await;
    let message = city.ids().next();
    died(&city, message, json!({ "appeal_id": Uuid::nil(), "events": [] }), "not found").await;
    let stock = stuck::stock(&city, &admin, city.now()).await.unwrap();
    assert_eq!(stock.dead_letters.count, 1);
    let open = dead_letters::list(&city, &admin, false, &Default::default()).await.unwrap();
    let id = open.items[0].id;
    assert_eq!(open.items[0].reason, "not found");
    let call = city.call(admin.clone());
    let before = outbox::Entity::find().count(city.read()).await.unwrap();
    dead_letters::retry(&city, &call, id).await.unwrap();
    let owed = outbox::Entity::find_by_id(message).one(city.read()).await.unwrap().unwrap();
    assert_eq!(owed.headers, json!({ "request_id": "r-1" }));
    assert_eq!(outbox::Entity::find().count(city.read()).await.unwrap(), before + 1);
    let twice = dead_letters::retry(&city, &call, id).await;
    assert!(matches!(twice, Err(ServiceError::Conflict("letter_resolved"))), "{twice:?}");
    died(&city, message, json!({ "appeal_id": Uuid::nil(), "events": [] }), "again").await;
    let open = dead_letters::list(&city, &admin, false, &Default::default()).await.unwrap();
    assert_eq!((open.items.len(), open.items[0].reason.as_str()), (1, "again"));
    dead_letters::dismiss(&city, &call, id, "测试数据".to_owned()).await.unwrap();
    let supervisor = city.staff("supervisor").await;
    let filter = EntryFilter { subject: Some(id), ..EntryFilter::default() };
    let trail = entries::list(&city, &supervisor, &filter).await.unwrap();
    let actions: Vec<_> = trail.items.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["dead_letter.dismissed", "dead_letter.retried"]);
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_cannot_be_sent_again_and_only_administrators_decide() {
    let city = City::new().await;
    died(&city, city.ids().next(), json!({ "unreadable": "?" }), "stored JSON").await;
    let admin = city.staff("admin").await;
    let open = dead_letters::list(&city, &admin, false, &Default::default()).await.unwrap();
    let result = dead_letters::retry(&city, &city.call(admin), open.items[0].id).await;
    assert!(matches!(result, Err(ServiceError::Conflict("letter_unreadable"))), "{result:?}");
    for who in ["supervisor", "dispatcher", "gxj-head"] {
        let caller = city.staff(who).await;
        assert!(dead_letters::list(&city, &caller, false, &Default::default()).await.is_err());
        assert!(stuck::stock(&city, &caller, city.now()).await.is_err(), "{who}");
        let denied = dead_letters::retry(&city, &city.call(caller), open.items[0].id).await;
        assert!(matches!(denied, Err(ServiceError::Forbidden(_))), "{who}");
    }
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_that_was_given_up_is_tried_again_from_the_beginning() {
    let city = City::new().await;
    let admin = city.staff("admin").await;
    let id = city.file().await;
    let events = city.events(id).await.into_iter().map(|event| event.id);
    let change = service::messages::Change::of(id, events);
    let call = service::Call::system(city.now(), "notify");
    let message = city.ids().next();
    service::notices::notify(&city, &call, message, vec![change], None).await.unwrap();
    let rows = notices::Entity::find().all(city.read()).await.unwrap();
    let sms = rows.into_iter().find(|row| row.channel == "sms").unwrap();
    let mut gone = sms.clone().into_active_model();
    gone.state = Set("failed".to_owned());
    gone.attempts = Set(8);
    let early = stuck::decide_delivery(&city, &city.call(admin.clone()), sms.id, None).await;
    assert!(matches!(early, Err(ServiceError::Conflict("delivery_settled"))), "{early:?}");
    city.transact(move |tx| Box::pin(async move { Ok(gone.update(tx).await?) })).await.unwrap();
    assert_eq!(
        stuck::deliveries(&city, &admin, None, &Default::default()).await.unwrap().items.len(),
        1
    );
    let call = city.call(admin.clone());
    stuck::decide_delivery(&city, &call, sms.id, None).await.unwrap();
    let row = notices::Entity::find_by_id(sms.id).one(city.read()).await.unwrap().unwrap();
    assert_eq!((row.state.as_str(), row.attempts), ("owed", 0));
    city.h.remove().await;
}
