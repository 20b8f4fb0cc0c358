//! The service's interruptions, wired to the platform's fault points.

use std::sync::Arc;

use platform::fault::FaultPoints;
use service::Probe;

/// Interrupts commands at `commit.before` and `commit.after` when a fault is armed there.
#[derive(Debug)]
pub struct FaultProbe(pub Arc<FaultPoints>);

#[async_trait::async_trait]
impl Probe for FaultProbe {
    async fn at(&self, point: &'static str) -> Result<(), String> {
        self.0.trip(point).await.map_err(|crash| crash.to_string())
    }
}
