//! What both databases promise to whoever asks them.

use std::time::{Duration, Instant};

use platform::database::testing::TestDatabase;
use platform::database::{
    Backend, ConnectError, DatabaseSettings, Pools, SqliteSynchronous, connect,
    connect_for_migration, ping,
};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement, TransactionTrait};
use secrecy::SecretString;

use crate::proxy::{Proxy, Weather};
use crate::support::{database_url, eventually, new_id};

fn sqlite(folder: &tempfile::TempDir) -> DatabaseSettings {
    DatabaseSettings::new(format!("sqlite:{}/new/appeals.db", folder.path().display()))
}

async fn text(connection: &impl ConnectionTrait, sql: &str) -> String {
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let row = connection.query_one_raw(statement).await.unwrap().unwrap();
    match connection.get_database_backend() {
        DbBackend::Sqlite => row
            .try_get_by_index::<i64>(0)
            .map(|number| number.to_string())
            .or_else(|_| row.try_get_by_index::<String>(0))
            .unwrap(),
        _ => row.try_get_by_index::<String>(0).unwrap(),
    }
}

async fn what_is_committed_is_read_and_what_is_rolled_back_is_not(settings: &DatabaseSettings) {
    let migration = connect_for_migration(settings).await.unwrap();
    migration.execute_unprepared("CREATE TABLE note (id INTEGER PRIMARY KEY)").await.unwrap();
    migration.close().await.unwrap();
    let pools = connect(settings).await.unwrap();
    ping(&pools).await.unwrap();
    let insert = "INSERT INTO note (id) VALUES (1)";
    let transaction = pools.begin().await.unwrap();
    transaction.execute_unprepared(insert).await.unwrap();
    transaction.rollback().await.unwrap();
    assert_eq!(count(&pools).await, "0");
    let transaction = pools.begin().await.unwrap();
    transaction.execute_unprepared(insert).await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(count(&pools).await, "1");
    pools.close().await.unwrap();
}

async fn count(pools: &Pools) -> String {
    let sql = match pools.backend {
        Backend::Postgres => "SELECT count(*)::text FROM note",
        Backend::Sqlite => "SELECT count(*) FROM note",
    };
    text(&pools.read, sql).await
}

#[tokio::test]
async fn what_is_committed_is_read_from_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    what_is_committed_is_read_and_what_is_rolled_back_is_not(&sqlite(&folder)).await;
}

#[tokio::test]
async fn what_is_committed_is_read_from_postgres() {
    let database = TestDatabase::create(&database_url(), new_id()).await.unwrap();
    let long = database.url().replacen("postgres:", "postgresql:", 1);
    what_is_committed_is_read_and_what_is_rolled_back_is_not(&DatabaseSettings::new(long)).await;
    database.remove().await.unwrap();
}

/// Holds as many connections at once as the pool has, and asks each the same.
async fn on_every_connection(pool: &DatabaseConnection, size: usize, sql: &str) -> Vec<String> {
    let mut held = Vec::new();
    for _ in 0..size {
        held.push(pool.begin().await.unwrap());
    }
    let mut answers = Vec::new();
    for transaction in &held {
        answers.push(text(transaction, sql).await);
    }
    for transaction in held {
        transaction.rollback().await.unwrap();
    }
    answers
}

#[tokio::test]
async fn every_sqlite_connection_has_foreign_keys_and_waits_and_syncs() {
    let folder = tempfile::tempdir().unwrap();
    let settings = sqlite(&folder);
    let pools = connect(&settings).await.unwrap();
    for (pragma, expected) in [
        ("PRAGMA foreign_keys", "1"),
        ("PRAGMA busy_timeout", "5000"),
        ("PRAGMA synchronous", "2"),
        ("PRAGMA journal_mode", "wal"),
    ] {
        assert_eq!(on_every_connection(&pools.read, 4, pragma).await, [expected; 4], "{pragma}");
        assert_eq!(on_every_connection(&pools.write, 1, pragma).await, [expected], "{pragma}");
    }
    let migration = connect_for_migration(&settings).await.unwrap();
    assert_eq!(text(&migration, "PRAGMA foreign_keys").await, "1");
    let normal =
        DatabaseSettings { sqlite_synchronous: SqliteSynchronous::Normal, ..settings.clone() };
    let relaxed = connect(&normal).await.unwrap();
    assert_eq!(text(&relaxed.write, "PRAGMA synchronous").await, "1");
}

#[tokio::test]
async fn the_readers_of_sqlite_cannot_write() {
    let folder = tempfile::tempdir().unwrap();
    let pools = connect(&sqlite(&folder)).await.unwrap();
    assert!(pools.read.execute_unprepared("CREATE TABLE t (id INTEGER)").await.is_err());
    pools.write.execute_unprepared("CREATE TABLE t (id INTEGER)").await.unwrap();
}

/// Two processes on one file, each reading before it writes: without IMMEDIATE most would be refused.
#[tokio::test(flavor = "multi_thread")]
async fn two_processes_that_read_and_then_write_do_not_refuse_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let settings = sqlite(&folder);
    let (one, two) = (connect(&settings).await.unwrap(), connect(&settings).await.unwrap());
    one.write.execute_unprepared("CREATE TABLE tally (n INTEGER)").await.unwrap();
    one.write.execute_unprepared("INSERT INTO tally VALUES (0)").await.unwrap();
    let count = |pools: Pools| {
        tokio::spawn(async move {
            for _ in 0..50 {
                let transaction = pools.begin().await.unwrap();
                let n: i64 = text(&transaction, "SELECT n FROM tally").await.parse().unwrap();
                let update = format!("UPDATE tally SET n = {}", n + 1);
                transaction.execute_unprepared(&update).await.unwrap();
                transaction.commit().await.unwrap();
            }
        })
    };
    let (first, second) = (count(one.clone()), count(two));
    first.await.unwrap();
    second.await.unwrap();
    assert_eq!(text(&one.read, "SELECT n FROM tally").await, "100");
}

#[tokio::test]
async fn a_database_without_a_home_is_refused() {
    for url in ["sqlite::memory:", "sqlite:", "mysql://user:secret@host/name"] {
        let error = connect(&DatabaseSettings::new(url)).await.unwrap_err();
        assert!(
            matches!(error, ConnectError::InMemory | ConnectError::UnknownScheme),
            "{url}: {error}"
        );
        assert!(!error.to_string().contains("secret"));
    }
}

#[tokio::test]
async fn every_postgres_session_has_its_time_limits() {
    let mut settings = DatabaseSettings::new(database_url());
    settings.statement_timeout = Duration::from_millis(1_500);
    let pools = connect(&settings).await.unwrap();
    assert_eq!(text(&pools.write, "SHOW statement_timeout").await, "1500ms");
    assert_eq!(text(&pools.write, "SHOW idle_in_transaction_session_timeout").await, "15s");
    settings.statement_timeout = Duration::from_millis(50);
    let hasty = connect(&settings).await.unwrap();
    assert!(hasty.write.execute_unprepared("SELECT pg_sleep(5)").await.is_err());
}

#[tokio::test]
async fn the_process_starts_without_postgres_and_finds_it_when_it_comes() {
    let proxy = Proxy::before(&database_url(), 5432).await;
    proxy.set(Weather::Cut);
    let mut settings = DatabaseSettings::new(proxy.url(&database_url()));
    settings.acquire_timeout = Duration::from_millis(300);
    let pools = connect(&settings).await.unwrap();
    let asked = Instant::now();
    assert!(ping(&pools).await.is_err());
    assert!(asked.elapsed() < Duration::from_secs(3));
    proxy.set(Weather::Fair);
    eventually("it answers", async || ping(&pools).await.is_ok()).await;
}

/// The defect of sqlx 0.9.0 (issue 4393), which the guard of the pool is there for.
#[tokio::test]
async fn a_cancelled_begin_leaves_no_connection_inside_a_transaction() {
    let database = TestDatabase::create(&database_url(), new_id()).await.unwrap();
    let proxy = Proxy::before(database.url(), 5432).await;
    let settings = DatabaseSettings {
        url: SecretString::from(proxy.url(database.url())),
        max_connections: 1,
        ..DatabaseSettings::new("")
    };
    let pools = connect(&settings).await.unwrap();
    let outside = connect(&DatabaseSettings::new(database.url())).await.unwrap();
    pools.write.execute_unprepared("CREATE TABLE note (id INTEGER PRIMARY KEY)").await.unwrap();
    for id in 0..20_u64 {
        proxy.set(Weather::Slow(Duration::from_millis(30)));
        // At different moments, so that some fall between the sending of BEGIN and its answer.
        let wait = Duration::from_millis(25 + id * 3);
        let begun = tokio::time::timeout(wait, pools.write.begin()).await;
        drop(begun);
        proxy.set(Weather::Fair);
        tokio::time::sleep(Duration::from_millis(40)).await;
        let insert = format!("INSERT INTO note (id) VALUES ({id})");
        pools.write.execute_unprepared(&insert).await.unwrap();
        let seen = format!("SELECT count(*)::text FROM note WHERE id = {id}");
        assert_eq!(text(&outside.read, &seen).await, "1", "insert {id} was lost");
    }
    pools.close().await.unwrap();
    outside.close().await.unwrap();
    database.remove().await.unwrap();
}
