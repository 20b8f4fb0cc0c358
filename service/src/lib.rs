//! What may be done: one command, one transaction; and the queries.
