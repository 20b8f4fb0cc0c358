//! The nightly self-check: clocks that are not the sum of the events are found, named and kept.

use entity::incidents;
use service::incidents::{self as reported, IncidentView};
use service::queries::page::PageRequest;
use service::self_check::{self, Checked};
use service::sweep;

use super::*;

impl City {
    async fn check(&self) -> Checked {
        let call = Call::system(self.now(), "self-check");
        self_check::run(self, &call, |_, _| {}).await.unwrap()
    }

    async fn incidents(&self) -> Vec<IncidentView> {
        let admin = self.staff("admin").await;
        reported::list(self, &admin, false, &PageRequest::default()).await.unwrap().items
    }
}

/// An appeal whose sign clock has run out, and whose other clocks run.
async fn late(city: &City) -> Uuid {
    let id = city.dispatched().await;
    city.by("gxj-handler", id, Command::Note { text: "内部备注".into() }).await.unwrap();
    city.advance_seconds(3 * 86_400);
    sweep::catch_up(city, &Call::system(city.now(), "sweep"), id).await.unwrap();
    assert_eq!(city.row(id).await.state, "in_progress");
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_differs_from_the_events_is_found_and_named() {
    let city = City::new().await;
    let id = late(&city).await;
    let whole = city.check().await;
    assert_eq!((whole.appeals, whole.faults), (1, 0), "{:#?}", city.incidents().await);
    assert!(whole.clocks >= 5);
    let of = |stage: &str| format!("appeal_id IN (SELECT id FROM appeals) AND stage = '{stage}'");
    let changes = [
        ("due_at", format!("UPDATE clocks SET due_at = started_at WHERE {}", of("resolve"))),
        ("yellow_at", format!("UPDATE clocks SET yellow_at = due_at WHERE {}", of("resolve"))),
        ("next_fire_at", format!("UPDATE clocks SET next_fire_at = NULL WHERE {}", of("resolve"))),
        ("stopped_at", format!("UPDATE clocks SET stopped_at = due_at WHERE {}", of("resolve"))),
        ("paused_at", format!("UPDATE clocks SET paused_at = started_at WHERE {}", of("resolve"))),
        ("amount", format!("UPDATE clocks SET amount = amount + 1 WHERE {}", of("resolve"))),
        (
            "provisional",
            format!("UPDATE clocks SET provisional = NOT provisional WHERE {}", of("resolve")),
        ),
        ("breached_at", format!("UPDATE clocks SET breached_at = NULL WHERE {}", of("sign"))),
        ("card", "DELETE FROM cards WHERE colour = 'red'".to_owned()),
        ("late", "UPDATE cards SET due_at = recorded_at WHERE colour = 'red'".to_owned()),
        ("next_due_at", "UPDATE appeals SET next_due_at = NULL".to_owned()),
        ("clock", format!("DELETE FROM clocks WHERE {}", of("resolve"))),
    ];
    for (field, change) in changes {
        let tables = ["appeals", "clocks", "cards"];
        for table in tables {
            city.sql(&format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}")).await;
        }
        city.sql(&change).await;
        assert_eq!(city.check().await.faults, 1, "{field}");
        let found = city.incidents().await;
        let incident = found.iter().find(|one| one.appeal_id == Some(id)).unwrap();
        let fields: Vec<_> = incident.differences.iter().map(|one| one.field.as_str()).collect();
        assert!(fields.contains(&field), "{field}: {fields:?}");
        city.sql("DELETE FROM cards").await;
        city.sql("DELETE FROM clocks").await;
        for table in ["clocks", "cards"] {
            city.sql(&format!("INSERT INTO {table} SELECT * FROM kept_{table}")).await;
        }
        city.sql("UPDATE appeals SET next_due_at = (SELECT k.next_due_at FROM kept_appeals k WHERE k.id = appeals.id)").await;
        for table in tables {
            city.sql(&format!("DROP TABLE kept_{table}")).await;
        }
        assert_eq!(city.check().await.faults, 0, "{field} was put right");
    }
    let open = city.incidents().await;
    assert_eq!(open.len(), 1, "the same appeal's fault is one incident until it is dealt with");
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_incident_is_one_until_it_is_dealt_with_and_comes_again_if_the_fault_stays() {
    let city = City::new().await;
    let id = late(&city).await;
    city.sql("UPDATE clocks SET due_at = started_at WHERE stage = 'resolve'").await;
    assert_eq!((city.check().await.new, city.check().await.new), (1, 0));
    city.advance_seconds(60);
    assert_eq!(city.check().await.new, 0);
    let found = city.incidents().await;
    assert_eq!(found.len(), 1);
    assert!(found[0].seen_at > found[0].found_at);
    let due = found[0].differences.iter().find(|one| one.field == "due_at").unwrap();
    assert_eq!((due.stage.as_str(), due.round), ("resolve", 1));
    assert!(due.stored.as_ref().unwrap() < due.recomputed.as_ref().unwrap(), "{due:?}");

    for who in ["gxj-handler", "dispatcher"] {
        let caller = city.staff(who).await;
        let page = PageRequest::default();
        assert!(reported::list(&city, &caller, false, &page).await.is_err(), "{who}");
    }
    let supervisor = city.call(city.staff("supervisor").await);
    let text = || "测试改动，已恢复".to_owned();
    assert!(reported::resolve(&city, &supervisor, found[0].id, text()).await.is_err());
    let admin = city.staff("admin").await;
    let call = city.call(admin.clone());
    reported::resolve(&city, &call, found[0].id, text()).await.unwrap();
    let again = reported::resolve(&city, &city.call(admin.clone()), found[0].id, text()).await;
    assert!(matches!(again, Err(ServiceError::Conflict("incident_resolved"))));
    let closed = reported::list(&city, &admin, true, &PageRequest::default()).await.unwrap();
    assert_eq!(closed.items[0].resolution.as_deref(), Some("测试改动，已恢复"));

    // Nothing was mended by closing it.
    assert_eq!(city.check().await.new, 1);
    let rows = incidents::Entity::find().all(city.read()).await.unwrap();
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row.appeal_id == Some(id)));
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn clocks_that_cannot_be_worked_out_are_an_incident_and_do_not_stop_the_rest() {
    let city = City::new().await;
    let (broken, sound) = (late(&city).await, city.dispatched().await);
    let row = city.row(broken).await;
    city.sql(&format!(
        "UPDATE clocks SET unit = 'fortnight' WHERE stage = 'resolve' AND appeal_id = {}",
        literal(&city, row.id)
    ))
    .await;
    let checked = city.check().await;
    assert_eq!((checked.appeals, checked.faults), (2, 1));
    let found = city.incidents().await;
    assert_eq!((found[0].kind.as_str(), found[0].appeal_id), ("clocks_unreadable", Some(broken)));
    assert!(found[0].reason.as_ref().unwrap().contains("fortnight"));
    assert_ne!(sound, broken);
    city.h.remove().await;
}

/// An id as the database writes it.
fn literal(city: &City, id: Uuid) -> String {
    if city.backend() == sea_orm::DbBackend::Postgres {
        format!("'{id}'")
    } else {
        format!("x'{}'", id.simple())
    }
}
