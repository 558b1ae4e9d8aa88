//! Study: what a sitting conveyed is read by all who were called to it, there or not.

mod awaits;
mod pages;
pub mod store;

pub(super) use awaits::awaiting;
pub(super) use pages::routes;
