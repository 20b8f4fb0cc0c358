//! What may be read. Every list starts from [`crate::scope::visible`], pages by key, and is stable while
//! rows come and go.

pub mod appeals;
pub mod attachments;
pub mod clocks;
pub mod desk;
pub mod inbox;
pub mod page;
pub mod publications;
pub mod supervision;
pub mod tasks;

pub use page::{Page, PageRequest};
