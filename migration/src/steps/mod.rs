//! One file per step, oldest first.

pub(crate) mod m20261123_000001_people;
pub(crate) mod m20261123_000002_reference;
pub(crate) mod m20261123_000003_appeals;
pub(crate) mod m20261123_000004_delivery;
pub(crate) mod m20261123_000005_sign_in_guards;
pub(crate) mod m20261124_000009_whole_life;
pub(crate) mod m20261125_000010_proof;
pub(crate) mod m20261125_000011_parts_people_play;
pub(crate) mod m20261126_000012_changed_clocks;
pub(crate) mod m20261126_000013_open_appeals;
pub(crate) mod m20261126_000014_room_to_write;
