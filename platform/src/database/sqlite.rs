//! SQLite: one connection that writes and a few that only read, on one file in WAL mode.

use std::path::Path;
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous as Level};
use sea_orm::{ConnectOptions, Database, DatabaseConnection};

use super::{ConnectError, DatabaseSettings, SqliteSynchronous};

const BUSY: Duration = Duration::from_secs(5);

/// The one writer. Its transactions should begin IMMEDIATE: a deferred one that first reads and then
/// writes is refused whenever another process has written in between.
pub(super) async fn writer(
    url: &str,
    settings: &DatabaseSettings,
) -> Result<DatabaseConnection, ConnectError> {
    let path = file(url)?;
    if let Some(folder) = Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    open(url, settings, 1, false).await
}

/// The readers; the file must be there.
pub(super) async fn readers(
    url: &str,
    settings: &DatabaseSettings,
) -> Result<DatabaseConnection, ConnectError> {
    open(url, settings, settings.max_connections.max(1), true).await
}

async fn open(
    url: &str,
    settings: &DatabaseSettings,
    connections: u32,
    read_only: bool,
) -> Result<DatabaseConnection, ConnectError> {
    let level = match settings.sqlite_synchronous {
        SqliteSynchronous::Full => Level::Full,
        SqliteSynchronous::Normal => Level::Normal,
    };
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(settings.acquire_timeout)
        .connect_timeout(settings.acquire_timeout)
        // A connection to a file does not go stale, and the pages it has cached are worth keeping.
        .idle_timeout(None)
        .max_lifetime(None)
        .sqlx_logging(false)
        .test_before_acquire(false)
        .map_sqlx_sqlite_opts(move |options: SqliteConnectOptions| {
            let options = options.foreign_keys(true).busy_timeout(BUSY).synchronous(level);
            if read_only {
                options.read_only(true)
            } else {
                options.create_if_missing(true).journal_mode(SqliteJournalMode::Wal)
            }
        });
    Ok(Database::connect(options).await?)
}

/// The path in `sqlite:path`, `sqlite://path` or `sqlite:path?options`.
fn file(url: &str) -> Result<&str, ConnectError> {
    let path = url.strip_prefix("sqlite:").ok_or(ConnectError::UnknownScheme)?;
    let path = path.strip_prefix("//").unwrap_or(path);
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    if path.is_empty() || path == ":memory:" || url.contains("mode=memory") {
        return Err(ConnectError::InMemory);
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_found_in_every_form_of_the_url() {
        for url in ["sqlite:a/b.db", "sqlite://a/b.db", "sqlite:a/b.db?mode=rwc"] {
            assert_eq!(file(url).unwrap(), "a/b.db", "{url}");
        }
        for url in ["sqlite::memory:", "sqlite:", "sqlite://?mode=memory"] {
            assert!(matches!(file(url), Err(ConnectError::InMemory)), "{url}");
        }
    }
}
