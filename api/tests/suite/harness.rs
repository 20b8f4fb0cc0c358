//! The real application on a free port, over a small city on parts of its own.

use std::sync::Arc;
use std::time::Duration;

use api::auth::Tokens;
use api::state::AppState;
use api::{process, wiring};
use chrono::TimeZone;
use domain::appeal::Role;
use domain::ids::IdSource;
use domain::time::{TimeSource, Timestamp};
use entity::{bindings, enterprises, entrepreneurs, staff};
use migration::{Migrator, MigratorTrait};
use platform::config::Config;
use platform::database::testing::TestDatabase;
use platform::database::{DatabaseSettings, connect_for_migration};
use platform::fault::FaultPoints;
use platform::lifecycle::Tasks;
use platform::machine_time::{MachineIds, ManualTime};
use reqwest::{Method, RequestBuilder, Response};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use service::Caller;
use uuid::Uuid;
use worker::wiring::{Wired, wire};

use crate::proxy::Proxy;

/// A Monday morning without holidays near: 2026-03-09 09:00 in Shanghai.
fn monday() -> Timestamp {
    chrono::Utc.with_ymd_and_hms(2026, 3, 9, 1, 0, 0).unwrap()
}

/// Which half of the suite this is.
pub(crate) fn real() -> bool {
    env("YH_TEST_PARTS").as_deref() == Some("real")
}

#[expect(clippy::disallowed_methods, reason = "tests choose their parts by environment")]
fn env(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// A running API.
pub(crate) struct City {
    pub(crate) wired: Wired,
    pub(crate) state: AppState,
    pub(crate) time: Arc<ManualTime>,
    pub(crate) owner: Caller,
    pub(crate) stranger: Caller,
    /// The owner's enterprise.
    pub(crate) enterprise: Uuid,
    /// The stranger's enterprise.
    pub(crate) elsewhere: Uuid,
    base: String,
    client: reqwest::Client,
    tasks: Tasks,
    database: Option<TestDatabase>,
    _folder: tempfile::TempDir,
}

impl City {
    pub(crate) async fn new() -> Self {
        Self::with(&[]).await
    }

    /// With settings of its own, in the words of the environment.
    pub(crate) async fn with(more: &[(&str, &str)]) -> Self {
        Self::behind(&Proxies::default(), more).await
    }

    /// With proxies on the way to its parts.
    pub(crate) async fn behind(proxies: &Proxies<'_>, more: &[(&str, &str)]) -> Self {
        let city = Self::without_worker(proxies, more).await;
        city.work();
        city
    }

    /// Starts the worker beside the API.
    pub(crate) fn work(&self) {
        worker::start(&self.wired.parts(), &self.tasks);
    }

    /// With nobody at the database but who sends requests, until [`City::work`].
    pub(crate) async fn without_worker(proxies: &Proxies<'_>, more: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let id = MachineIds.next();
        let (mut settings, database) = settings(folder.path(), id).await;
        proxies.redirect(&mut settings);
        let more = more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        settings.extend(more);
        let config = Arc::new(Config::load_from(None, settings).unwrap());
        let url = DatabaseSettings::new(config.database.url.as_str());
        let migrating = connect_for_migration(&url).await.unwrap();
        Migrator::up(&migrating, None).await.unwrap();
        migrating.close().await.unwrap();
        let time = Arc::new(ManualTime::starting_at(monday()));
        let clock: Arc<dyn TimeSource> = time.clone();
        let wired = wire(config.clone(), clock, Arc::new(FaultPoints::none())).await.unwrap();
        service::seed::demonstration(&wired.store, monday(), "no-password".to_owned())
            .await
            .unwrap();
        let firms = enterprises::Entity::find().all(wired.store.read()).await.unwrap();
        let owner = person(&wired, firms[0].id, "13800000001").await;
        let stranger = person(&wired, firms[1].id, "13800000002").await;
        let tasks = Tasks::default();
        let tokens = Tokens::from_config(&config).unwrap();
        let state = wiring::state(&wired, Arc::new(tokens), tasks.stop_token()).unwrap();
        let address = process::start(&wired, &state, &tasks, false).await.unwrap();
        Self {
            enterprise: firms[0].id,
            elsewhere: firms[1].id,
            base: format!("http://{address}"),
            client: reqwest::Client::new(),
            wired,
            state,
            time,
            owner,
            stranger,
            tasks,
            database,
            _folder: folder,
        }
    }

    /// Where it listens, as `host:port`.
    pub(crate) fn address(&self) -> &str {
        self.base.trim_start_matches("http://")
    }

    /// The database seen by somebody else: past any proxy and outside the application's pool.
    pub(crate) async fn books(&self) -> sea_orm::DatabaseConnection {
        match &self.database {
            Some(database) => {
                let mut options = sea_orm::ConnectOptions::new(database.url());
                options.max_connections(2).sqlx_logging(false);
                sea_orm::Database::connect(options).await.unwrap()
            }
            None => self.wired.store.read().clone(),
        }
    }

    /// A request as nobody.
    pub(crate) fn open(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base)).header("accept-language", "en")
    }

    /// A request as somebody.
    pub(crate) fn request(&self, caller: &Caller, method: Method, path: &str) -> RequestBuilder {
        let token = self.state.tokens.issue(caller, self.time.now()).unwrap();
        self.open(method, path).bearer_auth(token)
    }

    pub(crate) async fn get(&self, caller: &Caller, path: &str) -> Response {
        self.request(caller, Method::GET, path).send().await.unwrap()
    }

    pub(crate) async fn post(&self, caller: &Caller, path: &str, body: &Value) -> Response {
        let request = self.request(caller, Method::POST, path).json(body);
        request.header("idempotency-key", key()).header("if-match", "*").send().await.unwrap()
    }

    /// A member of staff of the demonstration.
    pub(crate) async fn staff(&self, role: Role) -> Caller {
        let name = match role {
            Role::Handler => "-handler",
            Role::DepartmentHead => "-head",
            Role::Supervisor => "supervisor",
            Role::Administrator => "admin",
            Role::Officer => "officer",
            _ => "dispatcher",
        };
        let query = staff::Entity::find().filter(staff::Column::Username.ends_with(name));
        let row = query.one(self.wired.store.read()).await.unwrap().unwrap();
        Caller::Staff { id: row.id, roles: vec![role], department: row.department_id }
    }

    /// A handler of a department that fits.
    pub(crate) async fn handler(&self, fits: impl Fn(Uuid) -> bool) -> Caller {
        let query = staff::Entity::find().filter(staff::Column::Username.ends_with("-handler"));
        let rows = query.all(self.wired.store.read()).await.unwrap();
        let row = rows.into_iter().find(|row| row.department_id.is_some_and(&fits)).unwrap();
        let roles = vec![Role::Handler];
        Caller::Staff { id: row.id, roles, department: row.department_id }
    }

    /// What a firm sends that has nothing wrong.
    pub(crate) fn appeal(&self) -> Value {
        json!({
            "enterprise_id": self.enterprise,
            "title": "厂区门口道路积水",
            "content": "厂区门口的市政道路每逢下雨便积水，货车无法进出，请协调排水。",
            "category": "other",
        })
    }

    /// Files it; answers its id.
    pub(crate) async fn file(&self) -> Uuid {
        let answer = self.post(&self.owner, "/api/v1/appeals", &self.appeal()).await;
        assert_eq!(answer.status(), 201, "{}", answer.text().await.unwrap());
        let body: Value = answer.json().await.unwrap();
        body["id"].as_str().unwrap().parse().unwrap()
    }

    /// How many appeals there are.
    pub(crate) async fn count(&self) -> u64 {
        use sea_orm::PaginatorTrait;
        entity::appeals::Entity::find().count(self.wired.store.read()).await.unwrap()
    }

    pub(crate) async fn close(self) {
        self.tasks.stop();
        if real() {
            // A broker that is asked to delete a queue while a consumer is just being set up at it has an
            // internal error, and drops the connection; once more, on a new one, it does it.
            let broker = &self.wired.broker;
            eventually("the queues are gone", async || broker.delete_topology().await.is_ok())
                .await;
        }
        // First: in memory a publish waits for consumers, and these have stopped.
        self.wired.broker.close().await;
        let report = self.tasks.run(Duration::from_secs(30)).await;
        assert!(report.is_clean(), "{report:?}");
        self.wired.pools.close().await.unwrap();
        if let Some(database) = self.database {
            database.remove().await.unwrap();
        }
    }
}

/// Proxies on the way to the parts of a city; only real parts have a way that can be cut.
#[derive(Default)]
pub(crate) struct Proxies<'p> {
    pub(crate) database: Option<&'p Proxy>,
    pub(crate) broker: Option<&'p Proxy>,
    pub(crate) cache: Option<&'p Proxy>,
}

impl Proxies<'_> {
    fn redirect(&self, settings: &mut [(String, String)]) {
        for (name, value) in settings {
            let proxy = match name.as_str() {
                "YH_DATABASE_URL" => self.database,
                "YH_BROKER_URL" => self.broker,
                "YH_CACHE_URL" => self.cache,
                _ => None,
            };
            if let Some(proxy) = proxy {
                *value = proxy.url(value);
            }
        }
    }
}

/// The server that real databases are made at.
pub(crate) fn database_url() -> String {
    env("DATABASE_URL").unwrap_or_else(|| "postgres://postgres@127.0.0.1:5432/postgres".to_owned())
}

/// The real broker.
pub(crate) fn broker_url() -> String {
    env("AMQP_URL").unwrap_or_else(|| "amqp://guest:guest@127.0.0.1:5672".to_owned())
}

/// The real cache.
pub(crate) fn cache_url() -> String {
    env("REDIS_URL").unwrap_or_else(|| "redis://127.0.0.1:6379".to_owned())
}

/// Waits for something that has to come about by itself; the limit is that of a hung test.
pub(crate) async fn eventually(what: &str, mut come: impl AsyncFnMut() -> bool) {
    for _ in 0..1_800 {
        if come().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("waited in vain: {what}");
}

/// A fresh idempotency key.
pub(crate) fn key() -> String {
    MachineIds.next().simple().to_string()
}

/// A problem document with this status and code; answers it.
pub(crate) async fn problem(answer: Response, status: u16, code: &str) -> Value {
    let found = answer.status();
    let kind = answer.headers().get("content-type").map(|value| value.to_str().unwrap().to_owned());
    let id = answer.headers().get("x-request-id").map(|value| value.to_str().unwrap().to_owned());
    let text = answer.text().await.unwrap();
    assert_eq!(found, status, "{text}");
    assert_eq!(kind.as_deref(), Some("application/problem+json"), "{text}");
    let body: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(body["code"], code, "{body}");
    assert_eq!(body["status"], status);
    assert_eq!(body["request_id"].as_str(), id.as_deref());
    assert!(!body["title"].as_str().unwrap().is_empty());
    assert!(!body["detail"].as_str().unwrap().contains('{'), "{body}");
    body
}

/// `field: code` of every fault, in order of the fields' names.
pub(crate) fn faults(body: &Value) -> Vec<String> {
    let errors = body["errors"].as_array().unwrap().iter();
    let mut faults: Vec<_> = errors
        .map(|one| format!("{}: {}", one["field"].as_str().unwrap(), one["code"].as_str().unwrap()))
        .collect();
    faults.sort();
    faults
}

async fn settings(
    folder: &std::path::Path,
    id: Uuid,
) -> (Vec<(String, String)>, Option<TestDatabase>) {
    let objects = folder.join("objects");
    let mut settings = vec![
        ("YH_SERVER_BIND", "127.0.0.1:0".to_owned()),
        ("YH_METRICS_BIND", "127.0.0.1:0".to_owned()),
        ("YH_DATA_DIR", folder.display().to_string()),
        ("YH_OBJECTS_URL", format!("file:{}", objects.display())),
        ("YH_NOTIFY_QUIET_HOURS", String::new()),
        ("YH_WORKER_DIGEST_AT", String::new()),
        ("YH_WORKER_RELAY_INTERVAL_MS", "20".to_owned()),
        ("YH_LIMITS_FILINGS_PER_HOUR", "0".to_owned()),
        ("YH_LIMITS_PER_CALLER_PER_MINUTE", "10000".to_owned()),
        ("YH_LIMITS_PER_ADDRESS_PER_MINUTE", "10000".to_owned()),
        ("YH_LIMITS_LOGINS_PER_ADDRESS_PER_MINUTE", "10000".to_owned()),
        ("YH_BROKER_PREFIX", id.simple().to_string()),
        ("YH_CACHE_PREFIX", id.simple().to_string()),
    ];
    let database = if real() {
        let database = TestDatabase::create(&database_url(), id).await.unwrap();
        settings.push(("YH_DATABASE_URL", database.url().to_owned()));
        settings.push(("YH_DATABASE_MAX_CONNECTIONS", "6".to_owned()));
        settings.push(("YH_BROKER_URL", broker_url()));
        settings.push(("YH_CACHE_URL", cache_url()));
        Some(database)
    } else {
        let file = folder.join("city.db");
        settings.push(("YH_DATABASE_URL", format!("sqlite://{}", file.display())));
        None
    };
    (settings.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(), database)
}

pub(crate) async fn person(wired: &Wired, enterprise: Uuid, phone: &str) -> Caller {
    let id = MachineIds.next();
    let person = entrepreneurs::ActiveModel {
        id: Set(id),
        openid: Set(None),
        phone: Set(Some(phone.to_owned())),
        name: Set(None),
        created_at: Set(monday()),
        phone_index: Set(None),
        erased_at: Set(None),
    };
    let db = &wired.pools.write;
    entrepreneurs::Entity::insert(person).exec_without_returning(db).await.unwrap();
    let binding = bindings::ActiveModel {
        entrepreneur_id: Set(id),
        enterprise_id: Set(enterprise),
        position: Set("经办人".to_owned()),
        status: Set("active".to_owned()),
        override_reason: Set(None),
        created_at: Set(monday()),
    };
    bindings::Entity::insert(binding).exec_without_returning(db).await.unwrap();
    Caller::Entrepreneur { id }
}
