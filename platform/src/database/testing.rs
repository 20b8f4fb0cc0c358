//! Throwaway PostgreSQL databases: one for each test, so that tests run side by side.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};
use url::Url;
use uuid::Uuid;

use super::{ConnectError, DatabaseSettings, connect_for_migration};

/// A database that exists for one test. Drop it with [`TestDatabase::remove`]; one that is left behind
/// by a failed test is named `test_` and its id.
#[derive(Debug, Clone)]
pub struct TestDatabase {
    admin: DatabaseSettings,
    name: String,
    url: String,
}

impl TestDatabase {
    /// Makes an empty database at the server of `admin_url`, whose user must be allowed to. `id` makes its
    /// name.
    ///
    /// # Errors
    /// When the server does not answer or refuses.
    pub async fn create(admin_url: &str, id: Uuid) -> Result<Self, ConnectError> {
        let mut url = Url::parse(admin_url).map_err(|_| ConnectError::UnknownScheme)?;
        let name = format!("test_{}", id.simple());
        url.set_path(&name);
        let admin = DatabaseSettings::new(admin_url);
        let made = Self { admin, name, url: url.into() };
        made.execute(&format!("CREATE DATABASE {}", made.name)).await?;
        Ok(made)
    }

    /// Where it is.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its name, for asking the server about it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Deletes it, whoever is still connected.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn remove(self) -> Result<(), ConnectError> {
        self.execute(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)).await
    }

    async fn execute(&self, sql: &str) -> Result<(), ConnectError> {
        let admin: DatabaseConnection = connect_for_migration(&self.admin).await?;
        let done: Result<_, DbErr> = admin.execute_unprepared(sql).await;
        admin.close().await?;
        done?;
        Ok(())
    }
}
