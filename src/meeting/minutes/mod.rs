//! What is written after a sitting: its minutes and its news release, both drafted from the record.

pub mod draft;
pub mod model;
mod pages;
pub mod rules;
pub mod store;

pub(super) use pages::{Texts, part, routes};
