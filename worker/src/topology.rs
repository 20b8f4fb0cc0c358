//! The queues, as code: declared at start, inequivalent ones refused loudly.

use platform::broker::{QueueSpec, Topology};

/// Appeals that the router has to look at.
pub const ROUTE: &str = "route";
/// Everything that somebody may have to be told.
pub const NOTIFY: &str = "notify";

/// One topic exchange, one queue per consumer; each queue with its dead letters.
#[must_use]
pub fn topology(prefix: &str, delivery_limit: u32) -> Topology {
    let queue = |name: &str, binding: &str| QueueSpec {
        name: name.to_owned(),
        bindings: vec![binding.to_owned()],
        delivery_limit,
    };
    Topology {
        exchange: "appeals".to_owned(),
        queues: vec![queue(ROUTE, service::messages::KEY_SUBMITTED), queue(NOTIFY, "appeal.*")],
        prefix: format!("{prefix}."),
    }
}
