//! Identity as an argument.

use uuid::Uuid;

/// Who may make a new id. Ids are `UUIDv7` (RFC 9562), so that rows sort by the moment of creation.
pub trait IdSource: Send + Sync {
    /// A new, never repeated id.
    fn next(&self) -> Uuid;
}
