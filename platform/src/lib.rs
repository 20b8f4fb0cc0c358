//! The outside world behind ports: database, broker, cache, objects, providers, configuration, telemetry.
pub mod config;
pub mod lifecycle;
pub mod telemetry;
