//! What may be *done*: one command, one file, one transaction (state, events, clocks and outbox
//! together); and the queries, scoped to what the caller may see by the way they are built.
//!
//! No HTTP here, and nothing is called over the network while a transaction is open. Time comes with
//! the [`call::Call`], ids from the store.
//!
//! To add a command: a file in `commands` that turns parsed input into a [`domain::appeal::Command`] and
//! hands it to [`act`]; a route in `api`; its refusal test. To add a query: start from
//! [`scope::visible`], never from the bare table.

pub mod act;
pub mod audit;
pub mod auth;
pub mod batch;
mod bulk;
pub mod bulletins;
pub mod call;
mod cards;
pub mod changes;
pub mod clocks;
pub mod commands;
pub mod dead_letters;
pub mod delivery;
pub mod error;
mod family;
pub mod inbox;
pub mod incidents;
pub mod ledger;
mod marks;
pub mod messages;
pub mod notices;
pub mod numbers;
pub mod outbox;
pub mod people;
pub mod privacy;
pub mod prune;
pub mod queries;
pub mod reconcile;
pub mod reference;
pub mod registers;
pub mod scope;
pub mod seed;
pub mod self_check;
pub mod store;
pub mod stuck;
pub mod sweep;
pub mod tx;
pub mod view;

pub use call::{Answer, Call, Caller, Idempotency};
pub use error::{FieldFault, ServiceError, Standing};
pub use store::{NoProbe, Probe, Store};
pub use tx::Tx;
