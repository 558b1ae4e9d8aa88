//! Handling: proposals are assigned to units, which accept them, ask for a transfer or more time, and answer.

mod calendar;
mod digest;
pub mod model;
mod moved;
mod pages;
pub mod rules;
pub mod store;
mod work;

pub(super) use digest::REMINDS;
pub(super) use moved::moved;
pub(super) use pages::{Part, awaiting, part, routes};
pub(in crate::proposal) use work::Work;
