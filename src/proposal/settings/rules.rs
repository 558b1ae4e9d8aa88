//! What the rule of a committee's proposals must be like, as somebody writes it, and what most counties choose from. Pure.

mod rule;
mod usual;

pub use rule::{NUMBERS, WrittenRule};
pub use usual::LISTS;
