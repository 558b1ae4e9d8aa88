//! The floor of a sitting: who asks to speak, who speaks, and for how long.

pub mod model;
mod pages;
pub mod rules;
pub mod store;

pub(super) use pages::{Part, part, routes};
