//! HTTP in: routes, extractors, problems, the API file; and the command line.
//!
//! A route turns a request into a [`service::Call`] and parsed input, hands both to one function of the
//! service, and its answer or refusal back. Nothing is decided here.

pub mod auth;
pub mod command;
#[cfg(feature = "demo")]
pub mod demo;
pub mod document;
pub mod files;
pub mod http;
pub mod ics;
pub mod live;
mod pages;
pub mod process;
pub mod proof;
pub mod replay;
pub mod routes;
pub mod server;
pub mod state;
pub mod wiring;
pub mod workbook;
