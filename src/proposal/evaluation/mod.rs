//! Evaluations: a proposer says what he thinks of the handling and of its result; where he is not satisfied the proposal
//! goes to its units once more.

mod pages;
pub mod rules;
pub mod store;

pub(super) use pages::{Evaluations, awaiting, part, routes};
