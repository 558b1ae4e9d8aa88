//! The pages of accounts: signing in, one's own account, and those of a committee.

mod accounts;
mod invitation;
mod link;
mod own;
mod sign_in;

use axum::Router;

use crate::account::part::Parts;
use crate::app::App;

pub use own::in_person;

/// All of them. Roles can be given within these parts of a committee.
pub fn routes(parts: Parts) -> Router<App> {
    let own = sign_in::routes().merge(invitation::routes()).merge(own::routes());
    own.merge(accounts::routes(parts))
}
