//! What all tests here need.

use std::time::Duration;

use domain::ids::IdSource as _;
use platform::machine_time::MachineIds;
use uuid::Uuid;

#[expect(clippy::disallowed_methods, reason = "tests are told by their surroundings")]
pub(crate) fn variable(name: &str, usual: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| usual.to_owned())
}

pub(crate) fn database_url() -> String {
    variable("DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
}

pub(crate) fn amqp_url() -> String {
    variable("AMQP_URL", "amqp://guest:guest@127.0.0.1:5672/%2f")
}

pub(crate) fn redis_url() -> String {
    variable("REDIS_URL", "redis://127.0.0.1:6379/")
}

pub(crate) fn new_id() -> Uuid {
    MachineIds.next()
}

/// A name space that nobody else uses.
pub(crate) fn prefix() -> String {
    format!("test.{}.", new_id().simple())
}

/// Waits until something holds; a test that waits for longer has failed.
pub(crate) async fn eventually(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let wait = async {
        while !holds().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    if tokio::time::timeout(Duration::from_secs(30), wait).await.is_err() {
        panic!("waited in vain until {what}");
    }
}
