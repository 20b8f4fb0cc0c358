//! The digest of what is overdue and the reminder of missing holidays: on the right days, once, to the right
//! people, in words.

use chrono::{Duration, NaiveDate, TimeZone, Utc};
use domain::appeal::Role;
use domain::notice::{Language, Params, Template, render};
use domain::time::{TimeSource, Timestamp};
use entity::{bulletins as posted, calendars, clocks, incidents, notices, staff, staff_roles};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use service::bulletins::{self, DIGEST, Hours, NOTICE_MISSING};
use worker::Parts;

use crate::harness::City;

const TITLE: &str = "申请技术改造补助";
const CONTENT: &str = "我公司计划进行智能化技术改造和设备更新，希望了解技改补助政策并申请支持。";

/// A moment by the city's wall clock.
fn local(text: &str) -> Timestamp {
    let at = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
    Utc.from_utc_datetime(&(at - Duration::hours(8)))
}

fn hours() -> Hours {
    Hours { at: "08:40".parse().unwrap(), quiet: None }
}

fn parts(city: &City) -> Parts {
    let mut parts = city.wired.parts();
    parts.settings.digest_at = Some(hours().at);
    parts
}

async fn told(city: &City) -> Vec<notices::Model> {
    let all = notices::Entity::find().filter(notices::Column::AppealId.is_null());
    all.order_by_asc(notices::Column::Id).all(city.wired.store.read()).await.unwrap()
}

async fn how_many(city: &City, role: Role) -> usize {
    let of = staff_roles::Entity::find().filter(staff_roles::Column::Role.eq(role.as_str()));
    usize::try_from(of.count(city.wired.store.read()).await.unwrap()).unwrap()
}

fn words(notice: &notices::Model) -> String {
    let params: Params = serde_json::from_value(notice.params.clone()).unwrap();
    render(Template::parse(&notice.template).unwrap(), Language::Chinese, &params).body
}

#[tokio::test]
async fn the_digest_comes_on_working_days_alone_by_the_calendar_and_not_by_the_week() {
    let city = City::new("").await;
    for (day, comes) in [
        ("2026-02-14", true),  // a Saturday, made up for Spring Festival
        ("2026-02-18", false), // Spring Festival
        ("2026-03-07", false), // an ordinary Saturday
        ("2026-03-09", true),  // an ordinary Monday
        ("2026-09-20", true),  // a Sunday, made up for National Day
        ("2026-10-01", false), // National Day
    ] {
        let now = local(&format!("{day} 08:40"));
        let done = bulletins::digest(&city.wired.store, now, hours()).await.unwrap();
        assert_eq!(done.is_some(), comes, "{day}");
    }
    city.close().await;
}

#[tokio::test]
async fn the_digest_waits_for_its_hour_and_is_late_only_on_its_own_day() {
    let city = City::new("").await;
    let store = &city.wired.store;
    for (now, comes) in [
        ("2026-03-09 08:39", false),
        ("2026-03-09 17:30", false), // closed: too late for Monday
        ("2026-03-10 08:39", false), // Monday's is not made up for
        ("2026-03-10 17:29", true),  // down since the morning, up again
        ("2026-03-10 17:29", false),
        ("2026-03-11 08:40", true),
    ] {
        let done = bulletins::digest(store, local(now), hours()).await.unwrap();
        assert_eq!(done.is_some(), comes, "{now}");
    }
    let days = posted::Entity::find().all(store.read()).await.unwrap();
    assert_eq!(
        days.iter().map(|row| row.day.as_str()).collect::<Vec<_>>(),
        ["2026-03-10", "2026-03-11"]
    );
    city.close().await;
}

#[tokio::test]
async fn of_many_workers_one_posts_the_digest_and_every_supervisor_hears_once_by_each_channel() {
    let city = City::new("").await;
    let parts = parts(&city);
    let rivals = (0..6).map(|_| {
        let parts = parts.clone();
        tokio::spawn(async move { worker::bulletins::pass(&parts).await.unwrap().len() })
    });
    let mut sum = 0;
    for rival in rivals.collect::<Vec<_>>() {
        sum += rival.await.unwrap();
    }
    assert_eq!(sum, 1);
    let rows = told(&city).await;
    assert_eq!(rows.len(), 2 * how_many(&city, Role::Supervisor).await);
    let bulletin = posted::Entity::find().one(city.wired.store.read()).await.unwrap().unwrap();
    assert!(
        rows.iter().all(|row| row.event_id == bulletin.id && row.template == "nothing_overdue")
    );
    city.settle().await;
    let supervisor = staff::Entity::find().filter(staff::Column::Username.eq("supervisor"));
    let supervisor = supervisor.one(city.wired.store.read()).await.unwrap().unwrap();
    let messages = city.simulator.messages(supervisor.wecom_id.as_deref());
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert!(messages[0].text.as_deref().unwrap().contains("没有超期未结的时限"), "{messages:?}");
    city.close().await;
}

#[tokio::test]
async fn the_digest_counts_what_is_overdue_what_is_new_and_what_is_due_today() {
    let city = City::new("").await;
    let store = &city.wired.store;
    city.file(TITLE, CONTENT, "technical_upgrade").await;
    city.settle().await;
    // Due on Tuesday: signing. On Wednesday: first contact. Nobody has signed; the clock does it itself.
    city.time.set(local("2026-03-11 09:00"));
    city.settle().await;
    bulletins::digest(store, local("2026-03-11 09:00"), hours()).await.unwrap().unwrap();
    let first = told(&city).await;
    assert_eq!(first[0].template, "nothing_overdue", "signed late, but signed");
    assert!(words(&first[0]).contains("今日到期1项"), "{}", words(&first[0]));
    city.time.set(local("2026-03-17 09:00"));
    city.settle().await;
    bulletins::digest(store, local("2026-03-17 09:00"), hours()).await.unwrap().unwrap();
    let all = told(&city).await;
    let digest = all.last().unwrap();
    assert_eq!(digest.template, "overdue_digest");
    let params = &digest.params;
    let said = words(digest);
    // First contact (11 March), resolve (16 March), and the answers to the ladder's order.
    let overdue: i64 = params["overdue"].as_str().unwrap().parse().unwrap();
    assert!(overdue >= 2, "{said}");
    assert_eq!(params["fresh"], params["overdue"], "all of it since Wednesday: {said}");
    let classes = ["within_1", "within_3", "within_5", "over_5"];
    let sum: i64 =
        classes.iter().map(|one| params[*one].as_str().unwrap().parse::<i64>().unwrap()).sum();
    assert_eq!(sum, overdue, "{said}");
    assert_eq!(params["longest_days"], "4", "Thursday, Friday, Monday, Tuesday: {said}");
    assert!(params["longest"].as_str().unwrap().contains("首次联系"), "{said}");
    assert!(said.contains("3月11日 17:30"), "{said}");
    // The next one knows what was said.
    bulletins::digest(store, local("2026-03-18 08:40"), hours()).await.unwrap().unwrap();
    let next = told(&city).await;
    assert_eq!(next.last().unwrap().params["fresh"], "0", "{}", words(next.last().unwrap()));
    city.close().await;
}

/// Takes a year's notice out of the city's calendar.
async fn forget_notice(city: &City, year: i32) {
    let db = &city.wired.pools.write;
    let row = calendars::Entity::find().filter(calendars::Column::Code.eq("city"));
    let row = row.one(db).await.unwrap().unwrap();
    let mut body = row.body.clone();
    let years = body["notice_years"].as_array_mut().unwrap();
    years.retain(|known| *known != year);
    calendars::Entity::update_many()
        .col_expr(calendars::Column::Body, Expr::value(body))
        .filter(calendars::Column::Code.eq("city"))
        .exec(db)
        .await
        .unwrap();
    city.wired.store.reference().forget().await;
}

#[tokio::test]
async fn administrators_are_reminded_weekly_in_december_until_the_holidays_are_imported() {
    let city = City::new("").await;
    let store = &city.wired.store;
    forget_notice(&city, 2027).await;
    let mut days = Vec::new();
    let first = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    for day in first.iter_days().take(48) {
        for hour in ["08:39", "08:40", "12:00"] {
            let now = local(&format!("{day} {hour}"));
            if bulletins::notice_missing(store, now, hours()).await.unwrap().is_some() {
                days.push(format!("{day} {hour}"));
            }
        }
    }
    let december: Vec<_> = days.iter().filter(|day| day.starts_with("2026")).collect();
    assert_eq!(
        december,
        [
            "2026-12-01 08:40",
            "2026-12-07 08:40",
            "2026-12-14 08:40",
            "2026-12-21 08:40",
            "2026-12-28 08:40"
        ]
    );
    assert!(days.len() > december.len(), "in January it is missing all the more: {days:?}");
    let rows = told(&city).await;
    assert_eq!(rows.len(), 2 * days.len() * how_many(&city, Role::Administrator).await);
    assert!(words(&rows[0]).contains("2027年"), "{}", words(&rows[0]));
    let kinds = posted::Entity::find().filter(posted::Column::Kind.eq(NOTICE_MISSING));
    assert_eq!(kinds.count(store.read()).await.unwrap(), days.len() as u64);
    city.close().await;
}

#[tokio::test]
async fn a_reminder_is_not_sent_once_the_notice_is_there() {
    let city = City::new("").await;
    let store = &city.wired.store;
    for year in [2026, 2027] {
        forget_notice(&city, year).await;
    }
    let now = local("2026-06-01 09:00");
    let done = bulletins::notice_missing(store, now, hours()).await.unwrap();
    assert!(done.is_some(), "this year's is missed at any time");
    let db = &city.wired.pools.write;
    let row = calendars::Entity::find().filter(calendars::Column::Code.eq("city"));
    let mut body = row.one(db).await.unwrap().unwrap().body;
    body["notice_years"].as_array_mut().unwrap().extend([2026.into(), 2027.into()]);
    calendars::Entity::update_many()
        .col_expr(calendars::Column::Body, Expr::value(body))
        .exec(db)
        .await
        .unwrap();
    store.reference().forget().await;
    for now in ["2026-06-08 09:00", "2026-12-07 09:00"] {
        assert!(bulletins::notice_missing(store, local(now), hours()).await.unwrap().is_none());
    }
    city.close().await;
}

#[tokio::test]
async fn nothing_is_posted_where_no_hour_is_configured() {
    let city = City::new("").await;
    assert!(worker::bulletins::pass(&city.wired.parts()).await.unwrap().is_empty());
    let all = posted::Entity::find().filter(posted::Column::Kind.eq(DIGEST));
    assert_eq!(all.count(city.wired.store.read()).await.unwrap(), 0);
    city.close().await;
}

#[tokio::test]
async fn the_self_check_is_made_once_a_night_and_told_only_where_something_is_wrong() {
    let city = City::new("").await;
    let id = city.file(TITLE, CONTENT, "technical_upgrade").await;
    city.settle_at_once().await;
    let (parts, from) = (city.wired.parts(), "02:30".parse().unwrap());
    let night = city.time.now();
    let day = (night + Duration::hours(8)).date_naive() + chrono::Days::new(1);
    city.time.set(local(&format!("{day} 02:29")));
    assert_eq!(worker::self_check::pass(&parts, from).await.unwrap(), None, "too early");
    city.time.set(local(&format!("{day} 02:30")));
    let checked = worker::self_check::pass(&parts, from).await.unwrap().unwrap();
    assert_eq!((checked.appeals, checked.faults), (1, 0));
    assert_eq!(worker::self_check::pass(&parts, from).await.unwrap(), None, "once a night");
    assert_eq!(told(&city).await.len(), 0, "silence means that all is well");

    // A hand in the database; and a worker that was down at half past two.
    let hand = clocks::Entity::update_many()
        .col_expr(clocks::Column::DueAt, Expr::value(night))
        .filter(clocks::Column::Stage.eq("resolve"));
    hand.exec(&city.wired.pools.write).await.unwrap();
    city.time.set(local(&format!("{} 11:00", day + chrono::Days::new(1))));
    let checked = worker::self_check::pass(&parts, from).await.unwrap().unwrap();
    assert_eq!((checked.faults, checked.new), (1, 1));
    let found = incidents::Entity::find().all(city.wired.store.read()).await.unwrap();
    assert_eq!((found.len(), found[0].appeal_id), (1, Some(id)));
    let told = told(&city).await;
    let inbox = told.iter().filter(|notice| notice.channel == "inbox").count();
    let readers =
        how_many(&city, Role::Supervisor).await + how_many(&city, Role::Administrator).await;
    assert_eq!(inbox, readers);
    assert!(words(&told[0]).contains("其中1件（新发现1件）"), "{}", words(&told[0]));
    city.close().await;
}
