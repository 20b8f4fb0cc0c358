//! A level that was wrong is corrected: the open clocks are counted anew from where they began.

use domain::sla::profile::Stage;
use serde_json::Value;
use service::ServiceError;
use service::commands::set_level::set_level;
use uuid::Uuid;

use super::changes::at;
use super::*;

impl City {
    async fn level(&self, who: &str, id: Uuid, level: &str) -> Result<Value, ServiceError> {
        let call = self.call(self.staff(who).await);
        let reason = "影响企业生产".to_owned();
        set_level(self, &call, id, level.to_owned(), reason).await.map(|answer| body(&answer))
    }
}

/// The code of the fault in the field `level`.
fn fault(result: Result<Value, ServiceError>) -> String {
    match result {
        Err(ServiceError::Invalid(faults)) => {
            assert_eq!(faults[0].field, "level");
            faults[0].code.to_string()
        }
        other => panic!("no fault in the level: {other:?}"),
    }
}

#[tokio::test]
async fn a_level_that_is_corrected_moves_every_open_clock_and_says_why() {
    let city = City::new().await;
    let id = city.dispatched().await;
    assert_eq!(city.clock(id, Stage::Resolve).await.due_at, at("2026-11-30T17:30:00"));
    let dispatch = city.clock(id, Stage::Dispatch).await;
    city.advance_seconds(3_600);

    let seen = city.level("supervisor", id, "urgent").await.unwrap();
    assert_eq!(seen["level"], "urgent");
    let resolve = city.clock(id, Stage::Resolve).await;
    assert_eq!(resolve.due_at, at("2026-11-25T17:30:00"), "two working days from filing");
    assert_eq!(resolve.profile, "urgent");
    assert_eq!(city.clock(id, Stage::FirstContact).await.unit, "workhour");
    assert_eq!(city.clock(id, Stage::Dispatch).await, dispatch, "what has ended is not touched");
    let events = city.events(id).await;
    let told: Vec<_> = events.iter().rev().take(2).collect();
    assert_eq!(told[1].kind, "level_corrected");
    assert_eq!(told[1].data["from"], "normal");
    assert_eq!(told[0].kind, "clocks_recalculated");
    assert_eq!(told[0].data["reason"], "影响企业生产");
    assert_eq!(told[0].data["change"], Value::Null);
    assert_eq!(city.row(id).await.level, "urgent");
    city.assert_rebuilt(id).await;
    city.assert_intact().await;
    // What starts later goes by it, too, and the way back is open.
    city.by("gxj-handler", id, Command::Sign).await.unwrap();
    city.level("supervisor", id, "complex").await.unwrap();
    assert_eq!(city.clock(id, Stage::Resolve).await.due_at, at("2026-12-14T17:30:00"));
    city.assert_intact().await;
    city.h.remove().await;
}

#[tokio::test]
async fn a_correction_makes_nobody_late_and_nobody_punctual() {
    let city = City::new().await;
    let id = city.dispatched().await;
    assert_eq!(fault(city.level("supervisor", id, "normal").await), "unchanged");
    assert_eq!(fault(city.level("supervisor", id, "arrears").await), "statutory");
    assert_eq!(fault(city.level("supervisor", id, "soon").await), "unknown");
    assert_eq!(refused(city.level("gxj-handler", id, "urgent").await), "not_permitted");
    city.by("gxj-handler", id, Command::Sign).await.unwrap();
    city.sweep_at("2026-11-24T20:00:00", id).await;
    let before = city.events(id).await.len();
    assert_eq!(fault(city.level("supervisor", id, "critical").await), "late_at_once");
    assert_eq!(city.events(id).await.len(), before, "nothing is kept of what was refused");
    city.sweep_at("2026-11-26T08:00:00", id).await;
    assert!(city.clock(id, Stage::FirstContact).await.breached_at.is_some());
    assert_eq!(refused(city.level("supervisor", id, "complex").await), "already_late");
    city.h.remove().await;
}

#[tokio::test]
async fn a_level_corrected_while_the_clocks_stand_still_leaves_what_is_left_of_the_new_one() {
    let city = City::new().await;
    let id = city.file().await;
    let question = "请说明具体位置".to_owned();
    city.by("dispatcher", id, Command::AskInfo { question }).await.unwrap();
    city.advance_seconds(86_400);
    city.level("dispatcher", id, "urgent").await.unwrap();
    let resolve = city.clock(id, Stage::Resolve).await;
    assert!(resolve.paused_at.is_some() && resolve.next_fire_at.is_none());
    let text = "位置见附件".to_owned();
    let answer = Command::Supplement { text, attachments: vec![] };
    city.give(&city.owner, id, answer).await.unwrap();
    // Two working days were left when it stopped on Monday; it runs on from Tuesday.
    assert_eq!(city.clock(id, Stage::Resolve).await.due_at, at("2026-11-26T17:30:00"));
    city.assert_rebuilt(id).await;
    city.assert_intact().await;
    city.h.remove().await;
}

#[tokio::test]
async fn time_that_was_granted_is_not_turned_into_other_units() {
    let city = City::new().await;
    let id = city.dispatched().await;
    city.by("gxj-handler", id, Command::Sign).await.unwrap();
    let reason = "需要现场勘验".to_owned();
    let ask = Command::RequestExtension { amount: 3, reason };
    city.by("gxj-handler", id, ask).await.unwrap();
    assert_eq!(refused(city.level("supervisor", id, "urgent").await), "wrong_state");
    city.by("supervisor", id, Command::GrantExtension).await.unwrap();
    assert_eq!(fault(city.level("supervisor", id, "critical").await), "extended_in_other_units");
    city.level("supervisor", id, "urgent").await.unwrap();
    // Two working days and the three that were granted.
    assert_eq!(city.clock(id, Stage::Resolve).await.due_at, at("2026-11-30T17:30:00"));
    city.assert_intact().await;
    city.h.remove().await;
}
