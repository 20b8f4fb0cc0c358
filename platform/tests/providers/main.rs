//! The provider clients against the simulator's wire, and against a server that misbehaves.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod fitting;
mod sms;
mod stand_in;
mod support;
mod tokens;
mod wechat;
mod wecom;
