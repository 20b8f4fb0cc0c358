//! The tables: one file per table, columns as the migration made them, and nothing that decides.
//!
//! To add a table: write its step in `migration`, then its file here with the same columns, and list it
//! below. Conversions to the domain stand beside the table they belong to.
#![allow(
    missing_docs,
    reason = "columns are named by the migration; each table says what it is for"
)]

pub mod absences;
pub mod appeal_events;
pub mod appeal_parties;
pub mod appeals;
pub mod attachments;
pub mod audit_chain;
pub mod audit_entries;
pub mod audit_heads;
pub mod bindings;
pub mod bulletins;
pub mod calendars;
pub mod cards;
pub mod categories;
pub mod chains;
pub mod clock_changes;
pub mod clock_moves;
pub mod clocks;
pub mod counties;
pub mod dead_letters;
pub mod departments;
pub mod enterprises;
pub mod entrepreneurs;
pub mod feeds;
pub mod idempotency_keys;
pub mod inbox;
pub mod incidents;
pub mod login_strikes;
pub mod notices;
pub mod number_blocks;
pub mod officer_assignments;
pub mod outbox;
pub mod parks;
pub mod profiles;
pub mod publications;
pub mod refresh_tokens;
pub mod sms_codes;
pub mod staff;
pub mod staff_roles;
pub mod subscriptions;
pub mod totp_steps;
pub mod visits;
