//! The demonstration city: counties, departments, categories, chains, fictitious firms and service
//! items, embedded as JSON (origins and licences: `data/city/NOTICE`). A real city brings its own rows
//! through the administration pages; nothing here is a rule.

use serde::{Deserialize, Serialize};

/// A county-level division.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct County {
    /// Six-digit division code.
    pub code: String,
    /// Chinese name.
    pub name: String,
    /// Four-digit code of the city.
    pub city_code: String,
    /// Two-digit code of the province.
    pub province_code: String,
    /// Place in lists, ascending.
    pub sort: i32,
}

/// How a department relates to the counties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DepartmentKind {
    /// Exists at city level and as a bureau of every county.
    Both,
    /// Led from above (垂直管理); the counties have branches, not bureaus.
    Vertical,
    /// An organ of the party committee.
    Party,
    /// A people's organisation.
    Group,
    /// A utility enterprise.
    Utility,
    /// A park, town or street: competent for a place.
    Area,
    /// The task force that dispatches; never the target of an automatic decision.
    Hub,
}

/// A department that can receive appeals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Department {
    /// Stable short code, e.g. `GXJ`.
    pub code: String,
    /// Official name.
    pub full_name: String,
    /// Everyday name.
    pub short_name: String,
    /// How it relates to the counties.
    pub kind: DepartmentKind,
    /// The department that leads it: it shares that department's conflicts of interest.
    pub parent: Option<String>,
    /// Duties in one line.
    pub duties: String,
    /// Words that speak for it.
    pub keywords: Vec<String>,
    /// Place in lists, ascending.
    pub sort: i32,
}

/// What a firm chooses when it files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Stable code in `snake_case`.
    pub code: String,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// The department in charge; `None` where only the text can tell.
    pub department: Option<String>,
    /// Other departments that the category commonly means: they do not contradict it.
    pub also: Vec<String>,
    /// Evidence that the choice alone gives to `department` (half of it to each of `also`; all of it
    /// where there is no `department`).
    pub prior: f64,
    /// Whether its department rules on complaints about other departments.
    pub impartial: bool,
    /// First-level theme under which it is reported.
    pub theme: String,
    /// Code of the default SLA profile.
    pub profile: String,
    /// Words that speak for `department`.
    pub keywords: Vec<String>,
    /// Place in lists, ascending.
    pub sort: i32,
}

/// Who set a chain up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChainLevel {
    /// A city-level chain.
    City,
    /// A county-level chain.
    County,
}

/// An industry chain (产业链).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chain {
    /// Stable code in `snake_case`.
    pub code: String,
    /// Chinese name.
    pub name: String,
    /// Who set it up.
    pub level: ChainLevel,
    /// Its county, for a county-level chain.
    pub county: Option<String>,
    /// Code of the department that leads it.
    pub lead_department: String,
    /// Place in lists, ascending.
    pub sort: i32,
}

/// A visibly fictitious firm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Firm {
    /// Unified social credit code (GB 32100-2015), well-formed and made up.
    pub uscc: String,
    /// Name, marked 示例 and (演示).
    pub name: String,
    /// County code.
    pub county: String,
    /// Chain code.
    pub chain: Option<String>,
    /// Class code of GB/T 4754-2017.
    pub industry_code: String,
    /// Class name of GB/T 4754-2017.
    pub industry_name: String,
    /// Whether it is a lead firm (链主) of its chain.
    pub lead_firm: bool,
}

/// A government service and the department that offers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceItem {
    /// Official name of the service.
    pub name: String,
    /// Department code.
    pub department: String,
}

/// All reference data of one city.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct City {
    /// Counties, in order of `sort`.
    pub counties: Vec<County>,
    /// Departments, in order of `sort`.
    pub departments: Vec<Department>,
    /// Categories, in order of `sort`.
    pub categories: Vec<Category>,
    /// Industry chains, in order of `sort`.
    pub chains: Vec<Chain>,
    /// Fictitious firms.
    pub firms: Vec<Firm>,
    /// Service items.
    pub service_items: Vec<ServiceItem>,
}

impl City {
    /// Parses the embedded demonstration city.
    ///
    /// # Errors
    /// When an embedded file does not fit its type; the tests of this crate rule that out.
    pub fn demonstration() -> Result<Self, serde_json::Error> {
        Ok(Self {
            counties: serde_json::from_str(include_str!("../data/city/counties.json"))?,
            departments: serde_json::from_str(include_str!("../data/city/departments.json"))?,
            categories: serde_json::from_str(include_str!("../data/city/categories.json"))?,
            chains: serde_json::from_str(include_str!("../data/city/chains.json"))?,
            firms: serde_json::from_str(include_str!("../data/city/firms.json"))?,
            service_items: serde_json::from_str(include_str!("../data/city/service_items.json"))?,
        })
    }
}
