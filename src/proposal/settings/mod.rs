//! What a committee sets for its proposals: the rule, and the lists to choose from that the committee keeps.

mod here;
mod pages;
pub mod rules;
mod store;

pub(super) use pages::routes;
