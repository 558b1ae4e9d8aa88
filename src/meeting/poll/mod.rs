//! Polls of a sitting: by show of hands, by roll-call, electronic and named, electronic and secret; and elections.

pub mod model;
mod pages;
pub mod rules;
pub mod store;

pub(super) use pages::{Part, part, routes};
