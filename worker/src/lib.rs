//! Relay, consumers and timers.
