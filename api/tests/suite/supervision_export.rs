//! The file that a supervisor sends upwards, opened again and compared with the list.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use domain::appeal::Role;
use entity::audit_entries;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use service::Caller;

use crate::harness::{City, Proxies};
use crate::scenes::{CLEAR, filed, words};
use crate::supervision_lists::{all, busy};

struct File {
    name: String,
    sheets: Vec<(String, Range<Data>)>,
    bytes: Vec<u8>,
}

async fn exported(city: &City, who: &Caller, filter: &str) -> File {
    let answer = city.get(who, &format!("/api/v1/supervision/export.xlsx?{filter}")).await;
    assert_eq!(answer.status(), 200);
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert!(header("content-type").ends_with("spreadsheetml.sheet"));
    assert_eq!(header("cache-control"), "private, no-store");
    let name = header("content-disposition");
    let bytes = answer.bytes().await.unwrap().to_vec();
    let mut book = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
    File { name, sheets: book.worksheets(), bytes }
}

fn text(row: &[Data], column: usize) -> String {
    match &row[column] {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        other => panic!("{other:?} is no text"),
    }
}

fn number(row: &[Data], column: usize) -> f64 {
    match &row[column] {
        Data::Float(number) => *number,
        Data::Int(number) => i32::try_from(*number).unwrap().into(),
        other => panic!("{other:?} is no number"),
    }
}

fn moment(row: &[Data], column: usize) -> NaiveDateTime {
    match &row[column] {
        Data::DateTime(at) => at.as_datetime().unwrap(),
        other => panic!("{other:?} is no date"),
    }
}

fn local(value: &Value) -> NaiveDateTime {
    let at: DateTime<Utc> = value.as_str().unwrap().parse().unwrap();
    at.with_timezone(&chrono_tz::Asia::Shanghai).naive_local()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_says_what_the_list_says_row_by_row() {
    let (city, supervisor, _) = busy().await;
    city.time.advance(Duration::days(4).to_std().unwrap());
    let file = exported(&city, &supervisor, "").await;
    assert!(file.name.contains("filename*=UTF-8''%E6%97%B6%E9%99%90"), "{}", file.name);
    let items = all(&city, &supervisor, "clocks?").await;
    let (name, sheet) = &file.sheets[0];
    assert_eq!(name, "时限明细");
    assert_eq!(sheet.height(), items.len() + 1);
    let lamps = json!({ "green": "绿灯", "yellow": "黄灯", "red": "红灯" });
    for (row, item) in sheet.rows().skip(1).zip(&items) {
        let (appeal, clock) = (&item["appeal"], &item["clock"]);
        assert_eq!(text(row, 0), appeal["number"], "{item}");
        let secret = appeal["confidential"] == true;
        let title = if secret { "保密诉求" } else { appeal["title"].as_str().unwrap() };
        assert_eq!(text(row, 1), title);
        let firm = appeal["enterprise"]["name"].as_str().filter(|_| !secret);
        assert_eq!(text(row, 2), firm.unwrap_or_default());
        assert_eq!(text(row, 10), item["responsible"]["name"].as_str().unwrap_or("派单台"));
        let apart = (moment(row, 13) - local(&clock["due_at"])).abs();
        assert!(apart < Duration::seconds(1), "{row:?} {item}");
        assert_eq!(text(row, 14), lamps[clock["lamp"].as_str().unwrap()]);
        let shares: f64 = (19..24).map(|column| number(row, column)).sum();
        assert!((shares - number(row, 24)).abs() < 1e-6, "{row:?}");
        assert!((number(row, 24) * 3_600.0 - item["working_s"].as_f64().unwrap()).abs() < 1e-3);
        assert_eq!(row[16] == Data::Empty, clock["lamp"] != "red", "{row:?}");
    }
    let (name, summary) = &file.sheets[1];
    assert_eq!(name, "汇总");
    let total = summary.rows().last().unwrap();
    assert_eq!((text(total, 0).as_str(), number(total, 1) as usize), ("合计", items.len()));
    let red = items.iter().filter(|item| item["clock"]["lamp"] == "red").count();
    assert_eq!(number(total, 4) as usize, red);
    let ages: f64 = (5..9).map(|column| number(total, column)).sum();
    assert_eq!(ages as usize, red);
    let (name, notes) = &file.sheets[2];
    assert_eq!(name, "口径说明");
    let notes: String = notes.rows().flatten().map(ToString::to_string).collect();
    assert!(notes.contains("2026年3月13日 09:00") && notes.contains("无，全部未结时限"), "{notes}");
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_what_is_overdue_is_called_so_and_names_its_filters() {
    let (city, supervisor, _) = busy().await;
    city.time.advance(Duration::days(4).to_std().unwrap());
    let file = exported(&city, &supervisor, "lamp=red&stage=sign").await;
    assert_eq!(file.sheets[0].0, "超期清单");
    let notes: String = file.sheets[2].1.rows().flatten().map(ToString::to_string).collect();
    assert!(notes.contains("灯：红灯；时限：签收"), "{notes}");
    let row = file.sheets[0].1.rows().nth(1).unwrap();
    // Due on Tuesday at closing time, exported on Friday at nine.
    assert_eq!((number(row, 16), number(row, 17)), (3.0, 15.5), "{row:?}");
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_somebody_wrote_becomes_a_formula() {
    let city = City::without_worker(&Proxies::default(), &[]).await;
    let supervisor = city.staff(Role::Supervisor).await;
    for title in
        ["=HYPERLINK(\"http://x.example\")", "+8613800000000 请回电", "-1+1 减免", "@SUM(1)"]
    {
        let mut body = words(city.enterprise, CLEAR);
        body["title"] = json!(title);
        filed(&city, &city.owner, &body).await;
    }
    let file = exported(&city, &supervisor, "stage=resolve").await;
    let titles: Vec<_> = file.sheets[0].1.rows().skip(1).map(|row| text(row, 1)).collect();
    assert!(titles.iter().any(|title| title.starts_with("=HYPERLINK")), "{titles:?}");
    let mut book = Xlsx::new(Cursor::new(file.bytes)).unwrap();
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).unwrap();
        assert!(formulas.rows().flatten().all(String::is_empty), "{name}: {formulas:?}");
    }
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_takes_a_file_is_written_down_with_what_was_asked_for() {
    let (city, supervisor, _) = busy().await;
    let file = exported(&city, &supervisor, "stage=resolve").await;
    let entries = audit_entries::Entity::find()
        .filter(audit_entries::Column::Action.eq("supervision.exported"))
        .all(city.wired.store.read())
        .await
        .unwrap();
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].actor_id, supervisor.id());
    let details: Value = serde_json::from_str(&entries[0].details).unwrap();
    assert_eq!(details["filter"]["stage"], "resolve");
    assert_eq!(details["rows"], file.sheets[0].1.height() - 1);
    // What is refused is no export.
    let head = city.staff(Role::DepartmentHead).await;
    assert_eq!(city.get(&head, "/api/v1/supervision/export.xlsx").await.status(), 403);
    let again = audit_entries::Entity::find()
        .filter(audit_entries::Column::Action.eq("supervision.exported"));
    assert_eq!(again.all(city.wired.store.read()).await.unwrap().len(), 1);
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_nothing_is_a_file_all_the_same() {
    let city = City::without_worker(&Proxies::default(), &[]).await;
    let supervisor = city.staff(Role::Supervisor).await;
    let file = exported(&city, &supervisor, "lamp=red").await;
    assert_eq!(file.sheets[0].1.height(), 1);
    assert_eq!(file.sheets.len(), 3);
    city.close().await;
}
