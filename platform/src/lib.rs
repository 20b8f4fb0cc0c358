//! The outside world behind ports: database, broker, cache, objects, providers, configuration, telemetry.
//!
//! Every port has an embedded twin, chosen by the scheme of a URL, and one suite of tests for both. To add
//! a port: a trait (or a type) that says what is promised, the twins, and a module in `tests/ports`.

pub mod broker;
pub mod cache;
pub mod config;
pub mod database;
pub mod fault;
pub mod guards;
pub mod lifecycle;
pub mod limits;
pub mod machine_time;
pub mod objects;
pub mod providers;
pub mod telemetry;
