//! Who stands where: what people keep about themselves, the accounts of staff, officers and their firms,
//! absences and hand-overs.

pub mod absences;
pub mod bindings;
pub mod colleagues;
pub mod enterprises;
pub mod feeds;
pub mod firms;
pub mod handover;
pub mod intake;
pub mod officers;
pub mod parks;
pub mod staff;
pub mod subscriptions;
pub mod visits;

pub use enterprises::{BindEnterprise, BoundEnterprise, bind_enterprise, bound_enterprises};
pub use subscriptions::{SubscriptionView, record_consent, subscriptions};
