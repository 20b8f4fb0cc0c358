//! The audit trail holds what happened, and whoever changes, removes, swaps or cuts off anything by plain
//! SQL is found and named.

use domain::appeal::Command;
use domain::audit::{Fault, SignedHead};
use service::audit::adopt::adopt;
use service::audit::entries::{self, EntryFilter};
use service::audit::heads;
use service::audit::verify::{Verdict, verify};

use super::City;

async fn verdict(city: &City, heads: Vec<SignedHead>) -> Verdict {
    verify(city, heads, |_, _| {}).await.unwrap()
}

/// A few appeals and what happens to them.
async fn lived_in() -> City {
    let city = City::new().await;
    for _ in 0..3 {
        let id = city.dispatched().await;
        city.by("gxj-handler", id, Command::Sign).await.unwrap();
        city.by("gxj-handler", id, Command::Note { text: "内部备注".into() }).await.unwrap();
    }
    let whole = verdict(&city, vec![]).await;
    assert!(whole.intact, "{:?}", whole.first_broken);
    assert!(whole.entries >= 15 && whole.verified == whole.entries, "{whole:?}");
    city
}

async fn expect(city: &City, position: i64, fault: Fault) {
    let found = verdict(city, vec![]).await;
    assert!(!found.intact);
    let broken = found.first_broken.unwrap();
    assert_eq!((broken.position, broken.fault), (position, fault), "{}", broken.detail);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_event_has_its_entry_and_supervisors_read_them() {
    let city = lived_in().await;
    let supervisor = city.staff("supervisor").await;
    let filter = EntryFilter { action: Some("appeal.".to_owned()), ..EntryFilter::default() };
    let page = entries::list(&city, &supervisor, &filter).await.unwrap();
    assert_eq!(page.items[0].action, "appeal.noted");
    let noted = EntryFilter { action: Some("appeal.signed".to_owned()), ..EntryFilter::default() };
    assert_eq!(entries::list(&city, &supervisor, &noted).await.unwrap().items.len(), 3);
    for who in ["admin", "gxj-head", "dispatcher"] {
        let caller = city.staff(who).await;
        assert!(entries::list(&city, &caller, &filter).await.is_err(), "{who}");
    }
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_field_of_any_single_entry_is_found_and_named() {
    let city = lived_in().await;
    let entries = verdict(&city, vec![]).await.entries;
    let changes = [
        ("at", "at"),
        ("actor_kind", "'system2'"),
        ("actor_id", "subject_id"),
        ("action", "'appeal.closed'"),
        ("subject_kind", "'staff'"),
        ("subject_id", "record_id"),
        ("record_id", "subject_id"),
        ("digest", "'00'"),
        ("details", "'{\"seq\":9}'"),
        ("request_id", "'somebody else'"),
        ("mac", "digest"),
    ];
    for (place, (column, value)) in changes.into_iter().enumerate().skip(1) {
        let position = 1 + place as i64 % entries;
        let keep = format!(
            "CREATE TABLE kept_{place} AS SELECT * FROM audit_entries WHERE position = {position}"
        );
        city.sql(&keep).await;
        let change =
            format!("UPDATE audit_entries SET {column} = {value} WHERE position = {position}");
        city.sql(&change).await;
        expect(&city, position, Fault::Changed).await;
        city.sql(&format!("DELETE FROM audit_entries WHERE position = {position}")).await;
        expect(&city, position, Fault::Missing).await;
        city.sql(&format!("INSERT INTO audit_entries SELECT * FROM kept_{place}")).await;
    }
    assert!(verdict(&city, vec![]).await.intact);
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_entries_that_were_swapped_are_found() {
    let city = lived_in().await;
    for move_to in ["position = -1 WHERE position = 4", "position = 4 WHERE position = 9"] {
        city.sql(&format!("UPDATE audit_entries SET {move_to}")).await;
    }
    city.sql("UPDATE audit_entries SET position = 9 WHERE position = -1").await;
    expect(&city, 4, Fault::Changed).await;
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_was_changed_removed_or_put_in_is_found() {
    let city = lived_in().await;
    let id = city.file().await;
    let position = verdict(&city, vec![]).await.entries;
    let event = &city.events(id).await[0];
    let data = event.data.to_string().replace("normal", "urgent");
    let change = |data: &str| {
        let json = if city.backend() == sea_orm::DbBackend::Postgres { "::jsonb" } else { "" };
        format!(
            "UPDATE appeal_events SET data = '{data}'{json} WHERE seq = 1 AND kind = 'submitted'"
        )
    };
    let original = event.data.to_string();
    let last = "(SELECT id FROM appeal_events ORDER BY id DESC LIMIT 1)";
    let only = |text: String| format!("{text} AND id = {last}");
    city.sql(&only(change(&data))).await;
    expect(&city, position, Fault::RecordChanged).await;
    city.sql(&only(change(&original))).await;
    assert!(verdict(&city, vec![]).await.intact);
    let copy = "INSERT INTO appeal_events \
         SELECT appeal_id AS id, appeal_id, 99, kind, audience, actor_kind, actor_id, at, data, \
         request_id FROM appeal_events WHERE seq = 2 LIMIT 1";
    city.sql(copy).await;
    expect(&city, position, Fault::RecordUnlisted).await;
    city.sql("DELETE FROM appeal_events WHERE seq = 99").await;
    city.sql("DELETE FROM appeal_events WHERE kind = 'noted'").await;
    let found = verdict(&city, vec![]).await.first_broken.unwrap();
    assert_eq!(found.fault, Fault::RecordMissing);
    assert_eq!(found.action.as_deref(), Some("appeal.noted"));
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_end_that_was_cut_off_is_found_through_the_exported_head() {
    let city = lived_in().await;
    let mut last = Vec::new();
    for _ in 0..3 {
        last.push(city.row(city.file().await).await.number);
    }
    let exported = heads::take(&city, city.now()).await.unwrap();
    heads::keep(&city, &exported, heads::place(&exported)).await.unwrap();
    let entries = exported.head.position;
    // The thief removes the last three appeals with everything that belongs to them and their entries,
    // makes the head's row fit, and forgets no trace that lies in the database.
    let theirs = format!("(SELECT id FROM appeals WHERE number IN ('{}'))", last.join("','"));
    for table in ["appeal_events", "clocks"] {
        city.sql(&format!("DELETE FROM {table} WHERE appeal_id IN {theirs}")).await;
    }
    city.sql(&format!("DELETE FROM appeals WHERE id IN {theirs}")).await;
    city.sql(&format!("DELETE FROM audit_entries WHERE position > {}", entries - 3)).await;
    expect(&city, entries - 2, Fault::CutOff).await;
    city.sql(&format!(
        "UPDATE audit_chain SET position = {0}, mac = \
             (SELECT mac FROM audit_entries WHERE position = {0})",
        entries - 3
    ))
    .await;
    city.sql("DELETE FROM audit_heads").await;
    assert!(verdict(&city, vec![]).await.intact, "nothing in the house remembers");
    let found = verdict(&city, vec![exported.clone()]).await.first_broken.unwrap();
    assert_eq!((found.position, found.fault), (entries - 2, Fault::CutOff));
    // New entries in place of the old ones do not help: the head has signed for others.
    for _ in 0..3 {
        city.file().await;
    }
    let found = verdict(&city, vec![exported.clone()]).await.first_broken.unwrap();
    assert_eq!((found.position, found.fault), (entries, Fault::NotAsSigned));
    let mut forged = exported;
    forged.head.position -= 3;
    let found = verdict(&city, vec![forged]).await.first_broken.unwrap();
    assert_eq!(found.fault, Fault::BadSignature);
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_state_that_was_changed_past_the_platform_is_found_although_no_entry_names_it() {
    let city = lived_in().await;
    let id = city.file().await;
    for (column, value) in [
        ("state", "'closed'"),
        ("handler_id", "enterprise_id"),
        ("last_seq", "7"),
        ("confidential", "true"),
        ("enterprise_id", "(SELECT id FROM enterprises ORDER BY uscc DESC LIMIT 1)"),
        ("title", "'别的标题'"),
        ("content", "'别的内容，别的内容'"),
        ("rating", "5"),
        ("outcome", "'resolved'"),
        ("closed_at", "filed_at"),
        ("level", "'urgent'"),
    ] {
        let number = city.row(id).await.number;
        city.sql(&format!("CREATE TABLE kept_{column} AS SELECT {column} AS was FROM appeals WHERE number = '{number}'")).await;
        city.sql(&format!("UPDATE appeals SET {column} = {value} WHERE number = '{number}'")).await;
        let found = verdict(&city, vec![]).await.first_broken.unwrap();
        assert_eq!((found.fault, found.subject_id), (Fault::StateChanged, Some(id)), "{column}");
        city.sql(&format!("UPDATE appeals SET {column} = (SELECT was FROM kept_{column}) WHERE number = '{number}'")).await;
    }
    assert!(verdict(&city, vec![]).await.intact);
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happened_before_there_was_a_trail_is_taken_over_once() {
    let city = lived_in().await;
    city.sql("DELETE FROM audit_entries").await;
    city.sql(&format!("UPDATE audit_chain SET position = 0, mac = '{}'", "0".repeat(64))).await;
    let found = verdict(&city, vec![]).await.first_broken.unwrap();
    assert_eq!(found.fault, Fault::RecordUnlisted);
    assert!(adopt(&city).await.unwrap() >= 15);
    assert!(verdict(&city, vec![]).await.intact);
    assert_eq!(adopt(&city).await.unwrap(), 0, "never again");
    city.h.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_command_leaves_no_entry_and_many_at_once_make_one_chain() {
    let city = City::new().await;
    let before = verdict(&city, vec![]).await.entries;
    let id = city.file().await;
    assert!(city.by("gxj-handler", id, Command::Sign).await.is_err());
    assert_eq!(verdict(&city, vec![]).await.entries, before + 1);
    let many = (0..24).map(|_| city.file());
    futures::future::join_all(many).await;
    let whole = verdict(&city, vec![]).await;
    assert!(whole.intact, "{:?}", whole.first_broken);
    assert_eq!(whole.entries, before + 25);
    city.h.remove().await;
}
