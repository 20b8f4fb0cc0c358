//! The service against a real database: a file of SQLite (`YH_TEST_PARTS=embedded`, the default) or
//! PostgreSQL (`YH_TEST_PARTS=real`, at `DATABASE_URL`). One binary, so that it is linked once.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

mod auth;
mod harness;
mod life;
mod people;
