//! Messages as they travel: the id is the `message-id`, headers are a table of long strings.

use std::collections::BTreeMap;

use bytes::Bytes;
use lapin::BasicProperties;
use lapin::types::{AMQPValue, FieldTable, ShortString};
use uuid::Uuid;

use super::super::{DEATH_REASON, DIED_IN, Delivery, OutMessage, is_own_header};
use super::topology::Names;

/// Written to the disk before it is confirmed (AMQP 0-9-1, `delivery-mode`).
const PERSISTENT: u8 = 2;

pub(super) fn properties(message: &OutMessage) -> BasicProperties {
    let mut headers = FieldTable::default();
    for (name, value) in message.headers.iter().filter(|(name, _)| is_own_header(name)) {
        headers
            .insert(ShortString::from(name.as_str()), AMQPValue::LongString(value.as_str().into()));
    }
    BasicProperties::default()
        .with_delivery_mode(PERSISTENT)
        .with_message_id(message.id.to_string().into())
        .with_headers(headers)
}

pub(super) fn id(properties: &BasicProperties) -> Option<Uuid> {
    properties.message_id().as_ref()?.as_str().parse().ok()
}

/// `None` for a message that this platform did not send.
pub(super) fn delivery(delivery: &mut lapin::message::Delivery, names: &Names) -> Option<Delivery> {
    let id = id(&delivery.properties)?;
    let table = delivery.properties.headers().as_ref().map(FieldTable::inner);
    let mut headers = BTreeMap::new();
    let mut attempt = 1;
    for (name, value) in table.into_iter().flatten() {
        match (name.as_str(), value) {
            ("x-delivery-count", count) => attempt = returned(count).saturating_add(1),
            (DIED_IN, AMQPValue::LongString(queue)) => {
                headers.insert(DIED_IN.to_owned(), names.bare(&queue.to_string()).to_owned());
            }
            (name, AMQPValue::LongString(text)) if is_own_header(name) || name == DEATH_REASON => {
                headers.insert(name.to_owned(), text.to_string());
            }
            _ => {}
        }
    }
    Some(Delivery {
        id,
        routing_key: delivery.routing_key.as_str().to_owned(),
        body: Bytes::from(std::mem::take(&mut delivery.data)),
        headers,
        attempt,
    })
}

/// How often a message came back to its queue; the broker chooses the width of the number.
fn returned(count: &AMQPValue) -> u32 {
    let count = match *count {
        AMQPValue::ShortShortInt(n) => i64::from(n),
        AMQPValue::ShortShortUInt(n) => i64::from(n),
        AMQPValue::ShortInt(n) => i64::from(n),
        AMQPValue::ShortUInt(n) => i64::from(n),
        AMQPValue::LongInt(n) => i64::from(n),
        AMQPValue::LongUInt(n) => i64::from(n),
        AMQPValue::LongLongInt(n) => n,
        _ => 0,
    };
    u32::try_from(count).unwrap_or(0)
}
