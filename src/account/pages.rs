//! The pages of accounts: signing in, one's own account, and those of a committee.

mod account;
mod accounts;
mod invitation;
mod link;
mod own;
mod seen;
mod sign_in;

use axum::routing::{get, post};
use axum::{Extension, Router};

use crate::account::part::Parts;
use crate::app::App;

pub use own::in_person;

/// All of them. Roles can be given within these parts of a committee.
pub fn routes(parts: Parts) -> Router<App> {
    let own = sign_in::routes().merge(invitation::routes()).merge(own::routes());
    own.merge(of_committee(parts))
}

fn of_committee(parts: Parts) -> Router<App> {
    Router::new()
        .route("/{committee}/accounts", get(accounts::list).post(accounts::invite))
        .route("/{committee}/accounts.xlsx", get(accounts::table))
        .route("/{committee}/accounts/{id}", get(account::show))
        .route("/{committee}/accounts/{id}/{action}", post(account::act))
        .layer(Extension(parts))
}
