//! Supervision (督查): every open promise, what is late, who holds it, since when, and who used up the time.
//!
//! One set of filters ([`ClockFilter`]) for the lists ([`list`], [`overdue`]), the counts ([`counts()`]) and
//! what is sent upwards ([`export()`]), so that the three never disagree. To narrow by one more thing: a
//! field there, its condition beside it, and its parameter in the API.

mod ageing;
mod counts;
mod custody;
mod export;
mod filter;
mod items;
mod summary;
mod trend;

pub use ageing::AgeCounts;
pub use counts::{ClockCounts, DepartmentClocks, LampCounts, counts};
pub use custody::{CustodyView, ShareView, of_appeal};
pub use export::{CONFIDENTIAL, Export, MOST_ROWS, export};
pub use filter::{ClockFilter, Holder};
pub use items::{CardView, PromiseItem, list, overdue};
pub use summary::{DepartmentCount, Summary, summary};
pub use trend::{MOST_PERIODS, Period, Step, Trend, TrendFilter, trend};

pub(crate) use counts::count;
