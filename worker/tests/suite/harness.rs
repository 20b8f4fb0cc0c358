//! A small city on parts of its own: a fresh database, an own queue prefix, an own simulator.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeZone;
use domain::appeal::Role;
use domain::ids::IdSource;
use domain::text::{Content, Title};
use domain::time::{TimeSource, Timestamp};
use entity::{
    appeal_events, appeals, bindings, cards, clocks, enterprises, entrepreneurs, notices, outbox,
    staff,
};
use migration::{Migrator, MigratorTrait};
use platform::config::Config;
use platform::database::testing::TestDatabase;
use platform::database::{DatabaseSettings, connect_for_migration};
use platform::fault::FaultPoints;
use platform::lifecycle::Tasks;
use platform::machine_time::{MachineIds, ManualTime};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};
use service::commands::file_appeal::{FileAppeal, file_appeal};
use service::{Call, Caller, Idempotency};
use uuid::Uuid;
use worker::wiring::{self, Wired};

/// Which half of the suite this is.
pub(crate) fn real() -> bool {
    env("YH_TEST_PARTS").as_deref() == Some("real")
}

#[expect(clippy::disallowed_methods, reason = "tests choose their parts by environment")]
fn env(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// A city under test.
pub(crate) struct City {
    pub(crate) wired: Wired,
    pub(crate) time: Arc<ManualTime>,
    pub(crate) simulator: simulator::Running,
    pub(crate) filer: Uuid,
    pub(crate) openid: String,
    pub(crate) enterprise: Uuid,
    database: Option<TestDatabase>,
    _folder: tempfile::TempDir,
}

/// A Monday morning without holidays near: 2026-03-09 09:00 in Shanghai.
pub(crate) fn monday() -> Timestamp {
    chrono::Utc.with_ymd_and_hms(2026, 3, 9, 1, 0, 0).unwrap()
}

impl City {
    pub(crate) async fn new(faults: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let id = MachineIds.next();
        let options = simulator::Options::default();
        let simulator =
            simulator::start("127.0.0.1:0".parse().unwrap(), options.clone()).await.unwrap();
        let mut settings = vec![
            ("YH_WECHAT_BASE_URL".to_owned(), simulator.base("wechat")),
            ("YH_WECHAT_APPID".to_owned(), options.appid),
            ("YH_WECHAT_SECRET".to_owned(), options.app_secret),
            ("YH_WECHAT_TEMPLATES".to_owned(), templates()),
            ("YH_WECOM_BASE_URL".to_owned(), simulator.base("wecom")),
            ("YH_WECOM_CORPID".to_owned(), options.corpid),
            ("YH_WECOM_SECRET".to_owned(), options.corp_secret),
            ("YH_WECOM_AGENT_ID".to_owned(), options.agentid.to_string()),
            ("YH_DATA_DIR".to_owned(), folder.path().display().to_string()),
            (
                "YH_OBJECTS_URL".to_owned(),
                format!("file:{}", folder.path().join("objects").display()),
            ),
            ("YH_NOTIFY_QUIET_HOURS".to_owned(), String::new()),
            // Bulletins are asked for where a test is about them.
            ("YH_WORKER_DIGEST_AT".to_owned(), String::new()),
            ("YH_WORKER_LEASE_S".to_owned(), "1".to_owned()),
            ("YH_WORKER_RELAY_INTERVAL_MS".to_owned(), "20".to_owned()),
            ("YH_WORKER_SWEEP_INTERVAL_MS".to_owned(), "20".to_owned()),
            ("YH_WORKER_DELIVERY_INTERVAL_MS".to_owned(), "20".to_owned()),
            ("YH_BROKER_PREFIX".to_owned(), id.simple().to_string()),
            ("YH_CACHE_PREFIX".to_owned(), id.simple().to_string()),
        ];
        let database = if real() {
            let admin = env("DATABASE_URL")
                .unwrap_or_else(|| "postgres://postgres@127.0.0.1:5432/postgres".to_owned());
            let database = TestDatabase::create(&admin, id).await.unwrap();
            settings.push(("YH_DATABASE_URL".to_owned(), database.url().to_owned()));
            settings.push(("YH_DATABASE_MAX_CONNECTIONS".to_owned(), "6".to_owned()));
            let broker =
                env("AMQP_URL").unwrap_or_else(|| "amqp://guest:guest@127.0.0.1:5672".to_owned());
            settings.push(("YH_BROKER_URL".to_owned(), broker));
            let cache = env("REDIS_URL").unwrap_or_else(|| "redis://127.0.0.1:6379".to_owned());
            settings.push(("YH_CACHE_URL".to_owned(), cache));
            Some(database)
        } else {
            let file = folder.path().join("city.db");
            settings.push(("YH_DATABASE_URL".to_owned(), format!("sqlite://{}", file.display())));
            None
        };
        let config = Arc::new(Config::load_from(None, settings).unwrap());
        let url = DatabaseSettings::new(config.database.url.as_str());
        let migrating = connect_for_migration(&url).await.unwrap();
        Migrator::up(&migrating, None).await.unwrap();
        migrating.close().await.unwrap();
        let time = Arc::new(ManualTime::starting_at(monday()));
        let faults = Arc::new(FaultPoints::parse(faults).unwrap());
        let clock: Arc<dyn TimeSource> = time.clone();
        let wired = wiring::wire(config, clock, faults).await.unwrap();
        let hash = "no-password".to_owned();
        service::seed::demonstration(&wired.store, monday(), hash).await.unwrap();
        let (filer, enterprise, openid) = person(&wired).await;
        Self { wired, time, simulator, filer, openid, enterprise, database, _folder: folder }
    }

    /// Files an appeal as the person under test.
    pub(crate) async fn file(&self, title: &str, content: &str, category: &str) -> Uuid {
        let key = MachineIds.next().to_string();
        self.file_with(title, content, category, &key).await.unwrap()
    }

    pub(crate) async fn file_with(
        &self,
        title: &str,
        content: &str,
        category: &str,
        key: &str,
    ) -> Result<Uuid, service::ServiceError> {
        self.file_as(title, content, category, key, None).await
    }

    /// Files an appeal of a level.
    pub(crate) async fn file_as(
        &self,
        title: &str,
        content: &str,
        category: &str,
        key: &str,
        level: Option<&str>,
    ) -> Result<Uuid, service::ServiceError> {
        let call = Call {
            caller: Caller::Entrepreneur { id: self.filer },
            now: self.time.now(),
            request_id: format!("test-{key}"),
            traceparent: None,
            idempotency: Some(Idempotency { key: key.to_owned(), request_hash: title.to_owned() }),
            if_match: None,
        };
        let input = FileAppeal {
            enterprise: self.enterprise,
            title: Title::parse(title).unwrap(),
            content: Content::parse(content).unwrap(),
            category: category.to_owned(),
            level: level.map(ToOwned::to_owned),
            county: None,
            chain: None,
            contact_name: None,
            contact_phone: None,
            confidential: false,
            about_department: None,
            attachments: vec![],
            channel: "h5".to_owned(),
        };
        let answer = file_appeal(&self.wired.store, &call, input).await?;
        let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        Ok(body["id"].as_str().unwrap().parse().unwrap())
    }

    /// A call of a member of staff.
    pub(crate) async fn as_staff(&self, role: Role, department: Option<Uuid>) -> Call {
        let suffix = match role {
            Role::Handler => "-handler",
            Role::DepartmentHead => "-head",
            Role::Supervisor => "supervisor",
            _ => "dispatcher",
        };
        let mut query = staff::Entity::find().filter(staff::Column::Username.ends_with(suffix));
        if let Some(id) = department {
            query = query.filter(staff::Column::DepartmentId.eq(id));
        }
        let row = query.one(self.wired.store.read()).await.unwrap().unwrap();
        let caller = Caller::Staff { id: row.id, roles: vec![role], department: row.department_id };
        Call { caller, ..Call::system(self.time.now(), "test-staff") }
    }

    /// A call of the person under test.
    pub(crate) fn as_firm(&self) -> Call {
        let caller = Caller::Entrepreneur { id: self.filer };
        Call { caller, ..Call::system(self.time.now(), "test-firm") }
    }

    /// Runs a worker until nothing is owed any more, then stops it.
    pub(crate) async fn settle(&self) {
        self.settle_in_steps(Duration::from_millis(20)).await;
    }

    /// The same while time stands still, so that two runs have the same moments. Nobody crashes meanwhile.
    pub(crate) async fn settle_at_once(&self) {
        self.settle_in_steps(Duration::ZERO).await;
    }

    async fn settle_in_steps(&self, step: Duration) {
        let tasks = Tasks::default();
        worker::start(&self.wired.parts(), &tasks);
        self.wait_in_steps(step).await;
        tasks.stop();
        let report = tasks.run(Duration::from_secs(20)).await;
        assert!(report.is_clean(), "{report:?}");
    }

    /// Waits until no message, delivery or clock is owed. The hand-moved clock does not run by itself,
    /// so it is moved on a little: leases that a crash has left behind run out.
    pub(crate) async fn wait_until_quiet(&self) {
        self.wait_in_steps(Duration::from_millis(20)).await;
    }

    async fn wait_in_steps(&self, step: Duration) {
        let mut quiet = 0;
        for _ in 0..3_000 {
            if self.is_quiet().await {
                quiet += 1;
                if quiet == 3 {
                    return;
                }
            } else {
                quiet = 0;
                self.time.advance(step);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("not quiet after a minute: {:?}", self.snapshot().await);
    }

    async fn is_quiet(&self) -> bool {
        let db = self.wired.store.read();
        let owed = notices::Entity::find().filter(notices::Column::State.eq("owed"));
        let due = clocks::Entity::find().filter(clocks::Column::NextFireAt.lte(self.time.now()));
        let drained = match self.wired.broker.depths().await {
            Ok(depths) => depths.iter().all(|depth| depth.ready == 0),
            Err(_) => false,
        };
        drained
            && outbox::Entity::find().count(db).await.unwrap() == 0
            && owed.count(db).await.unwrap() == 0
            && due.count(db).await.unwrap() == 0
    }

    /// What is in the database, without ids and moments: equal for equal histories.
    pub(crate) async fn snapshot(&self) -> Snapshot {
        let db = self.wired.store.read();
        let mut shot = Snapshot::default();
        for row in appeals::Entity::find().all(db).await.unwrap() {
            let mut lines = vec![format!("state {}", row.state)];
            let events = appeal_events::Entity::find()
                .filter(appeal_events::Column::AppealId.eq(row.id))
                .order_by_asc(appeal_events::Column::Seq);
            for event in events.all(db).await.unwrap() {
                lines.push(format!("event {} {}", event.seq, event.kind));
            }
            let mut rest = Vec::new();
            let mine = clocks::Entity::find().filter(clocks::Column::AppealId.eq(row.id));
            for clock in mine.all(db).await.unwrap() {
                let stopped = clock.stopped_at.is_some();
                let breached = clock.breached_at.is_some();
                rest.push(format!(
                    "clock {} {} due {} stopped {stopped} breached {breached}",
                    clock.stage, clock.round, clock.due_at
                ));
            }
            let mine = cards::Entity::find().filter(cards::Column::AppealId.eq(row.id));
            for card in mine.all(db).await.unwrap() {
                rest.push(format!("card {} {}", card.rung, card.due_at));
            }
            let mine = notices::Entity::find().filter(notices::Column::AppealId.eq(row.id));
            for notice in mine.all(db).await.unwrap() {
                rest.push(format!(
                    "notice {} {} {} {}",
                    notice.template, notice.recipient_kind, notice.channel, notice.state
                ));
            }
            rest.sort();
            lines.extend(rest);
            shot.appeals.insert(row.title, lines);
        }
        shot
    }

    pub(crate) async fn row(&self, id: Uuid) -> appeals::Model {
        appeals::Entity::find_by_id(id).one(self.wired.store.read()).await.unwrap().unwrap()
    }

    /// Takes everything down.
    pub(crate) async fn close(self) {
        if real() {
            self.wired.broker.delete_topology().await.unwrap();
        }
        self.wired.broker.close().await;
        self.wired.pools.close().await.unwrap();
        self.simulator.stop().await.unwrap();
        if let Some(database) = self.database {
            database.remove().await.unwrap();
        }
    }
}

/// The city's books, by title.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Snapshot {
    pub(crate) appeals: BTreeMap<String, Vec<String>>,
}

fn templates() -> String {
    let names =
        ["submitted", "accepted", "dispatched", "contacted", "replied", "reworked", "closed"];
    names.map(|name| format!("{name}=tmpl-{name}")).join(",")
}

async fn person(wired: &Wired) -> (Uuid, Uuid, String) {
    let openid = simulator::openid_of("tester");
    let id = MachineIds.next();
    let firm = enterprises::Entity::find().one(wired.store.read()).await.unwrap().unwrap();
    let person = entrepreneurs::ActiveModel {
        id: Set(id),
        openid: Set(Some(openid.clone())),
        phone: Set(Some("13800000000".to_owned())),
        name: Set(None),
        created_at: Set(monday()),
        phone_index: Set(None),
        erased_at: Set(None),
    };
    let db = &wired.pools.write;
    entrepreneurs::Entity::insert(person).exec_without_returning(db).await.unwrap();
    let binding = bindings::ActiveModel {
        entrepreneur_id: Set(id),
        enterprise_id: Set(firm.id),
        position: Set("经办人".to_owned()),
        status: Set("active".to_owned()),
        override_reason: Set(None),
        created_at: Set(monday()),
    };
    bindings::Entity::insert(binding).exec_without_returning(db).await.unwrap();
    (id, firm.id, openid)
}
