//! Live updates: what the consoles' streams are told. Nothing rests on it; a console that misses one
//! is told to read again.

use platform::broker::Delivery;

use crate::parts::Parts;

/// The channel of the cache on which updates travel.
pub const CHANNEL: &str = "live";

/// Passes a message on to the streams: which appeal, whose, in which state, what happened. A cache that
/// does not answer is not waited for.
pub async fn publish(parts: &Parts, delivery: &Delivery) {
    let Ok(mut change) = serde_json::from_slice::<serde_json::Value>(&delivery.body) else {
        return;
    };
    let kinds: Vec<_> = change["events"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|event| event["kind"].as_str().map(str::to_owned))
        .collect();
    if let Some(fields) = change.as_object_mut() {
        fields.remove("events");
        fields.insert("kinds".to_owned(), kinds.into());
    }
    if let Err(error) = parts.cache.publish(CHANNEL, change.to_string().into()).await {
        tracing::debug!(%error, "a live update was not passed on");
    }
}
