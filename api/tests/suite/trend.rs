//! The trend of supervision, against rows that are counted one by one.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc, Weekday};
use chrono_tz::Asia::Shanghai;
use domain::appeal::Role;
use domain::appeal::clockwork::is_window;
use domain::sla::profile::Stage;
use entity::{appeals, clocks};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use crate::harness::{City, Proxies, faults, problem};
use crate::scenes::{CLEAR, LEAD, UNCLEAR, department, filed, words};
use crate::supervision_lists::monday;

/// Appeals with their clocks, spread over a hundred days before and after the end of a month.
async fn spread(city: &City) -> Vec<(appeals::Model, Vec<clocks::Model>)> {
    for round in 0..10 {
        let text = if round % 3 == 0 { UNCLEAR } else { CLEAR };
        let mut body = words(city.enterprise, text);
        body["county"] = json!(if round % 2 == 0 { "371402" } else { "371403" });
        filed(city, &city.owner, &body).await;
    }
    let db = &city.wired.pools.write;
    let mut seed: i64 = 11;
    let mut within = |most: i64| {
        seed = (seed * 48_271) % 2_147_483_647;
        seed % most
    };
    // Some at midnight in the city sharp, which is four in the afternoon of the day before in UTC.
    let midnight: DateTime<Utc> = "2026-02-28T16:00:00Z".parse().unwrap();
    for (place, row) in appeals::Entity::find().all(db).await.unwrap().into_iter().enumerate() {
        let begun = match place {
            0 => midnight,
            1 => midnight - Duration::microseconds(1),
            _ => monday() - Duration::minutes(within(100 * 1_440)),
        };
        let ended = (place % 2 == 0).then(|| begun + Duration::minutes(within(30 * 1_440)));
        appeals::Entity::update_many()
            .col_expr(appeals::Column::FiledAt, Expr::value(begun))
            .col_expr(appeals::Column::ClosedAt, Expr::value(ended.filter(|at| *at < monday())))
            .filter(appeals::Column::Id.eq(row.id))
            .exec(db)
            .await
            .unwrap();
        let own = clocks::Entity::find().filter(clocks::Column::AppealId.eq(row.id));
        for clock in own.all(db).await.unwrap() {
            let late = begun + Duration::minutes(within(50 * 1_440));
            clocks::Entity::update_many()
                .col_expr(clocks::Column::BreachedAt, Expr::value(Some(late)))
                .filter(clocks::Column::Id.eq(clock.id))
                .exec(db)
                .await
                .unwrap();
        }
    }
    let mut all = Vec::new();
    for row in appeals::Entity::find().all(db).await.unwrap() {
        let own = clocks::Entity::find().filter(clocks::Column::AppealId.eq(row.id));
        let own = own.all(db).await.unwrap();
        all.push((row, own));
    }
    all
}

fn day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Shanghai).date_naive()
}

/// The first day of the period of a day.
fn first(step: &str, day: NaiveDate) -> NaiveDate {
    match step {
        "day" => day,
        "week" => day.week(Weekday::Mon).first_day(),
        _ => day.with_day(1).unwrap(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trend_is_what_counting_every_row_by_its_civil_day_says() {
    let city = City::without_worker(&Proxies::default(), &[]).await;
    let supervisor = city.staff(Role::Supervisor).await;
    let rows = spread(&city).await;
    let now = monday();
    city.time.set(now);
    let mut seen = 0;
    for step in ["day", "week", "month"] {
        for (filter, county) in [("", None), ("&county=371402", Some("371402"))] {
            let path = format!("/api/v1/supervision/trend?step={step}{filter}");
            let answer = city.get(&supervisor, &path).await;
            assert_eq!(answer.status(), 200, "{path}");
            let trend: Value = answer.json().await.unwrap();
            let mine: Vec<_> = rows
                .iter()
                .filter(|(row, _)| county.is_none_or(|code| row.county.as_deref() == Some(code)))
                .collect();
            let periods = trend["periods"].as_array().unwrap();
            let mut after: Option<NaiveDate> = None;
            for period in periods {
                let from: NaiveDate = period["from"].as_str().unwrap().parse().unwrap();
                let to: NaiveDate = period["to"].as_str().unwrap().parse().unwrap();
                assert!(after.is_none_or(|day| day == from), "{path}: a gap before {from}");
                after = Some(to);
                let within = |at: DateTime<Utc>| at <= now && first(step, day(at)) == from;
                let filed = mine.iter().filter(|(row, _)| within(row.filed_at)).count();
                let closed =
                    mine.iter().filter(|(row, _)| row.closed_at.is_some_and(within)).count();
                let breached = mine.iter().flat_map(|(_, clocks)| clocks);
                let breached = breached.filter(|clock| {
                    let stage = Stage::ALL.into_iter().find(|one| one.as_str() == clock.stage);
                    !is_window(stage.unwrap()) && clock.breached_at.is_some_and(within)
                });
                let begun = |at: DateTime<Utc>| at <= now && day(at) < to;
                let open = mine
                    .iter()
                    .filter(|(row, _)| begun(row.filed_at) && !row.closed_at.is_some_and(begun));
                let expected = json!({ "from": from, "to": to, "filed": filed, "closed": closed,
                    "breached": breached.count(), "open": open.count() });
                assert_eq!(*period, expected, "{path}");
                seen += filed + closed;
            }
            assert_eq!(
                first(step, day(now)),
                after.unwrap().pred_opt().map(|d| first(step, d)).unwrap()
            );
        }
    }
    assert!(seen > 25, "hardly anything was counted: {seen}");
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_department_has_the_trend_of_what_it_answers_for() {
    let city = City::without_worker(&Proxies::default(), &[]).await;
    let supervisor = city.staff(Role::Supervisor).await;
    filed(&city, &city.owner, &words(city.enterprise, CLEAR)).await;
    filed(&city, &city.owner, &words(city.enterprise, UNCLEAR)).await;
    let lead = department(&city, LEAD).await;
    for (filter, expected) in [(String::new(), 2), (format!("&department={lead}"), 1)] {
        let path = format!("/api/v1/supervision/trend?periods=1{filter}");
        let trend: Value = city.get(&supervisor, &path).await.json().await.unwrap();
        assert_eq!(trend["periods"][0]["filed"], expected, "{path}");
        assert_eq!(trend["periods"][0]["open"], expected, "{path}");
    }
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trend_that_cannot_be_meant_is_refused() {
    let city = City::without_worker(&Proxies::default(), &[]).await;
    let supervisor = city.staff(Role::Supervisor).await;
    for (query, fault) in [
        ("step=year", "step: unknown"),
        ("periods=0", "periods: out_of_range"),
        ("periods=63", "periods: out_of_range"),
        ("county=999999", "county: unknown"),
        ("lamp=red", "lamp: unknown_field"),
    ] {
        let answer = city.get(&supervisor, &format!("/api/v1/supervision/trend?{query}")).await;
        assert_eq!(faults(&problem(answer, 422, "invalid_fields").await), [fault], "{query}");
    }
    city.close().await;
}
