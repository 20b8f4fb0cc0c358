//! The tables, and their conversions to the domain.
