//! A department's due dates in a calendar program: read by address, tagged, moved, and gone when they should
//! be.

use std::str::FromStr;

use chrono::{DateTime, Duration, Utc};
use domain::appeal::Role;
use entity::{enterprises, staff};
use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime, Event, EventLike};
use reqwest::{Method, Response};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use service::Caller;
use uuid::Uuid;

use crate::harness::{City, Proxies, key, problem};
use crate::scenes::{CLEAR, LEAD, colleagues, department, done, filed, of_department, words};

struct Department {
    handler: Caller,
    head: Caller,
    id: Uuid,
}

async fn city() -> (City, Department) {
    let city = City::without_worker(&Proxies::default(), &[]).await;
    let id = department(&city, LEAD).await;
    let handler = of_department(&city, Role::Handler, id).await;
    let head = of_department(&city, Role::DepartmentHead, id).await;
    (city, Department { handler, head, id })
}

async fn subscribed(city: &City, who: &Caller) -> (Uuid, String) {
    let answer = city.post(who, "/api/v1/feeds", &json!({})).await;
    assert_eq!(answer.status(), 201);
    let body: Value = answer.json().await.unwrap();
    let url = body["url"].as_str().unwrap().to_owned();
    assert_eq!(url.len(), "/api/v1/feeds/.ics".len() + 64, "256 bits: {url}");
    (body["id"].as_str().unwrap().parse().unwrap(), url)
}

/// As a calendar program reads it: without a word about who it is.
async fn read(city: &City, url: &str) -> Response {
    city.open(Method::GET, url).send().await.unwrap()
}

async fn events(city: &City, url: &str) -> Vec<Event> {
    let answer = read(city, url).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "text/calendar; charset=utf-8");
    let text = answer.text().await.unwrap();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"), "{text}");
    assert!(text.lines().all(|line| line.len() <= 75), "lines are folded: {text}");
    let unfolded = text.replace("\r\n ", "");
    assert!(unfolded.contains("REFRESH-INTERVAL;VALUE=DURATION:PT"), "{text}");
    let calendar = Calendar::from_str(&text).unwrap();
    calendar.events().cloned().collect()
}

fn ends(event: &Event) -> DateTime<Utc> {
    match event.get_end().unwrap() {
        DatePerhapsTime::DateTime(CalendarDateTime::Utc(at)) => at,
        other => panic!("{other:?}"),
    }
}

fn of<'e>(events: &'e [Event], stage: &str) -> &'e Event {
    let name = format!("【{stage}】");
    let mut found = events.iter().filter(|one| one.get_summary().unwrap().starts_with(&name));
    found.next().unwrap_or_else(|| panic!("no {stage}: {events:?}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_open_promise_of_the_department_is_an_entry_that_ends_when_it_is_due() {
    let (city, there) = city().await;
    let id = filed(&city, &city.owner, &words(city.enterprise, CLEAR)).await;
    let (_, url) = subscribed(&city, &there.handler).await;
    let found = events(&city, &url).await;
    let mut names: Vec<_> = found.iter().map(|one| &one.get_summary().unwrap()[..18]).collect();
    names.sort_unstable();
    assert_eq!(found.len(), 3, "sign, first contact, resolve: {names:?}");
    let appeal: Value =
        city.get(&there.handler, &format!("/api/v1/appeals/{id}")).await.json().await.unwrap();
    let clocks = appeal["clocks"].as_array().unwrap();
    let resolve = clocks.iter().find(|clock| clock["stage"] == "resolve").unwrap();
    let entry = of(&found, "办结");
    assert_eq!(
        json!(ends(entry)),
        json!(resolve["due_at"].as_str().unwrap().parse::<DateTime<Utc>>().unwrap())
    );
    assert!(entry.get_uid().unwrap().starts_with(resolve["id"].as_str().unwrap()));
    assert!(entry.get_summary().unwrap().contains(appeal["number"].as_str().unwrap()));
    assert!(entry.get_summary().unwrap().contains(CLEAR.1));
    let text = read(&city, &url).await.text().await.unwrap();
    assert_eq!(text.matches("BEGIN:VALARM").count(), 3);
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_helper_sees_what_it_was_called_for_and_not_what_the_lead_owes() {
    let (city, there) = city().await;
    let id = filed(&city, &city.owner, &words(city.enterprise, CLEAR)).await;
    done(&city, &there.handler, id, "sign", json!({})).await;
    let called = department(&city, "KJJ").await;
    let call = json!({ "departments": [{ "id": called, "required": false, "ask": "请提供意见" }] });
    done(&city, &there.handler, id, "whistle", call).await;
    let helper = of_department(&city, Role::Handler, called).await;
    let (_, url) = subscribed(&city, &helper).await;
    let found = events(&city, &url).await;
    assert_eq!(found.len(), 2, "{found:?}");
    of(&found, "报到");
    of(&found, "协办答复");
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_due_date_that_moves_moves_its_entry_and_one_that_is_met_disappears() {
    let (city, there) = city().await;
    let id = filed(&city, &city.owner, &words(city.enterprise, CLEAR)).await;
    let (_, url) = subscribed(&city, &there.head).await;
    let before = events(&city, &url).await;
    done(&city, &there.handler, id, "sign", json!({})).await;
    let ask = json!({ "amount": 3, "reason": "需要现场勘验" });
    done(&city, &there.handler, id, "request-extension", ask).await;
    let supervisor = city.staff(Role::Supervisor).await;
    done(&city, &supervisor, id, "grant-extension", json!({})).await;
    let after = events(&city, &url).await;
    let (was, is) = (of(&before, "办结"), of(&after, "办结"));
    assert_eq!(was.get_uid(), is.get_uid());
    assert_eq!(ends(is) - ends(was), Duration::days(3), "from Monday to Thursday");
    assert!(is.get_sequence() > was.get_sequence(), "{is:?}");
    assert!(after.iter().all(|one| !one.get_summary().unwrap().starts_with("【签收】")));
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unchanged_feed_is_not_sent_twice() {
    let (city, there) = city().await;
    filed(&city, &city.owner, &words(city.enterprise, CLEAR)).await;
    let (_, url) = subscribed(&city, &there.handler).await;
    let first = read(&city, &url).await;
    let tag = first.headers()["etag"].to_str().unwrap().to_owned();
    assert_eq!(first.headers()["cache-control"], "private, no-cache");
    let bytes = first.bytes().await.unwrap();
    city.time.advance(Duration::minutes(5).to_std().unwrap());
    let again = city.open(Method::GET, &url).header("if-none-match", &tag).send().await.unwrap();
    assert_eq!(again.status(), 304);
    assert!(again.bytes().await.unwrap().is_empty());
    assert_eq!(read(&city, &url).await.bytes().await.unwrap(), bytes);
    filed(&city, &city.stranger, &words(city.elsewhere, CLEAR)).await;
    let changed = city.open(Method::GET, &url).header("if-none-match", &tag).send().await.unwrap();
    assert_eq!(changed.status(), 200);
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_confidential_appeal_is_due_and_nothing_else_is_said_of_it() {
    let (city, there) = city().await;
    let db = city.wired.store.read();
    let firm = enterprises::Entity::find_by_id(city.enterprise).one(db).await.unwrap().unwrap();
    let mut body = words(city.enterprise, CLEAR);
    body["confidential"] = json!(true);
    body["contact_name"] = json!("保密联系人甲");
    filed(&city, &city.owner, &body).await;
    let (_, url) = subscribed(&city, &there.handler).await;
    assert!(of(&events(&city, &url).await, "办结").get_summary().unwrap().ends_with(" 保密诉求"));
    let text = read(&city, &url).await.text().await.unwrap().replace("\r\n ", "");
    for trace in [CLEAR.1, firm.name.as_str(), "保密联系人甲"] {
        assert!(!text.contains(trace), "{trace}: {text}");
    }
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_shown_once_and_good_for_nothing_once_it_is_revoked() {
    let (city, there) = city().await;
    let (id, url) = subscribed(&city, &there.handler).await;
    let token = url.trim_start_matches("/api/v1/feeds/").trim_end_matches(".ics");
    let list = city.get(&there.handler, "/api/v1/feeds").await.text().await.unwrap();
    assert!(list.contains(&id.to_string()) && !list.contains(token), "{list}");
    let rows = entity::feeds::Entity::find().all(city.wired.store.read()).await.unwrap();
    assert!(rows.iter().all(|row| row.token_hash != token && row.token_hash.len() == 64));
    let delete = |who: &Caller| {
        let request = city.request(who, Method::DELETE, &format!("/api/v1/feeds/{id}"));
        request.header("idempotency-key", key())
    };
    problem(delete(&there.head).send().await.unwrap(), 404, "not_found").await;
    assert_eq!(read(&city, &url).await.status(), 200);
    assert_eq!(delete(&there.handler).send().await.unwrap().status(), 204);
    problem(read(&city, &url).await, 404, "not_found").await;
    problem(delete(&there.handler).send().await.unwrap(), 404, "not_found").await;
    problem(read(&city, "/api/v1/feeds/0000.ics").await, 404, "not_found").await;
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_or_goes_elsewhere_takes_no_due_dates_along() {
    let (city, there) = city().await;
    let admin = city.staff(Role::Administrator).await;
    let people = colleagues(&city, Role::Handler, Some(there.id), 2).await;
    let (_, leaving) = subscribed(&city, &people[0]).await;
    let (_, moving) = subscribed(&city, &people[1]).await;
    let path =
        |who: &Caller, more: &str| format!("/api/v1/admin/staff/{}{more}", who.id().unwrap());
    let left = city.post(&admin, &path(&people[0], "/leave"), &json!({})).await;
    assert_eq!(left.status(), 200, "{}", left.text().await.unwrap());
    problem(read(&city, &leaving).await, 404, "not_found").await;
    let moved = city.request(&admin, Method::PATCH, &path(&people[1], ""));
    let moved = moved.json(&json!({ "department_code": "KJJ" })).send().await.unwrap();
    assert_eq!(moved.status(), 200, "{}", moved.text().await.unwrap());
    problem(read(&city, &moving).await, 404, "not_found").await;
    // Coming back opens no old address.
    let back = city.request(&admin, Method::PATCH, &path(&people[1], ""));
    let back = back.json(&json!({ "department_code": LEAD })).send().await.unwrap();
    assert_eq!(back.status(), 200);
    problem(read(&city, &moving).await, 404, "not_found").await;
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_closed_past_the_commands_closes_its_feeds_as_well() {
    let (city, there) = city().await;
    let (_, url) = subscribed(&city, &there.handler).await;
    staff::Entity::update_many()
        .col_expr(staff::Column::Active, Expr::value(false))
        .filter(staff::Column::Id.eq(there.handler.id().unwrap()))
        .exec(&city.wired.pools.write)
        .await
        .unwrap();
    problem(read(&city, &url).await, 404, "not_found").await;
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_has_more_than_ten_feeds() {
    let (city, there) = city().await;
    for _ in 0..10 {
        subscribed(&city, &there.head).await;
    }
    let answer = city.post(&there.head, "/api/v1/feeds", &json!({})).await;
    problem(answer, 409, "too_many_feeds").await;
    city.close().await;
}
