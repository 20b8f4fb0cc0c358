//! A store of its own for every test: migrated, with a clock that is moved by hand, gone at the end.
//!
//! ```ignore
//! let h = harness::store().await;
//! let call = h.call(Caller::Anonymous);
//! h.advance_seconds(30);
//! h.remove().await;
//! ```

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use chrono::DateTime;
use domain::ids::IdSource;
use domain::time::{TimeSource, Timestamp};
use migration::{Migrator, MigratorTrait};
use platform::database::testing::TestDatabase;
use platform::database::{DatabaseSettings, Pools, connect, connect_for_migration};
use platform::machine_time::{MachineIds, ManualTime};
use service::{Call, Caller, Idempotency, NoProbe, Store};

/// A store and what belongs to it. Derefs to the store.
pub(crate) struct Harness {
    /// The store under test.
    pub(crate) store: Store,
    /// Its clock, which stands still.
    pub(crate) time: Arc<ManualTime>,
    pools: Pools,
    place: Place,
}

enum Place {
    /// Deleted with the value.
    Folder { _folder: tempfile::TempDir },
    /// Deleted by [`Harness::remove`]; one that a failed test leaves is named `test_…`.
    Server(TestDatabase),
}

/// A store on a fresh database of the kind that the environment asks for.
pub(crate) async fn store() -> Harness {
    let (settings, place) = if setting("YH_TEST_PARTS").as_deref() == Some("real") {
        let admin = setting("DATABASE_URL")
            .unwrap_or_else(|| "postgres://postgres@127.0.0.1:5432/postgres".to_owned());
        let database = TestDatabase::create(&admin, MachineIds.next()).await.unwrap();
        (DatabaseSettings::new(database.url()), Place::Server(database))
    } else {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("test.db").display());
        (DatabaseSettings::new(url), Place::Folder { _folder: folder })
    };
    let migrating = connect_for_migration(&settings).await.unwrap();
    Migrator::up(&migrating, None).await.unwrap();
    migrating.close().await.unwrap();
    let pools = connect(&settings).await.unwrap();
    let ids = Arc::new(MachineIds);
    let store = Store::new(
        pools.write.clone(),
        pools.read.clone(),
        ids,
        Arc::new(NoProbe),
        platform::guards::for_tests(),
    );
    // A Monday morning, Beijing time: 2026-11-23 09:00.
    let start = DateTime::from_timestamp(1_795_395_600, 0).unwrap();
    let time = Arc::new(ManualTime::starting_at(start));
    Harness { store, time, pools, place }
}

#[expect(clippy::disallowed_methods, reason = "tests are told from outside where to run")]
fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

impl Deref for Harness {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

impl Harness {
    /// The present moment.
    pub(crate) fn now(&self) -> Timestamp {
        self.time.now()
    }

    /// Moves the clock.
    pub(crate) fn advance_seconds(&self, seconds: u64) {
        self.time.advance(Duration::from_secs(seconds));
    }

    /// A request of this caller at this moment.
    pub(crate) fn call(&self, caller: Caller) -> Call {
        Call { caller, ..Call::system(self.now(), "test") }
    }

    /// The same with an idempotency key; the hash stands for the body.
    pub(crate) fn call_once(&self, caller: Caller, key: &str, request_hash: &str) -> Call {
        let idempotency =
            Idempotency { key: key.to_owned(), request_hash: request_hash.to_owned() };
        Call { idempotency: Some(idempotency), ..self.call(caller) }
    }

    /// Closes the connections and deletes the database.
    pub(crate) async fn remove(self) {
        self.pools.close().await.unwrap();
        if let Place::Server(database) = self.place {
            database.remove().await.unwrap();
        }
    }
}
