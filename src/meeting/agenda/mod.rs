//! The agenda of a sitting: its items in order, their papers, and what came of each.

mod here;
pub mod model;
mod pages;
pub mod rules;
pub mod store;

pub(super) use here::address;
pub(super) use pages::{Part, part, routes};
