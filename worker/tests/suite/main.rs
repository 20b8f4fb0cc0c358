//! The path from the outbox to the people, on embedded and on real parts.

#![allow(clippy::unwrap_used, reason = "tests say what they expect")]

mod bulletins;
mod clocks;
mod crash;
mod harness;
mod path;
mod storm;
mod sweep;
