//! Live updates: what the consoles' streams are told. Nothing rests on it; a console that misses one
//! is told to read again.

use platform::broker::Delivery;

use crate::parts::Parts;

/// The channel of the cache on which updates travel.
pub const CHANNEL: &str = "live";

/// Passes a message on to the streams as the outbox has it: which appeal, whose, in which state, what
/// happened. A cache that does not answer is not waited for.
pub async fn publish(parts: &Parts, delivery: &Delivery) {
    if let Err(error) = parts.cache.publish(CHANNEL, delivery.body.clone()).await {
        tracing::debug!(%error, "a live update was not passed on");
    }
}
