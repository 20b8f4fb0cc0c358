//! What people keep about themselves: the enterprises they speak for, and the messages they have agreed
//! to receive.

pub mod enterprises;
pub mod subscriptions;

pub use enterprises::{BindEnterprise, BoundEnterprise, bind_enterprise, bound_enterprises};
pub use subscriptions::{SubscriptionView, record_consent, subscriptions};
