//! The pages of accounts: signing in, one's own account, and those of a committee.

mod accounts;
mod invitation;
mod own;
mod sign_in;

use axum::Router;

use crate::app::App;

pub use own::in_person;

pub fn routes() -> Router<App> {
    Router::new().merge(sign_in::routes()).merge(invitation::routes()).merge(own::routes()).merge(accounts::routes())
}
