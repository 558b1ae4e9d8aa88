//! The agenda of a sitting: its items in order, their papers, and what came of each.

pub mod model;
pub mod rules;
