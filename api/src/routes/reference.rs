//! What forms offer for choice.

use std::collections::BTreeSet;

use actix_web::{get, web};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::http::{Answered, Signed, json};
use crate::state::AppState;

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(categories)
        .service(counties)
        .service(chains)
        .service(departments)
        .service(levels);
}

/// A category (诉求类别).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CategoryView {
    /// For `category`.
    code: String,
    /// In Chinese.
    name_zh: String,
    /// In English.
    name_en: String,
    /// The profile that applies when none is asked for.
    level: String,
}

/// A code with its name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CountyView {
    /// The code.
    code: String,
    /// For people.
    name: String,
}

/// An industry chain (产业链).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChainView {
    /// For `chain_id`.
    code: String,
    /// For people.
    name: String,
    /// `city` or `county`.
    level: String,
    /// The county of a county's chain.
    county: Option<String>,
}

/// A department (部门).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DepartmentView {
    /// For `department_id`.
    id: Uuid,
    /// As the dispatch catalogue names it.
    code: String,
    /// In full.
    name: String,
    /// For lists.
    short_name: String,
}

/// A level (办理等级): a profile (时限方案), as appeals name it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LevelView {
    /// For `level`.
    code: String,
    /// In Chinese.
    name_zh: String,
    /// In English.
    name_en: String,
    /// Set by law: an appeal is not moved to it or from it by hand.
    statutory: bool,
}

/// The levels by which appeals may be counted today, by code.
#[utoipa::path(
    operation_id = "list_levels",
    tag = "reference",
    responses((status = 200, description = "all of them", body = [LevelView]))
)]
#[get("/levels")]
pub(crate) async fn levels(state: web::Data<AppState>, Signed(call): Signed) -> Answered {
    let reference = state.store.reference().get(&state.store).await?;
    let today = reference.civil_day(call.now)?;
    let codes: BTreeSet<String> =
        reference.all_profiles().iter().map(|profile| profile.code.clone()).collect();
    let views: Vec<_> = codes
        .iter()
        .filter_map(|code| reference.profile_on(code, today))
        .map(|profile| LevelView {
            code: profile.code.clone(),
            name_zh: profile.name_zh.clone(),
            name_en: profile.name_en.clone(),
            statutory: profile.statutory,
        })
        .collect();
    json(&views)
}

/// The categories that can be chosen, in their order.
#[utoipa::path(
    operation_id = "list_categories",
    tag = "reference",
    responses((status = 200, description = "all of them", body = [CategoryView]))
)]
#[get("/categories")]
pub(crate) async fn categories(state: web::Data<AppState>, _call: Signed) -> Answered {
    let reference = state.store.reference().get(&state.store).await?;
    let mut rows: Vec<_> = reference.categories.values().filter(|row| row.active).collect();
    rows.sort_by(|a, b| (a.sort, &a.code).cmp(&(b.sort, &b.code)));
    let views: Vec<_> = rows
        .into_iter()
        .map(|row| CategoryView {
            code: row.code.clone(),
            name_zh: row.name_zh.clone(),
            name_en: row.name_en.clone(),
            level: row.profile.clone(),
        })
        .collect();
    json(&views)
}

/// The counties (县市区), by code.
#[utoipa::path(
    operation_id = "list_counties",
    tag = "reference",
    responses((status = 200, description = "all of them", body = [CountyView]))
)]
#[get("/counties")]
pub(crate) async fn counties(state: web::Data<AppState>, _call: Signed) -> Answered {
    let reference = state.store.reference().get(&state.store).await?;
    let mut views: Vec<_> = reference
        .counties
        .iter()
        .map(|(code, name)| CountyView { code: code.clone(), name: name.clone() })
        .collect();
    views.sort_by(|a, b| a.code.cmp(&b.code));
    json(&views)
}

/// The industry chains, by code.
#[utoipa::path(
    operation_id = "list_chains",
    tag = "reference",
    responses((status = 200, description = "all of them", body = [ChainView]))
)]
#[get("/chains")]
pub(crate) async fn chains(state: web::Data<AppState>, _call: Signed) -> Answered {
    let reference = state.store.reference().get(&state.store).await?;
    let mut rows: Vec<_> = reference.chains.values().collect();
    rows.sort_by(|a, b| a.code.cmp(&b.code));
    let views: Vec<_> = rows
        .into_iter()
        .map(|row| ChainView {
            code: row.code.clone(),
            name: row.name.clone(),
            level: row.level.clone(),
            county: row.county.clone(),
        })
        .collect();
    json(&views)
}

/// The departments that can hold an appeal, by code.
#[utoipa::path(
    operation_id = "list_departments",
    tag = "reference",
    responses((status = 200, description = "all of them", body = [DepartmentView]))
)]
#[get("/departments")]
pub(crate) async fn departments(state: web::Data<AppState>, _call: Signed) -> Answered {
    let reference = state.store.reference().get(&state.store).await?;
    let mut rows: Vec<_> = reference.departments.values().filter(|row| row.active).collect();
    rows.sort_by(|a, b| a.code.cmp(&b.code));
    let views: Vec<_> = rows
        .into_iter()
        .map(|row| DepartmentView {
            id: row.id,
            code: row.code.clone(),
            name: row.name.clone(),
            short_name: row.short_name.clone(),
        })
        .collect();
    json(&views)
}
