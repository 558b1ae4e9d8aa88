//! The documents that sittings dealt with, as one register. It keeps nothing of its own: the titles stand in the items.

mod pages;
pub mod store;

pub(super) use pages::routes;
