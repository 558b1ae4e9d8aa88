//! What a committee sets for its proposals: sessions, the rule, lists to choose from, holidays, and the units that answer.

mod pages;
pub mod rules;
mod store;

pub(super) use pages::routes;
