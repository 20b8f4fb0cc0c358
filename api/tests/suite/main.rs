//! The API over a socket, on embedded and on real parts: what it answers, and what it refuses.

#![allow(clippy::unwrap_used, reason = "tests say what they expect")]

mod answers;
mod bad_input;
mod clock_explained;
mod clock_rules;
mod confidential;
mod feeds;
mod files;
mod firms;
mod harness;
mod lengths;
mod live;
mod operations;
mod outages;
mod pages;
// One proxy for all who cut lines: it belongs to no room.
#[path = "../../../platform/tests/ports/proxy.rs"]
mod proxy;
mod published;
mod refusals;
mod refusals_table;
mod resets;
mod rivals;
mod rows;
mod rows_city;
mod rows_table;
mod rows_things;
mod scenes;
mod supervision_export;
mod supervision_lists;
mod trend;
