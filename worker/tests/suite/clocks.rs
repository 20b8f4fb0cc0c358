//! The clocks of the normal profile: warn, breach, first rungs, signing by the clock, the rating window.

use chrono::{Duration, TimeZone, Utc};
use domain::appeal::Role;
use domain::time::Timestamp;
use service::queries::PageRequest;
use service::queries::supervision::{self, ClockFilter};

use crate::harness::City;

const TITLE: &str = "申请技术改造补助";
const CONTENT: &str = "我公司计划进行智能化技术改造和设备更新，希望了解技改补助政策并申请支持。";

/// Close of business in Shanghai, March 2026.
fn closing(day: u32) -> Timestamp {
    Utc.with_ymd_and_hms(2026, 3, day, 9, 30, 0).unwrap()
}

#[tokio::test]
async fn an_unsigned_order_warns_breaches_and_is_signed_by_the_clock_at_the_computed_moments() {
    let city = City::new("").await;
    let id = city.file(TITLE, CONTENT, "technical_upgrade").await;
    city.settle().await;
    assert_eq!(city.row(id).await.state, "dispatched");
    // Filed Monday: the sign clock of one working day ends on Tuesday at closing time. The worker was
    // down until Wednesday noon.
    city.time.set(closing(11) - Duration::hours(5));
    city.settle().await;
    let shot = city.snapshot().await;
    let lines = &shot.appeals[TITLE];
    let due = closing(10);
    assert!(
        lines
            .iter()
            .any(|line| *line == format!("clock sign 1 due {due} stopped true breached true")),
        "{lines:#?}"
    );
    let reds = lines
        .iter()
        .filter(|line| line.starts_with("card red") && line.ends_with(&due.to_string()));
    assert_eq!(reds.count(), 1, "one red card for the sign clock: {lines:#?}");
    let order = |kind: &str| {
        lines
            .iter()
            .position(|line| line.contains(&format!(" {kind}")) && line.starts_with("event"))
    };
    assert!(order("clock_breached") < order("signed"), "{lines:#?}");
    assert_eq!(city.row(id).await.state, "in_progress");
    city.close().await;
}

#[tokio::test]
async fn what_is_late_is_listed_with_its_holder_and_shares_that_add_up() {
    let city = City::new("").await;
    let id = city.file(TITLE, CONTENT, "technical_upgrade").await;
    city.settle().await;
    // Resolve: five working days, Monday 16 March at closing time; the third day after it.
    city.time.set(closing(19));
    city.settle().await;
    let call = city.as_staff(Role::Supervisor, None).await;
    let store = &city.wired.store;
    let (all, first) = (ClockFilter::default(), PageRequest::default());
    let page = supervision::overdue(store, &call.caller, call.now, all, &first).await.unwrap();
    let resolve = page.items.iter().find(|item| item.clock.stage == "resolve").unwrap();
    assert_eq!(resolve.appeal.id, id);
    assert_eq!(resolve.clock.due_at, closing(16));
    assert_eq!(resolve.appeal.holder.kind, "department");
    let sum: i64 = resolve.shares.iter().map(|share| share.working_s).sum();
    assert_eq!(sum, resolve.working_s);
    let rungs: Vec<_> = resolve.cards.iter().map(|card| card.action.as_str()).collect();
    assert_eq!(rungs, ["card", "card", "supervision_order", "interview"], "{:?}", resolve.cards);
    // Sweeping again changes nothing.
    let before = city.snapshot().await;
    city.settle().await;
    assert_eq!(before, city.snapshot().await);
    city.close().await;
}
