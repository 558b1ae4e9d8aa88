//! Replies: the proposer is heard, co-handlers give their opinion and countersign, the reply is drafted, approved, passed
//! and sent, and what it promises is kept.

mod awaits;
mod here;
mod pages;
pub mod rules;
pub mod store;

pub(super) use awaits::awaiting;
pub(super) use here::answered_with;
pub(super) use pages::{Replies, part, routes};
