//! Accounts: who signs in, with which secret, and which roles they have in which committee. Whoever asks for anything is
//! known by this; the pages of accounts stand above the pages' own ground.

pub mod actor;
mod administer;
pub mod command;
pub mod committee;
mod device;
pub mod model;
pub mod pages;
pub mod part;
pub mod password;
pub mod rules;
pub mod secret;
pub mod store;
mod throttle;

pub use actor::{Actor, Grant, Scope};
pub use committee::Committee;
pub use model::AREA;
