//! Handling: proposals are assigned to units, which accept them, ask for a transfer or more time, and answer.

pub mod store;
mod work;

pub(in crate::proposal) use work::Work;
