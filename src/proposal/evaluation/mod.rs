//! Evaluations: a proposer says what they think of the handling and of its result; where they are not satisfied the
//! proposal goes to its units once more.

mod pages;
pub mod rules;
pub mod store;

pub(super) use pages::{Evaluations, awaiting, part, routes};
