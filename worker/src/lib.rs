//! The work that nobody waits for at a counter: the relay (outbox → broker), the consumers (route,
//! notify, dead letters), and the timers (clock sweep, changes of the clocks, deliveries, bulletins, the
//! nightly self-check, pruning, heads of the audit trail, gauges).
//!
//! Everything here may run twice and acts once: leases say who works on a row, the inbox and unique keys
//! make a repetition harmless. Any number of workers run side by side; nothing is elected.
//!
//! To add a consumer: a queue in [`topology()`], its arm in `consumers`, and its name in [`start`]. To add
//! a timer: a loop like [`deliver`] that leases, works, settles; where nothing crosses the network, like [`sweep`].

pub mod bulletins;
pub mod changes;
pub mod consumers;
pub mod deliver;
pub mod gauges;
pub mod heads;
pub mod live;
pub mod parts;
pub mod probe;
pub mod prune;
pub mod relay;
pub mod self_check;
pub mod sweep;
pub mod tokens;
pub mod topology;
pub mod wiring;

pub use parts::{Parts, Senders};
pub use topology::topology;

use platform::lifecycle::Tasks;

/// Starts everything as named tasks that stop together.
pub fn start(parts: &Parts, tasks: &Tasks) {
    let stop = tasks.stop_token();
    // Two, so that one leases while the other waits for confirms.
    for number in 1..=2 {
        tasks.spawn(format!("relay {number}"), relay::run(parts.clone(), stop.clone()));
    }
    for queue in [topology::ROUTE, topology::NOTIFY] {
        tasks
            .spawn(format!("consumer {queue}"), consumers::run(parts.clone(), queue, stop.clone()));
        tasks.spawn(
            format!("dead letters of {queue}"),
            consumers::run_dead(parts.clone(), queue, stop.clone()),
        );
    }
    tasks.spawn("clock sweep", sweep::run(parts.clone(), stop.clone()));
    tasks.spawn("changes of the clocks", changes::run(parts.clone(), stop.clone()));
    tasks.spawn("deliveries", deliver::run(parts.clone(), stop.clone()));
    tasks.spawn("pruning", prune::run(parts.clone(), stop.clone()));
    tasks.spawn("bulletins", bulletins::run(parts.clone(), stop.clone()));
    tasks.spawn("self-check", self_check::run(parts.clone(), stop.clone()));
    tasks.spawn("heads of the audit trail", heads::run(parts.clone(), stop.clone()));
    tasks.spawn("gauges", gauges::run(parts.clone(), stop));
}
