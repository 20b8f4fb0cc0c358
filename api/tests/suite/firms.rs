//! Finding firms: by code before binding, by name for administrators; and finding staff.

use domain::appeal::Role;
use entity::enterprises;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use crate::harness::{City, Proxies, faults, problem};

async fn known(city: &City, code: &str) -> Value {
    let path = format!("/api/v1/enterprises/lookup?uscc={code}");
    let answer = city.get(&city.stranger, &path).await;
    assert_eq!(answer.status(), 200, "{code}");
    answer.json().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_tells_the_name_of_a_verified_firm_and_the_county_it_was_registered_in() {
    let city = City::without_worker(&Proxies::default(), &[]).await;
    let db = &city.wired.pools.write;
    let firm = enterprises::Entity::find_by_id(city.enterprise).one(db).await.unwrap().unwrap();
    let found = known(&city, &firm.uscc).await;
    assert_eq!(found["name"], json!(firm.name));
    // What somebody typed and nobody verified is told to nobody.
    enterprises::Entity::update_many()
        .col_expr(enterprises::Column::Verification, Expr::value("pending"))
        .filter(enterprises::Column::Id.eq(firm.id))
        .exec(db)
        .await
        .unwrap();
    assert_eq!(known(&city, &firm.uscc).await["name"], Value::Null);
    let county = known(&city, "91371402MA0000007B").await;
    assert_eq!(county["county"]["code"], "371402", "{county}");
    assert_eq!(county["name"], Value::Null);
    for (code, fault) in [
        ("91371402", "uscc: uscc_shape"),
        ("91371402MA00000070", "uscc: uscc_checksum"),
        ("", "uscc: required"),
    ] {
        let path = format!("/api/v1/enterprises/lookup?uscc={code}");
        let answer = city.get(&city.stranger, &path).await;
        assert_eq!(faults(&problem(answer, 422, "invalid_fields").await), [fault], "{code}");
    }
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reads_the_register_code_by_code() {
    let city = City::without_worker(&Proxies::default(), &[]).await;
    let path = "/api/v1/enterprises/lookup?uscc=91371402MA0000007B";
    let mut answered = 0;
    let refused = loop {
        let answer = city.get(&city.stranger, path).await;
        if answer.status() != 200 {
            break answer;
        }
        answered += 1;
        assert!(answered < 1_000, "there is no end to it");
    };
    problem(refused, 429, "rate_limited").await;
    assert_eq!(city.get(&city.owner, path).await.status(), 200, "others go on");
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn administrators_find_firms_by_a_part_of_the_name_or_of_the_code() {
    let city = City::without_worker(&Proxies::default(), &[]).await;
    let administrator = city.staff(Role::Administrator).await;
    let firms = enterprises::Entity::find().all(city.wired.store.read()).await.unwrap();
    let names = async |query: String| -> Vec<String> {
        let mut names = Vec::new();
        let mut cursor = String::new();
        loop {
            let path = format!("/api/v1/admin/enterprises?limit=2&q={query}&cursor={cursor}");
            let page: Value = city.get(&administrator, &path).await.json().await.unwrap();
            let items = page["items"].as_array().unwrap();
            names.extend(items.iter().map(|one| one["name"].as_str().unwrap().to_owned()));
            match page["next_cursor"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => return names,
            }
        }
    };
    let all = names(String::new()).await;
    assert_eq!(all.len(), firms.len());
    for firm in &firms {
        let part: String = firm.name.chars().skip(1).take(4).collect();
        let expected = firms.iter().filter(|one| one.name.contains(&part)).count();
        assert_eq!(names(part.clone()).await.len(), expected, "{part}");
        assert!(names(firm.uscc[6..].to_lowercase()).await.contains(&firm.name));
    }
    assert!(names("%25".to_owned()).await.is_empty(), "a percent sign means itself");
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn administrators_find_staff_by_a_part_of_the_name_or_of_the_user_name() {
    let city = City::without_worker(&Proxies::default(), &[]).await;
    let administrator = city.staff(Role::Administrator).await;
    for (query, every, some) in [
        ("q=gxj-", "gxj-", "gxj-head"),
        ("q=%E5%B7%A5%E4%BF%A1%E5%B1%80", "gxj-", "gxj-handler"),
        ("q=gxj&role=department_head", "gxj-head", "gxj-head"),
    ] {
        let path = format!("/api/v1/admin/staff?limit=100&{query}");
        let page: Value = city.get(&administrator, &path).await.json().await.unwrap();
        let items = page["items"].as_array().unwrap().iter();
        let names: Vec<_> = items.map(|one| one["username"].as_str().unwrap()).collect();
        assert!(names.iter().all(|name| name.starts_with(every)), "{query}: {names:?}");
        assert!(names.contains(&some), "{query}: {names:?}");
    }
    city.close().await;
}
