//! Where to replay to, and as whom: what the demonstration writes to `var/demo.json`.

use std::path::Path;

use anyhow::Context;
use serde::Deserialize;
use url::Url;

/// The facts of a running demonstration.
#[derive(Clone, Debug, Deserialize)]
pub struct Demo {
    /// Base address of the API.
    pub api: Url,
    /// Accounts for every role.
    pub accounts: Vec<Account>,
    /// The firms of the demonstration.
    pub firms: Vec<Firm>,
}

/// An account of the demonstration.
#[derive(Clone, Deserialize)]
pub struct Account {
    /// `supervisor`, `dispatcher`, …
    pub role: String,
    /// User name.
    pub username: String,
    /// Password.
    pub password: String,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account").field("username", &self.username).finish_non_exhaustive()
    }
}

/// A firm to file for.
#[derive(Clone, Debug, Deserialize)]
pub struct Firm {
    /// Its name, as the platform has it.
    pub name: String,
    /// Unified social credit code.
    pub uscc: String,
}

impl Demo {
    /// Reads the file.
    ///
    /// # Errors
    /// When it is not there or not such a file.
    pub fn read(file: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read(file).with_context(|| {
            format!(
                "cannot read {}; `make run` writes it, or name another by --demo",
                file.display()
            )
        })?;
        serde_json::from_slice(&text).with_context(|| format!("{}", file.display()))
    }

    /// The account of a role.
    ///
    /// # Errors
    /// When there is none.
    pub fn account(&self, role: &str) -> anyhow::Result<&Account> {
        let found = self.accounts.iter().find(|account| account.role == role);
        found.with_context(|| format!("the demonstration has no account for the role {role}"))
    }
}
