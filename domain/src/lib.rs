//! What an appeal (诉求) *is*: states and transitions, events, clocks and calendars, routing
//! decisions, parsed texts. Pure: no I/O, no async; time and ids are arguments.
//!
//! To add a rule: give it a module of its own here, take everything it needs as arguments, return a
//! value or a named refusal, and test it against a slower, simpler reference.

pub mod appeal;
pub mod audit;
pub mod calendar;
pub mod city;
pub mod guard;
pub mod ids;
pub mod notice;
pub mod routing;
pub mod sla;
pub mod text;
pub mod time;
pub mod uscc;
pub mod wording;
