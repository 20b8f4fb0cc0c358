//! One suite for every port, run against both of its twins.
//!
//! The real ones are read from `DATABASE_URL`, `AMQP_URL` and `REDIS_URL`, with this machine's usual ports
//! when not given. Every test works in a name space or a database of its own.

#![allow(clippy::unwrap_used, reason = "the helpers of tests are tests")]

mod broker;
mod broker_outage;
mod cache;
mod cache_outage;
mod database;
mod fault;
mod guards;
mod guards_configured;
mod objects;
mod proxy;
mod support;
