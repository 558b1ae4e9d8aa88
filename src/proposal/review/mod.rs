//! The review of proposals: the queue, the steps, and what is decided: filed, merged, redirected, declined, sent back.

mod awaiting;
mod deed;
mod model;
mod pages;
pub mod rules;
mod store;

pub(in crate::proposal) use awaiting::awaiting;
pub(in crate::proposal) use deed::Sent;
pub(super) use pages::routes;
pub(in crate::proposal) use pages::{Again, Part, act, part};
