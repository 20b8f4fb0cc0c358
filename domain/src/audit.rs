//! The audit trail (审计链) as pure values: what an entry is, what its hash covers, what a signed head says.
//!
//! Every entry's hash covers the hash before it, so an entry cannot be changed, removed or moved without
//! breaking all that follow; the hash is keyed, so whoever can write to the database but has no key cannot
//! mend the chain. What is cut off at the end leaves no broken link: for that the heads are signed and
//! given to the supervisor, who keeps them elsewhere.
//!
//! An entry carries no personal data. It stands for a record (an event of an appeal) by a keyed digest,
//! so a record can be erased by law (PIPL art. 47) while the chain stays whole: the erasure is an entry
//! with the new digest.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::guard::{KeyedHash, Mac};
use crate::time::Timestamp;

/// The hash before the first entry.
pub const GENESIS: Mac = [0; 32];
/// The action of an entry that replaces the digest of a record, because something in it was erased.
pub const RECORD_ERASED: &str = "record.erased";

/// What an entry says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// From 1, without gaps, over the whole platform.
    pub position: i64,
    /// When it happened.
    pub at: Timestamp,
    /// `entrepreneur`, `staff`, `anonymous`, or `system` (the platform and its command line).
    pub actor_kind: String,
    /// The account, where there is one.
    pub actor_id: Option<Uuid>,
    /// What was done, e.g. `appeal.signed`, `staff.created`, `dead_letter.retried`.
    pub action: String,
    /// Of what kind the subject is: `appeal`, `staff`, `dead_letter`…
    pub subject_kind: String,
    /// Which.
    pub subject_id: Option<Uuid>,
    /// The record that the entry stands for: the event's id.
    pub record_id: Option<Uuid>,
    /// The keyed digest of that record, or empty.
    pub digest: String,
    /// More about it, in canonical JSON; never personal data.
    pub details: String,
    /// The request that brought it about.
    pub request_id: String,
}

impl Entry {
    /// The hash of the entry under a name; `None` when the name is not known.
    #[must_use]
    pub fn mac(&self, hash: &dyn KeyedHash, name: &str, before: &Mac) -> Option<Mac> {
        let mut message = Message::new("audit entry 1");
        message.bytes(before);
        message.bytes(&self.position.to_be_bytes());
        message.bytes(&self.at.timestamp_micros().to_be_bytes());
        message.text(&self.actor_kind).id(self.actor_id);
        message.text(&self.action).text(&self.subject_kind).id(self.subject_id);
        message.id(self.record_id).text(&self.digest).text(&self.details).text(&self.request_id);
        hash.mac(name, &message.0)
    }
}

/// An event of an appeal as the chain stands for it.
#[derive(Clone, Copy, Debug)]
pub struct Record<'r> {
    /// The event.
    pub id: Uuid,
    /// Whose.
    pub appeal: Uuid,
    /// From 1 per appeal.
    pub seq: i64,
    /// What.
    pub kind: &'r str,
    /// Who may see it.
    pub audience: &'r str,
    /// Who did it.
    pub actor_kind: &'r str,
    /// Their account.
    pub actor_id: Option<Uuid>,
    /// When.
    pub at: Timestamp,
    /// The details.
    pub data: &'r Value,
}

impl Record<'_> {
    /// The keyed digest, in hex; `None` when the name is not known.
    #[must_use]
    pub fn digest(&self, hash: &dyn KeyedHash, name: &str) -> Option<String> {
        let mut message = Message::new("audit record 1");
        message.id(Some(self.id)).id(Some(self.appeal));
        message.bytes(&self.seq.to_be_bytes());
        message.text(self.kind).text(self.audience).text(self.actor_kind).id(self.actor_id);
        message.bytes(&self.at.timestamp_micros().to_be_bytes());
        message.text(&canonical(self.data));
        hash.mac(name, &message.0).map(hex::encode)
    }
}

/// A head of the chain at a moment, as it is signed and exported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// How many entries there were.
    pub position: i64,
    /// The hash of the last one, in hex.
    pub mac: String,
    /// When the head was taken.
    pub at: Timestamp,
}

impl Head {
    /// What is signed.
    #[must_use]
    pub fn message(&self) -> Vec<u8> {
        let mut message = Message::new("audit head 1");
        message.bytes(&self.position.to_be_bytes());
        message.text(&self.mac);
        message.bytes(&self.at.timestamp_micros().to_be_bytes());
        message.0
    }
}

/// A head with its signature: the file that the supervisor keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedHead {
    /// The head.
    #[serde(flatten)]
    pub head: Head,
    /// Which key has signed.
    pub key_id: String,
    /// Ed25519, in hex.
    pub signature: String,
}

/// What is wrong with the trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// There is no entry at the position: it was removed.
    Missing,
    /// The entry's hash does not follow from it and the one before: it was changed or swapped.
    Changed,
    /// The entry names a key that is not configured; whether it is sound cannot be told.
    UnknownKey,
    /// The record that the entry stands for is gone.
    RecordMissing,
    /// The record is not what it was.
    RecordChanged,
    /// There is a record for which no entry stands: it was put in past the platform.
    RecordUnlisted,
    /// The stored state of an appeal is not the sum of its events.
    StateChanged,
    /// The chain is shorter than a head that was exported: its end was cut off.
    CutOff,
    /// The entry is not the one that an exported head has signed for: the chain was made anew from
    /// here or before.
    NotAsSigned,
    /// The head that the database keeps beside the chain does not fit it.
    HeadRow,
    /// The signature of a head that was presented does not hold.
    BadSignature,
}

/// Length-prefixed fields: no two different lists of fields make the same bytes.
struct Message(Vec<u8>);

impl Message {
    fn new(purpose: &str) -> Self {
        let mut message = Self(Vec::with_capacity(512));
        message.text(purpose);
        message
    }

    fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend((bytes.len() as u64).to_be_bytes());
        self.0.extend(bytes);
        self
    }

    fn text(&mut self, text: &str) -> &mut Self {
        self.bytes(text.as_bytes())
    }

    fn id(&mut self, id: Option<Uuid>) -> &mut Self {
        match id {
            Some(id) => self.bytes(id.as_bytes()),
            None => self.bytes(&[]),
        }
    }
}

/// JSON with the members of every object in order of their names and no white space: the same text for
/// the same value, whichever database has kept it meanwhile.
#[must_use]
pub fn canonical(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(name, _)| *name);
            out.push('{');
            for (place, (name, member)) in members.into_iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                out.push_str(&Value::from(name.as_str()).to_string());
                out.push(':');
                write(member, out);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        // 1.0 and 1 are one number to a database.
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 1e15 => {
                out.push_str(&format!("{float:.0}"));
            }
            _ => out.push_str(&number.to_string()),
        },
        other => out.push_str(&other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[derive(Debug)]
    struct Plain;

    impl KeyedHash for Plain {
        fn name(&self) -> &'static str {
            "plain"
        }

        // A stand-in that keeps every byte apart: enough to see what is covered.
        fn mac(&self, name: &str, message: &[u8]) -> Option<Mac> {
            let mut mac = [0u8; 32];
            for (place, byte) in message.iter().enumerate() {
                let slot = &mut mac[place % 32];
                *slot = slot.rotate_left(3) ^ byte.wrapping_mul(31).wrapping_add(place as u8);
            }
            (name == "plain").then_some(mac)
        }
    }

    fn entry() -> Entry {
        Entry {
            position: 7,
            at: Timestamp::UNIX_EPOCH,
            actor_kind: "staff".into(),
            actor_id: Some(Uuid::from_u128(1)),
            action: "appeal.signed".into(),
            subject_kind: "appeal".into(),
            subject_id: Some(Uuid::from_u128(2)),
            record_id: Some(Uuid::from_u128(3)),
            digest: "d".into(),
            details: "{}".into(),
            request_id: "r".into(),
        }
    }

    #[test]
    fn every_field_and_the_entry_before_are_covered() {
        let first = entry().mac(&Plain, "plain", &GENESIS);
        let changes: [fn(&mut Entry); 11] = [
            |e| e.position = 8,
            |e| e.at += chrono::Duration::microseconds(1),
            |e| e.actor_kind = "system".into(),
            |e| e.actor_id = None,
            |e| e.action = "appeal.closed".into(),
            |e| e.subject_kind = "staff".into(),
            |e| e.subject_id = Some(Uuid::from_u128(9)),
            |e| e.record_id = None,
            |e| e.digest = "e".into(),
            |e| e.details = "{\"a\":1}".into(),
            |e| e.request_id = "s".into(),
        ];
        for change in changes {
            let mut other = entry();
            change(&mut other);
            assert_ne!(other.mac(&Plain, "plain", &GENESIS), first, "{other:?}");
        }
        assert_ne!(entry().mac(&Plain, "plain", &[1; 32]), first);
        assert_eq!(entry().mac(&Plain, "other", &GENESIS), None);
    }

    #[test]
    fn a_letter_moved_from_one_field_to_the_next_changes_the_hash() {
        let (mut a, mut b) = (entry(), entry());
        (a.digest, a.details) = ("ab".into(), "c".into());
        (b.digest, b.details) = ("a".into(), "bc".into());
        assert_ne!(a.mac(&Plain, "plain", &GENESIS), b.mac(&Plain, "plain", &GENESIS));
    }

    #[test]
    fn canonical_json_is_the_same_for_the_same_value() {
        let a = json!({ "b": [1, 2.5, null, true], "a": { "z": "引\"号", "y": 1.0 } });
        let b: Value =
            serde_json::from_str("{\"a\":{\"y\":1,\"z\":\"引\\\"号\"},\"b\":[1,2.5,null,true]}")
                .unwrap_or_default();
        assert_eq!(canonical(&a), canonical(&b));
        assert_eq!(canonical(&b), "{\"a\":{\"y\":1,\"z\":\"引\\\"号\"},\"b\":[1,2.5,null,true]}");
    }
}
