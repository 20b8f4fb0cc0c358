//! The state table for people (`docs/STATES.md`), made from the rules themselves.
