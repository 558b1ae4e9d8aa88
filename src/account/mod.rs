//! Accounts: who signs in, with which secret, and which roles he has in which committee.

pub mod actor;
pub mod committee;
pub mod model;
pub mod password;
pub mod secret;
pub mod store;
mod throttle;

mod accounts;
mod administer;
pub mod command;
mod device;
mod invitation;
mod own;
pub mod rules;
mod sign_in;

use axum::Router;

use crate::app::App;

pub use actor::Actor;
pub use committee::Committee;
pub(crate) use own::in_person;

/// The name of this part in the ledger and in word keys.
pub const AREA: &str = "account";

pub fn routes() -> Router<App> {
    Router::new().merge(sign_in::routes()).merge(invitation::routes()).merge(own::routes()).merge(accounts::routes())
}
