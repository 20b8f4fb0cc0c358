//! The schema over time, for PostgreSQL and SQLite.
